"""One door to all engines."""

from __future__ import annotations

from firstquery.sql import sqlite
from firstquery.sql.connect import Database
from firstquery.sql.fetch import FetchedRows, Limits
from firstquery.sql.guard import Statement


def run(database: Database, statement: Statement, limits: Limits) -> FetchedRows:
    """What the database answers, whichever its engine. Raises LimitReached, DatabaseError or QueryStopped."""
    if database.engine == "sqlite":
        return sqlite.run(database, statement, limits)
    if database.engine == "postgresql":
        from firstquery.sql import postgres  # a query of a file waits for no driver

        return postgres.run(database, statement, limits)
    from firstquery.sql import alchemy

    return alchemy.run(database, statement, limits)
