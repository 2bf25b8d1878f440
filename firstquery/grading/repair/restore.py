"""The cells of a submission in the order in which they are run, with what was missing, and what is not sure of them."""

from __future__ import annotations

import builtins
import re
from dataclasses import replace

from firstquery.core.first_line import split
from firstquery.grading.repair.cells import (
    RepairReport,
    Slot,
    SubmittedCell,
    binds,
    bound_names,
    checked_name,
    is_fragment,
    parse,
)
from firstquery.grading.repair.match import Match
from firstquery.grading.repair.release import Release

PLACEHOLDER = "# The answer cell is not in what was handed in."
MISSING = "The answer cell is not in what was handed in."
MOVED = "Cells stood in another order than in the release. They were put back in their places."
UNSURE = "Cells of this notebook had to be put right, and as it stands now this answer is not right."
PlacedCell = tuple[Slot | None, SubmittedCell]


def order_cells(found: Match, release: Release, findings: RepairReport) -> list[PlacedCell]:
    """All cells with their slots (None: a learner's own cell): as handed in, what is missing put in its place."""
    slots = {place: release.by_id[slot_id] for slot_id, place in found.chosen.items()}
    placed: list[PlacedCell] = [
        (slots.get(place), cell) for place, cell in enumerate(found.cells) if place not in found.dropped
    ]
    runs = [found.chosen[slot.id] for slot in release.slots if slot.role != "text" and slot.id in found.chosen]
    if runs != sorted(runs):
        findings.note(MOVED, is_sure=False)
        placed = _as_released(placed, release)
    for number, slot in enumerate(release.slots):
        if slot.role != "text" and slot.id not in found.chosen:
            place = _place(slot, placed, release.slots[:number], findings)
            placed.insert(place, (slot, _missing(slot, findings)))
    placed = _with_setup(placed, release, findings)
    return [(slot, _as_slot(slot, cell, findings)) if slot else (slot, cell) for slot, cell in placed]


def _as_released(placed: list[PlacedCell], release: Release) -> list[PlacedCell]:
    """Return the slots in the order of the release, each with the own cells that stood below it."""
    groups: dict[str | None, list[PlacedCell]] = {None: []}
    last: str | None = None
    for slot, cell in placed:
        last = slot.id if slot else last
        groups.setdefault(last, []).append((slot, cell))
    top = groups.pop(None)
    result = [one for slot in release.slots for one in groups.get(slot.id, [])]
    first = next((number for number, (slot, _) in enumerate(result) if slot and slot.role != "text"), -1)
    return [*result[: first + 1], *top, *result[first + 1 :]]


def _place(slot: Slot, placed: list[PlacedCell], before: list[Slot], findings: RepairReport) -> int:
    """Where a slot that is missing goes into ``placed``: an answer above its check, all else below what precedes it."""
    if slot.role == "answer":
        for number, (one, _) in enumerate(placed):
            if one is not None and one.role == "check" and one.exercise == slot.exercise:
                return number
    there = {one.id: number for number, (one, _) in enumerate(placed) if one}
    last = max((there[one.id] for one in before if one.role != "text" and one.id in there), default=None)
    if last is None:
        return next((number for number, (_, cell) in enumerate(placed) if cell.kind == "code"), len(placed))
    place = last + 1
    while slot.role == "check" and place < len(placed) and placed[place][0] is None:
        # Her own cells may go on from her answer, and nothing says where the check stood.
        findings.is_unsure |= placed[place][1].kind == "code"
        place += 1
    return place


def _missing(slot: Slot, findings: RepairReport) -> SubmittedCell:
    if slot.role == "answer":
        findings.note(MISSING, slot.exercise, is_sure=False)
        return SubmittedCell(slot.kind, PLACEHOLDER if slot.kind == "code" else MISSING)
    if slot.role == "check":
        findings.note("The check was not there. It was put back.", slot.exercise)
    else:
        findings.note("A cell of the release was not there. It was put back.")
    return SubmittedCell(slot.kind, slot.source)


def _with_setup(placed: list[PlacedCell], release: Release, findings: RepairReport) -> list[PlacedCell]:
    """Return the first code cell rebuilds what the others need: where it was changed, the original runs before it."""
    setup = next((slot for slot in release.slots if slot.role != "text"), None)
    if setup is None or setup.role != "code":
        return placed
    place = next(number for number, (slot, _) in enumerate(placed) if slot is setup)
    cell = placed[place][1]
    if cell.kind == setup.kind and set(setup.text.splitlines()) <= set(cell.text.splitlines()):
        return placed
    findings.note("The first cell had been changed. The original was run before it.")
    return [*placed[:place], (setup, SubmittedCell(setup.kind, setup.source)), (None, cell), *placed[place + 1 :]]


