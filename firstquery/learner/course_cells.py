"""The cells of a week as the course ships them: which name belongs on the first line of the cell that runs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from firstquery.checks.kind import magic_of
from firstquery.core import course, records
from firstquery.learner.exercises import exercises_of
from firstquery.learner.session import cell_id, current_week

_ANSWER = re.compile(r"w(\d\d)-q\d+-answer")
_PREDICT = re.compile(r"^[ \t]*predict\([ \t]*[\"'](w\d\d-p\d+)", re.MULTILINE)
_FIRST_LINE = re.compile(r"%%(\w+)[ \t]+(\w+)(?:[ \t]+--\w+)*[ \t]*$", re.MULTILINE)


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
    """The cell that runs, as the course ships it, if it has a first line; else None, and at the grader."""
    here = None if records.at_the_grader() else cell_id(shell)
    same = [one for one in cells_of(here) if one.id == here and one.magic] if here else []
    return same[0] if len({one.name for one in same}) == 1 else None


def cells_of(here: str | None = None) -> list[NamedCell]:
    """The cells of the week that the id ``here`` names, else of the week at hand; the answers first."""
    named = _ANSWER.fullmatch(here or "")
    week = next((one for one in course.practices() if named and one.number == int(named[1])), None)
    week = week if named else current_week()
    if week is None:
        return []
    practice = course.cells_in(week.release)
    in_python = {one.id for one in practice if one.kind == "code" and not one.source.lstrip().startswith("%%")}
    answers = [
        NamedCell(name := f"{one.id}-answer", "" if name in in_python else magic_of(one.kind) or "sql", one.name)
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
    cells = [*course.cells_in(week.lesson), *course.cells_in(week.release)]
    return list(dict.fromkeys(name for one in cells if one.kind == "code" for name in _PREDICT.findall(one.source)))
