"""What the first exercise of a new course asks: a table that has fewer rows in held-out data, and a column of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlglot.dialects.sqlite import SQLite

from firstquery.core.errors import UserError
from firstquery.core.files import read_only_address
from firstquery.sql.catalogue import quote

GROUPS = range(2, 13)
KEYWORDS = frozenset(word for keyword in SQLite.Tokenizer.KEYWORDS for word in keyword.split())
#: Tables of which rows can be left out by their number.
TABLES = """
SELECT name FROM pragma_table_list
WHERE schema = 'main' AND type = 'table' AND wr = 0 AND name NOT LIKE 'sqlite%' ORDER BY name
"""


@dataclass(frozen=True)
class Subject:
    """A table and a column by which it is grouped, as a query writes them."""

    table: str
    column: str


def subject(data: Path) -> Subject:
    """Return what to ask of the SQLite file ``data``: a text column before others, then the largest table.

    However held-out data are drawn (``templates/held_out.py``), the rows of that table are fewer there, still have two
    groups or more, and one with two rows or more; so no listed answer gets its mark by chance. Raise `UserError` where
    the data have no such table.
    """
    with closing(sqlite3.connect(read_only_address(data), uri=True)) as database:
        names = [name for (name,) in database.execute(TABLES)]
        if not names:
            raise UserError("The database has no table. A course asks at least one, with five rows or more.")
        referred = {
            row[2].lower() for name in names for row in database.execute(f"PRAGMA foreign_key_list({quote(name)})")
        }
        found = [one for name in names if name.lower() not in referred for one in _columns(database, name)]
    if not found:
        raise UserError(
            "No table of these data can be asked yet. Held-out data leave out one row in four of each table that no "
            "foreign key refers to, so an exercise needs such a table with five rows or more, and in it a column with "
            f"{GROUPS[0]} to {GROUPS[-1]} values that repeat. Add rows, or take data with such a column."
        )
    _, table, column = min(found)
    return Subject(written(table), written(column))


def _columns(database: sqlite3.Connection, table: str) -> Iterator[tuple[tuple[bool, int, int, int], str, str]]:
    """Yield the columns that group the table, each with its rank, the best one the smallest."""
    rows = int(database.execute(f"SELECT COUNT(*) FROM {quote(table)}").fetchone()[0])
    kept = rows - rows // 4
    for place, column in enumerate(row[1] for row in database.execute(f"PRAGMA table_info({quote(table)})")):
        name = quote(column)
        groups = database.execute(
            f"SELECT typeof({name}), COUNT(*) FROM {quote(table)} GROUP BY {name} LIMIT {GROUPS[-1] + 1}"
        ).fetchall()
        types = {kind for kind, _ in groups} - {"null"}
        is_told = kept < rows and kept > len(groups) and kept > max((many for _, many in groups), default=0)
        if len(groups) in GROUPS and is_told and types <= {"text", "integer"}:
            yield (types != {"text"}, -rows, len(groups), place), table, column


def written(name: str) -> str:
    """Return a name as a query writes it: in double quotes where it is none otherwise."""
    plain = name.isascii() and name.isidentifier() and name.upper() not in KEYWORDS
    return name if plain else quote(name)
