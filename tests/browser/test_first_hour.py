"""The first hour as a newcomer has it, from an empty home folder to her answer found again, in a real browser.

The pictures go to the folder FIRSTQUERY_SCREENSHOTS, for whoever wants to see how it looks; the README's are made so.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Locator, Page, Route, expect, sync_playwright

from tests.conftest import ROOT, needs

STEM = "week-01-first-query"
START = ROOT / "notebooks" / "start-here.ipynb"
LESSON = ROOT / "notebooks" / f"{STEM}.ipynb"
PRACTICE = ROOT / "release" / STEM / f"{STEM}.ipynb"
SOURCE = ROOT / "source" / STEM / f"{STEM}.ipynb"
LESSON_PATH, PRACTICE_PATH = f"{STEM}.ipynb", f"practice/{STEM}/{STEM}.ipynb"
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
IN_FRONT = ".jp-NotebookPanel:not(.lm-mod-hidden)"
LAPTOP, TABLET = {"width": 1280, "height": 800}, {"width": 820, "height": 1180}
#: A kernel starts in a second or two, and in many on a machine that is busy.
SOON = 60_000
expect.set_options(timeout=20_000)  # a busy machine takes its time
pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = needs("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    told = os.environ.get("FIRSTQUERY_SCREENSHOTS")
    folder = Path(told) if told else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@dataclass
class Home:
    """A learner's home folder, and `firstquery lab --no-browser` in it: the address that it printed."""

    folder: Path
    address: str = ""
    process: subprocess.Popen[str] | None = None

    @property
    def work(self) -> Path:
        return self.folder / "first-query"

    @property
    def env(self) -> dict[str, str]:
        theirs = ("FIRSTQUERY_WORK", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
        env = {name: value for name, value in os.environ.items() if name not in theirs}
        return env | {"HOME": str(self.folder), "USERPROFILE": str(self.folder)}

    def open(self) -> None:
        command = [sys.executable, "-m", "firstquery.cli", "lab", "--no-browser"]
        self.process = subprocess.Popen(command, env=self.env, cwd=self.folder, stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout or ():
            if found := re.search(r"First Query is at (http://127\.0\.0\.1:\d+/\S+)", line):
                self.address = found[1]
                return
        pytest.fail(f"no address: exit code {self.process.wait(10)}")

    def close(self) -> int:
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    home = Home(tmp_path_factory.mktemp("home"))
    assert not list(home.folder.iterdir())
    home.open()
    yield home
    home.close()


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport=LAPTOP)
    page.set_default_timeout(30_000)
    yield page
    page.close()


def index_of(notebook: Path, which: str) -> int:
    """The place of a cell in a notebook, by its id or its grade_id."""
    cells: list[Any] = nbformat.read(notebook, as_version=4).cells
    return next(
        at for at, cell in enumerate(cells) if which in (cell.id, cell.metadata.get("nbgrader", {}).get("grade_id"))
    )


def opened(page: Page, path: str, heading: str) -> Locator:
    """The notebook in front, once it is the one at `path` and its kernel waits."""
    expect(page).to_have_url(re.compile(rf"/tree/{re.escape(path)}$"), timeout=SOON)
    expect(page.locator(f"{IN_FRONT} h1").first).to_contain_text(heading, timeout=SOON)
    idle = f'{IN_FRONT} .jp-Notebook-ExecutionIndicator[data-status="idle"]'
    expect(page.locator(idle).first).to_be_visible(timeout=SOON)
    return page.locator(f"{IN_FRONT} .jp-Notebook")


def cell(page: Page, notebook: Path, which: str) -> Locator:
    """A cell of the notebook in front, scrolled into view."""
    found = page.locator(f'{IN_FRONT} .jp-Cell[data-windowed-list-index="{index_of(notebook, which)}"]')
    for more in (True, True, False):
        try:
            found.scroll_into_view_if_needed()
            break
        except Error as fault:  # on its way it was drawn anew, as cells are that come into view
            if "not attached" not in str(fault) or not more:
                raise
    return found


def has_run(one: Locator) -> None:
    """Waits until a cell has run; `[*]` says that it is at work."""
    expect(one.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]:"), timeout=SOON)


def run(page: Page, one: Locator, text: str | None = None) -> None:
    """Run a cell as a learner does, with Shift and Enter, after writing `text` into it."""
    content = one.locator(".cm-content")
    content.click()
    expect(content).to_be_focused()
    if text is not None:
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.insert_text(text)
    # the number of an earlier run would say nothing about this one
    before = one.locator(".jp-InputPrompt").inner_text()
    for patience in (10_000, 10_000, SOON):
        page.keyboard.press("Shift+Enter")
        try:
            expect(one.locator(".jp-InputPrompt")).not_to_have_text(before, timeout=patience)
            break
        except AssertionError:  # a key that a busy page has not taken: whoever sits there presses it once more
            if patience == SOON:
                raise
            content.click()
    has_run(one)


def solution(exercise: str) -> str:
    """The course's own answer to an exercise, as source/ has it."""
    cells = nbformat.read(SOURCE, as_version=4).cells
    return "\n".join(
        line for line in cells[index_of(SOURCE, f"{exercise}-answer")].source.splitlines() if "SOLUTION" not in line
    )


def said(one: Locator) -> Locator:
    return one.locator(".jp-OutputArea")


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Waits until something holds on the disk. Where it is slow, JupyterLab saves less often."""
    for _ in range(SOON // 100):
        if holds():
            return
        page.wait_for_timeout(100)
    pytest.fail("it has not come about in a minute")


def on_disk(home: Home, path: str) -> str:
    return "\n".join(one.source for one in nbformat.read(home.work / path, as_version=4).cells)


def shown_on_disk(home: Home, which: str) -> bool:
    """Whether the practice's cell is saved with its output: a save may come between her answer and its verdict."""
    cells = nbformat.read(home.work / PRACTICE_PATH, as_version=4).cells
    return bool(cells[index_of(PRACTICE, which)].get("outputs"))


def count_on_disk(home: Home, which: str) -> int | None:
    """The number of a cell's last run, as it is saved."""
    cells = nbformat.read(home.work / PRACTICE_PATH, as_version=4).cells
    count: int | None = cells[index_of(PRACTICE, which)].execution_count
    return count


def test_it_opens_on_start_here_and_is_calm(home: Home, page: Page, pictures: Path) -> None:
    page.goto(home.address)
    opened(page, "start-here.ipynb", "Start here")
    sizes = "getComputedStyle(document.documentElement).getPropertyValue('--jp-content-font-size1')"
    assert page.evaluate(sizes).strip() == "16px"  # the settings of the course are in force
    # of the extensions that are installed, the page loads none that is left out
    told = json.loads(page.locator("#jupyter-config-data").text_content() or "")
    loaded = {one["name"] for one in told["federated_extensions"]}
    assert {"first-query", "jupyterlab-tour"} <= loaded and not loaded & set(told["disabledExtensions"])
    # one document, no tabs; one panel, her files; nothing asks and nothing pops up
    expect(page.locator("#jp-main-dock-panel .lm-DockPanel-tabBar:visible")).to_have_count(0)
    expect(page.locator(".jp-SideBar .lm-TabBar-tab:visible")).to_have_count(1)
    expect(page.locator(".jp-Dialog, .jp-toastContainer .Toastify__toast")).to_have_count(0)
    names = page.locator(".jp-DirListing-itemName").all_inner_texts()
    assert names == ["practice", *sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))]
    # the kernel that was started beside the page is the one that the page has
    sessions = page.request.get(home.address.replace("lab/tree/start-here.ipynb", "api/sessions")).json()
    assert [(one["path"], one["kernel"]["connections"]) for one in sessions] == [("start-here.ipynb", 1)]


