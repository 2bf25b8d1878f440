"""References to exercises: ``w01-q3`` in the ways that a person writes it."""

from __future__ import annotations

import re

from firstquery.core import course, records
from firstquery.core.errors import UserError, shown
from firstquery.learner.current_week import current_week
from firstquery.learner.exercises import exercises_of

_FULL = re.compile(r"w(?:eek)?[\s_-]*0*(\d{1,2})[\s_,.-]*(?:q|exercise)[\s_-]*0*(\d{1,2})", re.IGNORECASE)
_ALONE = re.compile(r"(?:q|exercise)?[\s_-]*0*(\d{1,2})", re.IGNORECASE)


def resolve(exercise: object = None, number: object = None) -> tuple[course.Week, str]:
    """The week and the name, such as ``w01-q3``, for ``("w01-q3")``, ``(3)``, ``(1, 3)`` as the command has it, and for
    nothing at all: the exercise that was checked last and is not right yet.

    Raises `UserError` where no exercise of the course is named.
    """
    if number is not None:
        exercise, week = number, exercise
    else:
        week = None
        if exercise is None and not (exercise := _last_open()):
            raise UserError('Of which exercise? Write its name in the brackets, in quotation marks: "w01-q3".')
    text = str(exercise).strip() if isinstance(exercise, str | int) and not isinstance(exercise, bool) else ""
    if match := _FULL.fullmatch(text):
        found = course.week(int(match[1]))
        if week is not None and course.week(str(week)).number != found.number:
            raise UserError(f"{text} is an exercise of week {found.number}, and the week named is {week}.")
        return _in_week(found, int(match[2]))
    if match := _ALONE.fullmatch(text):
        here = course.week(str(week)) if week is not None else current_week()
        if here is None:
            raise UserError(f'Of which week is exercise {match[1]}? Write its whole name, such as "w01-q{match[1]}".')
        return _in_week(here, int(match[1]))
    raise UserError(f'{shown(exercise)} names no exercise. A name looks like this, in quotation marks: "w01-q3".')


def usage(function: str) -> str:
    """How a function about an exercise is written, with an exercise of the week at hand."""
    here = current_week()
    return f'{function}("w{here.number if here else 1:02d}-q3")'


def _last_open() -> str:
    latest = ("", "")
    for week in course.weeks():
        for one in exercises_of(week):
            record = records.read(one.id) or {}
            made, best = record.get("attempts"), record.get("best")
            done = isinstance(best, dict) and best.get("outcome") == "right"
            if not done and isinstance(made, list) and made and isinstance(made[-1], dict):
                latest = max(latest, (str(made[-1].get("at", "")), one.id))
    return latest[1]


def _in_week(week: course.Week, number: int) -> tuple[course.Week, str]:
    name = f"w{week.number:02d}-q{number}"
    if not week.graded:
        raise UserError(
            f"The questions of week {week.number} have no hints and no solutions: they ask what you know already."
        )
    known = [one.id for one in exercises_of(week)]
    if known and name not in known:
        raise UserError(f"Week {week.number} has no exercise {name}. It has: {', '.join(known)}.")
    return week, name
