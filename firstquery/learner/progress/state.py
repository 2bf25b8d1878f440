"""How the weeks stand: from the curriculum, what her records say, and the moment ``now``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from firstquery.checks.keys import Exercise
from firstquery.core import course
from firstquery.learner.exercises import exercises_of
from firstquery.learner.progress.history import History, Moment, Streak, sessions, streak, time_spent
from firstquery.learner.standing import Marks, Standing, standing_of

#: From this many days on she is told where she was.
GAP = dt.timedelta(days=10)


class State(StrEnum):
    """How a week stands."""

    DONE = "done"
    OPEN = "open"
    NEXT = "next"
    NOT_BEGUN = "not begun"
    SKIPPED = "may be skipped"
    NOT_WRITTEN = "not written yet"


@dataclass(frozen=True)
class Plan:
    """One week of the curriculum. Without a ``stem`` it is not written yet, and has no exercises."""

    number: int
    month: int
    month_title: str
    title: str
    stem: str | None = None
    exercises: tuple[Exercise, ...] = ()


@dataclass(frozen=True)
class Week:
    """How one week stands. ``left``: the exercises not done, by number; done is right here, and not short of marks."""

    plan: Plan
    state: State
    standing: Standing
    time: dt.timedelta
    tried: bool

    @property
    def left(self) -> tuple[int, ...]:
        return tuple(map(number_of, self.standing.left))

    @property
    def short(self) -> tuple[int, ...]:
        """Those of ``left`` that are right here and fall short on unseen data."""
        return tuple(map(number_of, self.standing.short))

    @property
    def number(self) -> int:
        return self.plan.number

    @property
    def done(self) -> int:
        return len(self.standing.exercises) - len(self.left)


def number_of(exercise: Exercise) -> int:
    return course.number_of(exercise.id)


@dataclass(frozen=True)
class Progress:
    """All weeks, the one to go on with (None: nothing is left to do), the whole time, the row, the last moment.

    ``away``: the days since ``last`` where they are ten or more, else None. ``last_check`` is the last moment
    that names an exercise, of the same week as ``last``. ``start`` is the week that she begins with.
    """

    weeks: tuple[Week, ...]
    current: Week | None
    time: dt.timedelta
    streak: Streak
    last: Moment | None
    last_check: Moment | None
    away: dt.timedelta | None
    start: int
    now: dt.datetime

    def week(self, number: int) -> Week | None:
        return next((one for one in self.weeks if one.number == number), None)

    @property
    def done(self) -> int:
        return sum(one.state is State.DONE for one in self.weeks)

    @property
    def right(self) -> int:
        """The exercises of all weeks that are right here."""
        return sum(len(one.standing.right) for one in self.weeks)

    @property
    def marks(self) -> Marks | None:
        """The marks of all weeks that have some; None where none has."""
        found = [one.standing.marks for one in self.weeks if one.standing.marks]
        return Marks(sum(one.earned for one in found), sum(one.most for one in found)) if found else None

    @property
    def left_behind(self) -> list[Week]:
        """Weeks that she went on from with a rest still open."""
        before = self.current.number if self.current else len(self.weeks) + 1
        return [one for one in self.weeks if one.state is State.OPEN and one.number < before]


def plans(root: Path | None = None) -> list[Plan]:
    """The weeks in order. One that the course in ``root`` (else this course) has goes by the title it gives itself."""
    written = {week.number: week for week in course.weeks(root)}
    found = []
    for planned in course.curriculum():
        week = written.get(planned.number)
        title = (week.title if week else "") or planned.title
        plan = Plan(planned.number, planned.month, planned.month_title, title)
        found.append(replace(plan, stem=week.stem, exercises=tuple(exercises_of(week))) if week else plan)
    return found


def progress_of(plans: Sequence[Plan], history: History, now: dt.datetime) -> Progress:
    """How she stands at ``now`` (with an offset)."""
    found = sessions(history.moments)
    time = time_spent(found)
    weeks = [_week(plan, history, time.get(plan.number, dt.timedelta())) for plan in plans]
    following = next((one.number for one in weeks if one.state is State.NOT_BEGUN), None)
    weeks = [replace(one, state=State.NEXT) if one.number == following else one for one in weeks]
    last = history.moments[-1] if history.moments else None
    checks = [one for one in history.moments if one.exercise and last and one.week == last.week]
    # Days of the calendar, as the words beside them name a day: what was three weeks ago is so all of that day.
    away = now.date() - last.at.date() if last else dt.timedelta()
    return Progress(
        weeks=tuple(weeks),
        current=_current(weeks, history.start),
        time=sum(time.values(), dt.timedelta()),
        streak=streak(found, history.moments, now),
        last=last,
        last_check=checks[-1] if checks else None,
        away=away if away >= GAP else None,
        start=history.start,
        now=now,
    )


def _week(plan: Plan, history: History, time: dt.timedelta) -> Week:
    tried = {one.id: history.tried[one.id] for one in plan.exercises if one.id in history.tried}
    standing = standing_of(plan.exercises, tried, history.graded.get(plan.number))
    if plan.stem is None:
        state = State.NOT_WRITTEN
    elif standing.exercises and not standing.left:
        state = State.DONE
    elif tried or time:
        state = State.OPEN
    else:
        state = State.SKIPPED if plan.number < history.start else State.NOT_BEGUN
    return Week(plan, state, standing, time, bool(tried))


def _current(weeks: Sequence[Week], start: int) -> Week | None:
    """The first week not done. One that she has gone on from, with half of it or more done, does not hold her back.

    Nor do those before the first in which she has done something, as long as one is left after them.
    """
    left = [one for one in weeks if one.number >= start and one.state not in (State.DONE, State.NOT_WRITTEN)]
    first = min((one.number for one in weeks if one.done), default=start)
    mine = [one for one in left if one.number >= first] or left
    furthest = max((one.number for one in weeks if one.tried), default=0)
    ahead = [one for one in mine if not (one.number < furthest and 2 * one.done >= len(one.standing.exercises))]
    return next(iter(ahead or mine), None)
