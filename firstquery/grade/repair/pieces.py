"""Cells that were merged are cut again where the release had its borders; an answer that was split is joined again."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from IPython.core.inputtransformer2 import TransformerManager

from firstquery.grade.repair.cells import Cell, Slot, plain
from firstquery.grade.repair.expected import Expected

# How a line of SQL begins that goes on from the one before.
_GOES_ON = re.compile(
    r"\s*(?:from|where|group\s+by|order\s+by|having|limit|offset|(?:left|right|inner|cross|full)?\s*(?:outer\s+)?join|"
    r"on|and|or|union|when|else|end|as)\b|\s*[,)=<>*/+]",
    re.IGNORECASE,
)


def cut(cell: Cell, expected: Expected) -> list[Cell]:
    """The cells that were merged into ``cell``; ``cell`` alone where nothing was. One part keeps its grade id.

    A border is the line of a check, a first line such as ``%%sql name``, or the whole text of another released cell.
    """
    starts, ends = {0}, set()
    for slot in expected.slots:
        if slot.role == "answer" or not slot.text or slot.text not in cell.source:
            continue
        for found in re.finditer(rf"^{re.escape(slot.text)}[ \t]*$", cell.source, re.M):
            starts.add(found.start())
            ends.add(found.end())
    for line in re.finditer(r"^[ \t]*%%\w+[ \t]+\w+[ \t]*$", cell.source, re.M):
        if Cell("code", line.group()).name:
            starts.add(line.start())
    borders = sorted(starts | ends | {len(cell.source)})
    parts = [cell.source[a:b].strip("\n") for a, b in itertools.pairwise(borders)]
    parts = [part for part in parts if part.strip()]
    if len(parts) < 2:
        return [cell]
    own = _own(cell, parts, expected)
    return [
        replace(cell, source=part)
        if number == own
        else Cell("code" if cell.kind == "raw" else cell.kind, part)
        for number, part in enumerate(parts)
    ]  # fmt: skip


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


def is_whole(cell: Cell, slot: Slot) -> bool:
    """Whether ``cell`` answers by itself: it has a first line and something below, or binds the name anew."""
    if cell.name is not None:
        return not slot.is_blank(cell)
    return slot.name is None or binds(cell.source, slot.name)


def binds(source: str, name: str) -> bool:
    """Whether Python code gives ``name`` a value at its top level before it reads it."""
    tree = parsed(source)
    for statement in tree.body if tree else []:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
                return False
        stored = {
            node.id
            for node in ast.walk(statement)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }  # fmt: skip
        if name in stored or (
            isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and statement.name == name
        ):
            return True
    return False


def bound(source: str) -> set[str]:
    """All names that Python code gives a value to."""
    return {
        node.id
        for node in ast.walk(parsed(source) or ast.Module([], []))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


@lru_cache(maxsize=256)  # the same cells are asked about again and again; nobody changes the tree
def parsed(source: str) -> ast.Module | None:
    """The code of a cell as Python, magics and all; None where it is not."""
    try:
        return ast.parse(TransformerManager().transform_cell(source))  # type: ignore[no-untyped-call]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def joined(cells: list[Cell]) -> Cell:
    """The parts of one answer as one cell, the part with the first line first."""
    parts = sorted(cells, key=lambda cell: cell.name is None)
    return replace(parts[0], source="\n".join(part.source.strip("\n") for part in parts))


def goes_on(cell: Cell, answer: Cell) -> bool:
    """Whether ``cell`` can be nothing but the rest of ``answer``, the cell before it."""
    if cell.name is not None or answer.name is None:
        return False
    return bool(_GOES_ON.match(cell.source)) and parsed(cell.source) is None


def is_fragment(cell: Cell, names: Iterable[str]) -> bool:
    """Whether a code cell below an answer may be a piece of it: no Python, or mere words that nobody has defined."""
    if cell.kind != "code" or not cell.source.strip():
        return False
    tree = parsed(cell.source)
    if tree is None:
        return True
    known = set(names)
    allowed = (ast.Module, ast.Expr, ast.Name, ast.Load, ast.Constant, ast.Tuple)
    nodes = list(ast.walk(tree))
    return (
        bool(tree.body)
        and all(isinstance(node, allowed) for node in nodes)
        and not any(isinstance(node, ast.Name) and node.id in known for node in nodes)
    )
