"""Changes of a cell of Python, one at a time, on its tree; a query in it is changed as a query.

The operators are those of cosmic-ray and mutmut (comparison, arithmetic, boolean and break/continue operators, numbers,
keywords, exceptions), those of Mutpy for statements that are dropped, and of pandas what a leader may forget.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from firstquery.grading.mutants import sql_operators
from firstquery.grading.mutants.sql_operators import Change, Edit, Schema, step
from firstquery.grading.mutants.statement_operators import of_containers, of_statements, put, short

MAGIC = re.compile(r"^%%\w+.*\n?")
_SIGNS: dict[type, str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.BitAnd: "&",
    ast.BitOr: "¦",
    ast.And: "and",
    ast.Or: "or",
}
_SWAPS: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE,),
    ast.LtE: (ast.Lt,),
    ast.Gt: (ast.GtE,),
    ast.GtE: (ast.Gt,),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
}
_UNARY: dict[type, str] = {ast.Not: "not", ast.Invert: "~", ast.USub: "-"}
#: A method of pandas or of a text for one that is easily taken for it.
_METHODS = {
    "sum": "mean",
    "mean": "median",
    "median": "mean",
    "min": "max",
    "max": "min",
    "count": "size",
    "size": "count",
    "nunique": "count",
    "idxmax": "idxmin",
    "idxmin": "idxmax",
    "nlargest": "nsmallest",
    "nsmallest": "nlargest",
    "head": "tail",
    "tail": "head",
    "first": "last",
    "last": "first",
    "ge": "gt",
    "gt": "ge",
    "le": "lt",
    "lt": "le",
}
#: Methods that are forgotten: what they were called on stands there without them.
_FORGOTTEN = {
    "abs",
    "casefold",
    "cumsum",
    "drop_duplicates",
    "dropna",
    "fillna",
    "head",
    "lower",
    "lstrip",
    "normalize",
    "query",
    "reindex",
    "round",
    "rstrip",
    "sort_index",
    "sort_values",
    "strip",
    "tz_convert",
    "tz_localize",
    "unique",
    "upper",
}
_LISTED = {"sum", "mean", "median", "min", "max", "count", "size", "nunique", "first", "last"}


def mutate(cell: str, schema: Schema) -> Iterator[Change]:
    """Yield the changes of a cell, each text once. What is no Python has none."""
    magic = MAGIC.match(cell)
    head = magic[0] if magic else ""
    if head.startswith("%%sql"):
        for change in sql_operators.mutate(cell[len(head) :], schema):
            yield Change(change.name, head + change.text, change.is_bound)
        return
    yield from changes(cell, lambda node: _edits(node, schema))


def changes(cell: str, edits: Callable[[ast.AST], Iterator[Edit]]) -> Iterator[Change]:
    """Yield what ``edits`` of its nodes make of a cell of Python, each text once."""
    magic = MAGIC.match(cell)
    head = magic[0] if magic else ""
    try:
        tree = ast.parse(cell[len(head) :])
    except (SyntaxError, ValueError):
        return
    seen = {ast.unparse(tree)}
    for number, node in enumerate(ast.walk(tree)):
        for edit in edits(node):
            made = _apply(tree, number, edit)
            if made is not None and made not in seen:
                seen.add(made)
                line = getattr(node, "lineno", None)
                name = f"{edit.name}, line {line}" if line and ", line" not in edit.name else edit.name
                yield Change(name, head + made, edit.is_bound)


def _apply(tree: ast.Module, number: int, edit: Edit) -> str | None:
    """Return the cell in which node ``number`` is changed; None where nothing would be left of it."""
    changed = copy.deepcopy(tree)
    node = next(one for at, one in enumerate(ast.walk(changed)) if at == number)
    made = edit.make(node)
    if made is not node:
        for parent in ast.walk(changed):
            for name, value in ast.iter_fields(parent):
                if value is node and made is not None:
                    setattr(parent, name, made)
                elif isinstance(value, list) and any(one is node for one in value):
                    at = next(where for where, one in enumerate(value) if one is node)
                    value[at : at + 1] = [made] if made is not None else []
                    if not value and name == "body":
                        value.append(ast.Pass())
    try:
        return ast.unparse(ast.fix_missing_locations(changed))
    except (ValueError, AttributeError, TypeError):
        return None


def _edits(node: ast.AST, schema: Schema) -> Iterator[Edit]:
    yield from _of_operators(node, schema)
    for family in (_of_calls, of_statements, of_containers):
        yield from family(node)
    if isinstance(node, ast.Constant):
        yield from _of_constants(node, schema)


def _of_operators(node: ast.AST, schema: Schema) -> Iterator[Edit]:
    if isinstance(node, ast.Compare):
        for at, sign in enumerate(node.ops):
            for other in () if _is_other_length(node, schema) else _SWAPS.get(type(sign), ()):
                yield Edit(_became(type(sign), other), partial(_compare, at, other), is_bound=True)
        for at, bound in enumerate([node.left, *node.comparators]):
            if isinstance(bound, ast.Constant) and not isinstance(bound.value, bool | None):
                for moved in step(str(bound.value)):
                    made: Any = type(bound.value)(moved)  # type: ignore[call-arg, arg-type]
                    yield Edit(f"{bound.value!r} became {made!r}", partial(_move, at, made), is_bound=True)
    elif isinstance(node, ast.BinOp | ast.AugAssign | ast.BoolOp):
        for other in _SWAPS.get(type(node.op), ()):
            yield Edit(_became(type(node.op), other), partial(put, "op", other()))
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd | ast.BitOr):
        yield Edit(f"`{short(node.right)}` dropped", lambda one: one.left, is_bound=True)
        if not isinstance(node.left, ast.BinOp):
            yield Edit(f"`{short(node.left)}` dropped", lambda one: one.right, is_bound=True)
    if isinstance(node, ast.BoolOp):
        for at, value in enumerate(node.values):
            rest = [one for number, one in enumerate(node.values) if number != at]
            if len(rest) == 1:
                yield Edit(f"`{short(value)}` dropped", partial(_keep_value, 1 - at), is_bound=True)
            else:
                yield Edit(f"`{short(value)}` dropped", partial(_drop_value, at), is_bound=True)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert | ast.USub):
        yield Edit(f"`{_UNARY[type(node.op)]}` dropped", lambda one: one.operand)


def _is_other_length(node: ast.Compare, schema: Schema) -> bool:
    """Return whether a day is compared with the moments of a column, as in ``a["opened_at"] >= "2025-01-01"``."""
    column, bound = node.left, node.comparators[0]
    named = isinstance(column, ast.Subscript) and isinstance(column.slice, ast.Constant)
    return (
        named
        and isinstance(bound, ast.Constant)
        and not isinstance(node.ops[0], ast.Eq | ast.NotEq | ast.In | ast.NotIn)
        and sql_operators.is_prefix(str(column.slice.value), str(bound.value), schema)  # type: ignore[attr-defined]
    )


def _became(sign: type, other: type) -> str:
    return f"`{_SIGNS[sign]}` became `{_SIGNS[other]}`"


def _compare(at: int, other: type, node: ast.Compare) -> ast.AST:
    node.ops[at] = other()
    return node


def _move(at: int, value: Any, node: ast.Compare) -> ast.AST:
    if at:
        node.comparators[at - 1] = ast.Constant(value)
    else:
        node.left = ast.Constant(value)
    return node


def _keep_value(at: int, node: ast.BoolOp) -> ast.AST:
    return node.values[at]


def _drop_value(at: int, node: ast.BoolOp) -> ast.AST:
    del node.values[at]
    return node


def _of_calls(node: ast.AST) -> Iterator[Edit]:
    if not isinstance(node, ast.Call):
        return
    called = node.func
    if isinstance(called, ast.Attribute):
        if called.attr in _METHODS:
            other = _METHODS[called.attr]
            yield Edit(f"{called.attr}() became {other}()", partial(_rename, other))
        if called.attr in _FORGOTTEN:
            yield Edit(f"{called.attr}() dropped", lambda one: one.func.value)
    elif isinstance(called, ast.Name) and called.id in ("round", "sorted", "abs", "int", "str", "set", "list", "len"):
        if called.id in ("round", "abs", "int", "sorted", "set") and node.args:
            yield Edit(f"{called.id}() dropped", lambda one: one.args[0])
    elif isinstance(called, ast.Name) and called.id in ("min", "max", "sum"):
        other = {"min": "max", "max": "min", "sum": "len"}[called.id]
        yield Edit(f"{called.id}() became {other}()", partial(_set_name, other))
    for at, keyword in enumerate(node.keywords):
        yield Edit(f"{short(keyword)} dropped", partial(_drop_keyword, at))
    if len(node.args) > 1 and not any(isinstance(one, ast.Starred) for one in node.args[:2]):
        yield Edit(f"{short(node.args[0])} and {short(node.args[1])} swapped", _swap_arguments)


def _rename(other: str, node: ast.Call) -> ast.AST:
    node.func.attr = other  # type: ignore[attr-defined]
    return node


def _set_name(other: str, node: ast.Call) -> ast.AST:
    node.func = ast.Name(other, ast.Load())
    return node


def _drop_keyword(at: int, node: ast.Call) -> ast.AST:
    del node.keywords[at]
    return node


def _swap_arguments(node: ast.Call) -> ast.AST:
    node.args[0], node.args[1] = node.args[1], node.args[0]
    return node


def _of_constants(node: ast.Constant, schema: Schema) -> Iterator[Edit]:
    value: Any = node.value
    if isinstance(value, bool):
        yield Edit(f"{value} became {not value}", partial(put, "value", not value))
    elif isinstance(value, int | float):
        for other in step(f"{value:.10f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)):
            yield Edit(f"{value} became {other}", partial(put, "value", type(value)(float(other))))
    elif isinstance(value, str):
        if sql_operators.is_query(value):
            for change in sql_operators.mutate(value, schema):
                name, _, line = change.name.rpartition(", line ")
                where = f", line {node.lineno + int(line) - 1}" if name else f", line {node.lineno}"
                made = partial(put, "value", change.text)
                yield Edit(f"{name or change.name}{where}", made, change.is_bound)
            return
        for other in step(value):
            yield Edit(f"{value!r} became {other!r}", partial(put, "value", other), is_bound=True)
        if value in _LISTED:
            yield Edit(f"{value!r} became {_METHODS[value]!r}", partial(put, "value", _METHODS[value]))
        elif value in ("left", "inner", "outer", "right"):
            other = "inner" if value != "inner" else "left"
            yield Edit(f"how={value!r} became {other!r}", partial(put, "value", other))
        elif neighbour := _neighbour(value, schema):
            yield Edit(f"{value!r} became {neighbour!r}", partial(put, "value", neighbour))


def _neighbour(name: str, schema: Schema) -> str | None:
    """Return the next column of the same type in the first table that has ``name``."""
    for columns in schema.values():
        if name in columns:
            names = list(columns)
            around = names[names.index(name) + 1 :] + names[: names.index(name)]
            return next((one for one in around if columns[one] == columns[name]), None)
    return None
