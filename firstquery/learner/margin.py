"""How far off a prediction may be and still be inside: ``"5%"`` of the truth, ``"5 points"``, or a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from firstquery.core.errors import UserError, shown
from firstquery.learner.display import is_blank
from firstquery.learner.numbers import number_in, written

HOW = 'within="5%" (of the outcome), within="5 points" (of a percentage), or within=50'
_UNITS: dict[str, Literal["%", "points", ""]] = {"%": "%", "point": "points", "points": "points", "": ""}
_WRITTEN = re.compile(r"(?P<number>[\d.,]+)\s*(?P<unit>%|[a-z]+|)", re.ASCII)
TEN_TIMES = 1000  # per cent


@dataclass(frozen=True)
class Margin:
    """``size`` in per cent of the truth (``unit`` "%"), in percentage points ("points") or in the number's own unit."""

    size: float
    unit: Literal["%", "points", ""]

    def __str__(self) -> str:
        if self.unit == "points":
            return _points(self.size)
        return f"{written(self.size)}{self.unit}"

    def number(self, value: float) -> str:
        """A number as it is told beside this margin: with its percent sign where points are promised."""
        return f"{written(value)}%" if self.unit == "points" else written(value)

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
            return f"{written(far)} {side}"
        share = far / abs(truth) * 100
        if share >= TEN_TIMES:
            return f"more than ten times too {'high' if guess > truth else 'low'}"
        if share < 1 and self.size >= 1:
            return f"less than 1% {side}"
        # As few decimals as still show on which side of the edge it lies.
        decimals = next((d for d in range(4) if (round(share, d) <= self.size) == (share <= self.size)), 4)
        return f"{written(share, decimals)}% {side}"


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
        raise UserError(f"I cannot read {shown(within)} as a margin. It is written like this: {HOW}")
    return Margin(size, unit)


def _points(number: float) -> str:
    return f"{written(number)} {'point' if number == 1 else 'points'}"
