"""The twenty-six dates: one a week at the same local time, whatever the clocks do meanwhile."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Collection
from dataclasses import dataclass, field

from firstquery import course
from firstquery.calendar.asked import DAYS, MONTHS


@dataclass(frozen=True)
class Hour:
    """One hour of the course: its week, and when it begins and ends, both with the time zone."""

    week: course.Planned
    begins: dt.datetime
    ends: dt.datetime


@dataclass(frozen=True)
class Plan:
    """All twenty-six hours, and ``notes``: sentences on what is not as she may expect."""

    hours: tuple[Hour, ...]
    zone: zoneinfo.ZoneInfo
    notes: list[str] = field(default_factory=list)


def plan(
    start: dt.date,
    weekday: int,
    at: dt.time,
    zone: zoneinfo.ZoneInfo,
    minutes: int = 60,
    skip: Collection[dt.date] = (),
    today: dt.date | None = None,
) -> Plan:
    """The hours from the first such ``weekday`` (0 to 6) on or after ``start``.

    A date in ``skip`` moves its hour, and all that follow, a week on.
    """
    notes: list[str] = []
    day = start + dt.timedelta(days=(weekday - start.weekday()) % 7)
    if day != start:
        notes.append(
            f"{said(start)} is a {DAYS[start.weekday()]}: the first hour is on {said(day)}, a {DAYS[weekday]}."
        )
    if today and day < today:
        notes.append(f"The first hour, on {said(day)}, lies in the past. It is in the calendar all the same.")
    hours: list[Hour] = []
    moved = False
    for week in course.curriculum():
        while day in skip:
            day, moved = day + dt.timedelta(weeks=1), True
        begins = dt.datetime.combine(day, at, tzinfo=zone)
        real = begins.astimezone(dt.UTC).astimezone(zone)
        if real.replace(tzinfo=None) != begins.replace(tzinfo=None):
            notes.append(
                f"On {said(day)} the clocks go forward and there is no {at:%H:%M} in {zone.key}: week {week.number} "
                f"begins at {real:%H:%M} that day."
            )
        hours.append(Hour(week, real, (real.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)).astimezone(zone)))
        day += dt.timedelta(weeks=1)
    if skip and not moved:
        first, last = said(hours[0].begins.date()), said(hours[-1].begins.date())
        notes.append(f"No hour falls on a day to skip: they are on {DAYS[weekday]}s, from {first} to {last}.")
    return Plan(tuple(hours), zone, notes)


def said(day: dt.date) -> str:
    """``13 January 2027``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def ambiguous(moment: dt.datetime) -> bool:
    """Whether the local clock shows this time twice, as it does once a year when it is put back."""
    return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()
