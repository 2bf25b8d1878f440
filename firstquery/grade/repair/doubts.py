"""Where a repaired answer may not be what was written: then only a right verdict counts, and any other is ungraded."""

from __future__ import annotations

import builtins
import re

from firstquery.grade.repair import pieces
from firstquery.grade.repair.cells import Findings, first_line
from firstquery.grade.repair.expected import Expected
from firstquery.grade.repair.match import Match, written
from firstquery.grade.repair.read import Reading


def find(reading: Reading, found: Match, expected: Expected, findings: Findings) -> None:
    """Enters the doubts about single answers into ``findings``, and those that follow from others there."""
    if reading.is_partial:
        _at_a_hole(found, expected, findings)
    if reading.is_recoded:
        _about_letters(found, expected, findings)
    _about_empty_cells(found, expected, findings)
    _about_parts(found, expected, findings)
    _about_used_answers(found, expected, findings)


def _at_a_hole(found: Match, expected: Expected, findings: Findings) -> None:
    """Where the check of an answer is missing in a file with a hole, a part of the answer may be as well."""
    for check in expected.slots:
        if check.role == "check" and check.id not in found.chosen:
            findings.doubt(check.exercise, "The file is damaged below this answer, and a part of it may be missing.")


def _about_letters(found: Match, expected: Expected, findings: Findings) -> None:
    for slot_id, source in written(found, expected).items():
        if not source.isascii():
            findings.doubt(expected.by_id[slot_id].exercise, "Letters with accents in the answer may have changed.")


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
        elif any(one.name == slot.name or pieces.binds(one.source, slot.name) for one in own):
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
