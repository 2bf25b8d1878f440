"""Says what went wrong with a query: the database's own sentence, the line, and a plain hint."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from contextlib import suppress

from firstquery.sql import explain_names
from firstquery.sql.catalogue import Table, catalogue, today
from firstquery.sql.connect import OF_FILES, Database, explain_opening
from firstquery.sql.engines import run
from firstquery.sql.errors import DatabaseError, QueryStopped, place
from firstquery.sql.explain_syntax import CASE, COLON, CONDITIONS, guess, null, sign
from firstquery.sql.failure import AGGREGATES, Failure
from firstquery.sql.fetch import Limits
from firstquery.sql.guard import RULE, Statement
from firstquery.sql.lint import missing_condition
from firstquery.sql.tokens import DIALECTS, dots, explain_dots, words

# Words of other kinds of database, told by translating the whole query. What is translated has to run here.
OTHERS = words("NVL ISNULL IFNULL TOP DECODE NOLOCK ILIKE DATE FETCH CONVERT MINUS IF LEN TO_DATE DATEDIFF QUALIFY")
DATE_PARTS = words("YEAR MONTH DAY EXTRACT DATEPART DATE_PART DATE_TRUNC TO_CHAR DATE_FORMAT")
FUNCTIONS = ("count", "sum", "avg", "min", "max", "round", "lower", "upper", "length", "substr", "coalesce", "date")
SPOKEN = {"mean": "avg", "average": "avg", "len": "length", "number": "count", "total": "sum"}


def explain(database: Database, statement: Statement, error: DatabaseError) -> str:
    """The sentences for a failed query."""
    if error.opening or re.search(OF_FILES, error.message):
        return explain_opening(database, error.message)
    failure = Failure(database, statement, error)
    hint = ""
    with suppress(Exception):  # the database's own sentence is shown whatever becomes of the hint
        hint = hint_for(failure)
    message = error.message.strip().partition(" - should this be a string literal")[0]
    lines = [f"The database says: {message if len(message) < 400 else message[:400] + '...'}"]
    if failure.span:
        lines.append(place(statement.text, failure.span))
    return "\n".join([*lines, hint] if hint else lines)


def hint_for(failure: Failure) -> str:
    """What is likely meant, in plain words; empty where nothing is known of it."""
    if open_places := dots(failure.tokens):
        failure.span = open_places[0]
        return explain_dots(failure.statement.text, open_places)
    if translated := _translate(failure):
        return translated
    for pattern, rule in RULES:
        if match := re.search(pattern, failure.message, re.DOTALL | re.IGNORECASE):
            name = next(filter(None, match.groups()), "").strip('"')
            return rule if isinstance(rule, str) else rule(failure, name)
    return ""


def explain_limit(database: Database, statement: Statement, what: str, limits: Limits) -> str:
    """The sentences for a query that reached a bound: which one, why it likely did, and what to do."""
    if what == "stopped":
        return "You stopped this query before it ended. Nothing was changed."
    joined = ", or fewer tables. Look whether each JOIN has its ON condition." if statement.uses("JOIN") else "."
    said, way = {
        "seconds": (
            f"This query was stopped after {limits.seconds:g} seconds: it was not done by then.",
            f"Ask for less: add a WHERE condition{joined}",
        ),
        "rows": (
            f"This query was stopped: it gives more than {limits.rows:,} rows, too many to look at.",
            "Ask for less: count the rows with COUNT(*), add a WHERE condition, or end with LIMIT 100.",
        ),
        "size": (
            f"This query was stopped: its rows take more than {limits.size // 1_000_000:,} MB of memory.",
            "Ask for less: name the columns you need in place of *, or end with LIMIT 100.",
        ),
    }[what]
    tables: list[Table] = []
    with suppress(Exception):
        tables = catalogue(database)
    if cross := missing_condition(statement, tables):
        return f"{said}\n{cross}"
    if statement.uses("RECURSIVE"):
        return f"{said}\nA RECURSIVE query needs a condition that ends it: WHERE in its second part, or LIMIT."
    return f"{said}\n{way}"


def _translate(failure: Failure) -> str:
    """The query as it is written here, where it is one of another kind of database and then runs."""
    text, engine = failure.statement.text, failure.statement.engine
    if not failure.statement.uses(*OTHERS) and "::" not in text:
        return ""
    import sqlglot

    here = DIALECTS.get(engine, engine)
    for other in ("postgres", "mysql", "tsql", "oracle"):
        with suppress(sqlglot.errors.SqlglotError, DatabaseError, QueryStopped):
            (made,) = sqlglot.transpile(text, other, here, unsupported_level=sqlglot.ErrorLevel.RAISE)
            run(failure.database, Statement(f"SELECT * FROM ({made}) AS t LIMIT 0", engine), Limits(seconds=1.0))
            lines = "\n  ".join(sqlglot.transpile(made, here, here, pretty=True)[0].split("\n"))
            return f"This is SQL of another kind of database. Here it is written:\n  {lines}"
    return ""


def _syntax(failure: Failure, _: str) -> str:
    said = guess(failure)
    failure.point(failure.tokens[-1] if failure.tokens else None)
    return said


def _function(failure: Failure, name: str) -> str:
    """No function of this name, or not with these values."""
    failure.point(failure.find(name))
    if name.upper() in {"GETDATE", "CURDATE", "NOW", "TODAY", "SYSDATETIME"}:
        return today(failure.tables) or "Here it is written CURRENT_DATE."
    if name.upper() in DATE_PARTS:
        return "Of a date that begins with its year, SUBSTR(day, 1, 4) is the year and SUBSTR(day, 6, 2) the month."
    if name.upper() in {"IF", "IIF"}:
        return CASE
    if name.upper() in AGGREGATES:
        return f"{name.upper()} takes one column between its brackets, as a rule one of numbers."
    if name.lower() in FUNCTIONS:
        return "This function takes another number of values between its brackets."
    if near := difflib.get_close_matches(SPOKEN.get(name.lower(), name.lower()), FUNCTIONS, 1, 0.7):
        return f"Did you mean {near[0].upper()}?"
    return "Look at its spelling. Each kind of database has functions of its own, and this one does not have it."


def _unlike(failure: Failure, _: str) -> str:
    """PostgreSQL: no such comparison between these two kinds."""
    unlike = "A text and a number, or a text and a date, are compared here. A text stands in quotes, a number does not."
    return sign(failure) or null(failure) or unlike


def _value_alone(failure: Failure, name: str) -> str:
    """PostgreSQL: a value where a condition, a number or a date belongs."""
    text = failure.statement.text[failure.near(0).start : failure.near(0).end]
    if name.startswith(("date", "time")):
        return "A date is written with the year first, between single quotes: '2024-01-31'."
    if failure.clause == "LIMIT":
        return CONDITIONS
    if re.match("integer|bigint|smallint|numeric|double|real", name):
        return f"The column holds numbers, and {text} is none."
    return f"After WHERE, AND and OR stands a whole condition: a column, a sign and a value. Here {text} stands alone."


def _placeholder(failure: Failure, _: str) -> str:
    """A colon before a name, or a dollar sign before a number: the database waits for a value."""
    failure.point(next((t for t in failure.tokens if t.value[:1] in {":", "?", "@", "$"} and t.kind == "symbol"), None))
    if failure.near(0).value.startswith("$"):
        return "A number stands without a sign for money, in figures alone."
    return COLON


FROM = "The query does not say where from. Add FROM and the name of a table."
RULES: list[tuple[str, str | Callable[[Failure, str], str]]] = [
    (
        r'no such column: (.+?)(?: - should.*)?$|column (?:"?([^"\s]+)"?|"([^"]+)"|(\w+\."?\w+"?)) does not exist',
        explain_names.column,
    ),
    (r'no such table: (?:main\.)?(.+)|relation "(.+?)" does not exist', explain_names.table),
    (r'ambiguous column name: (?:\w+\.)*(\w+)|column reference "(.+?)" is ambiguous', explain_names.ambiguous),
    (r'(?:missing|invalid reference to) FROM-clause entry for table "(.+?)"', explain_names.qualifier),
    (
        r"misuse of window function|window functions are not allowed",
        "A window function (with OVER) cannot stand here. A query in brackets after FROM can compute it first.",
    ),
    (r"misuse of aggregate|aggregate functions are not allowed|aggregate function calls", explain_names.early_count),
    (r"must appear in the GROUP BY clause", explain_names.missing_group),
    (r"HAVING clause on a non-aggregate|GROUP BY clause is required before HAVING", explain_names.having),
    (
        r"sub-select returns|row value misused|subquery must return only one column|subquery has too many columns",
        "A query in brackets that is compared may name one column only. For a list of values the word is IN.",
    ),
    (
        r"more than one row returned by a subquery",
        "The query in brackets gives several rows; after a sign such as = it may give one. For several the word is IN.",
    ),
    (
        r"subquery in FROM must have an alias",
        "The query in brackets after FROM needs a name. Add AS and a name after its closing bracket: ) AS t",
    ),
    (r"syntax error|incomplete input|unrecognized token|unterminated|trailing junk", _syntax),
    (r'type ".+" does not exist', "A sign is missing before the text: = for equal."),
    (r"no such function: (\w+)|arguments to function (\w+)|function ([\w.]+)\(.*\) does not exist", _function),
    (
        r"do not have the same number of result columns|each \w+ query must have the same number",
        "The queries above and below UNION need the same number of columns, in the same order.",
    ),
    (r"operator does not exist|operator is not unique", _unlike),
    (r'invalid input syntax for type ([\w ]+?)(?: with.*)?: "', _value_alone),
    (r"argument of (\S+) must be type boolean", _value_alone),
    (r"no tables specified|SELECT \* with no tables", FROM),
    (r"division by zero", "Somewhere the number below the line is 0. NULLIF(number, 0) gives NULL there instead."),
    (r"binding|supply a value|bind|there is no parameter|data type of parameter", _placeholder),
    (
        r"ORDER BY term|GROUP BY term|position \d+ is not in select list",
        "A number in this place counts the columns after SELECT, and there are not so many.",
    ),
    (r"too big", "One value in these rows is too long to fetch. Name the columns you need in place of *."),
    (
        r"not authorized|readonly|read-only|not allowed|prohibited|permission denied",
        f"The database is opened for reading only, and stays as it is. {RULE}",
    ),
]
