"""Changes of a statement of Python and of what stands in its lists: dropped, turned round, ended early."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial
from typing import Any

from firstquery.grading.mutants.sql_operators import SHOWN, Edit

STATEMENTS = (ast.Assign, ast.AugAssign, ast.Expr, ast.If, ast.For, ast.Raise, ast.Assert, ast.Continue)


def short(node: ast.AST) -> str:
    """Return a piece of Python in one line, cut where it is long. A name in answers.py ends at a bar."""
    text = " ".join(ast.unparse(node).split()).replace("|", "¦")
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def put(part: str, value: Any, node: ast.AST) -> ast.AST:
    """Set a part of a node, and return the node."""
    setattr(node, part, value)
    return node


def of_statements(node: ast.AST) -> Iterator[Edit]:
    is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    if isinstance(node, STATEMENTS) and not is_docstring:
        yield Edit(f"`{short(node)}` dropped", lambda one: None)
    if isinstance(node, ast.Assert):
        yield Edit(f"`{short(node)}` became always true", lambda one: ast.Assert(ast.Constant(True)))
    if isinstance(node, ast.If | ast.While | ast.IfExp):
        what = f"`if {short(node.test)}`"
        yield Edit(f"{what} turned round", partial(_negate, node.__class__))
        if isinstance(node, ast.If):
            yield Edit(f"{what} became always true", partial(put, "test", ast.Constant(True)))
            if node.orelse:
                yield Edit(f"else of {what} dropped", partial(put, "orelse", []))
    if isinstance(node, ast.Try):
        for at, handler in enumerate(node.handlers):
            caught = short(handler.type) if handler.type else ""
            yield Edit(f"`except {caught}` dropped, line {handler.lineno}", partial(_drop_handler, at))
    if isinstance(node, ast.For | ast.While):
        yield Edit("the loop ends after its first round", _end_early)
    if isinstance(node, ast.Break):
        yield Edit("break became continue", lambda one: ast.Continue())
    if isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
        yield Edit(f"`{short(node)}` returns None", lambda one: ast.Return(ast.Constant(None)))
    if isinstance(node, ast.FunctionDef) and (named := [one.arg for one in node.args.args]):
        yield Edit(f"{node.name} empties what it is given", partial(_empty_arguments, named))


def _negate(kind: type, node: Any) -> ast.AST:
    node.test = ast.UnaryOp(ast.Not(), node.test)
    return node  # type: ignore[no-any-return]


def _drop_handler(at: int, node: ast.Try) -> Any:
    del node.handlers[at]
    return node if node.handlers or node.finalbody else ast.If(ast.Constant(True), node.body, [])


def _end_early(node: Any) -> ast.AST:
    node.body = [*node.body, ast.Break()]
    return node  # type: ignore[no-any-return]


def _empty_arguments(named: list[str], node: ast.FunctionDef) -> ast.AST:
    """Write to a list or a dict that the function is given, behind its work."""
    held = f"for each in ({', '.join(named)},):\n    if isinstance(each, (list, dict, set)):\n        each.clear()"
    node.body = [ast.Try(node.body, [], [], ast.parse(held).body)]
    return node


def of_containers(node: ast.AST) -> Iterator[Edit]:
    is_read = isinstance(node, ast.List | ast.Tuple | ast.Set) and isinstance(
        getattr(node, "ctx", ast.Load()), ast.Load
    )
    elements: list[ast.expr] = getattr(node, "elts", []) if is_read else []
    if len(elements) > 1 and all(isinstance(one, ast.Constant) for one in elements):
        for at, one in enumerate(elements):
            yield Edit(f"{short(one)} dropped from the list", partial(_drop_element, at))
    if isinstance(node, ast.Dict) and len(node.keys) > 1:
        for at, key in enumerate(node.keys):
            if key is not None:
                yield Edit(f"{short(key)} dropped from the dict, line {key.lineno}", partial(_drop_key, at))
    if isinstance(node, ast.comprehension):
        for at, test in enumerate(node.ifs):
            yield Edit(f"`if {short(test)}` dropped, line {test.lineno}", partial(_drop_test, at))


def _drop_element(at: int, node: Any) -> ast.AST:
    del node.elts[at]
    return node  # type: ignore[no-any-return]


def _drop_key(at: int, node: ast.Dict) -> ast.AST:
    del node.keys[at], node.values[at]
    return node


def _drop_test(at: int, node: ast.comprehension) -> ast.AST:
    del node.ifs[at]
    return node
