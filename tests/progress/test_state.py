"""How the twenty-six weeks stand, from what her records hold, whatever that is."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstquery.learner.progress.history import EARLIEST, history_of, moment_in
from firstquery.learner.progress.state import State
from tests.progress.course import EACH, NOW, attempted, done, stands

DAY, WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
START_AT_3 = {"placement": {"start": 3}}


def states(kept: dict[str, Any], written: int = 5) -> list[str]:
    return [str(week.state) for week in stands(kept, written=written).weeks[: written + 1]]


def current(kept: dict[str, Any], written: int = 5) -> int | None:
    week = stands(kept, written=written).current
    return week.number if week else None


@pytest.mark.parametrize(
    ("kept", "expected", "on"),
    [
        ({}, ["next", "not begun", "not begun", "not begun", "not begun", "not written yet"], 1),
        (done(1, NOW, 2), ["open", "next", "not begun", "not begun", "not begun", "not written yet"], 1),
        (done(1, NOW), ["done", "next", "not begun", "not begun", "not begun", "not written yet"], 2),
        # a rest of a week that she went on from holds her back no more
        (done(1, NOW, 2) | done(2, NOW, 1), ["open", "open", "next", "not begun", "not begun", "not written yet"], 2),
        # of one that she has only looked into, nearly all is still to do
        (done(1, NOW, 1) | done(2, NOW, 1), ["open", "open", "next", "not begun", "not begun", "not written yet"], 1),
        (
            {name: record for week in range(1, 6) for name, record in done(week, NOW).items()},
            ["done"] * 5 + ["not written yet"],
            None,
        ),
        (
            done(1, NOW, 2) | {n: r for week in range(2, 6) for n, r in done(week, NOW).items()},
            ["open", *["done"] * 4, "not written yet"],
            1,
        ),
        (START_AT_3, ["may be skipped", "may be skipped", "next", "not begun", "not begun", "not written yet"], 3),
        (
            START_AT_3 | done(3, NOW) | done(2, NOW, 1),
            ["may be skipped", "open", "done", "next", "not begun", "not written yet"],
            4,
        ),
        (
            START_AT_3 | {n: r for week in range(3, 6) for n, r in done(week, NOW).items()},
            ["may be skipped", "may be skipped", "done", "done", "done", "not written yet"],
            None,
        ),
        # she began with week 3, without the questions that would have told her to
        (done(3, NOW, 1), ["next", "not begun", "open", "not begun", "not begun", "not written yet"], 3),
        (
            {name: record for week in range(3, 6) for name, record in done(week, NOW).items()},
            ["next", "not begun", "done", "done", "done", "not written yet"],
            1,
        ),
        (attempted("w01-q1", NOW, "not-yet"), ["open", "next", *["not begun"] * 3, "not written yet"], 1),
        (
            {"w02-p1": {"tries": [{"number": 5, "at": NOW.isoformat()}]}},
            ["next", "open", *["not begun"] * 3, "not written yet"],
            1,
        ),
    ],
    ids=[
        "nothing",
        "half a week",
        "a week",
        "a rest left behind",
        "a week looked into",
        "all that is written",
        "a rest of long ago, all else done",
        "starts at week 3",
        "starts at week 3, and is past it",
        "starts at week 3, all else done",
        "begun in the middle",
        "begun in the middle, and at the end",
        "a failed try",
        "a prediction alone",
    ],
)
def test_each_week_has_its_state_and_one_is_the_week_to_go_on_with(
    kept: dict[str, Any], expected: list[str], on: int | None
) -> None:
    assert (states(kept), current(kept)) == (expected, on)


def test_a_whole_course_is_done_after_twenty_six_weeks() -> None:
    kept = {n: r for week in range(1, 27) for n, r in done(week, NOW - (26 - week) * WEEK).items()}
    found = stands(kept)
    assert found.done == 26 and found.current is None and {one.state for one in found.weeks} == {State.DONE}
    assert found.right == 26 * EACH and found.marks is None
    assert (found.streak.weeks, found.streak.longest) == (26, 26)
    assert found.time == sum((one.time for one in found.weeks), dt.timedelta()) == 26 * dt.timedelta(minutes=16)


@pytest.mark.parametrize(
    ("days", "away"), [(0, False), (9, False), (10, True), (21, True), (400, True)], ids=lambda value: str(value)
)
def test_ten_days_without_a_moment_are_a_gap(days: int, away: bool) -> None:
    found = stands(done(1, NOW - days * DAY))
    assert (found.away is not None) is away
    assert found.last is not None and found.last_check is not None and found.last_check.exercise == "w01-q3"


def test_a_clock_that_stood_wrong_changes_neither_time_nor_row_nor_gap() -> None:
    right = done(1, NOW - 2 * DAY)
    wrong = attempted("w02-q1", "2099-01-01T08:00:00+00:00") | attempted("w02-q2", "1970-01-01T00:00:00+00:00")
    alone, both = stands(right), stands(right | wrong)
    assert (both.time, both.streak, both.last) == (alone.time, alone.streak, alone.last)
    assert both.right == alone.right + 2  # what was earned is earned
    # A clock that has been set back by an hour meanwhile is no fault of hers.
    ahead = stands(done(1, NOW + dt.timedelta(hours=1)))
    assert ahead.away is None and ahead.streak.weeks == 1 and ahead.last is not None


@pytest.mark.parametrize(
    ("at", "counts"),
    [
        ((NOW + DAY).isoformat(), True),
        ((NOW + DAY + dt.timedelta(seconds=1)).isoformat(), False),
        ("2020-01-01T00:00:00+00:00", True),
        ("2019-12-31T23:59:59+00:00", False),
        ("2026-03-01T12:00:00", True),
        ("0001-01-01T00:00:00+14:00", False),
        ("yesterday", False),
        (1772366400, False),
    ],
)
def test_a_moment_that_cannot_have_been_is_left_out(at: object, counts: bool) -> None:
    moment = moment_in(at, NOW)
    assert (moment is not None) is counts
    assert moment is None or moment.tzinfo is not None


def test_a_moment_belongs_to_the_wall_it_was_lived_by() -> None:
    # Sunday evening in Honolulu is Monday in Auckland: the same instant, two weeks of two calendars.
    honolulu = attempted("w01-q1", "2026-03-08T22:00:00-10:00")
    auckland = attempted("w01-q1", "2026-03-09T21:00:00+13:00")
    before = attempted("w01-q2", "2026-02-22T12:00:00+00:00")  # one missed week before Honolulu's Sunday
    assert stands(honolulu).last == stands(auckland).last
    assert stands(before | honolulu).streak.longest == 2
    assert stands(before | auckland).streak.longest == 1
    # and a sitting that crosses a time zone, or the hour that summer time takes, is as long as it was
    flight = attempted("w01-q1", "2026-03-10T10:00:00+01:00") | attempted("w01-q2", "2026-03-10T09:10:00+00:00")
    assert stands(flight).time == dt.timedelta(minutes=12)
    spring = attempted("w01-q1", "2026-03-01T01:55:00-05:00") | attempted("w01-q2", "2026-03-01T03:05:00-04:00")
    assert stands(spring).time == dt.timedelta(minutes=12)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just(NOW.isoformat()),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["best", "attempts", "count", "at", "outcome", "points", "tries", "weeks", "1", "start"]),
            inner,
        )
    ),
    max_leaves=6,
)
NAMES = st.sampled_from(["w01-q1", "w01-q3", "w26-q1", "w99-q1", "w00-q2", "w01-p1", "touched", "placement"])
MOMENTS = st.datetimes(dt.datetime(2025, 1, 1), dt.datetime(2027, 1, 1))
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))


@given(kept=st.dictionaries(NAMES, JUNK, max_size=5))
@settings(max_examples=25)
def test_records_that_hold_nonsense_stop_nothing(kept: dict[str, Any]) -> None:
    found = stands(kept)
    assert 0 <= found.right <= 26 * EACH and found.streak.weeks >= 0 and found.time >= dt.timedelta()


@given(
    tries=st.lists(
        st.tuples(st.integers(0, 26), st.integers(1, 3), MOMENTS, OFFSETS, st.sampled_from(["right", "not-yet"])),
        max_size=30,
    ),
    now=MOMENTS,
    here=OFFSETS,
)
@settings(max_examples=50)
def test_whatever_happened_the_sums_agree(tries: list[Any], now: dt.datetime, here: dt.timezone) -> None:
    kept: dict[str, Any] = {}
    for week, exercise, at, offset, outcome in tries:
        kept |= attempted(f"w{week:02}-q{exercise}", at.replace(tzinfo=offset), outcome)
    moment = now.replace(tzinfo=here)
    found = stands(kept, moment)
    assert found.right == sum(len(one.standing.right) for one in found.weeks) <= 26 * EACH
    assert found.done == sum(not one.left for one in found.weeks)
    assert 0 <= found.streak.weeks <= found.streak.longest <= len(kept)
    assert sum(one.state is State.NEXT for one in found.weeks) <= 1
    assert (found.current is None) == (found.done == 26)
    assert sum((one.time for one in found.weeks), dt.timedelta()) <= found.time
    moments = history_of(kept, moment).moments
    assert all(EARLIEST <= one.at <= moment + DAY for one in moments)
    assert list(moments) == sorted(moments)
