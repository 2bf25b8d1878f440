"""Numbers and margins as a person writes and reads them: ``"5%"`` of the truth, ``"5 points"``, or a number."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any, Literal

from firstquery.core.errors import UserError, quote_value
from firstquery.learner.session import is_blank

_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[, '’_\u00a0\u202f]\d{3})+(?:\.\d+)?")
# A leader may write the unit with her number, or that it is about so much; it changes nothing about the number.
_UNIT = re.compile(r"^[$€£~≈]|[$€£%]$")
HOW = 'within="5%" (of the outcome), within="5 points" (of a percentage), or within=50'
_UNITS: dict[str, Literal["%", "points", ""]] = {"%": "%", "point": "points", "points": "points", "": ""}
_WRITTEN = re.compile(r"(?P<number>[\d.,]+)\s*(?P<unit>%|[a-z]+|)", re.ASCII)
TEN_TIMES = 1000  # per cent
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


def format_number(number: float, decimals: int = 2) -> str:
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


@dataclass(frozen=True)
class Margin:
    """``size`` in per cent of the truth (``unit`` "%"), in percentage points ("points") or in the number's own unit."""

    size: float
    unit: Literal["%", "points", ""]

    def __str__(self) -> str:
        if self.unit == "points":
            return _points(self.size)
        return f"{format_number(self.size)}{self.unit}"

    def number(self, value: float) -> str:
        """A number as it is told beside this margin: with its percent sign where points are promised."""
        return f"{format_number(value)}%" if self.unit == "points" else format_number(value)

    def holds(self, guess: float, truth: float) -> bool:
        """Whether the guess is inside; what lies on the edge is."""
        far = abs(guess - truth)
        most = self.size / 100 * abs(truth) if self.unit == "%" else self.size
        return far <= most + 1e-9 * max(abs(guess), abs(truth))

    def verdict(self, guess: float, truth: float, sure: str) -> str:
        """The sentence that says whether the guess was inside. ``sure`` is ``61%``, or empty where nothing was said."""
        if not self.size:
            start = f"You were {sure} sure of exactly that number" if sure else "It had to be exactly that number"
            ends = "it is" if self.holds(guess, truth) else f"it is another: yours is {self._distance(guess, truth)}"
            return f"{start}, and {ends}."
        start = f"You were {sure} sure to be within {self} of it" if sure else f"The margin was {self}"
        where = "inside" if self.holds(guess, truth) else "outside"
        return f"{start}, and you were {where}: your number is {self._distance(guess, truth)}."

    def _distance(self, guess: float, truth: float) -> str:
        if guess == truth:
            return "exactly it"
        side = "above" if guess > truth else "below"
        far = abs(guess - truth)
        if self.unit == "points":
            return f"{_points(far)} {side}"
        if self.unit == "" or truth == 0:
            return f"{format_number(far)} {side}"
        share = far / abs(truth) * 100
        if share >= TEN_TIMES:
            return f"more than ten times too {'high' if guess > truth else 'low'}"
        if share < 1 and self.size >= 1:
            return f"less than 1% {side}"
        # As few decimals as still show on which side of the edge it lies.
        decimals = next((d for d in range(4) if (round(share, d) <= self.size) == (share <= self.size)), 4)
        return f"{format_number(share, decimals)}% {side}"


def margin_in(within: Any) -> Margin | None:
    """The margin as it was written; None where none was. Raises `UserError` for anything else."""
    if within is None or within is ... or is_blank(within):
        return None
    if isinstance(within, str):
        found = _WRITTEN.fullmatch(within.strip().casefold())
        size = number_in(found["number"]) if found else None
        unit = _UNITS.get(found["unit"]) if found else None
    else:
        size, unit = number_in(within), ""
    if size is None or unit is None or size < 0:
        raise UserError(f"I cannot read {quote_value(within)} as a margin. It is written like this: {HOW}")
    return Margin(size, unit)


def _points(number: float) -> str:
    return f"{format_number(number)} {'point' if number == 1 else 'points'}"
