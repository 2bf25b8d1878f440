"""Which cell of a submission is which cell of the release: by what stands in it, by grade id, by cell id."""

from __future__ import annotations

import builtins
import itertools
import re
from dataclasses import dataclass, field, replace

from firstquery.core.first_line import read_any, split
from firstquery.grading.repair.cells import RepairReport, Slot, SubmittedCell, binds, is_fragment
from firstquery.grading.repair.release import Release

CONFLICT = "There are two different answers to {}, and nothing says which one counts."
MERGED = "Cells that had been merged into one were taken apart again."
PIECES = "The answer was in pieces. They were put together again."
MOST_CELLS = 10_000  # of a notebook that was taken apart
_HEADING = re.compile(r"\A\s*#{1,6}[ \t]+")


@dataclass
class Match:
    """``chosen`` is the cell of each slot by its id; ``dropped`` are copies that go. All are places in ``cells``."""

    cells: list[SubmittedCell]
    chosen: dict[str, int] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    blank: set[str] = field(default_factory=set)  # ids of the answer slots into which nothing was written

    def own_cells(self) -> list[SubmittedCell]:
        """Return the learner's own cells."""
        taken = set(self.chosen.values()) | self.dropped
        return [cell for place, cell in enumerate(self.cells) if place not in taken]

    def written_answers(self, release: Release) -> dict[str, str]:
        """The answers that were written, by the id of their slot."""
        return {
            slot.id: self.cells[self.chosen[slot.id]].text
            for slot in release.answers
            if slot.id in self.chosen and slot.id not in self.blank
        }


def match_cells(cells: list[SubmittedCell], release: Release, findings: RepairReport) -> Match:
    """Match cells and slots: merged cells are taken apart, copies dropped and pieces of one answer joined."""
    whole = _mark_ends([_without_heading(cell) for cell in cells], release)
    result = Match(_split_merged(whole, release, findings))
    candidates = _candidates(result.cells, release, findings)
    last = -1
    for slot in release.slots:
        places = candidates.get(slot.id, [])
        if slot.role == "answer":
            places = _answer(slot, places, last, release, result, findings)
        if not places:
            continue
        # Of several that are alike, the one that stands where the release has it.
        place = next((one for one in places if one > last), places[0])
        result.chosen[slot.id] = place
        last = max(last, place)
        extra = set(places) - {place}
        if extra and slot.grade_id and slot.role != "answer":
            result.dropped |= extra
            findings.note("The check was there twice. One of the two was left out.", slot.exercise)
    return result


def _without_heading(cell: SubmittedCell) -> SubmittedCell:
    """Return the cell without the mark of Markdown that a cell made a heading has before its first line."""
    source = _HEADING.sub("", cell.source) if cell.kind == "markdown" else cell.source
    return replace(cell, source=source) if source != cell.source and split(source).magic else cell


def _mark_ends(cells: list[SubmittedCell], release: Release) -> list[SubmittedCell]:
    """All cells; where a query stops before FROM and the cell below goes on with it, that has its answer's mark."""
    marked = list(cells)
    for place, (above, cell) in enumerate(itertools.pairwise(cells), 1):
        slot = release.by_name.get(above.name or "")
        _, select, columns = above.body.lower().rpartition("select")
        is_cut = select and "from" not in columns.split() and cell.source.lower().split()[:1] == ["from"]
        if slot and is_cut and _slot_by_id(cell, release) is None and is_fragment(cell, release.by_name):
            marked[place] = replace(cell, grade_id=slot.grade_id)
    return marked


def _split_merged(cells: list[SubmittedCell], release: Release, findings: RepairReport) -> list[SubmittedCell]:
    """Return all cells, those taken apart in which other cells begin that the submission has nowhere else."""
    holders: dict[str, set[int]] = {}
    for place, cell in enumerate(cells):
        for slot in (_slot_by_id(cell, release), _slot_by_text(cell, release)):
            if slot is not None:
                holders.setdefault(slot.id, set()).add(place)
    result: list[SubmittedCell] = []
    for place, cell in enumerate(cells):
        missing = [slot for slot in release.slots if holders.get(slot.id, set()) <= {place}]
        parts = _parts(cell, missing, release) if len(result) < MOST_CELLS else [cell]
        if len(parts) > 1:
            findings.note(MERGED, is_sure=False)
        result += parts
    return result


def _parts(cell: SubmittedCell, missing: list[Slot], release: Release) -> list[SubmittedCell]:
    """Return a cell taken apart where one of ``missing`` begins or ends; the part that is its own keeps its marks."""
    said = _slot_by_id(cell, release)
    borders = {0, len(cell.source)}
    for slot in missing:
        pattern, is_answer = rf"^{re.escape(slot.text)}[ \t]*$", slot.role == "answer"
        if is_answer:
            borders |= set(_named_lines(cell.source, str(slot.name))[:1]) if slot is not said else set()
        elif slot.text and slot.text in cell.source:
            found = re.search(pattern, cell.source, re.MULTILINE)
            borders |= {found.start(), found.end()} if found else set()
    sources = [cell.source[start:end].strip("\n") for start, end in itertools.pairwise(sorted(borders))]
    parts = [SubmittedCell(cell.kind, source) for source in sources if source.strip()]
    if len(parts) < 2:
        return [cell]
    slots = [_slot_by_text(part, release) for part in parts]
    own = slots.index(said) if said in slots else slots.index(None) if None in slots else 0
    parts[own] = replace(cell, source=parts[own].source)
    return [replace(part, kind=slot.kind if slot else part.kind) for part, slot in zip(parts, slots, strict=True)]


