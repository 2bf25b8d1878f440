"""Slips between two values: a text and a number, nothing at all, a 0 below the line."""

from __future__ import annotations

import ast
from typing import Any

from firstquery.kernel.tutor.attributes import why_nothing
from firstquery.kernel.tutor.fault import UNKNOWN, Fault
from firstquery.kernel.tutor.registry import slip
from firstquery.kernel.tutor.words import described, is_a, is_function, is_number

_DOES = {
    ast.Add: ("+", "added"),
    ast.Sub: ("-", "subtracted"),
    ast.Mult: ("*", "multiplied"),
    ast.Div: ("/", "divided"),
    ast.FloorDiv: ("//", "divided"),
    ast.Mod: ("%", "divided"),
}


def _sides(fault: Fault) -> list[tuple[ast.expr, Any]]:
    """Return the two pieces that meet at the fault, each with its value."""
    node = fault.node
    if isinstance(node, ast.BinOp):
        pieces = [node.left, node.right]
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        pieces = [node.left, node.comparators[0]]
    elif isinstance(fault.place.statement, ast.AugAssign) and node in (
        fault.place.statement,
        fault.place.statement.value,
    ):
        target = fault.place.statement.target
        pieces = [target, fault.place.statement.value]
    else:
        return []
    return [(one, fault.value(_loaded(one))) for one in pieces]


def _loaded(node: ast.expr) -> ast.expr:
    return ast.Name(node.id, ast.Load()) if isinstance(node, ast.Name) else node


def _is_text(value: Any) -> bool:
    return isinstance(value, str) or (
        is_a(value, "Series", "Index") and str(value.dtype) in ("str", "string", "object")
    )


def _is_number(value: Any) -> bool:
    if is_a(value, "Series", "Index"):
        return getattr(value.dtype, "kind", "") in "iuf"
    return is_number(value)


@slip("TypeError")
def function_for_value(fault: Fault) -> str:
    """A function that was not called stands where its result is asked for."""
    for piece, value in _sides(fault):
        if is_function(value):
            return (
                f"{fault.quote(piece)} is a function that has not been called. Put round brackets after it: "
                f"`{fault.quote(piece)[1:-1]}()`."
            )
    return ""


@slip("TypeError")
def path_and_text(fault: Fault) -> str:
    """``folder + "name"`` of a path."""
    sides = _sides(fault)
    if _operator(fault) is not ast.Add or not any(is_a(value, "Path", "PurePath") for _, value in _seen(fault, sides)):
        return ""
    left, right = (fault.quote(piece)[1:-1] for piece, _ in sides)
    return f"from a folder the way goes on with `/`, and not with `+`: `{left} / {right}`."


def _seen(fault: Fault, sides: list[tuple[ast.expr, Any]]) -> list[tuple[ast.expr, Any]]:
    """Return the pieces with their values; that of ``Path(…).parent`` is known by its text."""
    import pathlib

    return [
        (piece, pathlib.Path() if value is UNKNOWN and ast.unparse(piece).startswith("Path(") else value)
        for piece, value in sides
    ]


@slip("TypeError")
def nothing_for_value(fault: Fault) -> str:
    """None where a value is asked for."""
    for piece, value in _sides(fault):
        if value is None and not isinstance(piece, ast.Constant):
            return (
                f"{fault.quote(piece)} is nothing (`None`), and nothing can be done with it.{why_nothing(fault, piece)}"
            )
    node = fault.node
    base = node.value if isinstance(node, ast.Subscript) else node.iter if isinstance(node, ast.For) else node
    parent = fault.place.parents.get(node)
    used = isinstance(node, ast.Subscript) or (isinstance(parent, ast.For) and parent.iter is node)
    if used and not fault.below and fault.value(base) is None and not isinstance(base, ast.Constant):
        return f"{fault.quote(base)} is nothing (`None`), so nothing can be taken from it.{why_nothing(fault, base)}"
    if isinstance(base, ast.Call) and isinstance(node, ast.Subscript) and isinstance(base.func, ast.Name):
        written = fault.defined(base.func.id)
        if written is not None and not any(isinstance(one, ast.Return) and one.value for one in ast.walk(written)):
            return f"`{base.func.id}` gives nothing back: it has no `return`. Add one as its last line."
    if isinstance(node, ast.BinOp | ast.Compare) and not fault.below:
        calls = [
            piece for piece, _ in _sides(fault) if isinstance(piece, ast.Call) and isinstance(piece.func, ast.Name)
        ]
        for call in calls:
            assert isinstance(call.func, ast.Name)
            written = fault.defined(call.func.id)
            if written is not None and not any(isinstance(one, ast.Return) and one.value for one in ast.walk(written)):
                return f"`{call.func.id}` gives nothing back: it has no `return`. Add one as its last line."
    return ""


