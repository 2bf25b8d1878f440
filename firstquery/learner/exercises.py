"""The exercises of a week as its key lists them, references to them as a person writes them, and their cells.

A cell is known as the course ships it: by its id, with the name that belongs on its first line.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firstquery.checks.keys import Exercise, KeyProblem, load, read_exercise
from firstquery.checks.kind import magic_of
from firstquery.core import course, records
from firstquery.core.course import EXERCISE, Week, work_folder
from firstquery.core.errors import UserError, quote_value
from firstquery.learner.session import cell_id, current_week

HELP = "help"  # the record of what was shown to her
_FULL = re.compile(r"w(?:eek)?[\s_-]*0*(\d{1,2})[\s_,.-]*(?:q|exercise)[\s_-]*0*(\d{1,2})(?:v\d+)?", re.IGNORECASE)
_ALONE = re.compile(r"(?:q|exercise)?[\s_-]*0*(\d{1,2})(?:v\d+)?", re.IGNORECASE)
_ANSWER = re.compile(r"w(\d\d)-q\d+(?:v\d+)?-answer")
_CHECK = re.compile(rf"\s*check\(\s*[\"']({course.EXERCISE_ID})[\"']")
_PREDICT = re.compile(r"^[ \t]*predict\([ \t]*[\"'](w\d\d-p\d+)", re.MULTILINE)
_FIRST_LINE = re.compile(r"%%(\w+)[ \t]+(\w+|w\d\d-r\d+)(?:[ \t]+--\w+)*[ \t]*$", re.MULTILINE)


def exercises_of(week: Week) -> list[Exercise]:
    """In order of the practice; empty where no key of the week is found or it cannot be read."""
    for path in (Path("key.json"), work_folder() / "practice" / week.stem / "key.json", week.key):
        if (found := _read_key(path)) and found[0] == week.stem:
            return found[1]
    return []


def practice_of(week: Week) -> Path:
    """Return the practice that she has as it was released: the present one, or one of a former release."""
    if not (former := week.former):
        return week.release
    hers = {one.id for one in exercises_of(week)}
    return next((path for path in (week.release, *former) if _exercises_in(path) == hers), week.release)


def _exercises_in(page: Path) -> set[str]:
    """Return what the checks of a practice ask for, whichever tool has saved it: some leave out the ids of cells."""
    return {match[1] for one in course.cells_in(page) if one.kind == "code" and (match := _CHECK.match(one.source))}


def _choose(practices: object, page: Path) -> list[str] | None:
    """Return the one of a key's practices that the notebook ``page`` was made from, the present one without a page."""
    listed = [one for one in practices if isinstance(one, list)] if isinstance(practices, list) else []
    there = _exercises_in(page) if listed else set()
    return max(listed, key=lambda one: (len(there & {*one}), -len({*one} - there)), default=None)


def exercises_here() -> list[Exercise]:
    """Return those of the key beside the notebook, whichever week it is; empty where there is none."""
    found = _read_key(Path("key.json"))
    return found[1] if found else []


def _read_key(path: Path) -> tuple[str, list[Exercise]] | None:
    """Return the stem and the exercises of the key at ``path``; None where there is none that can be read.

    Of a week with former practices they are those of the one that she has, beside the key.
    """
    with contextlib.suppress(OSError, KeyProblem, KeyError):
        key = load(path)
        stem = str(key["week"])
        hers = _choose(key.get("practices"), path.with_name(f"{stem}.ipynb"))
        found = [
            read_exercise(name, entry)
            for name, entry in key["exercises"].items()
            if EXERCISE.fullmatch(name) and (hers is None or name in hers)
        ]
        if hers is not None:  # numbers of former exercises are left out, and a new one may stand between older ones
            return stem, sorted(found, key=lambda one: hers.index(one.id))
        return stem, sorted(found, key=lambda one: course.number_of(one.id))
    return None


def resolve(exercise: object = None, number: object = None) -> tuple[Week, str]:
    """Return the week and the name, such as ``wNN-qN``, for ``("wNN-qN")``, ``(3)``, ``(1, 3)`` as the command has it.

    For nothing at all it is the exercise that was checked last and is not right yet.

    Raises `UserError` where no exercise of the course is named.
    """
    if number is not None:
        exercise, week = number, exercise
    else:
        week = None
        if exercise is None and not (exercise := _last_open()):
            raise UserError(
                f'Of which exercise? Write its name in the brackets, in quotation marks: "{course.example()}".'
            )
    text = str(exercise).strip() if isinstance(exercise, str | int) and not isinstance(exercise, bool) else ""
    if match := _FULL.fullmatch(text):
        found = course.week(int(match[1]))
        if week is not None and course.week(str(week)).number != found.number:
            raise UserError(f"{text} is an exercise of week {found.number}, and the week named is {week}.")
        return _in_week(found, int(match[2]))
    if match := _ALONE.fullmatch(text):
        here = course.week(str(week)) if week is not None else current_week()
        if here is None:
            such = course.example(f"q{match[1]}")
            raise UserError(f'Of which week is exercise {match[1]}? Write its whole name, such as "{such}".')
        return _in_week(here, int(match[1]))
    such = course.example()
    raise UserError(f'{quote_value(exercise)} names no exercise. A name looks like this, in quotation marks: "{such}".')


