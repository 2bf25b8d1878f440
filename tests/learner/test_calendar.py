"""The calendar has the twenty-six hours at the same local time, for every program that reads it, in every time zone."""

from __future__ import annotations

import datetime as dt
import random
import warnings
import zoneinfo
from pathlib import Path

import icalendar
import ics
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from firstquery.cli.main import main
from firstquery.core import course
from firstquery.core.errors import UserError
from firstquery.learner import calendar as calendar_file
from firstquery.learner.calendar import make_calendar, schedule

ASKED = {"start": "2027-01-13", "weekday": "Wednesday", "time": "08:30", "timezone": "Europe/Paris"}
ZONES = sorted(name for name in zoneinfo.available_timezones() if "/" in name)
# Clocks that change by half an hour, in the other half of the year, backwards in winter.
ODD = ("Australia/Lord_Howe", "America/Santiago", "Europe/Dublin")
Span = tuple[dt.datetime, dt.datetime]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "first-query"
    folder.mkdir()
    monkeypatch.setenv("FIRSTQUERY_WORK", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path))
    return folder


def by_icalendar(content: bytes) -> dict[str, Span]:
    events = icalendar.Calendar.from_ical(content).events
    return {str(one["uid"]): (_utc(one.start), _utc(one.end)) for one in events}


def by_vobject(content: bytes) -> dict[str, Span]:
    # vobject remembers each time zone of a process by its name; a stranger reads the file for the first time.
    vobject.icalendar.__dict__["__tzidMap"].clear()
    vobject.icalendar.registerTzid("UTC", dt.UTC)
    events = vobject.readOne(content.decode()).vevent_list
    return {one.uid.value: (_utc(one.dtstart.value), _utc(one.dtend.value)) for one in events}


def by_ics(content: bytes) -> dict[str, Span]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        events = ics.Calendar(content.decode()).events
    return {one.uid: (_utc(one.begin.datetime), _utc(one.end.datetime)) for one in events}


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC)


def read_alike(start: dt.date, weekday: int, at: dt.time, name: str, minutes: int = 60) -> None:
    """Three programs read the twenty-six hours that were meant, in UTC."""
    zone = zoneinfo.ZoneInfo(name)
    meant = schedule(start, weekday, at, zone, minutes)
    content = calendar_file.ics(meant)
    wanted = {f"week-{one.week.number:02}@firstquery": (_utc(one.begins), _utc(one.ends)) for one in meant.hours}
    assert len(wanted) == 26
    for reader in (by_icalendar, by_vobject, by_ics):
        assert reader(content) == wanted, (reader.__name__, name, start, at)
    for number, hour in enumerate(meant.hours):
        local = dt.datetime.combine(meant.hours[0].begins.date() + dt.timedelta(weeks=number), at)
        exists = _utc(local.replace(tzinfo=zone)).astimezone(zone).replace(tzinfo=None) == local
        assert hour.begins.weekday() == weekday or not exists
        assert (hour.begins.replace(tzinfo=None) == local) == exists


@settings(max_examples=3, deadline=None, derandomize=True, database=None)
@given(
    start=st.dates(dt.date(2026, 1, 1), dt.date(2034, 12, 31)),
    weekday=st.integers(0, 6),
    at=st.times().map(lambda one: one.replace(second=0, microsecond=0)),
    name=st.sampled_from(ZONES),
    minutes=st.sampled_from([30, 60, 90]),
)
def test_three_programs_read_the_same_moments(
    start: dt.date, weekday: int, at: dt.time, name: str, minutes: int
) -> None:
    read_alike(start, weekday, at, name, minutes)


@pytest.mark.parametrize("name", [*ODD, "UTC"])
def test_three_programs_agree_where_clocks_are_odd(name: str) -> None:
    read_alike(dt.date(2026, 9, 9), 2, dt.time(9, 30), name)


@pytest.mark.parametrize(
    ("start", "at", "name"),
    [
        (dt.date(2027, 1, 3), dt.time(2, 30), "Europe/Berlin"),  # no 02:30 on 28 March
        (dt.date(2026, 9, 6), dt.time(2, 30), "Europe/Berlin"),  # two on 25 October
        (dt.date(2026, 9, 6), dt.time(1, 30), "America/New_York"),  # ends in the hour that comes twice
    ],
)
def test_three_programs_agree_where_an_hour_is_missing_or_comes_twice(start: dt.date, at: dt.time, name: str) -> None:
    read_alike(start, 6, at, name)


