"""Predict first: the first number stands, the truth is shown in a sentence, and nothing that is typed breaks it."""

from __future__ import annotations

import math
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstquery.core import course, records
from firstquery.core.blank import Blank, Failed
from firstquery.core.errors import UserError
from firstquery.learner import calendar_share as calendar
from firstquery.learner.numbers import format_number, margin_in, number_in
from firstquery.learner.predict import outcome, predict

Capture = pytest.CaptureFixture[str]


class Hostile:
    """An object of a learner's that fails whatever it is asked."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError(name)

    def __repr__(self) -> str:
        raise RuntimeError("repr")

    def __float__(self) -> float:
        raise RuntimeError("float")

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("eq")

    __hash__ = None  # type: ignore[assignment]


ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.complex_numbers(),
    st.text(max_size=20),
    st.binary(max_size=9),
    st.dates(),
    st.decimals(),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
    st.sampled_from([..., Blank(), Failed("no"), Hostile(), Hostile, object(), print, math, pd.NA, pd.NaT, np.nan]),
    st.sampled_from(["1,800", "1e400", "²", "--1", "$", "%", "w01-p1", "W01-P1 ", 10**400, Decimal("NaN")]),
    st.builds(lambda n: pd.DataFrame({"n": range(n)}), st.integers(0, 3)),
    st.builds(lambda n: pd.Series(["a"] * n), st.integers(0, 3)),
    st.builds(lambda n: np.ones((n, n), dtype=bool), st.integers(0, 2)),
)
CALLS = {"predict": predict, "outcome": outcome, "calendar_share": calendar.calendar_share}


@pytest.mark.parametrize("name", CALLS)
@given(
    arguments=st.lists(st.just("w01-p1") | ANYTHING, max_size=4),
    named=st.dictionaries(
        st.sampled_from(["confidence", "number", "value", "within", "after", "strategy", "total", "x"]), ANYTHING
    ),
)
@settings(max_examples=30)
def test_nothing_typed_makes_more_than_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, name: str, arguments: list[Any], named: dict[str, Any]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTQUERY_WORK", str(tmp_path_factory.getbasetemp() / name))
        try:
            CALLS[name](*arguments, **named)
        except UserError as said:
            assert " ".join(said._render_traceback_()).split() == said.sentence.split()
            assert said.sentence and len(said.sentence) < 400 and "Traceback" not in said.sentence


@given(
    record=st.dictionaries(st.sampled_from(["tries", "seen", "measures"]), st.none() | st.lists(ANYTHING) | st.text())
)
@settings(max_examples=25)
def test_a_strange_record_stops_neither_prediction_nor_outcome(
    tmp_path_factory: pytest.TempPathFactory, record: dict[str, Any]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTQUERY_WORK", str(tmp_path_factory.getbasetemp() / "strange"))
        for name in ("w01-p1", "calendar"):
            records.update(name, lambda _: record)
        outcome("w01-p1", 5)
        outcome("w01-p1", 5, within="5%")
        predict("w01-p1", 4, confidence=50)
        calendar.calendar_share(1, 2)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (1800, 1800),
        ("1,800", 1800),
        ("$1,800.50", 1800.5),
        (" 38 % ", 38),
        ("−5", -5),
        (Decimal("12.5"), 12.5),
        (np.int64(7), 7),
        (pd.DataFrame({"n": [1743]}), 1743),
        ([1743], 1743),
        ("1,80", None),
        ("1.8k", None),
        ("many", None),
        (True, None),
        (np.True_, None),
        (float("inf"), None),
        (pd.NA, None),
        (pd.DataFrame({"n": [1, 2]}), None),
    ],
)
def test_a_number_is_read_as_a_person_writes_it(value: object, number: float | None) -> None:
    assert number_in(value) == number


def test_a_written_number_reads_back_as_itself() -> None:
    for number in (0, 1743, -5, 0.25, 0.0004, 1234567.5, 1e20):
        assert number_in(format_number(number)) == number or abs(number) >= 1e15


@pytest.mark.parametrize(
    ("given_", "kept"),
    [(70, 70), (0.7, 70), ("70 %", 70), ("70", 70), (1, 1), ("1", 1), (0.005, 0.5), (0, 0), (None, None)],
)
def test_a_confidence_is_a_share_or_per_cent(work: Path, given_: object, kept: float | None) -> None:
    predict("w01-p1", 1800, confidence=given_)
    record = records.read("w01-p1")
    assert record is not None and record["tries"][0]["confidence"] == kept


def test_dots_say_how_to_predict_and_keep_nothing(work: Path, capsys: Capture) -> None:
    predict("w01-p1", ..., confidence=...)
    assert "Put your number in place of the dots" in capsys.readouterr().out
    assert records.read("w01-p1") is None


def test_a_comma_in_a_number_is_explained(work: Path) -> None:
    for call in (lambda: predict("w01-p1", 1, 800), lambda: predict("w01-p1", 1, 800, confidence=70)):
        with pytest.raises(UserError, match="comma"):
            call()


@pytest.mark.parametrize("name", [..., 1500, None, 1.5])
def test_a_prediction_without_its_name_is_told_that_the_name_comes_first(work: Path, name: Any) -> None:
    with pytest.raises(UserError) as said:
        predict(name, ..., confidence=...)
    assert said.value.sentence == ('The name in quotation marks comes first, as the cell came: predict("w01-p1", ...)')


def test_a_prediction_that_the_lesson_does_not_have_is_told_which_it_has(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for call in (lambda: predict("w03-p2", 50), lambda: outcome("w03-p2", 50)):
        with pytest.raises(UserError, match=r'Week 3 has no prediction w03-p2.*the one that you mean: .*"w03-p1"'):
            call()
    assert records.read("w03-p2") is None
    monkeypatch.setattr("firstquery.learner.session._current", course.week(2))
    with pytest.raises(UserError, match=r'The course has no prediction w99-p1.*"w02-p1"'):
        predict("w99-p1", 50)


def test_the_example_in_a_message_is_of_the_week_at_hand(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firstquery.learner.session._current", course.week(2))
    for call in (lambda: predict("p1", 50), lambda: predict(), lambda: outcome(), lambda: predict(50)):  # type: ignore[call-arg,arg-type]
        with pytest.raises(UserError, match="w02-p1"):
            call()
    with pytest.raises(UserError, match="w04-p1"):
        predict("w04-p1", "many")


def test_a_change_of_mind_before_the_outcome_replaces_the_prediction(work: Path) -> None:
    predict("w01-p1", 1800, confidence=70)
    predict("w01-p1", 1500, confidence=60)
    record = records.read("w01-p1")
    assert record is not None and [one["number"] for one in record["tries"]] == [1500]


def test_a_prediction_after_the_outcome_never_replaces_the_first(work: Path, capsys: Capture) -> None:
    predict("w01-p1", "1,800", confidence=0.7)
    outcome("w01-p1", pd.DataFrame({"n": [1743]}))
    assert "You expected 1,800, 70% sure. It is 1,743." in capsys.readouterr().out
    predict("w01-p1", 1743, confidence=100)
    assert "second try: 1,743, 100% sure. Your first prediction, 1,800, stands." in capsys.readouterr().out
    predict("w01-p1", "1,800", confidence=0.7)
    assert capsys.readouterr().out == "Your first prediction, 1,800, stands.\n"
    outcome("w01-p1", 1743)
    assert "You expected 1,800, 70% sure. It is 1,743." in capsys.readouterr().out
    record = records.read("w01-p1")
    assert record is not None and [one["number"] for one in record["tries"]] == [1800, 1743]


def test_running_a_notebook_again_says_the_same_again(work: Path, capsys: Capture) -> None:
    def run() -> str:
        predict("w01-p1", 1800, confidence=70)
        outcome("w01-p1", 1743)
        return capsys.readouterr().out

    assert run() == run() == run()


def test_an_outcome_that_is_not_there_yet_says_which_cell_comes_first(work: Path) -> None:
    for nothing in (Blank(), Failed("it did not run"), None, ...):
        with pytest.raises(UserError, match="Run the cell"):
            outcome("w01-p1", nothing)


@pytest.mark.parametrize(
    ("guess", "truth", "within", "margin", "distance", "inside"),
    [
        (1404, 1800, "5%", "5%", "22% below", False),
        (1890, 1800, "5%", "5%", "5% above", True),
        (1891, 1800, "5%", "5%", "5.1% above", False),
        (1801, 1800, "5%", "5%", "less than 1% above", True),
        (90_000, 1800, "5%", "5%", "more than ten times too high", False),
        (10, 22.9, "5 points", "5 points", "12.9 points below", False),
        (1750, 1800, 50, "50", "50 below", True),
    ],
)
def test_a_margin_that_was_promised_is_held_to_and_kept(
    work: Path, capsys: Capture, guess: float, truth: float, within: object, margin: str, distance: str, inside: bool
) -> None:
    predict("w01-p1", guess, confidence=61)
    outcome("w01-p1", truth, within=within)
    where = "inside" if inside else "outside"
    said = f"You were 61% sure to be within {margin} of it, and you were {where}: your number is {distance}.\n"
    assert capsys.readouterr().out.endswith(said)
    record = records.read("w01-p1")
    assert record is not None
    assert record["inside"] is inside
    assert number_in(str(record["within"]).split()[0]) == number_in(str(within).split()[0])
    assert [one["number"] for one in record["tries"]] == [guess]


@pytest.mark.parametrize(
    ("guess", "sure", "said"),
    [
        (3, 60, "You were 60% sure of exactly that number, and it is another: yours is 3 above.\n"),
        (0, 60, "You were 60% sure of exactly that number, and it is.\n"),
        (3, None, "It had to be exactly that number, and it is another: yours is 3 above.\n"),
    ],
)
def test_where_no_margin_is_left_the_very_number_was_promised(
    work: Path, capsys: Capture, guess: float, sure: int | None, said: str
) -> None:
    predict("w01-p1", guess, confidence=sure)
    outcome("w01-p1", 0, within=0)
    assert capsys.readouterr().out.endswith(said)
    assert (records.read("w01-p1") or {})["inside"] is (guess == 0)


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9), st.floats(0.001, 100), st.sampled_from(["%", " points", ""]))
def test_what_is_told_of_a_margin_never_contradicts_itself(guess: float, truth: float, size: float, unit: str) -> None:
    margin = margin_in(f"{size:.3f}{unit}")
    assert margin is not None
    inside = margin.holds(guess, truth)
    far = margin.verdict(guess, truth, "").rpartition(": ")[2]
    assert (" inside: " in margin.verdict(guess, truth, "")) is inside
    if unit == "%" and far.split("%")[0].replace(".", "").isdigit():
        assert (float(far.split("%")[0]) <= margin.size + 1e-3) is inside


@pytest.mark.parametrize("within", ["5 %%", "a little", "5 days", "-5%", -5, True, [], "%"])
def test_a_damaged_margin_is_a_sentence_and_nothing_is_told_or_kept(
    work: Path, capsys: Capture, within: object
) -> None:
    predict("w01-p1", 1800, confidence=70)
    capsys.readouterr()
    with pytest.raises(UserError, match="as a margin"):
        outcome("w01-p1", 1743, within=within)
    assert capsys.readouterr().out == ""
    record = records.read("w01-p1")
    assert record is not None and "seen" not in record


def test_an_outcome_after_an_exercise_waits_until_its_check_is_right(work: Path, capsys: Capture) -> None:
    predict("w01-p1", 1800, confidence=70)
    for attempt in (None, "not-yet", "could-not-run"):
        if attempt:
            records.attempt("w01-q4", attempt, 0, 3)
        capsys.readouterr()
        for value in (1743, Blank()):
            outcome("w01-p1", value, within="5%", after="w01-q4")
            said = capsys.readouterr().out
            assert said == "Exercise 4 comes first (w01-q4): when its check is right, run this cell again.\n"
        record = records.read("w01-p1")
        assert record is not None and "seen" not in record and "outcome" not in record
    records.attempt("w01-q4", "right", 3, 3)
    records.attempt("w01-q4", "not-yet", 0, 3)
    outcome("w01-p1", 1743, within="5%", after="w01-q4")
    assert "It is 1,743." in capsys.readouterr().out


@pytest.mark.parametrize("after", ["q4", 4, "w01-p1", ["w01-q4"]])
def test_what_comes_first_is_an_exercise_or_a_sentence(work: Path, after: object) -> None:
    with pytest.raises(UserError, match="names no exercise"):
        outcome("w01-p1", 1743, after=after)


def test_at_the_grader_an_outcome_neither_waits_nor_raises_nor_keeps(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("FIRSTQUERY_GRADER", "1")
    outcome("w01-p1", 1743, within="5%", after="w01-q4")
    outcome("w01-p1", Blank(), within="nonsense", after="nowhere")
    assert capsys.readouterr().out == ""
    assert not list(work.rglob("*.json"))


def test_of_a_calendar_only_the_share_and_the_date_are_kept(work: Path, capsys: Capture) -> None:
    calendar.calendar_share(strategy=Decimal("13.5"), total=np.int64(20))
    assert "68% of this calendar. With more than half, you mostly hear about the work, and seldom see it." in " ".join(
        capsys.readouterr().out.split()
    )
    record = records.read("calendar")
    assert record is not None
    assert [sorted(one) for one in record["measures"]] == [["date", "share"]]
    calendar.calendar_share(5, 20)
    assert "less than half" in capsys.readouterr().out
    assert [share for _, share in calendar.shares()] == [0.25]


@pytest.mark.parametrize(
    ("strategy", "total", "says"),
    [
        (103, 207, "49.8% of this calendar. That is less than half"),
        (10, 20, "50% of this calendar. That is exactly half"),
        (14, 31, "45% of this calendar. That is less than half"),
    ],
)
def test_near_one_half_the_number_says_the_same_as_the_sentence(
    work: Path, capsys: Capture, strategy: float, total: float, says: str
) -> None:
    calendar.calendar_share(strategy, total)
    assert says in capsys.readouterr().out


@pytest.mark.parametrize(("strategy", "total", "says"), [(5, 0, "0"), (6, 5, "more than total"), (-1, 5, "0 or more")])
def test_a_share_that_cannot_be_is_told(work: Path, strategy: float, total: float, says: str) -> None:
    with pytest.raises(UserError, match=says):
        calendar.calendar_share(strategy=strategy, total=total)
    assert records.read("calendar") is None


def test_what_is_computed_from_a_blank_answer_is_blank_and_told_as_such(work: Path) -> None:
    blank: Any = Blank()
    for made in (100 * 3.5 / blank, blank - 1, round(blank / 2), 1 + blank, -blank):
        assert made == blank
    with pytest.raises(UserError, match="nothing to compare yet"):
        outcome("w01-p1", 100 * 3.5 / blank)
