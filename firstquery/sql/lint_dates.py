"""A note on dates that are texts, as SQLite keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlglot import exp

from firstquery.sql.catalogue import TEXTS, Table
from firstquery.sql.lint_conditions import table_of

if TYPE_CHECKING:
    from firstquery.sql.lint import RanQuery


def subtracted_dates(ran: RanQuery) -> Iterator[str]:
    """``closed_at - opened_at`` in SQLite, where a date is a text and a text counts as its first figures."""
    if ran.database.engine != "sqlite":
        return
    known = {table.name.lower(): table for table in ran.tables}
    for node in ran.tree.find_all(exp.Sub):
        sides = [node.this, node.expression]
        if all(isinstance(side, exp.Column) and _is_text(side, known) for side in sides):
            first, second = (side.sql() for side in sides)
            yield (
                f"Here a date is a text, and {first} - {second} subtracts the years alone. The difference in days is "
                f"julianday({first}) - julianday({second})."
            )


def _is_text(column: exp.Column, known: dict[str, Table]) -> bool:
    table = table_of(column, known)
    kinds = [kind for name, kind, _ in table.columns if name.lower() == column.name.lower()] if table else []
    return bool(kinds) and all(TEXTS.match(kind) for kind in kinds)
