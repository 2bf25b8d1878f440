"""What is said about a table that is not right, and which of several things is said first."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from firstquery.checks.judging import envelope, judge
from firstquery.checks.payload import payload
from firstquery.checks.statement import orders_its_result
from firstquery.checks.tables import MOST_EXTRA
from firstquery.checks.words import wording
from tests.checks.judged import Said, entry, said_of

PLANS = pd.DataFrame(
    {
        "plan": ["Solo", "Crew", "Fleet", "Fleet"],
        "region": ["West", "West", "South", None],
        "revenue": [1234.5678, 88.25, 417.9, 417.9],
    }
)


def exercise(expected: object, *mistakes: tuple[str, object], **spec: Any) -> dict[str, Any]:
    named = [{"name": name, "message": f"Look at {name}.", "payload": payload(thing)} for name, thing in mistakes]
    return entry("table", payload(expected), named, 2, **spec)


def said(answer: object, *mistakes: tuple[str, object], **spec: Any) -> Said:
    return said_of(exercise(PLANS, *mistakes, **spec), payload(answer))


@pytest.mark.parametrize(
    "answer",
    [
        PLANS.iloc[:2],
        pd.concat([PLANS, PLANS]),
        PLANS.assign(revenue=0),
        PLANS.assign(revenue=PLANS.revenue + 1, region="x"),
        PLANS.drop(columns="revenue"),
        PLANS.iloc[:0],
        PLANS.assign(revenue=PLANS.revenue / 100),
    ],
)
def test_a_difference_never_tells_a_right_value(answer: pd.DataFrame) -> None:
    verdict = said(answer)
    text = "\n".join(verdict.lines())
    for value in ["1234", "88.25", "417.9", "Solo", "Crew", "South"]:
        assert value not in text
    assert verdict.message and len(verdict.details) <= 3


def test_values_that_changed_places_are_told_so_and_not_called_rounded_or_other_capitals() -> None:
    months = pd.DataFrame({"month": [f"2025-0{n}" for n in range(1, 9)], "incidents": [3, 0, 1, 2, 1, 0, 0, 4]})
    for moved in ([3, 0, 2, 1, 1, 0, 0, 4], [3.0, 0.0, 2.0, 1.0, 1.0, 0.0, 0.0, 4.0]):
        verdict = said_of(exercise(months), payload(months.assign(incidents=moved)))
        assert verdict.message.endswith("differs in 2 rows; the other column is right.")
        assert verdict.details == [
            "Its values are the right ones, but they stand in other rows. What belongs together?"
        ]


def test_a_column_of_texts_says_which_of_hers_have_no_place_in_it() -> None:
    votes = pd.DataFrame({"vote": ["yes", "no"], "months": [11, 11], "looks": ["steep", "flat"]})
    verdict = said_of(exercise(votes), payload(votes.assign(vote=["the", "calm"])))
    assert verdict.message == "Column `vote` differs in 2 rows; all other columns are right."
    assert verdict.details[-1] == (
        "In it stand `calm` and `the`, and other texts are asked for there. Where do they come from?"
    )
    one = said_of(exercise(votes), payload(votes.assign(vote=["yes", ""])))
    assert "In it stands an empty text, and another text is asked for there." in " ".join(one.details)
    assert "calm" not in " ".join(verdict.at_grader.lines())
    many = pd.DataFrame({"n": range(9), "plan": list("abcdefghi")})
    assert not said_of(exercise(many), payload(many.assign(plan=list("rstuvwxyz")))).details


def test_missing_columns_are_named_and_strange_ones_too() -> None:
    verdict = said(PLANS.drop(columns="region").assign(is_test=True))
    assert verdict.message == "1 column is missing: `region`."
    assert verdict.details == ["Your table has 1 column that is not asked for: `is_test`."]


def test_of_one_row_its_values_are_named_and_no_row_is_spoken_of() -> None:
    key = entry("table", payload({"november": 9.5, "lost": 0, "own": 1}))
    one = said_of(key, payload({"november": 9.5, "lost": 0, "own": 2}))
    assert one.headline() == "Not yet. `own` differs; all the others are right."
    two = said_of(key, payload({"november": 8.5, "lost": 0, "own": 2}))
    assert two.message == "Not all of these values are right."
    assert two.details == ["What differs: `november` and `own`. What is right by itself: `lost`."]


def test_values_rounded_too_far_are_told_so_in_one_column_or_in_several() -> None:
    heaps = pd.DataFrame({"heap": ["low", "mid", "high"], "said": [0.0456, 0.3123, 0.6789], "left": [0.2289, 0.1, 0.3]})
    too_far = "The values are rounded too far: 3 decimals are asked for."
    key = entry("table", payload(heaps), decimals=3)
    assert said_of(key, payload(heaps.round(2))).details[-1] == too_far
    assert said_of(key, payload(heaps.assign(said=heaps.said.round(1)))).details[-1] == too_far
    assert too_far not in said_of(key, payload(heaps.round(2).assign(left=[0.5, 0.1, 0.3]))).lines()


def test_values_are_called_cut_off_only_where_they_cannot_be_rounded() -> None:
    key = entry("table", payload({"expected": 11016.35, "below": 0.5}), decimals=1)
    assert "rounded too far" in said_of(key, payload({"expected": 11016, "below": 0.5})).details[-1]
    key = entry("table", payload({"expected": 11016.85, "below": 0.5}), decimals=1)
    assert "cut off after the point" in said_of(key, payload({"expected": 11016, "below": 0.5})).details[-1]


def test_a_number_that_is_too_large_is_told_as_the_exercise_says_it_whatever_its_size() -> None:
    tells = [
        {"column": "lost", "over": 0, "message": "{number} commits are gone."},
        {"column": "own", "over": 1, "message": "One is enough."},
    ]
    key = entry("table", payload({"november": 9.5, "lost": 0, "own": 1}), tells=tells)
    assert said_of(key, payload({"november": 9.5, "lost": 35, "own": 3})).message == "35 commits are gone."
    assert said_of(key, payload({"november": 8.5, "lost": 0, "own": 3})).message == "One is enough."
    assert said_of(key, payload([{"own": 1, "lost": 0, "november": 9.5}])).right
    assert "`november` differs" in said_of(key, payload({"november": 8.5, "lost": 0, "own": 1})).message


def test_a_named_mistake_wins_over_the_general_difference_whatever_its_form() -> None:
    wrong = PLANS.iloc[:3]
    verdict = said(wrong.iloc[::-1].set_index("plan").round(2), ("fewer", PLANS.iloc[:2]), ("no NULL", wrong))
    assert (verdict.mistake, verdict.message, verdict.points) == ("no NULL", "Look at no NULL.", 0)


def test_a_mistake_of_content_is_known_in_any_order_and_one_of_order_only_in_its_own() -> None:
    up = PLANS.sort_values("revenue", ignore_index=True)
    down = up.iloc[::-1]
    key = exercise(up, ("downwards", down), ("without the last", up.iloc[:3]), ordered=["revenue"])
    assert said_of(key, payload(down)).mistake == "downwards"
    assert said_of(key, payload(up.iloc[[2, 1, 0]])).mistake == "without the last"
    mixed = said_of(key, payload(up.iloc[[1, 0, 3, 2]]))
    assert mixed.mistake is None
    assert mixed.message == "The rows are right; only their order is not."
    assert said_of(key, payload(up)).outcome == "right"


def test_an_order_that_no_query_asked_for_is_refused() -> None:
    up = PLANS.sort_values("revenue", ignore_index=True)
    key = exercise(up, ordered=["revenue"])
    by_query = payload(up)
    assert said_of(key, {**by_query, "sorted_by_query": True}).outcome == "right"
    assert said_of(key, {**by_query, "sorted_by_query": None}).outcome == "right"
    chance = said_of(key, {**by_query, "sorted_by_query": False})
    assert chance.outcome == "not-yet"
    assert "by chance" in chance.message
    one_row = exercise(up.iloc[:1], ordered=["revenue"])
    assert said_of(one_row, {**payload(up.iloc[:1]), "sorted_by_query": False}).outcome == "right"


def test_a_mistake_without_order_by_is_known_even_where_its_rows_lie_right() -> None:
    up = PLANS.sort_values("revenue", ignore_index=True)
    key = exercise(up, ("no ORDER BY", up), ordered=["revenue"])
    key["expected"]["mistakes"][0]["payload"]["sorted_by_query"] = False
    assert said_of(key, {**payload(up), "sorted_by_query": False}).mistake == "no ORDER BY"
    assert said_of(key, {**payload(up), "sorted_by_query": True}).outcome == "right"


@pytest.mark.parametrize(
    ("statement", "ordered"),
    [
        ("SELECT a FROM t ORDER BY a DESC LIMIT 3;", True),
        ("select a from (select a from t order by a) x where a > 2", True),
        ("WITH ranked AS (SELECT a FROM t ORDER BY a) SELECT * FROM ranked", True),
        ("SELECT a FROM t UNION SELECT b FROM u ORDER BY 1", True),
        ("SELECT a FROM t", False),
        ("SELECT a FROM t ORDER BY 'a' LIMIT 10", False),
        ("SELECT * FROM (SELECT a FROM t LIMIT 10) ORDER BY a", False),
        ("WITH ten AS (SELECT a FROM t LIMIT 10) SELECT a FROM ten ORDER BY a", False),
        ("SELECT a, ROW_NUMBER() OVER (ORDER BY a) FROM t", False),
        ("WITH s AS (SELECT a FROM t ORDER BY a) SELECT a, COUNT(*) FROM s GROUP BY a", False),
        ("SELECT x.a FROM (SELECT a FROM t ORDER BY a) x JOIN u ON u.a = x.a", False),
        ("SELECT DISTINCT a FROM (SELECT a FROM t ORDER BY a) x", False),
        ("WITH t AS (SELECT * FROM t) SELECT * FROM t", False),
        ("this is not SQL (", None),
    ],
)
def test_an_order_by_counts_only_where_it_holds_for_the_result(statement: str, ordered: bool | None) -> None:
    assert orders_its_result(statement) is ordered


def test_what_a_kernel_sent_is_judged_like_the_answer_itself() -> None:
    key = exercise(PLANS)
    assert judge(key, json.loads(json.dumps(envelope("w01-q1", payload(PLANS))))).points == 2
    assert judge(key, envelope("w01-q1", {"type": "blank"})).outcome == "not-attempted"
    assert judge(key, envelope("w01-q1", {"type": "missing", "name": "x"})).outcome == "not-attempted"
    failed = judge(key, envelope("w01-q1", {"type": "failed", "sentence": "There is no column `plann`."}))
    assert (failed.outcome, failed.points) == ("could-not-run", 0)
    assert "There is no column `plann`." in wording(failed, "table").message


@pytest.mark.parametrize(
    "sent",
    [
        {"type": "table", "columns": ["a"], "rows": [[1, 2]]},
        {"type": "table", "columns": ["a"], "rows": [[float("nan")]]},
        {"type": "table", "columns": ["a"], "rows": [[{"a": []}]]},
        {"type": "table", "columns": ["a"], "rows": [[1]], "index": -1},
        {"type": ["table"]},
        {},
        [],
        "right",
    ],
)
def test_a_forged_payload_earns_nothing_and_breaks_nothing(sent: Any) -> None:
    verdict = judge(
        exercise(PLANS), {"version": 1, "state": "answered", "payload": sent, "outcome": "right", "points": 9}
    )
    assert (verdict.outcome, verdict.points) == ("could-not-run", 0)


RIGHT = pd.DataFrame({"name": ["Oak", "Sorb", "Thorn"], "tickets": [3, 0, 1]})
KEY: dict[str, Any] = entry("table", payload(RIGHT), points=3, extra=True)


def wider(answer: pd.DataFrame) -> Said:
    return said_of(KEY, payload(answer))


def beside(*columns: tuple[str, list[int]]) -> pd.DataFrame:
    """The names, and beside them columns of any names, twice the same as well."""
    parts = [RIGHT[["name"]], *(pd.DataFrame({name: values}) for name, values in columns)]
    return pd.concat(parts, axis=1)


def test_columns_that_nobody_asked_for_are_fine_and_one_that_comes_twice_with_the_same_in_it() -> None:
    assert wider(RIGHT.assign(account_id=[7, 8, 9], region="West")).right
    assert wider(beside(("n", [3, 0, 1]), ("account_id", [7, 8, 9]))).right
    assert wider(beside(("tickets", [3, 0, 1]), ("tickets", [3, 0, 1]))).right


def test_several_guesses_under_the_name_that_is_asked_for_are_no_answer() -> None:
    guesses = [("tickets", [9, 9, 9]), ("tickets", [3, 0, 1]), ("Tickets", [1, 1, 1])]
    said = wider(beside(*guesses))
    assert not said.right
    assert "2 columns more than asked for" in said.message


def test_a_hundred_guesses_side_by_side_are_no_answer() -> None:
    def guesses(many: int) -> pd.DataFrame:
        return beside(*((f"guess_{number}", [number, 0, 1]) for number in range(3, 3 + many)))

    assert wider(guesses(MOST_EXTRA + 1)).right
    assert not wider(guesses(MOST_EXTRA + 2)).right
