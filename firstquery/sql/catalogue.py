"""What a database holds: its tables, their columns and types, and what a course says of its own ones."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from sqlglot import exp

from firstquery.core import course, warehouse
from firstquery.core.warehouse import Dictionary
from firstquery.sql.connect import Database
from firstquery.sql.engines import run
from firstquery.sql.fetch import Limits
from firstquery.sql.guard import Statement

NUMBERS = re.compile(r"(BIG|SMALL|TINY|MEDIUM)?INT|(BIG|SMALL)?SERIAL|NUMERIC|DECIMAL|REAL|FLOAT|DOUBLE", re.IGNORECASE)
TEXTS = re.compile(r"N?VARCHAR|N?CHAR|TEXT|STRING|CLOB", re.IGNORECASE)


@dataclass(frozen=True)
class Table:
    """A table or view. ``schema`` is empty where its name alone is enough. A column: name, type, comment."""

    name: str
    schema: str
    columns: tuple[tuple[str, str, str], ...]

    @property
    def full_name(self) -> str:
        """The name as a query writes it."""
        return f"{self.schema}.{self.name}" if self.schema else self.name

    @property
    def quoted_name(self) -> str:
        """The name in double quotes, which no sign in it disturbs."""
        return ".".join(map(quote, filter(None, (self.schema, self.name))))

    @property
    def column_names(self) -> list[str]:
        return [column[0] for column in self.columns]

    def has(self, column: str) -> bool:
        """Whether it has a column of that name, whatever its capitals."""
        return column.lower() in map(str.lower, self.column_names)


def quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


SQLITE = """
SELECT m.name, '', p.name, p.type, '' FROM sqlite_schema AS m JOIN pragma_table_xinfo(m.name) AS p
WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite|_%' ESCAPE '|' AND p.hidden <> 1 ORDER BY m.name, p.cid
"""
POSTGRES = """
SELECT c.relname, CASE WHEN pg_table_is_visible(c.oid) THEN '' ELSE n.nspname END, a.attname,
       format_type(a.atttypid, a.atttypmod), coalesce(col_description(c.oid, a.attnum), '')
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace JOIN pg_attribute AS a ON a.attrelid = c.oid
WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p') AND a.attnum > 0 AND NOT a.attisdropped
  AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg|_t%' ESCAPE '|'
  AND NOT c.relispartition AND has_schema_privilege(n.oid, 'USAGE')
ORDER BY 2, 1, a.attnum
"""


def catalogue(database: Database, seconds: float = 5.0) -> list[Table]:
    """Every table and view, by name, read anew. Raises QueryStopped, DatabaseError or LimitReached."""
    if text := {"sqlite": SQLITE, "postgresql": POSTGRES}.get(database.engine):
        got = run(database, Statement(text.strip(), database.engine), Limits(seconds=seconds))
        rows: Iterable[tuple[str, ...]] = zip(*got.columns, strict=True)
    else:
        from firstquery.sql import alchemy

        rows = alchemy.columns(database)
    found: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for name, schema, column, kind, comment in rows:
        found.setdefault((schema, name), []).append((column, kind, comment))
    return [Table(name, schema, tuple(columns)) for (schema, name), columns in found.items()]


def sources(select: exp.Select) -> dict[str, str]:
    """What FROM and JOIN name: the name used in the query, and the table (or the same name for a query in brackets)."""
    start = select.args.get("from_") or select.args.get("from")
    parts = [start.this] if start else []
    parts += [join.this for join in select.args.get("joins") or []]
    return {part.alias_or_name: part.name or part.alias_or_name for part in parts if part.alias_or_name}


def meanings(table: Table) -> Mapping[str, str]:
    """What the columns of a table mean, where it is one of a known dictionary: same name, same columns."""
    known = _find_dictionary(table)
    return known.columns[table.name] if known else {}


def meaning(table: Table) -> str:
    """What a table holds, in a line, where it is one of a known dictionary; else empty."""
    known = _find_dictionary(table)
    return known.tables.get(table.name, "") if known else ""


def _find_dictionary(table: Table) -> Dictionary | None:
    for known in _dictionaries():
        columns = known.columns.get(table.name)
        if columns and set(table.column_names) <= set(columns):
            return known
    return None


def today(tables: Iterable[Table]) -> str:
    """Which day is today to data that end on a known one; empty in any other database."""
    names = {table.name.lower() for table in tables}
    for known in _dictionaries():
        if known.marks and known.marks <= names:
            return f"The data end on {known.last_day.day} {known.last_day:%B %Y}: write '{known.last_day}'."
    return ""


@cache
def _dictionaries() -> tuple[Dictionary, ...]:
    return tuple(dictionary() for dictionary in warehouse.dictionaries(course.COURSE))


def nearest(name: str, names: list[str], least: float = 0.65) -> list[str]:
    """Up to three of the names that look most like ``name``; ``least`` (0 to 1) is how much alike they have to be."""
    small = {known.lower(): known for known in names}
    alike = {known: difflib.SequenceMatcher(None, known, name.lower()).ratio() for known in small}
    enough = max(least, max(alike.values(), default=0) - 0.1)
    close = sorted((known for known, ratio in alike.items() if ratio >= enough), key=lambda known: -alike[known])
    parts = sorted(known for known in small if len(name) > 3 and name.lower() in known)
    return [small[known] for known in dict.fromkeys([*close, *parts])][:3]


def one_of(names: list[str]) -> str:
    """``a, b or c``."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
