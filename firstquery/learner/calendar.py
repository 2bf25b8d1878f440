"""The hours of the course as a calendar file: one a week at the same local time, whatever the clocks do.

The same request makes the same bytes, and a changed one updates the old.
"""

from __future__ import annotations

import datetime as dt
import difflib
import html
import zoneinfo
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

from firstquery.core import course, files, records
from firstquery.core.errors import UserError, in_sentences, quote_value
from firstquery.core.settings import PlannedWeek
from firstquery.learner.text import DAYS, count, day_of, join_words

FILE = "first-query.ics"
PRODUCT = "-//First Query//firstquery calendar//EN"
USAGE = 'make_calendar(start="2027-01-13", weekday="Wednesday", time="08:30", timezone="Europe/Paris")'
OPEN = "Open First Query: in a terminal, in the folder of the course, python3 start.py."
OPEN_INSTALLED = "Open First Query: in a terminal, uvx firstquery; where it is installed, firstquery."
FIRST_YEAR, LAST_YEAR = 2000, 2100
# A calendar's stamp is a moment; a fixed one, so that the same request makes the same file.
_STAMP = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
# Programs ask for the time at some distance from the hours as well.
_AROUND = dt.timedelta(days=400)


@dataclass(frozen=True)
class Hour:
    """One hour of the course: its week, and when it begins and ends, both with the time zone."""

    week: PlannedWeek
    begins: dt.datetime
    ends: dt.datetime


@dataclass(frozen=True)
class Schedule:
    """All hours, and ``notes``: sentences on what is not as she may expect."""

    hours: tuple[Hour, ...]
    zone: zoneinfo.ZoneInfo
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class CalendarFile:
    """What `make_calendar` did: the file, the schedule in it, and how it is told."""

    path: Path
    schedule: Schedule

    @property
    def lines(self) -> list[str]:
        hours, zone = self.schedule.hours, self.schedule.zone
        first, last = hours[0].begins, hours[-1].begins
        return [
            f"{count(len(hours), 'hour')}, {DAYS[first.weekday()]}s at {first:%H:%M} ({zone.key}), "
            f"from {day_of(first)} to "
            f"{day_of(last)}, are in {self.path}.",
            *self.schedule.notes,
            "Import that file into your calendar. Made and imported again, it changes these hours and adds none.",
        ]

    def __repr__(self) -> str:
        return "\n".join(self.lines)

    def _repr_html_(self) -> str:
        return "".join(f"<p>{html.escape(line)}</p>" for line in self.lines)


@in_sentences(USAGE)
def make_calendar(
    start: object = None,
    weekday: object = None,
    time: object = None,
    timezone: object = None,
    *,
    minutes: object = 60,
    skip: object = (),
    output: str | Path | None = None,
    url: str | None = None,
) -> CalendarFile | None:
    """Write the hours into ``output`` (left out: first-query.ics in her folder). Silent at the grader.

    ``skip`` is a day or several. ``url`` is where her notebooks are, in the browser, if they are always at the same
    address, as on a hub: then each hour has its link. On her own machine the port may be another each time, so that a
    link could lead nowhere: the hour says how to open it. Raises UserError.
    """
    if records.at_the_grader():
        return None
    given = {"start": start, "weekday": weekday, "time": time, "timezone": timezone}
    if missing := [name for name, value in given.items() if not str(value or "").strip()]:
        raise UserError(f"Still needed: {', '.join(missing)}. A calendar is asked for like this: {USAGE}")
    day, zone, skipped = _date_in(start, "start"), _zone_in(timezone), _days_in(skip)
    made = schedule(day, _weekday_in(weekday), _time_in(time), zone, _minutes_in(minutes), skipped, dt.date.today())
    path, base = _path(output), _base(url)
    before = path.read_bytes() if path.exists() else b""
    if before and PRODUCT.encode() not in before:
        raise UserError(f"{path} holds something else than this calendar, and is left alone. Name another file.")
    sequences = [line.partition(b":")[2] for line in before.splitlines() if line.startswith(b"SEQUENCE:")]
    sequence = max((int(one) for one in sequences if one.isdigit()), default=0)
    content = ics(made, base, sequence)
    if before and content != before:
        content = ics(made, base, sequence + 1)
    files.write(path, content)
    return CalendarFile(path, made)


