"""What a cell shows, in a real JupyterLab: pages of a table, wide tables, three kinds of messages, long answers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.jupyterlab import (
    IN_FRONT,
    PRACTICE,
    PRACTICE_PATH,
    Home,
    cell,
    in_what_is_shown,
    opened,
    run,
    said,
    solution,
    until,
)

FORM = """one => {
    const look = getComputedStyle(one), before = getComputedStyle(one, '::before').content;
    return [look.borderLeftStyle, look.borderLeftColor, look.backgroundColor, before[1]];
}"""
#: Where an element begins and ends, and its page does: pixels from the top.
PLACE = """one => [one, one.closest('.jp-WindowedPanel-outer')].flatMap(part => {
    const box = part.getBoundingClientRect();
    return [box.top, box.bottom];
})"""


@pytest.fixture(scope="module")
def practice(home: Home, page: Page) -> Page:
    page.goto(home.address.replace("start-here.ipynb", PRACTICE_PATH))
    opened(page, PRACTICE_PATH, "Practice")
    run(page, cell(page, PRACTICE, "rebuild"))
    return page


def pressed(page: Page, name: str) -> None:
    """Presses a button below the table with the keyboard alone, reached by Tab from the first of them."""
    page.locator(f"{IN_FRONT} .fq-pages button").first.focus()
    for _ in range(["First", "Previous", "Next", "Last"].index(name)):
        page.keyboard.press("Tab")
    expect(page.locator(f'{IN_FRONT} .fq-pages button[aria-label="{name} rows"]')).to_be_focused()
    page.keyboard.press("Enter")


def test_a_table_turns_its_pages_by_keyboard_alone(practice: Page) -> None:
    one = cell(practice, PRACTICE, "w01-q2-answer")
    run(practice, one, "%%sql\nSELECT invoice_id, amount FROM invoices ORDER BY amount DESC, invoice_id")
    number, first = one.locator(".jp-InputPrompt").inner_text(), said(one).locator("tbody td").first
    expect(said(one).locator("tbody td").nth(1)).to_have_text(re.compile(r"^\d{1,3}(,\d{3})+\.\d+$"))
    top = first.inner_text()
    told, caption = said(one).locator('.fq-pages [role="status"]'), said(one).locator("caption")
    expect(told).to_have_text("Rows 1 to 10 of 59,571")
    pressed(practice, "Next")
    expect(told).to_have_text("Rows 11 to 20 of 59,571")
    expect(caption).to_have_text("59,571 rows, 2 columns; rows 11 to 20 are shown")
    expect(first).not_to_have_text(top)
    pressed(practice, "Last")
    expect(told).to_have_text("Rows 59,571 to 59,571 of 59,571")
    expect(said(one).locator("tbody tr")).to_have_count(1)
    pressed(practice, "Next")  # there is none
    pressed(practice, "Previous")
    expect(told).to_have_text("Rows 59,561 to 59,570 of 59,571")
    pressed(practice, "First")
    expect(first).to_have_text(top)
    expect(one.locator(".jp-InputPrompt")).to_have_text(number)  # turning a page runs nothing of hers
    assert in_what_is_shown(practice) == []


def test_a_page_whose_rows_are_gone_says_how_to_have_them_again(home: Home, practice: Page) -> None:
    one = cell(practice, PRACTICE, "w01-q2-answer")
    practice.keyboard.press("ControlOrMeta+s")
    sessions = home.address.replace("lab/tree/start-here.ipynb", "api/sessions")
    kernel = next(one["kernel"]["id"] for one in practice.request.get(sessions).json() if PRACTICE_PATH in one["path"])
    xsrf = next(one["value"] for one in practice.context.cookies() if one["name"] == "_xsrf")
    again = re.sub(r"api/sessions", f"api/kernels/{kernel}/restart", sessions)
    assert practice.request.post(again, headers={"X-XSRFToken": xsrf}).ok
    pressed(practice, "Next")
    expect(said(one).locator('.fq-pages [role="status"]')).to_have_text("To see further rows, run this cell again.")
    opened(practice, PRACTICE_PATH, "Practice")
    run(practice, cell(practice, PRACTICE, "rebuild"))


def form(one: Locator) -> list[str]:
    expect(one).to_be_visible()
    found: list[str] = one.evaluate(FORM)
    return found


def test_right_not_yet_and_an_error_are_unlike_in_form_and_colour(practice: Page, pictures: Path) -> None:
    answer, check = cell(practice, PRACTICE, "w01-q1-answer"), cell(practice, PRACTICE, "w01-q1")
    run(practice, answer, "%%sql first_ten\nSELECT nothing FROM accounts")
    error = form(said(cell(practice, PRACTICE, "w01-q1-answer")).locator(".fq-said"))
    run(
        practice, cell(practice, PRACTICE, "w01-q1-answer"), solution("w01-q1").replace("SELECT", "SELECT 1 AS one,", 1)
    )
    run(practice, check)
    not_yet = form(said(check).locator(".fq-said"))
    expect(said(check)).to_contain_text("Not yet.")
    practice.screenshot(path=pictures / "not-yet.png")
    assert in_what_is_shown(practice) == []
    run(practice, answer, solution("w01-q1"))
    run(practice, check)
    verdict = said(check).locator('[role="status"]')
    expect(verdict).to_contain_text("✓ Right.")
    for one, other in ((error, not_yet), (error, form(verdict)), (not_yet, form(verdict))):
        assert all(mine != theirs for mine, theirs in zip(one, other, strict=True)), (one, other)
    assert [error[0], not_yet[0], form(verdict)[0]] == ["double", "dashed", "solid"]
    assert [error[3], not_yet[3]] == ["✕", "○"]


def test_the_top_of_a_long_answer_stays_in_view(practice: Page) -> None:
    for call in ("where_am_i()", "help_me()"):
        one, before = cell(practice, PRACTICE, "w01-q3-answer"), [0.0]
        run(practice, one, call)

        def rests_at_its_top(one: Locator = one, before: list[float] = before) -> bool:
            top, bottom, page_top, page_bottom = said(one).evaluate(PLACE)
            before.append(top)
            return bool(bottom - top > 300 and page_top <= top < page_bottom - 100 and len(set(before[-10:])) == 1)

        until(practice, rests_at_its_top)


def test_the_columns_of_a_wide_table_are_in_view_or_scroll_beside_the_first(practice: Page, pictures: Path) -> None:
    one = cell(practice, PRACTICE, "w01-q2-answer")
    run(practice, one, "%%sql\nSELECT * FROM accounts LIMIT 5")
    box = said(one).locator(".fq-box")
    expect(box).to_have_attribute("tabindex", "0")
    expect(said(one)).to_contain_text("Further to the right: acquired_via, time_zone, exit_survey_sent")
    practice.screenshot(path=pictures / "wide-table.png")
    place = "one => [one.getBoundingClientRect().left, one.getBoundingClientRect().right]"
    left, right = box.evaluate(place)
    spoken_of = {name: box.locator("th", has_text=re.compile(f"^{name}$")) for name in ("is_test", "cancelled_on")}
    assert all(head.evaluate(place)[1] <= right for head in spoken_of.values())
    box.focus()
    for _ in range(40):
        practice.keyboard.press("ArrowRight")
    until(practice, lambda: box.evaluate("one => one.scrollLeft + one.clientWidth >= one.scrollWidth - 2"))
    first, last = box.locator("th").first, box.locator("th").last
    assert abs(first.evaluate(place)[0] - left) < 2 and last.evaluate(place)[1] <= right + 2
    assert in_what_is_shown(practice) == []
