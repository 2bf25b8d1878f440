"""The calendar file that the chief operating officer's Outlook exports: text, with every trap that a real one has.

The titles are those of the labelled table `calendar`; the file itself does not say of what kind an entry is. Planted:

- a series stands there once, and Outlook's own names of time zones are in the file;
- an exception of a series is written in UTC, as other programs do: left out, moved, moved to another month;
- one meeting of a series is cancelled, one declined; a series and single meetings are declined or cancelled;
- somebody else declined; her own meetings do not list her among the invited; some entries last all day.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

from kestrel.leadership import TITLES
from kestrel.story import Story

OWNER = "coo@kestrel.example"
EXPORTED_ON = dt.date(2025, 12, 31)
#: The four weeks that are audited begin on this Monday; the file has single entries from `SINGLES` weeks around them.
FIRST_MONDAY = dt.date(2026, 1, 5)
SINGLES = range(-2, 7)
#: Half of this week's meetings are about strategy, and not one more: an alert at more than half is silent.
HALF_WEEK = 5
#: In this week the smaller part is the larger one, so that an alert has both answers to give.
OTHER_WEEK = 4
#: The day of a week on which its cancelled meeting stands: the last before the four weeks, their last, the first after.
ON_BOUNDS = {-1: 6, 3: 6, 4: 0}
#: Entries a week that last all day: more than are declined, cancelled or misread, so that no two slips look alike.
ALL_DAY = 3
SERIES_END = "20260626T235959Z"
EASTERN, BERLIN = "Eastern Standard Time", "W. Europe Standard Time"
#: Hours from UTC in January, in which all exceptions lie.
_WINTER = {EASTERN: -5, BERLIN: 1}
_DAYS = ("MO", "TU", "WE", "TH", "FR")
_TIMEZONES = f"""\
BEGIN:VTIMEZONE
TZID:{EASTERN}
BEGIN:STANDARD
DTSTART:16011104T020000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010311T020000
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VTIMEZONE
TZID:{BERLIN}
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""
# Hours a meeting, and on how many days of a week. The three series that take most hours are not the three with most
# meetings, and no other comes near them.
_SERIES = {
    "strategy": ((1.0, 3), (1.5, 2), (1.25, 2), (0.25, 4), (1.0, 1), (0.5, 1), (1.5, 1)),
    "operations": ((0.5, 1), (0.5, 2), (0.75, 1), (1.0, 1)),
    "one-to-one": ((0.5, 1), (0.5, 1), (1.0, 1), (0.5, 1)),
}


