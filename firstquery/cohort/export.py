"""Marks for another system: CSV that Canvas and Moodle import, or anybody's spreadsheet opens.

Who handed in nothing, or nothing that could be read, has an empty cell, which is no mark: a 0 would be one.
"""

from __future__ import annotations

from enum import StrEnum

from firstquery.cohort import spreadsheet
from firstquery.cohort.overview import Entry, Overview
from firstquery.cohort.roster import Member
from firstquery.cohort.spreadsheet import Value


class System(StrEnum):
    """Who imports it."""

    canvas = "canvas"
    moodle = "moodle"
    plain = "plain"


def as_csv(overview: Overview, system: System) -> str:
    """Return the CSV: a line a learner, a column a week."""
    headings, about = _PEOPLE[system]
    rows: list[list[Value]] = [[*headings, *(overview.titles[week] for week in overview.weeks)]]
    if system is System.canvas:
        most = [overview.most.get(week, 0.0) for week in overview.weeks]
        rows.append(["    Points Possible", *[""] * (len(headings) - 1), *most])
    for member, entries in overview.rows():
        rows.append([*about(member), *(_mark(one, overview.most.get(one.week, 0.0)) for one in entries)])
    return spreadsheet.to_csv(rows)


def _mark(entry: Entry, most: float) -> float | None:
    """Return the points; of a former practice with another total the same share of the week's, which has one column."""
    if entry.points is None or not entry.most or not most or entry.most == most:
        return entry.points
    return round(entry.points * most / entry.most, 2)


def _canvas(member: Member) -> list[Value]:
    """As Canvas exports it: its importer looks a learner up by ID, then SIS User ID, then SIS Login ID, then name."""
    more = member.more
    login = more.get("sis login id") or member.email or member.name
    return [member.display_name, more.get("id", ""), more.get("sis user id", ""), login, more.get("section", "")]


def _moodle(member: Member) -> list[Value]:
    """Moodle asks which column says who it is: the email address, the username or the ID number."""
    return [
        member.more.get("username") or member.name,
        member.more.get("id number", ""),
        member.email,
        member.display_name,
    ]


def _plain(member: Member) -> list[Value]:
    return [member.name, member.display, member.email]


_PEOPLE = {
    System.canvas: (["Student", "ID", "SIS User ID", "SIS Login ID", "Section"], _canvas),
    System.moodle: (["Username", "ID number", "Email address", "Full name"], _moodle),
    System.plain: (["name", "display name", "email"], _plain),
}
