"""An answer that was split is joined again; whether a cell is a whole answer, or may be a piece of one."""

from __future__ import annotations

import ast
import contextlib
import re
import sqlite3
from collections.abc import Container
from dataclasses import replace
from functools import lru_cache
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

from firstquery.grade.repair.cells import Cell, Slot, first_line

LONGEST = 50_000  # characters of a cell that is looked at as Python, or as SQL
_SHELL: Any = TransformerManager()  # type: ignore[no-untyped-call]
_HELP = re.compile(r"\?{1,2}[%\w.]+|[%\w.]+\?{1,2}")
_QUERY = re.compile(r"\s*(?:select|with|values)\b|\s*(?:--|/\*)", re.IGNORECASE)
# How a line of SQL begins that goes on from the one before.
_GOES_ON = re.compile(
    r"\s*(?:from|where|group\s+by|order\s+by|having|limit|offset|(?:left|right|inner|cross|full)?\s*(?:outer\s+)?join|"
    r"on|and|or|union|when|else|end|as)\b|\s*[,)=<>*/+]",
    re.IGNORECASE,
)
# Of these, how a part begins that can be missing from a query without being missed.
_CLAUSE = re.compile(r"\s*(?:where|group\s+by|order\s+by|having|limit|\w*\s*(?:outer\s+)?join|union)\b", re.IGNORECASE)


def is_whole(cell: Cell, slot: Slot) -> bool:
    """Whether ``cell`` answers by itself: it has a first line and something below, or binds the name anew."""
    if cell.name is not None:
        return not slot.is_blank(cell)
    return slot.name is None or binds(cell.source, slot.name)


def binds(source: str, name: str) -> bool:
    """Whether Python code gives ``name`` a value at its top level before it reads it."""
    if name not in source:
        return False
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


@lru_cache(maxsize=4096)
def bound(source: str) -> frozenset[str]:
    """All names that Python code gives a value to."""
    return frozenset(
        node.id
        for node in ast.walk(parsed(source) or ast.Module([], []))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    )


@lru_cache(maxsize=4096)  # the same cells are asked about again and again; nobody changes the tree
def parsed(source: str) -> ast.Module | None:
    """The code of a cell as Python, magics and all; None where it is not, or is too long to be looked at."""
    if len(source) > LONGEST:
        return None
    lines = source.splitlines(keepends=True)
    for transform in (*_SHELL.cleanup_transforms, *_SHELL.line_transforms):
        lines = transform(lines)
    # What IPython does to single lines takes long where there are many: here they have no other use than to be there.
    for text in ("".join(lines), "".join(map(_without_magic, lines))):
        try:
            return ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            pass
    return None


def _without_magic(line: str) -> str:
    body = line.lstrip(" \t")
    if body.startswith(("%", "!")) or _HELP.fullmatch(body.rstrip()):
        return f"{line[: len(line) - len(body)]}None\n"
    name, sign, rest = line.partition("=")
    return f"{name}= None\n" if sign and rest.lstrip(" \t").startswith(("%", "!")) else line


def joined(cells: list[Cell]) -> Cell:
    """The parts of one answer as one cell, the part with the first line first."""
    parts = sorted(cells, key=lambda cell: cell.name is None)
    source = "\n".join(part.source.strip("\n") for part in parts)
    return replace(parts[0], source=source, lost=next((part.lost for part in parts if part.lost), ""))


def goes_on(cell: Cell, answer: Cell) -> bool:
    """Whether ``cell`` can be nothing but the rest of the query ``answer``, the cell before it.

    Notes on a result begin as lines of SQL do ("From this ...", "As ..."): together with them it is no query.
    """
    if cell.kind != "code" or cell.name is not None or answer.name is None or not _GOES_ON.match(cell.source):
        return False
    if parsed(cell.source) is not None:
        return False
    query = first_line(answer.source)[1]
    has_clause = _CLAUSE.match(cell.source) is not None
    return is_query(f"{query}\n{cell.source}") and (has_clause or not is_query(query))


def is_query(text: str) -> bool:
    """Whether SQLite can read ``text`` as one query, of whatever tables. Nothing is run."""
    if len(text) > LONGEST or not _QUERY.match(text):
        return False
    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        try:
            database.execute(f"EXPLAIN {text}")
        except sqlite3.OperationalError as fault:
            return not any(words in str(fault) for words in ("syntax error", "incomplete input", "unrecognized token"))
        except (sqlite3.Error, sqlite3.Warning, ValueError):
            return False
    return True


def is_fragment(cell: Cell, names: Container[str]) -> bool:
    """Whether a code cell below an answer may be a piece of it: no Python, or mere words that nobody has defined."""
    if cell.kind != "code" or not cell.source.strip():
        return False
    tree = parsed(cell.source)
    if tree is None:
        return True
    allowed = (ast.Module, ast.Expr, ast.Name, ast.Load, ast.Constant, ast.Tuple)
    nodes = list(ast.walk(tree))
    return (
        bool(tree.body)
        and all(isinstance(node, allowed) for node in nodes)
        and not any(isinstance(node, ast.Name) and node.id in names for node in nodes)
    )
