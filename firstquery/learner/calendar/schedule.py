"""The twenty-six dates: what was asked for, and one hour a week at the same local time, whatever the clocks do."""

from __future__ import annotations

import datetime as dt
import difflib
import zoneinfo
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from firstquery.core import course
from firstquery.core.errors import UserError, shown
from firstquery.learner.text import DAYS, MONTHS, listed

FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Hour:
    """One hour of the course: its week, and when it begins and ends, both with the time zone."""

    week: course.Planned
    begins: dt.datetime
    ends: dt.datetime


@dataclass(frozen=True)
class Schedule:
    """All hours, and ``notes``: sentences on what is not as she may expect."""

    hours: tuple[Hour, ...]
    zone: zoneinfo.ZoneInfo
    notes: list[str] = field(default_factory=list)


def schedule(
    start: dt.date,
    weekday: int,
    at: dt.time,
    zone: zoneinfo.ZoneInfo,
    minutes: int = 60,
    skip: Collection[dt.date] = (),
    today: dt.date | None = None,
) -> Schedule:
    """The hours from the first such ``weekday`` (0 to 6) on or after ``start``.

    A date in ``skip`` moves its hour, and all that follow, a week on.
    """
    notes: list[str] = []
    day = start + dt.timedelta(days=(weekday - start.weekday()) % 7)
    if day != start:
        first = f"the first hour is on {written(day)}, a {DAYS[weekday]}."
        notes.append(f"{written(start)} is a {DAYS[start.weekday()]}: {first}")
    if today and day < today:
        notes.append(f"The first hour, on {written(day)}, lies in the past. It is in the calendar all the same.")
    hours: list[Hour] = []
    for week in course.curriculum():
        while day in skip:
            day += dt.timedelta(weeks=1)
        begins = dt.datetime.combine(day, at, tzinfo=zone)
        real = begins.astimezone(dt.UTC).astimezone(zone)
        if real.replace(tzinfo=None) != begins.replace(tzinfo=None):
            notes.append(
                f"On {written(day)} the clocks go forward and there is no {at:%H:%M} in {zone.key}: "
                f"week {week.number} begins at {real:%H:%M} that day."
            )
        hours.append(Hour(week, real, (real.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)).astimezone(zone)))
        day += dt.timedelta(weeks=1)
    return Schedule(tuple(hours), zone, notes)


def date_in(value: object, name: str) -> dt.date:
    """The day, as in 2027-01-13; ``name`` is what a sentence calls it. Raises UserError."""
    if isinstance(value, dt.datetime):
        return value.date()
    try:
        day = value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value).strip())
    except ValueError:
        raise UserError(
            f"The {name} is a day, written as year, month, day, as in 2027-01-13. {shown(value)!r} is not one."
        ) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UserError(f"The {name} is in the years {FIRST_YEAR} to {LAST_YEAR}, not in {day.year}.")
    return day


def days_in(skip: object) -> set[dt.date]:
    """The days to skip: one or several, each a day or a first and a last one, as in 2026-12-21..2027-01-02."""
    if skip is None:
        return set()
    if isinstance(skip, Iterable) and not isinstance(skip, str):
        return {day for one in skip for day in days_in(one)}
    found: set[dt.date] = set()
    for one in str(skip).split(",") if isinstance(skip, str) else [skip]:
        first, dots, last = one.partition("..") if isinstance(one, str) else (one, "", "")
        if isinstance(first, str) and not first.strip():
            continue
        begin = date_in(first, "day to skip")
        end = date_in(last, "day to skip") if dots else begin
        if end < begin or (end - begin).days > 366:
            raise UserError(f"Days to skip go from the first to the last, within a year. {shown(one)!r} does not.")
        found |= {begin + dt.timedelta(days=day) for day in range((end - begin).days + 1)}
    return found


def weekday_in(value: object) -> int:
    """0 for Monday to 6 for Sunday: its English name, or the beginning of it. Raises UserError."""
    text = str(value).strip().lower()
    found = [number for number, day in enumerate(DAYS) if len(text) > 2 and f"{day}s".lower().startswith(text)]
    if not found:
        raise UserError(f"The weekday is one of {listed(DAYS)}. {shown(value)!r} is none of them.")
    return found[0]


def time_in(value: object) -> dt.time:
    """The local time, as in 08:30. Raises UserError."""
    if isinstance(value, dt.time):
        return value.replace(second=0, microsecond=0, tzinfo=None)
    text = str(value).strip()
    try:
        return dt.time.fromisoformat(text.zfill(5) if ":" in text else text).replace(
            second=0, microsecond=0, tzinfo=None
        )
    except ValueError:
        raise UserError(
            f"The time is written as hours and minutes, 00:00 to 23:59, as in 09:30. {shown(value)!r} is not."
        ) from None


def zone_in(value: object) -> zoneinfo.ZoneInfo:
    """The time zone by its own name, as in Europe/Paris. Raises UserError, with the names that are close."""
    if isinstance(value, zoneinfo.ZoneInfo) and value.key:
        return value
    text = str(value).strip()
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/"))
    if text in (*names, "UTC"):
        return zoneinfo.ZoneInfo(text)
    by_part = {part: name for name in names for part in (name.lower(), name.lower().rpartition("/")[2])}
    near = [by_part[one] for one in difflib.get_close_matches(text.lower().replace(" ", "_"), by_part, 3, 0.8)]
    which = " or ".join(dict.fromkeys(near)) or "Europe/Paris or America/New_York"
    raise UserError(f"{shown(value)!r} is no time zone known here. It is named after a city of it, as in {which}.")


def minutes_in(value: object) -> int:
    """How long an hour is: 15 to 480 minutes. Raises UserError."""
    text = str(value).strip()
    if not text.isdecimal() or not 15 <= int(text) <= 480:
        raise UserError(
            f"An hour of the course takes 15 to 480 minutes, and 60 when nothing is said, not {shown(value)}."
        )
    return int(text)


def written(day: dt.date) -> str:
    """``13 January 2027``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def is_ambiguous(moment: dt.datetime) -> bool:
    """Whether the local clock shows this time twice, as it does once a year when it is put back."""
    return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()