def test_the_menus_hold_what_a_reader_needs(home: Home, page: Page) -> None:
    bar = page.locator("#jp-MainMenu .lm-MenuBar-itemLabel")
    assert [name for name in bar.all_inner_texts() if name] == [
        *("File", "Edit", "View", "Run", "Kernel", "Settings", "Help"),
    ]
    entries = page.locator(".lm-Menu-itemLabel:visible")
    bar.get_by_text("Kernel", exact=True).click()
    expect(entries.filter(has_text="Restart Kernel…")).to_be_visible()
    expect(entries.filter(has_text="Change Kernel…")).to_have_count(0)
    page.keyboard.press("Escape")
    bar.get_by_text("File", exact=True).click()
    entries.get_by_text("New", exact=True).hover()
    expect(entries.get_by_text("Terminal", exact=True)).to_be_visible()  # where the course says `firstquery doctor`
    for programmers in ("Console", "Markdown File", "Open from URL…", "Workspaces"):
        expect(entries.get_by_text(programmers, exact=True)).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")


def test_the_tour_shows_each_part_of_the_page(home: Home, page: Page) -> None:
    page.get_by_role("toolbar").get_by_text("Show me around", exact=True).first.click()
    step = page.locator(".react-joyride__tooltip")
    titles = []
    for _ in range(6):
        expect(step).to_be_visible()
        titles.append(step.locator("h1, h2, h3, h4").first.inner_text())
        expect(step.locator('[data-action="primary"]')).to_be_focused()
        page.keyboard.press("Enter")
    expect(step).to_have_count(0)
    assert len(set(titles)) == 6