def test_the_time_zone_of_the_file_is_the_zones_own_for_all_of_them() -> None:
    """What the file says of a zone, read by icalendar alone, which is quick: a year of mornings in twelve zones."""
    for name in random.Random(1).sample(ZONES, 12):
        zone = zoneinfo.ZoneInfo(name)
        content = calendar_file.ics(schedule(dt.date(2026, 6, 1), 0, dt.time(9), zone))
        (component,) = icalendar.Calendar.from_ical(content).timezones
        told = component.to_tz()
        for day in range(0, 360, 9):
            noon = dt.datetime(2026, 6, 1, 12) + dt.timedelta(days=day)
            assert noon.replace(tzinfo=told).utcoffset() == noon.replace(tzinfo=zone).utcoffset(), (name, noon)


def test_an_hour_that_the_clocks_leave_out_begins_an_hour_later_and_says_so() -> None:
    meant = schedule(dt.date(2027, 1, 3), 6, dt.time(2, 30), zoneinfo.ZoneInfo("Europe/Berlin"))
    assert meant.notes == [
        "On 28 March 2027 the clocks go forward and there is no 02:30 in Europe/Berlin: "
        "week 13 begins at 03:30 that day."
    ]
    assert {f"{hour.begins:%H:%M}" for hour in meant.hours} == {"02:30", "03:30"}


def test_each_event_has_its_title_question_and_link_and_a_week_to_come_has_no_link(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_weeks = course.weeks()
    monkeypatch.setattr(course, "weeks", lambda *_: all_weeks[:-2])  # a course that is still being written
    result = make_calendar(**ASKED, url="https://hub.example.com/user/ada/lab/tree/")
    assert result is not None and result.path == work / "first-query.ics"
    events = {str(one["uid"]): one for one in icalendar.Calendar.from_ical(result.path.read_bytes()).events}
    written = {week.number for week in course.weeks()}
    assert len(events) == 26 and len(written) == 24
    for week in course.curriculum():
        event = events[f"week-{week.number:02}@firstquery"]
        assert event["summary"] == f"First Query {week.number}: {week.title}"
        assert week.question in event["description"]
        link = f"https://hub.example.com/user/ada/lab/tree/{week.stem}.ipynb"
        assert (event.get("url") == link) == (week.number in written)
        assert (link in event["description"]) == (week.number in written)
        assert "http" in event["description"] or week.number not in written


def test_without_an_address_it_says_how_to_open_the_week_and_promises_no_port(work: Path) -> None:
    result = make_calendar(**ASKED)
    assert result is not None
    content = result.path.read_bytes()
    assert b"8888" not in content and b"localhost" not in content and str(work.parent).encode() not in content
    written = {week.number for week in course.weeks()}
    for event in icalendar.Calendar.from_ical(content).events:
        week = course.curriculum()[int(str(event["uid"])[5:7]) - 1]
        assert "url" not in event
        told = str(event["description"])
        assert (f"the lesson of week {week.number}" in told) == (week.number in written)
        assert (f"{week.stem}.ipynb in your folder first-query" in told) == (week.number in written)


def test_made_again_it_is_the_same_and_changed_it_replaces(work: Path) -> None:
    first = make_calendar(**ASKED)
    assert first is not None
    once = first.path.read_bytes()
    make_calendar(**ASKED)
    assert first.path.read_bytes() == once
    make_calendar(**{**ASKED, "time": "09:00"})
    twice = first.path.read_bytes()
    before, after = (icalendar.Calendar.from_ical(content).events for content in (once, twice))
    assert [one["uid"] for one in before] == [one["uid"] for one in after]
    assert {one["sequence"] for one in before} == {0} and {one["sequence"] for one in after} == {1}
    assert all(b["dtstamp"].dt < a["dtstamp"].dt for b, a in zip(before, after, strict=True))
    assert by_vobject(once).keys() == by_vobject(twice).keys() == by_ics(twice).keys()


def test_a_day_to_skip_moves_the_hours_after_it() -> None:
    paris = zoneinfo.ZoneInfo("Europe/Paris")
    plain = schedule(dt.date(2027, 1, 13), 2, dt.time(9), paris)
    moved = schedule(dt.date(2027, 1, 13), 2, dt.time(9), paris, skip=[dt.date(2027, 1, 20), dt.date(2027, 2, 3)])
    assert [hour.begins.date() for hour in moved.hours][:3] == [
        dt.date(2027, 1, 13),
        dt.date(2027, 1, 27),
        dt.date(2027, 2, 10),
    ]
    assert moved.hours[-1].begins - plain.hours[-1].begins == dt.timedelta(weeks=2)
    assert not moved.notes


def test_a_start_on_another_day_or_in_the_past_is_noted() -> None:
    meant = schedule(dt.date(2027, 1, 12), 2, dt.time(9), zoneinfo.ZoneInfo("UTC"), today=dt.date(2027, 2, 1))
    assert meant.notes == [
        "12 January 2027 is a Tuesday: the first hour is on 13 January 2027, a Wednesday.",
        "The first hour, on 13 January 2027, lies in the past. It is in the calendar all the same.",
    ]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (
            {"start": "13.1.2027"},
            "The start is a day, written as year, month, day, as in 2027-01-13. '13.1.2027' is not",
        ),
        ({"start": "2027-02-30"}, "The start is a day"),
        ({"start": "1999-01-01"}, "in the years 2000 to 2100, not in 1999"),
        ({"weekday": "Mittwoch"}, "The weekday is one of Monday, Tuesday"),
        ({"time": "half past eight"}, "The time is written as hours and minutes, 00:00 to 23:59"),
        ({"time": "24:30"}, "The time is written as"),
        (
            {"timezone": "Paris"},
            "'Paris' is no time zone known here. It is named after a city of it, as in Europe/Paris",
        ),
        ({"timezone": "+01:00"}, "as in Europe/Paris or America/New_York"),
        ({"timezone": ""}, "Still needed: timezone."),
        ({"minutes": 5}, "15 to 480 minutes"),
        ({"skip": "2027-02-03..2027-02-01"}, "from the first to the last"),
        ({"url": "localhost:8888"}, "The address is that of the folder"),
    ],
)
def test_what_is_written_otherwise_is_a_sentence_and_makes_no_file(
    work: Path, changed: dict[str, object], says: str
) -> None:
    with pytest.raises(UserError) as told:
        make_calendar(**{**ASKED, **changed})  # type: ignore[arg-type]
    assert says in told.value.sentence
    assert not list(work.rglob("*.ics"))


