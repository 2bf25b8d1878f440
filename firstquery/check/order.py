"""Whether a query itself orders its result. Rows that come out in order by chance may come otherwise tomorrow."""

from __future__ import annotations

from functools import lru_cache
from typing import Any


def sorted_by_query(frame: object) -> bool | None:
    """True or False for the very table that a query returned; None when no query is known for it (made by pandas)."""
    try:
        statement = object.__getattribute__(frame, "__dict__")["sql_statement"]
        return orders_its_result(statement.text) if statement.tree is None else bool(_ordered(statement.tree, {}))
    except KeyboardInterrupt:
        raise
    except BaseException:  # what a learner puts there in its place may raise anything
        return None


@lru_cache(maxsize=256)
def orders_its_result(statement: str) -> bool | None:
    """Whether an ORDER BY holds for the final result of the SQL text; None when the text cannot be read."""
    import sqlglot
    from sqlglot import errors

    for dialect in ("sqlite", "postgres", None):
        try:
            parsed = [part for part in sqlglot.parse(statement, read=dialect) if part is not None]
        except (errors.SqlglotError, RecursionError):
            continue
        if parsed:
            return _ordered(parsed[-1], {})
    return None


def _ordered(query: Any, common: dict[str, Any], depth: int = 0) -> bool:
    """Follow the query inwards through whatever passes rows on as they come, until an ORDER BY is met or lost."""
    from sqlglot import exp

    if depth > 20:
        return False
    common = {**common, **{table.alias_or_name.lower(): table.this for table in getattr(query, "ctes", [])}}
    if query.args.get("order"):
        # ORDER BY 'name', in quotes, sorts by one and the same text: by nothing.
        sorts = not all(one.this.is_string for one in query.args["order"].expressions)
        return sorts and not _cut_before(query, common, depth)
    if isinstance(query, exp.Subquery):
        return _ordered(query.this, common, depth + 1)
    if not isinstance(query, exp.Select):
        return False  # UNION and the like
    rearranged = any(query.args.get(part) for part in ("joins", "group", "having", "distinct", "laterals"))
    source = query.args.get("from_") or query.args.get("from")
    if rearranged or source is None or any(_computes_over_rows(column) for column in query.expressions):
        return False
    inner = source.this
    if isinstance(inner, exp.Table):
        name = inner.name.lower()
        found = common.get(name)
        # A common table that reads a table of its own name reads the real one: do not follow it in a circle.
        return found is not None and _ordered(found, {k: v for k, v in common.items() if k != name}, depth + 1)
    return isinstance(inner, exp.Subquery) and _ordered(inner, common, depth + 1)


def _cut_before(query: Any, common: dict[str, Any], depth: int) -> bool:
    """Whether the query sorts what another has cut without an order: which rows are left is chance."""
    from sqlglot import exp

    source = query.args.get("from_") or query.args.get("from")
    inner = source.this if source is not None else None
    if isinstance(inner, exp.Table):
        inner = common.get(inner.name.lower())
    inner = inner.this if isinstance(inner, exp.Subquery) else inner
    return isinstance(inner, exp.Select) and bool(inner.args.get("limit")) and not _ordered(inner, common, depth + 1)


def _computes_over_rows(column: Any) -> bool:
    from sqlglot import exp

    return column.find(exp.AggFunc, exp.Window) is not None
