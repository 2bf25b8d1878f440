"""What is said of a standing: every word of it, once, for the notebook, the terminal and *start here* alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from firstquery.learner import sittings
from firstquery.learner.numbers import written
from firstquery.learner.standing import streak, words
from firstquery.learner.standing.recall import ANCHOR, HEADING
from firstquery.learner.standing.state import Standing, State, Week

HEADS = ("Week", "Title", "How it stands", "Points", "Time")
MARKS = {
    State.DONE: "✓",
    State.OPEN: "◐",
    State.NEXT: "→",
    State.NOT_BEGUN: "○",
    State.SKIPPED: "○",
    State.NOT_WRITTEN: "–",
}


@dataclass(frozen=True)
class Link:
    """Words that lead to a notebook: ``target`` as it lies in the learner's folder, with forward slashes."""

    words: str
    target: str


Piece = str | Link
#: One sentence or more, in pieces.
Said = tuple[Piece, ...]


@dataclass(frozen=True)
class Row:
    """One week, a word or two for each of HEADS."""

    cells: tuple[Piece, ...]


@dataclass(frozen=True)
class Month:
    """``opened``: the month at hand, shown with its weeks; of the others the heading is enough at first sight."""

    heading: str
    stands: str
    caption: str
    rows: tuple[Row, ...]
    opened: bool


@dataclass(frozen=True)
class View:
    """``recall``: after a gap, what to remember of the week that was last, point by point; ``onward``: and then."""

    headline: str
    go_on: tuple[Said, ...]
    recall: tuple[str, ...]
    onward: tuple[Said, ...]
    so_far: tuple[str, ...]
    months: tuple[Month, ...]
    counted: tuple[str, ...]


PLACEMENT = "practice/week-00-where-to-start/week-00-where-to-start.ipynb"
COUNTED = "How this is counted"


def view_of(standing: Standing, recall: tuple[str, ...] = ()) -> View:
    counted = (sittings.HOW, streak.HOW) if standing.last else ()
    return View(
        headline=_headline(standing),
        go_on=tuple(_go_on(standing)),
        recall=recall if standing.away else (),
        onward=tuple(_onward(standing)),
        so_far=tuple(_so_far(standing)),
        months=tuple(_months(standing)),
        counted=counted,
    )


def lesson(week: Week, words: str, at: str = "") -> Link:
    return Link(words, f"{week.plan.stem}.ipynb{at}")


def practice(week: Week, words: str) -> Link:
    return Link(words, f"practice/{week.plan.stem}/{week.plan.stem}.ipynb")


def _headline(standing: Standing) -> str:
    week, written_ones = standing.current, [one for one in standing.weeks if one.plan.stem]
    if not written_ones:
        return "No week of the course is here. In a terminal, firstquery doctor says why."
    if week is None:
        if all(one.state is State.DONE for one in standing.weeks):
            return f"All {len(standing.weeks)} weeks are done."
        return _what_there_is(standing)
    name = f"week {week.number} of {len(standing.weeks)}, {week.plan.title}"
    if week.state is State.OPEN:
        if not week.plan.exercises:
            return f"You are in {name}."
        return f"You are in {name}: {week.done} of {words.count(len(week.plan.exercises), 'exercise')} done."
    return f"{'Next is' if standing.last else 'You begin with'} {name}."


def _what_there_is(standing: Standing) -> str:
    """Nothing is left to do, and more weeks are to come."""
    coming = next((one for one in standing.weeks if one.plan.stem is None and one.number >= standing.start), None)
    rest = f" Week {coming.number}, {coming.plan.title}, is not written yet." if coming else ""
    if any(one.state is State.SKIPPED for one in standing.weeks):
        return f"You have done what there is from week {standing.start} on.{rest} The weeks before it are open to you."
    return f"You have done what there is.{rest}"


def _go_on(standing: Standing) -> Iterator[Said]:
    week = standing.current
    if week:
        number = week.number
        yield (
            lesson(week, f"Lesson of week {number}"),
            " (about 20 minutes), then ",
            practice(week, f"practice of week {number}"),
            " (about 40 minutes).",
        )
        if standing.last is None and standing.start == 1:
            yield "If you know some SQL, ", Link("ten questions", PLACEMENT), " say where you may start."
    if standing.away and standing.last:
        yield tuple(_back(standing))


