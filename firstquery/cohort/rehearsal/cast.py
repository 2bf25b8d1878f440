"""The made-up learners of a rehearsal: each has a manner, and by it a notebook for every week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from firstquery.core.course import Week
from firstquery.grading.answers import Answer, Exercise, read

PREFIX = "rehearsal-"
#: In turn: what each does with a week. ``hostile`` writes her own marks, looks for others' files and ends her parents.
MANNERS = ("right", "mistaken", "late", "again", "right", "absent", "damaged", "hostile")
HOSTILE = """
import os, pathlib, signal
for place in ("/home", "/root", "/srv", "/var/lib"):
    for path in pathlib.Path(place).glob("*/course/gradebook.db"):
        path.write_bytes(b"")
for process in range(2, 40):
    try:
        os.kill(process, signal.SIGKILL)
    except OSError:
        pass
os.kill(os.getppid(), signal.SIGKILL)
"""


@dataclass(frozen=True)
class Learner:
    """One made-up learner, the ``number``-th of the cohort."""

    number: int

    @property
    def name(self) -> str:
        return f"{PREFIX}{self.number:03}"

    @property
    def manner(self) -> str:
        return MANNERS[self.number % len(MANNERS)]


def learners(count: int) -> list[Learner]:
    """The cohort: the same for the same number."""
    return [Learner(number) for number in range(count)]


def versions(learner: Learner, week: Week) -> list[bytes]:
    """What she hands in for ``week``, one after the other; nothing, where she is absent."""
    if learner.manner == "absent":
        return []
    if learner.manner == "again":
        return [_notebook(learner, week, is_right=False), _notebook(learner, week, is_right=True)]
    made = _notebook(learner, week, is_right=learner.manner in ("right", "late"))
    return [made[: 2 * len(made) // 3] if learner.manner == "damaged" else made]


def _notebook(learner: Learner, week: Week, *, is_right: bool) -> bytes:
    notebook: NotebookNode = nbformat.read(week.release, as_version=4)  # type: ignore[no-untyped-call]
    cells = {one.metadata.get("nbgrader", {}).get("grade_id"): one for one in notebook.cells}
    for place, exercise in enumerate(_exercises(week.source / "answers.py").values()):
        # a mistaken one has every other exercise right, the hostile one none
        right = is_right or (learner.manner in ("mistaken", "again") and place % 2 == 1)
        if answer := _answer(exercise, learner.number, is_right=right):
            _fill(notebook, cells, exercise, answer)
    if learner.manner == "hostile":
        _forge(notebook)
    text: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    return text.encode()


@cache
def _exercises(path: Path) -> Mapping[str, Exercise]:
    return read(path)


def _answer(exercise: Exercise, number: int, *, is_right: bool) -> Answer | None:
    known = [one for one in exercise.by_role("right" if is_right else "wrong") if one.cells]
    return known[number % len(known)] if known else None


def _fill(notebook: NotebookNode, cells: Mapping[str, NotebookNode], exercise: Exercise, answer: Answer) -> None:
    """An answer of several cells has its last one where the exercise has its own, and the others before it."""
    cell = cells[f"{exercise.id}-answer"]
    *before, cell.source = answer.cells
    place = notebook.cells.index(cell)
    notebook.cells[place:place] = [_code(source, f"{exercise.id}-{number}") for number, source in enumerate(before)]


def _forge(notebook: NotebookNode) -> None:
    """Every check says that it is right and is worth a hundred points, before the notebook attacks."""
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade") and not about.get("solution"):
            about["points"] = 100
            cell.source = 'print("Right.")'
            said = {"outcome": "right", "points": 100}
            shown = {"application/json": said, "text/plain": "Right."}
            cell.outputs = [nbformat.from_dict({"output_type": "display_data", "data": shown, "metadata": {}})]  # type: ignore[no-untyped-call]
    notebook.cells.insert(2, _code(HOSTILE.strip(), "attack"))


def _code(source: str, name: str) -> NotebookNode:
    made: NotebookNode = new_code_cell(source, id=name)  # type: ignore[no-untyped-call]
    return made
