"""The cells of a week as the course ships them: which name belongs on the first line of the cell that runs."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firstquery import course
from firstquery.checks.kind import magic_of
from firstquery.sentence import Sentence

_ANSWER = re.compile(r"(w\d\d-q\d+)-answer")
_PREDICT = re.compile(r"^[ \t]*predict\([ \t]*[\"'](w\d\d-p\d+)", re.MULTILINE)
_FIRST_LINE = re.compile(r"%%(sql|text|choice)[ \t]+(\w+)")


@dataclass(frozen=True)
class Cell:
    """A cell that keeps something: its ``id`` in the notebook, its ``magic`` (sql, text or choice) and the ``name``."""

    id: str
    magic: str
    name: str

    @property
    def first_line(self) -> str:
        return f"%%{self.magic} {self.name}"

    @property
    def is_answer(self) -> bool:
        return _ANSWER.fullmatch(self.id) is not None


def at_the_grader() -> bool:
    return os.environ.get("FIRSTQUERY_GRADER") == "1"


def cell_id(shell: Any) -> str | None:
    """The id of the cell that runs, where the front end sends it (JupyterLab does)."""
    try:
        found = shell.kernel.get_parent()["metadata"]["cellId"]
    except (AttributeError, KeyError, TypeError, LookupError):
        return None
    return found if isinstance(found, str) and found else None


def this_cell(shell: Any) -> Cell | None:
    """The running cell as the course ships it; None where it is not one of the course's, or that cannot be known."""
    here = None if at_the_grader() else cell_id(shell)
    same = [one for one in cells_of(here) if one.id == here] if here else []
    return same[0] if len({one.name for one in same}) == 1 else None


def cells_of(here: str | None = None) -> list[Cell]:
    """The cells of the week that the id ``here`` names, else of the week that `rebuild` was told; the answers first."""
    week = _week(here)
    if week is None:
        return []
    from firstquery.learner.exercises import exercises_of

    in_python = {name for name, source in _sources(week.release, "code") if not source.lstrip().startswith("%%")}
    answers = [
        Cell(f"{one.id}-answer", magic_of(one.kind) or "sql", one.name)
        for one in exercises_of(week)
        if f"{one.id}-answer" not in in_python
    ]
    known = {one.id for one in answers}
    return [*answers, *(one for path in (week.release, week.lesson) for one in _read(path) if one.id not in known)]


def answered_in_python(here: str) -> str:
    """The name of the answer that the cell with the id ``here`` gives in Python of her own; empty for other cells."""
    week = _week(here) if _ANSWER.fullmatch(here) else None
    if week is None:
        return ""
    from firstquery.learner.exercises import exercises_of

    return next((one.name for one in exercises_of(week) if f"{one.id}-answer" == here), "")


def _week(here: str | None) -> course.Week | None:
    if here and (match := _ANSWER.fullmatch(here)):
        try:
            return course.week(match[1])
        except Sentence:
            return None
    from firstquery.learner.rebuild import current_week

    return current_week()


def predictions_of(week: course.Week) -> list[str]:
    """The names of the predictions that the week's own cells make, in their order; empty where none can be read."""
    sources = [source for path in (week.lesson, week.release) for _, source in _sources(path, "code")]
    return list(dict.fromkeys(name for source in sources for name in _PREDICT.findall(source)))


def _sources(notebook: Path, *kinds: str) -> list[tuple[str, str]]:
    """The id and the text of each cell; of certain kinds alone, where some are named."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        return [
            (str(cell.get("id", "")), "".join(cell["source"]))
            for cell in cells
            if not kinds or cell.get("cell_type") in kinds
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def _read(notebook: Path) -> Iterator[Cell]:
    for name, source in _sources(notebook):
        if match := _FIRST_LINE.match(source):
            yield Cell(name, match[1], match[2])
