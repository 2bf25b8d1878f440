"""The time that she spent and the row of weeks, both told from the moments at which something ran.

Nobody watches a clock for her. A check, a prediction and a cell of the course leave a moment each; what lies between
two of them counts as time when they are less than twenty minutes apart. The row forgives a missed week: leaders have
holidays and bad weeks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

#: Moments less than this apart belong to one session: a long exercise takes seven minutes, reading before it as long.
APART = dt.timedelta(minutes=20)
#: What was read before the first cell ran.
BEFORE = dt.timedelta(minutes=2)
#: Nobody sits longer at one hour of the course; a cell that runs in a loop all night is no work.
MOST = dt.timedelta(hours=3)
#: A week of the calendar counts from this time on; half an hour is where each lesson says that one may stop.
ENOUGH = dt.timedelta(minutes=20)
#: Weeks that may be missed between two that count.
FORGIVEN = 1

TIME_NOTE = (
    "Time: what runs within twenty minutes of something else counts as one sitting, from its first moment to its last "
    "and two minutes before it, three hours at most. Reading without running anything is not seen."
)
STREAK_NOTE = (
    "Weeks in a row: a week of the calendar, from Monday on, counts when you spent twenty minutes in it or made an "
    "exercise right. One missed week does not end the row, and the present week is never held against you."
)


@dataclass(frozen=True, order=True)
class Moment:
    """Something of ``week`` ran at ``at`` (with an offset). A check names its ``exercise`` and outcome."""

    at: dt.datetime
    week: int
    exercise: str = ""
    right: bool = False


@dataclass
class Session:
    """One session: its first and last moment, and the time of each week in it."""

    first: Moment
    last: Moment
    weeks: dict[int, dt.timedelta] = field(default_factory=dict)

    @property
    def time(self) -> dt.timedelta:
        return sum(self.weeks.values(), dt.timedelta())

    def _add(self, week: int, time: dt.timedelta) -> None:
        room = max(MOST - self.time, dt.timedelta())
        self.weeks[week] = self.weeks.get(week, dt.timedelta()) + min(time, room)


@dataclass(frozen=True)
class Streak:
    """``weeks`` of the row that goes on now, the ``longest`` row so far; both count weeks with an hour in them."""

    weeks: int
    longest: int


def sessions(moments: Iterable[Moment]) -> list[Session]:
    """The sessions, the oldest first, whatever the order of the moments. Each has some time, and at most MOST."""
    found: list[Session] = []
    for moment in sorted(moments):
        session = found[-1] if found else None
        if session is None or moment.at - session.last.at >= APART:
            session = Session(moment, moment)
            session._add(moment.week, BEFORE)
            found.append(session)
        else:
            # What lies between two moments was spent on what ran at its end.
            session._add(moment.week, moment.at - session.last.at)
            session.last = moment
    return found


def time_spent(found: Iterable[Session]) -> dict[int, dt.timedelta]:
    """The time of each week, over all sessions."""
    time: dict[int, dt.timedelta] = {}
    for session in found:
        for week, spent in session.weeks.items():
            time[week] = time.get(week, dt.timedelta()) + spent
    return time


def streak(found: Iterable[Session], moments: Iterable[Moment], now: dt.datetime) -> Streak:
    """The row as of ``now``. A moment belongs to the week on the wall where it happened: its own offset counts."""
    time: dict[int, dt.timedelta] = {}
    for session in found:
        week = week_of(session.first.at)
        time[week] = time.get(week, dt.timedelta()) + session.time
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
