"""What a submission should hold: the cells of the release, with what the gradebook says of the graded ones."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from firstquery.grading.repair.cells import Slot, checked_name, first_line


@dataclass(frozen=True)
class Release:
    """The slots of a release, in its order, and the notebook's own metadata."""

    slots: list[Slot]
    metadata: dict[str, Any]

    @cached_property
    def by_grade_id(self) -> dict[str, Slot]:
        return {slot.grade_id: slot for slot in self.slots if slot.grade_id}

    @cached_property
    def by_id(self) -> dict[str, Slot]:
        return {slot.id: slot for slot in self.slots}

    @cached_property
    def answers(self) -> list[Slot]:
        return [slot for slot in self.slots if slot.role == "answer"]

    @cached_property
    def by_name(self) -> dict[str, Slot]:
        """The answer cells by the name that they give their answer."""
        return {slot.name: slot for slot in self.answers if slot.name}

    @cached_property
    def by_text(self) -> dict[str, Slot]:
        """The cells that are no answers by what stands in them."""
        return {slot.text: slot for slot in self.slots if slot.role != "answer" and slot.text}

    @cached_property
    def exercises(self) -> list[str]:
        return list(dict.fromkeys(slot.exercise for slot in self.answers if slot.exercise))


def load_release(path: Path, graded: dict[str, dict[str, Any]]) -> Release:
    """The slots of the notebook at ``path``. Raises what reading it raises.

    ``graded`` is `gradebook_cells`. A cell that the gradebook does not know is no graded cell.
    """
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells, metadata = list(notebook["cells"]), dict(notebook["metadata"])
    known = {cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells}
    cells += [
        {"cell_type": one["cell_type"], "metadata": {"nbgrader": {"grade_id": name}}, "source": one["source"]}
        for name, one in graded.items()
        if name not in known
    ]
    return Release(_link_checks([_slot(cell, number, graded) for number, cell in enumerate(cells, 1)]), metadata)


def gradebook_cells(gradebook: Gradebook, notebook: str, assignment: str) -> dict[str, dict[str, Any]]:
    """The graded cells by grade id: source, cell_type and ``nbgrader`` metadata. Raises `MissingEntry`."""
    found = gradebook.find_notebook(notebook, assignment)
    points = {cell.name: cell.max_score for cell in [*found.grade_cells, *found.task_cells]}
    names = {
        "grade": {cell.name for cell in found.grade_cells},
        "solution": {cell.name for cell in found.solution_cells},
        "task": {cell.name for cell in found.task_cells},
    }
    return {
        cell.name: {
            "source": cell.source,
            "cell_type": cell.cell_type,
            "nbgrader": {
                **{role: cell.name in among for role, among in names.items()},
                "grade_id": cell.name,
                "locked": bool(cell.locked),
                "schema_version": 3,
                "cell_type": cell.cell_type,
                "checksum": cell.checksum,
                **({"points": points[cell.name]} if cell.name in points else {}),
            },
        }
        for cell in found.source_cells
    }


def _slot(cell: dict[str, Any], number: int, graded: dict[str, dict[str, Any]]) -> Slot:
    metadata = {name: value for name, value in cell["metadata"].items() if name != "nbgrader"}
    grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
    source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
    name = str(cell.get("id") or grade_id or f"released-{number}")
    if grade_id not in graded:
        return Slot(name, cell["cell_type"], source, "code" if cell["cell_type"] == "code" else "text", metadata)
    one = graded[grade_id]
    said = one["nbgrader"]
    if not said["solution"]:
        source = one["source"]  # where the two differ, the gradebook is what nbgrader holds a locked cell to
    role = "answer" if said["solution"] else "check" if said["grade"] else "locked"
    asked = checked_name(source) if role == "check" else None
    return Slot(name, one["cell_type"], source, role, {**metadata, "nbgrader": said}, grade_id, grade_id, asked)


def _link_checks(slots: Iterable[Slot]) -> list[Slot]:
    """Each answer knows the exercise and the name of the check that follows it."""
    linked: list[Slot] = []
    check: Slot | None = None
    for slot in reversed(list(slots)):
        if slot.role == "check":
            check = slot
        elif slot.role == "answer":
            alone = slot.grade_id, first_line(slot.source)[0]
            exercise, name = (check.exercise, check.name) if check else alone
            slot = replace(slot, exercise=exercise, name=name)
            check = None
        linked.append(slot)
    return linked[::-1]
