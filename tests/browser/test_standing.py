"""A check in the page judges what stands there: the page says so to its kernel, without a word of hers."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.jupyterlab import LAPTOP, TABLET, Home, cell, cell_on_disk, index_of, opened, run, said, until
from tests.conftest import ROOT

STEM = "week-10-automate-a-report"
PRACTICE = ROOT / "release" / STEM / f"{STEM}.ipynb"
PATH = f"practice/{STEM}/{STEM}.ipynb"
CALL = 'moments("30 7 * * 1")'


def check(page: Page) -> Locator:
    """What the check of exercise 4 says, run with Shift and Enter."""
    one = cell(page, PRACTICE, "w10-q4")
    run(page, one)
    return said(one)


def written(page: Page, text: str) -> None:
    """Writes into the answer's cell and does not run it."""
    content = cell(page, PRACTICE, "w10-q4-answer").locator(".cm-content")
    content.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)


def test_an_answer_without_its_name_is_not_judged_by_the_one_before(home: Home, page: Page, pictures: Path) -> None:
    page.goto(home.address.replace("start-here.ipynb", PATH))
    opened(page, PATH, "Practice")
    for which in ("rebuild", "moments"):
        run(page, cell(page, PRACTICE, which))
    answer = cell(page, PRACTICE, "w10-q4-answer")
    run(page, answer, f"starts = {CALL}\nstarts")
    expect(check(page)).to_contain_text("Right. 2 of 2 points.")
    run(page, cell(page, PRACTICE, "w10-q4-answer"), CALL)
    expect(said(cell(page, PRACTICE, "w10-q4-answer"))).to_contain_text("Mon 2025-12-08 07:30")
    told = check(page)
    expect(told).to_contain_text("The answer cell shows a table and gives it no name. The check looks for `starts`:")
    expect(told).not_to_contain_text("Right")
    page.screenshot(path=pictures / "no-name.png")
    page.set_viewport_size(TABLET)
    assert told.locator("pre").evaluate("one => getComputedStyle(one).wordBreak") == "normal", "no word is cut in two"
    page.screenshot(path=pictures / "no-name-narrow.png")
    page.set_viewport_size(LAPTOP)


def test_a_cell_that_changed_since_it_ran_is_told_so_and_the_button_runs_it(
    home: Home, page: Page, pictures: Path
) -> None:
    written(page, f"starts = {CALL}")
    told = check(page)
    expect(told).to_contain_text("The answer cell has changed since it ran. Run that cell, then this one.")
    page.screenshot(path=pictures / "changed.png")
    cell(page, PRACTICE, "w10-q4").get_by_role("button", name="Check: Exercise 4").click()
    expect(said(cell(page, PRACTICE, "w10-q4"))).to_contain_text("Right. 2 of 2 points.")


def test_a_page_that_is_opened_anew_knows_what_has_run(home: Home, page: Page) -> None:
    page.locator(".jp-ToolbarButtonComponent[data-command='docmanager:save']").first.click()
    # a page that goes before it is saved loses it, and an earlier save has the answer before
    until(page, lambda: cell_on_disk(home, PATH, index_of(PRACTICE, "w10-q4-answer")) == f"starts = {CALL}")
    page.reload()
    opened(page, PATH, "Practice")
    expect(check(page)).to_contain_text("Right. 2 of 2 points.")
    written(page, CALL)
    expect(check(page)).to_contain_text("The answer cell has changed since it ran.")
