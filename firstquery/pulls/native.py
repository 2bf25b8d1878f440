"""What a version of the service returned, as the Python value that one goes on to work with."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from firstquery.pulls import values


def native(value: Any) -> Any:
    """Of the JSON that `values.Encoder` makes: a number, a text, a day, a list or a table. Anything else as text."""
    if not isinstance(value, dict):
        return value
    if "decimal" in value:
        return Decimal(value["decimal"])
    if "float" in value:
        return float(value["float"])
    if "date" in value:
        return _day(value["date"])
    if "table" in value:
        return _frame(value["table"])
    if "dict" in value:
        return {_key(key): native(part) for key, part in value["dict"]}
    for key, made in (("list", list), ("tuple", tuple), ("set", list)):
        if key in value:
            return made(native(part) for part in value[key])
    return values.shown(value)


def _day(text: str) -> Any:
    for read in (dt.date.fromisoformat, dt.datetime.fromisoformat):
        try:
            return read(text)
        except ValueError:
            continue
    return text


def _key(value: Any) -> Any:
    key = native(value)
    return key if isinstance(key, str | int | float | Decimal | dt.date) or key is None else values.shown(value)


def _frame(table: dict[str, Any]) -> Any:
    """Long tables come without their last rows (see `values`)."""
    import pandas as pd

    return pd.DataFrame([[native(cell) for cell in row] for row in table["rows"]], columns=table["columns"])