def test_the_lesson_is_one_click_away_and_its_cells_run(home: Home, page: Page) -> None:
    page.locator(f'{IN_FRONT} a[href*="{STEM}"]').first.click()
    opened(page, LESSON_PATH, "Week 1")
    run(page, cell(page, LESSON, "rebuild"))
    cells = nbformat.read(LESSON, as_version=4).cells
    queries = [one for at, one in enumerate(cells) if at < index_of(LESSON, "own") and one.source.startswith("%%sql")]
    assert len(queries) >= 5
    for query in queries[:3]:
        one = cell(page, LESSON, query.id)
        run(page, one)
        expect(said(one).locator("table").first).to_be_visible()
        expect(said(one)).not_to_contain_text("Traceback")


def test_in_the_practice_a_wrong_answer_gets_its_message_and_a_hint_and_then_it_is_right(
    home: Home, page: Page, pictures: Path
) -> None:
    page.locator(f'{IN_FRONT} a[href*="practice"]').last.click()
    opened(page, PRACTICE_PATH, "Practice")
    run(page, cell(page, PRACTICE, "rebuild"))
    answer, check = cell(page, PRACTICE, "w01-q1-answer"), cell(page, PRACTICE, "w01-q1")
    run(page, answer)
    run(page, check)
    expect(said(check)).to_contain_text(re.compile("not attempted", re.I))

    run(page, answer, "%%sql first_ten\nSELECT account_id, name, region, plan FROM accounts LIMIT 7")
    run(page, check)
    expect(said(check)).to_contain_text(re.compile("not yet", re.I))
    expect(said(check)).not_to_contain_text("Traceback")

    hint = cell(page, PRACTICE, "w01-q1-text").locator("details").first
    expect(hint).not_to_have_attribute("open", "")
    hint.locator("summary").click()
    expect(hint).to_have_attribute("open", "")
    expect(hint.locator("p").first).to_be_visible()

    run(page, answer, solution("w01-q1"))
    run(page, check)
    expect(said(check)).to_contain_text(re.compile(r"\bright\b", re.I))
    answer.scroll_into_view_if_needed()
    page.screenshot(path=pictures / "first-hour.png")


def test_finish_says_what_is_earned_and_her_folder_has_it(home: Home, page: Page) -> None:
    finish = cell(page, PRACTICE, "finish")
    run(page, finish)
    expect(said(finish)).to_contain_text(re.compile(r"\b2\b.*\bof\b", re.S))
    # nobody pressed Save; what the check and this cell said is kept as well as what she wrote
    until(page, lambda: all(shown_on_disk(home, one) for one in ("w01-q1", "finish")))
    assert solution("w01-q1") in on_disk(home, PRACTICE_PATH)
    assert json.loads((home.work / ".records" / "w01-q1.json").read_text())["best"]["outcome"] == "right"
    # and the course itself is as it was
    assert solution("w01-q1") not in PRACTICE.read_text(encoding="utf-8")


def test_start_here_shows_how_far_she_is(home: Home, page: Page) -> None:
    said(cell(page, PRACTICE, "finish")).locator('a[href*="start-here"]').first.click()
    opened(page, "start-here.ipynb", "Start here")
    where = cell(page, START, "where-am-i")
    # it has been open since before the first answer, and no cell of it was run
    expect(said(where)).to_contain_text(re.compile(r"week 1 of 26.*\b1 of 7 exercises done", re.S))
    run(page, where)
    expect(said(where)).to_contain_text(re.compile(r"week 1 of 26.*\b1 of 7 exercises done", re.S))


