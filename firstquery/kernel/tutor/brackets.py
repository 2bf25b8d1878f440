"""Slips with square brackets themselves: one pair too few or too many, and a comparison that asks no row."""

from __future__ import annotations

import ast

from firstquery.kernel.tutor.fault import UNKNOWN, Fault
from firstquery.kernel.tutor.registry import slip
from firstquery.kernel.tutor.rows import subscript
from firstquery.kernel.tutor.words import is_a


def is_grouped(node: ast.AST) -> bool:
    """Return whether a piece of a cell is a call of ``groupby``."""
    return isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "groupby"


@slip("KeyError", "ValueError", "TypeError", "InvalidIndexError")
def one_bracket_for_two(fault: Fault) -> str:
    """``table["a", "b"]`` asks for one column of two names."""
    held = subscript(fault)
    if held is None or not isinstance(held.slice, ast.Tuple) or not held.slice.elts:
        return ""
    grouped = is_grouped(held.value)
    base = fault.value(held.value)
    names = tuple(one.value for one in held.slice.elts if isinstance(one, ast.Constant) and isinstance(one.value, str))
    is_table = grouped or is_a(base, "DataFrame", "DataFrameGroupBy")
    is_told = base is UNKNOWN and names in fault.error.args and fault.is_in("pandas")
    if not (is_table or is_told) or len(names) < len(held.slice.elts):
        return ""
    inside = ast.get_source_segment(fault.place.source, held.slice) or ast.unparse(held.slice)
    inside = inside.strip("()")
    before = "" if grouped or not is_table else fault.quote(held.value)[1:-1]
    return (
        f"several columns need a second pair of square brackets. Write `{before}[[{inside}]]` in place of "
        f"`{before}[{inside}]`."
    )


@slip("KeyError", "TypeError")
def compared_in_the_brackets(fault: Fault) -> str:
    """``table["plan" == "Crew"]`` compares two texts, ``table["seats" > 3]`` a text with a number: no row is asked."""
    held = fault.place.parents.get(fault.node) if isinstance(fault.node, ast.Compare) else subscript(fault)
    if not isinstance(held, ast.Subscript) or not isinstance(held.slice, ast.Compare):
        return ""
    column, other = held.slice.left, held.slice.comparators[0]
    is_name = isinstance(column, ast.Constant) and isinstance(column.value, str)
    if not is_name or not is_a(fault.value(held.value), "DataFrame"):
        return ""
    both = "two texts with each other" if isinstance(fault.value(other), str) else "a text with another value"
    table, told = fault.quote(held.value)[1:-1], fault.quote(held.slice)
    rest = ast.unparse(held.slice)[len(ast.unparse(column)) :]
    return (
        f"{told} compares {both}. To compare a column, write the table in front of it as well: "
        f"`{table}[{table}[{fault.quote(column)[1:-1]}]{rest}]`."
    )


@slip("KeyError")
def one_answer_for_all(fault: Fault) -> str:
    """``table[seats > 3]``, where ``seats`` is a single value: one answer, and no row is asked."""
    held = subscript(fault)
    if held is None or not isinstance(held.slice, ast.Compare) or not is_a(fault.value(held.value), "DataFrame"):
        return ""
    answer, one = fault.error.args[0], held.slice.left
    if type(answer).__name__ not in ("bool", "bool_") or not isinstance(one, ast.Name):
        return ""
    table = fault.quote(held.value)[1:-1]
    rest = ast.unparse(held.slice)[len(one.id) :]
    compared = f'`{table}[{table}["{one.id}"]{rest}]`' if one.id in fault.value(held.value).columns else ""
    way = f" Compare the column: {compared}." if compared else " Compare a column of the table."
    return (
        f"{fault.quote(held.slice)} asks about one value and gives `{bool(answer)}`; to choose rows, every row needs an"
        f" answer.{way}"
    )


@slip("KeyError", "ValueError")
def list_in_a_list(fault: Fault) -> str:
    """``table[[names]]``, where ``names`` is a list already."""
    held = subscript(fault)
    if held is None or not isinstance(held.slice, ast.List) or len(held.slice.elts) != 1:
        return ""
    inner = held.slice.elts[0]
    parts = [inner.left, inner.right] if isinstance(inner, ast.BinOp) else [inner]
    if not all(isinstance(fault.value(one), list) for one in parts) or not is_a(fault.value(held.value), "DataFrame"):
        return ""
    told, table = fault.quote(inner), fault.quote(held.value)[1:-1]
    return (
        f"there is a pair of square brackets too many: {told} is a list of names already. Write"
        f" `{table}[{told[1:-1]}]`."
    )
