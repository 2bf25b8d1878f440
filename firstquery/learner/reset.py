"""`firstquery reset`: a practice, an exercise or a lesson as it came; the old copy is kept, and comes back.

In a notebook it is `firstquery.learner.open_notebook.reset`.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firstquery.core import course, records
from firstquery.core import files as whole
from firstquery.core.errors import UserError, quote_value
from firstquery.core.files import OLD_COPIES, put_aside
from firstquery.learner import workspace as learners_copy
from firstquery.learner.exercises import practice_of
from firstquery.learner.update import FULL, why

#: What JupyterLab 4 calls it, in English. The button that JupyterLab offers first would undo what was put back.
RELOAD = (
    "If it is open in JupyterLab and JupyterLab asks, because the file has changed on disk, choose Revert, not "
    "Overwrite: Overwrite would write the old text over it. If you still see the old text, choose File, then Reload "
    "Notebook from Disk."
)
UNDO = (
    "Points that you have earned stay. `firstquery reset --undo`, or `reset(undo=True)` in a cell of the notebook, "
    "brings the old text back."
)
#: The record of what was reset, for `undo`: the last one at the end.
RECORD = "resets"
MOST = 100

CellJson = dict[str, Any]
#: Puts a content in the place of a notebook's; of one exercise alone, where its id is given. Returns lines to show,
#: raises OSError.
Put = Callable[[Path, bytes, str | None], list[str]]


@dataclass(frozen=True)
class Target:
    """What is to be put back: the ``name`` of its file in the course's order, and one exercise of it, or all of it."""

    name: str
    exercise: str | None
    title: str
    former: Path | None = None  # of a former release, where she has that


def write(where: Path, content: bytes, exercise: str | None) -> list[str]:
    """Write the file. Returns what to do where it is open."""
    whole.write(where, content)
    return [RELOAD]


def reset(week: str, exercise: str | None = None, *, lesson: bool = False, put: Put = write) -> list[str]:
    """Put a week's practice, one exercise of it, or its lesson back as the course has it. Returns lines to show.

    ``week``: 3, week-NN, a stem, wNN-qN or start-here. ``exercise``: 2, q2 or wNN-qN. Raises UserError.
    """
    work = _work_folder()
    target = target_of(week, exercise, lesson)
    theirs = learners_copy.shipped_version(target.name, target.former)
    if theirs is None:
        raise UserError(f"The course has no {target.name}: start First Query once more, then try again.")
    where = work / target.name
    with _faults_as_sentences(work):
        if not where.exists():
            whole.write(where, theirs)
            return [f"{target.title} was not in your folder. It is there again: {target.name}"]
        here = where.read_bytes()
        new = theirs if target.exercise is None else _one_exercise(target, here, theirs)
        if new == here:
            return [f"{target.title} is as the course has it already. Nothing was changed."]
        kept = put_aside(work, target.name, here).relative_to(work).as_posix()
        entry = {
            "at": records.now(),
            "week": Path(target.name).stem,
            "name": target.name,
            "copy": kept,
            "exercise": target.exercise or "",
            "title": target.title,
        }
        records.update(RECORD, lambda record: {"version": 1, "resets": [*_entries(record), entry][-MOST:]})
        further = put(where, new, target.exercise)
    back = f"{target.title} is as the course has it again: {target.name}"
    return [back, f"What stood there is kept: {kept}", UNDO, *further]


def undo(week: str | None = None, *, put: Put = write) -> list[str]:
    """Bring back what the last `reset` replaced; of ``week`` alone, where one is named. Returns lines to show."""
    work = _work_folder()
    entries = _entries(records.read(RECORD) or {})
    entries = [one for one in entries if week is None or one["week"] == _stem(week)]
    if not entries:
        raise UserError(
            f"Nothing was reset{'' if week is None else ' in that week'} that could be brought back. "
            f"Old copies, if there are any, are in {work / OLD_COPIES}."
        )
    last = entries[-1]
    where, old = work / last["name"], work / last["copy"]
    try:
        before = old.read_bytes()
    except OSError:
        raise UserError(f"The old copy is not at {old} any more, so it cannot be brought back.") from None
    with _faults_as_sentences(work):
        here = where.read_bytes() if where.exists() else b""
        new = put_cells(here, before, last["exercise"]) if last["exercise"] and here else before
        kept = []
        if here:
            aside = put_aside(work, where.name, here).relative_to(work).as_posix()
            kept = [f"What stood there until now is kept: {aside}"]
        further = put(where, new, last["exercise"] or None)
        records.update(RECORD, lambda now: {"version": 1, "resets": [one for one in _entries(now) if one != last]})
    back = f"{last['title']} is as it was before the reset: {last['name']}"
    return [back, *kept, *further]


def _work_folder() -> Path:
    work = course.work_folder()
    course.refuse_folder(work, course.COURSE)
    if not work.is_dir():
        raise UserError(f"There is no folder {work} yet, so nothing can be put back in it: `firstquery lab` makes it.")
    return work


