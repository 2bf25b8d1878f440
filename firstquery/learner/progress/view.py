"""What is said of her progress: every word of it, once, for the notebook, the terminal and *start here* alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from firstquery.checks.kind import unread
from firstquery.core import course
from firstquery.learner import text
from firstquery.learner.placement import practice as placement_practice
from firstquery.learner.progress.history import STREAK_NOTE, TIME_NOTE
from firstquery.learner.progress.state import Progress, State, Week
from firstquery.learner.standing import MARKS_NOTE, RIGHT_HERE_NOTE
from firstquery.learner.summary import Line, Link, Piece

HEADING = "What to remember"
#: How a notebook's page calls the place of that heading.
ANCHOR = "#What-to-remember"

_MARKS = re.compile(r"\*\*|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")
_TAGS = re.compile(r"<[^>]+>")
HEADS = ("Week", "Title", "How it stands", "Right here", "Marks", "Time")
#: The columns that hold numbers end at the same place. JupyterLab sets all columns so, and lets this one style of ours
#: pass: the others begin at the same place.
RIGHT = (0, 3, 4, 5)
COUNTED = "How this is counted"
MARKS = {
    State.DONE: "✓",
    State.OPEN: "◐",
    State.NEXT: "→",
    State.NOT_BEGUN: "○",
    State.SKIPPED: "○",
    State.NOT_WRITTEN: "–",
}


#: One week: a piece for each of HEADS.
Row = tuple[Piece, ...]


@dataclass(frozen=True)
class Month:
    """``opened``: the month at hand, shown with its weeks; of the others the heading is enough at first sight."""

    heading: str
    state: str
    caption: str
    rows: tuple[Row, ...]
    opened: bool


@dataclass(frozen=True)
class View:
    """``takeaways``: after a gap, what to remember of the week that was last, point by point; ``onward``: and then."""

    headline: str
    go_on: tuple[Line, ...]
    takeaways: tuple[str, ...]
    onward: tuple[Line, ...]
    so_far: tuple[str, ...]
    months: tuple[Month, ...]
    counted: tuple[str, ...]


def view_of(progress: Progress, takeaways: tuple[str, ...] = ()) -> View:
    return View(
        headline=_headline(progress),
        go_on=tuple(_go_on(progress)),
        takeaways=takeaways if progress.away else (),
        onward=tuple(_onward(progress)),
        so_far=tuple(_so_far(progress)),
        months=tuple(_months(progress)),
        counted=(RIGHT_HERE_NOTE, MARKS_NOTE, TIME_NOTE, STREAK_NOTE) if progress.last else (),
    )


def lesson(week: Week, words: str, at: str = "") -> Link:
    return Link(words, f"{week.plan.stem}.ipynb{at}")


def practice(stem: str | None, words: str) -> Link:
    return Link(words, f"practice/{stem}/{stem}.ipynb")


def _headline(progress: Progress) -> str:
    week = progress.current
    if not any(one.plan.stem for one in progress.weeks):
        return "No week of the course is here. In a terminal, firstquery doctor says why."
    if week is None:
        if all(one.state is State.DONE for one in progress.weeks):
            return f"All {len(progress.weeks)} weeks are done."
        return _nothing_left(progress)
    name = f"week {week.number} of {len(progress.weeks)}, {week.plan.title}"
    if week.state is State.OPEN:
        done = f": {week.done} of {text.count(len(week.standing.exercises), 'exercise')} done"
        return f"You are in {name}{done if week.plan.exercises else ''}."
    return f"{'Next is' if progress.last else 'You begin with'} {name}."


def _nothing_left(progress: Progress) -> str:
    """Nothing is left to do, and more weeks are to come."""
    coming = next((one for one in progress.weeks if one.plan.stem is None and one.number >= progress.start), None)
    rest = f" Week {coming.number}, {coming.plan.title}, is not written yet." if coming else ""
    if any(one.state is State.SKIPPED for one in progress.weeks):
        return f"You have done what there is from week {progress.start} on.{rest} The weeks before it are open to you."
    return f"You have done what there is.{rest}"


def _go_on(progress: Progress) -> Iterator[Line]:
    week = progress.current
    if week:
        to_lesson = lesson(week, f"Lesson of week {week.number}")
        to_practice = practice(week.plan.stem, f"practice of week {week.number}")
        yield to_lesson, " (about 20 minutes), then ", to_practice, " (about 40 minutes)."
        if progress.last is None and progress.start == 1 and (asking := placement_practice()):
            yield "If you know some SQL, ", practice(asking.stem, "ten questions"), " say where you may start."
    if progress.away and progress.last:
        yield tuple(_back(progress))


def _onward(progress: Progress) -> Iterator[Line]:
    week = progress.current
    if progress.away and week:
        if week.done or week.tried:
            link = practice(week.plan.stem, f"exercise {week.left[0]} of week {week.number}")
            yield "Then run the first cell of the practice and go on with ", link, "."
        else:
            yield (f"The next step is the lesson of week {week.number}, by its link above.",)
    pieces: list[Piece] = []
    for one in progress.left_behind:
        if one.plan.exercises:
            pieces += ["; ", practice(one.plan.stem, f"week {one.number}, {_exercises(one)}")]
    if pieces:
        yield "Still open from before: ", *pieces[1:], "."


def _back(progress: Progress) -> Iterator[Piece]:
    """After a gap: what was last, and what to read again in three minutes."""
    assert progress.last is not None and progress.away is not None
    week, check = progress.week(progress.last.week), progress.last_check
    where = f"week {week.number}, {week.plan.title}" if week else "the questions that say where to start"
    if check and week:
        kinds = {one.id: one.kind for one in week.plan.exercises}
        well = "all that a check can see was there" if unread(kinds.get(check.exercise, "")) else "it was right"
        right = f", and {well}" if check.right else ""
        where += f". Your last check was exercise {course.number_of(check.exercise)}{right}"
    when = f"{text.ago(progress.away)}, on {text.date(progress.last.at, progress.now)}"
    yield f"You were here last {when}: {where}."
    if week and week.plan.stem:
        again = lesson(week, f"{HEADING}, week {week.number}", ANCHOR)
        yield from (" To come back in three minutes, read ", again, ":")


def _so_far(progress: Progress) -> Iterator[str]:
    if progress.last is None and not progress.right:
        return
    time = text.duration(progress.time)
    parts = [
        f"{progress.done} of {text.count(len(progress.weeks), 'week')} done",
        f"{text.count(progress.right, 'exercise')} right here",
        *([f"marks {progress.marks}"] if progress.marks else []),
        *([f"{time} spent"] if time else []),
    ]
    yield f"So far: {', '.join(parts)}."
    row = progress.streak
    if row.weeks:
        longest = f" The longest row was {row.longest}." if row.longest > row.weeks else ""
        yield f"Weeks in a row with time for the course: {row.weeks}.{longest}"
    elif row.longest > 1:
        yield f"Weeks in a row with time for the course: none at the moment. The longest row was {row.longest} weeks."


def _months(progress: Progress) -> Iterator[Month]:
    here = progress.current or next((one for one in reversed(progress.weeks) if one.plan.stem), None)
    for (number, title), group in groupby(progress.weeks, key=lambda one: (one.plan.month, one.plan.month_title)):
        weeks = list(group)
        done = sum(one.state is State.DONE for one in weeks)
        there = any(one.plan.stem for one in weeks)
        yield Month(
            heading=f"Month {number} · {title}",
            state=f"{done} of {text.count(len(weeks), 'week')} done" if there else str(State.NOT_WRITTEN),
            caption=f"Weeks {weeks[0].number} to {weeks[-1].number}",
            rows=tuple(_row(one) for one in weeks),
            opened=here is not None and here.plan.month == number,
        )


def _row(week: Week) -> Row:
    return (
        str(week.number),
        lesson(week, week.plan.title) if week.plan.stem else week.plan.title,
        f"{MARKS[week.state]} {state_in_words(week)}",
        f"{len(week.standing.right)} of {len(week.standing.exercises)}" if week.plan.exercises else "",
        str(week.standing.marks or ""),
        text.duration(week.time, short=True),
    )


def state_in_words(week: Week) -> str:
    if week.short and week.left == week.short:
        return f"short of marks: {_exercises(week)}"
    if week.state is not State.OPEN or not week.plan.exercises or not week.tried:
        return str(week.state)
    if len(week.left) <= 2:
        return f"open: {_exercises(week)} left"
    return f"open: {week.done} of {len(week.standing.exercises)} done"


def _exercises(week: Week) -> str:
    return f"{'exercise' if len(week.left) == 1 else 'exercises'} {text.join_words(week.left)}"


def takeaways(lesson: Path) -> tuple[str, ...]:
    """Return the points under that heading, as plain text; none where the lesson or the heading is not there."""
    texts = [cell.source for cell in course.cells_in(lesson) if cell.kind == "markdown"]
    text = next((text for text in texts if text.startswith(f"## {HEADING}\n")), "")
    points = re.findall(r"^[-*] +(.+(?:\n(?![-*] |\n).+)*)", text, re.MULTILINE)
    return tuple(_plain(point) for point in points)


def _plain(point: str) -> str:
    """Marks of Markdown are left out; what stands between backticks is code, whatever it holds."""
    pieces = point.split("`")
    pieces[::2] = [_MARKS.sub("", _TAGS.sub("", piece)) for piece in pieces[::2]]
    return " ".join("".join(pieces).split())
