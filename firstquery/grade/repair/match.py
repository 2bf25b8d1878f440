"""Which cell of a submission is which cell of the release: by grade id, by cell id, by what stands in it."""

from __future__ import annotations

import builtins
import re
from dataclasses import dataclass, field, replace

from firstquery.grade.repair import pieces
from firstquery.grade.repair.cells import Cell, Findings, Slot, plain
from firstquery.grade.repair.cut import cut
from firstquery.grade.repair.expected import Expected

CONFLICT = "There are two different answers to {}, and nothing says which one counts."
MOST_PIECES = 20  # of one answer
_MARK = re.compile(r"\A\s*#{1,6}[ \t]+(?=%%)")


@dataclass
class Match:
    """``chosen`` is the cell of each slot by its id; ``dropped`` are copies that go. All are places in ``cells``."""

    cells: list[Cell]
    chosen: dict[str, int] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    blank: set[str] = field(default_factory=set)  # ids of the answer slots into which nothing was written

    def own(self) -> list[int]:
        """The places of the learner's own cells."""
        taken = set(self.chosen.values()) | self.dropped
        return [place for place in range(len(self.cells)) if place not in taken]


def written(found: Match, expected: Expected) -> dict[str, str]:
    """The answers that were written, by the id of their slot."""
    return {
        slot.id: found.cells[found.chosen[slot.id]].text
        for slot in expected.answers
        if slot.id in found.chosen and slot.id not in found.blank
    }


def match(handed_in: list[Cell], expected: Expected, findings: Findings) -> Match:
    """Matches cells and slots; pieces of one answer are joined on the way."""
    cells, was_merged, quoting = cut([_without_mark(cell) for cell in handed_in], expected)
    if was_merged:
        findings.note("Cells that had been merged into one were taken apart again.")
    for exercise in sorted(quoting):
        findings.doubt(
            exercise, "In the text stands a line of another cell. It may be quoted, or two cells were merged."
        )
    result = Match(cells)
    groups = _groups(cells, expected, findings)
    last = -1
    for slot in expected.slots:
        places = groups.get(slot.id, [])
        if slot.role == "answer":
            places = _answer(slot, _without_tries(slot, places, cells, expected), result, groups, findings)
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
    for slot in expected.answers:
        _take_the_rest(slot, result, findings)
    return result


def _without_mark(cell: Cell) -> Cell:
    """A cell that was made a heading has a mark of Markdown before its first line."""
    return replace(cell, source=_MARK.sub("", cell.source)) if cell.kind == "markdown" else cell


def _take_the_rest(slot: Slot, result: Match, findings: Findings) -> None:
    """Joins to an answer the cells right below it that can be nothing but the rest of it."""
    place = result.chosen.get(slot.id)
    if place is None:
        return
    own, rest = set(result.own()), [place]
    while rest[-1] + 1 in own and len(rest) < MOST_PIECES:
        cell, answer = result.cells[rest[-1] + 1], result.cells[place]
        is_bare = len(rest) == 1 and answer.name is not None and "\n" not in answer.text and cell.name is None
        is_bare = is_bare and cell.kind == "code" and not pieces.binds(cell.source, str(slot.name))
        if not is_bare and not pieces.goes_on(cell, answer):
            break
        rest.append(rest[-1] + 1)
    if len(rest) > 1:
        result.cells[place] = pieces.joined([result.cells[one] for one in rest])
        result.dropped |= set(rest[1:])
        result.blank -= {slot.id}
        _in_pieces(slot, findings)


def _in_pieces(slot: Slot, findings: Findings) -> None:
    sentence = "The answer was in pieces. They were put together again."
    findings.note(sentence, slot.exercise)
    findings.doubt(slot.exercise, sentence + " The result is not right, and it may not be as it was written.")


def _groups(cells: list[Cell], expected: Expected, findings: Findings) -> dict[str, list[int]]:
    """The places of the cells of each slot, by its id: by metadata, else by what stands in them."""
    by_text = {slot.text: slot for slot in expected.slots if slot.role != "answer"}
    marked: dict[str, list[int]] = {}
    free: list[tuple[int, Slot]] = []
    for place, cell in enumerate(cells):
        said = expected.by_grade_id.get(cell.grade_id or "") or expected.by_id.get(cell.id or "")
        held = by_text.get(cell.text) or expected.by_name.get(cell.name or "")
        if said and held and said is not held and (held.role != "answer" or said.role != "answer"):
            # What stands in it is known word for word, or is an answer in the cell of something else.
            said = None
        if said and not held and said.role == "check" and cell.text and not cell.text.startswith("check("):
            said = None  # what she wrote under the mark of a check is hers, and may be an answer
        other = expected.by_id.get(cell.id or "")
        if said and other and said is not other and other.grade_id:
            for one in (said, other):
                findings.doubt(one.exercise, "Two cells had been given the marks of one another.")
        if said:
            marked.setdefault(said.id, []).append(place)
        elif held:
            free.append((place, held))
    _under_a_wrong_id(cells, marked, expected)
    answers: dict[str, tuple[list[int], list[int]]] = {}  # what is written, and what is blank
    for place, slot in free:
        if slot.role == "answer":
            if slot.id not in answers:
                there = marked.get(slot.id, [])
                answers[slot.id] = ([one for one in there if not slot.is_blank(cells[one])],
                                    [one for one in there if slot.is_blank(cells[one])])  # fmt: skip
            written, blank = answers[slot.id]
            if written and cells[place].grade_id is None:
                continue  # her own try beside her answer
            if slot.is_blank(cells[place]):
                blank.append(place)
            else:
                written.append(place)
                blank.clear()
        elif slot.id not in marked or cells[place].grade_id:
            marked.setdefault(slot.id, []).append(place)
    return {name: sorted(places) for name, places in {**marked, **{k: a + b for k, (a, b) in answers.items()}}.items()}


