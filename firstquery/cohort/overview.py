"""Every learner of the cohort by week: where she is, from what was handed in, the gradebook, and the due dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from firstquery.cohort import arrivals, spreadsheet
from firstquery.cohort.arrivals import Arrival
from firstquery.cohort.roster import Member, list_members
from firstquery.core import course, due
from firstquery.core.errors import UserError
from firstquery.grading.run import grades, standings
from firstquery.grading.run.standings import Standing

#: What a week of a learner's is, in the order of what a facilitator has to do about it.
STATES = ("open", "missing", "waiting", "unreadable", "graded")


@dataclass(frozen=True)
class Entry:
    """One learner's week. ``state`` is one of `STATES`.

    open: nothing yet, and it is not due. missing: nothing, and it is due. waiting: handed in, or handed in anew, and
    not graded. unreadable: nothing of it could be read. ``points`` are None where nothing was graded; ``fault`` is how
    the run of her notebook ended, where that was before its end.
    """

    member: Member
    week: str
    state: str
    handed_in: dt.datetime | None = None  # UTC
    due: dt.datetime | None = None  # local time
    is_late: bool = False
    points: float | None = None
    most: float = 0.0
    ungraded: int = 0
    unread: int = 0
    by_hand: int = 0
    fault: str = ""
    sentence: str = ""
    graded_at: dt.datetime | None = None  # UTC

    @property
    def is_final(self) -> bool:
        """Whether nobody has to mark anything of it any more."""
        return self.state == "graded" and not self.ungraded and not self.unread


@dataclass(frozen=True)
class Overview:
    """``entries`` by member and week, both in order. ``strangers`` handed in and are not in roster.csv."""

    members: list[Member]
    weeks: list[str]
    entries: list[Entry]
    strangers: list[str]
    titles: dict[str, str]
    at: dt.datetime
    most: dict[str, float] = field(default_factory=dict)  # points of each week, as it is now

    def rows(self) -> Iterator[tuple[Member, list[Entry]]]:
        each = len(self.weeks)
        for place, member in enumerate(self.members):
            yield member, self.entries[place * each : (place + 1) * each]

    def of_week(self, week: str) -> list[Entry]:
        return self.entries[self.weeks.index(week) :: len(self.weeks)]


def build(root: Path, db_url: str, weeks: Sequence[str] | None = None, now: dt.datetime | None = None) -> Overview:
    """Return the overview of ``weeks`` (stems); without them, of all that are released in the gradebook.

    Raises `UserError`. ``now`` is aware; without it, this moment: what is due by then and did not come is missing.
    """
    now = now or dt.datetime.now(dt.UTC)
    known = standings.read(db_url, weeks)
    stems = sorted(weeks if weeks is not None else known.most)
    if not stems:
        raise UserError("No week is in the gradebook yet: `firstquery release 1` enters the first.")
    came = arrivals.find(root / "submitted", stems)
    marked = arrivals.find(root / "autograded", stems)
    if new := [stem for stem in stems if stem not in known.most and not any(week == stem for _, week in came)]:
        raise UserError(f"{new[0]} is not in the gradebook yet: `firstquery release {new[0]}` enters it.")
    everybody, strangers = list_members(root, [*known.students, *(name for name, _ in came)])
    asked = [_Week(stem, _due(root, stem, known.due.get(stem)), known.most.get(stem, 0.0)) for stem in stems]
    entries = [
        _entry(root, member, week, known.found.get(key), came.get(key), marked.get(key), now)
        for member in everybody
        for week in asked
        for key in [(member.name, week.stem)]
    ]
    return Overview(everybody, stems, entries, strangers, {stem: _title(root, stem) for stem in stems}, now, known.most)


@dataclass(frozen=True)
class _Week:
    stem: str
    due: dt.datetime | None
    most: float


def _due(root: Path, stem: str, in_gradebook: dt.datetime | None) -> dt.datetime | None:
    """Return what cohort.toml says, and where it says nothing, the gradebook."""
    try:
        told = due.due(course.week(stem, root)) if course.STEM.fullmatch(stem) else None
    except UserError:
        if (root / due.FILE).exists():
            raise
        told = None
    return told or (in_gradebook.replace(tzinfo=dt.UTC).astimezone() if in_gradebook else None)


def _title(root: Path, stem: str) -> str:
    """Return ``Week 3: Group and compare``."""
    try:
        week = course.week(stem, root)
    except UserError:
        return stem
    return f"Week {week.number}: {week.title}" if week.title else f"Week {week.number}"


def _entry(
    root: Path,
    member: Member,
    week: _Week,
    standing: Standing | None,
    came: Arrival | None,
    marked: Arrival | None,
    now: dt.datetime,
) -> Entry:
    told = standing.timestamp.replace(tzinfo=dt.UTC) if standing and standing.timestamp else None
    at = came.at if came and came.at else told
    due = week.due + standing.extension if week.due and standing else week.due
    entry = partial(
        Entry, member, week.stem, most=week.most, handed_in=at, due=due, is_late=bool(at and due and at > due)
    )
    is_graded = standing is not None and bool(standing.graded)
    if came is None and not is_graded:
        return entry("open" if due and now < due else "missing")
    if standing is None or not is_graded:
        refused = came.refused if came else ""
        return entry("unreadable" if refused else "waiting", sentence=refused)
    is_damaged = standing.state == "damaged" and standing.ungraded > 0
    graded_at = standing.graded_at.replace(tzinfo=dt.UTC) if standing.graded_at else None
    # The disk's clock may be another than ours, and a backup that was put back has new times.
    since = min((one for one in (graded_at, marked and marked.came) if one), default=None)
    is_new = _is_new(root, member.name, week.stem, standing, came, since)
    return entry(
        "waiting" if is_new else "unreadable" if is_damaged else "graded",
        points=None if is_damaged and not standing.by_hand else standing.points,
        most=standing.most or week.most,
        ungraded=standing.ungraded,
        unread=standing.unread,
        by_hand=standing.by_hand,
        fault="" if standing.state in ("", "graded", "ungraded") else standing.state,
        sentence=standing.sentence,
        graded_at=graded_at,
    )


def _is_new(
    root: Path, name: str, week: str, standing: Standing, came: Arrival | None, since: dt.datetime | None
) -> bool:
    """Whether what lies there is not what was graded. Its hash is asked where a file came later than ``since``."""
    if came is None or came.came is None or since is None or came.came < since:
        return False
    return grades.submission_hash(root / "submitted" / name / week) != standing.submission


def as_csv(overview: Overview) -> str:
    """Return one line a learner and week, for a spreadsheet or pandas. Times are ISO 8601 with their offset."""
    return spreadsheet.to_csv([_COLUMNS, *([*record(one).values()] for one in overview.entries)])


_COLUMNS = (
    *("name", "display name", "email", "week", "state", "handed in", "due", "late", "points", "of", "ungraded"),
    *("unread", "by hand", "fault", "sentence"),
)


def record(entry: Entry) -> dict[str, Any]:
    """Return an entry in plain values, by the names of the columns."""
    one = entry
    values = (
        *(one.member.name, one.member.display, one.member.email, one.week, one.state, _iso(one.handed_in)),
        *(_iso(one.due), "late" if one.is_late else "", one.points, one.most, one.ungraded, one.unread, one.by_hand),
        *(one.fault, one.sentence),
    )
    return dict(zip(_COLUMNS, values, strict=True))


def _iso(moment: dt.datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
