"""Local time and UTC, as text to the minute."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

END = "2025-12-31 23:59"


@lru_cache(maxsize=20_000)
def _offset(zone: str, day: dt.date) -> dt.timedelta:
    offset = ZoneInfo(zone).utcoffset(dt.datetime(day.year, day.month, day.day, 12))
    assert offset is not None
    return offset


@lru_cache(maxsize=20_000)
def _midnight(zone: str, day: dt.date) -> dt.datetime:
    """The beginning of a local day, in UTC by what the clocks show at noon."""
    return dt.datetime(day.year, day.month, day.day) - _offset(zone, day)


def utc(day: dt.date, minute: int, zone: str) -> str:
    """A local day and minute of the day (0 to 1439) in ``zone``, as UTC text like ``2025-03-11 23:05``."""
    return (_midnight(zone, day) + dt.timedelta(minutes=int(minute))).isoformat(" ", "minutes")


def local_month(moment: str, zone: str) -> str:
    """The month, like ``2025-03``, in which a UTC moment falls in ``zone``."""
    at = dt.datetime.fromisoformat(moment)
    return (at + _offset(zone, at.date())).strftime("%Y-%m")
