"""What stands beside a cell: the tables that it may ask, the options of a choice, and the button of a check."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.jupyterlab import (
    IN_FRONT,
    PRACTICE,
    PRACTICE_PATH,
    Home,
    cell,
    has_run,
    on_disk,
    opened,
    run,
    said,
    solution,
    until,
)
from tests.conftest import ROOT

HERS = "w01-q1-answer"


def tables(page: Page) -> Locator:
    return page.locator(".fq-Tables")


def check_button(page: Page, exercise: str) -> Locator:
    return cell(page, PRACTICE, exercise).get_by_role("button", name=re.compile("^Check: Exercise"))


def options(page: Page, which: str) -> Locator:
    return cell(page, PRACTICE, which).get_by_role("group", name=re.compile("^Your choice"))


def test_the_tables_open_by_one_click_and_nothing_runs_for_them(home: Home, page: Page) -> None:
    page.goto(home.address.replace("start-here.ipynb", PRACTICE_PATH))
    opened(page, PRACTICE_PATH, "Practice")
    page.get_by_role("tab", name="Tables").click()
    expect(tables(page)).to_contain_text("as soon as the first cell of the notebook has run")
    run(page, cell(page, PRACTICE, "rebuild"))
    expect(tables(page).locator("summary").first).to_have_text("accounts")
    expect(tables(page).locator("details[open]")).to_have_count(0)
    expect(tables(page)).to_contain_text("The data of this notebook")
    expect(tables(page)).not_to_contain_text("Your own database")
    # the first of all that this kernel has run is her own cell: the panel's questions count for nothing
    expect(cell(page, PRACTICE, "rebuild").locator(".jp-InputPrompt")).to_have_text("[1]:")


def test_a_click_puts_a_column_where_the_cursor_is(home: Home, page: Page) -> None:
    content = cell(page, PRACTICE, HERS).locator(".cm-content")
    content.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("%%sql customers\nSELECT  FROM accounts")
    for _ in range(len(" FROM accounts")):
        page.keyboard.press("ArrowLeft")
    accounts = tables(page).locator("details", has=page.locator("summary", has_text=re.compile("^accounts$")))
    accounts.locator("summary").click()
    expect(accounts).to_contain_text("Sales region: Northeast, South, West or Canada.")
    accounts.get_by_role("button", name="region", exact=True).click()
    expect(content).to_be_focused()
    expect(content.locator(".cm-line").last).to_have_text("SELECT region FROM accounts")
    page.keyboard.type(",")
    # and by the keyboard alone: from the open table to its second column
    accounts.locator("summary").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(accounts.get_by_role("button", name="name", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(content).to_be_focused()
    expect(content.locator(".cm-line").last).to_have_text("SELECT region,name FROM accounts")


def test_a_column_is_put_below_the_line_that_names_the_answer(home: Home, page: Page) -> None:
    content = cell(page, PRACTICE, HERS).locator(".cm-content")
    content.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("%%sql customers")
    tables(page).get_by_role("button", name="region", exact=True).first.click()
    expect(content.locator(".cm-line").first).to_have_text("%%sql customers")
    expect(content.locator(".cm-line").last).to_have_text("region")


def test_a_column_is_not_put_into_what_is_not_hers(home: Home, page: Page) -> None:
    locked = cell(page, PRACTICE, "w01-q1")
    before = locked.locator(".cm-content").inner_text()
    locked.locator(".cm-content").click()
    tables(page).get_by_role("button", name="region", exact=True).first.click()
    expect(tables(page).get_by_role("status")).to_have_text("Click into a cell that you write in, then on a column.")
    expect(locked.locator(".cm-content")).to_have_text(before)


def test_a_click_on_an_option_writes_its_letter_and_the_button_runs_both_cells(home: Home, page: Page) -> None:
    choice = options(page, "w01-q5-answer")
    expect(choice.get_by_role("radio")).to_have_count(4)
    expect(choice.get_by_role("radio", checked=True)).to_have_count(0)
    choice.get_by_role("radio", name=re.compile("random")).check()
    written = cell(page, PRACTICE, "w01-q5-answer").locator(".cm-content")
    expect(written.locator(".cm-line").last).to_have_text("D")
    check_button(page, "w01-q5").click()
    has_run(cell(page, PRACTICE, "w01-q5"))
    expect(said(cell(page, PRACTICE, "w01-q5-answer"))).to_contain_text("Kept in `top_five`: D")
    expect(said(cell(page, PRACTICE, "w01-q5"))).to_contain_text("Not yet")
    choice.get_by_role("radio", name=re.compile("came across first")).check()
    check_button(page, "w01-q5").click()
    expect(said(cell(page, PRACTICE, "w01-q5"))).to_contain_text("Right")
    until(page, lambda: "%%choice top_five\nC" in on_disk(home, PRACTICE_PATH))


def test_a_letter_typed_shows_and_the_keyboard_alone_is_enough(home: Home, page: Page) -> None:
    answer = cell(page, PRACTICE, "w01-q5-answer")
    run(page, answer, "%%choice top_five\nb")
    choice = options(page, "w01-q5-answer")
    chosen = choice.get_by_role("radio", checked=True)
    expect(chosen).to_have_value("B")
    answer.locator(".cm-content").click()
    page.keyboard.press("Escape")
    for _ in range(6):  # what of the cell's own comes first
        page.keyboard.press("Tab")
        if chosen.evaluate("one => one === document.activeElement"):
            break
    expect(chosen).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(answer.locator(".cm-line").last).to_have_text("C")
    expect(choice.get_by_role("radio", checked=True)).to_be_focused()
    button = check_button(page, "w01-q5")
    for _ in range(8):
        page.keyboard.press("Tab")
        if button.evaluate("one => one === document.activeElement"):
            break
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(said(cell(page, PRACTICE, "w01-q5"))).to_contain_text("Right")
    expect(button).to_be_focused()


def test_what_has_run_is_checked_and_not_run_again(home: Home, page: Page) -> None:
    answer = cell(page, PRACTICE, HERS)
    run(page, answer, solution("w01-q1"))
    count = answer.locator(".jp-InputPrompt").inner_text()
    check_button(page, "w01-q1").click()
    expect(said(cell(page, PRACTICE, "w01-q1"))).to_contain_text("Right")
    expect(answer.locator(".jp-InputPrompt")).to_have_text(count)
    answer.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("%%sql customers\nSELECT nothing FROM accounts")
    check_button(page, "w01-q1").click()
    expect(answer.locator(".jp-InputPrompt")).not_to_have_text(count)
    expect(said(cell(page, PRACTICE, "w01-q1"))).not_to_contain_text("Right")


def test_a_kernel_that_starts_anew_has_run_nothing(home: Home, page: Page) -> None:
    answer, check = cell(page, PRACTICE, HERS), cell(page, PRACTICE, "w01-q1")
    run(page, answer, solution("w01-q1"))
    page.locator("#jp-MainMenu .lm-MenuBar-itemLabel").get_by_text("Kernel", exact=True).click()
    page.locator(".lm-Menu-itemLabel:visible").get_by_text("Restart Kernel…", exact=True).click()
    page.locator(".jp-Dialog-button.jp-mod-accept").click()
    run(page, cell(page, PRACTICE, "rebuild"))
    check_button(page, "w01-q1").click()
    expect(said(check)).to_contain_text("Right")
    expect(answer.locator(".jp-InputPrompt")).to_have_text("[2]:")


def test_a_cell_that_is_no_check_and_no_choice_has_nothing_below_it(home: Home, page: Page) -> None:
    expect(cell(page, PRACTICE, "w01-q1").locator(".fq-Check")).to_have_count(1)
    for which in ("rebuild", HERS, "w01-q7-answer"):
        expect(cell(page, PRACTICE, which).locator(".fq-Below")).to_have_count(0)


def test_axe_finds_nothing_in_what_stands_beside_a_cell(home: Home, page: Page) -> None:
    cell(page, PRACTICE, "w01-q5-answer")
    page.evaluate(Axe().axe_script)
    for shown in (".fq-Tables", f"{IN_FRONT} .fq-Choice", f"{IN_FRONT} .fq-Check"):
        expect(page.locator(shown).first).to_be_attached()
        assert page.evaluate("shown => axe.run(shown, {resultTypes: ['violations']})", shown)["violations"] == []


def test_of_some_choices_several_options_are_chosen(home: Home, page: Page) -> None:
    stem = "week-06-charts-that-answer"
    path = f"practice/{stem}/{stem}.ipynb"
    page.goto(home.address.replace("start-here.ipynb", path))
    opened(page, path, "Practice")
    answer = cell(page, ROOT / "release" / stem / f"{stem}.ipynb", "w06-q4-answer")
    boxes = answer.get_by_role("checkbox")
    expect(boxes).to_have_count(6)  # of the text above the cell with the charts
    boxes.nth(4).check()
    boxes.nth(0).check()
    expect(answer.locator(".cm-line").last).to_have_text("A, E")
    boxes.nth(0).uncheck()
    boxes.nth(4).uncheck()
    expect(answer.locator(".cm-line").last).to_have_text("?")
