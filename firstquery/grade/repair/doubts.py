"""Where a repaired answer may not be what was written: then only a right verdict counts, and any other is ungraded."""

from __future__ import annotations

import builtins
import re

from firstquery.grade.repair import pieces
from firstquery.grade.repair.cells import Cell, Findings, Slot, first_line
from firstquery.grade.repair.expected import Expected
from firstquery.grade.repair.match import Match, written
from firstquery.grade.repair.read import BROKEN, Reading

_CODE = re.compile(r"\bselect\b", re.IGNORECASE)
_CHECK = re.compile(r"""\s*check\(\s*["'][^"']+["']\s*,\s*([A-Za-z_]\w*)""")


def find(reading: Reading, found: Match, expected: Expected, findings: Findings) -> None:
    """Enters the doubts about single answers into ``findings``, and those that follow from others there."""
    if reading.is_partial or reading.is_long:
        what = "The file is damaged below this answer" if reading.is_partial else "The notebook was not read to its end"
        _at_a_hole(f"{what}, and a part of it may be missing.", found, expected, findings)
    _about_characters(reading, found, expected, findings)
    _about_changed_checks(found, expected, findings)
    _about_comments(found, expected, findings)
    _about_fences(found, expected, findings)
    _about_empty_cells(found, expected, findings)
    _about_parts(found, expected, findings)
    _about_used_answers(found, expected, findings)


def _at_a_hole(why: str, found: Match, expected: Expected, findings: Findings) -> None:
    """Where the check of an answer is missing in a file with a hole, a part of the answer may be as well."""
    for check in expected.slots:
        if check.role == "check" and check.id not in found.chosen:
            findings.doubt(check.exercise, why)


def _about_characters(reading: Reading, found: Match, expected: Expected, findings: Findings) -> None:
    """Answers in which characters were changed, lost or added by what happened to the file."""
    for slot_id, source in written(found, expected).items():
        exercise = expected.by_id[slot_id].exercise
        if reading.is_broken:
            findings.doubt(exercise, BROKEN)
        if reading.is_recoded and not source.isascii():
            findings.doubt(exercise, "Letters with accents in the answer may have changed.")
        if lost := found.cells[found.chosen[slot_id]].lost:
            findings.doubt(exercise, lost)


def _about_changed_checks(found: Match, expected: Expected, findings: Findings) -> None:
    """A check that was made to look at another name: her answer may have that name."""
    for slot in expected.slots:
        if slot.role != "check" or slot.id not in found.chosen:
            continue
        check = _CHECK.match(found.cells[found.chosen[slot.id]].source)
        if check and check[1] not in (slot.name, "None", "True", "False"):
            why = f"The check had been changed: it looked at {check[1]}, and not at {slot.name}."
            findings.doubt(slot.exercise, why)


def _about_comments(found: Match, expected: Expected, findings: Findings) -> None:
    for slot_id, source in written(found, expected).items():
        slot = expected.by_id[slot_id]
        below = [line.strip() for line in source.splitlines() if line.strip() and Cell("code", line).name is None]
        new = [line for line in below if line not in slot.text.splitlines()]
        is_code = any(_CODE.search(line) or str(slot.name) in line for line in new)
        if is_code and all(line.startswith(("#", "--")) for line in below):
            findings.doubt(slot.exercise, "Every line of the answer is a comment, so that nothing of it was run.")


def _about_fences(found: Match, expected: Expected, findings: Findings) -> None:
    """An answer between the marks of code (```) in the text above its empty cell."""
    place = found.chosen
    slots = {number: expected.by_id[slot_id] for slot_id, number in place.items()}
    last = -1
    for slot in expected.slots:
        there = place.get(slot.id)
        if slot.role == "answer" and (there is None or slot.id in found.blank):
            end = there if there is not None else _next(slot, expected, place)
            texts = range(last + 1, len(found.cells) if end is None else end)
            if any(_has_a_fence_more(found.cells[one], slots.get(one)) for one in texts):
                why = "The answer seems to stand in the text above the answer cell. Nothing is run there."
                findings.doubts[str(slot.exercise)] = why
        if there is not None and slot.role in ("answer", "check"):
            last = max(last, there)


def _has_a_fence_more(cell: Cell, released: Slot | None) -> bool:
    return cell.kind == "markdown" and cell.source.count("```") > (released.source.count("```") if released else 0)


def _next(slot: Slot, expected: Expected, place: dict[str, int]) -> int | None:
    check = next((one for one in expected.slots if one.role == "check" and one.exercise == slot.exercise), None)
    return place.get(check.id) if check else None


def _about_empty_cells(found: Match, expected: Expected, findings: Findings) -> None:
    for slot_id in found.blank:
        slot, cell = expected.by_id[slot_id], found.cells[found.chosen[slot_id]]
        if cell.text != slot.text and cell.name is not None:
            findings.doubt(slot.exercise, "Below the first line of the answer cell nothing is left.")
        elif not cell.text and cell.outputs:
            findings.doubt(slot.exercise, "The answer cell is empty, and yet it shows a result.")


def _about_parts(found: Match, expected: Expected, findings: Findings) -> None:
    """An answer that has lost its beginning, or whose rest may stand in a cell elsewhere."""
    own = [found.cells[place] for place in found.own()]
    names = {*expected.by_name, *dir(builtins)}.union(*(pieces.bound(cell.source) for cell in found.cells))
    for slot in expected.answers:
        cell = found.cells[found.chosen[slot.id]] if slot.id in found.chosen else None
        if cell is None or slot.name is None or pieces.is_whole(cell, slot):
            continue
        has_first_line = first_line(slot.source)[0] is not None
        if slot.id not in found.blank and has_first_line and pieces.is_fragment(cell, names):
            findings.doubt(slot.exercise, "The answer has lost its first line, which says what it is.")
        elif any(one.name == slot.name or (one.kind == "code" and pieces.binds(one.source, slot.name)) for one in own):
            findings.doubt(slot.exercise, f"{slot.name} is made in another cell than that of the answer.")


def _about_used_answers(found: Match, expected: Expected, findings: Findings) -> None:
    """An answer that uses one that is missing, or not clear, can be wrong for that reason alone."""
    for _ in expected.answers:
        ungraded = {*findings.doubts, *findings.withheld}
        unclear = {slot.name: slot for slot in expected.answers if slot.exercise in ungraded}
        for slot_id, source in written(found, expected).items():
            exercise = expected.by_id[slot_id].exercise
            for name, slot in unclear.items():
                if name and slot.exercise != exercise and re.search(rf"\b{re.escape(name)}\b", source):
                    why = f"The answer uses {name}, the answer to {slot.exercise}, which is not clear."
                    findings.doubt(exercise, why)
        if len({*findings.doubts, *findings.withheld}) == len(ungraded):
            return
