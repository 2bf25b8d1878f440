"""What her records say, read once: the exercises tried and the moments at which something ran.

`history_of` is pure. It takes what files hold, whatever that is: nonsense is left out, and so is a moment that cannot
have been, by a clock that stood wrong.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from firstquery.core import course, records
from firstquery.core.course import EXERCISE, PREDICTION
from firstquery.core.records import Progress
from firstquery.learner import activity
from firstquery.learner.progress.sessions import Moment

PLACEMENT = "placement"
#: The course is younger than this: an earlier moment is a clock that had lost its battery.
EARLIEST = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
#: A moment may lie this far ahead, by a clock that was set right meanwhile; a later one is left out.
AHEAD = dt.timedelta(days=1)

_FILE = re.compile(rf"({EXERCISE.pattern}|{PREDICTION.pattern}|{activity.NAME}|{PLACEMENT})\.json")


@dataclass(frozen=True)
class History:
    """``tried``: each exercise attempted; ``moments``, the oldest first; ``start``: the week to begin with."""

    tried: dict[str, Progress] = field(default_factory=dict)
    moments: tuple[Moment, ...] = ()
    start: int = 1


def read_records() -> dict[str, records.Record]:
    """The records of the learner's folder that tell her progress, by name; empty where there is no folder."""
    try:
        names = [match[1] for path in records.folder().iterdir() if (match := _FILE.fullmatch(path.name))]
    except OSError:
        return {}
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
    return History(tried, tuple(moments), _start(said.get(PLACEMENT, {})))


def _start(placement: records.Record) -> int:
    start = placement.get("start")
    return start if type(start) is int and 1 <= start <= course.curriculum()[-1].number else 1


def _moments(said: Mapping[str, records.Record], now: dt.datetime) -> Iterator[Moment]:
    for name, record in said.items():
        if match := EXERCISE.fullmatch(name):
            for one in [*_dicts(record.get("attempts")), *_dicts([record.get("best")])]:
                if at := moment_in(one.get("at"), now):
                    yield Moment(at, int(match[1]), name, one.get("outcome") == "right")
        elif match := PREDICTION.fullmatch(name):
            for one in _dicts(record.get("tries")):
                if at := moment_in(one.get("at"), now):
                    yield Moment(at, int(match[1]))
    weeks = said.get(activity.NAME, {}).get("weeks")
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
