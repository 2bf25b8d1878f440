"""A week in little, as cells: released, and with an answer of every kind that a damage treats otherwise."""

from __future__ import annotations

import json
from typing import Any

Cells = list[dict[str, Any]]
SAID = {"schema_version": 3, "task": False}
#: Answers that differ in what a damage can do to them: a query, one in Python, one that uses another, a letter, a text.
ANSWERS = {
    "w90-q1": ("paid", "%%sql paid\nSELECT COUNT(*)\nFROM orders\nWHERE paid = 1"),
    "w90-q2": ("largest", 'all_of_them = sql("SELECT 1")\nlargest = sql("SELECT 2")'),
    "w90-q3": ("share", "half = paid\nshare = (half, largest)"),
    "w90-q4": ("reason", "%%choice reason\nB"),
    "w90-q5": ("words", "%%text words\nEvery order,\ncounted once\n\nand no more."),
}
BLANKS = {"sql": "-- Your query goes here.", "choice": "?", "text": "Write here."}


def _cell(name: str, kind: str, source: str, **said: Any) -> dict[str, Any]:
    graded = {"nbgrader": {"grade_id": name, **SAID, **said}} if said else {}
    cell = {"cell_type": kind, "id": name, "metadata": graded, "source": source}
    return cell | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def release(is_answered: bool) -> dict[str, Any]:
    cells = [_cell("banner", "markdown", "# Orders"), _cell("first", "code", 'from firstquery import *\nrebuild("w")')]
    for exercise, (name, source) in ANSWERS.items():
        magic = source.split()[0].lstrip("%") if source.startswith("%%") else ""
        blank = f"%%{magic} {name}\n{BLANKS[magic]}" if magic else "# Your code goes here."
        cells += [
            _cell(f"{exercise}-text", "markdown", f"## Exercise {exercise[-1]}\n\nWhat is it?"),
            _cell(
                f"{exercise}-answer",
                "code",
                source if is_answered else blank,
                grade=False,
                solution=True,
                locked=False,
            ),
            _cell(exercise, "code", f'check("{exercise}", {name})', grade=True, solution=False, locked=True, points=1),
        ]
    cells.append(_cell("finish", "code", "finish()"))
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def whole(cells: list[dict[str, Any]]) -> bytes:
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1).encode()
