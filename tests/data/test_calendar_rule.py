"""The rule of week 12 on the titles of the calendar: whole words, and slips on titles that chose none of them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from kestrel.measures import Tables
from tests.content.notebooks import LESSONS, PRACTICES, cells


def _page(found: list[Path]) -> Path:
    return next(page for page in found if page.name.startswith("week-12-"))


def _rule(page: Path, tables: Tables) -> dict[str, Any]:
    """Return the names that two cells of a page leave: the rule, and the meetings that it sorts."""
    source = {cell.id: cell.source for cell in cells(page)}
    with closing(sqlite3.connect(":memory:")) as link:
        tables["calendar"].to_sql("calendar", link)
        names: dict[str, Any] = {"pd": pd, "sql": lambda query: pd.read_sql(query, link)}
        exec(source["rule"] + "\n" + source["labelled"], names)
    return names


def test_both_pages_have_the_same_rule_and_the_same_seen_titles(learning: Tables) -> None:
    lesson, practice = (_rule(_page(pages), learning) for pages in (LESSONS, PRACTICES))
    assert lesson["words"] == practice["words"]
    assert lesson["seen"] == practice["seen"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Plant visit", "operations"),
        ("Marketing stand-up", "operations"),
        ("Customer visit: roofing", "customer"),
        ("Sit in on code review", "hands-on"),
        ("Planning: sales targets 2026", "strategy"),
        ("1:1 finance", "one-to-one"),
        ("Board", "strategy"),
    ],
)
def test_the_rule_compares_whole_words(learning: Tables, title: str, kind: str) -> None:
    page = _rule(_page(PRACTICES), learning)
    page["words"]["strategy"].append("market")
    assert page["kind_of"](title) == kind


def test_a_title_that_the_lesson_names_stands_in_the_data(learning: Tables) -> None:
    titles = set(learning["calendar"]["title"])
    assert {"Sit in on code review", "Customer visit: roofing"} <= titles


def test_the_rule_is_right_about_seen_titles_and_wrong_both_ways_about_fresh_ones(tables: Tables) -> None:
    page = _rule(_page(PRACTICES), tables)
    labelled, fresh, seen = page["labelled"], page["fresh"], page["seen"]
    assert set(seen) <= set(tables["calendar"]["title"])
    assert not set(fresh["title"]) & set(seen)
    known = labelled[labelled["title"].isin(seen)]
    assert (known["called"] == known["kind"]).all()
    called, kind = fresh["called"] == "strategy", fresh["kind"] == "strategy"
    assert (called & kind).any() and (called & ~kind).any() and (~called & kind).any()
