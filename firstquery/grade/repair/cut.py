"""Cells that were merged into one are cut again where the release had its borders."""

from __future__ import annotations

import ast
import itertools
import re
from dataclasses import replace

from firstquery.grade.repair import pieces
from firstquery.grade.repair.cells import Cell, Slot, plain
from firstquery.grade.repair.expected import Expected

MOST_PARTS = 200  # of one cell
MOST_CELLS = 10_000  # of a notebook that was cut
_FIRST_LINE = re.compile(r"[ \t]*%%\w+[ \t]+\w+[ \t]*")
_TEXT = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*%%[ \t]*text\b", re.IGNORECASE)
_FENCE = re.compile(r"[ \t]*```")


def cut(cells: list[Cell], expected: Expected) -> tuple[list[Cell], bool, set[str]]:
    """The parts of all cells, whether cells had been merged, and the exercises whose text may hold another cell.

    A border is the line of a check, a first line such as ``%%sql name``, or the whole text of another released cell.
    Within a text of Python it is none. In a written answer it is none where the cell that it begins is there as well:
    then it is quoted.
    """
    found: list[Cell] = []
    was_merged, quoting = False, set()
    by_text = {slot.text: slot for slot in expected.slots if slot.role != "answer" and slot.text}
    holders = _holders(cells, by_text, expected)
    for place, cell in enumerate(cells):
        elsewhere = {slot_id for slot_id, places in holders.items() if len(places) > (place in places)}
        parts, quotes = (
            _parts(cell, by_text, expected, elsewhere) if len(found) < MOST_CELLS else ([cell.source], False)
        )
        if len(parts) < 2:
            found.append(cell)
        else:
            found += _cells(cell, parts, expected)
            slots = {slot.id for part in parts if (slot := _slot(part, by_text, expected))}
            was_merged = was_merged or len(slots - elsewhere) > 1
        if quotes:
            quoting |= {str(slot.exercise) for part in parts if (slot := _slot(part, by_text, expected))}
    return found, was_merged, quoting


def _holders(cells: list[Cell], by_text: dict[str, Slot], expected: Expected) -> dict[str, set[int]]:
    """The places of the cells that are, or say that they are, a slot, by its id."""
    found: dict[str, set[int]] = {}
    for place, cell in enumerate(cells):
        said = expected.by_grade_id.get(cell.grade_id or "") or expected.by_id.get(cell.id or "")
        for slot in (said, by_text.get(cell.text) or expected.by_name.get(cell.name or "")):
            if slot is not None:
                found.setdefault(slot.id, set()).add(place)
    return found


def _slot(source: str, by_text: dict[str, Slot], expected: Expected) -> Slot | None:
    return by_text.get(plain(source)) or expected.by_name.get(Cell("code", source).name or "")


def _parts(cell: Cell, by_text: dict[str, Slot], expected: Expected, elsewhere: set[str]) -> tuple[list[str], bool]:
    """The parts of a cell, and whether a line in a text of it looks like a border."""
    borders = _borders(cell, by_text, expected)
    if not borders:
        return [cell.source], False
    within = _within_texts(cell)
    kept, quotes = [0], False
    is_text = _TEXT.match(cell.source)
    for start, end, slot in borders:
        if any(a < start < b for a, b in within):
            continue
        if is_text and start < is_text.end():
            continue
        if is_text and (slot is None or slot.id in elsewhere or slot.name == cell.name):
            quotes = quotes or slot is not None
            continue
        kept += [start] if end is None else [start, end]
        is_text = _TEXT.match(cell.source, kept[-1])
        if len(kept) > MOST_PARTS:
            break
    ends = sorted({*kept, len(cell.source)})
    parts = [cell.source[a:b].strip("\n") for a, b in itertools.pairwise(ends)]
    return [part for part in parts if part.strip()], quotes


def _borders(cell: Cell, by_text: dict[str, Slot], expected: Expected) -> list[tuple[int, int | None, Slot | None]]:
    """Where a part may begin, in their order: its place, its end where that is known, and its slot."""
    found: list[tuple[int, int | None, Slot | None]] = []
    for text, slot in by_text.items():
        if text in cell.source:
            for one in re.finditer(rf"^{re.escape(text)}[ \t]*$", cell.source, re.M):
                found.append((one.start(), one.end(), slot))
    place = 0
    for line in cell.source.split("\n") if "%%" in cell.source else ():
        if _FIRST_LINE.fullmatch(line) and (name := Cell("code", line).name):
            found.append((place, None, expected.by_name.get(name)))
            if len(found) > 10 * MOST_PARTS:
                break
        place += len(line) + 1
    return sorted(found, key=lambda one: one[0])


def _within_texts(cell: Cell) -> list[tuple[int, int]]:
    """From where to where texts of several lines go in a cell of Python, and fences in one of Markdown."""
    starts = [0]
    for line in cell.source.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    if cell.kind == "markdown":
        fences = [place for place, line in zip(starts, cell.source.split("\n"), strict=False) if _FENCE.match(line)]
        return list(zip(fences[::2], fences[1::2], strict=False))[:MOST_PARTS]
    source = cell.source.lstrip("\n")
    above = len(cell.source) - len(source)
    tree = pieces.parsed(source) if cell.name is None else None
    return [
        (starts[above + node.lineno - 1], starts[above + (node.end_lineno or node.lineno)])
        for node in ast.walk(tree or ast.Module([], []))
        if isinstance(node, ast.Constant | ast.JoinedStr) and (node.end_lineno or 0) > node.lineno
        and above + (node.end_lineno or 0) < len(starts)
    ]  # fmt: skip


def _cells(cell: Cell, parts: list[str], expected: Expected) -> list[Cell]:
    own = _own(cell, parts, expected)
    kind = "code" if cell.kind == "raw" else cell.kind
    return [
        replace(cell, source=part) if number == own else Cell(kind, part, lost=cell.lost)
        for number, part in enumerate(parts)
    ]


def _own(cell: Cell, parts: list[str], expected: Expected) -> int:
    """Which part keeps the cell's grade id and outputs: that which has its name, or is nothing that is known."""
    slot = expected.by_grade_id.get(cell.grade_id or "")
    if slot is None:
        return 0
    known = [part for part in parts if plain(part) == slot.text or (slot.name and Cell("code", part).name == slot.name)]
    texts = {one.text for one in expected.slots if one.role != "answer"}
    free = [part for part in parts if plain(part) not in texts and Cell("code", part).name not in expected.by_name]
    wanted = known if slot.role != "answer" else known or free
    return parts.index(wanted[0]) if wanted else -1
