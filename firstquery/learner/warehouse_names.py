"""Which names the warehouse holds: its customers, the people in their tickets, and those of a database of her own."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from firstquery.privacy.names import Index
from firstquery.sql import connect

if TYPE_CHECKING:
    from firstquery.sql.catalogue import Table

_SOMEBODY = (
    r"(?:customer|company|client|account|contact|person|people|employee|staff|supplier|vendor|owner|user|member"
    r"|patient|lead)"
)
_NAMES = re.compile(
    rf"(?:full|{_SOMEBODY}s?)_?name|company|customer|client|contact|employee|supplier|vendor", re.IGNORECASE
)
# A plain "name" is a person's or a company's where the table is about them: a product has a name as well.
_OF_SOMEBODY = re.compile(rf"{_SOMEBODY}|companies|organi[sz]ation|partner|firm|student|teacher|author", re.IGNORECASE)
_FIRST = re.compile(r"(?:first|given)_?name|forename", re.IGNORECASE)
_LAST = re.compile(r"(?:last|family)_?name|surname", re.IGNORECASE)
_MOST = 50_000
_SECONDS = 5.0  # for one table
_PATIENCE = 20.0  # for all of a database


def warehouse_names() -> Index:
    """Prepared once for each database; none of it is written anywhere."""
    own, warehouse = None, None
    with contextlib.suppress(Exception):  # an address that can't be read: its names are not looked for
        own = connect.chosen(own=True)
        warehouse = connect.chosen()
    return _index(_key(warehouse), _key(own))


def _key(database: connect.Database | None) -> tuple[connect.Database, float] | None:
    if database is None:
        return None
    changed = 0.0
    with contextlib.suppress(OSError):
        changed = database.path.stat().st_mtime if database.path else 0.0
    return database, changed


@lru_cache(maxsize=4)
def _index(warehouse: tuple[connect.Database, float] | None, own: tuple[connect.Database, float] | None) -> Index:
    names: list[str] = []
    people: tuple[list[str], list[str]] = ([], [])
    for one in {found[0] for found in (warehouse, own) if found}:
        if one.origin == "the course":
            names += _customers(one.path)
            people = _people()
        else:
            names += _told_by(one)
    return Index(names, people)


def _customers(path: Path | None) -> list[str]:
    """Kestrel's customers; the accounts that its own staff made are nobody's."""
    import sqlite3

    if path is None:
        return []
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            return [name for (name,) in database.execute("SELECT DISTINCT name FROM accounts WHERE is_test = 0")]
    except sqlite3.Error:
        return []


def _people() -> tuple[list[str], list[str]]:
    """First names and surnames of those who write or are named in Kestrel's tickets, on every snapshot."""
    from firstquery.data.companies import SURNAMES
    from firstquery.data.tickets_text import phrases

    return list(phrases()["slots"]["first"]), list(SURNAMES)


def _told_by(database: connect.Database) -> list[str]:
    """Names in another database, from the columns that are called like one. Whatever goes wrong: fewer names."""
    found: list[str] = []
    with contextlib.suppress(Exception):
        from firstquery.sql.query import known_tables

        end = time.monotonic() + _PATIENCE  # what is loaded the first time does not count
        for table in known_tables(database):
            for columns in _columns(table):
                if time.monotonic() < end:
                    found += _listed(database, table, columns)
    return found


def _columns(table: Table) -> Iterator[list[str]]:
    first = next((name for name in table.column_names if _FIRST.fullmatch(name)), None)
    last = next((name for name in table.column_names if _LAST.fullmatch(name)), None)
    if first and last:
        yield [first, last]
    for name in table.column_names:
        if _NAMES.fullmatch(name) or (name.lower() == "name" and _OF_SOMEBODY.search(table.name)):
            yield [name]


def _listed(database: connect.Database, table: Table, columns: list[str]) -> list[str]:
    from firstquery.sql.guard import read
    from firstquery.sql.query import ask

    mark = "`" if database.engine in ("mysql", "mariadb") else '"'
    names = ", ".join(f"{mark}{name}{mark}" for name in columns)
    source = ".".join(f"{mark}{name}{mark}" for name in (table.schema, table.name) if name)
    with contextlib.suppress(Exception):
        statement = read(f"SELECT DISTINCT {names} FROM {source} LIMIT {_MOST}", database.engine)
        if statement is not None:
            rows = ask(database, statement, seconds=_SECONDS).dropna()
            return [" ".join(row) for row in rows.itertuples(index=False) if all(isinstance(one, str) for one in row)]
    return []
