"""What nbgrader has to know of the graded cells of a practice: of each check, and of the answer above it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nbformat.notebooknode import NotebookNode, from_dict

CHECK = re.compile(r'check\("(w\d\d-q\d+)", \w+\)')
ANSWER = {"grade": False, "locked": False, "schema_version": 3, "solution": True, "task": False}
TEST = {"grade": True, "locked": True, "points": 1, "schema_version": 3, "solution": False, "task": False}


def mark(notebook: NotebookNode) -> None:
    """Mark each check, and the code cell right above it as its answer, by the exercise that the check names.

    A cell keeps what it says of itself, such as its points; one that was copied gets the name of its new exercise.
    """
    for above, cell in zip(notebook.cells, notebook.cells[1:], strict=False):
        if cell.cell_type == "code" and (asked := CHECK.fullmatch(cell.source.strip())):
            _mark(cell, TEST, asked[1])
            if above.cell_type == "code":
                _mark(above, ANSWER, f"{asked[1]}-answer")


def _mark(cell: NotebookNode, said: Mapping[str, object], name: str) -> None:
    known = cell.metadata.get("nbgrader", {})
    if known.get("grade_id") != name:
        cell["id"] = ""  # `normalise` names it anew
        cell.metadata["nbgrader"] = from_dict({**said, **known, "grade_id": name})  # type: ignore[no-untyped-call]
