"""The first hour as a newcomer has it: from an empty folder to a check that says right, in a real browser.

The pictures go to the folder FIRSTQUERY_SCREENSHOTS, for whoever wants to see how it looks.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.conftest import ROOT, needs

STEM = "week-01-first-query"
LESSON = ROOT / "notebooks" / f"{STEM}.ipynb"
PRACTICE = ROOT / "release" / STEM / f"{STEM}.ipynb"
SOURCE = ROOT / "source" / STEM / f"{STEM}.ipynb"
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
#: In the notebook in front: its kernel is there and waits.
READY = '.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook-ExecutionIndicator[data-status="idle"]'
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
class Lab:
    """A running `firstquery lab --no-browser`: the address it printed, and the learner's folder."""

    address: str
    work: Path
    process: subprocess.Popen[str]


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("learner")
    work = folder / "first-query"
    env = os.environ | {"FIRSTQUERY_WORK": str(work), "JUPYTER_RUNTIME_DIR": str(folder / "runtime")}
    command = [sys.executable, "-m", "firstquery.cli", "lab", "--no-browser"]
    process = subprocess.Popen(command, env=env, cwd=folder, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    address = None
    for line in process.stdout:
        if found := re.search(r"http://127\.0\.0\.1:\d+/\S+", line):
            address = found[0]
            break
    assert address, f"no address: exit code {process.wait(10)}"
    yield Lab(address, work, process)
    process.send_signal(signal.SIGTERM)
    process.wait(20)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.set_default_timeout(30_000)
    yield page
    page.close()


def index_of(notebook: Path, which: str) -> int:
    """The place of a cell in a notebook, by its id or its grade_id."""
    cells: list[Any] = nbformat.read(notebook, as_version=4).cells
    return next(
        at for at, cell in enumerate(cells) if which in (cell.id, cell.metadata.get("nbgrader", {}).get("grade_id"))
    )


def shown(page: Page) -> Locator:
    """The notebook that is in front."""
    return page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook")


def cell(page: Page, notebook: Path, which: str) -> Locator:
    """A cell of the notebook in front, scrolled into view."""
    found = shown(page).locator(f'.jp-Cell[data-windowed-list-index="{index_of(notebook, which)}"]')
    found.scroll_into_view_if_needed()
    return found


def enter(page: Page, one: Locator) -> None:
    """Put the cursor into a cell. JupyterLab moves it once more where a notebook has only now come to the front."""
    expect(page.locator(READY).first).to_be_visible(timeout=60_000)
    one.locator(".cm-content").click()
    page.wait_for_timeout(300)
    if not one.locator(".cm-content").evaluate("content => content === document.activeElement"):
        one.locator(".cm-content").click()
    expect(one.locator(".cm-content")).to_be_focused()


def run(page: Page, one: Locator, text: str | None = None) -> None:
    """Run a cell as a learner does, with Shift and Enter, after writing `text` into it; waits until it has run."""
    enter(page, one)
    if text is not None:
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.insert_text(text)
        page.keyboard.press("Escape")
        enter(page, one)
    page.keyboard.press("Shift+Enter")
    expect(one.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]:"), timeout=60_000)


def solution(exercise: str) -> str:
    """The course's own answer to an exercise, as source/ has it."""
    cells = nbformat.read(SOURCE, as_version=4).cells
    return "\n".join(
        line for line in cells[index_of(SOURCE, f"{exercise}-answer")].source.splitlines() if "SOLUTION" not in line
    )


def test_start_here_opens_and_leads_to_the_first_lesson(lab: Lab, page: Page, pictures: Path) -> None:
    page.goto(lab.address)
    expect(shown(page).locator("h1").first).to_be_visible(timeout=60_000)
    expect(page.locator("#main, body").first).not_to_contain_text("Would you like to get notified")
    sizes = "getComputedStyle(document.documentElement).getPropertyValue('--jp-content-font-size1')"
    assert page.evaluate(sizes).strip() == "16px"  # the settings of the course are in force
    page.wait_for_timeout(1000)  # pictures show the page at rest
    page.screenshot(path=pictures / "1-start-here.png")
    shown(page).locator(f'a[href*="{STEM}"]').first.click()
    expect(page.locator(".lm-TabBar-tab.lm-mod-current", has_text=f"{STEM}.ipynb").first).to_be_visible()
    expect(shown(page).locator("h1").first).to_contain_text("Week 1")
    page.wait_for_timeout(1000)
    page.screenshot(path=pictures / "2-lesson.png")


def test_the_cells_of_the_lesson_run(lab: Lab, page: Page, pictures: Path) -> None:
    run(page, cell(page, LESSON, "rebuild"))
    cells = nbformat.read(LESSON, as_version=4).cells
    own = index_of(LESSON, "own")
    queries = [one for at, one in enumerate(cells) if at < own and one.source.startswith("%%sql")]
    assert len(queries) >= 5
    for query in queries:
        one = cell(page, LESSON, query.id)
        run(page, one)
        expect(one.locator(".jp-OutputArea-output table").first).to_be_visible()
        expect(one.locator(".jp-OutputArea-output")).not_to_contain_text(["Traceback"])
    page.wait_for_timeout(500)
    page.screenshot(path=pictures / "3-lesson-run.png")


def test_in_the_practice_a_check_says_not_attempted_and_then_right(lab: Lab, page: Page, pictures: Path) -> None:
    shown(page).locator('a[href*="practice"]').last.click()
    expect(page.locator(".lm-TabBar-tab.lm-mod-current", has_text=f"{STEM}.ipynb").first).to_be_visible()
    expect(shown(page).locator("h1").first).to_contain_text("Practice")
    run(page, cell(page, PRACTICE, "rebuild"))
    answer, check = cell(page, PRACTICE, "w01-q1-answer"), cell(page, PRACTICE, "w01-q1")
    run(page, answer)
    run(page, check)
    said = check.locator(".jp-OutputArea")
    expect(said).to_contain_text(re.compile("not attempted", re.I))
    expect(said).not_to_contain_text("Traceback")
    page.wait_for_timeout(500)
    page.screenshot(path=pictures / "4-not-attempted.png")

    run(page, answer, "%%sql first_ten\nSELECT account_id, nmae FROM accounts")
    expect(answer.locator(".jp-OutputArea")).not_to_contain_text("Traceback")
    page.wait_for_timeout(500)
    page.screenshot(path=pictures / "5-misspelt.png")

    run(page, answer, "%%sql first_ten\nSELECT account_id, name, region, plan FROM accounts LIMIT 7")
    run(page, check)
    expect(said).to_contain_text(re.compile("not yet", re.I))
    page.wait_for_timeout(500)
    page.screenshot(path=pictures / "6-not-yet.png")

    run(page, answer, solution("w01-q1"))
    run(page, check)
    expect(said).to_contain_text(re.compile(r"\bright\b", re.I))
    page.wait_for_timeout(500)
    page.screenshot(path=pictures / "7-right.png")


def test_what_the_learner_did_is_saved_in_her_own_folder(lab: Lab, page: Page) -> None:
    page.keyboard.press("Escape")
    page.keyboard.press("ControlOrMeta+s")
    saved = lab.work / "practice" / STEM / f"{STEM}.ipynb"
    for _ in range(50):
        if solution("w01-q1") in "".join(one.source for one in nbformat.read(saved, as_version=4).cells):
            break
        page.wait_for_timeout(200)
    else:
        pytest.fail("the answer is not in the saved notebook")
    # and the course itself is as it was
    assert solution("w01-q1") not in PRACTICE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["start-here", STEM])
def test_a_lesson_has_no_serious_barrier_for_assistive_technology(name: str, browser: Browser, tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe
    from nbconvert import HTMLExporter

    html, _ = HTMLExporter(embed_images=True).from_filename(str(ROOT / "notebooks" / f"{name}.ipynb"))
    target = tmp_path / f"{name}.html"
    target.write_text(html, encoding="utf-8")
    page = browser.new_page()
    page.route(re.compile("^https?:"), lambda route: route.abort())  # nothing is fetched
    page.goto(target.as_uri())
    # the prompts, the colours of code and the look of a link are JupyterLab's own, not the course's
    theirs = {"exclude": [[".jp-InputPrompt"], [".jp-OutputPrompt"], [".highlight"]]}
    options = {"rules": {"link-in-text-block": {"enabled": False}}}
    found = Axe().run(page, context=theirs, options=options).response["violations"]
    page.close()
    barriers = [
        f"{one['id']}: {one['help']} ({json.dumps([node['html'][:160] for node in one['nodes'][:3]])})"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert not barriers, "\n".join(barriers)
