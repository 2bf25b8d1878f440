"""The row of weeks with time for the course. It forgives a missed week: leaders have holidays and bad weeks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from firstquery.learner.sittings import Moment, Sitting

#: A week of the calendar counts from this time on; half an hour is where each lesson says that one may stop.
ENOUGH = dt.timedelta(minutes=20)
#: Weeks that may be missed between two that count.
FORGIVEN = 1

HOW = (
    "Weeks in a row: a week of the calendar, from Monday on, counts when you spent twenty minutes in it or made an "
    "exercise right. One missed week does not end the row, and the present week is never held against you."
)


@dataclass(frozen=True)
class Streak:
    """``weeks`` of the row that goes on now, the ``longest`` row so far; both count weeks with an hour in them."""

    weeks: int
    longest: int


def streak(sat: Iterable[Sitting], moments: Iterable[Moment], now: dt.datetime) -> Streak:
    """The row as of ``now``. A moment belongs to the week on the wall where it happened: its own offset counts."""
    time: dict[int, dt.timedelta] = {}
    for sitting in sat:
        week = week_of(sitting.first.at)
        time[week] = time.get(week, dt.timedelta()) + sitting.time
    counted = {week for week, spent in time.items() if spent >= ENOUGH}
    counted |= {week_of(moment.at) for moment in moments if moment.right}
    longest = row = 0
    before = None
    for week in sorted(counted):
        row = row + 1 if before is not None and week - before <= FORGIVEN + 1 else 1
        longest, before = max(longest, row), week
    goes_on = before is not None and week_of(now) - before <= FORGIVEN + 1
    return Streak(row if goes_on else 0, longest)


def week_of(moment: dt.datetime) -> int:
    """The number of the calendar week, counted on without a break at a new year; a week begins on Monday."""
    return (moment.date().toordinal() - 1) // 7
