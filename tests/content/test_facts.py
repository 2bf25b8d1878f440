"""Numbers in a text: which of them need a query, and that each is what its query gives."""

from __future__ import annotations

import sqlite3
from functools import partial

import nbformat
import pytest

from firstquery.authoring.facts import now, refresh
from firstquery.authoring.lint import figures
from firstquery.authoring.lint.unit import PageCell
from tests.content import notebooks as nb


def faults(source: str, **said: object) -> list[str]:
    cell = PageCell("here", "markdown", source, dict(said))
    return list(figures.faults(cell, source, {}, partial(figures.check_number, database=sqlite3.connect(":memory:"))))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("There are 1,743 of them, or 72 %, or 38%, and 12 more.", ["1,743", "72 %", "38%"]),
        ("In 2025, on 31 December 2025, 2025-12-31, at 23:41, w01-q3, `LIMIT 1000`.", []),
        ("A loss of $1,200.50, not 999.", ["1,200.50", "999"]),
        ("[999 accounts](page-100.ipynb) in week 4", ["999"]),
        ("About 0.75 each, and 12.5 percent.", ["12.5 percent"]),
        ("At most 150 words about 150 accounts.", ["150"]),
    ],
)
def test_numbers_are_found_where_they_matter(text: str, numbers: list[str]) -> None:
    assert figures.numbers(figures.text_of(PageCell("here", "markdown", text), text)) == numbers


@pytest.mark.parametrize(
    ("number", "query", "says"),
    [
        ("1,743", "SELECT 1743", None),
        ("999", "SELECT 1743", "'1,743'"),
        ("38 %", "SELECT 38.4", None),
        ("38%", "SELECT 39.4", "'39%'"),
        ("12.5", "SELECT 12.46", None),
        ("999", "SELECT 1 UNION SELECT 2", "2 rows"),
        ("999", "SELECT nothing", "does not run"),
        ("999", "SELECT 'many'", "'many'"),
        ("West", "SELECT 'West'", None),
        ("West", "SELECT 'South'", "'South'"),
    ],
)
def test_a_stale_number_is_told_with_what_it_is_now(number: str, query: str, says: str | None) -> None:
    found = figures.check_number(number, query, sqlite3.connect(":memory:"))
    assert (not found) if says is None else (says in found[0])


@pytest.mark.parametrize(
    ("number", "query", "says"),
    [
        ("158", "pull 0146: tests", None),
        ("156", "pull 0146: tests", "'158'"),
        ("151", "pull 0146: tests of today", None),
        ("151", "pull 0131: tests of today", "changes tests of today"),
        ("7", "pull 0146: new tests", None),
        ("118", "pull 0146: added", None),
        ("3", "pull 0146: removed", None),
        ("5", "pull 0146: files", None),
        ("120", "pull 0146: stars", "tests of today"),
        ("120", "pull 0001: tests", "no pull request 0001"),
    ],
)
def test_a_number_of_a_pull_request_is_held_to_it(number: str, query: str, says: str | None) -> None:
    found = figures.check_number(number, query, sqlite3.connect(":memory:"))
    assert (not found) if says is None else (says in found[0])


def test_the_tests_of_a_pull_request_are_as_many_as_ran_in_the_lesson() -> None:
    """The one stored run of all tests: today's on its code. Its log has those and the new ones."""
    lesson = next(one for one in nb.LESSONS if one.stem.startswith("week-24-"))
    shown = next(str(cell.outputs) for cell in nb.read(lesson).cells if cell.source.startswith('run_tests("0146"'))
    today = int(now("151", "pull 0146: tests of today", sqlite3.connect(":memory:")))
    new = int(now("7", "pull 0146: new tests", sqlite3.connect(":memory:")))
    assert f"With 0146: {today} passed" in shown
    assert int(now("158", "pull 0146: tests", sqlite3.connect(":memory:"))) == today + new


def test_a_number_without_a_query_and_a_query_without_a_number_are_told() -> None:
    assert "has no query" in faults("There are 999.")[0]
    assert "not in the text" in faults("Many.", facts={"999": "SELECT 999"})[0]
    assert faults("The vendor says 98 %.", given=["98 %"]) == []


def test_a_small_number_or_a_word_among_the_facts_is_held_to_its_query() -> None:
    small = {"92": "SELECT 92", "West": "SELECT 'West'"}
    assert faults("The West has 92.", facts=small) == []
    assert len(faults("The West has 1,920 or 92.5.", facts=small, given=["1,920"])) == 1
    assert "'91'" in faults("It has 92.", facts={"92": "SELECT 91"})[0]


def test_a_stale_text_is_renewed_and_its_code_left_alone() -> None:
    cell = nbformat.v4.new_markdown_cell("Of 92, 96 pay; 92.5 and `LIMIT 92` stay. The West leads.")
    cell.metadata["firstquery"] = {
        "minutes": 4,
        "facts": {"92": "SELECT 96", "96": "SELECT 1712", "West": "SELECT 'South'"},
    }
    notebook = nbformat.v4.new_notebook(cells=[cell])
    changed = refresh(notebook, sqlite3.connect(":memory:"))
    assert cell.source == "Of 96, 1,712 pay; 92.5 and `LIMIT 92` stay. The South leads."
    assert cell.metadata["firstquery"]["facts"] == {
        "96": "SELECT 96",
        "1,712": "SELECT 1712",
        "South": "SELECT 'South'",
    }
    assert len(changed) == 3 and refresh(notebook, sqlite3.connect(":memory:")) == []
