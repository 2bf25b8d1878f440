"""Runs one reading statement on a database, fetches its rows within bounds, and makes the table of them."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any, ClassVar

import pandas as pd

from firstquery.sql.connect import Database
from firstquery.sql.engines import run
from firstquery.sql.errors import DatabaseError, LimitReached, QueryStopped
from firstquery.sql.fetch import NOTHING, Fetched, Limits, Params
from firstquery.sql.guard import Statement


class Result(pd.DataFrame):
    """The rows of a query and its ``sql_statement``. What is computed or copied from it is a plain DataFrame."""

    _metadata: ClassVar[list[str]] = ["sql_statement"]
    sql_statement: Statement

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame


def ask(database: Database, statement: Statement, params: Params = None, *, seconds: float | None = None) -> Result:
    """Runs a statement that the guard has read and returns its rows. Raises QueryStopped."""
    limits = Limits(seconds=database.seconds if seconds is None else seconds)
    try:
        if '"' in statement.text and database.engine == "sqlite":
            from firstquery.sql.explain_names import refuse_text_in_double_quotes

            refuse_text_in_double_quotes(statement, database)
        return table(run(database, statement, params, limits), statement)
    except BaseException as error:
        raise _stopped(database, statement, error, limits) from None


def _stopped(database: Database, statement: Statement, error: BaseException, limits: Limits) -> BaseException:
    """The sentences for whatever went wrong; an end of the process stays what it is."""
    from firstquery.sql import explain

    if isinstance(error, QueryStopped):
        said = error.sentence
    elif isinstance(error, (LimitReached, MemoryError, KeyboardInterrupt)):
        what = {MemoryError: "size", KeyboardInterrupt: "stopped"}.get(type(error), getattr(error, "what", "stopped"))
        said = explain.explain_limit(database, statement, what, limits)
    elif isinstance(error, DatabaseError):
        said = explain.explain(database, statement, error)
    elif isinstance(error, Exception):  # a driver's surprise: its words without a traceback
        said = f"The database stopped this query: {error}"
    else:
        return error
    return QueryStopped(database.without_secrets(said))


def table(fetched: Fetched, statement: Statement) -> Result:
    """A DataFrame with a plain index 0, 1, 2, ... Two columns of one name both stay, as pandas.read_sql keeps them."""
    made = Result(dict(enumerate(map(_column, fetched.columns))), copy=False)
    made.columns = pd.Index(fetched.names, dtype="str" if fetched.names else None)
    made.sql_statement = statement
    return made


def _column(values: list[Any]) -> pd.Series:
    """The most ordinary column of these values: whole numbers stay whole, NULL stays NULL."""
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
