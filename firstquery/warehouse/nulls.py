"""Slips around IS, NULL and NOT, and comparisons written in words."""

from __future__ import annotations

import difflib

from firstquery.warehouse.level import KEYWORDS, ORDER, named
from firstquery.warehouse.slip import COMPARES, VALUES, Slip

SPOKEN = {
    "EQUALS": "=",
    "EQUAL": "=",
    "GREATER": ">",
    "MORE": ">",
    "OVER": ">",
    "ABOVE": ">",
    "LESS": "<",
    "FEWER": "<",
    "UNDER": "<",
    "BELOW": "<",
    "CONTAINS": "LIKE '%...%'",
    "INCLUDES": "LIKE '%...%'",
}


def null(slip: Slip) -> str:
    """IS, NULL and NOT."""
    before, second, third = slip.back(1), slip.back(2), slip.back(3)
    if slip.word == "IS" and before.value in COMPARES:
        return _without_sign(slip, 2, slip.ahead(1).word == "NOT")
    if before.word == "IS" and second.value in COMPARES:
        return _without_sign(slip, 3, slip.word == "NOT")
    if slip.word in {"NULL", "NOT"} and before.word == "NOT" and second.value in COMPARES:
        return _without_sign(slip, 3, True)
    if slip.word == "NOT" and before.value in COMPARES and slip.ahead(1).word == "NULL":
        return _without_sign(slip, 2, True)
    if before.word == "NULL" and named(slip.bad):
        words = "IS NOT NULL" if second.word == "NOT" or third.word == "NOT" else "IS NULL"
        return f"The column comes first: {slip.shown(slip.bad)} {words}." if slip.bad else ""
    if slip.word in {"NOT", "NULL"} and named(before) and (slip.word == "NULL" or slip.ahead(1).word == "NULL"):
        return f"IS is missing: {before.value} IS {'NOT ' if slip.word == 'NOT' else ''}NULL."
    usual = {"IN", "LIKE", "BETWEEN", "NULL", "EXISTS", "SIMILAR", "ILIKE", "REGEXP", "GLOB", "MATCH", "DISTINCT"}
    value = slip.ahead(1) if slip.word == "NOT" else slip.bad
    owner = before if slip.word == "NOT" else second
    negated = "NOT" in {slip.word, before.word} and named(owner) and not compared(slip)
    if negated and value and value.kind in VALUES and value.word not in usual:
        text = slip.shown(value) if value.kind != "word" else f"'{value.value}'"
        return f"Not equal is written <>: {owner.value} <> {text}"
    if slip.word == "IN" and "IS" in {before.word, second.word}:
        return f"Before {'NOT ' if before.word == 'NOT' else ''}IN stands no IS: take IS away."
    if slip.word == "NOT" and before.word == "IS" and slip.ahead(1).word in {"IN", "LIKE", "BETWEEN"}:
        return f"Before NOT {slip.ahead(1).word} stands no IS: take IS away."
    if before.word == "IS" or (before.word == "NOT" and second.word == "IS"):
        column = (second if before.word == "IS" else third).value
        return _is_value(slip, column, negated=before.word == "NOT")
    return ""


def _without_sign(slip: Slip, steps: int, negated: bool) -> str:
    column = slip.back(steps).value
    column = f"{column} " if named(slip.back(steps)) else ""
    return f"NULL is asked for without a sign: {column}IS {'NOT ' if negated else ''}NULL."


def _is_value(slip: Slip, column: str, *, negated: bool) -> str:
    """What to write in place of IS before anything but NULL."""
    words = "IS NOT" if negated else "IS"
    if slip.bad is None or slip.word in ORDER or slip.word in {"AND", "OR"} or slip.sign == ")":
        return f"After {words} comes NULL: {column} {words} NULL."
    if slip.word in {"EMPTY", "BLANK", "MISSING", "NOTHING", "NONE"}:
        return f"A cell without a value is asked for with NULL: {column} {words} NULL."
    if slip.word in {"EQUAL", "EQUALS"} or slip.sign in COMPARES:
        value = next((t for t in (slip.ahead(1), slip.ahead(2)) if t.kind in {"text", "number"}), None)
    else:
        value = slip.bad if slip.bad and slip.bad.kind in VALUES else None
    if slip.word in SPOKEN and slip.word not in {"EQUAL", "EQUALS"}:
        return written(slip, column, slip.word)
    sign = slip.sign if slip.sign in COMPARES and slip.sign != "=" and not negated else "<>" if negated else "="
    text = "a value" if value is None else slip.shown(value) if value.kind != "word" else f"'{value.value}'"
    if value is not None and (value.word in KEYWORDS or difflib.get_close_matches(value.word, ["NULL"], 1, 0.8)):
        return ""
    return f"IS stands before NULL only. Here a sign is needed in its place: {column} {sign} {text}."


def written(slip: Slip, column: str, word: str) -> str:
    """A comparison in words, as SQL writes it."""
    value = next((t for t in (slip.ahead(1), slip.ahead(2)) if t.kind in {"text", "number"}), None)
    if "LIKE" in SPOKEN[word]:
        return f"In SQL this is written: {column} LIKE '%{value.value if value else 'Roof'}%'"
    return f"In SQL this is written with a sign: {column} {SPOKEN[word]} {slip.shown(value)}".rstrip()


def compared(slip: Slip) -> bool:
    """Whether the condition at the place has its sign already."""
    for token in reversed(slip.inside):
        if token.word in {"WHERE", "HAVING", "ON", "AND", "OR", "WHEN"}:
            return False
        if token.value in COMPARES or token.word in {"LIKE", "IN", "IS", "BETWEEN", "EXISTS", "NULL"}:
            return True
    return True