def _without_tries(slot: Slot, places: list[int], cells: list[Cell], expected: Expected) -> list[int]:
    """The places without copies of the answer cell in which she tries something else: those stay where they are."""
    if not any(cells[place].name == slot.name or pieces.binds(cells[place].source, str(slot.name)) for place in places):
        return places
    names = {*expected.by_name, *dir(builtins)}
    return [place for place in places if _is_of(slot, cells[place], names)]


def _is_of(slot: Slot, cell: Cell, names: set[str]) -> bool:
    """Whether a cell with the grade id of an answer is that answer, a blank one, or may be a piece of it."""
    if cell.name is not None:
        return cell.name == slot.name
    if slot.is_blank(cell) or pieces.binds(cell.source, str(slot.name)):
        return True
    return cell.kind != "code" or pieces.is_fragment(cell, names)


def _under_a_wrong_id(cells: list[Cell], marked: dict[str, list[int]], expected: Expected) -> None:
    """A cell under one answer's grade id and with the name of another goes there, where no cell has that name."""
    for slot in expected.answers:
        there = [cells[place] for place in marked.get(slot.id, [])]
        if slot.name is None or any(one.name == slot.name or pieces.binds(one.source, slot.name) for one in there):
            continue
        found = [
            (other.id, place)
            for other in expected.answers
            for place in marked.get(other.id, [])
            if other is not slot and cells[place].name == slot.name
        ]
        if len(found) == 1:
            ((other_id, place),) = found
            marked[other_id].remove(place)
            marked[slot.id] = sorted([*marked.get(slot.id, []), place])


def _answer(
    slot: Slot, places: list[int], result: Match, groups: dict[str, list[int]], findings: Findings
) -> list[int]:
    """The place of the one answer cell of ``slot``; its copies and blanks are dropped, its pieces joined."""
    cells = result.cells
    has_rest = any(cells[place].name is None and not pieces.binds(cells[place].source, str(slot.name)) and
                   not slot.is_blank(cells[place]) for place in places)  # fmt: skip
    written = [place for place in places if not slot.is_blank(cells[place]) or (has_rest and _is_bare(cells[place]))]
    if not written:
        written = _in_python(slot, result, groups)
        if written:
            findings.doubt(slot.exercise, f"The answer was recognised by its name alone: {slot.name}.")
    if not written:
        result.dropped |= set(places[1:])
        result.blank |= {slot.id} if places else set()
        return places[:1]
    if set(places) - set(written):
        result.dropped |= set(places) - set(written)
        findings.note("An empty copy of the answer cell was left out.", slot.exercise)
    distinct = {plain(cells[place].source): place for place in reversed(written)}
    kept = sorted(distinct.values())
    wholes = [place for place in kept if pieces.is_whole(cells[place], slot)]
    if len(wholes) > 1 and len(distinct) > 1:
        sentence = CONFLICT.format(slot.exercise)
        findings.note(sentence, slot.exercise)
        findings.withheld[str(slot.exercise)] = sentence
        return kept[-1:]  # the others stay where they are, as cells of her own
    if len(kept) > 1:
        result.dropped |= set(written) - {kept[0]}
        parts = pieces.joined([cells[place] for place in kept])
        cells[kept[0]] = parts
        _in_pieces(slot, findings)
        return kept[:1]
    if len(written) > 1:
        findings.note(
            "The answer cell was there twice, with the same answer. One of the two was left out.", slot.exercise
        )
        before = result.chosen and max(result.chosen.values())
        place = next((one for one in written if one > (before or 0)), written[0])
        result.dropped |= set(written) - {place}
        return [place]
    return written


def _is_bare(cell: Cell) -> bool:
    """A first line with nothing below it."""
    return cell.name is not None and "\n" not in cell.text


def _in_python(slot: Slot, result: Match, groups: dict[str, list[int]]) -> list[int]:
    """The one cell without a slot that binds the name of an answer that is not there in another form."""
    if slot.name is None or groups.get(slot.id):
        return []
    taken = {place for places in groups.values() for place in places} | result.dropped
    found = [
        place
        for place, cell in enumerate(result.cells)
        if place not in taken and cell.kind == "code" and pieces.binds(cell.source, slot.name)
    ]
    return found if len(found) == 1 else []
