"""Slips where one number is asked for, and a column, a table or a text is given."""

from __future__ import annotations

import ast

from firstquery.kernel.tutor.fault import Fault
from firstquery.kernel.tutor.registry import slip
from firstquery.kernel.tutor.words import described, is_a, many


@slip("TypeError", "ValueError")
def column_for_number(fault: Fault) -> str:
    """A whole column, or a table, where one number or one text is asked for."""
    if isinstance(fault.node, ast.FormattedValue) or fault.place.within(ast.FormattedValue):
        held = [one for one in fault.place.within(ast.FormattedValue) if isinstance(one, ast.FormattedValue)]
        for one in [*held, *(node for node in ast.walk(fault.node) if isinstance(node, ast.FormattedValue))]:
            if one.format_spec is not None and is_a(fault.value(one.value), "Series", "DataFrame", "list", "dict"):
                return _whole(fault, one.value)
        return ""
    if isinstance(fault.node, ast.JoinedStr):
        for node in fault.node.values:
            if not isinstance(node, ast.FormattedValue) or node.format_spec is None:
                continue
            if is_a(fault.value(node.value), "Series", "DataFrame", "list", "dict"):
                return _whole(fault, node.value)
        return ""
    call = fault.call
    if (
        call is None
        or fault.node is not call
        or not (isinstance(call.func, ast.Name) or ast.unparse(call.func).startswith("math."))
    ):
        return ""
    if fault.method not in (
        "int",
        "float",
        "range",
        "round",
        "sqrt",
        "log",
        "exp",
        "timedelta",
        "date",
        "chr",
        "abs",
        "floor",
        "ceil",
    ):
        return ""
    for given in call.args:
        if is_a(fault.value(given), "Series", "DataFrame", "list", "ndarray"):
            return _whole(fault, given)
    return ""


def _whole(fault: Fault, piece: ast.expr) -> str:
    value = fault.value(piece)
    size = many(len(value), "row" if is_a(value, "DataFrame") else "value")
    ways = (
        f"One of them is `{fault.quote(piece)[1:-1]}.iloc[0]`; their sum is `{fault.quote(piece)[1:-1]}.sum()`."
        if is_a(value, "Series")
        else "Take the one that you mean first."
    )
    return f"one number is asked for, and {fault.quote(piece)} is {described(value)}, with {size}. {ways}"


@slip("ValueError")
def format_of_text(fault: Fault) -> str:
    """``f"{text:.2f}"``."""
    nodes = [*ast.walk(fault.node), *fault.place.within(ast.JoinedStr), *fault.place.within(ast.FormattedValue)]
    nodes += [one for node in fault.place.within(ast.JoinedStr) for one in ast.walk(node)]
    for node in nodes:
        if (
            isinstance(node, ast.FormattedValue)
            and node.format_spec is not None
            and isinstance(fault.value(node.value), str)
        ):
            return (
                f"{fault.quote(node.value)} is a text, and what stands behind the colon is a form for numbers. Make a "
                f"number of it first, `float({fault.quote(node.value)[1:-1]})`, or leave the form out."
            )
    return ""
