"""A query that ran, with its tree and what its database holds: what the rules of lint look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from sqlglot import exp

from firstquery.sql.catalogue import catalogue, sources
from firstquery.sql.connect import Database
from firstquery.sql.fetch import Clock
from firstquery.sql.guard import Statement
from firstquery.sql.table import Table

SECONDS = 0.3  # for the list of tables, and again for all columns together


@dataclass
class RanQuery:
    """A query that ran, with its tree."""

    statement: Statement
    database: Database
    tree: exp.Expr
    clock: Clock = field(default_factory=lambda: Clock(SECONDS))

    @cached_property
    def tables(self) -> list[Table]:
        """What the database holds; read once, and only where a rule needs it."""
        found = catalogue(self.database, SECONDS)
        self.clock = Clock(SECONDS)  # a server far away takes its time to be reached, and the columns have theirs
        return found

    def columns(self, select: exp.Expr | None) -> set[str]:
        """The names, in small letters, of the columns of the tables that one SELECT reads."""
        read = {name.lower() for name in sources(select).values()} if isinstance(select, exp.Select) else set()
        return {name.lower() for table in self.tables if table.name.lower() in read for name in table.column_names}