def test_days_to_skip_are_days_and_ranges(work: Path) -> None:
    result = make_calendar(**ASKED, skip=["2027-01-14", "2027-01-20..2027-02-02", dt.date(2027, 2, 10)])
    assert result is not None
    assert [str(one.begins.date()) for one in result.schedule.hours][:3] == ["2027-01-13", "2027-02-03", "2027-02-17"]
    assert make_calendar(**{**ASKED, "weekday": "wed", "time": "8:30"}).schedule.hours[0].begins.hour == 8  # type: ignore[union-attr]


def test_a_file_of_hers_is_not_replaced_and_nothing_is_made_at_the_grader(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (work / "first-query.ics").write_text("hers")
    with pytest.raises(UserError, match="holds something else than this calendar"):
        make_calendar(**ASKED)
    monkeypatch.setenv("FIRSTQUERY_GRADER", "1")
    assert make_calendar(**ASKED, output=work / "another.ics") is None
    assert [path.read_text() for path in work.iterdir()] == ["hers"]


def command(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["firstquery", "calendar", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def test_the_command_writes_the_same_file(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    skipped = ["--skip", "2040-02-22..2040-03-03", "--skip", "2040-04-06"]
    asked = ["--start", "2040-01-03", "--weekday", "Friday", "--time", "09:00", "--timezone", "Europe/Paris", *skipped]
    assert command(monkeypatch, *asked) == 0
    assert capsys.readouterr().out.splitlines() == [
        "26 hours, Fridays at 09:00 (Europe/Paris), from 6 January 2040 to 20 July 2040, are in "
        f"{work / 'first-query.ics'}.",
        "3 January 2040 is a Tuesday: the first hour is on 6 January 2040, a Friday.",
        "Import that file into your calendar. Made and imported again, it changes these hours and adds none.",
    ]
    written = (work / "first-query.ics").read_bytes()
    make_calendar("2040-01-06", "Friday", "09:00", "Europe/Paris", skip=["2040-02-22..2040-03-03", "2040-04-06"])
    assert (work / "first-query.ics").read_bytes() == written
    assert command(monkeypatch, "--start", "2027-01-13") == 1
    assert capsys.readouterr().err.startswith("Still needed: --weekday, --time, --timezone. For example: firstquery ")
