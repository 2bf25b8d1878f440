"""Cells of a practice, and answers to it, run in a process of their own: one a (week, snapshot).

The process has an environment of its own: the snapshot is its warehouse, its folders are temporary. What an answer can
do to it (leave Python, run for ever, crash) is that answer's result, "could not run", and costs the others nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firstquery.grade import answers as answers_list
from firstquery.grade import practice as practice_notebook
from firstquery.grade.child import PRACTICE_SECONDS
from firstquery.sentence import Sentence

SECONDS = 20.0  # of one answer
GRACE = 10.0  # after that, before the process is stopped from outside
STARTUP = 90.0  # for the process to begin its first step, on a busy machine


@dataclass(frozen=True)
class Result:
    """What an answer gave. ``state`` is answered, blank, failed or missing; ``failure`` says why it could not run."""

    state: str
    payload: dict[str, Any] | None
    failure: str | None


@dataclass(frozen=True)
class Step:
    """``cells`` to run; an answer names what it binds in ``name`` (see firstquery.grade.child)."""

    id: str
    cells: tuple[str, ...]
    name: str | None
    where: str


def environment(warehouse: str | Path, work: Path, course: Path) -> dict[str, str]:
    """The environment of a process that answers for the grader: nothing of the caller's course, only these places."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("FIRSTQUERY_")}
    return {
        **kept,
        "FIRSTQUERY_COURSE": str(course),
        "FIRSTQUERY_GRADER": "1",
        "FIRSTQUERY_WAREHOUSE": str(warehouse),
        "FIRSTQUERY_WORK": str(work),
    }


def run(
    practice: Path,
    warehouse: str | Path,
    answers: Mapping[str, list[answers_list.Answer]],
    *,
    course: Path,
    seconds: float = SECONDS,
    progress: Callable[[str], None] = lambda what: None,
) -> tuple[dict[str, Result], dict[answers_list.Answer, Result]]:
    """The solutions of ``practice`` and all ``answers`` to it on one snapshot.

    ``answers`` maps an exercise to its answers. Returns the references by exercise, and the answers' results by answer.
    Raises `Sentence` when a cell of the practice itself could not run.
    """
    steps: list[Step] = []
    for cell in practice_notebook.read(practice):
        if cell.test is None:
            steps.append(Step(f"cell {cell.number}", (cell.source,), None, f"{practice.name}, cell {cell.number}"))
            continue
        exercise = cell.test.exercise
        steps.append(Step(f"reference {exercise}", (), cell.test.name, f"{practice.name}, cell {cell.number}"))
        for answer in answers.get(exercise, []):
            steps.append(Step(_id(answer), answer.cells, cell.test.name, _id(answer)))
    found = _run_steps(
        [step for step in steps if step.cells or step.name], practice, warehouse, course, seconds, progress
    )
    references = {
        step.id.removeprefix("reference "): found[step.id] for step in steps if step.id.startswith("reference ")
    }
    results = {answer: found[_id(answer)] for listed in answers.values() for answer in listed if _id(answer) in found}
    return references, results


def _id(answer: answers_list.Answer) -> str:
    return f"{answer.exercise} {answer.role}: {answer.name} (line {answer.line})"


def _run_steps(
    steps: list[Step],
    practice: Path,
    warehouse: str | Path,
    course: Path,
    seconds: float,
    progress: Callable[[str], None],
) -> dict[str, Result]:
    """Starts the process, and starts it again without the answer that took it down, until every step has a result."""
    found: dict[str, Result] = {}
    while True:
        todo = [step for step in steps if step.id not in found or step.name is None]
        if all(step.name is None for step in todo):
            return found
        with tempfile.TemporaryDirectory(prefix="first-query-") as folder:
            lines, ended = _child(todo, practice, warehouse, Path(folder), course, seconds, progress)
        begun = None
        for line in lines:
            if line.get("begun"):
                begun = line["id"]
                continue
            step = next(one for one in todo if one.id == line["id"])
            if step.name is None:
                if line["failure"]:
                    raise Sentence(f"{step.where} of the practice could not run: {line['failure']}")
                continue
            found[step.id] = Result(line["state"], line["payload"], line["failure"])
        fallen = next((step for step in todo if step.id == begun and step.id not in found and step.name), None)
        if fallen is not None:
            found[fallen.id] = Result("failed", None, ended or "It ended the process that ran it.")
        elif any(step.name and step.id not in found for step in todo):
            raise Sentence(f"{practice.name} could not be run: {ended or 'its process ended early.'}")


def _child(
    steps: list[Step],
    practice: Path,
    warehouse: str | Path,
    folder: Path,
    course: Path,
    seconds: float,
    progress: Callable[[str], None],
) -> tuple[list[dict[str, Any]], str | None]:
    """One process over ``steps``: the lines of its results, and why it ended when it did not end well."""
    request, results, work = folder / "request.json", folder / "results.jsonl", folder / "first-query"
    work.mkdir()
    place = folder / practice.stem
    place.mkdir()
    shutil.copy(practice, place)
    asked = [{"id": step.id, "cells": step.cells, "name": step.name} for step in steps]
    request.write_text(json.dumps({"seconds": seconds, "steps": asked}), encoding="utf-8")
    results.touch()
    errors = folder / "errors.txt"
    with errors.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "firstquery.grade.child", str(request), str(results)],
            cwd=place,
            env={**environment(warehouse, work, course), "IPYTHONDIR": str(folder / "ipython")},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
        ended = _watch(process, results, seconds, progress)
    text = results.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text[: text.rfind("\n") + 1].splitlines()]
    if ended is None and process.returncode:
        last = errors.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        ended = f"It ended the process that ran it ({last[-1] if last else f'exit code {process.returncode}'})."
    return lines, ended


def _watch(
    process: subprocess.Popen[bytes], results: Path, seconds: float, progress: Callable[[str], None]
) -> str | None:
    """Waits for ``process``; stops it when one step takes far too long. Returns why it had to be stopped."""
    size, since, allowed = 0, time.monotonic(), STARTUP
    try:
        while True:
            try:
                process.wait(0.05)
                return None
            except subprocess.TimeoutExpired:
                pass
            now = results.stat().st_size
            if now != size:
                size, since, allowed = now, time.monotonic(), max(seconds, PRACTICE_SECONDS) + GRACE
                progress(practice_step(results))
            elif time.monotonic() - since > allowed:
                return f"It ran for more than {seconds:g} seconds and could not be interrupted."
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def practice_step(results: Path) -> str:
    """The step that a process is at, from the file of its results."""
    with results.open("rb") as lines:
        lines.seek(max(0, results.stat().st_size - 200_000))
        for line in reversed(lines.read().splitlines()):
            if line.endswith(b'"begun": true}'):
                return str(json.loads(line)["id"])
    return ""
