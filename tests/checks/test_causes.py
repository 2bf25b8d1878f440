"""What is asked about rows too many, too few or wrong: in the words that the learner's own statement uses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from firstquery.checks.kind import kind
from firstquery.checks.payload import payload
from firstquery.checks.statement import clauses_of
from firstquery.kernel.check import NotYet, check
from firstquery.sql.query import sql
from tests.checks.judged import Said, entry, said_of

SALES = pd.DataFrame(
    {
        "region": ["Canada", "Northeast", "South", "West", "West"],
        "tickets": [40, 30, 20, 10, 10],
        "revenue": [400.25, 301.5, 250.0, 130.75, 130.75],
    }
)
TAKEN = "What takes rows away: a condition, duplicates that are dropped, or the JOIN, where a row finds no partner?"
NOTHING = "One of the conditions lets nothing through. Which rows come back when you leave them out one at a time?"
WORDS = ["JOIN", "HAVING", "GROUP BY", "DISTINCT", "UNION", "LIMIT"]


def said(answer: object, *clauses: str, expected: pd.DataFrame = SALES, **spec: Any) -> Said:
    key = entry("table", payload(expected), **spec)
    return said_of(key, {**payload(answer), "clauses": list(clauses)})


@pytest.mark.parametrize(
    ("statement", "clauses"),
    [
        ("SELECT name FROM accounts", []),
        ("SELECT name FROM accounts WHERE status = 'JOIN' -- LIMIT\nLIMIT 3", ["LIMIT", "WHERE"]),
        (
            "select distinct a.region from accounts a left join tickets t on t.account_id = a.account_id "
            "group by a.region having count(*) > 1 limit 1",
            ["DISTINCT", "GROUP BY", "HAVING", "JOIN", "LIMIT"],
        ),
        ("SELECT 1 AS a UNION ALL SELECT 2", ["UNION"]),
        ('SELECT name AS "having" FROM accounts LIMIT 1', ["LIMIT"]),
    ],
)
def test_the_clauses_of_a_statement_come_with_its_table(statement: str, clauses: list[str]) -> None:
    found = sql(statement)
    assert clauses_of(found) == clauses
    assert kind("table").payload(found, None)["clauses"] == clauses


def test_a_key_holds_no_clauses_and_a_table_of_pandas_has_none() -> None:
    found = sql("SELECT name FROM accounts LIMIT 3")
    assert "clauses" not in payload(found)
    for other in (found.head(2), SALES, [1, 2], 5, "text"):
        assert "clauses" not in kind("table").payload(other, None)
    assert kind("table").payload(SALES, None) == payload(SALES)


ALIKE = SALES[["region"]]
ANSWERS: dict[str, tuple[pd.DataFrame, pd.DataFrame]] = {
    "no rows": (SALES.iloc[:0], SALES),
    "repeats": (pd.concat([SALES, SALES]), SALES),
    "one alike": (ALIKE.drop_duplicates(), ALIKE),
    "too few": (SALES.iloc[[1, 3]], SALES),
    "too many": (pd.concat([SALES.iloc[:1].assign(region="Moon"), SALES]), SALES),
    "others": (SALES.assign(region="Moon", tickets=0), SALES),
    "larger": (SALES.assign(tickets=SALES.tickets.add([1, 2, 4, 8, 8])), SALES),
    "twice": (pd.concat([SALES, SALES[["region"]]], axis=1), SALES),
}


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("clauses", [[], ["WHERE"], ["WHERE", "LIMIT"], *([word] for word in WORDS), WORDS])
def test_no_message_speaks_of_a_clause_that_the_statement_does_not_use(answer: str, clauses: list[str]) -> None:
    given, expected = ANSWERS[answer]
    verdict = said(given, *clauses, expected=expected)
    text = " ".join([verdict.message, *verdict.details])
    assert verdict.outcome == "not-yet"
    assert [word for word in WORDS if word in text and word not in clauses] == []


@pytest.mark.parametrize(
    ("answer", "clauses", "says"),
    [
        ("no rows", ["WHERE"], NOTHING),
        ("no rows", ["WHERE", "HAVING", "JOIN"], NOTHING.replace("conditions", "conditions, or the JOIN,")),
        ("repeats", ["WHERE"], "Is each of them asked for once only?"),
        ("repeats", ["JOIN"], "Does the JOIN meet more than one row for each, or is the source itself doubled?"),
        ("one alike", ["GROUP BY"], "Here each of them counts. GROUP BY makes one row of several."),
        ("one alike", ["DISTINCT", "UNION"], "Here each of them counts. DISTINCT and UNION make one row of several."),
        ("one alike", [], "Here each of them counts, even where two look the same."),
        (
            "too few",
            ["JOIN"],
            TAKEN,
        ),
        ("too few", ["LIMIT", "WHERE"], "Is the LIMIT too small, or left over from trying out?"),
        ("too many", ["WHERE"], "A condition may be missing, or too wide."),
        ("twice", ["JOIN"], "A column is there twice. After a JOIN, name the columns that you want instead of *."),
        ("twice", [], "A column is there twice."),
    ],
)
def test_a_question_is_asked_about_what_the_statement_does(answer: str, clauses: list[str], says: str) -> None:
    given, expected = ANSWERS[answer]
    assert says in said(given, *clauses, expected=expected).details


LARGER = (
    "Each value is at least as large as it should be: what is in it that does not belong, or is there more than once?"
)
SMALLER = "Each value is at most as large as it should be: what is left out, by a condition, as a duplicate?"
FOLLOW = "All rows that are asked for are there, and more follow: how many were asked for?"


def test_a_forgotten_limit_is_told_from_a_condition_too_wide() -> None:
    assert said(SALES, expected=SALES.iloc[:3]).headline() == f"Not yet. {FOLLOW}"
    assert said(SALES, expected=SALES.iloc[:2], ordered=["tickets"]).message == FOLLOW
    # Two rows come first by accident, and those that come last are no beginning.
    assert said(SALES, expected=SALES.iloc[:2]).message == "There are 3 rows too many; all others are right."
    assert said(SALES, expected=SALES.iloc[2:]).message == "There are 2 rows too many; all others are right."


def test_the_check_itself_knows_the_statement(tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    regions = pd.DataFrame({"region": ["Canada", "Northeast", "South", "West"]})
    regions_entry = entry("table", payload(regions))
    key = {"version": 2, "week": "week-01-first-query", "exercises": {"w01-q1": regions_entry}}
    (tmp_path / "key.json").write_text(json.dumps(key), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotYet) as raised:
        check("w01-q1", sql("SELECT DISTINCT region FROM accounts ORDER BY region LIMIT 2"))
    assert list(raised.value.wording.details) == ["Is the LIMIT too small, or left over from trying out?"]


@pytest.mark.parametrize(
    ("tickets", "clauses", "says"),
    [
        (SALES.tickets * 3, [], "Each value is the same multiple of what it should be."),
        (SALES.tickets + 7, [], "Each value is off by the same amount."),
        (
            SALES.tickets.add([1, 2, 4, 8, 8]),
            ["WHERE"],
            LARGER,
        ),
        (
            SALES.tickets.add([1, 2, 4, 8, 8]),
            ["JOIN"],
            "or is there more than once since the JOIN meets several rows for each?",
        ),
        (
            SALES.tickets.sub([1, 2, 4, 8, 8]),
            ["WHERE"],
            SMALLER,
        ),
        (SALES.tickets.sub([1, 2, 4, 8, 8]), ["JOIN"], "or by the JOIN?"),
        (SALES.tickets * 100, [], "The values are a hundred times as large"),
        (-SALES.tickets, [], "The values have the opposite sign."),
    ],
)
def test_what_all_wrong_values_have_in_common_is_told_without_a_value(
    tickets: Any, clauses: list[str], says: str
) -> None:
    expected = SALES.iloc[:4]
    verdict = said(expected.assign(tickets=tickets), *clauses, expected=expected)
    assert verdict.message.startswith("Column `tickets` differs in ")
    assert says in " ".join(verdict.details)
    assert not any(str(value) in " ".join(verdict.details) for value in (40, 30, 20, 10, 3, 7, 0.73))


def test_values_without_anything_in_common_are_told_nothing_in_common() -> None:
    mixed = SALES.iloc[:4].assign(tickets=[41, 29, 22, 9])
    assert said(mixed, expected=SALES.iloc[:4]).details == []
    two = SALES.iloc[:2]
    assert said(two.assign(tickets=two.tickets * 3), expected=two).details == [LARGER]
    # Which value belongs to which is not known where the rows have nothing else that tells them apart.
    assert said(two[["tickets"]] + 1, expected=two[["tickets"]]).details == []


def test_one_row_that_differs_is_named_by_a_text_that_stands_right() -> None:
    wrong = SALES.assign(tickets=[41, *SALES.tickets[1:]])
    assert said(wrong).lines() == [
        "Not yet. Column `tickets` differs in 1 row; all other columns are right.",
        "- The row for `Canada` differs.",
    ]
    both = SALES.assign(tickets=[41, *SALES.tickets[1:]], revenue=[5.0, *SALES.revenue[1:]])
    assert said(both).message == "1 row differs; the number of rows is right."
    assert said(both).details[0] == "The row for `Canada` differs."


def test_a_row_is_not_named_where_its_name_is_no_label_or_is_wrong() -> None:
    last = SALES.assign(tickets=[*SALES.tickets[:4], 11])
    misnamed = SALES.assign(region=["Moon", *SALES.region[1:]])
    several = SALES.assign(tickets=SALES.tickets.add([1, -1, 0, 0, 0]))
    for answer in (last, misnamed, several):
        assert "The row for" not in " ".join(said(answer).details)
    one = SALES.iloc[:1]
    assert "The row for" not in " ".join(said(one.assign(tickets=41), expected=one).details)


@pytest.mark.parametrize(
    ("answer", "expected", "message"),
    [
        (SALES.iloc[:2], SALES.iloc[:1], "There is 1 row too many; the other is right."),
        (SALES.iloc[:1], SALES.iloc[:0], "There is 1 row too many."),
        (pd.concat([SALES, SALES.iloc[:1]]), SALES, "There is 1 row too many: a row comes more than once."),
        (SALES.iloc[:1], SALES.iloc[:2], "1 row is missing; the row that is there is right."),
        (SALES.iloc[:1] * 2, SALES.iloc[:1], "The row is not right."),
        (SALES.iloc[:1] * 2, SALES, "The row is not right, and there are too few."),
        (
            SALES.assign(region="Moon", tickets=0),
            SALES,
            "The number of rows is right, and in each of them at least one value is not.",
        ),
        (
            pd.concat([SALES, SALES]).assign(region="Moon", tickets=0),
            SALES,
            "There are too many rows, and in each of them at least one value is not right.",
        ),
        (pd.DataFrame({"COUNT(*)": [5]}), SALES, "That is a count; the list of rows is asked for."),
        (
            SALES.assign(tickets=0)[["region", "tickets"]],
            SALES[["region", "tickets"]],
            "Column `tickets` differs in 5 rows; the other column is right.",
        ),
        (SALES[["region", "tickets"]], SALES[["region"]], "There is 1 column more than asked for: `tickets`."),
        (SALES[["region"]], SALES, "2 columns are missing: `tickets` and `revenue`."),
    ],
)
def test_one_is_counted_as_one_and_more_as_more(answer: pd.DataFrame, expected: pd.DataFrame, message: str) -> None:
    assert said(answer, expected=expected).message == message


TRADES = pd.DataFrame({"trade": ["hvac", "roofing", "plumbing"], "seats": [40, 30, 20]})


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([("HVAC", 40), ("Roofing", 30), ("Plumbing", 20)], "Only capital letters or spaces differ."),
        (
            [("HVAC", 30), ("hvac", 10), ("Roofing", 30), ("Plumbing", 20)],
            "The texts in `trade` differ from those that are asked for in capital letters or spaces alone.",
        ),
        (
            [("hvac", 30), ("hvac", 10), ("roofing", 30), ("plumbing", 20)],
            "`trade` has one value in more than one row. One row for each is asked for.",
        ),
    ],
)
def test_names_in_capitals_and_a_name_in_two_rows_are_told(rows: list[tuple[str, int]], says: str) -> None:
    assert says in said(pd.DataFrame(rows, columns=["trade", "seats"]), expected=TRADES).details


def test_values_that_differ_by_little_are_told_so() -> None:
    cents = SALES.iloc[:2].assign(tickets=[4000.01, 3000.02])
    asked = cents.assign(tickets=[4000.0, 3000.0])
    assert said(cents, expected=asked).details == [
        "They differ by less than one in a hundred: "
        "are a few rows left out, or in it too often, or is it rounded on the way?"
    ]
    assert "It differs by less" in said(cents.assign(tickets=[4000.0, 3000.02]), expected=asked).details[-1]
