"""When two values, and two columns of values, are the same answer. docs/equality.md is this file as a table.

A *canonical* value is null, an integer, a float or a text. A column is compared as numbers or as text, as the key's
column says; form (numerals, booleans, date notation, Unicode composition) is gone once both sides are canonical.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

Canonical = int | float | str | None

DECIMALS = 2
# A numeral that means nothing but its number: no leading zero (a code), no thousands separator, no unit.
NUMERAL = re.compile(r"-?(?:0|[1-9]\d{0,17})(?:\.\d{1,20})?", re.ASCII)
MOMENT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?", re.ASCII
)
MONTH = re.compile(r"\d{4}-\d\d", re.ASCII)


def tolerance(expected: float, decimals: int) -> float:
    """How far an answer may lie from the key's float: half a unit of the last digit, and floating-point noise."""
    return 0.5 * 10.0**-decimals * (1 + 1e-6) + 1e-9 * abs(expected)


def numbers_agree(answer: float, expected: float, decimals: int) -> bool:
    """Integers in the key are met exactly (to a millionth); floats to half a unit of the last decimal."""
    if isinstance(expected, int):
        return answer == expected or (abs(expected) < 2**53 and abs(answer - expected) <= 1e-6)
    try:
        return abs(answer - expected) <= tolerance(expected, decimals)
    except OverflowError:  # an integer beyond all floats
        return False


def moment(text: str) -> str:
    """One notation for dates and times: ``2025-12-31``, ``2025-12-31 23:41``, in UTC where an offset is given."""
    if not MOMENT.fullmatch(text):
        return text
    try:
        at = dt.datetime.fromisoformat(re.sub(r"\s(?=[Z+-])", "", text))
        at = at.astimezone(dt.UTC).replace(tzinfo=None) if at.tzinfo else at
    except (ValueError, OverflowError):
        return text
    if at.time() == dt.time():
        return at.date().isoformat()
    if at.microsecond:
        return at.isoformat(sep=" ").rstrip("0")
    return at.isoformat(sep=" ", timespec="seconds" if at.second else "minutes")


def text_form(value: str) -> str:
    """A text as it is compared: composed (NFC), dates in one notation; capitals and spaces count."""
    if 16 <= len(value) <= 36 and value[:4].isdecimal() and value[4:5] == "-":
        return moment(value)
    return value if value.isascii() else unicodedata.normalize("NFC", value)


def number_form(value: Any) -> Canonical:
    """A value as a number where it is one, also when written as a numeral; else as `text_form`."""
    if type(value) is bool:
        return int(value)
    if type(value) is str:
        if NUMERAL.fullmatch(value):
            return float(value) if "." in value else int(value)
        return text_form(value)
    return value  # type: ignore[no-any-return]


class AnswerColumn:
    """A column of an answer in the forms in which it may be compared, each made when first needed."""

    def __init__(self, raw: Sequence[Any]) -> None:
        self.raw = list(raw)
        self.types = set(map(type, self.raw))
        self.judged: dict[KeyColumn, bool] = {}  # whether the key's column holds the same
        self.textual = str in self.types and self.types <= {str, type(None)}

    @cached_property
    def first_is_number(self) -> bool:
        """Whether the first value that is there is a number, or a text that may pass for one."""
        first = next((value for value in self.raw if value is not None), 0)
        return not isinstance(first, str) or bool(NUMERAL.fullmatch(first))

    @cached_property
    def as_text(self) -> list[Canonical]:
        # A short text, and one that does not begin as a date does, is its own form.
        return [
            value if value is None or (value.isascii() and (len(value) < 16 or value[4] != "-")) else text_form(value)
            for value in self.raw
        ]

    @cached_property
    def as_numbers(self) -> list[Canonical]:
        if self.types <= {int, float, type(None)}:
            return self.raw
        return [number_form(value) for value in self.raw]

    @cached_property
    def as_integers(self) -> list[Canonical]:
        """As numbers, with floats that are integers but for noise as those integers."""
        if float not in self.types and not self.textual:
            return self.as_numbers
        return [_to_integer(value) for value in self.as_numbers]

    @cached_property
    def sorted_numbers(self) -> list[float]:
        return sorted(value for value in self.as_numbers if isinstance(value, int | float))

    @cached_property
    def as_months(self) -> list[Canonical]:
        """As text, with the first day of a month as that month."""
        return [
            value[:7] if isinstance(value, str) and len(value) == 10 and value.endswith("-01") else value
            for value in self.as_text
        ]


class KeyColumn(AnswerColumn):
    """A column of the key, ready to be compared.

    ``exact``: no float in it, so that its values are compared as they are; ``months``: all are ``2025-12``, so that
    the month's first day is the same answer.
    """

    def __init__(self, name: str, raw: Sequence[Any], decimals: int) -> None:
        super().__init__(raw)
        self.name = name
        numbers = [number_form(value) for value in self.raw]
        self.exact = not any(type(value) is float for value in numbers)
        # One tolerance for the whole column: integers among floats are floats.
        self.numbers = numbers if self.exact else [_to_float(value) for value in numbers]
        self.tolerances = [
            0.0 if self.exact or not isinstance(value, int | float) else tolerance(value, decimals)
            for value in self.numbers
        ]
        self.months = self.textual and all(value is None or MONTH.fullmatch(value) for value in self.raw)
        self.ascending = sorted((value, far) for value, far in zip(self.numbers, self.tolerances, strict=True) if far)

    def compare(self, answer: AnswerColumn) -> tuple[list[Canonical], list[Canonical]]:
        """Both columns canonical, in the same way: (the key's, the answer's)."""
        if self.textual and answer.textual:
            return self.as_text, answer.as_months if self.months else answer.as_text
        return self.numbers, answer.as_integers if self.exact else answer.as_numbers

    def holds_the_same(self, answer: AnswerColumn) -> bool:
        """Whether both columns hold the same values, in whatever order."""
        if self not in answer.judged:
            answer.judged[self] = len(self.raw) == len(answer.raw) and self._holds_the_same(answer)
        return answer.judged[self]

    def _holds_the_same(self, answer: AnswerColumn) -> bool:
        for one, other in ((self, answer), (answer, self)):
            if one.textual and str not in other.types and not one.first_is_number:
                return False  # text on one side alone: seen at a glance
        mine, theirs = self.compare(answer)
        if mine == theirs:
            return True
        if self.exact or mine is not self.numbers:
            return dict(Counter(mine)) == dict(Counter(theirs))  # much faster than two counters
        given = answer.sorted_numbers
        if len(self.ascending) != len(given):
            return False
        if any(abs(a - b) > far for a, (b, far) in zip(given, self.ascending, strict=True)):  # type: ignore[operator]
            return False
        return len(given) == len(theirs) or Counter(_not_numbers(mine)) == Counter(_not_numbers(theirs))


def _not_numbers(values: Iterable[Canonical]) -> Iterable[Canonical]:
    return (value for value in values if not isinstance(value, int | float))


def _to_float(value: Canonical) -> Canonical:
    return float(value) if isinstance(value, int) and abs(value) < 2**53 else value


def _to_integer(value: Canonical) -> Canonical:
    """A float that is an integer but for noise, as that integer."""
    if type(value) is float and abs(value) < 2**53:
        near = round(value)
        if abs(value - near) <= 1e-6:
            return near
    return value


def column_norm(name: str) -> str:
    """A column's name as it is compared: letters and digits alone, in lower case; ``COUNT(*)`` becomes ``count``."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(
        character for character in folded if character.isalnum() or unicodedata.category(character)[0] == "M"
    )
