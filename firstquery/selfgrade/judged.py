"""The grader's own steps on one practice: run on her held-out data, judged by its key, scored as nbgrader scores."""

from __future__ import annotations

import logging
import subprocess
from contextlib import suppress
from dataclasses import dataclass
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
from firstquery.grading import safe_html
from firstquery.grading.execute import ExecuteOnHeldOut
from firstquery.grading.judge import ABSENT, Judge
from firstquery.grading.judgement import Unjudged, judge_answer
from firstquery.grading.metadata import KEPT
from firstquery.learner.numbers import number_in, written
from firstquery.selfgrade.told import Mark

Key = dict[str, Any]
log = logging.getLogger("firstquery.selfgrade")


class _Execute(ExecuteOnHeldOut):
    """On the data that it is given, in place of a cohort's."""

    places: tuple[Path, Path]
    asked: Key

    def data(self) -> tuple[Path, Path]:
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
        with suppress(Unjudged):
            self.payloads[exercise] = self.payload(exercise, emitted).payload or {}
        self.verdicts[exercise] = super()._verdict(exercise, emitted, *more)
        return self.verdicts[exercise]

    def _leave_nothing(self, nb: NotebookNode, resources: ResourcesDict) -> None:
        """The run was in a copy, which goes as a whole."""


@dataclass(frozen=True)
class Sides:
    """What an answer is held against: the key of ``warehouse``, held out, and ``on_learning``, the one that ships."""

    course: Path
    warehouse: Path
    key: Key
    on_learning: Key


def policies(course: Path, unsafe: bool) -> Config:
    """The limits of grader_config.py. ``unsafe``: without a sandbox."""
    config = PyFileConfigLoader("grader_config.py", path=str(course)).load_config()
    config.ExecuteOnHeldOut.unsafe = unsafe
    return config


def marks(notebook: NotebookNode, place: Path, sides: Sides, config: Config) -> tuple[list[Mark], str]:
    """Runs and judges a repaired ``notebook``, whose files stand in ``place``. Beside: why it stopped early, or ""."""
    key = sides.key
    for cell in notebook.cells:
        if cell.cell_type == "code":
            # Kept aside as by `judge.KeepOutputs`: feedback never shows what ran on the held-out data.
            cell.metadata[KEPT] = NotebookNode(outputs=cell.outputs, count=cell.execution_count)  # type: ignore[no-untyped-call]
            cell.outputs, cell.execution_count = [], None
    stem = str(key["week"])
    resources: Any = {"metadata": {"path": str(place)}, "nbgrader": {"student": "you", "assignment": stem}}
    execute, judge = _Execute(config=config), _Judge(config=config)  # type: ignore[call-arg]
    execute.log = judge.log = log
    execute.places, execute.asked = (sides.course, sides.warehouse), questions_half(key)
    judge.held_out, judge.data = key, sides.warehouse
    notebook, resources = execute.preprocess(notebook, resources)
    notebook, resources = judge.preprocess(notebook, resources)
    told = resources["firstquery"]
    answers = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell.source for cell in notebook.cells}
    found = {}
    for cell in notebook.cells:
        if is_grade(cell) and not is_solution(cell):
            name = cell.metadata.nbgrader.grade_id
            points, most = determine_grade(cell, log)
            ungraded = name in told["ungraded"]
            outcome, said = told["verdicts"][name]
            found[name] = Mark(
                name,
                str(key["exercises"].get(name, {}).get("title", "")),
                None if ungraded else points,
                most,
                outcome,
                said,
                showing_text(answers.get(f"{name}-answer", "")),
                *_here(name, judge, sides.on_learning),
            )
    for name, entry in key["exercises"].items():
        if name not in found:
            found[name] = Mark(name, str(entry["title"]), None, float(entry["points"]), "ungraded", ABSENT)
    return [found[name] for name in key["exercises"]], execute.fault or ""


def by_hand(notebook: NotebookNode) -> float:
    """The points that a person gives for what is written in it."""
    graded = (cell.metadata.nbgrader for cell in notebook.cells if is_grade(cell) and is_solution(cell))
    return sum(float(said.get("points", 0)) for said in graded)


def showing_text(source: Any) -> str:
    return str(source)[: safe_html.LARGEST_HTML]


def _here(name: str, judge: _Judge, on_learning: Key) -> tuple[str, bool]:
    """The right number of the data she has, where she found it there or here, and whether hers was typed in."""
    entry = on_learning.get("exercises", {}).get(name, {})
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
    except Unjudged:
        return False


def _number(answer: Any) -> str:
    """The one number of a payload, written as people write it; empty where it is something else."""
    try:
        value = number_in(only_cell(answer))
    except (SeveralCells, KeyError, TypeError, AttributeError):
        return ""
    return "" if value is None else written(value)
