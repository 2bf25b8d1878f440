"""A first look at a database: ``tables()`` and ``columns("accounts")``."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

from firstquery.sql import connect, guard
from firstquery.sql.catalogue import Table, meanings, nearest
from firstquery.sql.errors import QueryStopped
from firstquery.sql.query import fetch, known_tables, listing

if TYPE_CHECKING:
    from firstquery.sql.frame import Listing

FAMILIES = (
    (r"(BIG|SMALL|TINY|MEDIUM)?INT|(BIG|SMALL)?SERIAL", "whole number"),
    (r"NUMERIC|DECIMAL|REAL|FLOAT|DOUBLE|MONEY|NUMBER", "number"),
    (r"N?VARCHAR|N?CHAR|TEXT|STRING|CLOB|UUID", "text"),
    (r"DATETIME|TIMESTAMP", "date and time"),
    (r"DATE", "date"),
    (r"TIME", "time"),
    (r"BOOL", "yes or no"),
)
COUNTING = 3.0  # seconds for all tables together; what takes longer stays uncounted


def tables(*, own: bool = False) -> Listing | None:
    """Return the tables of the warehouse (or of your own database): table, rows, columns. Raises QueryStopped.

    ``rows`` is NULL where counting would take long. Where no database of your own is set, it says how to set one and
    gives nothing: a lesson runs from top to bottom without one.
    """
    database = _database(own)
    if database is None:
        return None
    found = known_tables(database)
    end = time.monotonic() + COUNTING
    counts = [_count(database, table, end) for table in found]
    return listing(
        {
            "table": ("str", [table.full_name for table in found]),
            "rows": ("Int64", counts),
            "columns": ("str", [", ".join(table.column_names) for table in found]),
        }
    )


def columns(table: str, *, own: bool = False) -> Listing | None:
    """Return the columns of a table: column, type, and what it means where the database or the course says so.

    Raises QueryStopped, with the nearest name, where there is no such table.
    """
    database = _database(own)
    if database is None:
        return None
    found = known_tables(database)
    if not isinstance(table, str):
        raise QueryStopped('columns() takes the name of a table in quotes, as in columns("accounts").')
    match = [t for t in found if table.strip().lower() in {t.name.lower(), t.full_name.lower()}]
    if not match:
        names = [t.full_name for t in found]
        near = nearest(table, names, 0.6)
        guess = f" Did you mean {near[0]}?" if near else ""
        raise QueryStopped(f'There is no table "{table}".{guess} The tables are: {", ".join(names)}.')
    one = match[0]
    known = meanings(one)
    told = [comment or known.get(name) for name, _, comment in one.columns]
    made: dict[str, tuple[str, list[Any]]] = {
        "column": ("str", one.column_names),
        "type": ("str", [in_words(kind) for _, kind, _ in one.columns]),
    }
    if any(told):
        made["meaning"] = ("str", told)
    return listing(made)


def in_words(kind: str) -> str:
    """Return a column's type as a reader who never declared one understands it: "VARCHAR(80)" is text."""
    return next((words for start, words in FAMILIES if re.match(start, kind, re.IGNORECASE)), kind.lower())


def _database(own: bool) -> connect.Database | None:
    database = connect.choose_database(own=own)
    if database is None:
        print(connect.NO_OWN)
    return database


def _count(database: connect.Database, table: Table, end: float) -> int | None:
    left = end - time.monotonic()
    if left <= 0:
        return None
    name = table.quoted_name.replace('"', "`") if database.engine in {"mysql", "mariadb"} else table.quoted_name
    try:
        statement = guard.read(f"SELECT COUNT(*) AS n FROM {name}", database.engine)
        assert statement is not None
        return int(fetch(database, statement, seconds=left).columns[0][0])
    except QueryStopped:
        return None