def usage(function: str) -> str:
    """Return how a function about an exercise is written, with an exercise of the week at hand."""
    here = current_week()
    return f'{function}("{course.example("q3", here.number if here else None)}")'


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


def _in_week(week: Week, number: int) -> tuple[Week, str]:
    if not week.graded:
        raise UserError(
            f"The questions of week {week.number} have no hints and no solutions: they ask what you know already."
        )
    known = [one.id for one in exercises_of(week)]
    name = next((one for one in known if course.number_of(one) == number), f"w{week.number:02d}-q{number}")
    if known and name not in known:
        raise UserError(f"Week {week.number} has no exercise {name}. It has: {', '.join(known)}.")
    return week, name


def shown_hints(name: str) -> set[int]:
    """Return the numbers of the hints to an exercise that were shown to her."""
    return set(list_shown_hints(name))


def list_shown_hints(name: str) -> list[int]:
    """Return those numbers as they were shown, the last one last."""
    told = (records.read(HELP) or {}).get(name)
    shown = told.get("hints") if isinstance(told, dict) else None
    return [one["number"] for one in shown or [] if isinstance(one, dict) and isinstance(one.get("number"), int)]


def record_shown(name: str, number: int | None) -> None:
    """Keep that a hint was shown, or, without a number, the worked solution."""

    def add(record: records.Record) -> records.Record:
        told: Any = record.get(name)
        told = told if isinstance(told, dict) else {}
        what = "solution" if number is None else "hints"
        before = told.get(what) if isinstance(told.get(what), list) else []
        new = {"at": records.now()} | ({} if number is None else {"number": number})
        return {**record, "version": 1, name: {**told, what: [*before, new][-20:]}}

    records.update(HELP, add)


@dataclass(frozen=True)
class NamedCell:
    """A cell that keeps something under ``name``; its ``magic`` is sql or that of its kind, empty for Python."""

    id: str
    magic: str
    name: str

    @property
    def first_line(self) -> str:
        return f"%%{self.magic} {self.name}"

    @property
    def is_answer(self) -> bool:
        return _ANSWER.fullmatch(self.id) is not None


def running_cell(shell: Any) -> NamedCell | None:
    """Return the cell that runs, as the course ships it, if it has a first line; else None, and at the grader."""
    here = None if records.at_the_grader() else cell_id(shell)
    same = [one for one in cells_of(here) if one.id == here and one.magic] if here else []
    return same[0] if len({one.name for one in same}) == 1 else None


def cells_of(here: str | None = None) -> list[NamedCell]:
    """Return the cells of the week that the id ``here`` names, else of the week at hand; the answers first."""
    named = _ANSWER.fullmatch(here or "")
    week = next((one for one in course.practices() if named and one.number == int(named[1])), None)
    week = week if named else current_week()
    if week is None:
        return []
    practice = course.cells_in(practice_of(week))
    in_python = {one.id for one in practice if one.kind == "code" and not one.source.lstrip().startswith("%%")}
    answers = [
        NamedCell(one.cell, "" if one.cell in in_python else magic_of(one.kind) or "sql", one.name)
        for one in exercises_of(week)
    ]
    known = {one.id for one in answers}
    others = [
        NamedCell(one.id, found[1], found[2])
        for one in [*practice, *course.cells_in(week.lesson)]
        if one.id not in known and (found := _FIRST_LINE.match(one.source))
    ]
    return [*answers, *others]


def predictions_of(week: course.Week) -> list[str]:
    """The names of the predictions that the week's own cells make, in their order; empty where none can be read."""
    cells = [*course.cells_in(week.lesson), *course.cells_in(practice_of(week))]
    return list(dict.fromkeys(name for one in cells if one.kind == "code" for name in predictions_in(one.source)))


def predictions_in(source: str) -> list[str]:
    """Return the names of the predictions that a code cell makes."""
    return [str(name) for name in _PREDICT.findall(source)]
