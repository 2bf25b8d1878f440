"""What may stand next in a query: columns, tables, keywords and functions, for whoever is writing it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import pairwise

from firstquery.sql.catalogue import Table
from firstquery.sql.errors import QueryStopped
from firstquery.sql.tokens import NO_TOKEN, Token, tokens, words

#: In the order in which they are offered.
KEYWORDS = (
    "SELECT|DISTINCT|FROM|WHERE|GROUP BY|HAVING|ORDER BY|LIMIT|JOIN|LEFT JOIN|ON|USING|AS|AND|OR|NOT|IN|BETWEEN|LIKE|"
    "IS NULL|IS NOT NULL|CASE|WHEN|THEN|ELSE|END|ASC|DESC|WITH|UNION|UNION ALL|EXCEPT|INTERSECT|EXISTS|VALUES|OVER|"
    "PARTITION BY|ROWS|OFFSET|CROSS JOIN|EXPLAIN"
)
FUNCTIONS = (
    "COUNT SUM AVG MIN MAX ROUND ABS COALESCE NULLIF CAST LOWER UPPER TRIM SUBSTR REPLACE LENGTH ROW_NUMBER RANK "
    "DENSE_RANK LAG LEAD FIRST_VALUE LAST_VALUE NTILE"
)
OF_ENGINE = {
    "sqlite": ["DATE", "DATETIME", "STRFTIME", "JULIANDAY", "IIF", "INSTR", "GROUP_CONCAT", "TOTAL", "PRINTF"],
    "postgresql": ["DATE_TRUNC", "EXTRACT", "TO_CHAR", "NOW", "AGE", "STRING_AGG", "CONCAT"],
}
BEFORE_TABLE = words("FROM JOIN")
_FRAGMENT = re.compile(r"\w*$")
_MARK = "first_query_cursor"
_AFTER_TABLE = words(
    "WHERE GROUP HAVING ORDER LIMIT JOIN LEFT RIGHT FULL INNER CROSS NATURAL ON USING UNION EXCEPT INTERSECT WINDOW "
    "OFFSET SELECT FROM"
) | {"GROUP BY", "ORDER BY", "PARTITION BY"}


def complete(sql: str, cursor: int, tables: Iterable[Table], engine: str = "sqlite") -> tuple[int, list[str]]:
    """Where the word before ``cursor`` begins, and what it may become, the likeliest first; nothing in a text.

    Where a table's name comes next these are tables. Behind ``name.`` they are the columns of that table, by its
    name or its alias. Elsewhere: the columns of the tables that the query names, these names, keywords, functions,
    the columns of other tables, and these.
    """
    found = _FRAGMENT.search(sql[:cursor])
    start = found.start() if found else cursor
    fragment = sql[start:cursor]
    before = _read(sql[:start] + _MARK, engine)
    if not before or before[-1].value != _MARK or fragment[:1].isdigit():
        return start, []  # inside a text, a comment or a quoted name
    behind, last = [NO_TOKEN, NO_TOKEN, *before][-3:-1]
    known = {table.full_name.lower(): table for table in tables}
    named = {
        alias: known.get(name) for alias, name in _list_tables(_read(f"{sql[:start]}{_MARK} {sql[cursor:]}", engine))
    }
    if last.value == ".":
        table = named.get(behind.value.lower()) or known.get(behind.value.lower())
        some: Iterable[str] = table.column_names if table else ()
    elif last.word in BEFORE_TABLE or (last.value == "," and _in_from(before)):
        some = [*_list_ctes(before), *(table.full_name for table in known.values())]
    else:
        some = _anything(named, known, engine) if fragment else _columns(named.values())
    fitting = [one for one in dict.fromkeys(some) if one.lower().startswith(fragment.lower())]
    return start, [] if [one.lower() for one in fitting] == [fragment.lower()] else fitting


def _anything(named: dict[str, Table | None], known: dict[str, Table], engine: str) -> Iterator[str]:
    yield from _columns(named.values())
    yield from named
    yield from KEYWORDS.split("|")
    yield from (*FUNCTIONS.split(), *OF_ENGINE.get(engine, ()))
    if not named:
        yield from _columns(known.values())
    yield from (table.full_name for table in known.values())


def _columns(tables: Iterable[Table | None]) -> list[str]:
    return [column for table in tables if table for column in table.column_names]


def _read(sql: str, engine: str) -> list[Token]:
    """The tokens of a query that is being written: up to a quote that is not closed yet."""
    with suppress(QueryStopped):
        return tokens(sql, engine)
    with suppress(QueryStopped):
        return tokens(sql[: max(sql.rfind("'"), sql.rfind('"'), sql.rfind("/*"))], engine)
    return []


def _list_tables(found: list[Token]) -> Iterator[tuple[str, str]]:
    """The tables that FROM and JOIN name, in small letters: the name that the query uses, and the table's own."""
    for at, (one, name) in enumerate(pairwise(found)):
        listed = one.value == "," and _in_from(found[: at + 2])
        if (one.word not in BEFORE_TABLE and not listed) or name.kind not in ("word", "name") or name.value == _MARK:
            continue
        full, rest = name.value.lower(), found[at + 2 :]
        while len(rest) > 1 and rest[0].value == ".":
            full, rest = f"{full}.{rest[1].value.lower()}", rest[2:]
        rest = rest[1:] if rest and rest[0].word == "AS" else rest
        alias = rest[0] if rest and rest[0].kind in ("word", "name") and rest[0].word not in _AFTER_TABLE else name
        yield (full if alias is name or alias.value == _MARK else alias.value.lower()), full


def _in_from(found: list[Token]) -> bool:
    """Whether the last of the tokens stands in the list of a FROM."""
    depth = 0
    for one in reversed(found[:-1]):
        depth += {")": 1, "(": -1}.get(one.value, 0)
        if depth < 0 or (depth == 0 and one.word in _AFTER_TABLE - {"FROM"}):
            return False
        if depth == 0 and one.word == "FROM":
            return True
    return False


def _list_ctes(found: list[Token]) -> Iterator[str]:
    """The names that a WITH has given to its queries."""
    for name, word, bracket in zip(found, found[1:], found[2:], strict=False):
        if word.word == "AS" and bracket.value == "(" and name.kind in ("word", "name"):
            yield name.value
