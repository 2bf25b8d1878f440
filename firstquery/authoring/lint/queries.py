"""Queries in cells: each names tables that the week's database has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing

import sqlglot
from sqlglot import exp

from firstquery.ai_vendor.table import TABLE as CALLS
from firstquery.authoring.facts import learning
from firstquery.authoring.lint.unit import PageCell, Remark, Unit
from firstquery.kernel.bindings import open_places

_CALL = re.compile(r"\bsql\(\s*(?P<quote>\"\"\"|\"|')(.*?)(?P=quote)\s*[,)]", re.DOTALL)


def check_tables(unit: Unit) -> Iterator[Remark]:
    """Yield a remark for each query that asks a table which does not exist, or can't be read."""
    with closing(learning(unit.name)) as database:
        listed = database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
    known = {name.lower() for (name,) in listed} | {CALLS}
    for page in unit.notebooks:
        for cell in page.cells:
            for query in queries_of(cell):
                try:
                    unknown = sorted(_table_names(query) - known)
                except sqlglot.ParseError as fault:
                    yield page.remark(cell, f"The query can't be read: {str(fault).splitlines()[0]}")
                    continue
                if unknown:
                    is_are = "is no table" if len(unknown) == 1 else "are no tables"
                    yield page.remark(cell, f"{', '.join(unknown)} {is_are}. There are: {', '.join(sorted(known))}.")


def _table_names(query: str) -> set[str]:
    asked: set[str] = set()
    for statement in sqlglot.parse(query, read="sqlite"):
        if statement is not None:
            local = {one.alias_or_name.lower() for one in statement.find_all(exp.CTE)}
            asked |= {one.name.lower() for one in statement.find_all(exp.Table)} - local
    return asked


def queries_of(cell: PageCell) -> list[str]:
    """Return the queries of a cell that ask the course's database and are meant to run."""
    if cell.type != "code" or "raises-exception" in cell.tags or open_places(cell.source):
        return []
    if match := re.match(r"%%sql\s+([^\n]*)\n(.*)", cell.source, re.DOTALL):
        return [] if "--own" in match.group(1) else [match.group(2)]
    return [query for _, query in _CALL.findall(cell.source) if "own=True" not in cell.source]
