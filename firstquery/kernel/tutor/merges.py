"""Slips with tables that are brought together."""

from __future__ import annotations

import ast
from typing import Any

from firstquery.kernel.tutor.fault import UNKNOWN, Fault
from firstquery.kernel.tutor.registry import slip
from firstquery.kernel.tutor.words import is_a, listed, near


@slip("ValueError")
def keys_of_two_kinds(fault: Fault) -> str:
    """A merge of numbers with texts."""
    if fault.method != "merge" or fault.call is None or not isinstance(fault.call.func, ast.Attribute):
        return ""
    first = fault.call.func.value
    is_library = is_a(fault.value(first), "module")
    left = fault.argument(0, "left") if is_library else first
    right = fault.argument(1 if is_library else 0, "right")
    on = fault.value(fault.argument(-1, "on"))
    keys = (
        (fault.value(fault.argument(-1, "left_on")), fault.value(fault.argument(-1, "right_on")))
        if on is UNKNOWN
        else (on, on)
    )
    tables = fault.value(left), fault.value(right)
    if left is None or right is None or not all(is_a(one, "DataFrame") for one in tables):
        return ""
    if on is UNKNOWN and keys[0] is UNKNOWN:
        shared = [one for one in tables[0].columns if one in tables[1].columns]
        keys = (shared[0], shared[0]) if len(shared) == 1 else keys
    if not all(isinstance(key, str) and key in table.columns for key, table in zip(keys, tables, strict=True)):
        return ""
    kinds = [kind_of(table[key]) for key, table in zip(keys, tables, strict=True)]
    if kinds[0] == kinds[1]:
        return ""
    return (
        f"`{keys[0]}` holds {kinds[0]} in {fault.quote(left)}, and `{keys[1]}` holds {kinds[1]} in"
        f" {fault.quote(right)}: they never meet. Make them one kind first, such as `.astype(str)` on both."
    )


@slip("MergeError")
def nothing_in_common(fault: Fault) -> str:
    if fault.call is None or not isinstance(fault.call.func, ast.Attribute) or fault.call.keywords:
        return ""
    first = fault.call.func.value
    is_library = is_a(fault.value(first), "module")
    sides = (fault.argument(0, "left") if is_library else first, fault.argument(1 if is_library else 0, "right"))
    tables = [fault.value(one) for one in sides]
    if not all(is_a(one, "DataFrame") for one in tables):
        return ""
    return (
        "the two tables have no column of the same name to be brought together by. One has"
        f" {listed(list(tables[0].columns))}, the other {listed(list(tables[1].columns))}. Name the two: `left_on=` and"
        " `right_on=`."
    )


def kind_of(column: Any) -> str:
    kind = str(column.dtype)
    if kind in ("str", "string", "object"):
        return "texts"
    return "dates" if kind.startswith("datetime") else "True and False" if kind == "bool" else "numbers"


@slip("TypeError")
def frames_in_a_list(fault: Fault) -> str:
    """``pd.concat(a, b)``."""
    if fault.method != "concat" or fault.call is None or not fault.call.args:
        return ""
    if not is_a(fault.value(fault.call.args[0]), "DataFrame", "Series"):
        return ""
    inside = ", ".join(fault.quote(one)[1:-1] for one in fault.call.args)
    return f"`concat` takes one list of tables. Put square brackets around them: `pd.concat([{inside}])`."


@slip("KeyError")
def merged(fault: Fault) -> str:
    """A merge on a column that one side lacks."""
    if fault.method not in ("merge", "join") or fault.call is None or not isinstance(fault.call.func, ast.Attribute):
        return ""
    first = fault.call.func.value
    is_function = is_a(fault.value(first), "module")
    left, right = (
        (fault.argument(0, "left"), fault.argument(1, "right")) if is_function else (first, fault.argument(0, "right"))
    )
    key = fault.error.args[0]
    for side in (left, right):
        table = fault.value(side)
        if side is not None and is_a(table, "DataFrame") and key not in table.columns:
            meant = near(str(key), table.columns)
            return (
                f"{fault.quote(side)} has no column `{key}` to bring the tables together by. It has "
                f"{listed(list(table.columns))}. "
                + (f"Do you mean `{meant}`? " if meant else "")
                + "Where the two sides call it otherwise, write `left_on=` and `right_on=`."
            )
    return ""
