"""Slips with rows and places: called by a number that they no longer have, or behind the end."""

from __future__ import annotations

import ast

from firstquery.kernel.tutor.fault import UNKNOWN, Fault
from firstquery.kernel.tutor.registry import slip
from firstquery.kernel.tutor.words import is_a, is_function, is_number, listed, many, near


def subscript(fault: Fault) -> ast.Subscript | None:
    found = fault.place.within(ast.Subscript)
    return found[0] if found and isinstance(found[0], ast.Subscript) else None


@slip("KeyError")
def missing_row(fault: Fault) -> str:
    """A row or a value called by a number that it does not have any more, or never had."""
    held = subscript(fault)
    if held is None:
        return ""
    by_name = isinstance(held.value, ast.Attribute) and held.value.attr in ("loc", "at")
    piece = held.value.value if by_name and isinstance(held.value, ast.Attribute) else held.value
    thing = fault.value(piece)
    key = fault.value(held.slice)
    row = key[0] if isinstance(key, tuple) and key else key
    if is_a(thing, "Series") or (by_name and is_a(thing, "DataFrame")):
        what = fault.quote(piece)
        if row is not UNKNOWN and not isinstance(row, list) and row not in thing.index:
            if isinstance(row, int):
                return (
                    f"{what} has no row called {row}. Rows keep the names that they had before they were chosen or put "
                    f"in order. By place, counted from 0, it is `{what[1:-1]}.iloc[{row}]`."
                )
            names = list(thing.index)
            meant = near(row, names) if isinstance(row, str) else ""
            asked = f" Do you mean `{meant}`?" if meant else ""
            if is_a(thing, "Series"):
                return f"{what} has nothing called `{row}`. It has {listed(names)}.{asked}"
            return f"{what} has no row called `{row}`. Its rows are called {listed(names)}.{asked}"
    if is_a(thing, "DataFrame") and not by_name and isinstance(key, int):
        what = fault.quote(piece)
        return f"{what}[{key}] asks for a column called {key}. The row at place {key} is `{what[1:-1]}.iloc[{key}]`."
    return ""


@slip("IndexError")
def place_in_list(fault: Fault) -> str:
    """A place behind the end."""
    held = subscript(fault)
    if held is None:
        return ""
    rows = isinstance(held.value, ast.Attribute) and held.value.attr in ("iloc", "iat")
    piece = held.value.value if rows and isinstance(held.value, ast.Attribute) else held.value
    thing, at = fault.value(piece), fault.value(held.slice)
    at = at[0] if isinstance(at, tuple) and at else at
    if thing is UNKNOWN or not hasattr(thing, "__len__") or (rows and not is_a(thing, "DataFrame", "Series")):
        return ""
    size, what = len(thing), fault.quote(piece)
    thing_of = (
        "row"
        if is_a(thing, "DataFrame") or (rows and is_a(thing, "Series"))
        else "sign"
        if isinstance(thing, str)
        else "value"
    )
    if size == 0:
        return f"{what} is empty, so it has no {thing_of} to take. Look at the line that makes it."
    if not isinstance(at, int) or -size <= at < size:
        return ""
    return (
        f"{what} has {many(size, thing_of)}, counted from 0: the last is number {size - 1}, and number {at} is asked"
        " for."
    )


@slip("TypeError")
def list_by_name(fault: Fault) -> str:
    """``rows["name"]`` of a list; ``table.head["name"]`` of a function."""
    held = subscript(fault)
    if held is None or fault.below or fault.node is not held:
        return ""
    base, key, what = fault.value(held.value), fault.value(held.slice), fault.quote(held.value)
    if is_function(base):
        return (
            f"{what} is a function: it is called with round brackets, `{what[1:-1]}(…)`, and a square one cannot follow"
            " it here."
        )
    if is_number(base):
        return (
            f"{what} is a number, and nothing can be taken out of it with square brackets. Look at the line that"
            " makes it."
        )
    if isinstance(base, list | tuple | str) and isinstance(key, str):
        held_there = "dictionaries" if base and isinstance(base[0], dict) else "values"
        if isinstance(base, str):
            is_json = base.lstrip()[:1] in ("{", "[")
            way = (
                f"It looks like JSON: read it first, `json.loads({what[1:-1]})`."
                if is_json
                else "A text is asked by place only."
            )
            return f"{what} is a text, and has no part called `{key}`. {way}"
        return (
            f"{what} is a list of {many(len(base), held_there.rstrip('s') if len(base) != 1 else 'value')}, and a list"
            f" is asked by place: `{what[1:-1]}[0]`"
            + (f'. The `{key}` of the first is `{what[1:-1]}[0]["{key}"]`.' if held_there == "dictionaries" else ".")
        )
    return ""
