"""Says after an empty answer that a text of the query is spelt otherwise in the column: 'west' for 'West'."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from firstquery.warehouse import guard
from firstquery.warehouse.catalogue import Table, catalogue
from firstquery.warehouse.connect import Database
from firstquery.warehouse.joins import from_and_join
from firstquery.warehouse.run import Clock, Limits, run
from firstquery.warehouse.trouble import NUMBERS, TEXTS

if TYPE_CHECKING:
    from sqlglot import exp
    from sqlglot.expressions import Expr

SECONDS = 0.3  # for all that is read here
VALUES = 200  # different values of one column
LITERALS = 5


@dataclass(frozen=True)
class Asked:
    """A column that the query compares with a text."""

    table: Table
    column: str
    kind: str
    text: str


def misspelt(statement: guard.Statement, database: Database, *, counted: bool) -> str:
    """A sentence on the first such text; empty where there is none, or where it cannot be told in time.

    ``counted``: the answer is a row of zeros, which is an empty answer only where something was counted.
    """
    if counted and not any(token.word == "COUNT" for token in statement.tokens):
        return ""
    if any(token.kind == "text" and token.value.strip() in {"...", "…"} for token in statement.tokens):
        return "The dots between the quotes stand for something to be filled in."
    if database.engine not in {"sqlite", "postgresql"} or statement.tree is None or "'" not in statement.text:
        return ""
    clock = Clock(SECONDS)
    with suppress(Exception):  # a kindness after the answer: it must never take its place
        for asked in _asked(statement.tree, catalogue(database, SECONDS)):
            if NUMBERS.match(asked.kind) and not _number(asked.text):
                return f"{asked.table.called}.{asked.column} holds numbers; the query asks for the text '{asked.text}'."
            values = _values(database, asked, clock) if TEXTS.match(asked.kind) else []
            alike = [value for value in values if _folded(value) == _folded(asked.text)]
            if alike and asked.text not in values:
                spelt = " or ".join(f"'{value}'" for value in alike[:2])
                where = f"{asked.table.called}.{asked.column}"
                return f"In {where} the text is spelt {spelt}; the query asks for '{asked.text}'."
    return ""


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()


def _number(text: str) -> bool:
    with suppress(ValueError):
        float(text)
        return True
    return False


def _asked(tree: Expr, tables: list[Table]) -> Iterator[Asked]:
    """The columns of known tables that are compared with a text by =, <> or IN; the first few."""
    from sqlglot import exp

    named = {name.alias.lower() for name in tree.find_all(exp.CTE)}
    known = {table.name.lower(): table for table in tables if table.name.lower() not in named}
    count = 0
    for comparison in tree.find_all(exp.EQ, exp.NEQ, exp.In):
        sides = [comparison.this, *comparison.expressions, comparison.args.get("expression")]
        columns = [side for side in sides if isinstance(side, exp.Column)]
        texts = [side.name for side in sides if isinstance(side, exp.Literal) and side.is_string]
        if len(columns) != 1:
            continue
        for text in texts:
            found = _column(columns[0], text, known)
            if found:
                yield found
                count += 1
            if count == LITERALS:
                return


def _column(column: exp.Column, text: str, known: dict[str, Table]) -> Asked | None:
    """The table's column that a name in the query stands for; None where that is not certain."""
    from sqlglot import exp

    select = column.find_ancestor(exp.Select)
    while isinstance(select, exp.Select):
        sources = from_and_join(select)
        if column.table:
            names = [table for name, table in sources.items() if name.lower() == column.table.lower()]
        else:
            if any(table.lower() not in known for table in sources.values()):
                return None
            names = [table for table in sources.values() if _kind(known[table.lower()], column.name)[0]]
        if names:
            table = known.get(names[0].lower()) if len(names) == 1 else None
            name, kind = _kind(table, column.name) if table else ("", "")
            return Asked(table, name, kind, text) if table and name else None
        select = select.find_ancestor(exp.Select)
    return None


def _kind(table: Table, column: str) -> tuple[str, str]:
    """The column's name as the database writes it, and its declared type; two empty texts where there is none."""
    return next(((name, kind) for name, kind, _ in table.columns if name.lower() == column.lower()), ("", ""))


def _values(database: Database, asked: Asked, clock: Clock) -> list[str]:
    """The different values of the column, where there are few and they are read in time; else none."""
    left = clock.end - time.monotonic()
    if left <= 0.01:
        return []
    quoted = [part.replace('"', '""') for part in (asked.table.schema, asked.table.name) if part]
    table, column = ".".join(f'"{part}"' for part in quoted), asked.column.replace('"', '""')
    text = f'SELECT DISTINCT "{column}" FROM {table} WHERE "{column}" IS NOT NULL LIMIT {VALUES + 1}'
    statement = guard.read(text, database.engine)
    assert statement is not None
    values = run(database, statement, None, Limits(seconds=left)).columns[0]
    return sorted(map(str, values)) if len(values) <= VALUES else []
