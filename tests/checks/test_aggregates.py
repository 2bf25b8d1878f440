"""An answer that counts or adds up another column is asked about that, and not told that a condition is missing."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from firstquery.checks.kind import Material, kind
from firstquery.checks.payload import payload
from firstquery.checks.statement import measures_of
from firstquery.sql.query import sql
from tests.checks.judged import Said, entry, said_of

PAYING = "FROM accounts WHERE status = 'active' AND is_test = 0"
IN_DECEMBER = "FROM invoices WHERE status = 'paid' AND issued_on >= '2025-12-01'"


def judged(kind_name: str, answer: str, expected: str) -> Said:
    """What is said of a query where the key was made of another."""
    made = kind(kind_name)
    key = made.build_key(made.Options(), made.payload(sql(expected), None), [], Material())
    given = {name: value for name, value in key.items() if name not in ("answer", "mistakes")}
    return said_of(entry(kind_name, key["answer"], **given), made.payload(sql(answer), None))


@pytest.mark.parametrize(
    ("answer", "expected", "says"),
    [
        (
            f"SELECT SUM(seats) {PAYING}",
            f"SELECT COUNT(*) {PAYING}",
            "more than it should be. Your query gives `SUM(seats)`",
        ),
        (
            f"SELECT COUNT(industry) {PAYING}",
            f"SELECT COUNT(*) {PAYING}",
            "less than it should be. Your query gives `COUNT(industry)`",
        ),
        (
            f"SELECT COUNT(cancelled_on) {PAYING}",
            f"SELECT COUNT(*) {PAYING}",
            "Zero. Your query gives `COUNT(cancelled_on)`",
        ),
        (
            "SELECT COUNT(*) FROM accounts",
            f"SELECT COUNT(*) {PAYING}",
            "more than it should be: is a condition missing",
        ),
        (
            "SELECT COUNT(DISTINCT i.account_id) FROM invoices AS i WHERE i.status = 'paid'",
            f"SELECT COUNT(DISTINCT account_id) {IN_DECEMBER}",
            "more than it should be: is a condition missing",
        ),
    ],
)
def test_a_number_of_another_column_is_asked_what_it_counts_before_any_condition(
    answer: str, expected: str, says: str
) -> None:
    found = judged("value", answer, expected)
    assert says in found.message
    assert "`" not in found.at_grader.message


def test_a_column_that_adds_up_another_is_asked_about_before_any_condition() -> None:
    counts = f"SELECT region, COUNT(*) AS n {PAYING} GROUP BY region"
    found = judged("table", counts.replace("COUNT(*)", "SUM(seats)"), counts)
    assert found.details == [
        "Each value is at least as large as it should be. `n` is `SUM(seats)`: is that what is asked for? If it is, "
        "what is in it that does not belong, or is there more than once?"
    ]
    assert "seats" not in " ".join([found.at_grader.message, *found.at_grader.details])
    wide = judged("table", counts.replace("AND is_test = 0", ""), counts)
    assert wide.details == [
        "Each value is at least as large as it should be: what is in it that does not belong, or is there more than "
        "once?"
    ]
    few = judged("table", counts.replace("COUNT(*)", "SUM(seats)") + " HAVING SUM(seats) > 6000", counts)
    assert few.details == ["`n` is `SUM(seats)`: is that what is asked for?"]


@pytest.mark.parametrize(
    ("column", "measure"),
    [
        ("COUNT(*)", "count"),
        ("ROUND(SUM(seats * 1.5), 1)", "count"),
        ("SUM(amount) / 100", "count"),
        ("SUM(CASE WHEN amount / seats > 3 THEN 1 ELSE 0 END)", "count"),
        ("SUM(julianday(b) - julianday(a))", "count"),
        ("AVG(seats)", "rate"),
        ("ROUND(100.0 * SUM(is_test) / COUNT(*), 1)", "rate"),
        ("1.0 * COUNT(*) / (SELECT COUNT(*) FROM accounts)", "rate"),
        ("100 * AVG(is_test)", "rate"),
        ("MAX(seats)", None),
        ("COUNT(*) - SUM(is_test)", None),
        ("COUNT(*) OVER (ORDER BY region)", None),
        ("region", None),
    ],
)
def test_a_rate_is_told_from_a_count(column: str, measure: str | None) -> None:
    class Frame:
        def __init__(self, text: str) -> None:
            self.sql_statement = type("Statement", (), {"text": text})()

    assert measures_of(Frame(f"SELECT {column} AS n FROM accounts GROUP BY region")) == [measure]
    inner = f"WITH made AS (SELECT region AS r, {column} AS n FROM accounts GROUP BY region) SELECT r, n FROM made"
    assert measures_of(Frame(inner)) == [None, measure]


RATE = f"SELECT region, ROUND(100.0 * SUM(seats > 20) / COUNT(*), 1) AS share {PAYING} GROUP BY region"
MEAN = f"SELECT region, AVG(seats) AS mean {PAYING} GROUP BY region"
DIVIDES = "Your query divides: which rows are in what is divided, and which in what it is divided by?"
OF_ROWS = ("condition", "JOIN")


@pytest.mark.parametrize(
    ("answer", "expected", "says"),
    [
        (RATE.replace("> 20", "> 10"), RATE, f"Each value is at least as large as it should be. {DIVIDES}"),
        (RATE.replace("> 20", "> 40"), RATE, f"Each value is at most as large as it should be. {DIVIDES}"),
        (
            f"WITH s AS ({RATE.replace('> 20', '> 10')}) SELECT region, share FROM s",
            RATE,
            f"Each value is at least as large as it should be. {DIVIDES}",
        ),
        (
            MEAN.replace("AND is_test", "AND seats > 20 AND is_test"),
            MEAN,
            "Each value is at least as large as it should be. `mean` is `AVG(seats)`: is that what is asked for? If it "
            "is, which rows is it the mean of?",
        ),
        (
            f"SELECT region, MAX(seats) - MIN(seats) AS share {PAYING} GROUP BY region",
            RATE,
            "Each value is at least as large as it should be.",
        ),
        (
            f"SELECT region, COUNT(*) AS share {PAYING} GROUP BY region",
            RATE,
            "Each value is at least as large as it should be.",
        ),
    ],
)
def test_of_a_rate_or_a_mean_no_condition_and_no_join_is_blamed(answer: str, expected: str, says: str) -> None:
    found = judged("table", answer, expected)
    assert found.details == [says]
    for text in (*found.details, *found.at_grader.details, found.message):
        assert not any(word in text for word in OF_ROWS)


def test_a_number_that_her_query_divides_is_asked_about_both_parts() -> None:
    share = f"SELECT CAST(ROUND(100.0 * SUM(seats > 20) / COUNT(*)) AS INT) AS n {PAYING}"
    for answer, side in ((share.replace("> 20", "> 10"), "more"), (share.replace("> 20", "> 40"), "less")):
        assert judged("value", answer, share).message == f"That is {side} than it should be. {DIVIDES}"


@pytest.mark.parametrize(
    ("result", "is_perhaps"),
    [(0, True), (0.0, True), (4, True), (-1, True), (False, True), (6, False), (0.5, False), ("West", False)],
)
def test_a_mistake_that_its_number_alone_tells_is_said_with_perhaps(result: Any, is_perhaps: bool) -> None:
    key = entry("value", payload(71.25 if type(result) is not str else "South"))
    key["expected"]["mistakes"] = [{"name": "slip", "message": "Is it spelt so?", "payload": payload(result)}]
    found = said_of(key, payload(result))
    perhaps = "It may be this (others give the same). " if is_perhaps else ""
    assert found.message == found.at_grader.message == f"{perhaps}Is it spelt so?"
    assert found.verdict.mistake == "slip"


def test_so_is_one_that_gives_no_row() -> None:
    rows = pd.DataFrame({"region": ["West", "South"], "n": [71, 72]})
    for slip, is_perhaps in ((rows.iloc[:0], True), (rows.iloc[:1], False)):
        key = entry("table", payload(rows))
        key["expected"]["mistakes"] = [{"name": "slip", "message": "Is it spelt so?", "payload": payload(slip)}]
        assert said_of(key, payload(slip)).message.startswith("It may be this") is is_perhaps
