"""Tables as pandas has them: what a query gives where pandas is here. Nothing imports this before a table is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import pandas as pd

from firstquery.core.table import ordinary
from firstquery.sql.display import as_listed
from firstquery.sql.guard import Statement


class Result(pd.DataFrame):
    """The rows of a query and its ``sql_statement``. What is computed or copied from it is a plain DataFrame."""

    _metadata: ClassVar[list[str]] = ["sql_statement"]
    sql_statement: Statement

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame


class Listing(pd.DataFrame):
    """A DataFrame that shows all of its rows with their whole text. What is computed from it is a plain DataFrame."""

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return as_listed(self)

    def __repr__(self) -> str:
        return str(self._repr_mimebundle_()["text/plain"])


def result(names: Sequence[str], columns: Sequence[list[Any]], statement: Statement) -> Result:
    """Return a DataFrame with a plain index 0, 1, 2, ...

    Two columns of one name both stay, as pandas.read_sql keeps them.
    """
    made = Result(dict(enumerate(map(_column, columns))), copy=False)
    made.columns = pd.Index(list(names), dtype="str") if names else pd.Index([])
    made.sql_statement = statement
    return made


def listing(columns: Mapping[str, tuple[str, list[Any]]]) -> Listing:
    """Return the columns, each given by its type and its values, as one table."""
    return Listing({name: pd.Series(values, dtype=dtype) for name, (dtype, values) in columns.items()})


def _column(values: list[Any]) -> pd.Series:
    """Return the most ordinary column of these values: whole numbers stay whole, NULL stays NULL."""
    dtype, plain = ordinary(values)
    return pd.Series(plain) if dtype is None else pd.Series(plain, dtype=dtype)