def target_of(week: str, exercise: str | None, lesson: bool) -> Target:
    """Return what is meant by a week and an exercise, as `reset` takes them. Raises `UserError`."""
    stem = _stem(week)
    if stem == "start-here":
        return Target("start-here.ipynb", None, "Start here")
    one = course.week(stem)
    asked = exercise if exercise is not None else week if course.EXERCISE.fullmatch(week.strip().lower()) else None
    if lesson:
        if asked is not None:
            raise UserError("A lesson has no exercises: name the exercise, or --lesson, and not both.")
        return Target(f"{stem}.ipynb", None, f"The lesson of week {one.number}")
    name = f"practice/{stem}/{stem}.ipynb"
    if asked is None:
        return Target(name, None, f"The practice of week {one.number}")
    known = [cell.id for cell in course.cells_in(practice_of(one)) if course.EXERCISE.fullmatch(cell.id)]
    number = re.fullmatch(rf"(?:w{one.number:02}-)?q?0*(\d+)(?:v\d+)?", asked.strip().lower())
    wanted = next((name for name in known if number and course.number_of(name) == int(number[1])), "")
    if not wanted:
        raise UserError(
            f"Week {one.number} has no exercise {quote_value(asked.strip())!r}. "
            f"It has: {', '.join(known) or 'none yet'}."
        )
    title = f"Exercise {course.number_of(wanted)} of week {one.number}"
    return Target(name, wanted, title, None if practice_of(one) == one.release else practice_of(one))


def _stem(week: str) -> str:
    """Return the stem of the week named. Raises `UserError` where there is no such week, with those that there are."""
    text = week.strip().lower().removesuffix(".ipynb")
    if not text:
        raise UserError("Which week? For instance `firstquery reset 3`, or `firstquery reset 3 2` for its exercise 2.")
    if text in ("start-here", "start"):
        return "start-here"
    short = re.fullmatch(r"(?:week[- ]?|w)(\d{1,2})", text)
    return course.week(str(int(short[1])) if short else text).stem


def _one_exercise(target: Target, here: bytes, theirs: bytes) -> bytes:
    assert target.exercise is not None
    try:
        return put_cells(here, theirs, target.exercise)
    except ValueError:
        raise UserError(
            f"{target.name} cannot be read as a notebook, so one exercise of it cannot be put back. "
            f"`firstquery reset {target.exercise[1:3]}` puts all of it back and keeps this file as an old copy."
        ) from None


@contextlib.contextmanager
def _faults_as_sentences(work: Path) -> Iterator[None]:
    """Raise `UserError` for what fails while we write; what was there stands."""
    try:
        yield
    except OSError as fault:
        if fault.errno in FULL:
            raise UserError("The disk is full, so nothing was changed: free some room and try again.") from None
        name = fault.filename or work
        raise UserError(f"{name} cannot be written to ({why(fault)}), so nothing was changed.") from None


def _entries(record: records.Record) -> list[dict[str, str]]:
    """Return the resets of a record, without what was damaged."""
    found = record.get("resets")
    needed = {"week", "name", "copy", "exercise", "title"}
    return [one for one in (found if isinstance(found, list) else []) if isinstance(one, dict) and needed <= set(one)]


def put_cells(hers: bytes, theirs: bytes, exercise: str) -> bytes:
    """Return the notebook ``hers`` with the cells of ``exercise`` as ``theirs`` has them, outputs and all.

    A cell that is not there any more goes behind the one that comes before it in ``theirs``. Every other cell, also one
    that she put between them, stays as it is. Raises ValueError where either is no notebook.
    """
    mine, other = _read(hers), _read(theirs)
    cells: list[CellJson] = mine["cells"]
    after = -1
    for cell in other["cells"]:
        at = next((at for at, one in enumerate(cells) if _names(one) & _names(cell)), None)
        if belongs(cell, exercise):
            if at is None:
                at = after + 1
                cells.insert(at, cell)
            cells[at] = cell
        after = after if at is None else at
    return (json.dumps(mine, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


def belongs(cell: CellJson, exercise: str) -> bool:
    """Whether the course has this cell for ``exercise``: its text, its answer, its check, and what else it needs."""
    said = cell.get("metadata", {}).get("firstquery", {}).get("exercise")
    return said == exercise or any(name == exercise or name.startswith(f"{exercise}-") for name in _names(cell))


def _names(cell: CellJson) -> set[str]:
    """Return the id and the grade id of a cell, by which it is found again."""
    metadata = cell.get("metadata")
    graded = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return {str(cell.get("id") or ""), str((graded or {}).get("grade_id") or "")} - {""}


def _read(content: bytes) -> dict[str, Any]:
    found = json.loads(content)
    cells = found.get("cells") if isinstance(found, dict) else None
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise ValueError("This is no notebook.")
    return found  # type: ignore[no-any-return]
