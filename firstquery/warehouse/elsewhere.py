"""Hints about a column that the query knows, in a place where it cannot be seen."""

from __future__ import annotations

from firstquery.warehouse.trouble import Trouble, one_of

CONDITIONS = "Conditions stand in WHERE, and WHERE comes before ORDER BY and LIMIT."
INSIDE = "Outside it there are only the columns that its own SELECT names, under the names given there."


def elsewhere(trouble: Trouble, bare: str) -> str:
    """A column that a table of the query has, in a place where it cannot be seen."""
    last = [t for t in trouble.tokens if t.kind in {"word", "name"} and t.value.lower() == bare.lower()]
    if last and not trouble.postgres:
        trouble.span = last[-1].span
    slip = trouble.slip()
    if slip.clause == "LIMIT":
        return CONDITIONS
    here = trouble.sources(slip.bad)
    if any(source.table and _holds(trouble, source.table, bare) for source in here):
        return f"{bare} cannot stand in this place of the query."
    if all(any(table.name.lower() == source.table for table in trouble.tables) for source in here):
        found = [table.called for table in trouble.used if table in trouble.holders(bare)]
        return f"There is a column {bare} in {one_of(found[:3])}, and this part of the query does not read that table."
    where = "after WITH" if trouble.uses("WITH") else "in brackets"
    return f"Here the query reads from another query, {where}. {INSIDE}"


def _holds(trouble: Trouble, table: str, column: str) -> bool:
    """Whether a table, named in small letters, has such a column."""
    return any(found.name.lower() == table for found in trouble.holders(column))
