"""What her records say, read once: the exercises tried and the moments at which something ran.

`history_of` is pure. It takes what files hold, whatever that is: nonsense is left out, and so is a moment that cannot
have been, by a clock that stood wrong.

The time that she spent and the row of weeks are told from these moments. Nobody watches a clock for her: what lies
between two of them counts as time when they are less than twenty minutes apart. The row forgives a missed week: leaders
have holidays and bad weeks.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from firstquery.core import course, records
from firstquery.core.course import EXERCISE, PREDICTION, QUESTION
from firstquery.core.records import Progress
from firstquery.learner.session import TOUCHED
from firstquery.learner.standing import record_name

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

PLACEMENT = "placement"
#: The course is younger than this: an earlier moment is a clock that had lost its battery.
EARLIEST = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
#: A moment may lie this far ahead, by a clock that was set right meanwhile; a later one is left out.
AHEAD = dt.timedelta(days=1)

_FILE = re.compile(rf"({EXERCISE.pattern}|{PREDICTION.pattern}|{QUESTION.pattern}|{TOUCHED}|{PLACEMENT})\.json")

_GRADED = re.compile(rf"{record_name(0)[:-2]}(\d\d)(?:\.json)?", re.ASCII)


@dataclass(frozen=True, order=True)
class Moment:
    """Something of ``week`` ran at ``at`` (with an offset). A check names its ``exercise`` and outcome."""

    at: dt.datetime
    week: int
    exercise: str = ""
    right: bool = False


@dataclass(frozen=True)
class History:
    """``tried``: each exercise attempted; ``graded``: the record of each week's last grading, by its number.

    ``moments``: the oldest first; ``start``: the week to begin with.
    """

    tried: dict[str, Progress] = field(default_factory=dict)
    moments: tuple[Moment, ...] = ()
    start: int = 1
    graded: dict[int, records.Record] = field(default_factory=dict)


def read_records() -> dict[str, records.Record]:
    """The records of the learner's folder that tell her progress, by name; empty where there is no folder."""
    try:
        there = [path.name for path in records.folder().iterdir()]
    except OSError:
        return {}
    names = [match[1] for one in there if (match := _FILE.fullmatch(one))]
    names += [one.removesuffix(".json") for one in there if _GRADED.fullmatch(one) and one.endswith(".json")]
    return {name: record for name in sorted(names) if (record := records.read(name)) is not None}


def history_of(kept: Mapping[str, Any], now: dt.datetime) -> History:
    """What these records say at the moment ``now`` (with an offset). Never raises, whatever they hold."""
    said = {name: record for name, record in kept.items() if isinstance(record, dict)}
    tried = {
        name: stands
        for name, record in said.items()
        if EXERCISE.fullmatch(name) and (stands := records.progress_in(record))
    }
    moments = sorted(set(_moments(said, now)))
    graded = {int(match[1]): record for name, record in said.items() if (match := _GRADED.fullmatch(name))}
    return History(tried, tuple(moments), _start(said.get(PLACEMENT, {})), graded)


def _start(placement: records.Record) -> int:
    start = placement.get("start")
    return start if type(start) is int and 1 <= start <= course.curriculum()[-1].number else 1


def _moments(said: Mapping[str, records.Record], now: dt.datetime) -> Iterator[Moment]:
    for name, record in said.items():
        if match := EXERCISE.fullmatch(name):
            for one in [*_dicts(record.get("attempts")), *_dicts([record.get("best")])]:
                if at := moment_in(one.get("at"), now):
                    yield Moment(at, int(match[1]), name, one.get("outcome") == "right")
        elif match := PREDICTION.fullmatch(name) or QUESTION.fullmatch(name):
            for one in _dicts(record.get("tries")):
                if at := moment_in(one.get("at"), now):
                    yield Moment(at, int(match[1]))
    weeks = said.get(TOUCHED, {}).get("weeks")
    for week, moments in weeks.items() if isinstance(weeks, dict) else ():
        if re.fullmatch(r"\d{1,2}", str(week), re.ASCII) and isinstance(moments, list):
            yield from (Moment(at, int(week)) for one in moments if (at := moment_in(one, now)))


def _dicts(found: object) -> list[dict[str, Any]]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def moment_in(text: object, now: dt.datetime) -> dt.datetime | None:
    """The moment that ``text`` (ISO) names; None where it names none, or one that cannot have been.

    Without an offset it is taken as of the place where ``now`` is.
    """
    if not isinstance(text, str):
        return None
    try:
        at = dt.datetime.fromisoformat(text)
        at = at if at.tzinfo else at.replace(tzinfo=now.tzinfo)
        return at if EARLIEST <= at <= now + AHEAD else None
    except (ValueError, OverflowError):
        return None


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
