"""The time spent and the weeks in a row, both told from moments."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstquery.learner.progress.history import APART, BEFORE, MOST, Moment, sessions, streak, time_spent

MONDAY = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)
MINUTES = st.lists(st.tuples(st.integers(0, 60 * 24 * 40), st.integers(1, 4)), max_size=40)


def at(*minutes: float, week: int = 1) -> list[Moment]:
    return [Moment(MONDAY + dt.timedelta(minutes=one), week) for one in minutes]


def minutes(time: dt.timedelta) -> float:
    return time.total_seconds() / 60


@pytest.mark.parametrize(
    ("moments", "expected"),
    [
        ([], []),
        ([0], [2]),
        ([0, 0, 0], [2]),
        ([0, 10, 19], [21]),
        ([0, 19.9, 39.8], [41.8]),
        ([0, 20], [2, 2]),
        ([40, 0, 10], [12, 2]),
        ([*range(0, 600, 10)], [180]),
    ],
    ids=["none", "one", "the same twice", "one sitting", "slowly", "two sittings", "any order", "a night"],
)
def test_moments_close_together_are_one_session(moments: list[float], expected: list[float]) -> None:
    assert [minutes(one.time) for one in sessions(at(*moments))] == pytest.approx(expected)


def test_the_time_between_two_weeks_belongs_to_the_later_one() -> None:
    spent = time_spent(sessions([*at(0, 10), *at(25, week=2)]))
    assert {week: minutes(time) for week, time in spent.items()} == {1: 12, 2: 15}


@given(MINUTES)
@settings(max_examples=60)
def test_sittings_lie_apart_and_their_time_adds_up(drawn: list[tuple[int, int]]) -> None:
    moments = [Moment(MONDAY + dt.timedelta(minutes=minute), week) for minute, week in drawn]
    found = sessions(moments)
    assert all(second.first.at - first.last.at >= APART for first, second in pairwise(found))
    for one in found:
        assert dt.timedelta() < one.time <= min(MOST, one.last.at - one.first.at + BEFORE)
    assert sum(time_spent(found).values(), dt.timedelta()) == sum((one.time for one in found), dt.timedelta())
    assert bool(found) == bool(moments)


def row(weeks: list[int], now: int) -> tuple[int, int]:
    """The row now and the longest, where an exercise became right on the Thursday of each of these weeks."""
    moments = [Moment(MONDAY + dt.timedelta(days=7 * week + 3), 1, "w01-q1", True) for week in weeks]
    found = streak(sessions(moments), moments, MONDAY + dt.timedelta(days=7 * now + 1))
    return found.weeks, found.longest


@pytest.mark.parametrize(
    ("weeks", "now", "expected"),
    [
        ([], 0, (0, 0)),
        ([0], 0, (1, 1)),
        ([0, 1, 2], 2, (3, 3)),
        ([0, 1, 2], 3, (3, 3)),
        ([0, 1, 2], 4, (3, 3)),
        ([0, 1, 2], 5, (0, 3)),
        ([0, 1, 3], 3, (3, 3)),
        ([0, 1, 4], 4, (1, 2)),
        ([0, 1, 2, 9, 10], 10, (2, 3)),
        ([50, 51, 52, 53], 53, (4, 4)),
    ],
    ids=[
        "nothing",
        "this week",
        "three",
        "the present week is not held against her",
        "one missed week is forgiven",
        "two are not",
        "one missed between",
        "two missed between",
        "a new row",
        "over a new year",
    ],
)
def test_a_row_forgives_one_missed_week(weeks: list[int], now: int, expected: tuple[int, int]) -> None:
    assert row(weeks, now) == expected


def test_a_week_counts_from_twenty_minutes_on_or_with_a_right_answer() -> None:
    short, enough = at(0, 15), at(0, 15, 18)
    assert streak(sessions(short), short, MONDAY).weeks == 0
    assert streak(sessions(enough), enough, MONDAY).weeks == 1
    twice = at(0, 10, 600, 610)
    assert streak(sessions(twice), twice, MONDAY).weeks == 1
