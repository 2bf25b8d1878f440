"""Where the room is: one page of what was handed in and graded, for a projector or for one facilitator.

It is made of graded submissions alone. What a leader tried before she handed in stays on her machine, and no name
stands on the page unless it is asked for.
"""

from __future__ import annotations

import datetime as dt
import json
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import inspect, select

from firstquery.cohort.overview import Entry, Overview
from firstquery.grading import answers, practice
from firstquery.grading.keys import Source
from firstquery.grading.run import standings
from firstquery.grading.run.grades import MARKS
from firstquery.html import page, templates

_HERE = Path(__file__).parent / "templates"
MOST = 12  # rows of a list that a room reads on a wall


@dataclass
class Exercise:
    """How the graded answers to one exercise ended, by outcome; ``mistakes``: how many made which, by (name, question).

    ``graded`` are those with a verdict; an answer that a person has to look at first is none.
    """

    id: str
    week: str
    title: str = ""
    outcomes: Counter[str] = field(default_factory=Counter)
    mistakes: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def graded_count(self) -> int:
        return self.outcomes.total() - self.outcomes["ungraded"]

    @property
    def share(self) -> float:
        """Of the graded ones, the share that is right."""
        return self.outcomes["right"] / self.graded_count if self.graded_count else 0.0


@dataclass(frozen=True)
class Progress:
    """One week of the room: how many entries are in which state, and what is known of the points and the time."""

    title: str
    states: Mapping[str, int]
    late: int
    unread: int
    ungraded: int
    points: float | None  # the median share of the points of those who are graded, in per cent
    before: dt.timedelta | None  # the median time between handing in and the due date
    until_marked: dt.timedelta | None  # the median time between handing in and the mark

    @property
    def on_time(self) -> int:
        return sum(self.states[one] for one in ("waiting", "unreadable", "graded")) - self.late


def build(root: Path, db_url: str, overview: Overview, *, names: bool = False) -> str:
    """Return the whole page as HTML; with ``names`` it also says who is meant. Raises `UserError`."""
    found = count_verdicts(root, db_url, overview)
    weeks = [summarize(overview, week) for week in overview.weeks]
    faults = Counter((one.week, _fault(one)) for one in overview.entries if _fault(one))
    made = templates(_HERE).get_template("report.html.j2")
    stuck = sorted((one for one in found if one.graded_count), key=lambda one: (one.share, one.id))
    body = made.render(
        learners=len(overview.members),
        weeks=[one for one in weeks if one.on_time or one.late or one.states["missing"]],
        stuck=[one for one in stuck if one.share < 1][:MOST],
        mistakes=rank_mistakes(found)[:MOST],
        waiting=[one for one in weeks if one.unread or one.ungraded],
        faults=sorted(faults.items(), key=lambda one: (one[0][0], -one[1], one[0][1])),
        titles=overview.titles,
        who=list(_group_names(overview)) if names else [],
        names=names,
        most=MOST,
    )
    at = overview.at.astimezone()
    intro = (
        f"<p>{len(overview.members)} learners, as of {at:%Y-%m-%d %H:%M} ({at.tzname()}). From graded submissions.</p>"
    )
    style = (_HERE / "report.css").read_text(encoding="utf-8")
    return page("Where the room is", body, intro=intro, further_style=style)


def summarize(overview: Overview, week: str) -> Progress:
    """Return what the room did in ``week``, a stem."""
    entries = overview.of_week(week)
    states = Counter(one.state for one in entries)
    shares = [
        100 * one.points / one.most for one in entries if one.state == "graded" and one.points is not None and one.most
    ]
    return Progress(
        title=overview.titles[week],
        states=states,
        late=sum(one.is_late for one in entries),
        unread=sum(bool(one.unread) for one in entries),
        ungraded=sum(bool(one.ungraded) for one in entries),
        points=statistics.median(shares) if shares else None,
        before=_median(one.due - one.handed_in for one in entries if one.due and one.handed_in),
        until_marked=_median(one.graded_at - one.handed_in for one in entries if one.graded_at and one.handed_in),
    )


def _median(times: Iterable[dt.timedelta]) -> dt.timedelta | None:
    seconds = [one.total_seconds() for one in times]
    return dt.timedelta(seconds=statistics.median(seconds)) if seconds else None