def _as_slot(slot: Slot, cell: SubmittedCell, findings: RepairReport) -> SubmittedCell:
    """Return ``cell`` as its slot has it: a locked cell word for word, an answer with its type."""
    if slot.role in ("check", "locked"):
        if cell.text != slot.text:
            findings.note("The check had been changed. The original was used.", slot.exercise)
            asked = checked_name(cell.source)
            if slot.name and asked not in (slot.name, None, "None", "True", "False"):
                why = f"The check had been changed: it looked at {asked}, and not at {slot.name}."
                findings.note(why, slot.exercise)
                findings.doubt(slot.exercise, why)
        elif cell.kind != slot.kind:
            findings.note("The check was not a code cell any more. It was made one again.", slot.exercise)
        return replace(cell, kind=slot.kind, source=slot.source)
    if cell.kind != slot.kind:
        said = f"A cell had been made a {cell.kind} cell. It was made a {slot.kind} cell again."
        findings.note(said, slot.exercise, is_sure=slot.role != "answer")
    return replace(cell, kind=slot.kind)


def doubt_answers(found: Match, placed: list[PlacedCell], release: Release, findings: RepairReport) -> None:
    """Enter the doubts about single answers, and those that follow from others, into ``findings``."""
    names = {*release.by_name, *dir(builtins)}.union(*(bound_names(cell.source) for cell in found.cells))
    own = [cell for cell in found.own_cells() if cell.kind == "code"]
    for slot in release.answers:
        cell = found.cells[found.chosen[slot.id]] if slot.id in found.chosen else None
        if cell is None or slot.name is None:
            continue
        if (cell.name or parse(cell.source) is None) and any(_begins(line, release) for line in cell.body.splitlines()):
            findings.doubt(slot.exercise, "In the answer stands a line of another cell.")
        elif slot.id not in found.blank and (cell.name or binds(cell.source, slot.name)):
            continue
        elif slot.id not in found.blank and is_fragment(cell, names):
            findings.doubt(slot.exercise, "The answer has lost its first line, which says what it is.")
        elif any(one.name == slot.name or binds(one.source, slot.name) for one in own):
            findings.doubt(slot.exercise, f"{slot.name} is made in another cell than that of the answer.")
    _doubt_neighbours(placed, names, release, findings)
    if findings.is_unsure:
        for exercise in release.exercises:
            findings.doubt(exercise, UNSURE)
    _doubt_users(found.written_answers(release), release, findings)


def _begins(line: str, release: Release) -> bool:
    """Return whether a line is a check, or the first line of a cell."""
    return bool(split(line).magic) or line.strip() in release.by_text


def _doubt_neighbours(placed: list[PlacedCell], names: set[str], release: Release, findings: RepairReport) -> None:
    """Doubts answers of which a piece, or another answer, may stand below them, or under their mark elsewhere."""
    answer: Slot | None = None
    text = ""
    checks = 0
    above = {slot.exercise: number for number, slot in enumerate(slot for slot, _ in placed if _is_check(slot)) if slot}
    for slot, cell in placed:
        checks += _is_check(slot)
        marked = release.by_grade_id.get(cell.grade_id or "") if slot is None else None
        if marked is not None and marked.role == "answer" and above.get(marked.exercise) != checks:
            findings.doubt(marked.exercise, "A cell that may be a piece of the answer stands in another place.")
        if slot is not None:
            answer, text = (slot, cell.text) if slot.role == "answer" else (None, "")
        elif answer is not None and cell.name is not None and cell.name == answer.name and cell.text != text:
            findings.doubt(answer.exercise, "Below the answer stands another one of the same name.")
        elif answer is not None and is_fragment(cell, names):
            findings.doubt(answer.exercise, "Below the answer stands a cell that may be a piece of it.")


def _is_check(slot: Slot | None) -> bool:
    return slot is not None and slot.role == "check"


def _doubt_users(written: dict[str, str], release: Release, findings: RepairReport) -> None:
    """An answer that uses one that is missing, or not clear, can be wrong for that reason alone."""
    for _ in release.answers:
        unclear = {**findings.doubts, **findings.withheld}
        for slot_id, source in written.items():
            exercise = release.by_id[slot_id].exercise
            for name, slot in release.by_name.items():
                if slot.exercise != exercise and slot.exercise in unclear and re.search(rf"\b{name}\b", source):
                    why = f"The answer uses {name}, the answer to {slot.exercise}, which is not clear."
                    findings.doubt(exercise, why)
