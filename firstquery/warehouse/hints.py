"""Says what went wrong with a query: the database's own sentence, the line, and a plain hint."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress

from firstquery.warehouse import compared, dialects, functions, grouping, names, whose
from firstquery.warehouse.connect import Database
from firstquery.warehouse.guard import RULE, Statement
from firstquery.warehouse.opening import OPENING, unopened
from firstquery.warehouse.place import place
from firstquery.warehouse.run import Said
from firstquery.warehouse.syntax import guess
from firstquery.warehouse.trouble import Trouble
from firstquery.warehouse.unfilled import dots, unfilled


def explained(database: Database, statement: Statement, said: Said) -> str:
    """The sentences for a failed query."""
    if said.opening or re.search(OPENING, said.message):
        return unopened(database, said)
    trouble = Trouble(database, statement, said)
    hint = ""
    with suppress(Exception):  # the database's own sentence is shown whatever becomes of the hint
        hint = hinted(trouble)
    lines = [f"The database says: {_tidy(said.message)}"]
    if trouble.span:
        lines.append(place(statement.text, trouble.span))
    return "\n".join([*lines, hint] if hint else lines)


def hinted(trouble: Trouble) -> str:
    """What is likely meant, in plain words; empty where nothing is known of it."""
    found = dots(trouble.tokens)
    if found:
        trouble.span = found[0]
        return unfilled(trouble.statement.text, found)
    of_another = dialects.elsewhere(trouble)
    if of_another:
        return of_another
    for pattern, rule in RULES:
        match = re.search(pattern, trouble.message, re.DOTALL | re.IGNORECASE)
        if match:
            return rule if isinstance(rule, str) else rule(trouble, match)
    return ""


def _tidy(message: str) -> str:
    message = re.sub(r" - should this be a string literal in single-quotes\?", "", message.strip())
    return message if len(message) < 400 else message[:400] + "..."


def _syntax(trouble: Trouble, _: re.Match[str]) -> str:
    slip = trouble.slip()
    if "`" in trouble.statement.text and trouble.postgres:
        trouble.span = next((t.span for t in trouble.tokens if trouble.statement.text[t.start] == "`"), trouble.span)
    trouble.point(trouble.tokens[-1] if trouble.tokens else None)
    return guess(slip)


def _missing_sign(trouble: Trouble, match: re.Match[str]) -> str:
    """PostgreSQL reads ``region 'West'`` as a value of the kind "region"."""
    slip = trouble.slip()
    if slip.ahead(1).kind == "text":
        slip.at += 1
        slip.bad = slip.ahead(0)
        trouble.span = slip.bad.span
        return guess(slip)
    return ""


def _window(trouble: Trouble, _: re.Match[str]) -> str:
    return "A window function (with OVER) cannot stand here. A query in brackets after FROM can compute it first."


def _quoted(trouble: Trouble, match: re.Match[str]) -> str:
    name = trouble.token.value if trouble.token else "column"
    return f"The name of a column stands without quotes: {match.group(1)} BY {name}."


def _denied(trouble: Trouble, _: re.Match[str]) -> str:
    return f"The database is opened for reading only, and stays as it is. {RULE}"


POSITION = "A number in this place counts the columns after SELECT, and there are not so many."
FROM = "The query does not say where from. Add FROM and the name of a table."
RULES: list[tuple[str, str | Callable[[Trouble, re.Match[str]], str]]] = [
    (r"no such column: (.+?)(?: - should.*)?$", names.column),
    (r'column (?:"?([^"\s]+)"?|"([^"]+)"|(\w+\."?\w+"?)) does not exist', names.column),
    (r'column "(.+?)" does not exist', names.column),
    (r"no such table: (.+)", whose.table),
    (r'relation "(.+?)" does not exist', whose.table),
    (r"ambiguous column name: (?:\w+\.)*(\w+)", whose.ambiguous),
    (r'column reference "(.+?)" is ambiguous', whose.ambiguous),
    (
        r'missing FROM-clause entry for table "(.+?)"|invalid reference to FROM-clause entry for table "(.+?)"',
        whose.no_such_table,
    ),
    (r"misuse of window function|window functions are not allowed", _window),
    (r"misuse of aggregate|aggregate functions are not allowed|aggregate function calls", grouping.misplaced),
    (r"must appear in the GROUP BY clause", grouping.ungrouped),
    (r"HAVING clause on a non-aggregate|GROUP BY clause is required before HAVING", grouping.having),
    (
        r"sub-select returns|row value misused|subquery must return only one column|subquery has too many columns",
        grouping.several_columns,
    ),
    (r"more than one row returned by a subquery", grouping.several_rows),
    (r"subquery in FROM must have an alias", grouping.nameless),
    (r"syntax error|incomplete input|unrecognized token|unterminated|trailing junk", _syntax),
    (r'type "(.+?)" does not exist', _missing_sign),
    (r"no such function: (\w+)", functions.function),
    (r"function ([\w.]+)\(.*\) does not exist", functions.function),
    (r"wrong number of arguments to function (\w+)|wrong number of arguments", functions.wrong_number),
    (r"\w+\(\*\) must be used to call", "To count rows, write COUNT(*), with the star between the brackets."),
    (
        r"do not have the same number of result columns|each \w+ query must have the same number",
        "The queries above and below UNION need the same number of columns, in the same order.",
    ),
    (r"operator does not exist|operator is not unique", compared.unlike),
    (r"DISTINCT aggregates must have", "After DISTINCT stands one column: COUNT(DISTINCT column)."),
    (r'invalid input syntax for type ([\w ]+?)(?: with.*)?: "', compared.no_value),
    (r"argument of (\S+) must be type boolean", compared.no_condition),
    (r"no tables specified", FROM),
    (r"SELECT \* with no tables", FROM),
    (r"division by zero", "Somewhere the number below the line is 0. NULLIF(number, 0) gives NULL there instead."),
    (r"binding|supply a value|bind|there is no parameter|data type of parameter", compared.money),
    (r"LIMIT #,# syntax", "LIMIT takes one number here: LIMIT 5."),
    (r"non-integer constant in (ORDER|GROUP) BY", _quoted),
    (
        r"ORDER BY term|GROUP BY term|position \d+ is not in select list",
        POSITION,
    ),
    (r"too big", "One value in these rows is too long to fetch. Name the columns you need in place of *."),
    (r"not authorized|readonly|read-only|not allowed|prohibited|permission denied", _denied),
]
