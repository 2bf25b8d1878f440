"""What a version of the service returns, as JSON: to be compared by value, to be shown, and to go on with."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import math
import re
import sqlite3
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import PurePath
from typing import Any

MOST_PARTS = 100_000
MOST_CHARACTERS = 20_000
DIGITS = 12  # of a float: sums in another order differ in the last ones
_ADDRESS = re.compile(r" at 0x[0-9a-f]+|(?<=127\.0\.0\.1:)\d+|(?<=localhost:)\d+")


def without_chance(text: str) -> str:
    """Without what differs in each run, whatever was run: addresses in memory, ports of this machine."""
    return _ADDRESS.sub("", text)


class TooLarge(Exception):
    """It has more parts than anybody would compare."""


class Encoder:
    """``places`` are the names of folders that differ from run to run, by how they are called instead."""

    def __init__(self, places: Mapping[str, str]) -> None:
        self._places = places
        self._left = MOST_PARTS

    def value(self, one: Any) -> Any:
        """JSON of any object. Raises `TooLarge`."""
        self._left -= 1
        if self._left < 0:
            raise TooLarge
        if isinstance(one, str | PurePath):
            return self.text(str(one))
        if one is None or isinstance(one, bool | int):
            return one
        if isinstance(one, float):
            return {"float": f"{one:.{DIGITS}g}" if math.isfinite(one) else str(one)}
        if isinstance(one, Decimal):
            return {"decimal": str(one)}
        if isinstance(one, dt.date | dt.timedelta):
            return {"date": str(one)}
        return self._encode(one)

    def text(self, text: str) -> str:
        """Without what differs from run to run; the rest of a long one as a hash."""
        for folder, name in self._places.items():
            text = text.replace(folder, name)
        text = without_chance(text)
        if len(text) > MOST_CHARACTERS:
            rest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
            text = f"{text[:MOST_CHARACTERS]}… (the whole text: {rest})"
        return text.encode("utf-8", "replace").decode()

    def _encode(self, one: Any) -> Any:
        import numpy as np
        import pandas as pd

        if one is pd.NA or one is pd.NaT:
            return None
        if isinstance(one, np.generic | np.ndarray):
            return self.value(one.tolist())
        if isinstance(one, pd.Series):
            one = one.to_frame(one.name if one.name is not None else "value")
        if isinstance(one, pd.DataFrame):
            return self._table(one)
        if isinstance(one, list | pd.Index | sqlite3.Cursor | Iterator | range):
            return {"list": [self.value(part) for part in one]}
        if isinstance(one, tuple | sqlite3.Row):
            return {"tuple": [self.value(part) for part in one]}
        if isinstance(one, set | frozenset):
            return {"set": sorted((self.value(part) for part in one), key=_dump)}
        if isinstance(one, Mapping):
            return {"dict": [[self.value(key), self.value(part)] for key, part in one.items()]}
        name = type(one).__name__
        if dataclasses.is_dataclass(one) and not isinstance(one, type):
            fields = {field.name: self.value(getattr(one, field.name)) for field in dataclasses.fields(one)}
            return {"object": name, "fields": fields}
        if isinstance(one, BaseException):
            return {"object": name, "fields": {"message": self.text(str(one))}}
        if callable(one):
            return {"object": "function", "text": str(getattr(one, "__name__", name))}
        return {"object": name, "text": self.text(repr(one))}

    def _table(self, frame: Any) -> Any:
        """Its rows; an index that says something is the first columns."""
        import pandas as pd

        if not (isinstance(frame.index, pd.RangeIndex) and frame.index.name is None):
            names = [name if name is not None else "index" for name in frame.index.names]
            frame = frame.reset_index(names=names, allow_duplicates=True)
        cells = [[self.value(_cell(value)) for value in row] for row in frame.itertuples(False, None)]
        return {"table": {"columns": [str(name) for name in frame.columns], "rows": cells}}


def _cell(value: Any) -> Any:
    """A missing value of a column of numbers is no number of its own: as in SQL it is NULL."""
    return None if isinstance(value, float) and math.isnan(value) else value


def _dump(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def are_equal(one: Any, other: Any) -> bool:
    """Whether two values are the same: floats to nine digits, amounts of money by value, a dictionary in any order."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        if "float" in one:
            left, right = float(one["float"]), float(other["float"])
            return math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-9) or (math.isnan(left) and math.isnan(right))
        if "decimal" in one:
            return one == other or Decimal(one["decimal"]) == Decimal(other["decimal"])
        if "dict" in one:
            return are_equal(sorted(one["dict"], key=_dump), sorted(other["dict"], key=_dump))
        return all(are_equal(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(are_equal, one, other))
    return type(one) is type(other) and bool(one == other)


def native(value: Any) -> Any:
    """The Python value to go on with: a number, a text, a day, a list or a table. Anything else as text."""
    if not isinstance(value, dict):
        return value
    if "decimal" in value:
        return Decimal(value["decimal"])
    if "float" in value:
        return float(value["float"])
    if "date" in value:
        return _day(value["date"])
    if "dict" in value:
        return {native(key) if _is_plain(key) else format_value(key): native(part) for key, part in value["dict"]}
    if "table" in value:
        import pandas as pd

        table = value["table"]
        return pd.DataFrame([[native(cell) for cell in row] for row in table["rows"]], columns=table["columns"])
    for key, made in (("list", list), ("tuple", tuple), ("set", list)):
        if key in value:
            return made(native(part) for part in value[key])
    return format_value(value)


def _is_plain(key: Any) -> bool:
    return not isinstance(key, dict) or bool({"decimal", "float", "date"} & set(key))


def _day(text: str) -> Any:
    for read in (dt.date.fromisoformat, dt.datetime.fromisoformat):
        try:
            return read(text)
        except ValueError:
            continue
    return text


def format_value(value: Any) -> str:
    """A value as one line of text; a table as many."""
    if not isinstance(value, dict):
        return str(value)
    if "table" in value:
        return _shown_table(value["table"])
    if "dict" in value:
        return "{" + ", ".join(f"{_part(key)}: {_part(part)}" for key, part in value["dict"]) + "}"
    for key, brackets in (("list", "[]"), ("tuple", "()"), ("set", "{}")):
        if key in value:
            comma = "," if key == "tuple" and len(value[key]) == 1 else ""
            return f"{brackets[0]}{', '.join(map(_part, value[key]))}{comma}{brackets[1]}"
    if "fields" in value:
        return f"{value['object']}({', '.join(f'{name}={_part(part)}' for name, part in value['fields'].items())})"
    return str(value.get("float") or value.get("decimal") or value.get("date") or value.get("text") or "")


def _part(value: Any) -> str:
    """Within something else a text stands between quotation marks."""
    return repr(value) if isinstance(value, str) else format_value(value)


def _shown_table(table: dict[str, Any], most: int = 12) -> str:
    rows = [table["columns"], *(shown_row(row) for row in table["rows"][:most])]
    count = len(table["rows"])
    return "\n".join([*align(rows), f"{count} rows" + (f"; the first {most} are shown" if count > most else "")])


def shown_row(row: list[Any]) -> list[str]:
    return ["NULL" if cell is None else format_value(cell) for cell in row]


def align(rows: list[list[str]]) -> list[str]:
    """The rows of a table as lines of text, their columns below each other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
