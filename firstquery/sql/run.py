"""Runs one reading statement on a database, fetches its rows within bounds, and makes the table of them."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

import pandas as pd

from firstquery.sql.connect import Database
from firstquery.sql.errors import DatabaseError, LimitReached, QueryStopped
from firstquery.sql.guard import Statement

Params = Mapping[str, Any] | Sequence[Any] | None
NOTHING = type(None)


@dataclass(frozen=True)
class Limits:
    """How much one query may take: ``seconds``, ``rows`` fetched, ``size`` in bytes (about) of what is fetched."""

    seconds: float = 10.0
    rows: int = 100_000
    size: int = 200_000_000


@dataclass
class Fetched:
    """What came back: one list of values a column."""

    names: list[str]
    columns: list[list[Any]] = field(default_factory=list)


class Clock:
    """Counts down the seconds of one query."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    @property
    def over(self) -> bool:
        return time.monotonic() > self.end


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


def run(database: Database, statement: Statement, params: Params, limits: Limits) -> Fetched:
    """What the database answers, whichever its engine. Raises LimitReached, DatabaseError or QueryStopped."""
    if database.engine == "sqlite":
        from firstquery.sql import sqlite

        return sqlite.run(database, statement, params, limits)
    if database.engine == "postgresql":
        from firstquery.sql import postgres

        return postgres.run(database, statement, params, limits)
    from firstquery.sql import alchemy

    return alchemy.run(database, statement, params, limits)


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


def collect(names: list[str], more: Callable[[int], Sequence[Any]], limits: Limits, clock: Clock) -> Fetched:
    """Fetches by ``more(n)`` until nothing is left. Raises LimitReached before memory grows beyond the bounds."""
    got = Fetched(names, [[] for _ in names])
    rows, size, batch = 0, 0, 64
    while part := more(batch):
        rows += len(part)
        if rows > limits.rows:
            raise LimitReached("rows")
        before = size
        for values, column in zip(zip(*part, strict=True), got.columns, strict=True):
            size += 32 * len(values) + _length(values)
            column.extend(values)
        if size > limits.size:
            raise LimitReached("size")
        if clock.over:
            raise LimitReached("seconds")
        # Larger steps while rows are small; wide ones come in small steps, so that one step stays small in memory too.
        batch = min(batch * 2, 2_000) if size - before < 1_000_000 else max(8, batch // 4)
    return got


def _length(values: Sequence[Any]) -> int:
    kinds = set(map(type, values))
    if kinds <= {int, float, NOTHING, bool}:
        return 0
    if kinds == {str}:
        return sum(map(len, values))
    return sum(len(value) for value in values if isinstance(value, (str, bytes, list, dict)))


def bind(statement: Statement, params: Params, mark: Callable[[str], str]) -> tuple[str, dict[str, Any] | None]:
    """The text with ``mark(name)`` in place of each ``:name`` or ``?``, and the values by name.

    Without ``params`` the text is the learner's, letter for letter. Raises QueryStopped where a value is missing.
    """
    if params is None or (isinstance(params, Sequence) and not params):
        return statement.text, None
    if isinstance(params, str) or not isinstance(params, (Mapping, Sequence)):
        raise QueryStopped("The values for a query come as a dictionary {'name': value}, or as a list for each ?.")
    named = isinstance(params, Mapping)
    pairs = params.items() if isinstance(params, Mapping) else ((f"p{n}", value) for n, value in enumerate(params))
    values = {str(name): value for name, value in pairs}
    out, at, count = [], 0, 0
    found = statement.tokens
    for n, token in enumerate(found):
        after = found[n + 1] if n + 1 < len(found) else None
        if named and token.value == ":" and after and after.kind == "word" and after.start == token.end:
            name, end = after.value, after.end
        elif not named and token.kind == "symbol" and token.value == "?":
            name, end, count = f"p{count}", token.end, count + 1
        else:
            continue
        if name not in values:
            raise QueryStopped(f"There is no value for {f':{name}' if named else 'every ?'} in the values given.")
        out += [statement.text[at : token.start].replace("%", "%%"), mark(name)]
        at = end
    return "".join([*out, statement.text[at:].replace("%", "%%")]), values
