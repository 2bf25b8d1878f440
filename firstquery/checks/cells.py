"""One value as plain JSON: null, true, a number or a text. Dates become ISO text, every form of "no value" null.

Values are read through the base classes' own methods (``int.__int__``, not ``int(x)``), so that an object with methods
of its own is taken for what it holds, not for what it says.
"""

from __future__ import annotations

import datetime as dt
import decimal
import fractions
import math
from typing import Any

import numpy as np
import pandas as pd

Json = bool | int | float | str | None
LONGEST_INTEGER_BITS = 1000
NOTHING_TYPES: frozenset[type] = frozenset({type(None), type(pd.NaT), type(pd.NA), type(np.ma.masked)})


class Unreadable(Exception):
    """The object is no single value."""


def is_a(value: object, *types: type) -> bool:
    """Whether the object's real type is one of these; `isinstance` would also ask the object's ``__class__``."""
    return issubclass(type(value), types)


def cell(value: object) -> Json:
    """The value as JSON, never raising; what is no single value becomes ``‹a list›``, which equals nothing."""
    try:
        return scalar(value)
    except Exception:
        return f"‹{what(value)}›"


def scalar(value: Any) -> Json:
    """The value as JSON; raises `Unreadable` (or whatever a broken object raises) when it is no single value."""
    exact = type(value)
    if issubclass(exact, str):
        return text(value)
    if exact is bool or exact in NOTHING_TYPES:
        return value if exact is bool else None
    if issubclass(exact, float):
        return _float(float.__float__(value))
    if issubclass(exact, int):
        return _int(int.__int__(value))
    if issubclass(exact, np.datetime64 | np.timedelta64):
        return scalar(pd.Timestamp(value) if issubclass(exact, np.datetime64) else pd.Timedelta(value))
    if issubclass(exact, np.bool_ | np.integer):
        return scalar(np.generic.item(value))
    if issubclass(exact, np.floating):
        return _float(float(np.float64(value)))
    if issubclass(exact, dt.datetime):
        return text(exact.isoformat(value, sep=" "))
    if issubclass(exact, dt.date | dt.time):
        return text(exact.isoformat(value))
    if issubclass(exact, dt.timedelta):
        return _float(dt.timedelta.total_seconds(value) / 86_400)  # in days
    if issubclass(exact, decimal.Decimal):
        if decimal.Decimal.is_nan(value):
            return None
        number = decimal.Decimal.__float__(value)
        return _int(decimal.Decimal.__int__(value)) if abs(number) < 2**63 and number.is_integer() else _float(number)
    if issubclass(exact, fractions.Fraction):
        return _float(float(value))
    if issubclass(exact, bytes):
        return text(bytes.decode(value, "utf-8"))
    if issubclass(exact, pd.Interval | pd.Period):
        return text(exact.__str__(value))
    if issubclass(exact, np.ndarray) and value.ndim == 0:
        return scalar(np.ndarray.item(value))
    raise Unreadable


def text(value: str) -> str:
    """The text itself; half a surrogate pair, which no file can hold, becomes a question mark."""
    value = str.__str__(value)
    return value if value.isascii() else str(value.encode("utf-8", "replace"), "utf-8")


def _int(value: int) -> Json:
    if value.bit_length() > LONGEST_INTEGER_BITS:
        return "Infinity" if value > 0 else "-Infinity"
    return value


def _float(value: float) -> Json:
    if math.isfinite(value):
        return value
    return None if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")


NAMES = {
    "function": "a function",
    "builtin_function_or_method": "a function",
    "method": "a function",
    "module": "a module",
    "generator": "a generator",
    "complex": "a complex number",
    "DataFrameGroupBy": "a grouped table that is not added up yet",
    "SeriesGroupBy": "a grouped column that is not added up yet",
    "Styler": "a styled table (give the table itself)",
    "list": "a list",
    "tuple": "a list",
    "dict": "a dictionary",
    "set": "a set",
    "Review": "a review",
    "BothOutcomes": "what two versions give (.today and .proposed are the two results)",
    "ellipsis": "three dots",
}


def what(value: object) -> str:
    """A name for the kind of object, with its article: ``a function``; never asks the object itself."""
    try:
        exact = type(value)
        if issubclass(exact, type):
            return "a class"
        if issubclass(exact, BaseException):
            return "an error"
        name = text(type.__dict__["__name__"].__get__(exact))[:60]
        return NAMES.get(name, f"an object of type {name}")
    except Exception:
        return "an unknown object"
