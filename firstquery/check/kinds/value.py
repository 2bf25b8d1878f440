"""One value: a number, a text, a date, a yes or no. A table with one cell is a value as well."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from firstquery.check.equality import DECIMALS, AnswerColumn, Canonical, KeyColumn, numbers_agree
from firstquery.check.kinds import base
from firstquery.check.payload import payload
from firstquery.check.tables import same_value
from firstquery.check.verdict import Verdict, not_yet, right

__all__ = ["judge", "payload"]


# Thousands set apart, as a person writes and a report shows a number: 1,743 or 1 743.
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(?:([,'’ \u00a0\u202f])\d{3})(?:\1\d{3})*(?:\.\d{1,20})?", re.ASCII)
# Cents behind a comma, as most of Europe writes them: 2 818,65 or 2.818,65. Where no cents are asked for, it is none.
_CENTS = re.compile(r"-?(?:\d{1,3}(?:([.'’ \u00a0\u202f])\d{3})(?:\1\d{3})*|\d+),\d\d", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_WITH_A_SIGN = re.compile(r"(?:us)?[$€£]?\s*-?\d[\d.,' ]*\s*(?:%|[$€£]|per ?cent|percent|us dollars|dollars|usd)?")
OTHER = "That is not the number that is asked for."
ZERO = (
    "Zero: nothing meets the conditions. Is each word spelt as in the data, and is each condition on the right column?"
)
_TIMES = {100: "a hundred times", 1000: "a thousand times"}


class NotOne(Exception):
    """The payload is a table of more or fewer than one cell."""


def unwrapped(answer: dict[str, Any]) -> Any:
    """The one value in a payload; an index beside it is left out. Raises `NotOne`."""
    if answer["type"] != "table":
        return answer["value"]
    rows, index = answer["rows"], answer.get("index", 0)
    cells = [row[index:] if len(row) > index else row for row in rows]
    if len(cells) == 1 and len(cells[0]) == 1:
        return cells[0][0]
    raise NotOne


def judge(answer: dict[str, Any], key: dict[str, Any]) -> Verdict:
    """Hold a payload against an exercise of the key (see `firstquery.check.keys`)."""
    expected = unwrapped(key["expected"])
    asked = _asked(expected)
    early = base.not_an_answer(answer, asked)
    if early and expected is not None:
        return early
    try:
        value = unwrapped(answer)
    except NotOne:
        return not_yet(f"That is {base.described(answer)}; {asked} is asked for.", _many_cells(answer))
    decimals = int((key.get("spec") or {}).get("decimals", DECIMALS))
    if equal(value, expected, decimals):
        return right()
    for mistake in key.get("mistakes", []):
        try:
            theirs = unwrapped(mistake["payload"])
        except (NotOne, KeyError, TypeError):
            continue
        if equal(value, theirs, decimals):
            return not_yet(mistake["message"], mistake=mistake["name"])
    return _difference(value, expected, decimals)


def equal(value: Any, expected: Any, decimals: int) -> bool:
    """Whether two values are the same answer. Text: capitals and outer spaces do not count."""
    mine, theirs = canonical(value, expected, decimals)
    return same_value(theirs, mine, decimals)


def canonical(value: Any, expected: Any, decimals: int) -> tuple[Canonical, Canonical]:
    """(The key's, the answer's), in one form."""
    column = KeyColumn("value", [_folded(expected)], decimals)
    mine, theirs = column.compare(AnswerColumn([_written(value, expected)]))
    return mine[0], theirs[0]


def _written(value: Any, expected: Any) -> Any:
    """A value in the form that is compared; with a comma before its cents only where a number with cents is asked."""
    if isinstance(expected, str):
        return _folded(value)
    folded = _numeral(value)
    if isinstance(expected, float) and isinstance(folded, str) and _CENTS.fullmatch(folded):
        return re.sub(r"[^\d,-]", "", folded).replace(",", ".")
    return folded


def _numeral(value: Any) -> Any:
    """A number written as text with its thousands set apart, as a plain numeral; anything else folded."""
    folded = _folded(value)
    if isinstance(folded, str):
        folded = folded.replace("−", "-")
        if _GROUPED.fullmatch(folded):
            return re.sub(r"[^\d.-]", "", folded)
    return folded


def _folded(value: Any) -> Any:
    return unicodedata.normalize("NFC", value.strip().casefold()) if isinstance(value, str) else value


def _asked(expected: Any) -> str:
    if isinstance(expected, bool):
        return base.YES_OR_NO
    return "a text or a date" if isinstance(expected, str) else "a number"


def _many_cells(answer: dict[str, Any]) -> list[str]:
    height, width = len(answer["rows"]), len(answer["columns"]) - answer.get("index", 0)
    if not height:
        return ["The query found no rows."]
    if height == 1:
        return ["Which of the columns holds what is asked for? Ask for that one alone."]
    if width == 1 and answer.get("from") == "list":
        return ["Is one of them asked for ([0] is the first, [-1] the last)? Or are they to be counted, or added up?"]
    if width == 1:
        return ["Which of the rows is asked for, or should they be counted or added up into one?"]
    return ["Ask for one column, and for one row."]


def _difference(value: Any, expected: Any, decimals: int) -> Verdict:
    if value is None:
        return not_yet(f"There is nothing in that answer (NULL, or None in Python); {_asked(expected)} is asked for.")
    mine, theirs = canonical(value, expected, decimals)
    if isinstance(mine, str) != isinstance(theirs, str):
        given = "text" if isinstance(theirs, str) else "a number"
        return not_yet(f"That is {given}; {_asked(expected)} is asked for.", _bare(theirs))
    if isinstance(mine, str) and _DAY.fullmatch(mine) and str(theirs).startswith((f"{mine} ", f"{mine}t")):
        return not_yet("It is the right day, and an hour stands behind it. The day alone is asked for.")
    if isinstance(mine, str) or isinstance(theirs, str) or mine is None or theirs is None:
        return not_yet("That is not the value that is asked for.")
    if mine and theirs:
        for factor, times in _TIMES.items():
            ask = "is a percentage asked for, or a fraction" if factor == 100 else "in which unit is it asked for"
            if numbers_agree(theirs, float(factor) * mine, decimals):
                return not_yet(f"That is {times} too large: {ask}?")
            if numbers_agree(float(factor) * theirs, float(mine), decimals):
                return not_yet(f"That is {times} too small: {ask}?")
        if same_value(-theirs, mine, decimals):
            return not_yet("The size is right, the sign is not: which of the two is taken from which?")
    if isinstance(mine, float):
        for digits in range(decimals):
            if round(theirs, digits) == theirs and abs(theirs - mine) <= 0.5000001 * 10.0**-digits:
                return not_yet(f"That is rounded too far: {base.asked_for(decimals, 'decimal')}.")
    return not_yet(_larger_or_smaller(theirs, mine) if _is_count(expected, value) else OTHER)


def _bare(given: Any) -> list[str]:
    """How a number that stands in a text becomes one: 40 % in quotation marks."""
    signs = isinstance(given, str) and _WITH_A_SIGN.fullmatch(given.strip())
    return ["Take away the quotation marks and the sign: write the digits alone."] if signs else []


def _is_count(expected: Any, value: Any) -> bool:
    """Whether things are counted: only then it helps to say on which side of the right number an answer lies."""
    return type(expected) is int and expected >= 0 and not isinstance(value, bool)


def _larger_or_smaller(given: Any, wanted: Any) -> str:
    if given == 0:
        return ZERO
    if given > wanted:
        return "That is more than it should be: is a condition missing, or too wide?"
    return "That is less than it should be: is a condition too narrow, or one too many?"
