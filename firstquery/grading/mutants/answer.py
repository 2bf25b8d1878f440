"""The mutants of a right answer: which operators change it is said by the magic of its cells and by its kind."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from firstquery.core.files import read_only_address
from firstquery.core.warehouse import builder, learning, warehouse_of
from firstquery.grading import practice
from firstquery.grading.answers import Answer, Exercise
from firstquery.grading.keys import Source
from firstquery.grading.mutants import (
    assert_operators,
    figure_operators,
    model_operators,
    python_operators,
    review_operators,
    text_operators,
)
from firstquery.grading.mutants.sql_operators import Change, Schema

ROLE = "mutant"
#: The most mutants of an exercise whose answers are run as programs: each takes seconds.
SAMPLE = 40
#: Kinds whose answers are changed where they have been made, and not in their text alone.
_BESIDE = {"chart": figure_operators.mutate, "review": review_operators.mutate}


def schema_of(warehouse: Path) -> Schema:
    """Return the columns of a SQLite file by table, each with its type."""
    with closing(sqlite3.connect(read_only_address(warehouse.absolute()), uri=True)) as database:
        tables = [
            name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
        ]
        return {
            name: {column[1]: column[2] for column in database.execute(f"PRAGMA table_info('{name}')")}
            for name in tables
        }


@dataclass(frozen=True)
class Mutant:
    """One change of a right answer: ``answer`` as it is run, ``right`` what it was made from.

    ``is_claim``: it is of a claim of tests, and in every sample.
    """

    answer: Answer
    right: Answer
    change: str
    is_bound: bool
    is_claim: bool = False


def mutants_of(
    exercise: Exercise, name: str, schema: Schema, last_day: date | None = None, above: Sequence[str] = ()
) -> tuple[list[Mutant], int]:
    """Return the mutants of an exercise's right answers, each text once, and how many there are in all.

    ``name`` is what the answer is bound to, ``above`` are the practice's cells before it. A bound that is moved behind
    ``last_day`` of the data is the same question.
    Of a kind that runs programs they are a sample, the same each time, and of tests each change of a claim as well.
    """
    known = {right.cells for right in exercise.by_role("right")}
    made: list[Mutant] = []
    for right in exercise.by_role("right"):
        for is_claim, change, cells in _changes(right, exercise.kind, name, schema, above):
            if cells in known or (
                last_day and f"became {last_day + timedelta(days=1)}" in change.name.replace("'", "")
            ):
                continue
            known.add(cells)
            answer = replace(right, role=ROLE, name=f"{change.name}, in {right.name!r}", message="", cells=cells)
            made.append(Mutant(answer, right, change.name, change.is_bound, is_claim))
    others = [at for at, one in enumerate(made) if not one.is_claim]
    if exercise.its_kind.runs and len(others) > SAMPLE:
        chosen = {*random.Random(exercise.id).sample(range(len(others)), SAMPLE)}
        dropped = {at for place, at in enumerate(others) if place not in chosen}
        return [one for at, one in enumerate(made) if at not in dropped], len(made)
    return made, len(made)


def mutants_by_exercise(
    source: Source, exercises: Collection[str] | None = None
) -> list[tuple[Exercise, list[Mutant], int]]:
    """Return each exercise of a week with its mutants and how many there are in all; of those named, where some are."""
    told = builder(source.course)
    last_day = told.dictionary().last_day if told and hasattr(told, "dictionary") else None
    schema = schema_of(warehouse_of(source.stem, source.course, learning(source.course)))
    asked = [one for name, one in source.exercises().items() if exercises is None or name in exercises]
    cells = practice.read(source.practice)
    tests, above = practice.tests(cells), _cells_above(cells)
    return [(one, *mutants_of(one, tests[one.id].name, schema, last_day, above[one.id])) for one in asked]


def _cells_above(cells: Sequence[practice.CodeCell]) -> dict[str, list[str]]:
    """Return what stands in the code cells above each test, by its exercise."""
    return {
        one.test.exercise: [cell.source for cell in cells[:at] if cell.test is None]
        for at, one in enumerate(cells)
        if one.test
    }


def _changes(
    right: Answer, kind: str, name: str, schema: Schema, above: Sequence[str]
) -> Iterator[tuple[bool, Change, tuple[str, ...]]]:
    """Yield each change and the cells that it makes; before it, whether it is one of a claim of tests."""
    for at, cell in enumerate(right.cells):
        before, after = right.cells[:at], right.cells[at + 1 :]
        if kind == "tests":
            for change in assert_operators.mutate(cell):
                yield True, change, (*before, change.text, *after)
        for change in python_operators.mutate(cell, schema):
            yield False, change, (*before, change.text, *after)
        if kind == "text":
            for change in text_operators.mutate(cell):
                yield False, change, (*before, change.text, *after)
    if beside := _BESIDE.get(kind):
        for change in beside(name):
            yield False, change, (*right.cells, change.text)
    if kind == "model":
        tables = model_operators.tables_of(above)
        for at, cell in enumerate(right.cells):
            for change in model_operators.mutate(cell, schema, tables):
                yield False, change, (*right.cells[:at], change.text, *right.cells[at + 1 :])
