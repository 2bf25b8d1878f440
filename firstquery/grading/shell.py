"""Cells of a practice, and answers to it, run in a process of their own: one a (week, snapshot).

The process is a trial (firstquery.kernel.runner). What an answer can do to it (leave Python, run for ever, crash) is
that answer's result, "could not run", and costs the others nothing.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from firstquery.checks import arguments
from firstquery.checks.kind import Block
from firstquery.core.errors import UserError
from firstquery.grading import practice as practice_notebook
from firstquery.grading.answers import Answer, cells_of
from firstquery.grading.libraries import libraries
from firstquery.grading.practice import Test
from firstquery.review.held_out import held_out_repository
from firstquery.sandbox.limits import MIB, Limits
from firstquery.sandbox.trial import Running, Trial

#: Of one answer, which is the course's own: on a busy machine one that runs git many times takes half a minute, and a
#: right one that is stopped would have held-out data drawn again.
SECONDS = 60.0
PRACTICE_SECONDS = 60.0  # of a cell of the practice itself: the first ones import the libraries
GRACE = 10.0  # after that, before the process is stopped from outside
STARTUP = 90.0  # for the process to begin its first step, on a busy machine
#: Of all answers to a week together: each keeps what the practice's cells before it have made.
ROOM = Limits(memory=4096 * MIB, disk=256 * MIB, file_size=1024 * MIB, seconds=3600, output=256 * MIB)


@dataclass(frozen=True)
class Result:
    """What an answer gave. ``state`` is one of `judging.STATES`; ``failure`` says why it could not run."""

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


@dataclass(frozen=True)
class RunContext:
    """Where steps are run: the practice, the snapshot, the course; ``kinds`` are those whose magics its cells have.

    ``history`` is the snapshot whose history of the service goes with it, where that is another.
    """

    practice: Path
    warehouse: Path
    course: Path
    kinds: Collection[str]
    seconds: float = SECONDS
    progress: Callable[[str], None] = lambda what: None
    history: Path | None = None


def run(
    practice: Path,
    warehouse: str | Path,
    answers: Mapping[str, list[Answer]],
    kinds: Mapping[str, tuple[str, Any]] = MappingProxyType({}),
    *,
    course: Path,
    magics: Collection[str] = (),
    seconds: float = SECONDS,
    progress: Callable[[str], None] = lambda what: None,
) -> tuple[dict[str, Result], dict[Answer, Result]]:
    """The solutions of ``practice`` and all ``answers`` to it on one snapshot.

    ``answers`` maps an exercise to its answers, ``kinds`` to its kind and its questions; ``magics`` are further kinds
    whose magics the practice's cells have. Returns the references by exercise, and the answers' results by answer.
    Raises `UserError` when a cell of the practice itself could not run.
    """

    def list_steps(test: Test, where: str) -> Iterator[Step]:
        how = kinds.get(test.exercise, ())
        yield Step(f"reference {test.exercise}", (), test.name, where, *how)
        for answer in answers.get(test.exercise, []):
            yield Step(_id(answer), answer.cells, test.name, _id(answer), *how)

    named = {*magics, *(name for name, _ in kinds.values())}
    place = RunContext(practice, Path(warehouse), course, named, seconds, progress)
    found = _run_steps(_steps(practice, list_steps), place)
    references = {name.removeprefix("reference "): one for name, one in found.items() if name.startswith("reference ")}
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
    history: Path | None = None,
) -> dict[str, dict[str, Any]]:
    """Yield what the blocks of each exercise give, by role: the object called like the role. Raises `UserError`."""

    def block_id(exercise: str, block: Block) -> str:
        return f"{exercise} {block.role}: {block.name}"

    def list_steps(test: Test, where: str) -> Iterator[Step]:
        for block in blocks.get(test.exercise, []):
            at = block_id(test.exercise, block)
            yield Step(at, cells_of(block.code), block.role, at, whole=True)

    place = RunContext(practice, Path(warehouse), course, kinds, progress=progress, history=history)
    results = _run_steps(_steps(practice, list_steps), place)
    found: dict[str, dict[str, Any]] = {}
    for exercise, listed in blocks.items():
        for block in listed:
            at = block_id(exercise, block)
            result = results[at]
            if result.state != "answered" or result.payload is None:
                raise UserError(f"{practice.stem}: {at} gives nothing by the name {block.role} ({result.failure}).")
            found.setdefault(exercise, {})[block.role] = arguments.decode(result.payload["value"])
    return found


def _id(answer: Answer) -> str:
    return f"{answer.exercise} {answer.role}: {answer.name} (line {answer.line})"


def _steps(practice: Path, asked: Callable[[Test, str], Iterable[Step]]) -> list[Step]:
    """Return the cells of the practice, and at each test what is ``list_steps`` there.

    What stands behind the last test is left out: no answer needs it, and a wrong one may break it.
    """
    steps: list[Step] = []
    for cell in practice_notebook.read(practice):
        where = f"{practice.name}, cell {cell.number}"
        steps += asked(cell.test, where) if cell.test else [Step(f"cell {cell.number}", (cell.source,), None, where)]
    while steps and steps[-1].name is None:
        steps.pop()
    return steps


class _CellFailed(Exception):
    """A cell of the practice could not run: ``step``, and ``why``. ``before`` are the answers that ran before it."""

    def __init__(self, step: Step, why: str, before: list[Step]) -> None:
        self.step, self.why, self.before = step, why, before


def _run_steps(steps: list[Step], place: RunContext) -> dict[str, Result]:
    """Start the process, and start it again without the answer that took it down, until every step has a result."""
    found: dict[str, Result] = {}
    while todo := _remaining(steps, found):
        try:
            _run_once(todo, place, found)
        except _CellFailed as fault:
            at = f"{fault.step.where} of the practice could not run"
            if not fault.before:
                raise UserError(f"{at}: {fault.why}") from None
            culprit = _culprit(todo, fault, place)
            found[culprit.id] = Result("failed", None, f"After it, {at}: {fault.why}")
    return found


def _remaining(steps: list[Step], found: dict[str, Result]) -> list[Step]:
    """Return the cells of the practice, and what has no result yet; empty where all have one."""
    todo = [step for step in steps if step.id not in found]
    return todo if any(step.name for step in todo) else []


def _culprit(steps: list[Step], fault: _CellFailed, place: RunContext) -> Step:
    """The answer after which that cell fails: of those that ran before it, ever the half with which it still does."""
    suspects = fault.before
    upto = steps[: steps.index(fault.step) + 1]
    while len(suspects) > 1:
        half = suspects[: len(suspects) // 2]
        try:
            _run_once([step for step in upto if step.name is None or step in half], place, {})
            suspects = suspects[len(half) :]
        except _CellFailed:
            suspects = half
    return suspects[0]


def _run_once(steps: list[Step], place: RunContext, found: dict[str, Result]) -> None:
    """Run ``steps`` in a process for as long as it lives, and put their results into ``found``.

    Raises `_CellFailed`, and `UserError` where the process ends without an answer that has ended it.
    """
    todo = {step.id: step for step in steps}
    begun: Step | None = None
    ran: list[Step] = []
    ended = "It ended the process that ran it."
    with contextlib.closing(Running(_trial(steps, place))) as running:
        allowed = STARTUP
        try:
            while (said := running.line(allowed)) is not None:
                line, allowed = json.loads(said), max(place.seconds, PRACTICE_SECONDS) + GRACE
                step = todo[line["id"]]
                if line.get("begun"):
                    begun = step
                    place.progress(step.id)
                elif step.name is None and line["failure"]:
                    raise _CellFailed(step, line["failure"], ran)
                elif step.name is not None:
                    found[step.id] = Result(line["state"], line["payload"], line["failure"])
                    ran += [step] if step.cells else []
        except TimeoutError:
            ended = f"It ran for more than {place.seconds:g} seconds and could not be interrupted."
    if begun is not None and begun.name is not None and begun.id not in found:
        found[begun.id] = Result("failed", None, ended)
    elif any(step.name and step.id not in found for step in steps):
        raise UserError(f"{place.practice.name} could not be run: {ended}")


def _trial(steps: list[Step], place: RunContext) -> Trial:
    """The answers are the course's own: where this machine has no sandbox they are run all the same."""
    asked = {
        "seconds": place.seconds,
        "practice_seconds": max(place.seconds, PRACTICE_SECONDS),
        "kinds": sorted(place.kinds),
        "steps": [asdict(one) for one in steps],
    }
    drawn = place.history or place.warehouse
    repository = held_out_repository(place.course, drawn) if drawn.is_file() else None
    return Trial(
        command=["python", "-c", "from firstquery.kernel.runner import main; main()"],
        files={f"{place.practice.stem}/{place.practice.name}": place.practice.read_bytes()},
        folder=place.practice.stem,
        environment={"FIRSTQUERY_GRADER": "1"},
        stdin=json.dumps(asked),
        limits=ROOM,
        warehouse=place.warehouse,
        places={"FIRSTQUERY_SERVICE": repository} if repository else {},
        course=place.course,
        imports=libraries(),
    )
