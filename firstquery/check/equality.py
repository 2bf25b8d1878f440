"""When two values, and two columns of values, are the same answer. docs/equality.md is this file as a table.

A *canonical* value is null, an integer, a float or a text. A column is compared as numbers or as text, as the key's
column says; form (numerals, booleans, date notation, Unicode composition) is gone once both sides are canonical.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
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
    found = MOMENT.fullmatch(text)
    if not found:
        return text
    year, month, day, hour, minute, second, fraction, offset = found.groups()
    try:
        at = dt.datetime(*map(int, (year, month, day, hour or 0, minute or 0, second or 0)))
        if offset and offset != "Z":
            digits = offset[1:].replace(":", "").ljust(4, "0")
            away = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
            at = at - away if offset[0] == "+" else at + away
    except (ValueError, OverflowError):
        return text
    fraction = (fraction or "").rstrip("0")
    if not (at.hour or at.minute or at.second or fraction):
        return f"{at:%Y-%m-%d}" if at.year > 999 else text
    shown = at.isoformat(sep=" ", timespec="minutes" if not (at.second or fraction) else "seconds")
    return f"{shown}.{fraction}" if fraction else shown


def text_form(value: str) -> str:
    """A text as it is compared: composed (NFC), dates in one notation; capitals and spaces count."""
    if len(value) <= 36 and value[:4].isdecimal() and value[4:5] == "-":
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


def is_textual(values: Iterable[Any]) -> bool:
    """Whether a column holds text (and nulls) alone."""
    seen = False
    for value in values:
        if type(value) is str:
            seen = True
        elif value is not None:
            return False
    return seen


class KeyColumn:
    """A column of the key, ready to be compared.

    ``values`` canonical; ``exact``: no float in it, so that its values are compared as they are; ``months``: all
    are ``2025-12``, so that the month's first day is the same answer.
    """

    def __init__(self, name: str, raw: Sequence[Any], decimals: int) -> None:
        self.name = name
        self.raw = raw
        self.decimals = decimals
        self.textual = is_textual(raw)
        self.as_text = [text_form(value) if type(value) is str else value for value in raw] if self.textual else []
        self.as_numbers = [number_form(value) for value in raw]
        self.exact = not any(type(value) is float for value in self.as_numbers)
        if not self.exact:  # one tolerance for the whole column
            self.as_numbers = [float(value) if _is_small_integer(value) else value for value in self.as_numbers]
        self.months = self.textual and all(value is None or MONTH.fullmatch(value) for value in raw)

    def compare(self, answer: Sequence[Any]) -> tuple[list[Canonical], list[Canonical]]:
        """Both columns canonical, in the same way: (the key's, the answer's)."""
        if self.textual and is_textual(answer):
            theirs: list[Canonical] = [text_form(value) if type(value) is str else value for value in answer]
            if self.months:
                theirs = [
                    value[:7] if type(value) is str and len(value) == 10 and value.endswith("-01") else value
                    for value in theirs
                ]
            return list(self.as_text), theirs
        numbers = [number_form(value) for value in answer]
        if self.exact:
            return list(self.as_numbers), [_to_integer(value) for value in numbers]
        return list(self.as_numbers), numbers


def _is_small_integer(value: Canonical) -> bool:
    return type(value) is int and abs(value) < 2**53


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
