"""Mutants, run and judged: on held-out data first, and what is right there on all other data too.

A mutant is *told* where the check refuses it on the held-out data, *equal* where it gives the same as the right answer
that it was made from on all data, and *allowed* where it gives something else that the check takes on all data (another
order of rows, where none is asked for). It is a *survivor* where it is right on the held-out data and refused on some
others, or where it moves a bound and no row of all the data tells: a learner who makes that slip is told that she is
right. A survivor that answers.py calls the *same* is none.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from firstquery.checks.verdict import Verdict, could_not_run
from firstquery.checks.words import wording
from firstquery.core.course import settings
from firstquery.core.warehouse import builder, learning, warehouse_of
from firstquery.grading import keys, practice, shell
from firstquery.grading.answers import Answer, Exercise
from firstquery.grading.judgement import NoVerdict, judge_answer
from firstquery.grading.keys import Source, WeekAnswers
from firstquery.grading.mutants.answer import Mutant, mutants_of, schema_of
from firstquery.grading.mutants.figure_operators import ABSENT
from firstquery.grading.prove import drawn_snapshot, snapshot_for_proof
from firstquery.grading.shell import Result

DRAWS = 8  # of held-out data, beside the learning data and those of the proof
DRAWS_OF_PROGRAMS = 2  # of which an answer that runs as a program is tried on, since each run takes seconds
SECONDS = 10.0  # of one mutant: many of them never end
AT_ONCE = 120  # mutants that one process runs, since it keeps what they leave behind
NO_DATA = "no data"  # where a survivor would be told
TOLD, EQUAL, ALLOWED, SAME, SURVIVOR = "told", "equal", "allowed", "same", "survivor"


@dataclass(frozen=True)
class Fate:
    """What became of one mutant: its ``outcome``, what was ``said``, and ``where`` a survivor would be told.

    ``change`` is what was done to the answer ``right``, and in which line; ``code`` is that of the finding said first.
    """

    exercise: str
    change: str
    right: str
    outcome: str
    said: str
    where: str = ""
    cells: tuple[str, ...] = ()
    code: str = ""


@dataclass
class Trial:
    """The mutants of one exercise: how many ``made`` there are, and the fate of each that was tried."""

    exercise: str
    kind: str
    made: int
    fates: list[Fate] = field(default_factory=list)
    idle: list[str] = field(default_factory=list)  # names that answers.py calls the same, and no mutant needs

    def count(self, outcome: str) -> int:
        """Return how many mutants came to that outcome."""
        return sum(fate.outcome == outcome for fate in self.fates)


@dataclass
class _Snapshot:
    """Data that mutants are judged on: the week's references there, and its key."""

    name: str
    answered: WeekAnswers
    key: dict[str, Any]


def seeds_of(course: Path) -> list[int]:
    """Return the seeds of the further held-out data: none where the course draws no data."""
    if builder(course) is None:
        return []
    seeds = settings(course).seeds
    own = list(dict.fromkeys(seeds.learners))
    return [*own, *(seeds.proof + number for number in range(1, DRAWS + 1 - len(own)))]


def try_mutants(
    source: Source,
    exercises: Collection[str] | None = None,
    progress: Callable[[str, int, int], None] = lambda exercise, done, total: None,
) -> list[Trial]:
    """Return what becomes of the mutants of a week's right answers, by exercise; of those named, where some are.

    Raises `UserError`. ``progress`` is told an exercise and how many of its mutants are done.
    """
    course = source.course
    data = learning(course)
    on_learning = source.run("learning", keys.require_file(data), answers={})
    told = builder(course)
    # Drawn data are always the same ones: docs/truth.md is about them. Else there is one extract.
    held_out = drawn_snapshot(course, settings(course).seeds.proof) if told else snapshot_for_proof(course)
    # The listed wrong answers are run there, too: their messages are part of what is told.
    answered = source.run("held-out", held_out)
    first = _Snapshot("held-out", answered, keys.key(source, answered, on_learning))
    others = [_Snapshot("learning", on_learning, keys.key(source, on_learning))]

    def draw(seed: int) -> _Snapshot:
        on_draw = source.run("held-out", drawn_snapshot(course, seed), answers={})
        return _Snapshot(f"seed {seed}", on_draw, keys.key(source, on_draw))

    workers = os.cpu_count() or 2
    seeds = seeds_of(course)
    with ProcessPoolExecutor(workers, get_context("spawn")) as processes:  # a draw has a processor for itself
        list(processes.map(partial(drawn_snapshot, course), seeds))
    with ThreadPoolExecutor(workers) as pool:
        others += pool.map(draw, seeds)
    last_day = told.dictionary().last_day if hasattr(told, "dictionary") else None
    schema = schema_of(warehouse_of(source.stem, course, data))
    asked = [one for name, one in source.exercises().items() if exercises is None or name in exercises]
    cells = practice.read(source.practice)
    tests, above = practice.tests(cells), _cells_above(cells)
    made = [(one, *mutants_of(one, tests[one.id].name, schema, last_day, above[one.id])) for one in asked]
    for exercise, mutants, _ in made:
        progress(exercise.id, 0, len(mutants))
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(lambda one: _try(source, one[0], first, others, one[1:], progress), made))


