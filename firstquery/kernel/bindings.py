"""What a cell says by its text alone: which names it binds, whether two cells say the same, which places are open.

Where the text leaves a doubt, a cell binds the name: nobody who has made an answer is told that she has not.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator

from firstquery.core.first_line import MAGICS, PROGRAMS, name_in

#: With one of these a cell can bind any name.
_ANY_NAME = frozenset({"globals", "locals", "vars", "exec", "eval", "setattr", "get_ipython"})
_OURS = "firstquery"  # what `from firstquery import *` brings is no answer
_TEXT = r"""'''.*?(?:'''|\Z)|\"\"\".*?(?:\"\"\"|\Z)|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*\""""
_IN_PYTHON = re.compile(rf"{_TEXT}|#[^\n]*", re.DOTALL)
_IN_SQL = re.compile(r"'(?:''|[^'])*'|\"[^\"\n]*\"|--[^\n]*|/\*.*?\*/", re.DOTALL)
_HOLE = re.compile(r"…|(?<!\w)___+(?!\w)")
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def parse(source: str) -> list[ast.stmt] | None:
    """Return the statements of a cell; None where it is no plain Python."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(source).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def essence(source: str) -> str:
    """Return what a cell says, without its empty lines, and of Python without comments and spaces."""
    statements = parse(source)
    if statements is not None:
        return "\n".join(map(ast.dump, statements))
    return "\n".join(line.rstrip() for line in source.splitlines() if line.strip())


def binds(source: str, name: str) -> bool:
    """Return whether a cell that runs gives ``name`` a value, or may do so."""
    magic, kept = name_in(source)
    if magic in (*MAGICS, *PROGRAMS) or (magic and kept == name):
        return kept == name
    statements = parse(source)
    if statements is None:
        return re.search(rf"\b{re.escape(name)}\b", source) is not None
    return name in bound_names(statements) or any(map(_may_bind_any, ast.walk(ast.Module(statements, []))))


def _may_bind_any(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module != _OURS and any(one.name == "*" for one in node.names)
    return isinstance(node, ast.Name) and node.id in _ANY_NAME


def bound_names(statements: list[ast.stmt]) -> list[str]:
    """Return the names that statements bind for the cells below, in order, those of a function's own left out."""
    return [name for statement in statements for name in _bound(statement)]


def _bound(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name):
        if isinstance(node.ctx, ast.Store):
            yield node.id
    elif isinstance(node, ast.alias):
        yield node.asname or node.name.partition(".")[0]
    elif isinstance(node, ast.Global):
        yield from node.names
    elif isinstance(node, _SCOPES):
        yield node.name
        for one in ast.walk(node):  # what runs in it keeps its names to itself, but for these
            yield from one.names if isinstance(one, ast.Global) else ()
        return
    elif isinstance(node, _COMPREHENSIONS):
        for one in ast.walk(node):  # its own names end with it
            yield from [one.target.id] if isinstance(one, ast.NamedExpr) else ()
        return
    elif isinstance(node, ast.Lambda):
        return
    else:
        yield from (name for part in ("name", "rest") if isinstance(name := getattr(node, part, None), str))
    for child in ast.iter_child_nodes(node):
        yield from _bound(child)


def open_places(source: str) -> list[int]:
    """Return the numbers of the lines where a frame has a place that is not filled in: ``…``, outside of texts."""
    strings = _IN_SQL if name_in(source)[0] == "sql" else _IN_PYTHON
    if name_in(source)[0] in ("text", "choice"):
        return []
    bare = strings.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), source)
    return [number for number, line in enumerate(bare.split("\n"), 1) if _HOLE.search(line)]
