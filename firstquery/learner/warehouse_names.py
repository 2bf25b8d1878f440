"""Which names the warehouse holds: its customers, the people in their tickets, and those of a database of her own."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Iterator
from functools import lru_cache

from firstquery.core import course, warehouse
from firstquery.privacy.names import Index
from firstquery.sql import connect
from firstquery.sql.catalogue import Table
from firstquery.sql.guard import read
from firstquery.sql.query import fetch, known_tables

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
    found: list[tuple[connect.Database, float]] = []
    with contextlib.suppress(Exception):  # an address that can't be read: its names are not looked for
        for database in (connect.choose_database(own=True), connect.choose_database()):
            if database is not None:
                there = database.path is not None and database.path.exists()
                found.append((database, database.path.stat().st_mtime if there and database.path else 0.0))
    return _index(frozenset(found))


@lru_cache(maxsize=4)
def _index(databases: frozenset[tuple[connect.Database, float]]) -> Index:
    names: list[str] = []
    people: tuple[list[str], list[str]] = ([], [])
    for database, _ in databases:
        if database.origin == "the course":
            # They stand in her earlier work, whatever this week's queries ask.
            if said := warehouse.names(course.COURSE):
                names += _ask(connect.of_the_course(), said.query)
                people = list(said.first), list(said.last)
            else:
                names += _names_in(connect.of_the_course())
        else:
            names += _names_in(database)
    return Index(names, people)


def _names_in(database: connect.Database) -> list[str]:
    """Names in another database, from the columns that are called like one. Whatever goes wrong: fewer names."""
    found: list[str] = []
    with contextlib.suppress(Exception):
        end = time.monotonic() + _PATIENCE  # what is loaded the first time does not count
        mark = "`" if database.engine in ("mysql", "mariadb") else '"'
        for table in known_tables(database):
            source = ".".join(f"{mark}{name}{mark}" for name in (table.schema, table.name) if name)
            for columns in _columns(table):
                if time.monotonic() < end:
                    names = ", ".join(f"{mark}{name}{mark}" for name in columns)
                    found += _ask(database, f"SELECT DISTINCT {names} FROM {source} LIMIT {_MOST}")
    return found


def _columns(table: Table) -> Iterator[list[str]]:
    first = next((name for name in table.column_names if _FIRST.fullmatch(name)), None)
    last = next((name for name in table.column_names if _LAST.fullmatch(name)), None)
    if first and last:
        yield [first, last]
    for name in table.column_names:
        if _NAMES.fullmatch(name) or (name.lower() == "name" and _OF_SOMEBODY.search(table.name)):
            yield [name]


def _ask(database: connect.Database, query: str) -> list[str]:
    """Return the rows of a query as texts; none where it cannot be answered."""
    with contextlib.suppress(Exception):
        if (statement := read(query, database.engine)) is not None:
            rows = zip(*fetch(database, statement, seconds=_SECONDS).columns, strict=True)
            return [" ".join(row) for row in rows if all(isinstance(one, str) for one in row)]
    return []
