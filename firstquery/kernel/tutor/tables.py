"""Slips with tables: lengths that differ, columns brought together, what becomes a number or a date."""

from __future__ import annotations

import ast
from typing import Any

from firstquery.kernel.tutor.fault import UNKNOWN, Fault
from firstquery.kernel.tutor.merges import kind_of
from firstquery.kernel.tutor.registry import slip
from firstquery.kernel.tutor.words import described, is_a, listed, many


@slip("ValueError")
def length_of_column(fault: Fault) -> str:
    """A column is given another number of values than the table has rows."""
    statement = fault.place.statement
    if not isinstance(statement, ast.Assign) or not isinstance(statement.targets[0], ast.Subscript):
        return ""
    target = statement.targets[0]
    table, value = fault.value(target.value), fault.value(statement.value)
    if (
        not is_a(table, "DataFrame")
        or not fault.is_in("pandas")
        or not (fault.node is target or fault.node is statement)
    ):
        return ""
    what, given = fault.quote(target.value), fault.quote(statement.value)
    if isinstance(fault.value(target.slice), list):
        return ""
    if value is not UNKNOWN and hasattr(value, "__len__") and len(value) != len(table):
        return (
            f"{what} has {many(len(table), 'row')}, and {given} has {many(len(value), 'value')}: a new column needs one"
            " for each row."
        )
    if value is UNKNOWN:
        return (
            f"{what} has {many(len(table), 'row')}, and {given} gives another number of values: a new column needs one"
            " for each row."
        )
    return ""


@slip("ValueError")
def unequal_lists(fault: Fault) -> str:
    """``pd.DataFrame({"a": [1, 2], "b": [1]})``."""
    if fault.method != "DataFrame" or not fault.is_in("pandas"):
        return ""
    given = fault.argument(0, "data")
    pairs = []
    if isinstance(given, ast.Dict):
        pairs = [(fault.quote(key), fault.value(one)) for key, one in zip(given.keys, given.values, strict=True) if key]
    sizes = {name: len(one) for name, one in pairs if isinstance(one, list | tuple)}
    if len(set(sizes.values())) > 1:
        told = ", ".join(f"{name} has {size}" for name, size in sizes.items())
        return f"the columns of a table have as many values each, and here {told}."
    if (
        pairs
        and all(not hasattr(one, "__len__") or isinstance(one, str) for _, one in pairs if one is not UNKNOWN)
        and all(one is not UNKNOWN for _, one in pairs)
    ):
        return 'each column of a table is a list, of one value, too. Put square brackets around each: `{"a": [1]}`.'
    return ""


@slip("ValueError", "TypeError")
def column_to_numbers(fault: Fault) -> str:
    """``.astype(int)`` on gaps or on texts."""
    call = fault.call
    if fault.method not in ("astype", "to_numeric") or call is None:
        return ""
    piece = (
        call.func.value
        if fault.method == "astype" and isinstance(call.func, ast.Attribute)
        else fault.argument(0, "arg")
    )
    column = fault.value(piece)
    if piece is None or not is_a(column, "Series"):
        return ""
    kind, what = kind_of(column), fault.quote(piece)
    gaps = int(column.isna().sum())
    if kind == "numbers" and gaps:
        return (
            f"{what} has {many(gaps, 'missing value')} (NaN), and no whole number can be made of these. Fill them"
            " first, `.fillna(0)`, or leave those rows out, `.dropna()`."
        )
    if kind == "texts":
        import pandas as pd

        bad = column[pd.to_numeric(column, errors="coerce").isna() & column.notna()]
        if len(bad):
            first = str(bad.iloc[0])[:30]
            way = ' The commas go with `.str.replace(",", "")`.' if "," in first else ""
            return f'{what} holds texts that are no numbers, {len(bad):,} of them; the first is "{first}".{way}'
    return ""


@slip("TypeError")
def computed_with_texts(fault: Fault) -> str:
    """`mean` or `sum` over columns of texts, as a rule after groupby."""
    call = fault.call
    if (
        fault.method not in ("mean", "median", "std", "corr", "var")
        or call is None
        or not isinstance(call.func, ast.Attribute)
    ):
        return ""
    root: ast.expr = call.func.value
    while isinstance(root, ast.Call | ast.Attribute | ast.Subscript) and not is_a(
        fault.value(root), "DataFrame", "Series"
    ):
        root = root.func if isinstance(root, ast.Call) else root.value
    table = fault.value(root)
    if is_a(table, "Series") and kind_of(table) == "texts":
        return (
            f"{fault.quote(root)} holds texts, and `{fault.method}` computes with numbers. Make numbers of them first:"
            f" `pd.to_numeric({fault.quote(root)[1:-1]})`."
        )
    if not is_a(table, "DataFrame") or any(
        isinstance(one, ast.Subscript) for one in ast.walk(call.func) if one is not root
    ):
        return ""
    texts = [one for one in table.columns if kind_of(table[one]) == "texts"]
    if not texts:
        return ""
    return (
        f"`{fault.method}` computes with numbers, and {fault.quote(root)} has columns of texts as well:"
        f" {listed(texts)}. Name "
        f'the column to compute with: `["…"].{fault.method}()`.'
    )


@slip("TypeError")
def moments_of_two_kinds(fault: Fault) -> str:
    """A moment with a time zone and one without."""
    node = fault.node
    pieces = (
        [node.left, *node.comparators]
        if isinstance(node, ast.Compare)
        else [node.left, node.right]
        if isinstance(node, ast.BinOp)
        else []
    )
    values = [fault.value(one) for one in pieces]
    if len(values) != 2 or UNKNOWN in [one if one is UNKNOWN else None for one in values]:
        return ""
    zones = [_zone(one) for one in values]
    if None in zones or zones[0] == zones[1]:
        return ""
    with_zone, without = (0, 1) if zones[0] else (1, 0)
    return (
        f"{fault.quote(pieces[with_zone])} has a time zone, and {fault.quote(pieces[without])},"
        f' {described(values[without])}, has none. Give it one: `.tz_localize("UTC")` of a column with `.dt` before it,'
        " `tzinfo=` of a single moment."
    )


def _zone(value: Any) -> bool | None:
    """Return whether a moment, or a column of moments, has a time zone; None for anything else."""
    if is_a(value, "Series"):
        kind = str(value.dtype)
        return "," in kind if kind.startswith("datetime") else None
    return value.tzinfo is not None if is_a(value, "datetime") else None
