"""Small mistakes in given lines of a file, one at a time, as its tests should notice them."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    **{ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt},
    **{ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And},
    **{ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.Pow: ast.Mult},
}
_REMOVED = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Raise, ast.Return, ast.Expr)


@dataclass(frozen=True)
class Mutant:
    """One mistake: in which line of the head it is, what it is, and the whole file with it."""

    path: str
    line: int
    change: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.change}"


def mutants(path: str, text: str, lines: set[int]) -> Iterator[Mutant]:
    """Every mistake in these lines of a Python file, in the order of the file."""
    tree = ast.parse(text)
    count = sum(1 for _ in ast.walk(tree))
    quiet = _not_code(tree)
    for at in range(count):
        node = _nth(tree, at)
        if _line(node) not in lines or at in quiet:
            continue
        for number, (change, _) in enumerate(_changes(node)):
            other = copy.deepcopy(tree)
            place = _nth(other, at)
            _put(other, place, list(_changes(place))[number][1])
            yield Mutant(path, _line(node), change, ast.unparse(ast.fix_missing_locations(other)) + "\n")


def _line(node: ast.AST) -> int:
    """The line in which it is; of a `try`, that of its `finally`."""
    if isinstance(node, ast.Try) and node.finalbody:
        return node.finalbody[0].lineno - 1
    return getattr(node, "lineno", 0)


def _nth(tree: ast.AST, at: int) -> ast.AST:
    return next(node for number, node in enumerate(ast.walk(tree)) if number == at)


def _not_code(tree: ast.AST) -> set[int]:
    """Descriptions and annotations, which do nothing; and what stands inside texts that are filled in."""
    inside: set[int] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        first = body[0] if isinstance(body, list) and body else None
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
            inside |= {id(one) for one in ast.walk(first)}
        for name in ("annotation", "returns"):
            if isinstance(getattr(node, name, None), ast.AST):
                inside |= {id(one) for one in ast.walk(getattr(node, name))}
        if isinstance(node, ast.JoinedStr):
            inside |= {id(one) for one in ast.walk(node)} - {id(node)}
    return {number for number, node in enumerate(ast.walk(tree)) if id(node) in inside}


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST | None]]:
    """What may be done to a node: a name for it, and the node in its place (None: the statement is left out)."""
    if isinstance(node, ast.Compare):
        for number, op in enumerate(node.ops):
            other = copy.deepcopy(node)
            other.ops[number] = _SWAPS[type(op)]()  # type: ignore[call-overload]
            yield f"{type(op).__name__} becomes {type(other.ops[number]).__name__}", other
    if isinstance(node, ast.BoolOp | ast.BinOp | ast.AugAssign) and type(node.op) in _SWAPS:
        other_op = copy.deepcopy(node)
        other_op.op = _SWAPS[type(node.op)]()  # type: ignore[assignment]
        yield f"{type(node.op).__name__} becomes {type(other_op.op).__name__}", other_op
    if isinstance(node, ast.If | ast.While | ast.IfExp):
        turned = copy.deepcopy(node)
        turned.test = ast.UnaryOp(ast.Not(), turned.test)
        yield "the condition is turned round", turned
    if isinstance(node, ast.Constant):
        yield from _constants(node)
    if isinstance(node, ast.JoinedStr):
        yield "the text is empty", ast.Constant("")
    if isinstance(node, ast.ExceptHandler):
        passed_on = copy.deepcopy(node)
        passed_on.body = [ast.Raise(None, None)]
        yield "what is caught is raised again", passed_on
    if isinstance(node, ast.Try) and node.finalbody:
        bare = copy.deepcopy(node)
        bare.finalbody = []
        yield "finally is left out", bare
    if isinstance(node, _REMOVED):
        yield f"{type(node).__name__} is left out", None


def _constants(node: ast.Constant) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node.value, bool):
        yield f"{node.value} becomes {not node.value}", ast.Constant(not node.value)
    elif isinstance(node.value, int | float):
        yield f"{node.value} becomes {node.value + 1}", ast.Constant(node.value + 1)
        yield f"{node.value} becomes {node.value - 1}", ast.Constant(node.value - 1)
    elif isinstance(node.value, str) and node.value:
        yield "the text is empty", ast.Constant("")


def _put(tree: ast.AST, place: ast.AST, other: ast.AST | None) -> None:
    """``other`` instead of ``place``; a statement that is left out becomes `pass`."""
    instead = ast.Pass() if other is None else other
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is place:
                setattr(parent, name, instead)
            elif isinstance(value, list) and any(one is place for one in value):
                setattr(parent, name, [instead if one is place else one for one in value])
