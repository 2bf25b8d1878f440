"""The cells of one exercise in a notebook, and how they are put back among all others, which stay as they are."""

from __future__ import annotations

import copy
import json
from typing import Any

from firstquery.core.course import EXERCISE

Cell = dict[str, Any]


def put_cells(hers: bytes, theirs: bytes, exercise: str) -> bytes:
    """The notebook ``hers`` with the cells of ``exercise`` as ``theirs`` has them, outputs and all.

    A cell that is not there any more goes behind the one that comes before it in ``theirs``. Every other cell, also one
    that she put between them, stays as it is. Raises ValueError where either is no notebook.
    """
    mine, other = _read(hers), _read(theirs)
    cells: list[Cell] = mine["cells"]
    after = -1
    for cell in other["cells"]:
        at = _place(cells, cell)
        if belongs(cell, exercise):
            fresh = copy.deepcopy(cell)
            if at is None:
                after += 1
                cells.insert(after, fresh)
                continue
            cells[at] = fresh
        if at is not None:
            after = at
    return (json.dumps(mine, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


def belongs(cell: Cell, exercise: str) -> bool:
    """Whether the course has this cell for ``exercise``: its text, its answer, its check, and what else it needs."""
    name = str(cell.get("id", ""))
    said = cell.get("metadata", {}).get("firstquery", {})
    return (
        name == exercise
        or name.startswith(f"{exercise}-")
        or (isinstance(said, dict) and said.get("exercise") == exercise)
    )


def exercises_in(content: bytes) -> list[str]:
    """The exercises of a practice, in its order: w01-q1, w01-q2, ..."""
    grades = [cell.get("metadata", {}).get("nbgrader", {}) for cell in _read(content)["cells"]]
    marked = [str(one.get("grade_id", "")) for one in grades if one.get("grade")]
    return list(dict.fromkeys(one for one in marked if EXERCISE.fullmatch(one)))


def _read(content: bytes) -> dict[str, Any]:
    found = json.loads(content)
    if not isinstance(found, dict) or not isinstance(found.get("cells"), list):
        raise ValueError("This is no notebook.")
    if not all(isinstance(cell, dict) and isinstance(cell.get("metadata", {}), dict) for cell in found["cells"]):
        raise ValueError("This is no notebook.")
    return found


def _place(cells: list[Cell], wanted: Cell) -> int | None:
    """Where her notebook has that cell: by its id, else by its grade id."""
    for at, cell in enumerate(cells):
        if wanted.get("id") and cell.get("id") == wanted["id"]:
            return at
    grade_id = _grade_id(wanted)
    return next((at for at, cell in enumerate(cells) if grade_id and _grade_id(cell) == grade_id), None)


def _grade_id(cell: Cell) -> object:
    said = cell.get("metadata", {}).get("nbgrader", {})
    return said.get("grade_id") if isinstance(said, dict) else None
