"""Whether a payload from outside has the form and the size that `payload` makes: only then its values are compared."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from firstquery.checks.payload import MOST_BYTES, MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS

MOST_MARKS = 30  # accents and the like on one letter: to sort them takes time with the square of their number


def sound(payload: object) -> bool:
    """Whether an object from outside has a payload's form and size: only then its rows are compared."""
    if not isinstance(payload, dict):
        return False
    kind = payload.get("type")
    if kind == "text":
        return isinstance(payload.get("value"), str) and are_texts([payload["value"]], MOST_CHARACTERS)
    if kind == "scalar":
        return _are_values([payload.get("value")])
    if kind in ("too-large", "unknown"):
        return isinstance(payload.get("what"), str) and are_texts([payload["what"]], MOST_CHARACTERS)
    if kind != "table":
        return False
    names, rows, index = payload.get("columns"), payload.get("rows"), payload.get("index", 0)
    if not (isinstance(names, list) and isinstance(rows, list) and type(index) is int and 0 <= index <= len(names)):
        return False
    if len(names) > MOST_COLUMNS or len(rows) > MOST_ROWS or not all(isinstance(name, str) for name in names):
        return False
    if not are_texts(names):
        return False
    return all(isinstance(row, list) and len(row) == len(names) and _are_values(row) for row in rows)


def _are_values(values: Iterable[object]) -> bool:
    texts = []
    for value in values:
        if isinstance(value, str):
            texts.append(value)
        elif isinstance(value, float):
            if value - value != 0:  # infinite or NaN, which JSON does not have
                return False
        elif not (value is None or (isinstance(value, int) and value.bit_length() <= 1000)):
            return False
    return are_texts(texts)


def are_texts(texts: Iterable[str], longest: int = MOST_BYTES) -> bool:
    """Whether they are as long as a payload's can be, and no letter has more marks than any language puts there."""
    return all(len(text) <= longest and (text.isascii() or not _too_many_marks(text)) for text in texts)


def _too_many_marks(text: str) -> bool:
    marks = 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks > MOST_MARKS:
            return True
    return False
