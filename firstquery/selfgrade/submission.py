"""One practice through the grader's own steps: repaired, run on her held-out data, judged by its key, scored."""

from __future__ import annotations

import datetime as dt
import json
import logging
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.utils import determine_grade, is_grade, is_solution
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from firstquery.checks.keys import questions_half
from firstquery.checks.kind import kind
from firstquery.checks.kinds.value import SeveralCells, only_cell
from firstquery.checks.verdict import Verdict
from firstquery.core.course import Week
from firstquery.core.errors import UserError
from firstquery.grading import safe_html
from firstquery.grading.execute import ExecuteOnHeldOut
from firstquery.grading.files import copy_files
from firstquery.grading.former import released_cells
from firstquery.grading.judge import Judge
from firstquery.grading.judgement import NoVerdict, judge_answer
from firstquery.grading.repair.notebook import repair_by_release
from firstquery.grading.repair.release import Release, load_release
from firstquery.grading.sanitize import KEPT, REPAIR
from firstquery.grading.save import ABSENT
from firstquery.learner.numbers import format_number, number_in
from firstquery.learner.unsaved_answers import find_unsaved
from firstquery.selfgrade.result import ExerciseResult

Key = dict[str, Any]
log = logging.getLogger("firstquery.selfgrade")


@dataclass
class StagedCopy:
    """A repaired copy: the notebook, the name of the file that was graded and when it was saved, and what is said."""

    notebook: NotebookNode
    file: str
    saved: str
    notes: list[str] = field(default_factory=list)
    unsaved: list[str] = field(default_factory=list)

    @property
    def by_hand(self) -> float:
        """The points that a person gives for what is written in it."""
        graded = (cell.metadata.nbgrader for cell in self.notebook.cells if is_grade(cell) and is_solution(cell))
        return sum(float(said.get("points", 0)) for said in graded)


def stage(week: Week, folder: Path, place: Path, ran: Iterable[str] = (), patience: float = 0.0) -> StagedCopy:
    """Copy ``folder``, her practice, to ``place``, and repairs the notebook as the grader repairs a submission.

    Where she has run (``ran``, in order) what is not in the file yet, it is waited for, ``patience`` seconds at most.
    Raises `UserError` where the course has no release of the week.
    """
    releases = _releases(week)
    path = folder / f"{week.stem}.ipynb"
    named = {name for release in releases for name in release.by_name}
    not_saved = find_unsaved(path, ran, named, patience)
    saved = ""
    if path.exists():
        saved = dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone().isoformat(timespec="seconds")
    place.mkdir(parents=True)
    missed = copy_files(folder, place, log)
    wanted, notebook, findings = repair_by_release(folder, week.stem, releases, [])
    notes = [f"{exercise}: {sentence}" if exercise else sentence for exercise, sentence in findings.sentences()]
    if missed:
        notes.append(f"{missed[0]} could not be taken along.")
        for exercise in wanted.exercises:
            findings.doubt(exercise, f"Not all files could be taken along: {missed[0]} was left out.")
    notebook.metadata[REPAIR] = findings.as_json()
    return StagedCopy(notebook, path.name, saved, notes, not_saved)


def _releases(week: Week) -> list[Release]:
    """Return the practice as it is released, and those of former releases."""
    try:
        return [load_release(path, released_cells(path)) for path in (week.release, *week.former)]
    except (OSError, ValueError, KeyError):
        raise UserError(
            f"The course folder has no release of week {week.number}. Update the course, then give the command again."
        ) from None


class _Execute(ExecuteOnHeldOut):
    """On the data that it is given, in place of a cohort's."""

    places: tuple[Path, Path]
    asked: Key

    def data(self, assignment: str) -> tuple[Path, Path]:
        return self.places

    def questions(self, assignment: str) -> Key:
        return self.asked

    def start_new_kernel(self, **kwargs: Any) -> None:
        """What a kernel without a sandbox says of itself is nothing to her."""
        said = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} if self.unsafe else {}
        super().start_new_kernel(**{**said, **kwargs})


