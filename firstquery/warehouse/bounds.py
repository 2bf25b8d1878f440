"""Says which bound a query reached, why it likely did, and what to do."""

from __future__ import annotations

from contextlib import suppress

from firstquery.warehouse.catalogue import Table, catalogue
from firstquery.warehouse.connect import Database
from firstquery.warehouse.guard import Statement
from firstquery.warehouse.joins import missing_condition
from firstquery.warehouse.run import Limits


def limited(database: Database, statement: Statement, what: str, limits: Limits) -> str:
    """The sentences for a query that reached a bound."""
    if what == "stopped":
        return "You stopped this query before it ended. Nothing was changed."
    seconds = f"{limits.seconds:g} seconds"
    said = {
        "seconds": f"This query was stopped after {seconds}: it was not done by then.",
        "rows": f"This query was stopped: it gives more than {limits.rows:,} rows, too many to look at.",
        "size": f"This query was stopped: its rows take more than {limits.size // 1_000_000:,} MB of memory.",
    }[what]
    tables: list[Table] = []
    with suppress(Exception):
        tables = catalogue(database)
    cross = missing_condition(statement, tables)
    if cross:
        return f"{said}\n{cross}"
    if any(token.word == "RECURSIVE" for token in statement.tokens):
        return f"{said}\nA RECURSIVE query needs a condition that ends it: WHERE in its second part, or LIMIT."
    joined = any(token.word == "JOIN" for token in statement.tokens)
    ways = {
        "seconds": "Ask for less: add a WHERE condition"
        + (", or fewer tables. Look whether each JOIN has its ON condition." if joined else "."),
        "rows": "Ask for less: count the rows with COUNT(*), add a WHERE condition, or end with LIMIT 100.",
        "size": "Ask for less: name the columns you need in place of *, or end with LIMIT 100.",
    }
    return f"{said}\n{ways[what]}"