def test_closed_and_opened_again_the_answer_is_there_and_she_goes_on(home: Home, page: Page, pictures: Path) -> None:
    page.goto("about:blank")
    assert home.close() == 0
    home.open()
    page.goto(home.address)
    start = opened(page, "start-here.ipynb", "Start here")
    page.screenshot(path=pictures / "start-here.png")
    # as it stands now, with nothing run
    expect(said(cell(page, START, "where-am-i"))).to_contain_text("1 of 7 exercises done")
    start.locator(f'a[href*="practice/{STEM}"]').first.click()
    opened(page, PRACTICE_PATH, "Practice")
    first = cell(page, PRACTICE, "w01-q1-answer")
    assert "".join(first.locator(".cm-line").all_inner_texts()) == solution("w01-q1").replace("\n", "")
    run(page, cell(page, PRACTICE, "rebuild"))
    answer, check = cell(page, PRACTICE, "w01-q2-answer"), cell(page, PRACTICE, "w01-q2")
    run(page, answer, solution("w01-q2"))
    run(page, check)
    expect(said(check)).to_contain_text(re.compile(r"\bright\b", re.I))
    until(page, lambda: shown_on_disk(home, "w01-q2"))
    assert solution("w01-q2") in on_disk(home, PRACTICE_PATH)


def test_what_a_cell_says_while_a_save_is_on_its_way_is_saved_too(home: Home, page: Page) -> None:
    answer, check = cell(page, PRACTICE, "w01-q2-answer"), cell(page, PRACTICE, "w01-q2")
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "PUT" and not waiting:
            waiting.append(route)
        else:
            route.continue_()

    page.route("**/api/contents/practice/**", hold)
    run(page, answer, solution("w01-q2"))
    until(page, lambda: bool(waiting))
    run(page, check)
    number = check.locator(".jp-InputPrompt").inner_text()
    waiting[0].continue_()
    until(page, lambda: f"[{count_on_disk(home, 'w01-q2')}]:" == number)
    page.unroute("**/api/contents/practice/**")


def press_until(page: Page, key: str, found: str) -> None:
    """Presses a key until the element in focus is the one."""
    for _ in range(80):
        if page.evaluate("found => document.activeElement.matches(found)", found):
            return
        page.keyboard.press(key)
    pytest.fail(f"{key} does not lead to {found}")


def go_to(page: Page, key: str, which: str) -> None:
    """Presses an arrow key until the practice's cell is the selected one."""
    selected, wanted = page.locator(f"{IN_FRONT} .jp-Cell.jp-mod-selected"), str(index_of(PRACTICE, which))
    for _ in range(80):
        if selected.get_attribute("data-windowed-list-index") == wanted:
            return
        page.keyboard.press(key)
    pytest.fail(f"{key} does not lead to {which}")


def test_the_keyboard_alone_is_enough(home: Home, page: Page) -> None:
    page.goto(home.address)
    opened(page, "start-here.ipynb", "Start here")
    press_until(page, "Tab", f'a[href*="practice/{STEM}"]')
    page.keyboard.press("Enter")
    opened(page, PRACTICE_PATH, "Practice")
    press_until(page, "Tab", "summary")
    page.keyboard.press("Enter")
    expect(cell(page, PRACTICE, "w01-q1-text").locator("details").first).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    go_to(page, "ArrowUp", "rebuild")
    page.keyboard.press("Shift+Enter")
    has_run(cell(page, PRACTICE, "rebuild"))
    go_to(page, "ArrowDown", "w01-q3-answer")
    page.keyboard.type("SELECT name FROM b, x, dd mrz 1 LAABB", delay=5)  # she has forgotten Enter
    # letters are no commands there: no cell has come or gone, so that each below has the place that it came with
    go_to(page, "ArrowDown", "w01-q3-answer")  # the space bar has moved the page
    page.keyboard.press("Enter")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(solution("w01-q3"))
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    check = cell(page, PRACTICE, "w01-q3")
    has_run(check)
    expect(said(check)).to_contain_text(re.compile(r"\bright\b", re.I))


def test_on_a_tablet_nothing_is_cut_off(home: Home, browser: Browser, pictures: Path) -> None:
    page = browser.new_page(viewport=TABLET, has_touch=True)
    page.set_default_timeout(30_000)
    page.goto(home.address)
    opened(page, "start-here.ipynb", "Start here")
    fits = """() => [document.scrollingElement, ...document.querySelectorAll(
        '.jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer')]
        .every(one => one.scrollWidth <= one.clientWidth + 1)"""
    assert page.evaluate(fits)
    page.locator(f'{IN_FRONT} a[href*="practice/{STEM}"]').first.tap()
    opened(page, PRACTICE_PATH, "Practice")
    assert page.evaluate(fits)
    cell(page, PRACTICE, "w01-q1")
    page.screenshot(path=pictures / "tablet.png")
    page.close()


