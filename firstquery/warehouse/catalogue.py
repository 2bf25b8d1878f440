"""What a database holds: its tables, their columns and types. Read from the database each time it is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from firstquery.warehouse import guard
from firstquery.warehouse.connect import Database
from firstquery.warehouse.run import Limits, run


@dataclass(frozen=True)
class Table:
    """A table or view. ``schema`` is empty where its name alone is enough. A column: name, type, comment."""

    name: str
    schema: str
    columns: tuple[tuple[str, str, str], ...]

    @property
    def called(self) -> str:
        """The name as a query writes it."""
        return f"{self.schema}.{self.name}" if self.schema else self.name

    @property
    def column_names(self) -> list[str]:
        return [column[0] for column in self.columns]


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
    """Every table and view, by name; ``seconds`` is the time it may take. Raises QueryStopped, Said or Limit."""
    if database.engine not in {"sqlite", "postgresql"}:
        from firstquery.warehouse import other

        return other.catalogue(database)
    text = SQLITE if database.engine == "sqlite" else POSTGRES
    statement = guard.Statement(text.strip(), database.engine, [])
    got = run(database, statement, None, Limits(seconds=seconds))
    found: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for name, schema, column, kind, comment in zip(*got.columns, strict=True):
        found.setdefault((schema, name), []).append((column, kind, comment))
    return [Table(name, schema, tuple(columns)) for (schema, name), columns in found.items()]
