"""What is graded: the saved state of her practice, repaired by the release and copied to a folder of the run."""

from __future__ import annotations

import datetime as dt
import json
import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from firstquery.core.course import Week
from firstquery.core.errors import UserError
from firstquery.grading.files import copy_files
from firstquery.grading.metadata import REPAIR
from firstquery.grading.repair.cells import first_line, strip_ends
from firstquery.grading.repair.notebook import repair_submission
from firstquery.grading.repair.read import read_file
from firstquery.grading.repair.release import Release, load_release

log = logging.getLogger("firstquery.selfgrade")


@dataclass
class Staged:
    """A repaired copy: the notebook, the name of the file that was graded and when it was saved, and what is said."""

    notebook: NotebookNode
    file: str
    saved: str
    notes: list[str] = field(default_factory=list)
    unsaved: list[str] = field(default_factory=list)


def stage(week: Week, folder: Path, place: Path, ran: Iterable[str] = (), patience: float = 0.0) -> Staged:
    """Copies ``folder``, her practice, to ``place``, and repairs the notebook as the grader repairs a submission.

    Where she has run (``ran``, in order) what is not in the file yet, it is waited for, ``patience`` seconds at most.
    Raises `UserError` where the course has no release of the week.
    """
    wanted = _expected(week)
    last = _last(ran, wanted)
    until = time.monotonic() + patience
    path = folder / f"{week.stem}.ipynb"
    while (unsaved := _unsaved(path, last)) and time.monotonic() < until:
        time.sleep(0.05)
    saved = _time(path)
    place.mkdir(parents=True)
    missed = copy_files(folder, place, {path.name}, log)
    notebook, findings = repair_submission(folder, week.stem, wanted, [])
    notes = [f"{exercise}: {sentence}" if exercise else sentence for exercise, sentence in findings.sentences()]
    notes += [f"{missed[0]} could not be taken along."] if missed else []
    if missed:
        for exercise in wanted.exercises:
            findings.doubt(exercise, f"Not all files could be taken along: {missed[0]} was left out.")
    notebook.metadata[REPAIR] = findings.as_json()
    return Staged(notebook, path.name, saved, notes, unsaved)


def learning_key(week: Week) -> dict[str, Any]:
    """The key that ships; without one, nothing is known of the data she has."""
    try:
        found: dict[str, Any] = json.loads(week.key.read_text(encoding="utf-8"))
        return found
    except (OSError, ValueError):
        return {}


def _expected(week: Week) -> Release:
    """As `repair.release.gradebook_cells` has it: of the release itself, from which a gradebook gets it."""
    try:
        cells = json.loads(week.release.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        raise UserError(
            f"The course folder has no release of week {week.number}. Update the course, then give the command again."
        ) from None
    graded = {
        said["grade_id"]: {
            "source": "".join(cell["source"]),
            "cell_type": cell["cell_type"],
            "nbgrader": {"task": False, **said, "cell_type": cell["cell_type"]},
        }
        for cell in cells
        if (said := cell["metadata"].get("nbgrader"))
    }
    return load_release(week.release, graded)


def _last(ran: Iterable[str], wanted: Release) -> dict[str, str]:
    """What was run last for each answer that its first line names."""
    last = {}
    for source in ran:
        name = first_line(source)[0]
        if name in wanted.by_name:
            last[str(name)] = strip_ends(source)
    return last


def _unsaved(path: Path, last: dict[str, str]) -> list[str]:
    """The names of ``last`` for which the file has something else."""
    if not last:
        return []
    found = read_file(path, [])
    there = {cell.name: cell.text for cell in found.cells} if found else {}
    return [name for name, text in last.items() if name in there and there[name] != text]


def _time(path: Path) -> str:
    """When the file was saved: local time to the second, ISO; an empty text where there is no such file."""
    try:
        return dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone().isoformat(timespec="seconds")
    except OSError:
        return ""
