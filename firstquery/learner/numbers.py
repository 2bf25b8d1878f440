"""Reading a number the way a person writes it, and writing one the way a person reads it."""

from __future__ import annotations

import math
import re
from typing import Any

_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[, '’_\u00a0\u202f]\d{3})+(?:\.\d+)?")
# A leader may write the unit with her number, or that it is about so much; it changes nothing about the number.
_UNIT = re.compile(r"^[$€£~≈]|[$€£%]$")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")


def number_in(value: Any) -> float | None:
    """The one finite number in ``value``, else None.

    Takes numbers of any library (int, float, Decimal, NumPy scalars), text such as ``"1,800"``, ``"$40"`` or
    ``"38 %"``, and a table or list with one cell. A truth value is no number. Never raises.
    """
    try:
        return _number(value)
    except Exception:
        return None


def _number(value: Any, depth: int = 0) -> float | None:
    if value is None or isinstance(value, bool) or type(value).__name__ in ("bool_", "bool", "NAType", "NaTType"):
        return None
    if isinstance(value, str):
        text = _UNIT.sub("", value.strip().replace("−", "-")).strip()
        text = _UNIT.sub("", text).strip()
        if not (_PLAIN.fullmatch(text) or _GROUPED.fullmatch(text)):
            return None
        return float(re.sub(r"[, '’_\u00a0\u202f]", "", text))
    size = getattr(value, "size", None)
    if depth < 3 and (isinstance(size, int) or isinstance(value, list | tuple)):
        # A table, a column, an array or a list: its one cell.
        cells = getattr(value, "values", value)
        cells = cells.ravel().tolist() if hasattr(cells, "ravel") else list(cells)
        return _number(cells[0], depth + 1) if len(cells) == 1 else None
    if not hasattr(value, "__float__") and not hasattr(value, "__index__"):
        return None
    number = float(value)
    return number if math.isfinite(number) else None


def written(number: float, decimals: int = 2) -> str:
    """``1743`` as ``1,743``, ``0.5`` as ``0.5``: thousands set apart, no decimals that say nothing."""
    if not math.isfinite(number):
        return "no number"
    if abs(number) >= 1e15:
        return f"{number:.3g}"
    places = decimals
    while number and round(number, places) == 0 and places < 12:
        places += 1
    text = f"{number:,.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def ask_about_point(typed: str) -> str:
    """What to ask of a number such as 1.500, which is a thousand for many and a fraction here; empty for any other."""
    text = typed.strip().lstrip("+-−~ ")
    if not _THOUSANDS.fullmatch(text):
        return ""
    small = f"{float(text):.2f}".rstrip("0").rstrip(".")
    about = "" if float(small) == float(text) else "about "
    large = text.replace(".", "")
    return f"{text} is {about}{small} here. Write {large} for {int(large):,}, {small} for the small number."


def ask_about_comma(whole: str, rest: list[str], how: str) -> str:
    """What to say of a number that a comma has cut in two: decimals, or thousands set apart."""
    if len(rest) == 1 and len(rest[0]) < 3:
        return f"A decimal is written with a point: {whole}.{rest[0]}"
    digits = "".join([whole, *(part.zfill(3) for part in rest)])
    return f"Python reads a comma as the end of a number. Write {digits} for {int(digits):,}, as in: {how}"
