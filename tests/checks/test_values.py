"""What is said about a value that is not right, and about an answer cell that gave none."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from firstquery.checks.payload import payload
from firstquery.core.blank import Failed
from firstquery.kernel.check import as_html
from firstquery.sql.errors import QueryStopped
from tests.checks.judged import Said, entry, said_of

LITTLE = "than it should be, by less than one in a hundred. Are a few rows"
NAMED_OTHERWISE = "The answer is kept under `mine`; the check looks for `first_ten`. Name it so, and run that cell."


def said(answer: object, expected: object = 1743, **spec: Any) -> Said:
    return said_of(entry("value", payload(expected), **spec), payload(answer))


@pytest.mark.parametrize("answer", ["1,743", "1 743", " 1'743 ", "1743", "1,743.0", pd.DataFrame({"n": ["1,743"]})])
def test_a_number_written_as_a_person_writes_it_is_that_number(answer: object) -> None:
    assert said(answer).right


@pytest.mark.parametrize(
    "answer",
    [
        "17,43",
        "1743,",
        "1,743 accounts",
        "0,743",
        "1,743 000",
    ],
)
def test_a_number_written_in_any_other_way_is_not(answer: object) -> None:
    assert not said(answer).right


@pytest.mark.parametrize(
    ("answer", "expected", "is_right"),
    [
        ("eighty-six", 86, True),
        ("Minus three", -3, True),
        ("eleven and a half", 11.5, True),
        ("two thirds", 0.667, True),
        ("eighty-six customers", 86, False),
        ("eighty-seven", 86, False),
        ("one", True, False),
        ("eighty-six", "86", False),
    ],
)
def test_a_number_in_words_is_a_number_where_one_is_asked(answer: str, expected: object, is_right: bool) -> None:
    assert said(answer, expected).right is is_right


def test_cents_behind_a_comma_are_read_where_the_sum_comes_to_whole_dollars() -> None:
    assert said("1 428,00", 1428).right and said("1428,00", 1428).right
    assert not said("14,28", 1428).right and not said("1 428,50", 1428).right


def test_thousands_are_set_apart_in_numbers_alone() -> None:
    assert said("1,743", "1,743").right
    assert not said("1743", "1,743").right
    assert said("−1,743.5", -1743.5).right


@pytest.mark.parametrize("answer", ["2 818,65", "2818,65", "2.818,65", "2'818,65", "2,818.65", "−2818,65"])
def test_cents_may_stand_behind_a_comma_where_cents_are_asked_for(answer: str) -> None:
    assert said(answer, -2818.65 if answer[0] == "−" else 2818.65).right


@pytest.mark.parametrize("answer", ["2,818,65", "2 818,6", "2.81865", "2 818,66", "28,18.65", "281 8,65"])
def test_what_is_written_in_no_way_that_people_have_is_another_value(answer: str) -> None:
    assert not said(answer, 2818.65).right
    assert not said("17,43").right


def test_the_right_day_with_an_hour_behind_it_is_told_so() -> None:
    for answer in ("2025-03-11 08:55", "2025-03-11 08:55:00 +0000", "2025-03-11T08:55"):
        assert said(answer, "2025-03-11").message.startswith("It is the right day, and an hour"), answer
    assert "not the value" in said("2025-03-12 08:55", "2025-03-11").message


@pytest.mark.parametrize(
    ("answer", "ask"),
    [
        (
            pd.DataFrame({"a": [1743], "b": [2]}),
            "Which of the columns holds what is asked for? Ask for that one alone.",
        ),
        (
            pd.DataFrame({"a": [1743, 2]}),
            "Which of the rows is asked for, or should they be counted or added up into one?",
        ),
        (pd.DataFrame({"a": [1, 2], "b": [1, 2]}), "Ask for one column, and for one row."),
        (pd.DataFrame({"a": []}), "The query found no rows."),
        (
            [1743, 2],
            "Is one of them asked for ([0] is the first, [-1] the last)? Or are they to be counted, or added up?",
        ),
    ],
)
def test_a_table_in_place_of_a_number_is_asked_which_of_its_cells(answer: object, ask: str) -> None:
    verdict = said(answer)
    assert verdict.message.endswith("; a number is asked for.")
    assert verdict.details == [ask]


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (-1743, "The size is right, the sign is not"),
        (174_300, "a hundred times too large: is a percentage"),
        (17.43, "a hundred times too small: is a percentage"),
        (1_743_000, "a thousand times too large: in which unit"),
        (1.743, "a thousand times too small: in which unit"),
    ],
)
def test_a_value_that_is_off_by_its_sign_or_its_unit_is_told_so(answer: object, says: str) -> None:
    assert says in said(answer).message
    assert says in said(answer, 1743.0).message


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (1844, "That is more than it should be: is a condition missing, or too wide?"),
        ("1,844", "That is more than it should be: is a condition missing, or too wide?"),
        (1642, "That is less than it should be: is a condition too narrow, or one too many?"),
        (pd.DataFrame({"n": [1642]}), "That is less than it should be: is a condition too narrow, or one too many?"),
        (
            0,
            "Zero: nothing meets the conditions. Is each word spelt as in the data, and is each condition on the right "
            "column?",
        ),
    ],
)
def test_a_count_is_told_its_direction_and_asked_about_its_conditions(answer: object, says: str) -> None:
    assert said(answer).message == says
    assert "1743" not in says


@pytest.mark.parametrize(
    ("answer", "expected", "says"),
    [
        (1744, 1743, f"That is more {LITTLE} in it that do not belong, or twice?"),
        (1742, 1743, f"That is less {LITTLE} left out?"),
        (1744.01, 1743.123, f"That is more {LITTLE} in it that do not belong, or twice, or is it rounded on the way?"),
        (1743.11, 1743.123, f"That is less {LITTLE} left out, or is it rounded on the way?"),
        (1844.5, 1743.123, "That is more than it should be. What is in it that does not belong, or is there twice?"),
        (17.5, 1743.123, "That is less than it should be. What is left out, or lost on the way?"),
        (0.0, 1743.123, "That is less than it should be. What is left out, or lost on the way?"),
        (-1743, -1744, "That is not the number that is asked for."),
    ],
)
def test_a_number_is_told_its_direction_and_whether_little_is_missing(answer: Any, expected: Any, says: str) -> None:
    assert said(answer, expected).message == says


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("There is no column `plann`. Did you mean `plan`?", ": There is no column `plann`."),
        (
            "The database says: no such column: plann\nLine 1:  SELECT plann\n    ^^^^^\n",
            ": The database says: no such column: plann.",
        ),
        ("       ^^^^^", "."),
        ("", "."),
        ("A very long reason " * 20, "."),
    ],
)
def test_a_cell_that_failed_is_told_in_one_line_where_its_error_stands(sentence: str, why: str) -> None:
    verdict = said(Failed(sentence))
    assert (verdict.outcome, verdict.heading, verdict.details) == ("could-not-run", "Could not run.", [])
    assert verdict.message == (
        f"The answer cell stopped with an error, which stands below that cell{why} "
        "Correct it there, run that cell, then this one."
    )


def test_a_check_repeats_the_advice_in_place_of_the_database_s_words() -> None:
    stopped = 'The database says: no\nLine 2, at "regoin":\n  SELECT regoin\n         ^^^^^^\nDid you mean region?'
    failed = Failed(stopped, QueryStopped(stopped).advice)
    assert 'stands below that cell: Line 2, at "regoin": Did you mean region? Correct it' in said(failed).message


def test_an_answer_under_another_name_is_told_in_its_own_sentence_and_is_no_error() -> None:
    verdict = said(Failed(NAMED_OTHERWISE, renamed=True))
    assert verdict.outcome == "could-not-run"
    assert verdict.headline() == f"Could not check. {NAMED_OTHERWISE}"
    assert "<strong>Could not check.</strong>" in as_html(verdict.verdict, verdict.words)
