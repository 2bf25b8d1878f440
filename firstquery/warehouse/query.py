"""Queries on the warehouse, or on a database of the learner's own: read-only, bounded, and told in sentences."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

from firstquery.warehouse import connect, guard
from firstquery.warehouse.catalogue import Table, catalogue
from firstquery.warehouse.frame import frame
from firstquery.warehouse.run import Limit, Limits, Params, run
from firstquery.warehouse.stopped import QueryStopped

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["QueryStopped", "sql", "statement_of"]

_statements: dict[int, tuple[weakref.ref[pd.DataFrame], str]] = {}


def sql(text: str, params: Params = None, *, own: bool = False) -> pd.DataFrame:
    """Runs one reading statement and returns its rows.

    ``params`` gives values for ``:name`` in the text (a dictionary) or for each ``?`` (a list). ``own`` runs it on the
    database that ``own_database`` set. Raises QueryStopped, and nothing else, whatever the text.
    """
    database = connect.chosen(own=own)
    if database is None:
        raise QueryStopped(connect.HOW_TO_OWN)
    statement = guard.read(text, database.engine)
    if statement is None:
        raise QueryStopped("There is no query in this text yet.")
    return query(database, statement, params)


def known_tables(database: connect.Database) -> list[Table]:
    """The tables of a database. Raises QueryStopped."""
    try:
        return catalogue(database)
    except QueryStopped:
        raise
    except Exception as error:
        raise QueryStopped(database.without_secrets(f"The database says: {error}")) from None


def query(
    database: connect.Database, statement: guard.Statement, params: Params = None, *, seconds: float | None = None
) -> pd.DataFrame:
    """Runs a statement that the guard has read. Raises QueryStopped."""
    limits = Limits(seconds=database.seconds if seconds is None else seconds)
    try:
        made = frame(run(database, statement, params, limits))
    except QueryStopped:
        raise
    except Limit as limit:
        raise QueryStopped(f"stopped: {limit.what}") from None
    except KeyboardInterrupt:
        raise QueryStopped("You stopped this query before it ended.") from None
    except Exception as error:
        raise QueryStopped(database.without_secrets(f"The database says: {error}")) from None
    _remember(made, statement.text)
    return made


def statement_of(frame: object) -> str | None:
    """The SQL of a table, where it is the very object that ``sql`` or ``%%sql`` returned; else None."""
    kept = _statements.get(id(frame))
    return kept[1] if kept is not None and kept[0]() is frame else None


def _remember(made: pd.DataFrame, text: str) -> None:
    key = id(made)
    _statements[key] = (weakref.ref(made, lambda _: _statements.pop(key, None)), text)
