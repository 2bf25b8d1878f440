"""The first hour as a newcomer has it, from an empty home folder to her answer found again, in a real browser.

The pictures go to the folder FIRSTQUERY_SCREENSHOTS, for whoever wants to see how it looks; the README's are made so.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.jupyterlab import (
    IN_FRONT,
    LESSON_PATH,
    PATIENCE,
    PRACTICE,
    PRACTICE_PATH,
    START,
    STEM,
    TABLET,
    Home,
    cell,
    has_run,
    index_of,
    on_disk,
    opened,
    run,
    said,
    show_files,
    shown_on_disk,
    solution,
    until,
)
from tests.conftest import ROOT


def test_it_opens_on_start_here_and_is_calm(home: Home, page: Page, pictures: Path) -> None:
    page.goto(home.address)
    opened(page, "start-here.ipynb", "Start here")
    sizes = "getComputedStyle(document.documentElement).getPropertyValue('--jp-content-font-size1')"
    until(page, lambda: page.evaluate(sizes).strip() == "16px")  # the settings of the course are in force
    # of the extensions that are installed, the page loads none that is left out
    told = json.loads(page.locator("#jupyter-config-data").text_content() or "")
    loaded = {one["name"] for one in told["federated_extensions"]}
    assert {"first-query", "jupyterlab-tour"} <= loaded and not loaded & set(told["disabledExtensions"])
    # one document, no tabs; the course, and behind it her files and the tables; nothing asks and nothing pops up
    expect(page.locator("#jp-main-dock-panel .lm-DockPanel-tabBar:visible")).to_have_count(0)
    expect(page.locator(".jp-SideBar .lm-TabBar-tab:visible")).to_have_count(3)
    expect(page.locator(".jp-Dialog, .jp-toastContainer .Toastify__toast")).to_have_count(0)
    show_files(page)
    names = ["practice", *sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))]
    expect(page.locator(".jp-DirListing-itemName")).to_have_text(names)
    page.get_by_role("tab", name="Course").click()
    # the kernel that was started beside the page is the one that the page has
    sessions = page.request.get(home.address.replace("lab/tree/start-here.ipynb", "api/sessions")).json()
    assert [(one["path"], one["kernel"]["connections"]) for one in sessions] == [("start-here.ipynb", 1)]


def test_the_menus_hold_what_a_reader_needs(home: Home, page: Page) -> None:
    bar = page.locator("#jp-MainMenu .lm-MenuBar-itemLabel")
    names = ["File", "Edit", "View", "Run", "Kernel", "Settings", "Help"]
    until(page, lambda: [name for name in bar.all_inner_texts() if name] == names)
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
    lesson = home.work / LESSON_PATH
    run(page, cell(page, lesson, "rebuild"))
    run(page, cell(page, lesson, "predict-cell"), 'predict("w01-p1", 1500, confidence=60)')  # what follows opens
    cells = nbformat.read(lesson, as_version=4).cells
    queries = [one for at, one in enumerate(cells) if at < index_of(lesson, "own") and one.source.startswith("%%sql")]
    assert len(queries) >= 5
    for query in queries[:3]:
        one = cell(page, lesson, query.id)
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
    expect(page.get_by_text("1 of 7 exercises done").first).to_be_visible()  # beside the page, too
    answer.scroll_into_view_if_needed()
    page.screenshot(path=pictures / "first-hour.png")


def test_finish_says_what_is_earned_and_her_folder_has_it(home: Home, page: Page) -> None:
    finish = cell(page, PRACTICE, "finish")
    run(page, finish)
    expect(said(finish)).to_contain_text("1 of 7 exercises")
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
    lines = first.locator(".cm-line")
    until(page, lambda: "".join(lines.all_inner_texts()) == solution("w01-q1").replace("\n", ""))
    run(page, cell(page, PRACTICE, "rebuild"))
    answer, check = cell(page, PRACTICE, "w01-q2-answer"), cell(page, PRACTICE, "w01-q2")
    run(page, answer, solution("w01-q2"))
    run(page, check)
    expect(said(check)).to_contain_text(re.compile(r"\bright\b", re.I))
    until(page, lambda: shown_on_disk(home, "w01-q2"))
    assert solution("w01-q2") in on_disk(home, PRACTICE_PATH)


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
    page.set_default_timeout(PATIENCE)
    page.goto(home.address)
    opened(page, "start-here.ipynb", "Start here")
    fits = """() => [document.scrollingElement, ...document.querySelectorAll(
        '.jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer')]
        .every(one => one.scrollWidth <= one.clientWidth + 1)"""
    until(page, lambda: bool(page.evaluate(fits)))
    page.locator(f'{IN_FRONT} a[href*="practice/{STEM}"]').first.tap()
    opened(page, PRACTICE_PATH, "Practice")
    until(page, lambda: bool(page.evaluate(fits)))
    cell(page, PRACTICE, "w01-q1")
    page.screenshot(path=pictures / "tablet.png")
    page.close()
