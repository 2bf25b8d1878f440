"""The week of the tests of the grader as cells, released and answered, and what its checks are given when it is run."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

from nbformat import NotebookNode

from firstquery.grading.repair.cells import RepairReport
from firstquery.grading.repair.notebook import read_notebook, restore
from firstquery.grading.repair.release import Release
from tests.grading.orders import ROOT, STEM

Cells = list[dict[str, Any]]
EXERCISES = ("w90-q1", "w90-q2", "w90-q3", "w90-q4")
RIGHT = {
    "w90-q1": "%%sql paid_orders\nSELECT COUNT(*)\nFROM orders\nWHERE paid = 1",
    "w90-q2": "%%sql largest\nSELECT customer, total\nFROM orders\nORDER BY total DESC\nLIMIT 3",
    "w90-q3": "%%choice reason\nB",
    "w90-q4": "%%text definition\nEvery order that has been paid,\ncounted once.",
}
#: The same week answered in Python, where one answer uses another.
IN_PYTHON = RIGHT | {
    "w90-q2": 'all_of_them = sql("SELECT 1")\nlargest = sql("SELECT 2")',
    "w90-q3": "half = paid_orders\nreason = (half, largest)",
}
BLANKS = {"sql": "-- Your query goes here, in place of this line.", "choice": "?", "text": "Write here."}
_CHECK = re.compile(r'check\("([\w-]+)", (\w+)\)')


def notebook(answers: dict[str, str] | None = None) -> dict[str, Any]:
    """The week as a release has it, or with ``answers``."""
    path = ROOT / "tests" / "grading" / "fixture" / "source" / STEM / f"{STEM}.ipynb"
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for cell in read["cells"]:
        cell["source"] = "".join(cell["source"])
        if cell["id"].endswith("-answer"):
            first = cell["source"].split("\n")[0]
            blank = f"{first}\n{BLANKS[first.split()[0].strip('%')]}"
            cell["source"] = (answers or {}).get(cell["id"].removesuffix("-answer"), blank)
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "shown\n"}] if answers else []
    return read


def cells(answers: dict[str, str] | None = None) -> Cells:
    found: Cells = notebook(answers)["cells"]
    return found


def cell_of(among: Cells, name: str) -> dict[str, Any]:
    return next(cell for cell in among if cell["id"] == name)


def whole(among: Cells) -> bytes:
    return json.dumps({**notebook(), "cells": among}, indent=1).encode()


def graded(read: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What a gradebook has of the graded cells of a release."""
    return {
        said["grade_id"]: {
            "source": "".join(cell["source"]),
            "cell_type": "code",
            "nbgrader": copy.deepcopy(said) | {"checksum": "0", "cell_type": "code"},
        }
        for cell in read["cells"]
        if (said := cell["metadata"].get("nbgrader"))
    }


def repair(among: Cells, release: Release) -> tuple[NotebookNode, RepairReport]:
    return restore(read_notebook(whole(among)), release)


def sql(query: str) -> tuple[str, str]:
    return "sql", " ".join(query.split())


def run(read: NotebookNode) -> dict[str, Any]:
    """What each graded check is given, by exercise, in a kernel in little; "nothing" where the name is not there."""
    names: dict[str, Any] = {"sql": sql, "rebuild": lambda week: None, "finish": lambda: None}
    given: dict[str, Any] = {}
    is_ready = False
    for cell in read.cells:
        if cell.cell_type != "code":
            continue
        is_ready = is_ready or "rebuild(" in cell.source
        first, _, body = cell.source.lstrip().partition("\n")
        magic = re.fullmatch(r"%%(sql|text|choice)\s+(\w+)\s*", first)
        if magic and is_ready:
            if "%%" not in body or magic[1] == "text":
                names[magic[2]] = (magic[1], " ".join(body.split()))
        elif (check := _CHECK.fullmatch(cell.source.strip())) and is_ready:
            if cell.metadata.get("nbgrader", {}).get("grade"):
                given[check[1]] = names.get(check[2], "nothing")
        elif is_ready:
            try:
                exec(cell.source.replace("from firstquery import *", ""), names)
            except Exception:
                continue
    return given