def count_verdicts(root: Path, db_url: str, overview: Overview) -> list[Exercise]:
    """Every exercise of the overview's weeks, in order, from the verdicts in the gradebook. Raises `UserError`."""
    found: dict[tuple[str, str], Exercise] = {}
    known = {week: _read_mistakes(root, week) for week in overview.weeks}
    optional = {week: _read_optional(root, week) for week in overview.weeks}
    wanted = {(one.member.name, one.week) for one in overview.entries}
    named: dict[tuple[str, str, str], tuple[str, str] | None] = {}  # a sentence is said to many
    with standings.connect(db_url) as connection:
        if connection is None or not inspect(connection).has_table(MARKS.name):
            return []
        for student, week, text in connection.execute(select(MARKS.c.student, MARKS.c.assignment, MARKS.c.verdicts)):
            if (student, week) not in wanted:
                continue
            titles, mistakes = known[week]
            for name, said in json.loads(text).items():
                one = found.setdefault((week, name), Exercise(name, week, titles.get(name, "")))
                outcome = said["outcome"]
                if outcome == "not-attempted" and name in optional[week]:
                    continue
                one.outcomes[outcome] += 1
                if outcome == "right" or outcome == "ungraded":
                    continue
                key = (week, name, said["says"])
                if key not in named:
                    named[key] = _mistake(said["says"], mistakes.get(name, []))
                if mistake := named[key]:
                    one.mistakes[mistake] += 1
    return [found[key] for key in sorted(found)]


def _read_mistakes(root: Path, week: str) -> tuple[dict[str, str], dict[str, list[tuple[str, str]]]]:
    """Of a week's answers.py: the titles, and the mistakes as (name, question), by exercise; the longest first.

    Exercises of former practices are among them.
    """
    source = Source(root / "source" / week, root)
    paths = [one.answers for one in (*reversed(source.former()), source)]
    listed = {name: one for path in paths if path.is_file() for name, one in answers.read(path).items()}
    mistakes = {
        name: [(said.name, " ".join(said.message.split())) for said in one.by_role("wrong", "typed")]
        for name, one in listed.items()
    }
    for known in mistakes.values():
        known.sort(key=lambda said: -len(said[1]))
    return {name: one.title for name, one in listed.items()}, mistakes


def _read_optional(root: Path, week: str) -> set[str]:
    """Return the exercises of a week that earn no points: whoever leaves one out is not stuck."""
    path = Source(root / "source" / week, root).practice
    return (
        {name for name, test in practice.tests(practice.read(path)).items() if not test.points}
        if path.is_file()
        else set()
    )


def _mistake(says: str, known: list[tuple[str, str]]) -> tuple[str, str] | None:
    """Return which of the week's mistakes a verdict has named; None where it is none of them."""
    text = " ".join(says.split())
    return next((one for one in known if one[1] in text), None)


def rank_mistakes(found: list[Exercise]) -> list[tuple[Exercise, str, str, int]]:
    """The named mistakes of all exercises, the most frequent first: exercise, name, question, how many learners."""
    listed = [(one, *mistake, count) for one in found for mistake, count in one.mistakes.items()]
    return sorted(listed, key=lambda it: (-it[3], it[0].id, it[1]))


def _group_names(overview: Overview) -> Iterable[tuple[str, list[tuple[str, str]]]]:
    """By week: what is to be said of whom, and the names."""
    for week in overview.weeks:
        lists: dict[str, list[str]] = defaultdict(list)
        for one in overview.of_week(week):
            for what in _states_of(one):
                lists[what].append(one.member.display_name)
        if lists:
            yield overview.titles[week], [(what, ", ".join(people)) for what, people in sorted(lists.items())]


def _fault(entry: Entry) -> str:
    return "could not be read" if entry.state == "unreadable" else entry.fault


def _states_of(entry: Entry) -> Iterable[str]:
    if entry.state in ("missing", "waiting"):
        yield entry.state
    if entry.is_late:
        yield "late"
    if entry.unread:
        yield "to be read"
    if entry.ungraded:
        yield "to be looked at"
    if fault := _fault(entry):
        yield fault
