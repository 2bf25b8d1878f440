"""`grade_mine()` as she meets it: the last cells of a practice, in JupyterLab."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from firstquery.core import course
from firstquery.core.course import settings
from firstquery.learner.workspace import fill
from firstquery.selfgrade import data
from tests.browser.jupyterlab import PRACTICE, PRACTICE_PATH, QUIET, Home, cell, opened, run
from tests.conftest import needs
from tests.html.axe import barriers
from tests.selfgrade import hers
from tests.shared import held_out

PROSE = "w01-q7-answer"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = needs("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home where the practice of week 1 is answered, with one number typed in, and her held-out data are there."""
    needs("bubblewrap")
    home = Home(tmp_path_factory.mktemp("home"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTQUERY_WORK", str(home.work))
        fill()
        nbformat.write(hers.notebook(course.week(1), "typed"), home.work / PRACTICE_PATH)
        data.place().mkdir(parents=True)
        shutil.copy(held_out(tmp_path_factory, settings().seeds.learners[0])[1], data.snapshot())
        made = {"version": 1, "seed": settings().seeds.learners[0], "drawn_by": data.generator()}
        (data.place() / "made.json").write_text(json.dumps(made), encoding="utf-8")
        assert data.is_made()
    with home:
        home.open()
        yield home
        home.close()


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One tab, in which she loads First Query for each test."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    yield page
    page.close()


def test_the_cell_shows_her_marks_as_a_table_and_its_link_opens_the_feedback_page(
    home: Home, browser: Browser, page: Page
) -> None:
    page.goto(home.address.replace("start-here.ipynb", PRACTICE_PATH))
    opened(page, PRACTICE_PATH, "Week 1")
    run(page, cell(page, PRACTICE, "rebuild"))
    one = cell(page, PRACTICE, "grade-mine")
    run(page, one)
    shown = one.locator(".jp-OutputArea")
    expect(shown.get_by_role("status")).to_contain_text("10 of 13 points on data that nobody has seen")
    table = shown.get_by_role("table", name="Your marks, exercise by exercise")
    expect(table.get_by_role("rowheader")).to_have_count(8)
    expect(table.get_by_role("row", name="w01-q4")).to_contain_text("0 of 3")
    expect(shown).to_contain_text("on the data you have, 1,716 is right")
    expect(shown).to_contain_text(re.compile(r"Graded: week-01-first-query\.ipynb, as it was saved \d{4}-"))
    shown.get_by_role("status").scroll_into_view_if_needed()
    _picture(page, "grade-mine.png")
    shown.get_by_role("link", name="Open the feedback page").click()
    inside = page.frame_locator(".jp-HTMLViewer iframe, iframe.jp-HTMLViewer").first
    expect(inside.get_by_role("heading", level=1)).to_have_text("Feedback: week 1, First query")
    expect(inside.get_by_role("table")).to_be_visible()
    _picture(page, "feedback-mine.png")
    assert barriers(browser, home.work / "kept" / "feedback" / f"{course.week(1).stem}.html") == []


def test_what_she_writes_in_prose_has_no_colours_of_python_and_is_seen_whole(home: Home, page: Page) -> None:
    page.goto(home.address.replace("start-here.ipynb", PRACTICE_PATH))
    opened(page, PRACTICE_PATH, "Week 1")
    prose, query = (cell(page, PRACTICE, which).locator(".cm-content") for which in (PROSE, "rebuild"))
    prose.click()
    page.keyboard.press("Control+A")
    says = "It is not one or the other: today's number, in which None of them is. "
    page.keyboard.type("%%text footnote\n" + says * 3)
    seen = "all => [...new Set(all.map(one => getComputedStyle(one).color))].length"
    expect(prose).to_have_class(re.compile("cm-lineWrapping"))
    for _ in range(100):
        if prose.locator(".cm-line, .cm-line *").evaluate_all(seen) == 1:
            break
        page.wait_for_timeout(100)
    assert prose.locator(".cm-line, .cm-line *").evaluate_all(seen) == 1
    cell(page, PRACTICE, "rebuild")
    assert query.locator(".cm-line, .cm-line *").evaluate_all(seen) > 1, "code keeps its colours"
    sideways = "one => one.closest('.cm-scroller').scrollWidth - one.closest('.cm-scroller').clientWidth"
    assert prose.evaluate(sideways) <= 1
    _picture(page, "prose.png")


def _picture(page: Page, name: str) -> None:
    """For whoever wants to see how it looks: into the folder FIRSTQUERY_SCREENSHOTS."""
    if folder := os.environ.get("FIRSTQUERY_SCREENSHOTS"):
        page.wait_for_timeout(500)
        page.screenshot(path=Path(folder) / name)
