"""An answer as plain JSON: what most kinds take for their payload. No answer makes it raise, and it is bounded.

The types (all values are JSON's own; dates are ISO text, no value is null, infinity is the text ``Infinity``):

- ``{"type": "scalar", "value": 1800}``: a number, true or false, a date, or null
- ``{"type": "text", "value": "…"}``: at most 20,000 characters
- ``{"type": "table", "columns": [names], "rows": [[…]], "index": 0, "from": "table", "sorted_by_query": null}``:
  at most 20,000 rows and 4 MB of JSON. ``index`` leading columns were the index. ``from`` is what the object was:
  table, column, list, set, dict or array. ``sorted_by_query``: whether the query itself orders its result.
  The kind table adds ``clauses``, those of the learner's statement, such as JOIN, ``aggregates``, what it counts or
  adds up, and ``measures``, whether that is a count or a rate; the kind value ``aggregate`` and ``measure``. They never
  stand in a key.
- ``{"type": "too-large", "what": "a table of 50,000 rows"}``
- ``{"type": "unknown", "what": "a function"}``
- ``{"type": "blank"}`` and ``{"type": "failed", "sentence": "…", "renamed": false}``: an answer cell left empty, or
  that could not run; ``renamed``: the answer stands under another name
"""

from __future__ import annotations

import collections
import gc
import itertools
import json
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from firstquery.checks import cells
from firstquery.checks.cells import Unreadable, cell, is_a, scalar, text, what
from firstquery.checks.origin import raised_by_answer
from firstquery.checks.statement import sorted_by_query
from firstquery.core.table import PlainColumn, PlainTable, loaded

MOST_ROWS = 20_000
MOST_COLUMNS = 500
MOST_CHARACTERS = 20_000
MOST_BYTES = 4_000_000
MOST_MARKS = 30  # accents and the like on one letter: to sort them takes time with the square of their number

_EMPTY: dict[str, str] = {}
_VIEWS = (type(_EMPTY.keys()), type(_EMPTY.values()), type(_EMPTY.items()))
_LISTS: tuple[Any, ...] = (list, tuple, set, frozenset, range, collections.deque, *_VIEWS)


def payload(answer: object) -> dict[str, Any]:
    """The answer as JSON (see the module). Raises nothing, whatever the object does, but a fault of our own."""
    try:
        with pause_collection():
            return _payload(answer)
    except KeyboardInterrupt:
        raise
    except BaseException as fault:  # an object's own method may raise SystemExit as well
        if not isinstance(fault, Unreadable) and not raised_by_answer(fault):
            raise
        return {"type": "unknown", "what": what(answer)}


def _payload(answer: Any) -> dict[str, Any]:
    sentinel = _sentinel(answer)
    if sentinel is not None:
        return sentinel
    if is_a(answer, PlainTable, PlainColumn):
        return _from_plain(answer)
    if loaded("pandas") is not None and (made := _from_pandas(answer)) is not None:
        return made
    if loaded("numpy") is not None and (made := _from_array(answer)) is not None:
        return made
    if is_a(answer, dict):
        return _from_dict(answer)
    if is_a(answer, *_LISTS):
        return _from_list(answer)
    try:
        value = scalar(answer)
    except Unreadable:
        return {"type": "unknown", "what": what(answer)}
    if is_a(answer, str, bytes):
        return _text(str(value))
    return {"type": "scalar", "value": value}


def _sentinel(answer: Any) -> dict[str, Any] | None:
    if answer is ...:
        return {"type": "blank"}
    if type(answer).__module__ != "firstquery.core.blank":
        return None
    from firstquery.core.blank import Blank, Failed

    if is_a(answer, Blank):
        return {"type": "blank"}
    if is_a(answer, Failed):
        sentence = str(getattr(answer, "advice", "") or getattr(answer, "sentence", ""))
        renamed = getattr(answer, "renamed", False) is True
        return {"type": "failed", "sentence": text(sentence)[:1000], **({"renamed": True} if renamed else {})}
    return None


def _text(value: str) -> dict[str, Any]:
    if len(value) > MOST_CHARACTERS:
        return {"type": "too-large", "what": f"a text of {len(value):,} characters"}
    return {"type": "text", "value": value}


