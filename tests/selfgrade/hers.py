"""A learner's practice of a week as she may have left it: right, wrong, typed in, or damaged."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat import NotebookNode

from firstquery.core.course import Week
from firstquery.grading.answers import Exercise, read

WEEKS = (1, 4)
HOW = {1: ("right", "wrong", "typed", "damaged"), 4: ("right", "typed")}
#: The right number of the data that she has, by week: exercise, name, number.
TYPED = {1: ("w01-q4", "paying_customers", 1716), 4: ("w04-q2", "silent", 674)}


def notebook(week: Week, how: str) -> NotebookNode:
    """Right answers all through; with ``how`` wrong ones, one typed in, or cells lost, unlocked and doubled."""
    made = nbformat.read(week.release, as_version=4)
    for exercise in read(week.answers).values():
        _answer(made, exercise, "wrong" if how == "wrong" else "right")
    if how == "typed":
        exercise, name, number = TYPED[week.number]
        cell(made, f"{exercise}-answer").source = f"{name} = {number}"
    if how == "damaged":
        first, second = (f"w{week.number:02}-q{number}" for number in (1, 2))
        made.cells.remove(cell(made, first))
        cell(made, second).source = "print('2 of 2 points')"
        doubled = cell(made, f"{second}-answer")
        made.cells.insert(2, nbformat.from_dict({**doubled, "id": "a-copy"}))
        cell(made, f"w{week.number:02}-q3-answer").metadata.pop("nbgrader")
    return made


def save(work: Path, week: Week, how: str) -> Path:
    """Her notebook in her folder, its one file but for the key. Returns its path."""
    path = work / "practice" / week.stem / f"{week.stem}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "key.json").write_bytes(week.key.read_bytes())
    nbformat.write(notebook(week, how), path)
    return path


def cell(made: NotebookNode, grade_id: str) -> NotebookNode:
    return next(one for one in made.cells if one.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def _answer(made: NotebookNode, exercise: Exercise, role: str) -> None:
    answers = [one for one in exercise.by_role(role) if len(one.cells) == 1]
    cell(made, f"{exercise.id}-answer").source = answers[0].cells[0]
