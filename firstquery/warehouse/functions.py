"""Hints about functions: their names and what stands between their brackets."""

from __future__ import annotations

import difflib
import re

from firstquery.warehouse.clauses import AGGREGATES
from firstquery.warehouse.lex import words
from firstquery.warehouse.trouble import TEXTS, Trouble

FUNCTIONS = words(
    "count sum avg min max round lower upper length substr coalesce date strftime trim replace nullif cast abs "
    "row_number rank lag lead"
)
OTHER_FUNCTIONS = {
    "mean": "avg",
    "average": "avg",
    "len": "length",
    "number": "count",
    "total": "sum",
}


def function(trouble: Trouble, match: re.Match[str]) -> str:
    """No function of this name, or not with these values."""
    name = match.group(1).strip('"')
    trouble.point(trouble.find(name))
    if name.lower() in {"if", "iif"}:
        return "A value that depends on a condition is written: CASE WHEN condition THEN value ELSE value END."
    if name.upper() in AGGREGATES:
        if _decimals(trouble):
            return _decimals(trouble)
        kinds = match.group(0)
        if "," in kinds or "()" in kinds:
            return f"{name.upper()} takes one column between its brackets."
        if TEXTS.search(kinds.replace("character varying", "varchar")):
            return f"{name.upper()} needs a column of numbers, and this one holds text."
    if name.lower() in {"year", "month", "day"}:
        return (
            f"This database has no function {name.upper()}. A date that begins with its year can be compared as it is."
        )
    near = difflib.get_close_matches(name.lower(), sorted(FUNCTIONS), 1, 0.7)
    other = OTHER_FUNCTIONS.get(name.lower()) or (near[0] if near and near[0] != name.lower() else "")
    if other:
        return f"Did you mean {other.upper()}?"
    return "Look at its spelling. Each kind of database has functions of its own, and this one does not have it."


def _decimals(trouble: Trouble) -> str:
    """``SUM(amount * 0,73)``: two values to the database."""
    for whole, comma, part in zip(trouble.tokens, trouble.tokens[1:], trouble.tokens[2:], strict=False):
        if whole.kind == part.kind == "number" and comma.value == "," and whole.end + 1 == part.start:
            return f"The decimals of a number stand after a point, not a comma: {whole.value}.{part.value}."
    return ""


def wrong_number(trouble: Trouble, match: re.Match[str]) -> str:
    """Too many or too few values between the brackets of a function."""
    name = match.group(1) or ""
    trouble.point(trouble.find(name) if name else None)
    if _decimals(trouble):
        return _decimals(trouble)
    if name.upper() in AGGREGATES:
        return f"{name.upper()} takes one column between its brackets."
    return "This function takes another number of values between its brackets."
