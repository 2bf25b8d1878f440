"""Finds tables that a query puts side by side without saying which rows belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from firstquery.warehouse.catalogue import Table
from firstquery.warehouse.guard import Statement

if TYPE_CHECKING:
    from sqlglot import exp


def missing_condition(statement: Statement, tables: list[Table]) -> str:
    """A sentence naming two tables without a condition between them and the likely one; empty where there are none."""
    if statement.tree is None:
        return ""
    from sqlglot import exp

    for select in statement.tree.find_all(exp.Select):
        sources = from_and_join(select)
        if len(sources) < 2:
            continue
        pair = _apart(select, sources, tables)
        if pair is None:
            continue
        (one, first), (two, second) = ((name, sources[name]) for name in pair)
        said = (
            f"{first} and {second} stand side by side without a condition that says which rows belong together, "
            f"so each row of {first} meets every row of {second}."
        )
        shared = _shared(first, second, tables)
        if len(shared) == 1:
            said += f" Is this missing: ON {one}.{shared[0]} = {two}.{shared[0]}?"
        elif shared:
            said += f" Both have the columns {', '.join(shared)}: an ON condition that compares them may be missing."
        elif select.args.get("joins"):
            said += " After JOIN and its table comes ON with such a condition."
        return said
    return ""


def from_and_join(select: exp.Select) -> dict[str, str]:
    """What FROM and JOIN name: the name used in the query, and the table (or the same name for a query in brackets)."""
    start = select.args.get("from_") or select.args.get("from")
    parts = [start.this] if start else []
    parts += [join.this for join in select.args.get("joins") or []]
    return {part.alias_or_name: part.name or part.alias_or_name for part in parts if part.alias_or_name}


def _apart(select: exp.Select, sources: dict[str, str], tables: list[Table]) -> tuple[str, str] | None:
    """Two sources that no condition ties together, directly or through others."""
    from sqlglot import exp

    group = {name: name for name in sources}

    def root(name: str) -> str:
        while group[name] != name:
            name = group[name]
        return name

    names = list(sources)
    conditions = [select.args["where"].this] if select.args.get("where") else []
    for number, join in enumerate(select.args.get("joins") or [], 1):
        if join.args.get("on"):
            conditions.append(join.args["on"])
        if join.args.get("using") or (join.args.get("method") or "").upper() == "NATURAL":
            here = join.this.alias_or_name
            if here in group:
                group[root(here)] = root(names[max(0, number - 1)])
    for condition in conditions:
        for part in condition.flatten() if isinstance(condition, exp.And) else [condition]:
            touched = sorted({owner for c in part.find_all(exp.Column) for owner in _owners(c, sources, tables)})
            for other in touched[1:]:
                group[root(other)] = root(touched[0])
    roots = {root(name) for name in names}
    if len(roots) < 2:
        return None
    second = next(name for name in names if root(name) != root(names[0]))
    return names[0], second


def _owners(column: exp.Column, sources: dict[str, str], tables: list[Table]) -> list[str]:
    """The sources a column may belong to; all of them where that is not known, so that nobody is blamed wrongly."""
    if column.table:
        return [name for name in sources if name.lower() == column.table.lower()]
    columns = {table.name.lower(): [c.lower() for c in table.column_names] for table in tables}
    unknown = [name for name, table in sources.items() if table.lower() not in columns]
    if unknown:
        return list(sources)
    return [name for name, table in sources.items() if column.name.lower() in columns[table.lower()]]


def _shared(first: str, second: str, tables: list[Table]) -> list[str]:
    """The column that likely ties two tables (one that ends in id or code), else all that both have but names."""
    found = {table.name.lower(): table.column_names for table in tables}
    one, two = found.get(first.lower(), []), found.get(second.lower(), [])
    both = [name for name in one if name in two]
    for ending in ("id", "code"):
        keys = [name for name in both if name.lower().endswith(ending)]
        if keys:
            return keys[:1]
    return [name for name in both if name.lower() != "name"][:8]
