"""Slips in square brackets: a column, a key, a row or a place in a list that is not there."""

from __future__ import annotations

import ast
import re
from typing import Any

from firstquery.kernel.tutor.brackets import is_grouped
from firstquery.kernel.tutor.fault import UNKNOWN, Fault
from firstquery.kernel.tutor.registry import slip
from firstquery.kernel.tutor.rows import subscript
from firstquery.kernel.tutor.words import is_a, listed, near


@slip("KeyError")
def environment(fault: Fault) -> str:
    held = subscript(fault)
    if held is None or ast.unparse(held.value) != "os.environ":
        return ""
    return (
        f"the environment has no variable called `{fault.error.args[0]}`. It is set outside the program, before it "
        "starts: look at its spelling, and at where it should be set."
    )


@slip("KeyError")
def dropped(fault: Fault) -> str:
    if fault.method != "drop" or fault.call is None or not isinstance(fault.call.func, ast.Attribute):
        return ""
    table, given = fault.value(fault.call.func.value), fault.argument(0, "labels")
    asked = fault.value(given)
    asked = asked if isinstance(asked, list) else [asked]
    if given is None or not is_a(table, "DataFrame") or not all(one in table.columns for one in asked):
        return ""
    return (
        "`drop` looks for a row of that name. To leave out a column, say so:"
        f" `drop(columns={fault.quote(given)[1:-1]})`."
    )


@slip("KeyError")
def missing_column(fault: Fault) -> str:
    """A column that the table does not have."""
    held, table = subscript(fault), UNKNOWN
    if held is not fault.node:
        held = None  # what stands before its brackets has failed
    key = fault.error.args[0] if fault.error.args else None
    written = ""
    is_loc = held is not None and isinstance(held.value, ast.Attribute) and held.value.attr == "loc"
    if held is not None and is_loc and isinstance(held.slice, ast.Tuple) and isinstance(held.value, ast.Attribute):
        table, written, asked = (
            fault.value(held.value.value),
            fault.quote(held.value.value),
            fault.value(held.slice.elts[-1]),
        )
    elif held is not None and is_grouped(held.value):
        assert isinstance(held.value, ast.Call) and isinstance(held.value.func, ast.Attribute)
        piece = held.value.func.value
        table, written, asked = fault.value(piece), fault.quote(piece), fault.value(held.slice)
    elif held is not None:
        table, written, asked = fault.value(held.value), fault.quote(held.value), fault.value(held.slice)
    if held is not None and is_a(table, "DataFrame"):
        asked = asked if isinstance(asked, list) else [asked]
        if asked == [UNKNOWN]:  # its names stand in the error alone
            asked = re.findall(r"'([^']+)'", str(key))
        missing = [one for one in asked if isinstance(one, str) and one not in table.columns]
    elif fault.call is not None and isinstance(fault.call.func, ast.Attribute):
        root: ast.expr = fault.call.func.value
        while isinstance(root, ast.Call | ast.Attribute | ast.Subscript) and not is_a(fault.value(root), "DataFrame"):
            root = root.func if isinstance(root, ast.Call) else root.value
        table, written = fault.value(root), fault.quote(root)
        names = [
            one.value for one in ast.walk(fault.call) if isinstance(one, ast.Constant) and isinstance(one.value, str)
        ]
        missing = [one for one in names if is_a(table, "DataFrame") and one not in table.columns]
        missing = [one for one in missing if one == key or f"'{one}'" in str(key)]
        if is_a(table, "DataFrame") and missing and fault.value(fault.call.func.value) is UNKNOWN:
            written = f"the table made from {written}"
    else:
        return ""
    if not is_a(table, "DataFrame") or not missing:
        return ""
    if pair := _side_by_side(fault, missing[0]):
        return f"a comma is missing between two names: {pair}. Without it Python reads them as one, `{missing[0]}`."
    return _no_column(written, missing[0], table)


def _side_by_side(fault: Fault, text: str) -> str:
    """Return how a text is written that is made of two without a comma; empty where it is one."""
    for node in ast.walk(fault.place.statement):
        if isinstance(node, ast.Constant) and node.value == text:
            written = fault.quote(node)
            if re.search(r"[\"']\s+[\"']", written):
                return written
    return ""


def _no_column(written: str, name: str, table: Any) -> str:
    columns = [one for one in table.columns if isinstance(one, str)]
    if name in (table.index.names or ()):
        return (
            f"in {written}, `{name}` is no column: the rows are called by it (it is the index). Write `.reset_index()`"
            " first."
        )
    if meant := near(name, columns):
        return f"{written} has no column `{name}`. Do you mean `{meant}`? It has {listed(columns)}."
    if not columns:
        return f"{written} has no column `{name}`: it has no columns yet."
    return (
        f"{written} has no column `{name}`. It has {listed(columns)}. Look at the line that makes the table: in"
        f" a query, `AS {name}` would name a column so."
    )


@slip("KeyError")
def missing_key(fault: Fault) -> str:
    """A key that a dictionary does not have."""
    held = subscript(fault)
    base = fault.value(held.value) if held is not None else UNKNOWN
    if held is None or fault.below or not isinstance(base, dict):
        return ""
    key, keys = fault.error.args[0], list(base)
    if not keys:
        return f"the dictionary {fault.quote(held.value)} is empty, so it has no key `{key!r}`."
    meant = near(key, keys) if isinstance(key, str) else next((one for one in keys if str(one) == str(key)), "")
    asked = f" Do you mean `{meant!r}`?" if meant != "" else ""
    return (
        f"the dictionary {fault.quote(held.value)} has no key `{key!r}`. It has"
        f" {listed([repr(one) for one in keys])}.{asked}"
    )
