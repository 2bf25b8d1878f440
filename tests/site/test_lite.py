"""The first weeks run in a browser, with no network but for the site: from the front page to `finish()`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.jupyterlab import IN_FRONT, cell, run, said
from tests.site import lite as trial
from tests.site.lite import WEEKS

pytestmark = pytest.mark.needs("chromium", "jupyterlite")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = trial.chromium(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(lite: Path) -> Iterator[str]:
    with trial.served(lite) as address:
        yield address


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    page = trial.tab(browser)
    trial.begin(page, address)
    yield page
    page.context.close()


def test_the_first_query_answers_in_a_browser_that_has_no_network(page: Page) -> None:
    first = WEEKS[0]
    run(page, cell(page, first.release, "rebuild"))
    expect(said(cell(page, first.release, "rebuild"))).to_contain_text("Ready for week 1")
    answer = cell(page, first.release, "w01-q1-answer")
    run(page, answer, trial.solutions(first)["w01-q1"])
    expect(said(answer).locator("table")).to_contain_text("account_id")
    check = cell(page, first.release, "w01-q1")
    check.get_by_role("button", name="Check").click()
    expect(said(check)).to_contain_text("Right. 2 of 2 points.")


@pytest.mark.parametrize("week", WEEKS, ids=lambda week: week.stem)
def test_a_week_is_done_by_its_solutions_and_each_wrong_answer_gets_its_message(
    page: Page, week: trial.course.Week
) -> None:
    trial.open_page(page, trial.practice_path(week))
    trial.run_cells(page, week, [("rebuild", None)])
    wrong = trial.wrong_answers(week, 6 if week is WEEKS[0] else 3)
    cells = [pair for one in wrong for pair in ((f"{one.exercise}-answer", one.cells[0]), (one.exercise, None))]
    told = trial.run_cells(page, week, cells)[1::2]
    for one, sentence in zip(wrong, told, strict=True):
        assert " ".join(one.message.split()) in sentence, one
    right = trial.solutions(week)
    told = trial.run_cells(
        page, week, [pair for name, text in right.items() for pair in ((f"{name}-answer", text), (name, None))]
    )
    for name, sentence in zip(right, told[1::2], strict=True):
        assert sentence.startswith(("Right", "All that a check can see is there")), (name, sentence)
    (summary,) = trial.run_cells(page, week, [("finish", None)])
    assert re.search(r"Right here, on the data that you have: (\d+) of \1\b", summary), summary
    expect(page.locator(f"{IN_FRONT} .jp-OutputArea-output").last).not_to_contain_text("Traceback")
