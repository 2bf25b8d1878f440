"""A time zone as a calendar file describes it: each change of the clock between two days, by its own date.

Dates and no rules: a government changes its rules, and a list of dates is read alike by every program.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

# Programs ask for the time at some distance from the hours as well.
BEFORE, AFTER = dt.timedelta(days=400), dt.timedelta(days=400)


def described(zone: zoneinfo.ZoneInfo, first: dt.datetime, last: dt.datetime) -> Timezone:
    """The VTIMEZONE of ``zone`` that holds from before ``first`` until after ``last``."""
    from icalendar import Timezone

    begin, end = first.astimezone(dt.UTC) - BEFORE, last.astimezone(dt.UTC) + AFTER
    component = Timezone()
    component.add("tzid", zone.key)
    opening = begin.astimezone(zone)
    component.add_component(_part(opening, opening))
    for moment in changes(zone, begin, end):
        component.add_component(_part((moment - dt.timedelta(seconds=1)).astimezone(zone), moment.astimezone(zone)))
    return component


def changes(zone: zoneinfo.ZoneInfo, begin: dt.datetime, end: dt.datetime) -> Iterator[dt.datetime]:
    """The moments, in UTC, at which the clock is put forward or back."""
    day = begin.replace(minute=0, second=0, microsecond=0)
    while day < end:
        following = day + dt.timedelta(days=1)
        if _offset(zone, day) != _offset(zone, following):
            early, late = day, following
            while late - early > dt.timedelta(seconds=1):
                middle = early + (late - early) // 2
                middle = middle.replace(microsecond=0)
                early, late = (early, middle) if _offset(zone, middle) != _offset(zone, day) else (middle, late)
            yield late
        day = following


def _offset(zone: zoneinfo.ZoneInfo, moment: dt.datetime) -> dt.timedelta | None:
    return moment.astimezone(zone).utcoffset()


def _part(before: dt.datetime, after: dt.datetime) -> TimezoneStandard | TimezoneDaylight:
    """What holds from ``after`` on; its date is told on the clock as it stood before."""
    from icalendar import TimezoneDaylight, TimezoneStandard

    part = TimezoneDaylight() if after.dst() else TimezoneStandard()
    offset = before.utcoffset()
    assert offset is not None
    part.add("dtstart", (after.astimezone(dt.UTC) + offset).replace(tzinfo=None))
    part.add("tzoffsetfrom", offset)
    part.add("tzoffsetto", after.utcoffset())
    part.add("tzname", after.tzname() or "")
    return part
