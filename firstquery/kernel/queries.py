"""What a notebook asks a database with, and what the course says of its own data: read when a message needs it."""

from __future__ import annotations

from firstquery.sql.catalogue import Dictionary, describe
from firstquery.sql.listing import columns, tables
from firstquery.sql.query import own_database, sql

__all__ = ["columns", "kestrel", "own_database", "sql", "tables"]


def kestrel() -> Dictionary:
    """The data dictionary of Kestrel's tables and views."""
    from firstquery.data.schema import TODAY, VIEWS, metadata

    meanings = {
        table.name: {column.name: column.comment or "" for column in table.columns}
        for table in metadata.tables.values()
    }
    for name, view in VIEWS.items():
        of_tables = {column.name: column.comment or "" for one in reversed(view.tables) for column in one.columns}
        meanings[name] = {**of_tables, **view.columns}
    return Dictionary(meanings, TODAY, frozenset({"accounts", "invoices", "fx_rates"}))


describe(kestrel)
