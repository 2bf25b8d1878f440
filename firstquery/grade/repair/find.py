"""Which notebook of a submission is graded: the one of its name, or the one that holds the answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from nbformat import NotebookNode

from firstquery.grade.repair import files
from firstquery.grade.repair.cells import Cell, Findings
from firstquery.grade.repair.expected import Expected
from firstquery.grade.repair.match import CONFLICT, match, written
from firstquery.grade.repair.mend import mend
from firstquery.grade.repair.read import Reading

ANOTHER = "This seems to be another notebook: none of the exercises of this week is in it."
Named = tuple[str, Reading]


def practice(folder: Path, stem: str, expected: Expected, loose: list[Path]) -> tuple[NotebookNode, Findings]:
    """The notebook to be graded of what was handed in: in ``folder``, and the ``loose`` files beside it.

    Where no file can be read the notebook is the release without answers, and every exercise is doubted in a sentence.
    """
    right = folder / f"{stem}.ipynb"
    reasons: list[str] = []
    first = files.reading(right, reasons)
    readings: list[Named] = [("", first)] if first else []
    readings += files.others(folder, right, loose, reasons)
    answered = [(name, one) for name, one in readings if _is_answered(one, expected)]
    if not answered:
        kept = list(files.checkpoints(folder, right, []))
        answered = [(name, one) for name, one in kept if _is_answered(one, expected)]
        readings += answered
    if not readings:
        return without(reasons or [_nothing(folder, stem, loose)], expected)
    name, chosen = (answered or readings)[0]
    notes = [*chosen.notes]
    if name:
        notes.insert(0, f"The answers were found in {name}, not in {stem}.ipynb. That file was graded.")
        # Under other names there is no file that counts before the others.
        versions = [cells for _, one in answered[1:] for cells in (one.cells, *one.versions)]
        chosen = replace(chosen, versions=[*chosen.versions, *versions])
        notes += reasons if right.name in " ".join(reasons) else []
    findings = Findings()
    chosen = _completed(replace(chosen, notes=notes), answered[1:], expected, findings)
    if not name and len(answered) > 1:
        _compare(chosen, answered[1:], stem, expected, findings)
    notebook, found = mend(chosen, expected)
    found.notes = [*findings.notes, *found.notes]
    found.doubts = {**found.doubts, **findings.doubts}
    found.withheld = {**findings.withheld, **found.withheld}
    if not answered and not _is_this_week(chosen, expected):
        # What else there is to say of it is true of every other notebook.
        found.notes = [(None, ANOTHER)]
        found.doubts, found.withheld = {}, dict.fromkeys(expected.exercises, ANOTHER)
    return notebook, found


def without(reasons: list[str], expected: Expected) -> tuple[NotebookNode, Findings]:
    notebook, findings = mend(Reading([], []), expected)
    findings.notes = [(None, reason) for reason in dict.fromkeys(reasons)]
    findings.withheld = dict.fromkeys(expected.exercises, reasons[0])
    return notebook, findings


def _nothing(folder: Path, stem: str, loose: list[Path]) -> str:
    said = f"No notebook was handed in: there is no file {stem}.ipynb."
    if names := files.not_opened(folder, loose):
        said += f" There is {' and '.join(names)}, which can't be opened here."
    return said


def _completed(first: Reading, others: list[Named], expected: Expected, findings: Findings) -> Reading:
    """``first`` with the answers that are in another notebook alone."""
    if not others:
        return first
    found = match(first.cells, expected, Findings())
    mine = {slot_id for cells in first.versions for slot_id in written(match(cells, expected, Findings()), expected)}
    mine |= {*written(found, expected)} if first.cells else set()
    cells: list[Cell | None] = [*found.cells]
    above: dict[int, list[Cell]] = {}
    for slot in expected.answers:
        answers = {} if slot.id in mine else _answers(slot.id, others, expected)
        if not answers:
            continue
        if len({cell.text for cell in answers.values()}) > 1:
            findings.withheld[str(slot.exercise)] = CONFLICT.format(slot.exercise)
        (name, cell), *_ = answers.items()
        check = next((one.id for one in expected.slots if one.role == "check" and one.exercise == slot.exercise), "")
        place = found.chosen.get(slot.id, found.chosen.get(check, len(cells)))
        if slot.id in found.chosen:
            cells[place] = None
        above.setdefault(place, []).append(replace(cell, grade_id=slot.grade_id, id=None))
        findings.note(f"The answer was found in {name}, and was taken from there.", slot.exercise)
        why = f"The answer was taken from {name}. What it needs may not have come with it."
        findings.doubt(slot.exercise, why)
    if not above:
        return first
    taken = [one for place, cell in enumerate([*cells, None]) for one in (*above.get(place, []), cell) if one]
    return replace(first, cells=taken)


def _answers(slot_id: str, others: list[Named], expected: Expected) -> dict[str, Cell]:
    """The answers to one exercise by the name of their notebook."""
    found = {}
    for name, one in others:
        result = match(one.cells, expected, Findings())
        if slot_id in written(result, expected):
            found[name] = result.cells[result.chosen[slot_id]]
    return found


def _compare(first: Reading, others: list[Named], stem: str, expected: Expected, findings: Findings) -> None:
    """The notebook of the right name is graded. Where another answers otherwise, it counts only if it is right."""
    mine = written(match(first.cells, expected, Findings()), expected)
    for name, one in others:
        theirs = written(match(one.cells, expected, Findings()), expected)
        different = [slot_id for slot_id, source in theirs.items() if mine.get(slot_id, source) != source]
        for slot_id in different:
            exercise = expected.by_id[slot_id].exercise
            why = f"{stem}.ipynb was graded. In {name} stands another answer to {exercise}."
            findings.doubt(exercise, why)
        if different:
            findings.note(f"There is another notebook with answers: {name}. {stem}.ipynb was graded.")


def _is_answered(reading: Reading, expected: Expected) -> bool:
    """Whether any answer was written."""
    return any(
        written(match(cells, expected, Findings()), expected) for cells in (reading.cells, *reading.versions) if cells
    )


def _is_this_week(reading: Reading, expected: Expected) -> bool:
    found = match(reading.cells, expected, Findings())
    return any(slot.id in found.chosen for slot in expected.slots if slot.grade_id)
