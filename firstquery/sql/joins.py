"""Tables that a query puts side by side without saying which rows belong together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlglot import exp

from firstquery.sql.catalogue import sources
from firstquery.sql.guard import Statement
from firstquery.sql.table import Table

if TYPE_CHECKING:
    from firstquery.sql.query_tree import RanQuery


def missing_condition(statement: Statement, tables: list[Table]) -> str:
    """A sentence naming two tables without a condition between them and the likely one; empty where there are none."""
    columns = {table.name.lower(): [name.lower() for name in table.column_names] for table in tables}
    for select in statement.tree.find_all(exp.Select) if statement.tree else ():
        named = sources(select)
        groups = [{name} for name in named]
        for tied in _ties(select, named, columns):
            together = set().union(tied, *(group for group in groups if group & tied))
            groups = [group for group in groups if not group & tied] + [together]
        apart = [name for name in named if not any({name, next(iter(named))} <= group for group in groups)]
        if not apart:
            continue
        one, two = next(iter(named)), apart[0]
        first, second = named[one], named[two]
        said = (
            f"{first} and {second} stand side by side without a condition that says which rows belong together, "
            f"so each row of {first} meets every row of {second}."
        )
        both = [name for name in columns.get(first.lower(), []) if name in columns.get(second.lower(), [])]
        keys = [name for name in both if name.endswith(("id", "code"))] or [name for name in both if name != "name"]
        if len(keys) == 1:
            return f"{said} Is this missing: ON {one}.{keys[0]} = {two}.{keys[0]}?"
        return f"{said} After JOIN and its table comes ON with such a condition." if statement.uses("JOIN") else said
    return ""


def _ties(select: exp.Select, named: dict[str, str], columns: dict[str, list[str]]) -> Iterator[set[str]]:
    """The names in the query that one condition compares with one another."""
    conditions = [select.args["where"].this] if select.args.get("where") else []
    before = list(named)
    for number, join in enumerate(select.args.get("joins") or [], 1):
        conditions += [join.args["on"]] if join.args.get("on") else []
        if join.args.get("using") or (join.args.get("method") or "").upper() == "NATURAL":
            yield {join.this.alias_or_name, before[number - 1]}
    known = all(table.lower() in columns for table in named.values())
    for condition in conditions:
        for part in condition.flatten() if isinstance(condition, exp.And) else [condition]:
            touched: set[str] = set()
            for column in part.find_all(exp.Column):
                # Of a table that nobody knows, any column may be: nobody is blamed wrongly.
                touched |= {
                    name
                    for name, table in named.items()
                    if (
                        name.lower() == column.table.lower()
                        if column.table
                        else not known or column.name.lower() in columns[table.lower()]
                    )
                }
            yield touched


def side_by_side(ran: RanQuery) -> Iterator[str]:
    """A query in brackets without FROM, and tables side by side without a condition."""
    known = {table.name.lower() for table in ran.tables}
    for select in ran.tree.find_all(exp.Select):
        if isinstance(select.parent, (exp.Subquery, exp.In)) and not sources(select) and select.find(exp.Column):
            given = [part.alias for part in select.expressions if part.alias.lower() in known]
            if given:
                yield f"The query in brackets reads no table. Is FROM missing before {given[0]}?"
        if any(name.lower() not in known for name in sources(select).values()):
            return
    if ran.tree.find(exp.Join) and not ran.statement.uses("CROSS", "WITH"):
        yield from filter(None, [missing_condition(ran.statement, ran.tables)])
