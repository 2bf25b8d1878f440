"""pandas and NumPy objects as columns of plain JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from firstquery.checks.cells import Json, cell, is_a, text

Columns = tuple[list[str], list[list[Json]], int]  # names, values column by column, how many lead from the index


def frame_columns(frame: Any) -> Columns:
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
    if is_a(values, pd.arrays.NumpyExtensionArray):
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
    if is_a(dtype, pd.StringDtype):
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
        raise ValueError("more than two dimensions")
    if array.dtype.names:
        rows = array.reshape(-1)
        return list(map(column_name, array.dtype.names)), [column_values(rows[name]) for name in array.dtype.names], 0
    if array.ndim == 1:
        return [""], [column_values(array)], 0
    return [""] * array.shape[1], [column_values(array[:, position]) for position in range(array.shape[1])], 0
