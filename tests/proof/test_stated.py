"""A written answer states the number that the data give, in whatever way a person writes it."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstquery.grade import stated
from firstquery.sentence import Sentence


def states(text: str, value: float) -> bool:
    return any(re.search(pattern, text) for pattern in stated.number_patterns(value))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1746, "Kestrel had 1,746 paying customers."),
        (1746, "1746 customers"),
        (1746, "we have 1 746 of them"),
        (1746, "1.746 Kunden"),
        (1746, "1'746 (one thousand seven hundred forty-six)"),
        (3281910.1, "West leads with 3.3 million dollars"),
        (3281910.1, "usd 3.28m in 2025"),
        (3281910.1, "3,28 mio. usd"),
        (3281910.1, "3,281,910 dollars"),
        (3281910.1, "3282 k"),
        (521671.9, "522 thousand ahead of canada"),
        (521671.9, "0.5 million more"),
        (18.899, "18.9 % more than the next"),
        (30.53, "31 % of the total"),
        (30.53, "30,5% of the whole"),
    ],
)
def test_each_usual_way_of_writing_a_number_is_that_number(value: float, text: str) -> None:
    assert states(text, value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1746, "17,460 customers"),
        (1746, "1,746.5 customers"),
        (1746, "21,746 customers"),
        (1746, "1,764 customers"),
        (1746, "174.6 per month"),
        (3281910.1, "3.5 million"),
        (3281910.1, "3.3 billion"),
        (30.53, "3.1 of 10"),
        (30.53, "131 %"),
    ],
)
def test_another_number_is_not_that_number(value: float, text: str) -> None:
    assert not states(text, value)


@given(st.integers(0, 10**7), st.sampled_from(["{:,}", "{}"]), st.sampled_from(["about ", "", "("]))
def test_any_whole_number_is_found_in_a_sentence(value: int, form: str, before: str) -> None:
    assert states(f"It is {before}{form.format(value)}, as of today.", value)


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("crew differs by 22,947.46 dollars", False),
        ("crew differs by 22947 dollars", False),
        ("crew differs by about 23,000 dollars", False),
        ("crew differs by more than 20,000 dollars", False),
        ("crew differs by 22.9 thousand dollars", False),
        ("crew differs by $23k", False),
        ("crew differs by 5 dollars", True),
        ("crew differs by 2,294 dollars", True),
        ("crew differs by 25,000 dollars", True),
        ("crew differs by $ 229k", True),
        ("crew differs by a lot, in 12 months", False),
        ("solo differs by 5 dollars", False),
    ],
)
def test_a_number_that_is_not_in_the_data_is_told_where_it_is_claimed(tmp_path: Path, text: str, is_told: bool) -> None:
    claims = {"what": "gap", "where": r"crew differs by (?:more than |about )?{number}", "ask": "Which cell shows it?"}
    sqlite3.connect(tmp_path / "w.sqlite").close()
    spec = stated.resolved({"agrees": [{**claims, "sql": ["SELECT 22947.46"]}]}, tmp_path / "w.sqlite", "w01-q7")
    assert "agrees" not in spec
    (avoid,) = spec["avoids"]
    assert avoid["ask"] == "Which cell shows it?"
    assert any(re.search(one, text) for one in avoid["any"]) is is_told


def test_what_cannot_be_asked_or_is_not_there_is_told_to_the_author(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "w.sqlite") as database:
        database.execute("CREATE TABLE t (a INTEGER)")
    for query, said in (("SELECT b FROM t", "no such column"), ("SELECT a FROM t", "is not in the data")):
        spec = {"states": [{"what": "it", "sql": [query], "ask": "Which?"}]}
        with pytest.raises(Sentence, match=said):
            stated.resolved(spec, tmp_path / "w.sqlite", "week-01-first-query/w01-q7")
