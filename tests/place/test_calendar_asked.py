"""A calendar is asked for as people write days and times; what has two meanings, or none, is a sentence."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import icalendar
import pytest

from firstquery.calendar import asked, zones
from firstquery.calendar.ics import make_calendar
from firstquery.cli import main
from firstquery.sentence import Sentence

TODAY = dt.date(2026, 11, 25)
ASKED = {"start": "2027-01-13", "weekday": "Wednesday", "time": "08:30", "timezone": "Europe/Paris"}


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "first-query"
    monkeypatch.setenv("FIRSTQUERY_WORK", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.mark.parametrize(
    "said",
    ["2027-01-13", "2027/1/13", "13 January 2027", "13th of Jan 2027", "Jan 13, 2027", "13.1.2027", "13/1/2027",
     "1/13/2027", dt.date(2027, 1, 13), dt.datetime(2027, 1, 13, 9)],
    ids=str,
)  # fmt: skip
def test_a_day_is_understood(said: object) -> None:
    assert asked.date(said, "start", TODAY) == dt.date(2027, 1, 13)


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("2027-02-31", "There is no 31 February 2027: that month has 28 days."),
        ("31 Feb 2028", "There is no 31 February 2028: that month has 29 days."),
        ("2027-13-01", "There is no month 13."),
        ("1/2/2027", "1/2/2027 is two days: 1 February or 2 January. Write the year first"),
        ("13 January", "The start is a day, written as year, month, day: 2026-11-25. '13 January' is not one."),
        ("soon", "'soon' is not one."),
        ("1066-10-14", "The start is in the years 2000 to 2100, not in 1066."),
    ],
)
def test_a_day_that_is_none_or_two_is_a_sentence(said: str, says: str) -> None:
    with pytest.raises(Sentence, match=re.escape(says)):
        asked.date(said, "start", TODAY)


@pytest.mark.parametrize(
    ("said", "day", "note"),
    [
        ("Wednesday", 2, ""),
        ("wednesdays", 2, ""),
        ("Wed", 2, ""),
        ("Wednsday", 2, "'Wednsday' is taken for Wednesday."),
        ("Mittwoch", 2, ""),
        ("miércoles", 2, ""),
        ("segunda-feira", 0, ""),
        ("Zondag", 6, ""),
        ("vendredi", 4, ""),
    ],
)
def test_a_weekday_is_understood_in_seven_languages(said: str, day: int, note: str) -> None:
    assert asked.weekday(said) == (day, note)


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("tursday", "'tursday' could be Tuesday or Thursday. Write the day in full."),
        ("di", "'di' could be Tuesday or Sunday. Write the day in full."),
        ("someday", "The weekday is one of Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday."),
        ("", "'' is none of them."),
    ],
)
def test_a_weekday_that_is_none_or_two_is_a_sentence(said: str, says: str) -> None:
    with pytest.raises(Sentence, match=re.escape(says)):
        asked.weekday(said)


@pytest.mark.parametrize(
    ("said", "time"),
    [("09:30", "09:30"), ("09.30", "09:30"), ("9am", "09:00"), ("9:30 pm", "21:30"), ("12 a.m.", "00:00"),
     ("12pm", "12:00"), ("18h30", "18:30"), ("18h", "18:00"), ("1630", "16:30"), ("noon", "12:00"), ("7 Uhr", "07:00"),
     ("17", "17:00"), (dt.time(8, 15, 9), "08:15")],
    ids=str,
)  # fmt: skip
def test_a_time_is_understood(said: object, time: str) -> None:
    assert asked.time(said) == (dt.time.fromisoformat(time), "")


def test_a_single_number_is_the_morning_and_says_so() -> None:
    for said in ("9", 9):
        assert asked.time(said) == (dt.time(9), "9 is taken for 09:00. Another time is written as 21:00 or 9 pm.")


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("25:00", "A day has the times 00:00 to 23:59, and '25:00' is none of them."),
        ("9:75", "'9:75' is none of them."),
        ("13pm", "With pm the hours go from 1 to 12. Write 13:00, or another hour."),
        ("9:5", "The time is written as hours and minutes, 00:00 to 23:59, as in 09:30. '9:5' is not."),
        ("early", "'early' is not."),
    ],
)
def test_a_time_that_is_none_is_a_sentence(said: str, says: str) -> None:
    with pytest.raises(Sentence, match=re.escape(says)):
        asked.time(said)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("Europe/Paris", "Europe/Paris"),
        ("america/new york", "America/New_York"),
        ("Zürich", "Europe/Zurich"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("uk", "Europe/London"),
        ("utc", "UTC"),
    ],
)
def test_a_time_zone_is_understood_by_its_name_city_or_country(said: str, key: str) -> None:
    found, note = zones.zone(said)
    assert found.key == key
    assert (key in note) == (said in ("Zürich", "Buenos Aires", "uk"))


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("Europ/Berlin", "'Europ/Berlin' is no time zone known here. Is it Europe/Berlin"),
        (
            "USA",
            "'USA' is more than one time zone. Is it America/New_York, America/Chicago, America/Denver or America/",
        ),
        ("EST", "'EST' is used in more than one place. Name a city of yours, such as America/New_York"),
        ("UTC+2", "'UTC+2' says how far the clock is from UTC today, and not when it changes to summer time."),
        ("Atlantis", "'Atlantis' is no time zone known here."),
        ("  ", "Which time zone?"),
    ],
)
def test_a_time_zone_that_is_none_or_several_suggests_some(said: str, says: str) -> None:
    with pytest.raises(Sentence, match=re.escape(says)):
        zones.zone(said)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"start": None, "time": ""}, "Still needed: start, time. A calendar is asked for like this: make_calendar("),
        ({"minutes": 0}, "An hour of the course takes 15 to 480 minutes"),
        ({"minutes": "long"}, "not long."),
        ({"skip": "2027-02-30"}, "There is no 30 February 2027"),
        ({"skip": ["2027-03-05..2027-03-01"]}, "Days to skip go from the first to the last, within a year."),
        ({"url": "hub.example.com"}, "The address is that of the folder with your notebooks"),
        ({"url": "https://hub.example.com/lab?token=abc"}, "without what follows a question mark"),
        ({"output": "nowhere/hours.ics"}, "There is no folder "),
        ({"output": "letter.ics"}, "holds something else than this calendar, and is left alone."),
    ],
    ids=lambda value: str(value)[:40],
)
def test_an_odd_request_is_a_sentence_and_writes_nothing(
    changed: dict[str, object], says: str, work: Path, tmp_path: Path
) -> None:
    (tmp_path / "letter.ics").write_text("Dear all")
    with pytest.raises(Sentence, match=re.escape(says)):
        make_calendar(**{**ASKED, **changed})
    assert not work.exists()
    assert (tmp_path / "letter.ics").read_text() == "Dear all"


def test_the_file_goes_where_she_says(work: Path, tmp_path: Path) -> None:
    for output, path in (
        (None, work / "first-query.ics"),
        ("hours", tmp_path / "hours.ics"),
        (".", tmp_path / "first-query.ics"),
    ):
        result = make_calendar(**ASKED, output=output)
        assert result is not None and result.path == path
        assert len(icalendar.Calendar.from_ical(path.read_bytes()).events) == 26


def test_at_the_grader_it_is_silent(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTQUERY_GRADER", "1")
    assert make_calendar(**ASKED) is None
    assert not work.exists()


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["firstquery", "calendar", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def test_the_command_writes_the_same_file_and_tells_what_it_understood(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    skipped = ["--skip", "2040-02-22..2040-03-03", "--skip", "6 April 2040"]
    told = ["--start", "3 January 2040", "--weekday", "fridays", "--time", "9", "--timezone", "Paris", *skipped]
    assert run(monkeypatch, *told) == 0
    assert capsys.readouterr().out.splitlines() == [
        "26 hours, Fridays at 09:00 (Europe/Paris), from 6 January 2040 to 20 July 2040, are in "
        f"{work / 'first-query.ics'}.",
        "9 is taken for 09:00. Another time is written as 21:00 or 9 pm.",
        "'Paris' is in the time zone Europe/Paris.",
        "3 January 2040 is a Tuesday: the first hour is on 6 January 2040, a Friday.",
        "Import that file into your calendar. Made and imported again, it changes these hours and adds none.",
    ]
    by_command = (work / "first-query.ics").read_bytes()
    skip = ["2040-02-22..2040-03-03", dt.date(2040, 4, 6)]
    make_calendar("2040-01-06", "Friday", "09:00", "Europe/Paris", skip=skip)
    assert (work / "first-query.ics").read_bytes() == by_command


def test_the_command_without_its_options_shows_an_example(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "--start", "2027-01-13") == 1
    said = capsys.readouterr().err
    assert said.startswith("Still needed: --weekday, --time, --timezone. For example: firstquery calendar --start ")
