"""Slips with values that are read and shared out: numbers out of texts, and several names at once."""

from __future__ import annotations

import ast
from typing import Any

from firstquery.kernel.tutor.fault import UNKNOWN, Fault
from firstquery.kernel.tutor.registry import slip
from firstquery.kernel.tutor.words import described, many


@slip("ValueError", "TypeError")
def number_of_text(fault: Fault) -> str:
    """``int("12,5")``, ``float("")``."""
    call = fault.node
    if not isinstance(call, ast.Call) or fault.below or not isinstance(call.func, ast.Name):
        return ""
    name = call.func.id
    if name not in ("int", "float", "Decimal") or not call.args:
        return ""
    value, what = fault.value(call.args[0]), fault.quote(call.args[0])
    if value is None:
        return f"`{name}` makes a number, and {what} is nothing (`None`). Ask first whether there is a value."
    if isinstance(value, float) and value != value and name == "int":
        return (
            f"{what} is a missing value (NaN), and no whole number can be made of it. Leave such rows out, or fill them"
            " first."
        )
    if not isinstance(value, str):
        return ""
    shown = value if len(value) <= 30 else value[:29] + "…"
    said = (
        f'`{name}` makes a number of a text, and {what} is "{shown}". '
        if not isinstance(call.args[0], ast.Constant)
        else f'`{name}` cannot make a number of "{shown}". '
    )
    if not value.strip():
        return said + "There is no number in it: ask first whether the text is empty."
    if _reads(value.replace(",", "")):
        if "." in value or len(value.rpartition(",")[2]) == 3:  # 3,960.00 and 3,960
            makes = "int" if name == "int" and "." not in value else "float"
            return f'{said}The commas have to go first: `{makes}({what[1:-1]}.replace(",", ""))`.'
        return f'{said}A decimal is written with a point: `float({what[1:-1]}.replace(",", "."))`.'
    if name == "int" and _reads(value):
        return f"{said}It has decimals, and `int` reads whole numbers only: `float({what[1:-1]})`."
    return f"{said}Only figures may stand in it, with a sign and a point."


def _reads(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@slip("ValueError", "TypeError")
def unpacked(fault: Fault) -> str:
    """``a, b = …`` with another number of values."""
    statement = fault.place.statement
    target, source = None, None
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Tuple | ast.List):
        target, source = statement.targets[0], statement.value
    elif isinstance(statement, ast.For) and isinstance(statement.target, ast.Tuple):
        target, source = statement.target, None
        if fault.node is not target and not _is_part(fault.node, target):
            return ""
    comprehension = fault.place.within(ast.comprehension)
    if target is None and comprehension and isinstance(comprehension[0], ast.comprehension):
        target = comprehension[0].target if isinstance(comprehension[0].target, ast.Tuple) else None
    if target is None or fault.below or not (fault.node is target or (source is not None and fault.node is statement)):
        return ""
    wanted = len(target.elts)
    value: Any = fault.value(source) if source is not None else UNKNOWN
    if source is None:
        return (
            f"each round of the loop gives its values to {many(wanted, 'name')}, {fault.quote(target)}, and what comes"
            " has another number of them. For a number beside each value write `enumerate(…)`; for two lists side by"
            " side, `zip(…, …)`."
        )
    if value is not UNKNOWN and hasattr(value, "__len__"):
        return (
            f"left of the `=` stand {many(wanted, 'name')}, {fault.quote(target)}, and right of it"
            f" {fault.quote(source)} has {many(len(value), 'value')}. There must be as many of the one as of the other."
        )
    if value is not UNKNOWN and isinstance(fault.error, TypeError):
        return (
            f"left of the `=` stand {many(wanted, 'name')}, and {fault.quote(source)} is {described(value)}: it has no"
            " parts."
        )
    if isinstance(fault.error, TypeError):
        return ""
    return (
        f"left of the `=` stand {many(wanted, 'name')}, {fault.quote(target)}, and {fault.quote(source)} gives another "
        "number of values. There must be as many of the one as of the other."
    )


def _is_part(node: ast.AST, whole: ast.AST) -> bool:
    return any(one is node for one in ast.walk(whole))
