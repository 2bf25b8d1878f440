"""Values as plain JSON: null, true, a number or a text; and pandas and NumPy objects as columns of them.

Dates become ISO text, every form of "no value" null. Values are read through the base classes' own methods
(``int.__int__``, not ``int(x)``), so that an object with methods of its own is taken for what it holds, not for what it
says.
"""

from __future__ import annotations

import datetime as dt
import decimal
import fractions
import math
from collections.abc import Iterable
from typing import Any

from firstquery.core.table import PlainTable, loaded

Json = bool | int | float | str | None
LONGEST_INTEGER_BITS = 1000
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
Columns = tuple[list[str], list[list[Json]], int]  # names, values column by column, how many lead from the index


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
    try:
        return _scalar(value)
    except (ValueError, ArithmeticError) as fault:  # bytes that are no text, a day that no calendar has
        raise Unreadable from fault


def _scalar(value: Any) -> Json:
    exact: Any = type(value)
    if issubclass(exact, str):
        return text(value)
    if exact is bool or value is None:
        return value  # type: ignore[no-any-return]
    if issubclass(exact, float):
        return _float(float.__float__(value))
    if issubclass(exact, int):
        return _int(int.__int__(value))
    if loaded("numpy") is not None and (found := _scalar_of_library(value)) is not value:
        return found  # type: ignore[no-any-return]
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
    raise Unreadable


def _scalar_of_library(value: Any) -> Any:
    """One value of NumPy or pandas as JSON; any other object is returned as it is."""
    exact: Any = type(value)
    np, pd = loaded("numpy"), loaded("pandas")
    if exact is type(np.ma.masked) or (pd is not None and exact in (type(pd.NaT), type(pd.NA))):
        return None
    if issubclass(exact, np.datetime64 | np.timedelta64):
        import pandas as pd

        return scalar(pd.Timestamp(value) if issubclass(exact, np.datetime64) else pd.Timedelta(value))
    if issubclass(exact, np.bool_ | np.integer):
        return scalar(np.generic.item(value))
    if issubclass(exact, np.floating):
        return _float(float(np.float64(value)))
    if pd is not None and issubclass(exact, pd.Interval | pd.Period):
        return text(exact.__str__(value))
    if issubclass(exact, np.ndarray) and value.ndim == 0:
        return scalar(np.ndarray.item(value))
    return value


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


def table_columns(table: PlainTable) -> Columns:
    return [column_name(name) for name in table.columns], [cells(one.values) for one in table.contents], 0


def frame_columns(frame: Any) -> Columns:
    import pandas as pd

    names, values = index_columns(frame.index, keep_unnamed_integers=False)
    leading = len(names)
    unlabelled = is_a(frame.columns, pd.RangeIndex)
    for position, label in enumerate(frame.columns):
        names.append("" if unlabelled else column_name(label))
        values.append(column_values(frame.iloc[:, position].array))
    return names, values, leading


def series_columns(series: Any) -> Columns:
    names, values = index_columns(series.index, keep_unnamed_integers=True)
    return [*names, column_name(series.name)], [*values, column_values(series.array)], len(names)


def index_columns(index: Any, *, keep_unnamed_integers: bool) -> tuple[list[str], list[list[Json]]]:
    """The index as leading columns where it means something: it has a name, or it is not a mere numbering."""
    import pandas as pd

    if is_a(index, pd.RangeIndex) and index.name is None:
        return [], []
    if index.nlevels > 1:
        levels = [index.get_level_values(level) for level in range(index.nlevels)]
    elif index.name is None and index.dtype.kind in "iu" and not keep_unnamed_integers:
        return [], []
    else:
        levels = [index]
    return [column_name(level.name) for level in levels], [column_values(level.array) for level in levels]


def column_name(label: object) -> str:
    """A column's label as text; no label is the empty text; the levels of a two-storey heading are joined."""
    if is_a(label, tuple):
        levels: Iterable[object] = tuple.__iter__(label)  # type: ignore[arg-type]
        parts = [column_name(part) for part in levels]
        return "_".join(part for part in parts if part)[:200]
    value = cell(label)
    return "" if value is None else text(str(value))[:200]


def column_values(values: Any) -> list[Json]:
    """The values of an array of NumPy or pandas."""
    np, pd = loaded("numpy"), loaded("pandas")
    if pd is not None and is_a(values, pd.arrays.NumpyExtensionArray):
        values = values.to_numpy()
    dtype = values.dtype
    if is_a(values, np.ndarray) and not is_a(values, np.ma.MaskedArray):
        if dtype.kind in "biu":
            return list(values.tolist())
        if dtype.kind == "f":
            values = values.astype(np.float64)
            if np.isfinite(values).all():
                return list(values.tolist())
            return [cell(value) for value in values.tolist()]
    if pd is not None and is_a(dtype, pd.StringDtype):
        values = values.to_numpy(dtype=object, na_value=None)
    return cells(values.tolist() if is_a(values, np.ndarray) and values.dtype.kind != "M" else values)


def cells(values: Iterable[object]) -> list[Json]:
    """Each value as JSON; a column of plain ASCII text needs nothing done to it."""
    listed: list[Any] = list(values)
    if set(map(type, listed)) <= {str, type(None)}:
        return [value if value is None or value.isascii() else cell(value) for value in listed]
    return [cell(value) for value in listed]


def array_columns(array: Any) -> Columns:
    """A NumPy array of one or two dimensions; a structured array brings its names."""
    if array.ndim > 2:
        raise Unreadable  # more than two dimensions
    if array.dtype.names:
        rows = array.reshape(-1)
        return list(map(column_name, array.dtype.names)), [column_values(rows[name]) for name in array.dtype.names], 0
    if array.ndim == 1:
        return [""], [column_values(array)], 0
    return [""] * array.shape[1], [column_values(array[:, position]) for position in range(array.shape[1])], 0
