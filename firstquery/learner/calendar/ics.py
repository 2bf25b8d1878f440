"""The .ics file of the twenty-six hours: the same request makes the same bytes, and a changed one updates the old."""

from __future__ import annotations

import datetime as dt
import html
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from firstquery.core import course, records
from firstquery.core import files as whole
from firstquery.core.errors import UserError, in_sentences, shown
from firstquery.learner.calendar.schedule import (
    Schedule,
    date_in,
    days_in,
    is_ambiguous,
    minutes_in,
    schedule,
    time_in,
    weekday_in,
    written,
    zone_in,
)
from firstquery.learner.text import DAYS

FILE = "first-query.ics"
PRODUCT = "-//First Query//firstquery calendar//EN"
USAGE = 'make_calendar(start="2027-01-13", weekday="Wednesday", time="08:30", timezone="Europe/Paris")'
OPEN = "Open First Query: in a terminal, in the folder of the course, python3 start.py."
# A calendar's stamp is a moment; a fixed one, so that the same request makes the same file.
_STAMP = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
# Programs ask for the time at some distance from the hours as well.
_AROUND = dt.timedelta(days=400)


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
            f"{len(hours)} hours, {DAYS[first.weekday()]}s at {first:%H:%M} ({zone.key}), from {written(first)} to "
            f"{written(last)}, are in {self.path}.",
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
    """Writes the hours into ``output`` (left out: first-query.ics in her folder). Silent at the grader.

    ``skip`` is a day or several. ``url`` is where her notebooks are, in the browser, if they are always at the same
    address, as on a hub: then each hour has its link. On her own machine the port may be another each time, so that a
    link could lead nowhere: the hour says how to open it. Raises UserError.
    """
    if records.at_the_grader():
        return None
    given = {"start": start, "weekday": weekday, "time": time, "timezone": timezone}
    if missing := [name for name, value in given.items() if value is None or not str(value).strip()]:
        raise UserError(f"Still needed: {', '.join(missing)}. A calendar is asked for like this: {USAGE}")
    hours = schedule(
        date_in(start, "start"),
        weekday_in(weekday),
        time_in(time),
        zone_in(timezone),
        minutes_in(minutes),
        days_in(skip),
        dt.date.today(),
    )
    path = _path(output)
    before = _before(path)
    base = _base(url)
    content = ics(hours, base, before[1] if before else 0)
    if before and content != before[0]:
        content = ics(hours, base, before[1] + 1)
    whole.write(path, content)
    return CalendarFile(path, hours)


def ics(made: Schedule, base: str = "", sequence: int = 0) -> bytes:
    """The calendar file (RFC 5545). ``sequence`` counts its revisions: a later one replaces an earlier one.

    ``base``: the address of her notebooks, empty where there is none that lasts.
    """
    from icalendar import (  # here: every kernel imports this module, and hardly one makes a calendar
        Calendar,
        Event,
        Timezone,
    )

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "First Query")
    if made.zone.key != "UTC":
        first, last = made.hours[0].begins.date() - _AROUND, made.hours[-1].ends.date() + _AROUND
        calendar.add_component(Timezone.from_tzinfo(made.zone, made.zone.key, first, last))
    there = {week.number for week in course.weeks()}
    for hour in made.hours:
        week = hour.week
        event = Event()
        event.add("uid", f"week-{week.number:02}@firstquery")
        event.add("dtstamp", _STAMP + dt.timedelta(minutes=sequence))
        event.add("sequence", sequence)
        # A time that the clock shows twice is written in UTC, which has each moment once.
        twice = made.zone.key == "UTC" or is_ambiguous(hour.begins) or is_ambiguous(hour.ends)
        event.add("dtstart", hour.begins.astimezone(dt.UTC) if twice else hour.begins)
        event.add("dtend", hour.ends.astimezone(dt.UTC) if twice else hour.ends)
        event.add("summary", f"First Query {week.number}: {week.title}")
        about = [week.question, f"Month {week.month}, {week.month_title}."]
        if week.number not in there:
            about.append("Its notebook comes with an update of the course.")
        elif base:
            link = f"{base}/{quote(week.stem)}.ipynb"
            event.add("url", link)
            about.append(f"The notebook: {link}")
        else:
            about.append(f"{OPEN} Then choose the lesson of week {week.number} on Start here.")
            about.append(f"Its file is {week.stem}.ipynb in your folder {course.work_folder().name}.")
        event.add("description", "\n".join(about))
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _path(output: str | Path | None) -> Path:
    if output is None or not str(output).strip():
        return course.work_folder() / FILE
    path = Path(output).expanduser().absolute()
    if path.is_dir():
        return path / FILE
    if not path.parent.is_dir():
        raise UserError(f"There is no folder {path.parent}. Make it first, or name another one.")
    return path if path.suffix.lower() == ".ics" else path.with_name(f"{path.name}.ics")


def _before(path: Path) -> tuple[bytes, int] | None:
    """The calendar that this one replaces, with its revision; None where there is none. Raises UserError."""
    if not path.exists():
        return None
    content = path.read_bytes()
    if PRODUCT.encode() not in content:
        raise UserError(f"{path} holds something else than this calendar, and is left alone. Name another file.")
    sequences = [line.partition(b":")[2] for line in content.splitlines() if line.startswith(b"SEQUENCE:")]
    return content, max((int(one) for one in sequences if one.isdigit()), default=0)


def _base(url: str | None) -> str:
    """Where the notebooks are, empty where it is not said. Raises UserError where it is no web address."""
    if url is None or not str(url).strip():
        return ""
    text = str(url).strip()
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query and not parts.fragment
    except ValueError:
        good = False
    if not good or any(sign.isspace() for sign in text):
        raise UserError(
            f"The address is that of the folder with your notebooks, as the browser shows it, such as "
            f"https://hub.example.com/user/ada/lab/tree, without what follows a question mark. {shown(text)!r} is none."
        )
    return text.rstrip("/").removesuffix("/start-here.ipynb")
