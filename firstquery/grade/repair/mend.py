"""A submission's cells, put right by the release: a notebook that nbgrader can grade, and what was done to it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from nbformat import NotebookNode

from firstquery.grade import showing
from firstquery.grade.repair import doubts
from firstquery.grade.repair.cells import Cell, Findings, Slot
from firstquery.grade.repair.expected import Expected
from firstquery.grade.repair.match import CONFLICT, Match, match, written
from firstquery.grade.repair.order import Placed, ordered
from firstquery.grade.repair.read import Reading

LARGEST_OUTPUTS = 10_000_000  # characters of all outputs together that feedback still shows
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def mend(reading: Reading, expected: Expected) -> tuple[NotebookNode, Findings]:
    """The notebook to be graded: graded cells as released, answers and own cells as written. Raises nothing."""
    findings = Findings([(None, sentence) for sentence in reading.notes])
    findings.answers = {str(slot.exercise): str(slot.grade_id) for slot in expected.answers}
    versions = [(cells, match(cells, expected, Findings())) for cells in (reading.cells, *reading.versions)]
    cells, _ = max(versions, key=lambda one: len(written(one[1], expected)))  # the first of those that are alike
    found = match(cells, expected, findings)
    for other in [one for own, one in versions if own is not cells]:
        _compare(found, other, expected, findings)
    if any(slot.grade_id and found.cells[found.chosen[slot.id]].grade_id != slot.grade_id
           for slot in expected.slots if slot.id in found.chosen):  # fmt: skip
        findings.note("Cells had lost the marks by which they are recognised. They got them back.")
    placed = ordered(found, expected, findings)
    doubts.find(reading, found, expected, findings)
    notebook = NotebookNode(nbformat=4, nbformat_minor=5, metadata=_node(expected.metadata))  # type: ignore[no-untyped-call]
    notebook.cells = _nodes(placed, findings)
    return notebook, findings


def _compare(found: Match, other: Match, expected: Expected, findings: Findings) -> None:
    """Holds back exercises that another version of the notebook answers otherwise."""
    mine = written(found, expected)
    for slot_id, source in written(other, expected).items():
        if mine.get(slot_id) != source:
            exercise = str(expected.by_id[slot_id].exercise)
            findings.withheld[exercise] = CONFLICT.format(exercise)
            findings.note(CONFLICT.format(exercise), exercise)


def _nodes(placed: list[Placed], findings: Findings) -> list[NotebookNode]:
    room = LARGEST_OUTPUTS
    kept: dict[int, bool] = {}
    sizes = {number: _size(cell.outputs) for number, (_, cell) in enumerate(placed)}
    for number in sorted(sizes, key=sizes.__getitem__):
        room -= sizes[number]
        kept[number] = room >= 0
    if not all(kept.values()):
        findings.note("What cells had shown was too large. It is left out of the feedback; answers are not touched.")
    taken = {slot.id for slot, _ in placed if slot}
    return [
        _cell(slot, cell if kept[number] else replace(cell, outputs=[]), _name(slot, cell, number, taken))
        for number, (slot, cell) in enumerate(placed)
    ]


def _name(slot: Slot | None, cell: Cell, number: int, taken: set[str]) -> str:
    if slot is not None:
        return slot.id
    name = cell.id if cell.id and _ID.fullmatch(cell.id) and cell.id not in taken else f"own-{number}"
    taken.add(name)
    return name


def _cell(slot: Slot | None, cell: Cell, name: str) -> NotebookNode:
    fields: dict[str, Any] = {
        "cell_type": cell.kind,
        "id": name,
        "metadata": _node(slot.metadata if slot else {}),
        "source": cell.source,
    }
    if cell.kind == "code":
        fields |= {"outputs": showing.outputs(cell.outputs), "execution_count": showing.count(cell.count)}
    return NotebookNode(fields)  # type: ignore[no-untyped-call]


def _size(said: Any) -> int:
    """About how many characters there are in outputs, however deep."""
    total, todo = 0, [said]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            todo += one.values()
        elif isinstance(one, list):
            todo += one
        total += len(one) if isinstance(one, str) else 8
    return total


def _node(said: dict[str, Any]) -> NotebookNode:
    from nbformat.notebooknode import from_dict

    node: NotebookNode = from_dict(said)  # type: ignore[no-untyped-call]
    return node