def test_in_jupyterlab_axe_finds_no_barrier_in_what_the_course_shows(home: Home, page: Page) -> None:
    """Texts and outputs are the course's; the frame around them is JupyterLab's own."""
    page.goto(home.address)
    start = opened(page, "start-here.ipynb", "Start here")
    barriers = in_what_is_shown(page)
    start.locator(f'a[href*="practice/{STEM}"]').first.click()
    opened(page, PRACTICE_PATH, "Practice")
    expect(said(cell(page, PRACTICE, "w01-q1")).locator('[role="status"]')).to_be_visible()
    barriers += in_what_is_shown(page)
    assert barriers == []


def in_what_is_shown(page: Page) -> list[str]:
    """What axe-core says, with all its rules, of the texts and outputs of the notebook in front."""
    page.evaluate(Axe().axe_script)
    shown = [f"{IN_FRONT} .jp-RenderedMarkdown", f"{IN_FRONT} .jp-OutputArea-output"]
    expect(page.locator(", ".join(shown)).nth(4)).to_be_attached(timeout=SOON)  # five at least
    script = "shown => axe.run({include: shown.map(one => [one])}, {resultTypes: ['violations']})"
    return [
        f"{one['id']} ({one['impact']}): {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
        for one in page.evaluate(script, shown)["violations"]
    ]


def test_an_open_page_shows_what_another_window_and_a_reset_have_written_and_nothing_asks(
    home: Home, page: Page
) -> None:
    come_back = "window.dispatchEvent(new Event('focus'))"  # as from another window
    there = nbformat.read(home.work / PRACTICE_PATH, as_version=4)
    there.cells[index_of(PRACTICE, "w01-q4-answer")].source = solution("w01-q4")
    nbformat.write(there, home.work / PRACTICE_PATH)
    page.evaluate(come_back)
    expect(code(page, "w01-q4-answer")).to_contain_text("SELECT", timeout=SOON)

    command = [sys.executable, "-m", "firstquery.cli", "reset", "1", "2"]
    done = subprocess.run(command, env=home.env, capture_output=True, text=True, timeout=60)
    assert "choose Revert, not Overwrite" in " ".join(done.stdout.split()), done.stderr
    page.evaluate(come_back)
    expect(code(page, "w01-q2-answer")).not_to_contain_text("SELECT", timeout=SOON)
    expect(code(page, "w01-q1-answer")).to_contain_text("SELECT")
    run(page, cell(page, PRACTICE, "w01-q2-answer"), solution("w01-q2") + "\n-- once more")
    until(page, lambda: "-- once more" in on_disk(home, PRACTICE_PATH))
    expect(page.locator(".jp-Dialog")).to_have_count(0)

    # in a cell of the same page the answer itself is not on the disk, and JupyterLab has to ask: Enter loses nothing
    answer = cell(page, PRACTICE, "w01-q2-answer")
    run(page, answer, "!firstquery reset 1 2")
    expect(said(answer)).to_contain_text("choose Revert, not Overwrite", timeout=SOON)
    question = page.locator(".jp-Dialog")
    expect(question.get_by_role("button", name="Cancel")).to_be_focused(timeout=SOON)
    question.get_by_role("button", name="Revert").press("Enter")
    expect(code(page, "w01-q2-answer")).not_to_contain_text("reset")
    page.wait_for_function("document.activeElement !== document.body")  # the keyboard is back in the notebook


def test_the_lines_of_a_pull_request_stand_as_in_their_file(home: Home, page: Page) -> None:
    one = cell(page, PRACTICE, "w01-q2-answer")
    run(page, one, 'pull_request("0138")')
    line = said(one).locator(".fq-inline .fq-c").first
    expect(line).to_be_visible(timeout=SOON)
    expect(line).to_have_css("text-align", "left")
    expect(line.locator("code")).to_have_css("background-color", "rgba(0, 0, 0, 0)")


def code(page: Page, which: str) -> Locator:
    """The text of a practice's cell, wherever the page stands."""
    return page.locator(f'{IN_FRONT} .jp-Cell[data-windowed-list-index="{index_of(PRACTICE, which)}"] .cm-content')