def _onward(standing: Standing) -> Iterator[Said]:
    week = standing.current
    if standing.away and week:
        if week.done or week.tried:
            link = practice(week, f"exercise {week.left[0]} of week {week.number}")
            yield "Then run the first cell of the practice and go on with ", link, "."
        else:
            yield (f"The next step is the lesson of week {week.number}, by its link above.",)
    behind = [
        practice(one, f"week {one.number}, {_exercises(one)}") for one in standing.left_behind if one.plan.exercises
    ]
    if behind:
        pieces: list[Piece] = ["Still open from before: "]
        for link in behind:
            pieces += [link, "; "]
        yield (*pieces[:-1], ".")


def _back(standing: Standing) -> Iterator[Piece]:
    """After a gap: what was last, and what to read again in three minutes."""
    assert standing.last is not None and standing.away is not None
    was = standing.week(standing.last.week)
    where = f"week {was.number}, {was.plan.title}" if was else "the questions that say where to start"
    check = standing.last_check
    if check and was:
        right = ", and it was right" if check.right else ""
        where += f". Your last check was exercise {_number(check.exercise)}{right}"
    when = f"{words.ago(standing.away)}, on {words.date(standing.last.at, standing.now)}"
    yield f"You were here last {when}: {where}."
    if was and was.plan.stem:
        again = lesson(was, f"{HEADING}, week {was.number}", ANCHOR)
        yield from (" To come back in three minutes, read ", again, ":")


def _so_far(standing: Standing) -> Iterator[str]:
    if standing.last is None and not standing.points:
        return
    time = words.duration(standing.time)
    parts = [
        f"{standing.done} of {words.count(len(standing.weeks), 'week')} done",
        f"{written(standing.points)} of {written(standing.most)} points",
        *([f"{time} spent"] if time else []),
    ]
    yield f"So far: {', '.join(parts)}."
    row = standing.streak
    if row.weeks:
        longest = f" The longest row was {row.longest}." if row.longest > row.weeks else ""
        yield f"Weeks in a row with time for the course: {row.weeks}.{longest}"
    elif row.longest > 1:
        yield f"Weeks in a row with time for the course: none at the moment. The longest row was {row.longest} weeks."


def _months(standing: Standing) -> Iterator[Month]:
    written_ones = [one for one in standing.weeks if one.plan.stem]
    here = standing.current or (written_ones[-1] if written_ones else None)
    for (number, title), group in groupby(standing.weeks, key=lambda one: (one.plan.month, one.plan.month_title)):
        weeks = list(group)
        done = sum(one.state is State.DONE for one in weeks)
        there = any(one.plan.stem for one in weeks)
        yield Month(
            heading=f"Month {number} · {title}",
            stands=f"{done} of {words.count(len(weeks), 'week')} done" if there else str(State.NOT_WRITTEN),
            caption=f"Weeks {weeks[0].number} to {weeks[-1].number}",
            rows=tuple(_row(one) for one in weeks),
            opened=here is not None and here.plan.month == number,
        )


def _row(week: Week) -> Row:
    title = week.plan.title
    points = f"{written(week.points)} of {written(week.most)}" if week.plan.exercises else ""
    return Row(
        (
            str(week.number),
            lesson(week, title) if week.plan.stem else title,
            f"{MARKS[week.state]} {_stands(week)}",
            points,
            words.duration(week.time, short=True),
        )
    )


def _stands(week: Week) -> str:
    if week.state is not State.OPEN or not week.plan.exercises or not week.tried:
        return str(week.state)
    if len(week.left) <= 2:
        return f"open: {_exercises(week)} left"
    return f"open: {week.done} of {len(week.plan.exercises)} done"


def _exercises(week: Week) -> str:
    return f"{'exercise' if len(week.left) == 1 else 'exercises'} {words.listed(week.left)}"


def _number(exercise: str) -> str:
    return exercise.rpartition("q")[2]