class _File:
    """The entries as they are added, with what a series came to in each week."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng, self.number = rng, 0
        self.entries: list[str] = []
        self.weekly: Counter[tuple[int, bool]] = Counter()
        self.titles: list[str] = []  # that single meetings about strategy have first, in the four weeks

    def add(self, *lines: str, uid: int | None = None) -> int:
        self.number += 1
        uid = uid or self.number
        head = ("BEGIN:VEVENT", f"UID:{uid:04}@kestrel.example", "DTSTAMP:20251231T170000Z")
        self.entries.append("\n".join((*head, *lines, "END:VEVENT")))
        return uid

    def slot(self) -> int:
        """A minute of the day between 08:00 and 17:00."""
        return 480 + 30 * int(self.rng.integers(0, 19))

    def response(self, answer: str = "ACCEPTED", *, hosts: bool = False, other: str = "ACCEPTED") -> tuple[str, ...]:
        """Who is invited. Whoever hosts a meeting is its organizer, and not among the invited."""
        guest = f"ATTENDEE;PARTSTAT={other}:mailto:colleague{int(self.rng.integers(1, 9))}@kestrel.example"
        if hosts:
            return (f"ORGANIZER:mailto:{OWNER}", guest)
        return ("ORGANIZER:mailto:office@kestrel.example", f"ATTENDEE;PARTSTAT={answer}:mailto:{OWNER}", guest)


def draw_calendar_file(story: Story, rng: np.random.Generator) -> pd.DataFrame:
    """One row: the file that was exported on the last day."""
    file = _File(rng)
    titles = {kind: [str(one) for one in rng.permutation(list(of))] for kind, of in TITLES.items()}
    # Two titles that a rule by words gets wrong are series in every file, so that its repair always shows.
    titles["strategy"].remove("Executive sync")
    titles["strategy"].insert(2, "Executive sync")
    titles["operations"].remove("Churn review")
    titles["operations"].insert(3, "Churn review")
    share = story.strategy_share
    # On other data a series of operations takes more hours than any of strategy.
    _draw_series(file, titles, many=share > 0.5, longest=1.0 if story.snapshot == "learning" else 3.5)
    if story.snapshot != "learning":  # a rule by words has to know each title
        file.titles = titles["strategy"][:]
    for week in SINGLES:
        _draw_week(file, titles, week, share, on_bounds=story.snapshot != "learning")
    text = "\n".join(
        (
            "BEGIN:VCALENDAR", "PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN", "VERSION:2.0",
            "METHOD:PUBLISH", _TIMEZONES + "\n".join(file.entries), "END:VCALENDAR", "",
        )
    )  # fmt: skip
    return pd.DataFrame([{"owner": OWNER, "exported_on": EXPORTED_ON.isoformat(), "ics": text}])


def _draw_series(file: _File, titles: dict[str, list[str]], *, many: bool, longest: float) -> None:
    """The series, which began in autumn, and the exceptions of January, each on a series of its own.

    ``longest`` are the hours of the longest meeting of operations.
    """
    made: list[dict[str, Any]] = []
    for kind, shapes in _SERIES.items():
        for hours, days in shapes if many or kind != "strategy" else shapes[:4]:
            hours = longest if (kind, hours) == ("operations", 1.0) else hours
            on = sorted(int(day) for day in file.rng.choice(5, size=days, replace=False))
            zone = BERLIN if (kind, hours) == ("strategy", 1.5) else EASTERN
            minute = file.slot() + (360 if zone == BERLIN else 0)
            one = {"title": titles[kind].pop(0), "kind": kind, "on": on, "zone": zone, "minute": minute, "hours": hours}
            made.append(one)
            for week in range(-4, 12):
                file.weekly[week, kind == "strategy"] += days
    exceptions = dict(zip((int(at) for at in file.rng.permutation(len(made))), range(7), strict=False))
    for place, one in enumerate(made):
        _write_series(file, one, exceptions.get(place))
    declined = {"title": titles["strategy"][-1], "on": [2], "zone": EASTERN, "minute": file.slot(), "hours": 1.0}
    _write_series(file, {**declined, "kind": "strategy"}, None, "DECLINED")


def _write_series(file: _File, one: dict[str, Any], exception: int | None, answer: str = "ACCEPTED") -> None:
    week = int(file.rng.integers(0, 4))
    day = FIRST_MONDAY + dt.timedelta(days=7 * week + one["on"][0])
    known = file.response(answer, hosts=one["kind"] == "one-to-one")
    begun = FIRST_MONDAY - dt.timedelta(weeks=int(file.rng.integers(8, 14)))
    until = f"RRULE:FREQ=WEEKLY;UNTIL={SERIES_END};BYDAY={','.join(_DAYS[at] for at in one['on'])}"
    left_out: tuple[str, ...] = ()
    if exception in (0, 1):  # written by another program: the same moment, in UTC
        left_out = (f"EXDATE:{_utc(day, one)}",)
    elif exception == 2:
        left_out = (f"EXDATE;TZID={one['zone']}:{_local(day, one['minute'])}",)
    summary = f"SUMMARY:{one['title']}"
    uid = file.add(summary, *_times(begun + dt.timedelta(days=one["on"][0]), one), until, *left_out, *known)
    recurrence = f"RECURRENCE-ID:{_utc(day, one)}"
    if exception == 3:
        other = next(at for at in (4, 3, 2, 1, 0) if at not in one["on"])
        file.add(summary, recurrence, *_times(day + dt.timedelta(days=other - one["on"][0]), one), *known, uid=uid)
    elif exception == 4:
        file.add(summary, recurrence, *_times(day + dt.timedelta(weeks=5 - week), one), *known, uid=uid)
        file.weekly[5, one["kind"] == "strategy"] += 1
    elif exception == 5:
        file.add(
            f"SUMMARY:Canceled: {one['title']}", "STATUS:CANCELLED", recurrence, *_times(day, one), *known, uid=uid
        )
    elif exception == 6:
        file.add(summary, recurrence, *_times(day, one), *file.response("DECLINED"), uid=uid)


def _draw_week(file: _File, titles: dict[str, list[str]], week: int, share: float, *, on_bounds: bool) -> None:
    """The single entries of a week: meetings that are accepted, one declined, one cancelled, some that last all day.

    ``on_bounds``: the cancelled ones about the first and the last of the four weeks stand `ON_BOUNDS`.
    """
    rng, monday = file.rng, FIRST_MONDAY + dt.timedelta(weeks=week)
    strategy, other = file.weekly[week, True], file.weekly[week, False]
    more = int(rng.integers(1, 4))
    if week == OTHER_WEEK:
        share, more = 1 - share, more if share > 0.5 else 4
    rest = max(3, round((strategy + more) * (1 - share) / share) - other)
    if week == HALF_WEEK:
        more = max(1, other + rest - strategy)
        rest = strategy + more - other
    kinds = ["strategy"] * more
    kinds += [str(kind) for kind in rng.choice(["customer", "hands-on", "operations"], size=rest, p=[0.5, 0.25, 0.25])]
    named = file.titles[: len(file.titles) if week == 3 else more] if week in range(4) else []
    file.titles = file.titles[len(named) :]
    kinds[more:more] = ["strategy"] * (len(named) - more)
    for place, kind in enumerate(kinds):
        other_answer = "DECLINED" if place == 0 else "ACCEPTED"
        hours = float(rng.choice([0.5, 1.0, 1.5], p=[0.3, 0.5, 0.2]))
        known = file.response(hosts=kind == "hands-on", other=other_answer)
        _single(file, titles, kind, monday, hours, *known, title=named.pop(0) if kind == "strategy" and named else "")
    _single(file, titles, str(rng.choice(["strategy", "operations"])), monday, 1.0, *file.response("DECLINED"))
    called_off, day = ("STATUS:CANCELLED", *file.response()), ON_BOUNDS.get(week) if on_bounds else None
    _single(
        file, titles, str(rng.choice(["strategy", "customer"])), monday, 1.0, *called_off, before="Canceled: ", on=day
    )
    for _ in range(ALL_DAY):
        first = monday + dt.timedelta(days=int(rng.integers(0, 4)))
        last = first + dt.timedelta(days=int(rng.integers(1, 3)))
        note = titles["note"][int(rng.integers(len(titles["note"])))]
        days = (f"DTSTART;VALUE=DATE:{first:%Y%m%d}", f"DTEND;VALUE=DATE:{last:%Y%m%d}")
        file.add(f"SUMMARY:{note}", *days, "TRANSP:TRANSPARENT")


def _single(
    file: _File,
    titles: dict[str, list[str]],
    kind: str,
    monday: dt.date,
    hours: float,
    *lines: str,
    before: str = "",
    on: int | None = None,
    title: str = "",
) -> None:
    drawn_title = titles[kind][int(file.rng.integers(len(titles[kind])))]
    drawn = int(file.rng.integers(5))
    day = monday + dt.timedelta(days=drawn if on is None else on)
    at = {"zone": EASTERN, "minute": file.slot(), "hours": hours}
    file.add(f"SUMMARY:{before}{title or drawn_title}", *_times(day, at), *lines)


def _local(day: dt.date, minute: int) -> str:
    return f"{dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minute):%Y%m%dT%H%M%S}"


def _utc(day: dt.date, one: dict[str, Any]) -> str:
    return f"{_local(day, one['minute'] - 60 * _WINTER[one['zone']])}Z"


def _times(day: dt.date, one: dict[str, Any]) -> tuple[str, str]:
    zone, minute = one["zone"], one["minute"]
    ends = minute + round(60 * one["hours"])
    return f"DTSTART;TZID={zone}:{_local(day, minute)}", f"DTEND;TZID={zone}:{_local(day, ends)}"
