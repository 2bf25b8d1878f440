"""What the statement behind a table says: its clauses, and whether it orders its result.

A message may speak of a JOIN only to whoever wrote one, and rows that come in order by chance may come otherwise
tomorrow.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

_CLAUSES = {
    "where": "WHERE",
    "joins": "JOIN",
    "group": "GROUP BY",
    "having": "HAVING",
    "distinct": "DISTINCT",
    "limit": "LIMIT",
    "fetch": "LIMIT",
}


def statement_of(frame: object) -> str | None:
    """The SQL of the very table that a query returned (`firstquery.sql.query.Result`); None for every other object."""
    statement = getattr(frame, "__dict__", {}).get("sql_statement")
    text = getattr(statement, "text", None)
    return text if isinstance(text, str) else None


def sorted_by_query(frame: object) -> bool | None:
    """True or False for the very table that a query returned; None when no query is known for it (made by pandas)."""
    statement = statement_of(frame)
    return orders_its_result(statement) if statement is not None else None


def clauses_of(frame: object) -> list[str] | None:
    """The clauses of the very table that a query returned, sorted; None when no query is known for it."""
    statement = statement_of(frame)
    return None if statement is None else _clauses(statement)


def reads_no_table(frame: object) -> bool | None:
    """Whether the query that returned this very table reads no table: its result is then the same on all data.

    None when no query is known for it, or when its text cannot be read.
    """
    statement = statement_of(frame)
    return None if statement is None else _reads_no_table(statement)


@lru_cache(maxsize=256)
def _reads_no_table(statement: str) -> bool | None:
    from sqlglot import exp

    parsed = _parsed(statement)
    if not isinstance(parsed, exp.Query | exp.Values):
        return None
    common = {table.alias_or_name.lower() for table in parsed.find_all(exp.CTE)}
    return all(table.name.lower() in common for table in parsed.find_all(exp.Table))


def aggregates_of(frame: object) -> list[str | None]:
    """What the query that returned this very table counts or adds up, column by column: ``[None, "SUM(seats)"]``.

    That is an aggregate of one column, by itself. COUNT(*) counts rows, and is none of these.
    """
    statement = statement_of(frame)
    return [] if statement is None else list(_aggregates(statement))


@lru_cache(maxsize=256)
def _aggregates(statement: str) -> tuple[str | None, ...]:
    from sqlglot import exp

    parsed = _parsed(statement)
    found: list[str | None] = []
    for part in parsed.expressions if isinstance(parsed, exp.Select) else ():
        inner = part.unalias().copy()
        of = inner.this if isinstance(inner, exp.AggFunc) else None
        of = of.expressions[0] if isinstance(of, exp.Distinct) and len(of.expressions) == 1 else of
        if isinstance(of, exp.Column) and not isinstance(of.this, exp.Star):
            of.set("table", None)  # i.account_id and account_id are the same
            found.append(inner.sql("sqlite"))
        else:
            found.append(None)
    return tuple(found)


def measures_of(frame: object) -> list[str | None]:
    """What the numbers are in each column of the very table that a query returned: "count", "rate", or None.

    A count or a sum grows with the rows that it is of. A rate or a mean need not: AVG, or a division by more than a
    number such as 100. Of everything else, such as the largest value or a difference, nothing is said.
    """
    statement = statement_of(frame)
    return [] if statement is None else list(_measures(statement))


@lru_cache(maxsize=256)
def _measures(statement: str) -> tuple[str | None, ...]:
    from sqlglot import exp

    parsed = _parsed(statement)
    if not isinstance(parsed, exp.Select):
        return ()
    inner: dict[str, list[Any]] = {}
    for query in parsed.find_all(exp.Select):
        for part in query.expressions if query is not parsed else ():
            if not isinstance(part.unalias(), exp.Column):
                inner.setdefault(part.alias_or_name.lower(), []).append(part.unalias())
    return tuple(_measure(part.unalias(), inner) for part in parsed.expressions)


def _measure(part: Any, inner: dict[str, list[Any]]) -> str | None:
    """What one column is; that of a name is what the one query within the statement makes of it."""
    from sqlglot import exp

    if isinstance(part, exp.Column):
        made = inner.get(part.name.lower(), [])
        return _measure(made[0], {}) if len(made) == 1 else None
    outside = [one for one in part.find_all(exp.Div, exp.Sub) if one.find_ancestor(exp.AggFunc) is None]
    by_rows = [one for one in outside if isinstance(one, exp.Div) and not isinstance(one.right.unnest(), exp.Literal)]
    if by_rows or part.find(exp.Avg):
        return "rate"
    if any(isinstance(one, exp.Sub) for one in outside) or part.find(exp.Min, exp.Max, exp.Window):
        return None
    return "count" if part.find(exp.Count, exp.Sum) else None


@lru_cache(maxsize=256)
def _clauses(statement: str) -> list[str] | None:
    from sqlglot import exp

    parsed = _parsed(statement)
    if parsed is None:
        return None
    found = {"UNION" for _ in parsed.find_all(exp.SetOperation)}
    for query in parsed.find_all(exp.Select, exp.SetOperation):  # of these, UNION's own `distinct` is no expression
        found |= {name for part, name in _CLAUSES.items() if isinstance(query.args.get(part), exp.Expression | list)}
    return sorted(found | {"DISTINCT" for _ in parsed.find_all(exp.Distinct)})


@lru_cache(maxsize=8)  # several questions about one statement, one after the other
def _parsed(statement: str) -> Any:
    """The last statement of the text as sqlglot reads it; None when no dialect can read it."""
    import sqlglot
    from sqlglot import errors

    for dialect in ("sqlite", "postgres", None):
        try:
            parsed = [part for part in sqlglot.parse(statement, read=dialect) if part is not None]
        except (errors.SqlglotError, RecursionError):
            continue
        if parsed:
            return parsed[-1]
    return None


@lru_cache(maxsize=256)
def orders_its_result(statement: str) -> bool | None:
    """Whether an ORDER BY holds for the final result of the SQL text; None when the text cannot be read."""
    parsed = _parsed(statement)
    return None if parsed is None else _ordered(parsed, {})


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
    if any(query.args.get(part) for part in ("joins", "group", "having", "distinct", "laterals")):
        return False
    inner = None if any(_computes_over_rows(column) for column in query.expressions) else _source(query, common)
    # A common table that reads a table of its own name reads the real one: do not follow it in a circle.
    rest = {name: found for name, found in common.items() if found is not inner}
    return inner is not None and _ordered(inner, rest, depth + 1)


def _source(query: Any, common: dict[str, Any]) -> Any:
    """The query from which a query selects; None where that is a table, or nothing."""
    from sqlglot import exp

    source = query.args.get("from_") or query.args.get("from")
    inner = source.this if source is not None else None
    if isinstance(inner, exp.Table):
        return common.get(inner.name.lower())
    return inner if isinstance(inner, exp.Subquery) else None


def _cut_before(query: Any, common: dict[str, Any], depth: int) -> bool:
    """Whether the query sorts what another has cut without an order: which rows are left is chance."""
    from sqlglot import exp

    inner = _source(query, common)
    inner = inner.this if isinstance(inner, exp.Subquery) else inner
    return isinstance(inner, exp.Select) and bool(inner.args.get("limit")) and not _ordered(inner, common, depth + 1)


def _computes_over_rows(column: Any) -> bool:
    from sqlglot import exp

    return column.find(exp.AggFunc, exp.Window) is not None
