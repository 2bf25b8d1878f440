"""Cells of a practice, and answers to it, run in a process of their own: one a (week, snapshot).

The process is a trial (firstquery.kernel.runner). What an answer can do to it (leave Python, run for ever, crash) is
that answer's result, "could not run", and costs the others nothing.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from firstquery.checks import arguments
from firstquery.checks.kind import Block
from firstquery.core.errors import UserError
from firstquery.grading import answers as answers_list
from firstquery.grading import practice as practice_notebook
from firstquery.grading.libraries import libraries
from firstquery.pulls.held_out import beside
from firstquery.sandbox.limits import MIB, Limits
from firstquery.sandbox.trial import Running, Trial

SECONDS = 20.0  # of one answer
PRACTICE_SECONDS = 60.0  # of a cell of the practice itself: the first ones import the libraries
GRACE = 10.0  # after that, before the process is stopped from outside
STARTUP = 90.0  # for the process to begin its first step, on a busy machine
#: Of all answers to a week together: each keeps what the practice's cells before it have made.
ROOM = Limits(memory=4096 * MIB, disk=256 * MIB, file_size=1024 * MIB, seconds=3600, output=256 * MIB)


@dataclass(frozen=True)
class Result:
    """What an answer gave. ``state`` is answered, blank, failed or missing; ``failure`` says why it could not run."""

    state: str
    payload: dict[str, Any] | None
    failure: str | None


@dataclass(frozen=True)
class Step:
    """``cells`` to run; an answer names what it binds in ``name``, and its ``kind`` (see firstquery.kernel.runner).

    ``whole``: what it binds comes back as it is, and not as a payload.
    """

    id: str
    cells: tuple[str, ...]
    name: str | None
    where: str
    kind: str = ""
    questions: Any = None
    whole: bool = False


def run(
    practice: Path,
    warehouse: str | Path,
    answers: Mapping[str, list[answers_list.Answer]],
    kinds: Mapping[str, tuple[str, Any]] = MappingProxyType({}),
    *,
    course: Path,
    seconds: float = SECONDS,
    progress: Callable[[str], None] = lambda what: None,
) -> tuple[dict[str, Result], dict[answers_list.Answer, Result]]:
    """The solutions of ``practice`` and all ``answers`` to it on one snapshot.

    ``answers`` maps an exercise to its answers, ``kinds`` to its kind and its questions. Returns the references by
    exercise, and the answers' results by answer.
    Raises `UserError` when a cell of the practice itself could not run.
    """
    steps: list[Step] = []
    for cell in practice_notebook.read(practice):
        if cell.test is None:
            steps.append(Step(f"cell {cell.number}", (cell.source,), None, f"{practice.name}, cell {cell.number}"))
            continue
        exercise = cell.test.exercise
        where = f"{practice.name}, cell {cell.number}"
        steps.append(Step(f"reference {exercise}", (), cell.test.name, where, *kinds.get(exercise, ())))
        for answer in answers.get(exercise, []):
            steps.append(Step(_id(answer), answer.cells, cell.test.name, _id(answer), *kinds.get(exercise, ())))
    while steps and steps[-1].name is None:  # behind the last test: no answer needs it, and a wrong one may break it
        steps.pop()
    steps = [step for step in steps if step.cells or step.name]
    found = _run_steps(steps, {name for name, _ in kinds.values()}, practice, warehouse, course, seconds, progress)
    references = {
        step.id.removeprefix("reference "): found[step.id] for step in steps if step.id.startswith("reference ")
    }
    results = {answer: found[_id(answer)] for listed in answers.values() for answer in listed if _id(answer) in found}
    return references, results


def values(
    practice: Path,
    warehouse: str | Path,
    blocks: Mapping[str, Sequence[Block]],
    *,
    kinds: Collection[str] = (),
    course: Path,
    progress: Callable[[str], None] = lambda what: None,
) -> dict[str, dict[str, Any]]:
    """What the blocks of each exercise give, by role: the object called like the role. Raises `UserError`.

    ``kinds`` are those of all exercises of the practice: its cells have their magics.
    """
    steps: list[Step] = []
    for cell in practice_notebook.read(practice):
        if cell.test is None:
            steps.append(Step(f"cell {cell.number}", (cell.source,), None, f"{practice.name}, cell {cell.number}"))
            continue
        for block in blocks.get(cell.test.exercise, []):
            at = f"{cell.test.exercise} {block.role}: {block.name}"
            steps.append(Step(at, answers_list.cells_of(block.code), block.role, at, whole=True))
    while steps and steps[-1].name is None:
        steps.pop()
    results = _run_steps(steps, kinds, practice, warehouse, course, SECONDS, progress)
    found: dict[str, dict[str, Any]] = {}
    for exercise, listed in blocks.items():
        for block in listed:
            at = f"{exercise} {block.role}: {block.name}"
            result = results[at]
            if result.state != "answered" or result.payload is None:
                raise UserError(f"{practice.stem}: {at} gives nothing by the name {block.role} ({result.failure}).")
            found.setdefault(exercise, {})[block.role] = arguments.decode(result.payload["value"])
    return found


def _id(answer: answers_list.Answer) -> str:
    return f"{answer.exercise} {answer.role}: {answer.name} (line {answer.line})"


def _run_steps(
    steps: list[Step],
    kinds: Collection[str],
    practice: Path,
    warehouse: str | Path,
    course: Path,
    seconds: float,
    progress: Callable[[str], None],
) -> dict[str, Result]:
    """Starts the process, and starts it again without the answer that took it down, until every step has a result."""
    found: dict[str, Result] = {}
    while True:
        todo = {step.id: step for step in steps if step.id not in found or step.name is None}
        if all(step.name is None for step in todo.values()):
            return found
        begun: Step | None = None
        ended = "It ended the process that ran it."
        trial = _trial(list(todo.values()), kinds, practice, Path(warehouse), course, seconds)
        with contextlib.closing(Running(trial)) as running:
            allowed = STARTUP
            try:
                while (said := running.line(allowed)) is not None:
                    line, allowed = json.loads(said), max(seconds, PRACTICE_SECONDS) + GRACE
                    step = todo[line["id"]]
                    if line.get("begun"):
                        begun = step
                        progress(step.id)
                    elif step.name is not None:
                        found[step.id] = Result(line["state"], line["payload"], line["failure"])
                    elif line["failure"]:
                        raise UserError(f"{step.where} of the practice could not run: {line['failure']}")
            except TimeoutError:
                ended = f"It ran for more than {seconds:g} seconds and could not be interrupted."
        if begun is not None and begun.name is not None and begun.id not in found:
            found[begun.id] = Result("failed", None, ended)
        elif any(step.name and step.id not in found for step in todo.values()):
            raise UserError(f"{practice.name} could not be run: {ended}")


def _trial(
    steps: list[Step], kinds: Collection[str], practice: Path, warehouse: Path, course: Path, seconds: float
) -> Trial:
    """The answers are the course's own: where this machine has no sandbox they are run all the same."""
    asked = {
        "seconds": seconds,
        "practice_seconds": max(seconds, PRACTICE_SECONDS),
        "kinds": sorted(kinds),
        "steps": [asdict(one) for one in steps],
    }
    repository = beside(course, warehouse) if warehouse.is_file() else None
    return Trial(
        command=["python", "-c", "from firstquery.kernel.runner import main; main()"],
        files={f"{practice.stem}/{practice.name}": practice.read_bytes()},
        folder=practice.stem,
        environment={"FIRSTQUERY_GRADER": "1"},
        stdin=json.dumps(asked),
        limits=ROOM,
        warehouse=warehouse,
        places={"FIRSTQUERY_SERVICE": repository} if repository else {},
        course=course,
        imports=libraries(),
    )
