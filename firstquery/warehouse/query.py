"""Queries on the warehouse, or on a database of the learner's own: read-only, bounded, and told in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from firstquery.warehouse import connect, guard
from firstquery.warehouse.ask import ask, statement_of
from firstquery.warehouse.look import columns, tables
from firstquery.warehouse.own import own_database
from firstquery.warehouse.run import Params
from firstquery.warehouse.stopped import QueryStopped

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["QueryStopped", "columns", "own_database", "sql", "statement_of", "tables"]


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
    return ask(database, statement, params)
