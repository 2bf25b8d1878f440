"""Makes the most ordinary DataFrame of fetched columns: whole numbers stay whole, NULL stays NULL."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

import pandas as pd

from firstquery.warehouse.run import Fetched

NOTHING = type(None)


def frame(fetched: Fetched) -> pd.DataFrame:
    """A DataFrame with a plain index 0, 1, 2, ... Two columns of one name both stay, as pandas.read_sql keeps them."""
    columns = [_column(values) for values in fetched.columns]
    made = pd.DataFrame(dict(enumerate(columns)), copy=False)
    made.columns = pd.Index(fetched.names, dtype="str" if fetched.names else None)
    return made


def _column(values: list[Any]) -> pd.Series:
    kinds = set(map(type, values))
    known = kinds - {NOTHING}
    if Decimal in known and known <= {Decimal, int, float}:
        return pd.Series([None if value is None else float(value) for value in values], dtype="float64")
    if known == {int}:
        try:
            return pd.Series(values, dtype="Int64" if NOTHING in kinds else "int64")
        except OverflowError:
            return pd.Series(values, dtype="object")
    if known and known <= {int, float}:
        return pd.Series(values, dtype="float64")
    if known == {bool}:
        return pd.Series(values, dtype="boolean" if NOTHING in kinds else "bool")
    if known == {uuid.UUID}:
        return pd.Series([None if value is None else str(value) for value in values], dtype="str")
    if known == {str}:
        return pd.Series(values, dtype="str")
    if known and all(kind.__module__ == "datetime" and kind.__name__ == "datetime" for kind in known):
        return pd.Series(values)
    return pd.Series(values, dtype="object")