def _from_plain(answer: Any) -> dict[str, Any]:
    if is_a(answer, PlainColumn):
        return _table([cells.column_name(answer.name)], [cells.cells(answer.values)], 0, source="column")
    rows, columns = answer.shape
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        return _too_large("a table", rows, columns)
    return _table(*cells.table_columns(answer), source="table", ordered=sorted_by_query(answer))


def _from_pandas(answer: Any) -> dict[str, Any] | None:
    """The payload of a table, a column, an index or an array of pandas; None for every other object."""
    import pandas as pd

    if is_a(answer, pd.DataFrame):
        return _from_frame(answer)
    if is_a(answer, pd.Series):
        if len(answer) > MOST_ROWS:
            return _too_large("a column", len(answer))
        return _table(*cells.series_columns(pd.Series(answer)), source="column")
    if is_a(answer, pd.Index):
        frame = pd.DataFrame(answer.to_frame(index=False))
        frame.columns = pd.Index(answer.names)
        return _too_large("a column", len(frame)) if len(frame) > MOST_ROWS else _from_frame(frame)
    if is_a(answer, pd.api.extensions.ExtensionArray):
        return _table([""], [cells.column_values(answer)], 0, source="array")
    return None


def _from_array(answer: Any) -> dict[str, Any] | None:
    """The payload of an array of NumPy; None for every other object."""
    import numpy as np

    if not (is_a(answer, np.ndarray) and np.ndarray.ndim.__get__(answer) > 0):
        return None
    plain = answer if is_a(answer, np.ma.MaskedArray) else np.asarray(answer)
    if plain.shape[0] > MOST_ROWS or plain.size > MOST_ROWS * 50:
        return _too_large("an array", plain.shape[0])
    return _table(*cells.array_columns(plain), source="array")


def _from_frame(answer: Any) -> dict[str, Any]:
    import pandas as pd

    frame = pd.DataFrame(answer)
    rows, columns = frame.shape
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        return _too_large("a table", rows, columns)
    return _table(*cells.frame_columns(frame), source="table", ordered=sorted_by_query(answer))


def _from_dict(answer: Any) -> dict[str, Any]:
    items = list(itertools.islice(dict.items(answer), MOST_ROWS + 1))
    if len(items) > MOST_ROWS:
        return _too_large("a dictionary", dict.__len__(answer))
    keys, values = [key for key, _ in items], [value for _, value in items]
    if values and all(is_a(value, dict) for value in values):
        names, columns = _records(values)
        return _table(["", *names], [cells.cells(keys), *columns], 1, source="dict")
    given = [_many(value) for value in values]
    if given and all(column is not None for column in given):
        listed = [column or [] for column in given]
        height = max(map(len, listed))
        padded = [column + [None] * (height - len(column)) for column in listed]
        return _table([cells.column_name(key) for key in keys], padded, 0, source="dict")
    return _table([cells.column_name(key) for key in keys], [[cell(value)] for value in values], 0, source="dict")


def _from_list(answer: Any) -> dict[str, Any]:
    base = next(base for base in _LISTS if is_a(answer, base))
    items = list(itertools.islice(base.__iter__(answer), MOST_ROWS + 1))
    if len(items) > MOST_ROWS:
        return _too_large("a list", base.__len__(answer))
    if items and all(is_a(item, dict) for item in items):
        return _table(*_records(items), 0, source="list")
    if items and all(is_a(item, list, tuple) for item in items):
        rows = [list(base.__iter__(item)) for item in items for base in [list if is_a(item, list) else tuple]]
        width = max(map(len, rows))
        fields: Any = getattr(type(items[0]), "_fields", None)
        named = is_a(fields, tuple) and len(fields) == width
        names = [cells.column_name(name) for name in fields] if named else [""] * width
        if width > MOST_COLUMNS:
            return _too_large("a list", len(rows), width)
        rows = [row + [None] * (width - len(row)) for row in rows]
        return _table(names, [cells.cells(column) for column in zip(*rows, strict=True)], 0, source="list")
    values = cells.cells(items)
    if base in (set, frozenset):
        values.sort(key=lambda value: (type(value).__name__, str(value)))
        return _table([""], [values], 0, source="set")
    return _table([""], [values], 0, source="list")


