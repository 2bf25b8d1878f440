"""Figures and dates in a written text: whether a number that the data give stands there, in any usual way of writing.

1,746 or 1746 or 1 746; 3.42 million, 3,4 million or 3420 k; eighty-six, eleven and a half, a dozen; 31 December 2025,
12/31/2025 or 31.12.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from firstquery.checks.number_words import spoken_numbers

_NUMERAL = re.compile(
    r"(?<![\w.,])(?P<digits>\d{1,3}(?:(?P<apart>[ ,.'’\u00a0\u202f])\d{3})(?:(?P=apart)\d{3})*|\d+)(?P<rest>[.,]\d+)?"
    r"(?P<unit>[ \u00a0]?(?:millions?\b|mn\b|m\b|thousand\b|k\b))?(?![\d])",
    re.IGNORECASE,
)
_UNITS = {"m": 1_000_000.0, "t": 1_000.0, "k": 1_000.0}
ROUNDED = 0.02  # how far 3.4 million may lie from 3,421,870: a part of it
WINDOW = 4  # words of a date at most: "the 31st of December"


def figures(text: str) -> Iterator[tuple[str, set[float], float]]:
    """Each figure as it is written, the numbers that it may mean, and half a unit of its last digit."""
    for found in _NUMERAL.finditer(text):
        digits, rest = re.sub(r"\D", "", found["digits"]), found["rest"] or ""
        unit = _UNITS.get((found["unit"] or "").strip()[:1].lower(), 1.0)
        readings = {float(f"{digits}{rest.replace(',', '.')}") * unit}
        decimals = len(rest) - 1 if rest else 0
        if found["apart"] in (",", ".") and not rest and found["digits"].count(found["apart"]) == 1:
            readings.add(float(found["digits"].replace(",", ".")) * unit)  # 1.746 may be a decimal
        if rest and len(rest) == 4 and not found["apart"]:
            readings.add(float(digits + rest[1:]) * unit)
        yield found[0].strip(), readings, 0.5 * 10.0**-decimals * unit
    for one in spoken_numbers(text):
        if one.is_part:  # two thirds: 0.667, or 66.7 %
            yield one.text, {one.value}, 0.0005
            yield one.text, {100 * one.value}, 0.05
        else:
            yield one.text, {abs(one.value)}, one.half


def states_number(text: str, wanted: float) -> bool:
    """Whether the number stands in the text, exactly or rounded as people round."""
    return any(_meets(readings, half, abs(wanted)) for _, readings, half in figures(text))


def _meets(readings: set[float], half: float, wanted: float) -> bool:
    for given in readings:
        exact = abs(given - wanted) <= 1e-9 * max(1.0, wanted)
        rounded = half != 0.5 and abs(given - wanted) <= half * (1 + 1e-9) and abs(given - wanted) <= ROUNDED * wanted
        whole = half == 0.5 and wanted != round(wanted) and abs(given - wanted) <= half and wanted >= 25
        if exact or rounded or whole:
            return True
    return False


def states_day(text: str, day: dt.date) -> bool:
    """Whether the day stands in the text, in any usual form; the year may be left out."""
    words = text.replace("(", " ").replace(")", " ").split()
    for start in range(len(words)):
        for end in range(start + 1, min(start + WINDOW, len(words)) + 1):
            window = " ".join(words[start:end]).strip(".,;:!?\"'“”")
            if any(character.isdigit() for character in window) and day in _days(window, day):
                return True
    return False


def _days(written: str, near: dt.date) -> set[dt.date]:
    """The days that a few words may mean; only where a day and a month stand there."""
    from dateutil import parser  # type: ignore[import-untyped,unused-ignore]  # few texts have to state a day

    found = set()
    for dayfirst in (True, False):
        try:
            # What is not written is taken from the default: two defaults show what is written.
            one, other = (
                parser.parse(written, default=default, dayfirst=dayfirst)
                for default in (dt.datetime(near.year, 1, 1), dt.datetime(near.year, 2, 2))
            )
        except (ValueError, OverflowError, TypeError):
            continue
        if one.date() == other.date():
            found.add(one.date())
    return found
