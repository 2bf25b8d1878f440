"""The notebook of a submission that is graded: found among its files, put right by the release, safe to show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nbformat import NotebookNode
from nbformat.notebooknode import from_dict

from firstquery.grading import safe_html
from firstquery.grading.repair.cells import Cell, Findings
from firstquery.grading.repair.match import match_cells
from firstquery.grading.repair.read import not_opened, read_file, read_others
from firstquery.grading.repair.release import Release
from firstquery.grading.repair.restore import PlacedCell, doubt_answers, order_cells

ANOTHER = "This seems to be another notebook: none of the exercises of this week is in it."
LARGEST_OUTPUTS = 10_000_000  # characters of all outputs together that feedback still shows
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def repair_submission(folder: Path, stem: str, release: Release, loose: list[Path]) -> tuple[NotebookNode, Findings]:
    """The notebook to be graded of what was handed in: in ``folder``, and the ``loose`` files beside it.

    It is the file of the right name, or where that holds no answers the first other one that does. Where no file can be
    read it is the release without answers, and every exercise is withheld with a sentence.
    """
    right = folder / f"{stem}.ipynb"
    reasons: list[str] = []
    first = read_file(right, reasons)
    readings = [(right.name, first)] if first else []
    readings += read_others(folder, right, loose, reasons)
    if not readings:
        return withhold_all(reasons or [_nothing(folder, stem, loose)], release)
    matches = [match_cells(cells, release, Findings()) for _, cells in readings]
    answers = [one.written(release) for one in matches]
    number = next((number for number, one in enumerate(answers) if one), 0)
    if not answers[number] and not any(slot.grade_id and slot.id in matches[number].chosen for slot in release.slots):
        return withhold_all([ANOTHER], release)
    name, chosen = readings[number]
    notes: list[str] = []
    doubts: dict[str, str] = {}
    if name != right.name:
        notes += [f"The answers were found in {name}, not in {right.name}. That file was graded."]
        notes += [reason for reason in reasons if right.name in reason]
    for (other, _), theirs in zip(readings, answers, strict=True):
        different = [one for one, source in theirs.items() if other != name and answers[number].get(one) != source]
        for slot_id in different:
            exercise = str(release.by_id[slot_id].exercise)
            doubts[exercise] = f"{name} was graded. In {other} stands another answer to {exercise}."
        if different:
            notes.append(f"There is another notebook with answers: {other}. {name} was graded.")
    return restore(chosen, release, notes, doubts)


def withhold_all(reasons: list[str], release: Release) -> tuple[NotebookNode, Findings]:
    """The release without answers, in which no exercise is graded; the first of ``reasons`` says why."""
    notebook, findings = restore([], release)
    findings.notes = [(None, reason) for reason in dict.fromkeys(reasons)]
    findings.doubts, findings.withheld = {}, dict.fromkeys(release.exercises, reasons[0])
    return notebook, findings


def _nothing(folder: Path, stem: str, loose: list[Path]) -> str:
    said = f"No notebook was handed in: there is no file {stem}.ipynb."
    if names := not_opened(folder, loose):
        said += f" There is {' and '.join(names)}, which can't be opened here."
    return said


def restore(
    cells: list[Cell], release: Release, notes: Iterable[str] = (), doubts: Mapping[str, str] = MappingProxyType({})
) -> tuple[NotebookNode, Findings]:
    """The notebook to be graded: graded cells as released, answers and own cells as written. Raises nothing.

    ``notes`` and ``doubts`` (by exercise) are those that there are already.
    """
    findings = Findings([(None, sentence) for sentence in notes], dict(doubts))
    findings.answers = {str(slot.exercise): str(slot.grade_id) for slot in release.answers}
    found = match_cells(cells, release, findings)
    if any(slot.grade_id and found.cells[found.chosen[slot.id]].grade_id != slot.grade_id
           for slot in release.slots if slot.id in found.chosen):  # fmt: skip
        findings.note("Cells had lost the marks by which they are recognised. They got them back.")
    placed = order_cells(found, release, findings)
    doubt_answers(found, placed, release, findings)
    notebook = NotebookNode(nbformat=4, nbformat_minor=5, metadata=_node(release.metadata))  # type: ignore[no-untyped-call]
    notebook.cells = _nodes(placed, findings)
    return notebook, findings


def _nodes(placed: list[PlacedCell], findings: Findings) -> list[NotebookNode]:
    """The cells of the notebook; the largest outputs are left out where there are too many of them."""
    room = LARGEST_OUTPUTS
    kept: dict[int, bool] = {}
    sizes = {number: _size(cell.outputs) for number, (_, cell) in enumerate(placed)}
    for number in sorted(sizes, key=sizes.__getitem__):
        room -= sizes[number]
        kept[number] = room >= 0
    if not all(kept.values()):
        findings.note("What cells had shown was too large. It is left out of the feedback; answers are not touched.")
    taken = {slot.id for slot, _ in placed if slot}
    nodes = []
    for number, (slot, cell) in enumerate(placed):
        is_usable = cell.id and _ID.fullmatch(cell.id) and cell.id not in taken
        name = slot.id if slot else cell.id if is_usable else f"own-{number}"
        taken.add(str(name))
        fields: dict[str, Any] = {
            "cell_type": cell.kind,
            "id": name,
            "metadata": slot.metadata if slot else {},
            "source": cell.source,
        }
        if cell.kind == "code":
            fields["outputs"] = safe_html.outputs(cell.outputs if kept[number] else [])
            fields["execution_count"] = safe_html.execution_count(cell.count)
        nodes.append(_node(fields))
    return nodes


def _size(outputs: Any) -> int:
    """About how many characters there are in outputs, however deep."""
    total, todo = 0, [outputs]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            todo += one.values()
        elif isinstance(one, list):
            todo += one
        total += len(one) if isinstance(one, str) else 8
    return total


def _node(fields: dict[str, Any]) -> NotebookNode:
    node: NotebookNode = from_dict(fields)  # type: ignore[no-untyped-call]
    return node
