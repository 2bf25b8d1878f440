"""Answers that are typed in: a literal in the cell that binds the name, or a query that reads no table.

Read off the tree of the cell and of the statement alone. Where either leaves a doubt, the answer counts as computed:
nobody who has computed one is ever told that she has not.
"""

from __future__ import annotations

import ast
import datetime as dt
from decimal import Decimal
from typing import Any

import pandas as pd

from firstquery.checks.payload import payload as plain_payload
from firstquery.checks.statement import reads_no_table
from firstquery.learner.session import shell

_OF_PANDAS = frozenset({"DataFrame", "Series"})
#: What may stand around a literal without computing anything from data.
_MAKERS: dict[str, Any] = {
    **{made.__name__: made for made in (int, float, str, bool, round, list, tuple, set, dict, Decimal)},
    **{name: getattr(pd, name) for name in _OF_PANDAS},
    **{"pd": pd, "pandas": pd, "date": dt.date},
}
_PLAIN = (
    *(ast.Constant, ast.UnaryOp, ast.BinOp, ast.List, ast.Tuple, ast.Set, ast.Dict),
    *(ast.unaryop, ast.operator, ast.expr_context),
)
LONGEST = 40


def typed_in(name: str, answer: object, payload: dict[str, Any]) -> str:
    """What an answer kept as ``name`` stays on any data, in a few words; empty where it may come from the data."""
    if reads_no_table(answer) is not True and not _is_literal(name, payload):
        return ""
    rows = payload.get("rows") or [[]]
    value = payload.get("value", rows[0][-1] if len(rows) == len(payload.get("columns", ())) == 1 else None)
    shown = f"{value:,}" if type(value) in (int, float) else str(value)
    return shown if value is not None and len(shown) <= LONGEST else "as it is"


def _is_literal(name: str, payload: dict[str, Any]) -> bool:
    """Whether the last cell that binds ``name`` writes the very value of ``payload`` out."""
    ip = shell()
    cells = ip.history_manager.input_hist_raw if ip is not None and ip.history_manager is not None else []
    for cell in reversed(cells):
        try:
            bound = [part for part in ast.parse(cell).body if _binds(part, name)]
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            if name in cell:  # a query of that name, or a command of IPython's own before it
                return False
            continue
        if bound:
            written = _value_of(bound[-1], name)
            return written is not None and plain_payload(written) == payload
    return False


def _binds(part: ast.AST, name: str) -> bool:
    stored = (node for node in ast.walk(part) if isinstance(getattr(node, "ctx", None), ast.Store | ast.Del))
    return any(getattr(node, "id", None) == name for node in stored) or getattr(part, "name", None) == name


def _value_of(part: ast.stmt, name: str) -> Any:
    """What ``name = LITERAL`` gives its name; None for every other statement."""
    if not (isinstance(part, ast.Assign) and all(isinstance(target, ast.Name) for target in part.targets)):
        return None
    if not _is_written_out(part.value):
        return None
    try:
        code = compile(ast.Expression(part.value), "<cell>", "eval")
        return eval(code, {"__builtins__": {}, **_MAKERS})  # literals, and the few names above
    except Exception:
        return None


def _is_written_out(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        made = node.func
        known = isinstance(made, ast.Name) and made.id in _MAKERS
        of_pandas = isinstance(made, ast.Attribute) and made.attr in _OF_PANDAS and isinstance(made.value, ast.Name)
        given = [*node.args, *(one.value for one in node.keywords)]
        return (known or of_pandas) and all(map(_is_written_out, given))
    return isinstance(node, _PLAIN) and all(map(_is_written_out, ast.iter_child_nodes(node)))
