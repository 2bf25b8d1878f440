"""One value: a number, a text, a date, a yes or no. A table with one cell is a value as well."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from firstquery.checks.equality import DECIMALS, AnswerColumn, Canonical, KeyColumn, numbers_agree
from firstquery.checks.kind import Kind, Material, Mistake, Options, Trial
from firstquery.checks.number_words import spoken_number
from firstquery.checks.payload import payload as plain_payload
from firstquery.checks.statement import aggregates_of, measures_of
from firstquery.checks.tables import same_value
from firstquery.checks.verdict import (
    YES_OR_NO,
    Finding,
    Json,
    Verdict,
    cells_of,
    describe,
    mistake,
    not_yet,
    right,
    unusable,
)
from firstquery.checks.words import Messages

# Thousands set apart, as a person writes and a report shows a number: 1,743 or 1 743.
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(?:([,'’ \u00a0\u202f])\d{3})(?:\1\d{3})*(?:\.\d{1,20})?", re.ASCII)
# Cents behind a comma, as most of Europe writes them: 2 818,65 or 2.818,65. Where no cents are asked for, it is none.
_CENTS = re.compile(r"-?(?:\d{1,3}(?:([.'’ \u00a0\u202f])\d{3})(?:\1\d{3})*|\d+),\d\d", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_WITH_A_SIGN = re.compile(r"(?:us)?[$€£]?\s*-?\d[\d.,' ]*\s*(?:%|[$€£]|per ?cent|percent|us dollars|dollars|usd)?")
#: The share of the right number that a few rows on a bound, or cents, make.
LITTLE = 0.01
_TIMES = {100: "a hundred times", 1000: "a thousand times"}


class ValueOptions(Options):
    """``decimals``: how many the question asks for."""

    decimals: int = DECIMALS


class Value(Kind[ValueOptions]):
    name = "value"
    literal = True
    Options = ValueOptions
    phrases = Messages(__file__)

    def payload(self, answer: Any, questions: Json) -> dict[str, Any]:
        made = plain_payload(answer)
        if made["type"] != "table":
            return made
        found = {"aggregate": aggregates_of(answer), "measure": measures_of(answer)}
        return {**made, **{name: each[0] for name, each in found.items() if len(each) == 1 and each[0]}}

    def build_key(
        self, options: ValueOptions, reference: dict[str, Any], mistakes: Sequence[Mistake], material: Material
    ) -> dict[str, Any]:
        return {
            "answer": _without_query(reference),
            "decimals": options.decimals,
            **({"aggregate": reference["aggregate"]} if "aggregate" in reference else {}),
            "mistakes": [{**one.listed(), "payload": _without_query(one.payload)} for one in mistakes],
        }

    def judge(self, payload: Mapping[str, Any], expected: Mapping[str, Any], trial: Trial | None = None) -> Verdict:
        wanted = only_cell(expected["answer"])
        asked = _asked(wanted)
        early = unusable(payload, asked)
        if early and wanted is not None:
            return early
        try:
            value = only_cell(payload)
        except SeveralCells:
            return not_yet("other_type", _which(payload), what=describe(payload), asked=asked)
        decimals = int(expected.get("decimals", DECIMALS))
        if equal(value, wanted, decimals):
            return right()
        for known in expected.get("mistakes", []):
            try:
                theirs = only_cell(known["payload"])
            except (SeveralCells, KeyError, TypeError):
                continue
            if equal(value, theirs, decimals):
                return mistake(known["name"], known["message"], known["payload"])
        return _difference(value, wanted, decimals, _doubtful(payload, expected), payload.get("measure") == "rate")


KIND = Value()


def _without_query(payload: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in payload.items() if name not in ("aggregate", "measure")}


class SeveralCells(Exception):
    """The payload is a table of more or fewer than one cell."""


def only_cell(payload: Mapping[str, Any]) -> Any:
    """The one value in a payload; an index beside it is left out. Raises `SeveralCells`."""
    cells = cells_of(payload)
    if len(cells) == 1 and len(cells[0]) == 1:
        return cells[0][0]
    raise SeveralCells


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
    """A value in the form that is compared: eighty-six is a number where one is asked.

    A comma stands before cents only where a number with cents is asked.
    """
    if isinstance(expected, str):
        return _folded(value)
    folded = _numeral(value)
    if isinstance(folded, str) and type(expected) in (int, float) and (spoken := spoken_number(folded)) is not None:
        return spoken
    whole = type(expected) is int and str(folded).endswith(",00")  # on some data the sum comes to whole dollars
    if (isinstance(expected, float) or whole) and isinstance(folded, str) and _CENTS.fullmatch(folded):
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
        return YES_OR_NO
    return "a text or a date" if isinstance(expected, str) else "a number"


def _which(payload: Mapping[str, Any]) -> Finding:
    """What to ask whoever has a table of several cells, or of none."""
    height, width = len(payload["rows"]), len(payload["columns"]) - payload.get("index", 0)
    if not height:
        return Finding(code="no_rows")
    if height == 1:
        return Finding(code="which_column")
    if width == 1:
        return Finding(code="which_entry" if payload.get("from") == "list" else "which_row")
    return Finding(code="one_cell")


def _doubtful(payload: Mapping[str, Any], expected: Mapping[str, Any]) -> str | None:
    """What the answer's query counts or adds up, where that is another thing than in the key's."""
    mine = payload.get("aggregate")
    return mine if isinstance(mine, str) and mine != expected.get("aggregate") else None


def _difference(value: Any, expected: Any, decimals: int, aggregate: str | None, is_rate: bool) -> Verdict:
    asked = _asked(expected)
    if value is None:
        return not_yet("no_value", asked=asked)
    mine, theirs = canonical(value, expected, decimals)
    if isinstance(mine, str) != isinstance(theirs, str):
        quoted = isinstance(theirs, str) and _WITH_A_SIGN.fullmatch(theirs.strip())
        more = [Finding(code="quoted_number")] if quoted else []
        return not_yet("other_form", *more, given="text" if isinstance(theirs, str) else "a number", asked=asked)
    if isinstance(mine, str) and _DAY.fullmatch(mine) and str(theirs).startswith((f"{mine} ", f"{mine}t")):
        return not_yet("day_with_hour")
    if isinstance(mine, str) or isinstance(theirs, str) or mine is None or theirs is None:
        return not_yet("other_value")
    for code, given, wanted in (("too_large", theirs, mine), ("too_small", mine, theirs)):
        for factor, of_what in ((100, "percentage"), (1000, "unit")) if mine and theirs else ():
            if numbers_agree(given, float(factor) * wanted, decimals):
                return not_yet(f"{of_what}_{code}", times=_TIMES[factor])
    if mine and same_value(-theirs, mine, decimals):
        return not_yet("other_sign")
    if isinstance(mine, float):
        for digits in range(decimals):
            if round(theirs, digits) == theirs and abs(theirs - mine) <= 0.5000001 * 10.0**-digits:
                return not_yet("rounded", decimals=decimals)
    if isinstance(expected, bool) or isinstance(value, bool) or mine < 0:
        return not_yet("other_number")  # which of two debts is the larger one is no help
    if theirs and abs(theirs - mine) <= LITTLE * mine:
        return not_yet("little_more" if theirs > mine else "little_less", whole=int(type(expected) is int))
    code = "zero" if theirs == 0 else "too_much" if theirs > mine else "too_little"
    if is_rate:
        return not_yet(f"{code}_rate")
    if type(expected) is not int:  # only where things are counted it helps to ask about conditions
        return not_yet("more" if theirs > mine else "less")
    # What it counts or adds up may be at fault, and not its conditions.
    return not_yet(f"{code}_of", aggregate=aggregate) if aggregate else not_yet(code)