def schedule(
    start: dt.date,
    weekday: int,
    at: dt.time,
    zone: zoneinfo.ZoneInfo,
    minutes: int = 60,
    skip: Collection[dt.date] = (),
    today: dt.date | None = None,
) -> Schedule:
    """Return the hours from the first such ``weekday`` (0 to 6) on or after ``start``.

    A date in ``skip`` moves its hour, and all that follow, a week on.
    """
    notes: list[str] = []
    day = start + dt.timedelta(days=(weekday - start.weekday()) % 7)
    if day != start:
        first = f"the first hour is on {day_of(day)}, a {DAYS[weekday]}."
        notes.append(f"{day_of(start)} is a {DAYS[start.weekday()]}: {first}")
    if today and day < today:
        notes.append(f"The first hour, on {day_of(day)}, lies in the past. It is in the calendar all the same.")
    hours: list[Hour] = []
    for week in course.curriculum():
        while day in skip:
            day += dt.timedelta(weeks=1)
        begins = dt.datetime.combine(day, at, tzinfo=zone)
        real = begins.astimezone(dt.UTC).astimezone(zone)
        if real.replace(tzinfo=None) != begins.replace(tzinfo=None):
            notes.append(
                f"On {day_of(day)} the clocks go forward and there is no {at:%H:%M} in {zone.key}: "
                f"week {week.number} begins at {real:%H:%M} that day."
            )
        hours.append(Hour(week, real, (real.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)).astimezone(zone)))
        day += dt.timedelta(weeks=1)
    return Schedule(tuple(hours), zone, notes)


def ics(made: Schedule, base: str = "", sequence: int = 0) -> bytes:
    """Return the calendar file (RFC 5545). ``sequence`` counts its revisions: a later one replaces an earlier one.

    ``base``: the address of her notebooks, empty where there is none that lasts.
    """
    import icalendar  # here: every kernel imports this module, and hardly one makes a calendar

    calendar = icalendar.Calendar()
    for name, value in {
        "version": "2.0",
        "prodid": PRODUCT,
        "calscale": "GREGORIAN",
        "method": "PUBLISH",
        "x-wr-calname": "First Query",
    }.items():
        calendar.add(name, value)
    if made.zone.key != "UTC":
        first, last = made.hours[0].begins.date() - _AROUND, made.hours[-1].ends.date() + _AROUND
        calendar.add_component(icalendar.Timezone.from_tzinfo(made.zone, made.zone.key, first, last))
    there = {week.number for week in course.weeks()}
    for hour in made.hours:
        week = hour.week
        event = icalendar.Event()
        event.add("uid", f"week-{week.number:02}@firstquery")
        event.add("dtstamp", _STAMP + dt.timedelta(minutes=sequence))
        event.add("sequence", sequence)
        # A time that the clock shows twice is written in UTC, which has each moment once.
        twice = made.zone.key == "UTC" or _is_ambiguous(hour.begins) or _is_ambiguous(hour.ends)
        event.add("dtstart", hour.begins.astimezone(dt.UTC) if twice else hour.begins)
        event.add("dtend", hour.ends.astimezone(dt.UTC) if twice else hour.ends)
        event.add("summary", f"First Query {week.number}: {week.title}")
        about = [week.question, f"Month {week.month}, {week.month_title}."]
        if week.number not in there:
            about.append("Its notebook comes with an update of the course.")
        elif base:
            event.add("url", link := f"{base}/{quote(week.stem)}.ipynb")
            about.append(f"The notebook: {link}")
        else:
            opening = OPEN if course.is_beside() else OPEN_INSTALLED
            about.append(f"{opening} Then choose the lesson of week {week.number} on Start here.")
            about.append(f"Its file is {week.stem}.ipynb in your folder {course.work_folder().name}.")
        event.add("description", "\n".join(about))
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _is_ambiguous(moment: dt.datetime) -> bool:
    """Return whether the local clock shows this time twice, as it does once a year when it is put back."""
    return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()