class _Judge(Judge):
    """By the key that it is given. It remembers what each answer was, to hold it against the data she has as well."""

    held_out: Key
    data: Path

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.hold_to_variant = False  # her name is not known here; `check` has held her to what she was told
        self.payloads: dict[str, dict[str, Any]] = {}
        self.verdicts: dict[str, Verdict] = {}

    def key(self, assignment: str) -> Key:
        return self.held_out

    def warehouse(self) -> Path:
        return self.data

    def _verdict(self, exercise: str, emitted: list[NotebookNode], *more: Any) -> Verdict:
        with suppress(NoVerdict):
            self.payloads[exercise] = self.payload(exercise, emitted).payload or {}
        self.verdicts[exercise] = super()._verdict(exercise, emitted, *more)
        return self.verdicts[exercise]

    def _leave_nothing(self, nb: NotebookNode, resources: ResourcesDict) -> None:
        """The run was in a copy, which goes as a whole."""


def marks(
    week: Week, notebook: NotebookNode, place: Path, warehouse: Path, key: Key, unsafe: bool
) -> tuple[list[ExerciseResult], str]:
    """Run and judges a repaired ``notebook``, whose files stand in ``place``. Beside: why it stopped early, or "".

    It is held against ``key``, that of ``warehouse``. ``unsafe``: without a sandbox.
    """
    for cell in notebook.cells:
        if cell.cell_type == "code":
            # Kept aside as by `sanitize.KeepOutputs`: feedback never shows what ran on the held-out data.
            cell.metadata[KEPT] = NotebookNode(outputs=cell.outputs, count=cell.execution_count)  # type: ignore[no-untyped-call]
            cell.outputs, cell.execution_count = [], None
    config: Config = PyFileConfigLoader("grader_config.py", path=str(week.course)).load_config()
    config.ExecuteOnHeldOut.unsafe = unsafe
    resources: Any = {"metadata": {"path": str(place)}, "nbgrader": {"student": "you", "assignment": week.stem}}
    execute, judge = _Execute(config=config), _Judge(config=config)  # type: ignore[call-arg]
    execute.log = judge.log = log
    execute.places, execute.asked = (week.course, warehouse), questions_half(key)
    judge.held_out, judge.data = key, warehouse
    notebook, resources = execute.preprocess(notebook, resources)
    notebook, resources = judge.preprocess(notebook, resources)
    told = resources["firstquery"]
    answers = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell.source for cell in notebook.cells}
    tests = {
        cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if is_grade(cell) and not is_solution(cell)
    }
    on_learning = _learning_key(week)
    found = []
    for name, entry in key["exercises"].items():
        if "practices" in key and name not in tests:
            continue  # an exercise of another release of this practice: all checks of hers are there
        title = str(entry["title"])
        if name not in tests:
            found.append(ExerciseResult(name, title, None, float(entry["points"]), "ungraded", ABSENT))
            continue
        points, most = determine_grade(tests[name], log)
        outcome, said = told["verdicts"][name]
        answer = str(answers.get(f"{name}-answer", ""))[: safe_html.LARGEST_HTML]
        given = None if name in told["ungraded"] else points
        found.append(
            ExerciseResult(name, title, given, most, outcome, said, answer, *_learning_value(name, judge, on_learning))
        )
    return found, execute.fault or ""


def _learning_key(week: Week) -> Key:
    """Return the exercises of the key that ships; without one, nothing is known of the data she has."""
    try:
        found: Key = json.loads(week.key.read_text(encoding="utf-8"))["exercises"]
    except (OSError, ValueError, KeyError):
        return {}
    return found


def _learning_value(name: str, judge: _Judge, on_learning: Key) -> tuple[str, bool]:
    """The right number of the data she has, where she found it there or here, and whether hers was typed in."""
    entry = on_learning.get(name, {})
    verdict, payload = judge.verdicts.get(name), judge.payloads.get(name)
    if verdict is None or not entry or not kind(entry["kind"]).reruns:
        return "", False
    is_typed = not verdict.right and bool(payload) and _is_right(entry, payload)
    number = _number(entry["expected"].get("answer"))
    if not number or not (is_typed or verdict.right):
        return "", is_typed
    held_out = judge.held_out["exercises"][name]
    # The same on any data: then it says nothing.
    return ("" if _is_right(held_out, entry["expected"]["answer"]) else number), is_typed


def _is_right(entry: dict[str, Any], payload: Any) -> bool:
    try:
        return judge_answer(entry, {"state": "answered", "payload": payload}).right
    except NoVerdict:
        return False


def _number(answer: Any) -> str:
    """Return the one number of a payload, written as people write it; empty where it is something else."""
    try:
        value = number_in(only_cell(answer))
    except (SeveralCells, KeyError, TypeError, AttributeError):
        return ""
    return "" if value is None else format_number(value)
