"""Changes of the claims of a learner's tests, one at a time: dropped, turned round, made always true.

A claim is an ``assert`` or a call of one of unittest's assert methods.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any

from firstquery.grading.mutants import python_operators
from firstquery.grading.mutants.sql_operators import Change, Edit
from firstquery.grading.mutants.statement_operators import short

_PAIRS = (
    *(("assertEqual", "assertNotEqual"), ("assertTrue", "assertFalse"), ("assertIn", "assertNotIn")),
    *(("assertIs", "assertIsNot"), ("assertIsNone", "assertIsNotNone"), ("assertRegex", "assertNotRegex")),
    *(("assertGreater", "assertLessEqual"), ("assertLess", "assertGreaterEqual")),
    *(("assertAlmostEqual", "assertNotAlmostEqual"), ("assertIsInstance", "assertNotIsInstance")),
)
_TURNED = {**dict(_PAIRS), **{other: one for one, other in _PAIRS}}


def mutate(cell: str) -> Iterator[Change]:
    """Yield the changes of a cell of tests, each text once."""
    yield from python_operators.changes(cell, _of_claims)


def _of_claims(node: ast.AST) -> Iterator[Edit]:
    turn: Callable[[Any], ast.AST] | None = None
    if isinstance(node, ast.Assert):
        turn = _turn
    elif _method(node):
        turn = _rename if _method(node) in _TURNED else None
    else:
        return
    yield Edit(f"`{short(node)}` dropped", lambda one: None)
    if turn:
        yield Edit(f"`{short(node)}` turned round", turn)
    yield Edit(f"`{short(node)}` became always true", lambda one: ast.Assert(ast.Constant(True)))


def _method(node: ast.AST) -> str:
    """Return unittest's assert method that a statement calls; empty where it calls none."""
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=name))) if name.startswith("assert"):
            return name
    return ""


def _turn(node: ast.Assert) -> ast.AST:
    is_turned = isinstance(node.test, ast.UnaryOp) and isinstance(node.test.op, ast.Not)
    node.test = node.test.operand if is_turned else ast.UnaryOp(ast.Not(), node.test)  # type: ignore[attr-defined]
    return node


def _rename(node: Any) -> ast.AST:
    node.value.func.attr = _TURNED[node.value.func.attr]
    return node  # type: ignore[no-any-return]