def _date_in(value: object, name: str) -> dt.date:
    """Return the day, as in 2027-01-13; ``name`` is what a sentence calls it."""
    try:
        day = dt.date.fromisoformat(str(value).strip())
    except ValueError:
        raise UserError(
            f"The {name} is a day, written as year, month, day, as in 2027-01-13. {quote_value(value)!r} is not one."
        ) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UserError(f"The {name} is in the years {FIRST_YEAR} to {LAST_YEAR}, not in {day.year}.")
    return day


def _days_in(skip: object) -> set[dt.date]:
    """Return the days to skip: one or several, each a day or a first and a last one, as in 2026-12-21..2027-01-02."""
    if isinstance(skip, Iterable) and not isinstance(skip, str):
        return {day for one in skip for day in _days_in(one)}
    first, _, last = str(skip or "").partition("..")
    if not first:
        return set()
    begin, end = _date_in(first, "day to skip"), _date_in(last or first, "day to skip")
    if end < begin or (end - begin).days > 366:
        raise UserError(f"Days to skip go from the first to the last, within a year. {quote_value(skip)!r} does not.")
    return {begin + dt.timedelta(days=day) for day in range((end - begin).days + 1)}


def _weekday_in(value: object) -> int:
    """0 for Monday to 6 for Sunday: its English name, or the beginning of it."""
    text = str(value).strip().lower()
    found = [number for number, day in enumerate(DAYS) if len(text) > 2 and f"{day}s".lower().startswith(text)]
    if not found:
        raise UserError(f"The weekday is one of {join_words(DAYS)}. {quote_value(value)!r} is none of them.")
    return found[0]


def _time_in(value: object) -> dt.time:
    """Return the local time, as in 08:30."""
    text = str(value).strip()
    try:
        return dt.time.fromisoformat(text.zfill(5)).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise UserError(
            f"The time is written as hours and minutes, 00:00 to 23:59, as in 09:30. {quote_value(value)!r} is not."
        ) from None


def _zone_in(value: object) -> zoneinfo.ZoneInfo:
    """Return the time zone by its own name, as in Europe/Paris.

    The sentence of a `UserError` has the names that are close.
    """
    text = str(value).strip()
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/"))
    if text in (*names, "UTC"):
        return zoneinfo.ZoneInfo(text)
    by_part = {part: name for name in names for part in (name.lower(), name.lower().rpartition("/")[2])}
    near = [by_part[one] for one in difflib.get_close_matches(text.lower().replace(" ", "_"), by_part, 3, 0.8)]
    which = " or ".join(dict.fromkeys(near)) or "Europe/Paris or America/New_York"
    raise UserError(
        f"{quote_value(value)!r} is no time zone known here. It is named after a city of it, as in {which}."
    )


def _minutes_in(value: object) -> int:
    text = str(value).strip()
    if not text.isdecimal() or not 15 <= int(text) <= 480:
        raise UserError(
            f"An hour of the course takes 15 to 480 minutes, and 60 when nothing is said, not {quote_value(value)}."
        )
    return int(text)


def _path(output: str | Path | None) -> Path:
    if output is None or not str(output).strip():
        return course.work_folder() / FILE
    path = Path(output).expanduser().absolute()
    if path.is_dir():
        return path / FILE
    if not path.parent.is_dir():
        raise UserError(f"There is no folder {path.parent}. Make it first, or name another one.")
    return path if path.suffix.lower() == ".ics" else path.with_name(f"{path.name}.ics")


def _base(url: str | None) -> str:
    """Return where the notebooks are, empty where it is not said."""
    text = str(url or "").strip()
    parts = urlsplit(text)
    if text and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment):
        raise UserError(
            f"The address is that of the folder with your notebooks, as the browser shows it, such as "
            f"https://hub.example.com/user/ada/lab/tree, without what follows a question mark. "
            f"{quote_value(text)!r} is none."
        )
    return text.rstrip("/").removesuffix("/start-here.ipynb")
