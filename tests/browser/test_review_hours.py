"""The last two weeks in a real browser: a pull request is read, tried and reviewed, and then the one that is hers."""

from __future__ import annotations

import json
from dataclasses import dataclass

import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect

from firstquery.core import course
from firstquery.core.course import Week
from firstquery.grading.answers import read
from firstquery.review import variants
from tests.browser.jupyterlab import Home, cell, in_what_is_shown, index_of, opened, run, said, until

pytestmark = pytest.mark.needs("git")
REVIEWED, LAST = course.week(25), course.week(26)
DREW = "0205"  # the variant of which answers.py has a review in plain words


@dataclass
class Practice:
    """The practice of a week, in front."""

    week: Week
    home: Home
    page: Page

    @property
    def path(self) -> str:
        return f"practice/{self.week.stem}/{self.week.stem}.ipynb"

    def open(self) -> None:
        self.page.goto(self.home.address.replace("start-here.ipynb", self.path))
        opened(self.page, self.path, f"Week {self.week.number}")
        self.run("practice-", "rebuild(")

    def cell(self, which: str) -> Locator:
        return cell(self.page, self.week.release, which)

    def run(self, which: str, code: str = "", text: str | None = None) -> Locator:
        """Runs the cell of that id, or the first one whose id and code have these words; with ``text`` in its place."""
        cells = nbformat.read(self.week.release, as_version=4).cells
        found = [one.id for one in cells if one.cell_type == "code" and which in one.id and code in one.source]
        one = self.cell(found[0] if code else which)
        run(self.page, one, text)
        return said(one)

    def checked(self, exercise: str, answer: str) -> Locator:
        self.run(f"{exercise}-answer", text=answer)
        return self.run(exercise)

    def answer(self, exercise: str, role: str, name: str) -> str:
        """One of the answers that the course lists."""
        listed = read(self.week.answers)[exercise].by_role(role)
        return str(next(one for one in listed if one.name == name).cells[0])

    def is_saved(self, which: str) -> bool:
        """Whether the check is saved as passed: a save may come between an answer that was refused and the next one."""
        cells = nbformat.read(self.home.work / self.path, as_version=4).cells
        return "Passed" in str(cells[index_of(self.week.release, which)].get("outputs"))


def test_a_pull_request_is_read_with_the_keyboard_and_turned_to_side_by_side(home: Home, page: Page) -> None:
    practice = Practice(REVIEWED, home, page)
    practice.open()
    shown = practice.run("the-first-change", 'pull_request("0151"', 'pull_request("0151")')
    inline, sides = shown.locator(".fq-inline").first, shown.locator(".fq-sides").first
    expect(inline).to_be_visible()
    expect(sides).not_to_be_visible()
    turn = shown.locator("summary", has_text="Side by side").first
    turn.focus()
    page.keyboard.press("Enter")
    expect(sides).to_be_visible()
    expect(inline).not_to_be_visible()
    assert in_what_is_shown(page) == []


def test_a_hasty_approval_is_asked_back_and_a_review_in_plain_words_passes(home: Home, page: Page) -> None:
    practice = Practice(REVIEWED, home, page)
    hasty = practice.checked("w25-q3v2", practice.answer("w25-q3v2", "wrong", "approved"))
    expect(hasty).to_contain_text("Who would notice, and when?")
    expect(hasty).not_to_contain_text("Traceback")
    passed = practice.checked("w25-q3v2", practice.answer("w25-q3v2", "right", "plain words, two of three"))
    expect(passed).to_contain_text("Passed")
    expect(passed).to_contain_text("Missed: test that cannot fail")  # now she is told
    until(page, lambda: practice.is_saved("w25-q3v2"))


def test_the_last_pull_request_is_drawn_by_her_name_and_tried_and_reviewed(home: Home, page: Page) -> None:
    practice = Practice(LAST, home, page)
    practice.open()
    name = next(one for one in "abcdefghijklmnopqrstuvwxyz" if variants.number_for(one) == DREW)
    drawn = practice.run("your-pull-request", "capstone()", text=f'capstone("{name}")')
    expect(drawn).to_contain_text(f"Your pull request is {DREW}, chosen by chance for {name}.")
    expect(drawn.locator("h3")).to_contain_text(f"Pull request {DREW}")
    tried = practice.run("exercise-3", "1. No password in the code")
    expect(tried.locator("table").first).to_be_visible()
    expect(tried.locator("table").first).to_contain_text("kst-")  # the first promise of this variant is broken
    assert in_what_is_shown(page) == []
    passed = practice.checked("w26-q3", practice.answer("w26-q3", "right", "plain words, three of four"))
    expect(passed).to_contain_text("Passed")
    # another variant's review is none of hers
    other = practice.checked("w26-q3", practice.answer("w26-q3", "right", "terse, with families"))
    expect(other).to_contain_text(DREW)
    expect(other).not_to_contain_text("Traceback")
    expect(other).not_to_contain_text("Passed")


def test_what_she_reviewed_is_brought_to_github_in_its_form(home: Home, page: Page) -> None:
    practice = Practice(REVIEWED, home, page)
    practice.open()
    told = f"!firstquery review export {practice.week.stem}.ipynb --pull 151 --output review.json"
    expect(practice.run("w25-q4-answer", text=told)).to_contain_text("review.json")
    written = json.loads((home.work / practice.path).with_name("review.json").read_text(encoding="utf-8"))
    assert written["event"] == "REQUEST_CHANGES"
    assert {one["path"] for one in written["comments"]} == {"desk/revenue.py", "desk/customers.py"}
