"""What a function returned, as plain JSON, and when two results are the same.

A number, a text, a date (as ISO text), true, false and null are themselves. Lists and tuples are ``{"type": "list",
"of": […]}``, sets and dictionaries likewise (a dictionary's ``of`` are pairs); all else is as `payload` makes it.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from firstquery.checks.cells import Unreadable, is_a, scalar
from firstquery.checks.equality import MOMENT, moment, numbers_agree
from firstquery.checks.origin import claim
from firstquery.checks.payload import payload
from firstquery.checks.tables import KeyTable, best_fit, readings

MOST_VALUES = 20_000
MOST_TEXT = 20_000
MOST_DEPTH = 20
_EMPTY: dict[str, str] = {}
_VIEWS = (type(_EMPTY.keys()), type(_EMPTY.values()), type(_EMPTY.items()))


class _Budget:
    """How many values of one result are still read."""

    def __init__(self) -> None:
        self.left = MOST_VALUES

    def spend(self, values: int) -> bool:
        self.left -= values
        return self.left >= 0


def encode(value: Any, depth: int = MOST_DEPTH, budget: _Budget | None = None) -> Any:
    """The value as JSON (see the module). An iterator is read, as a list."""
    budget = budget or _Budget()
    if is_a(value, dict):
        pairs = list(itertools.islice(dict.items(value), MOST_VALUES + 1))
        if depth == 0 or not budget.spend(len(pairs)):
            return {"type": "too-large", "what": "a dictionary"}
        return {"type": "dict", "of": [[_key(key), encode(one, depth - 1, budget)] for key, one in pairs]}
    if is_a(value, list, tuple, set, frozenset, range, *_VIEWS) or isinstance(value, Iterator):
        try:
            items = list(itertools.islice(value, MOST_VALUES + 1))
        except BaseException as fault:
            claim(fault)  # an iterator works as it is read, and a library may do that work
            raise
        if depth == 0 or not budget.spend(len(items)):
            return {"type": "too-large", "what": "a list"}
        of = [encode(one, depth - 1, budget) for one in items]
        if is_a(value, set, frozenset):
            return {"type": "set", "of": sorted(of, key=repr)}
        return {"type": "list", "of": of}
    try:
        plain = scalar(value)
    except Unreadable:
        return payload(value)
    return {"type": "too-large", "what": "a text"} if type(plain) is str and len(plain) > MOST_TEXT else plain


def _key(key: Any) -> Any:
    plain = encode(key, 2)
    return plain if not isinstance(plain, dict) else repr(plain)[:200]


def describe(result: Any) -> str:
    """A result's kind in words: ``a list``."""
    if result is None:
        return "nothing"
    if isinstance(result, bool):
        return "True or False"
    if isinstance(result, str):
        return "a text or a date"
    if not isinstance(result, Mapping):
        return "a number"
    names = {"list": "a list", "set": "a set", "dict": "a dictionary", "table": "a table"}
    if result.get("type") == "table" and result.get("from") == "column":
        return "a column (a Series)"
    return names.get(str(result.get("type")), str(result.get("what", "something else")))


def same(given: Any, wanted: Any, decimals: int, ordered: Sequence[str] = (), any_order: bool = False) -> bool:
    """Whether ``given`` is the same result as the key's ``wanted``."""
    wanted_type, given_type = _type(wanted), _type(given)
    if wanted_type == "value":
        return _same_value(_only_cell(given), wanted, decimals)
    if wanted_type == "table":
        if given_type != "table":
            return False
        fit = best_fit(KeyTable(wanted, {"decimals": decimals, "ordered": list(ordered)}), readings(given))
        return fit is not None and fit.right
    if given_type == "table":
        given, given_type = _unlabelled(given, wanted_type)
    if wanted_type == "dict" and given_type == "dict":
        return _same_pairs(given["of"], wanted["of"], decimals, any_order)
    if wanted_type == "set" and given_type in ("set", "list"):
        return _same_items(given["of"], wanted["of"], decimals, any_order=True)
    if wanted_type == "list" and (given_type == "list" or (given_type == "set" and any_order)):
        return _same_items(given["of"], wanted["of"], decimals, any_order)
    return False


def _type(result: Any) -> str:
    return str(result.get("type")) if isinstance(result, Mapping) else "value"


def _only_cell(given: Any) -> Any:
    """A table or an array of one cell is that cell; a list of one value is a list."""
    if _type(given) == "table" and len(given["rows"]) == 1 and given.get("from") in ("table", "column", "array"):
        cells = given["rows"][0][given.get("index", 0) :]
        return cells[0] if len(cells) == 1 else given
    return given


def _unlabelled(table: Mapping[str, Any], wanted: str) -> tuple[Mapping[str, Any], str]:
    """A column as a dictionary by its index, or as a list; a table of more columns as a list of lists."""
    index = table.get("index", 0)
    if wanted == "dict" and index == 1 and len(table["columns"]) == 2:
        return {"of": table["rows"]}, "dict"
    rows = [row[index:] for row in table["rows"]]
    if len(table["columns"]) - index == 1:
        return {"of": [row[0] for row in rows]}, "list"
    return {"of": [{"type": "list", "of": row} for row in rows]}, "list"


def _same_value(given: Any, wanted: Any, decimals: int) -> bool:
    if isinstance(given, Mapping):
        return False
    if isinstance(given, str) or isinstance(wanted, str):
        return isinstance(given, str) and isinstance(wanted, str) and _text(given) == _text(wanted)
    if given is None or wanted is None:
        return given is wanted
    return numbers_agree(given, wanted, decimals)


def _text(text: str) -> str:
    return moment(text) if MOMENT.fullmatch(text) else unicodedata.normalize("NFC", text)


def _same_pairs(given: Sequence[Any], wanted: Sequence[Any], decimals: int, any_order: bool) -> bool:
    theirs = {_number_or_text(key): one for key, one in given}
    mine = {_number_or_text(key): one for key, one in wanted}
    return theirs.keys() == mine.keys() and all(
        same(theirs[key], one, decimals, any_order=any_order) for key, one in mine.items()
    )


def _number_or_text(key: Any) -> Any:
    return _text(key) if isinstance(key, str) else key


def _same_items(given: Sequence[Any], wanted: Sequence[Any], decimals: int, any_order: bool) -> bool:
    if len(given) != len(wanted):
        return False
    if any_order:
        given, wanted = sorted(given, key=_rank), sorted(wanted, key=_rank)
    return all(same(one, other, decimals, any_order=any_order) for one, other in zip(given, wanted, strict=True))


def _rank(value: Any) -> tuple[str, float, str]:
    if isinstance(value, bool | int | float):
        return "number", float(value), ""
    return _type(value), 0.0, repr(value)