def _many(value: Any) -> list[Any] | None:
    """The cells of a column given as a list, an array or a Series; None when it is one value."""
    np, pd = loaded("numpy"), loaded("pandas")
    if is_a(value, PlainColumn):
        return cells.cells(value.values)
    if pd is not None and is_a(value, pd.Series):
        return cells.column_values(value.array)
    if np is not None and is_a(value, np.ndarray) and np.ndarray.ndim.__get__(value) == 1:
        return cells.column_values(np.asarray(value))
    if is_a(value, list, tuple):
        base = list if is_a(value, list) else tuple
        return cells.cells(base.__iter__(value))
    return None


def _records(records: Iterable[Any]) -> tuple[list[str], list[list[Any]]]:
    """Names in order of appearance and the columns; a field that a record lacks is null."""
    rows = []
    for record in records:
        rows.append({cells.column_name(key): value for key, value in dict.items(record)})
    names = list(dict.fromkeys(name for row in rows for name in row))
    if len(names) > MOST_COLUMNS:
        raise Unreadable  # too many different fields
    return names, [[cell(row.get(name)) for row in rows] for name in names]


def _table(
    names: list[str], columns: list[list[Any]], index: int, *, source: str, ordered: bool | None = None
) -> dict[str, Any]:
    height = len(columns[0]) if columns else 0
    if height > MOST_ROWS or len(columns) > MOST_COLUMNS:
        return _too_large("a table", height, len(columns))
    table = {
        "type": "table",
        "columns": names,
        "rows": list(map(list, zip(*columns, strict=True))),
        "index": index,
        "from": source,
        "sorted_by_query": ordered,
    }
    characters = sum(len(value) for column in columns for value in column if type(value) is str)
    # A character is at most six bytes of JSON ("\u20ac"), a number at most 310 digits: measure only near the bound.
    near = 6 * characters + 26 * height * len(columns) + 6 * sum(map(len, names)) > MOST_BYTES
    if near and len(json.dumps(table)) > MOST_BYTES:
        return _too_large("a table", height, len(columns))
    return table


def _too_large(thing: str, rows: int, columns: int | None = None) -> dict[str, Any]:
    size = f"{rows:,} rows" if thing in ("a table", "a column", "an array") else f"{rows:,} entries"
    wide = f" and {columns:,} columns" if columns and thing == "a table" else ""
    return {"type": "too-large", "what": f"{thing} of {size}{wide}"}


def sound(payload: object) -> bool:
    """Whether an object from outside has a payload's form and size: only then its rows are compared."""
    if not isinstance(payload, dict) or not isinstance(payload.get("type"), str):
        return False
    kind = payload["type"]
    if kind == "text":
        return isinstance(payload.get("value"), str) and are_texts([payload["value"]], MOST_CHARACTERS)
    if kind == "scalar":
        return _are_values([payload.get("value")])
    if kind in ("too-large", "unknown"):
        return isinstance(payload.get("what"), str) and are_texts([payload["what"]], MOST_CHARACTERS)
    if kind != "table":  # a kind's own: on what else is wrong with its form the judge stumbles, which is no mark
        return _is_bounded(payload)
    names, rows, index = payload.get("columns"), payload.get("rows"), payload.get("index", 0)
    if not (isinstance(names, list) and isinstance(rows, list) and type(index) is int and 0 <= index <= len(names)):
        return False
    if len(names) > MOST_COLUMNS or len(rows) > MOST_ROWS or not all(isinstance(name, str) for name in names):
        return False
    if not are_texts(names):
        return False
    return all(isinstance(row, list) and len(row) == len(names) and _are_values(row) for row in rows)


def _is_bounded(json: object, depth: int = 30) -> bool:
    """Whether it is JSON without infinite numbers, of no depth, length and texts beyond those of a payload."""
    if isinstance(json, dict | list):
        parts = [*json, *json.values()] if isinstance(json, dict) else json
        return depth > 0 and len(parts) <= 2 * MOST_ROWS and all(_is_bounded(part, depth - 1) for part in parts)
    return _are_values([json])


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


@contextmanager
def pause_collection() -> Iterator[None]:
    """Pause Python's cycle collector, if it runs.

    A table makes thousands of small lists at once. They hold no cycles, yet each burst of them sets off collections
    of everything that the notebook holds, which takes longer than the comparison itself.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
