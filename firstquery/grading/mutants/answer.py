"""The mutants of a right answer: which operators change it is said by the magic of its cells and by its kind."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from firstquery.grading.answers import Answer, Exercise
from firstquery.grading.mutants import figure_operators, python_operators, review_operators
from firstquery.grading.mutants.sql_operators import Change, Schema

ROLE = "mutant"
#: The most mutants of an exercise whose answers are run as programs: each takes seconds.
SAMPLE = 40
#: Kinds whose answers are changed where they have been made, and not in their text alone.
_BESIDE = {"chart": figure_operators.mutate, "review": review_operators.mutate}


def schema_of(warehouse: Path) -> Schema:
    """Return the columns of a SQLite file by table, each with its type."""
    with closing(sqlite3.connect(warehouse.absolute().as_uri() + "?mode=ro", uri=True)) as database:
        tables = [
            name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
        ]
        return {
            name: {column[1]: column[2] for column in database.execute(f"PRAGMA table_info('{name}')")}
            for name in tables
        }


@dataclass(frozen=True)
class Mutant:
    """One change of a right answer: ``answer`` as it is run, ``right`` what it was made from."""

    answer: Answer
    right: Answer
    change: str
    is_bound: bool


def mutants_of(exercise: Exercise, name: str, schema: Schema, last_day: date | None = None) -> tuple[list[Mutant], int]:
    """Return the mutants of an exercise's right answers, each text once, and how many there are in all.

    ``name`` is what the answer is bound to. A bound that is moved behind ``last_day`` of the data is the same question.
    Of a kind that runs programs they are a sample, the same each time.
    """
    known = {right.cells for right in exercise.by_role("right")}
    made: list[Mutant] = []
    for right in exercise.by_role("right"):
        for change, cells in _changes(right, exercise.kind, name, schema):
            if cells in known or (
                last_day and f"became {last_day + timedelta(days=1)}" in change.name.replace("'", "")
            ):
                continue
            known.add(cells)
            answer = replace(right, role=ROLE, name=f"{change.name}, in {right.name!r}", message="", cells=cells)
            made.append(Mutant(answer, right, change.name, change.is_bound))
    if exercise.its_kind.runs and len(made) > SAMPLE:
        chosen = random.Random(exercise.id).sample(range(len(made)), SAMPLE)
        return [made[at] for at in sorted(chosen)], len(made)
    return made, len(made)


def _changes(right: Answer, kind: str, name: str, schema: Schema) -> Iterator[tuple[Change, tuple[str, ...]]]:
    for at, cell in enumerate(right.cells):
        for change in python_operators.mutate(cell, schema):
            yield change, (*right.cells[:at], change.text, *right.cells[at + 1 :])
    if beside := _BESIDE.get(kind):
        for change in beside(name):
            yield change, (*right.cells, change.text)
