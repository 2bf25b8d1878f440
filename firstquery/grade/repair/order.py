"""The order in which the cells of a submission are run: as handed in where it can be, else as released."""

from __future__ import annotations

import builtins
from dataclasses import replace

from firstquery.grade.repair import pieces
from firstquery.grade.repair.cells import Cell, Findings, Slot
from firstquery.grade.repair.expected import Expected
from firstquery.grade.repair.match import Match

PLACEHOLDER = "# The answer cell is not in what was handed in."
MISSING = "The answer cell is not in what was handed in."
MOVED = "Cells stood in another order than in the release. They were put back in their places."
Placed = tuple[Slot | None, Cell]


def ordered(found: Match, expected: Expected, findings: Findings) -> list[Placed]:
    """All cells with their slots (None: a learner's own cell): as handed in, what is missing put in its place."""
    slots = {place: expected.by_id[slot_id] for slot_id, place in found.chosen.items()}
    placed: list[Placed] = [
        (slots.get(place), cell) for place, cell in enumerate(found.cells) if place not in found.dropped
    ]
    runs = [found.chosen[slot.id] for slot in expected.slots if slot.role != "text" and slot.id in found.chosen]
    if runs != sorted(runs):
        findings.note(MOVED)
        for slot in expected.answers:
            if slot.id in found.chosen and slot.id not in found.blank:
                findings.doubt(slot.exercise, MOVED + " In that order the answer is not right.")
        placed = _as_released(placed, expected)
    restored = False
    for number, slot in enumerate(expected.slots):
        if slot.role == "text" or slot.id in found.chosen:
            continue
        placed.insert(_place(slot, placed, expected.slots[:number], findings), (slot, _missing(slot, findings)))
        restored |= slot.role in ("code", "locked")
    if restored:
        findings.note("A cell of the release had been deleted. It was put back.")
    _with_setup(placed, expected, findings)
    _doubt_neighbours(placed, expected, findings)
    return [(slot, _released(slot, cell, findings)) if slot else (slot, cell) for slot, cell in placed]


def _as_released(placed: list[Placed], expected: Expected) -> list[Placed]:
    """The slots in the order of the release, each with the own cells that stood below it."""
    groups: dict[str | None, list[Placed]] = {None: []}
    last: str | None = None
    for slot, cell in placed:
        last = slot.id if slot else last
        groups.setdefault(last, []).append((slot, cell))
    top = groups.pop(None)
    result = [one for slot in expected.slots for one in groups.get(slot.id, [])]
    first = next((number for number, (slot, _) in enumerate(result) if slot and slot.role != "text"), -1)
    return [*result[: first + 1], *top, *result[first + 1 :]]


def _place(slot: Slot, placed: list[Placed], before: list[Slot], findings: Findings) -> int:
    """Where a slot that is missing goes into ``placed``."""
    there = {one.id: number for number, (one, _) in enumerate(placed) if one}
    if slot.role == "check":
        answer = next((one for one in before if one.role == "answer" and one.exercise == slot.exercise), None)
        if answer is not None and answer.id in there:
            after = there[answer.id] + 1
            own = after
            while own < len(placed) and placed[own][0] is None:
                own += 1
            if any(cell.kind == "code" for _, cell in placed[after:own]):
                findings.doubt(slot.exercise, "The check had been deleted, and nothing says where it stood.")
            return own
    if slot.role == "answer":
        check = next((number for number, (one, _) in enumerate(placed) if _checks(one, slot)), None)
        if check is not None:
            return check
    last = max((there[one.id] for one in before if one.role != "text" and one.id in there), default=None)
    if last is not None:
        return last + 1
    return next((number for number, (_, cell) in enumerate(placed) if cell.kind == "code"), len(placed))


def _checks(one: Slot | None, answer: Slot) -> bool:
    return one is not None and one.role == "check" and one.exercise == answer.exercise


def _missing(slot: Slot, findings: Findings) -> Cell:
    if slot.role == "answer":
        findings.note(MISSING, slot.exercise)
        findings.doubt(slot.exercise, MISSING)
        return Cell(slot.kind, PLACEHOLDER if slot.kind == "code" else MISSING)
    if slot.role == "check":
        findings.note("The check had been deleted. It was put back.", slot.exercise)
    return Cell(slot.kind, slot.source)


def _with_setup(placed: list[Placed], expected: Expected, findings: Findings) -> None:
    """The first code cell rebuilds what the others need: where it was changed, the original runs before it."""
    setup = next((slot for slot in expected.slots if slot.role != "text"), None)
    if setup is None or setup.role != "code":
        return
    place = next(number for number, (slot, _) in enumerate(placed) if slot is setup)
    cell = placed[place][1]
    if cell.kind != setup.kind or not set(setup.text.splitlines()) <= set(cell.text.splitlines()):
        findings.note("The first cell had been changed. The original was run before it.")
        placed[place : place + 1] = [(setup, Cell(setup.kind, setup.source)), (None, cell)]


def _released(slot: Slot, cell: Cell, findings: Findings) -> Cell:
    """``cell`` as its slot has it: a locked cell word for word, an answer with its type."""
    if slot.role in ("check", "locked"):
        if cell.text != slot.text:
            findings.note("The check had been changed. The original was used.", slot.exercise)
        elif cell.kind != slot.kind:
            findings.note("The check was not a code cell any more. It was made one again.", slot.exercise)
        return replace(cell, kind=slot.kind, source=slot.source)
    if cell.kind != slot.kind:
        findings.note(f"A cell had been made a {cell.kind} cell. It was made a {slot.kind} cell again.", slot.exercise)
        findings.doubt(slot.exercise, f"The answer stood in a {cell.kind} cell, and it may have changed there.")
    return replace(cell, kind=slot.kind)


def _doubt_neighbours(placed: list[Placed], expected: Expected, findings: Findings) -> None:
    """Own cells between an answer and its check that may be a piece of the answer, or another one."""
    names = {*expected.by_name, *dir(builtins)}
    for _, cell in placed:
        names |= pieces.bound(cell.source) if cell.kind == "code" else set()
    answer: Slot | None = None
    text = ""
    for slot, cell in placed:
        if slot is not None:
            answer, text = (slot, cell.text) if slot.role == "answer" else (None, "")
        elif answer is not None and cell.name is not None and cell.name == answer.name and cell.text != text:
            findings.doubt(answer.exercise, "Below the answer stands another one of the same name.")
        elif answer is not None and pieces.is_fragment(cell, names):
            findings.doubt(answer.exercise, "Below the answer stands a cell that may be a piece of it.")