@slip("TypeError", "ArrowNotImplementedError", "ArrowTypeError", "ArrowInvalid")
def text_and_number(fault: Fault) -> str:
    """A text and a number are added, or compared."""
    sides = _sides(fault)
    if _operator(fault) is ast.Mod and isinstance(sides[0][1] if sides else None, str):
        return ""  # a form for a text, and no division
    texts = [one for one in sides if _is_text(one[1])]
    numbers = [one for one in sides if _is_number(one[1])]
    if len(texts) != 1 or len(numbers) != 1:
        return _two_texts(fault, sides) or _joined(fault, sides)
    (text, said), (number, _) = texts[0], numbers[0]
    written, figure = fault.quote(text)[1:-1], fault.quote(number)
    is_column = is_a(said, "Series")
    kinds = (
        f"`{written}` is {'a column of texts' if is_column else 'a text'}, and {figure} is"
        f" {'a column of numbers' if is_a(numbers[0][1], 'Series') else 'a number'}"
    )
    if isinstance(fault.node, ast.Compare):
        if isinstance(text, ast.Constant):
            return f"{kinds}: they cannot be compared. A number stands without quotation marks."
        if isinstance(number, ast.Constant) and is_column and _are_dates(said):
            return f'{kinds}: they cannot be compared. Write a text to compare with: `"{number.value!r}"`.'
        made = f"`pd.to_numeric({written})`" if is_column else f"`float({written})`"
        return f"{kinds}: they cannot be compared. If the text holds a number, make one of it: {made}."
    sign, does = _DOES.get(_operator(fault), ("", "brought together"))
    is_figures = _reads(said)
    if sign == "+" and not is_figures:
        shown = f"{figure[1:-1]}.astype(str)" if is_a(numbers[0][1], "Series") else f"str({figure[1:-1]})"
        return f"{kinds}: they cannot be added. To join them, make a text of the number: `{shown}`."
    if not is_figures:
        return f"{kinds}: they cannot be {does}. Is another one meant?"
    made = f"`pd.to_numeric({written})`" if is_column else f"`float({written})`"
    return f"{kinds}: they cannot be {does}. Make a number of the text, {made}" + (
        f", or a text of the number, `str({figure[1:-1]})`." if sign == "+" and not is_column else "."
    )


def _are_dates(column: Any) -> bool:
    """Return whether a column of texts begins with a year: it is compared with texts."""
    return bool(column.dropna().astype(str).str.match(r"\d{4}-\d\d").all())


def _operator(fault: Fault) -> Any:
    return type(getattr(fault.node, "op", getattr(fault.place.statement, "op", None)))


def _reads(value: Any) -> bool:
    """Return whether a text, or all of a column of texts, can be read as a number."""
    if not is_a(value, "Series"):
        return str(value).strip().replace(".", "", 1).lstrip("-").isdigit()
    import pandas as pd

    return bool(pd.to_numeric(value.dropna(), errors="coerce").notna().all())


def _joined(fault: Fault, sides: list[tuple[ast.expr, Any]]) -> str:
    """``"Total: " + table["seats"].sum()``: what a text is joined to, and is none, is not known without a call."""
    texts = [piece for piece, value in sides if isinstance(value, str)]
    others = [piece for piece, value in sides if value is UNKNOWN and isinstance(piece, ast.Call | ast.BinOp)]
    inside = [one.partition(".")[0] for one in fault.below]
    if _operator(fault) is not ast.Add or len(texts) != 1 or len(others) != 1 or set(inside) - {"numpy"}:
        return ""
    text, other = fault.quote(texts[0]), fault.quote(others[0])
    return (
        f"{text} is a text, and {other} is none: they cannot be added. To join them, make a text of it:"
        f" `str({other[1:-1]})`."
    )


def _two_texts(fault: Fault, sides: list[tuple[ast.expr, Any]]) -> str:
    if len(sides) != 2 or not isinstance(fault.node, ast.BinOp) or isinstance(fault.node.op, ast.Add):
        return ""
    if not all(_is_text(value) for _, value in sides):
        return ""
    if isinstance(fault.node.op, ast.BitAnd | ast.BitOr):
        if any(is_a(value, "Series") for _, value in sides):
            return ""
        pieces = " + ".join(fault.quote(piece)[1:-1] for piece, _ in sides)
        return f"`&` is for conditions. Texts are joined with `+`: `{pieces}`."
    _, does = _DOES.get(type(fault.node.op), ("", "computed with"))
    (left, _), (right, _) = sides
    return (
        f"{fault.quote(left)} and {fault.quote(right)} are texts, and texts are not {does}. Make numbers, or dates, of"
        " them first."
    )


@slip("TypeError")
def other_values(fault: Fault) -> str:
    """Two values that no sign brings together, whatever they are."""
    sides = _sides(fault)
    if (
        len(sides) != 2
        or any(value is UNKNOWN for _, value in sides)
        or isinstance(getattr(fault.node, "op", None), ast.BitAnd | ast.BitOr)
    ):
        return ""
    (left, one), (right, other) = sides
    kinds = described(one), described(other)
    if kinds[0] == kinds[1] or is_a(one, "Series", "DataFrame") or is_a(other, "Series", "DataFrame"):
        return ""
    return (
        f"{fault.quote(left)} is {kinds[0]}, and {fault.quote(right)} is {kinds[1]}: Python cannot do this with the two"
        " together. Look at the lines that make them."
    )


@slip("ZeroDivisionError")
def below_the_line(fault: Fault) -> str:
    """A division by what is 0."""
    sides = _sides(fault)
    if len(sides) != 2:
        return ""
    piece, value = sides[1]
    if isinstance(piece, ast.Constant):
        return "the division is by 0, and that has no result. Look at what the number below the line should be."
    if isinstance(piece, ast.Call) and isinstance(piece.func, ast.Name) and piece.func.id == "len":
        return (
            f"the division is by {fault.quote(piece)}, and that is 0: {fault.quote(piece.args[0])} is empty. Look at"
            " the line that makes it."
        )
    if value is UNKNOWN and not isinstance(piece, ast.Name):
        return (
            f"the division is by {fault.quote(piece)}, and that is 0 here. Ask first whether it is, or look at what it"
            " is made from."
        )
    return (
        f"the division is by {fault.quote(piece)}, which is 0 here. Look at the line that makes it, or ask first"
        " whether it is 0."
    )