def _named_lines(source: str, name: str) -> list[int]:
    """Return where the lines begin that are the first line of a cell called ``name``."""
    lines = source.splitlines(keepends=True)
    starts = itertools.accumulate(map(len, lines), initial=0)
    return [start for start, line in zip(starts, lines, strict=False) if read_any(line)[1].split()[:1] == [name]]


def _slot_by_id(cell: SubmittedCell, release: Release) -> Slot | None:
    """Return the slot that a cell's marks name."""
    return release.by_grade_id.get(cell.grade_id or "") or release.by_id.get(cell.id or "")


def _slot_by_text(cell: SubmittedCell, release: Release) -> Slot | None:
    """Return the slot whose text, or whose first line, stands in a cell."""
    return release.by_text.get(cell.text) or release.by_name.get(cell.name or "")


def _candidates(cells: list[SubmittedCell], release: Release, findings: RepairReport) -> dict[str, list[int]]:
    """Return the places of the cells of each slot, by its id."""
    found: dict[str, list[int]] = {}
    named: dict[str, list[int]] = {}  # by its first line alone, without its marks
    for place, cell in enumerate(cells):
        said, held, by_id = _slot_by_id(cell, release), _slot_by_text(cell, release), release.by_id.get(cell.id or "")
        if said and by_id and said is not by_id and by_id.grade_id:
            findings.is_unsure = True  # two cells have the marks of one another
        if held is None and said and said.role == "check" and cell.text and not cell.text.startswith("check("):
            said = by_id if by_id is not said else None  # what she wrote under the mark of a check is hers
        if held and said and held is not said and cell.grade_id:
            findings.is_unsure = True
        slot = held or said
        if slot is None:
            continue
        is_marked = slot is said or slot.role != "answer"
        (found if is_marked else named).setdefault(slot.id, []).append(place)
    for slot_id, places in named.items():
        there, slot = found.get(slot_id, []), release.by_id[slot_id]
        if not any(not slot.is_blank(cells[place]) for place in there):
            found[slot_id] = sorted([*there, *places])  # else they are her own tries beside her answer
    return found


def _answer(
    slot: Slot, places: list[int], last: int, release: Release, result: Match, findings: RepairReport
) -> list[int]:
    """Return the place of the one answer cell of ``slot``; its copies and blanks are dropped, its pieces joined."""
    cells = result.cells
    if any(_is_whole(cells[place], slot, is_blank=True) for place in places):
        names = {*release.by_name, *dir(builtins)}
        places = [place for place in places if _is_part(slot, cells[place], names)]
    has_rest = any(cells[place].name is None and not slot.is_blank(cells[place]) and
                   not binds(cells[place].source, str(slot.name)) for place in places)  # fmt: skip
    written = [
        place
        for place in places
        if not slot.is_blank(cells[place]) or (has_rest and cells[place].name and not cells[place].body.strip())
    ]
    if not written:
        result.dropped |= set(places[1:])
        result.blank |= {slot.id} if places else set()
        return places[:1]
    if set(places) - set(written):
        result.dropped |= set(places) - set(written)
        findings.note("An empty copy of the answer cell was left out.", slot.exercise)
    distinct = sorted({cells[place].text: place for place in reversed(written)}.values())
    if len([place for place in distinct if _is_whole(cells[place], slot)]) > 1:
        findings.withhold(slot.exercise, CONFLICT.format(slot.exercise))
        return distinct[-1:]  # the others stay where they are, as cells of her own
    if len(distinct) > 1:
        parts = sorted((cells[place] for place in distinct), key=lambda cell: cell.name is None)
        cells[distinct[0]] = replace(parts[0], source="\n".join(part.source.strip("\n") for part in parts))
        result.dropped |= set(written) - {distinct[0]}
        findings.note(PIECES, slot.exercise, is_sure=False)
        return distinct[:1]
    if len(written) > 1:
        findings.note(
            "The answer cell was there twice, with the same answer. One of the two was left out.", slot.exercise
        )
    place = next((one for one in written if one > last), written[0])
    result.dropped |= set(written) - {place}
    return [place]


def _is_whole(cell: SubmittedCell, slot: Slot, *, is_blank: bool = False) -> bool:
    """Return whether ``cell`` answers by itself: it has a first line and something below, or binds the name anew."""
    if cell.name is not None:
        return cell.name == slot.name and (is_blank or not slot.is_blank(cell))
    return slot.name is None or binds(cell.source, slot.name)


def _is_part(slot: Slot, cell: SubmittedCell, names: set[str]) -> bool:
    """Whether a cell with the grade id of an answer is that answer, a blank one, or may be a piece of it: no try."""
    if cell.name is not None:
        return cell.name == slot.name
    if slot.is_blank(cell) or binds(cell.source, str(slot.name)):
        return True
    return cell.kind != "code" or is_fragment(cell, names)