def _cells_above(cells: Sequence[practice.CodeCell]) -> dict[str, list[str]]:
    """Return what stands in the code cells above each test, by its exercise."""
    return {
        one.test.exercise: [cell.source for cell in cells[:at] if cell.test is None]
        for at, one in enumerate(cells)
        if one.test
    }


def _try(
    source: Source,
    exercise: Exercise,
    first: _Snapshot,
    others: Sequence[_Snapshot],
    mutants: tuple[list[Mutant], int],
    progress: Callable[[str, int, int], None],
) -> Trial:
    """Return the trial of one exercise's mutants: those that are right on ``first`` are tried on ``others``."""
    made, total = mutants
    trial = Trial(exercise.id, exercise.kind, total)
    passed: dict[Mutant, bool] = {}  # and whether it gave the same as its right answer so far
    for start in range(0, len(made), AT_ONCE):
        batch = made[start : start + AT_ONCE]
        results = _run(source, exercise, [one.answer for one in batch], first)
        for mutant in batch:
            if ABSENT in (results[mutant.answer].failure or ""):
                trial.made -= 1
                continue
            verdict, said = _judge(exercise, results[mutant.answer], first)
            if verdict.right:
                passed[mutant] = _values(results[mutant.answer]) == _values(first.answered.results[mutant.right])
            else:
                trial.fates.append(replace(_fate(mutant, TOLD, said), code=_code(verdict)))
        progress(exercise.id, min(start + AT_ONCE, len(made)), len(made))
    for other in others[: 1 + DRAWS_OF_PROGRAMS] if exercise.its_kind.runs else others:
        if not passed or (other.name != "learning" and not exercise.its_kind.reruns):
            continue
        results = _run(source, exercise, [*{one.right for one in passed}, *(one.answer for one in passed)], other)
        for mutant in list(passed):
            verdict, said = _judge(exercise, results[mutant.answer], other)
            passed[mutant] &= _values(results[mutant.answer]) == _values(results[mutant.right])
            if not verdict.right:
                del passed[mutant]
                trial.fates.append(_fate(mutant, SURVIVOR, said, other.name))
    for mutant, alike in passed.items():
        if mutant.is_bound:
            trial.fates.append(_fate(mutant, SURVIVOR, "", NO_DATA))
        else:
            trial.fates.append(_fate(mutant, EQUAL if alike else ALLOWED, ""))
    survivors = [fate.change for fate in trial.fates if fate.outcome == SURVIVOR]
    trial.idle = [name for name in exercise.same if not any(_is_called(one, name) for one in survivors)]
    trial.fates = [
        replace(fate, outcome=SAME)
        if fate.outcome == SURVIVOR and any(_is_called(fate.change, name) for name in exercise.same)
        else fate
        for fate in trial.fates
    ]
    return trial


def _is_called(change: str, name: str) -> bool:
    """Return whether answers.py means that change: with its line, or wherever it stands."""
    return change == name or change.startswith(f"{name}, line ")


def _code(verdict: Verdict) -> str:
    return verdict.findings[0].code if verdict.findings else ""


def _fate(mutant: Mutant, outcome: str, said: str, where: str = "") -> Fate:
    answer = mutant.answer
    return Fate(answer.exercise, mutant.change, mutant.right.name, outcome, said, where, answer.cells)


def _run(source: Source, exercise: Exercise, answers: list[Answer], snapshot: _Snapshot) -> dict[Answer, Result]:
    answered = snapshot.answered
    kinds = {exercise.id: (exercise.kind, answered.questions[exercise.id])}
    asked = warehouse_of(source.stem, source.course, answered.warehouse)
    listed = {exercise.id: answers}
    magics = {entry["kind"] for entry in snapshot.key["exercises"].values()}
    _, results = shell.run(source.practice, asked, listed, kinds, course=source.course, magics=magics, seconds=SECONDS)
    return results


def _judge(exercise: Exercise, result: Result, snapshot: _Snapshot) -> tuple[Verdict, str]:
    """Return the verdict on what a mutant gave, and what a learner would be told."""
    entry = snapshot.key["exercises"][exercise.id]
    try:
        message = {"state": result.state, "payload": result.payload}
        verdict = judge_answer(entry, message, snapshot.answered.materials[exercise.id].trial)
    except NoVerdict as fault:
        return could_not_run("unsound"), str(fault)
    words = wording(verdict, entry["kind"])
    return verdict, result.failure or " ".join([words.message, *words.details]).strip()


def _values(result: Result) -> str:
    """Return what an answer gave as text, but for how its query is written."""
    said = {name: value for name, value in (result.payload or {}).items() if name not in ("sorted_by_query", "clauses")}
    return json.dumps(said, sort_keys=True, default=str)
