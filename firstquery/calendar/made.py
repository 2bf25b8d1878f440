"""The .ics file of the twenty-six hours: the same request makes the same bytes, and a changed one updates the old."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from firstquery import course, whole
from firstquery.calendar import asked, zones
from firstquery.calendar.planned import Plan, ambiguous, plan, said
from firstquery.calendar.timezone import described
from firstquery.learner import records
from firstquery.sentence import Sentence, in_sentences, shown

FILE = "first-query.ics"
PRODUCT = "-//First Query//firstquery calendar//EN"
USAGE = 'make_calendar(start="2027-01-13", weekday="Wednesday", time="08:30", timezone="Europe/Paris")'
OPEN = "Open First Query: in a terminal, in the folder of the course, python3 start.py."
# A calendar's stamp is a moment; a fixed one, so that the same request makes the same file.
_STAMP = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Made:
    """What `make_calendar` did: the file, the plan in it, and how it is told."""

    path: Path
    plan: Plan
    notes: tuple[str, ...]

    @property
    def headline(self) -> str:
        first, last = self.plan.hours[0], self.plan.hours[-1]
        return (
            f"26 hours, {asked.DAYS[first.begins.weekday()]}s at {first.begins:%H:%M} ({self.plan.zone.key}), from "
            f"{said(first.begins.date())} to {said(last.begins.date())}, are in {self.path}."
        )

    @property
    def closing(self) -> str:
        return "Import that file into your calendar. Made and imported again, it changes these hours and adds none."

    def __repr__(self) -> str:
        return "\n".join([self.headline, *self.notes, self.closing])

    def _repr_html_(self) -> str:
        return "".join(f"<p>{html.escape(line)}</p>" for line in (self.headline, *self.notes, self.closing))


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
) -> Made | None:
    """Writes the hours into ``output`` (left out: first-query.ics in her folder). Silent at the grader.

    ``skip`` is a day or several. ``url`` is where her notebooks are, in the browser, if they are always at the same
    address, as on a hub: then each hour has its link. On her own machine the port may be another each time, so that a
    link could lead nowhere: the hour says how to open it. Raises Sentence.
    """
    if records.at_the_grader():
        return None
    missing = [
        name
        for name, value in (("start", start), ("weekday", weekday), ("time", time), ("timezone", timezone))
        if value is None or not str(value).strip()
    ]
    if missing:
        raise Sentence(f"Still needed: {', '.join(missing)}. A calendar is asked for like this: {USAGE}")
    today = dt.date.today()
    begin = asked.date(start, "start", today)
    day, about_day = asked.weekday(weekday)
    at, about_time = asked.time(time)
    zone, about_zone = zones.zone(timezone)
    free = {one for days in _listed(skip) for one in asked.dates(days, today)}
    made = plan(begin, day, at, zone, asked.minutes(minutes), free, today)
    path = _path(output)
    before = _before(path)
    base = _base(url)
    content = ics(made, base, before[1] if before else 0)
    if before and content != before[0]:
        content = ics(made, base, before[1] + 1)
    whole.write(path, content)
    return Made(path, made, tuple(note for note in (about_day, about_time, about_zone, *made.notes) if note))


def ics(made: Plan, base: str = "", sequence: int = 0) -> bytes:
    """The calendar file (RFC 5545). ``sequence`` counts its revisions: a later one replaces an earlier one.

    ``base``: the address of her notebooks, empty where there is none that lasts.
    """
    from icalendar import Calendar, Event  # here: every kernel imports this module, and hardly one makes a calendar

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "First Query")
    if made.zone.key != "UTC":
        calendar.add_component(described(made.zone, made.hours[0].begins, made.hours[-1].ends))
    written = {week.number for week in course.weeks()}
    for hour in made.hours:
        week = hour.week
        event = Event()
        event.add("uid", f"week-{week.number:02}@firstquery")
        event.add("dtstamp", _STAMP + dt.timedelta(minutes=sequence))
        event.add("sequence", sequence)
        # A time that the clock shows twice is written in UTC, which has each moment once.
        twice = made.zone.key == "UTC" or ambiguous(hour.begins) or ambiguous(hour.ends)
        event.add("dtstart", hour.begins.astimezone(dt.UTC) if twice else hour.begins)
        event.add("dtend", hour.ends.astimezone(dt.UTC) if twice else hour.ends)
        event.add("summary", f"First Query {week.number}: {week.title}")
        about = [week.question, f"Month {week.month}, {week.month_title}."]
        if week.number not in written:
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


def _listed(skip: object) -> Iterable[object]:
    if skip is None:
        return ()
    if isinstance(skip, (str, dt.date)) or not isinstance(skip, Iterable):
        return [one for one in str(skip).split(",") if one.strip()] if isinstance(skip, str) else [skip]
    return [part for one in skip for part in _listed(one)]


def _path(output: str | Path | None) -> Path:
    if output is None or not str(output).strip():
        return course.work_folder() / FILE
    path = Path(output).expanduser().absolute()
    if path.is_dir():
        return path / FILE
    if not path.parent.is_dir():
        raise Sentence(f"There is no folder {path.parent}. Make it first, or name another one.")
    return path if path.suffix.lower() == ".ics" else path.with_name(f"{path.name}.ics")


def _before(path: Path) -> tuple[bytes, int] | None:
    """The calendar that this one replaces, with its revision; None where there is none. Raises Sentence if not ours."""
    if not path.exists():
        return None
    content = path.read_bytes()
    if PRODUCT.encode() not in content:
        raise Sentence(f"{path} holds something else than this calendar, and is left alone. Name another file.")
    sequences = [line.partition(b":")[2] for line in content.splitlines() if line.startswith(b"SEQUENCE:")]
    return content, max((int(one) for one in sequences if one.isdigit()), default=0)


def _base(url: str | None) -> str:
    """Where the notebooks are, empty where it is not said. Raises Sentence where it is no web address."""
    if url is None or not str(url).strip():
        return ""
    text = str(url).strip()
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query and not parts.fragment
    except ValueError:
        good = False
    if not good or any(sign.isspace() for sign in text):
        raise Sentence(
            f"The address is that of the folder with your notebooks, as the browser shows it, such as "
            f"https://hub.example.com/user/ada/lab/tree, without what follows a question mark. {shown(text)!r} is none."
        )
    return text.rstrip("/").removesuffix("/start-here.ipynb")
