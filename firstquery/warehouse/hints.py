"""Says what went wrong with a query: the database's own sentence, the line, and a plain hint."""

from __future__ import annotations

import difflib
import re
from contextlib import suppress

from firstquery.warehouse import syntax
from firstquery.warehouse.catalogue import Table, catalogue
from firstquery.warehouse.connect import Database
from firstquery.warehouse.guard import RULE, Statement, place
from firstquery.warehouse.joins import missing_condition
from firstquery.warehouse.lex import Token
from firstquery.warehouse.run import Limits, Said

AGGREGATES = "COUNT, SUM, AVG, MIN and MAX"


class Trouble:
    """A statement that failed, what the database said, and what the database holds."""

    def __init__(self, database: Database, statement: Statement, said: Said) -> None:
        self.statement = statement
        self.message = said.message
        self.span = said.span
        self.postgres = database.engine == "postgresql"
        self.tables: list[Table] = []
        with suppress(Exception):  # a hint is a kindness: without the list of tables it is a shorter one
            self.tables = catalogue(database)

    def find(self, name: str) -> Token | None:
        """The first token of that name; of ``a.b`` the part after the point."""
        parts = [part.strip('"`[]') for part in name.lower().split(".")]
        tokens = self.statement.tokens
        for n, token in enumerate(tokens):
            if token.kind in {"word", "name"} and token.value.lower() == parts[-1]:
                before = tokens[n - 2].value.lower() if n > 1 and tokens[n - 1].value == "." else ""
                if len(parts) == 1 or before == parts[-2]:
                    return token
        return None

    @property
    def used(self) -> list[Table]:
        """The tables that the statement names."""
        values = {token.value.lower() for token in self.statement.tokens if token.kind in {"word", "name"}}
        return [table for table in self.tables if table.name.lower() in values]

    @property
    def token(self) -> Token | None:
        if self.span is None:
            return None
        return next((t for t in self.statement.tokens if t.start <= self.span[0] < t.end), None)


def explained(database: Database, statement: Statement, said: Said) -> str:
    """The sentences for a failed query."""
    if said.opening or re.search(OPENING, said.message):
        return unopened(database, said)
    trouble = Trouble(database, statement, said)
    hint = ""
    for pattern, rule in RULES:
        match = re.search(pattern, said.message, re.DOTALL | re.IGNORECASE)
        if match:
            hint = rule(trouble, match) if callable(rule) else rule
            break
    lines = [f"The database says: {_tidy(said.message)}"]
    if trouble.span:
        lines.append(place(statement.text, trouble.span))
    return "\n".join([*lines, hint] if hint else lines)


def _tidy(message: str) -> str:
    message = re.sub(r" - should this be a string literal in single-quotes\?", "", message.strip())
    return message if len(message) < 400 else message[:400] + "..."


def _column(trouble: Trouble, match: re.Match[str]) -> str:
    name = next(filter(None, match.groups())).strip('"')
    token = trouble.token or trouble.find(name)
    if token and not trouble.span:
        trouble.span = (token.start, token.end)
    qualifier, _, bare = name.rpartition(".")
    bare, qualifier = bare.strip('"'), qualifier.strip('"')
    quoted = token is not None and trouble.statement.text[token.start] == '"'
    tables = trouble.used
    if not any(t.word == "FROM" for t in trouble.statement.tokens):
        holders = _holders(trouble.tables, bare)
        where = f"FROM {holders[0].called}" if holders else "FROM and the name of a table"
        return f"The query does not say where from. Add {where} after the columns."
    if qualifier:
        named = [t for t in tables if t.name.lower() == qualifier.lower()]
        aliased = _alias(trouble, qualifier)
        tables = [t for t in trouble.tables if t.name.lower() == aliased] or named or tables
        if not aliased and not named:
            return (
                f'No table in this query is called "{qualifier}". '
                "Before the point stands a table's name, or the short name given to it in FROM or JOIN."
            )
    columns = [column for table in tables for column in table.column_names]
    near = _nearest(bare, columns)
    if quoted and not near:
        return f"Text goes between single quotes: '{bare}'. Double quotes are for the names of columns and tables."
    at = trouble.statement.tokens.index(token) if token in trouble.statement.tokens else 0
    before = trouble.statement.tokens[at - 1].value if at and token else ""
    said = ""
    if near:
        said = f"Did you mean {_or(near)}?"
    elif before in syntax.COMPARES or (before.upper() in {"LIKE", "IN", "("} and not _holders(trouble.tables, bare)):
        said = f"If it is meant as text, it goes between single quotes: '{bare}'."
    holders = [table for table in _holders(trouble.tables, bare) if table not in tables]
    if holders and not near:
        said = f"There is a column {bare} in {_or([t.called for t in holders[:3]])}, which this query does not use."
    return " ".join(filter(None, [said, *_listed(tables)]))


def _alias(trouble: Trouble, name: str) -> str:
    """The table that a short name stands for, in small letters; empty where it stands for none."""
    tokens = trouble.statement.tokens
    known = {table.name.lower() for table in trouble.tables}
    for n, token in enumerate(tokens):
        if token.value.lower() == name.lower() and n:
            before = tokens[n - 2] if tokens[n - 1].word == "AS" and n > 1 else tokens[n - 1]
            if before.value.lower() in known or before.value == ")":
                return before.value.lower()
    return ""


def _listed(tables: list[Table]) -> list[str]:
    said = []
    for table in tables[:3]:
        names = table.column_names
        more = f" and {len(names) - 25} more" if len(names) > 25 else ""
        said.append(f"The columns of {table.called}: {', '.join(names[:25])}{more}.")
    return said


def _holders(tables: list[Table], column: str) -> list[Table]:
    return [table for table in tables if column.lower() in map(str.lower, table.column_names)]


def _nearest(name: str, names: list[str]) -> list[str]:
    small = {known.lower(): known for known in names}
    close = difflib.get_close_matches(name.lower(), list(small), 3, 0.65)
    parts = [known for known in small if len(name) > 3 and (name.lower() in known or known in name.lower())]
    return [small[known] for known in dict.fromkeys([*close, *sorted(parts)])][:3]


def _or(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _table(trouble: Trouble, match: re.Match[str]) -> str:
    name = match.group(1).strip('"').removeprefix("main.")
    token = trouble.token or trouble.find(name)
    if token and not trouble.span:
        trouble.span = (token.start, token.end)
    names = [table.called for table in trouble.tables]
    near = _nearest(name, names)
    guess = f"Did you mean {_or(near)}? " if near else ""
    more = f" and {len(names) - 30} more" if len(names) > 30 else ""
    return f"{guess}The tables here: {', '.join(names[:30])}{more}." if names else "This database holds no table."


def _ambiguous(trouble: Trouble, match: re.Match[str]) -> str:
    name = match.group(1).strip('"')
    token = trouble.token or trouble.find(name)
    if token and not trouble.span:
        trouble.span = (token.start, token.end)
    holders = _holders(trouble.used, name)
    example = f" For instance {holders[0].name}.{name}, or the table's short name if it has one." if holders else ""
    return f"More than one table of this query has a column {name}. Say whose you mean, with a point.{example}"


def _syntax(trouble: Trouble, _: re.Match[str]) -> str:
    tokens = trouble.statement.tokens
    at = len(tokens)
    if trouble.token is not None:
        at = tokens.index(trouble.token)
    elif tokens:
        trouble.span = (tokens[-1].start, tokens[-1].end)
    names = {table.name.lower() for table in trouble.tables}
    names |= {column.lower() for table in trouble.tables for column in table.column_names}
    return syntax.guess(tokens, at, names)


def _aggregate(trouble: Trouble, _: re.Match[str]) -> str:
    tokens = trouble.statement.tokens
    where = next((n for n, t in enumerate(tokens) if t.word == "WHERE"), None)
    if where is None:
        return f"{AGGREGATES} cannot stand here. One of them inside another needs a query inside the query."
    found = (t for t in tokens[where:] if t.word in {"COUNT", "SUM", "AVG", "MIN", "MAX", "TOTAL"})
    token = next(found, None)
    if token and not trouble.span:
        trouble.span = (token.start, token.end)
    return (
        f"WHERE looks at one row at a time, before anything is counted, so {AGGREGATES} cannot stand in it. "
        "A condition on a group goes after GROUP BY, in HAVING."
    )


def _function(trouble: Trouble, match: re.Match[str]) -> str:
    name = match.group(1).strip('"')
    token = trouble.token or trouble.find(name)
    if token and not trouble.span:
        trouble.span = (token.start, token.end)
    common = ["count", "sum", "avg", "min", "max", "round", "lower", "upper", "length", "substr", "coalesce", "date"]
    common += ["strftime", "trim", "replace", "nullif", "cast", "abs", "row_number", "rank", "lag", "lead"]
    near = difflib.get_close_matches(name.lower(), common, 1, 0.7)
    known = {"mean": "avg", "average": "avg", "len": "length", "nvl": "coalesce", "isnull": "coalesce"}
    other = known.get(name.lower()) or (near[0] if near and near[0] != name.lower() else "")
    if other:
        return f"Did you mean {other.upper()}?"
    return "Look at its spelling. Each kind of database has functions of its own, and this one does not have it."


def _denied(trouble: Trouble, _: re.Match[str]) -> str:
    return f"The database is opened for reading only, and stays as it is. {RULE}"


def refuse_text_in_double_quotes(database: Database, statement: Statement) -> None:
    """SQLite takes "West" for a text where no column is called so: the query would run and answer another question."""
    if database.engine != "sqlite" or '"' not in statement.text or statement.tree is None:
        return
    from sqlglot import exp

    from firstquery.warehouse.stopped import QueryStopped

    tree = statement.tree
    loose = [c for c in tree.find_all(exp.Column) if c.this.args.get("quoted") and not c.table]
    if not loose:
        return
    tables = catalogue(database)
    inside = {id(c.this) for c in tree.find_all(exp.Column)}
    known = {name.name.lower() for name in tree.find_all(exp.Identifier) if id(name) not in inside}
    known |= {n.lower() for table in tables for n in (table.name, *table.column_names)} | {"rowid", "oid", "_rowid_"}
    for column in loose:
        name = column.name
        token = next((t for t in statement.tokens if t.kind == "name" and t.value == name), None)
        if token is None or name.lower() in known or statement.text[token.start] != '"':
            continue
        near = _nearest(name, [n for table in tables for n in table.column_names])
        guess = f" If a column is meant: {_or(near)}?" if near else ""
        raise QueryStopped(
            f'There is no column called "{name}".\n{place(statement.text, token)}\n'
            f"Text goes between single quotes: '{name}'. Double quotes are for the names of columns and tables.{guess}"
        )


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
    ways = {
        "seconds": "Ask for less: add a WHERE condition, or fewer tables. Look whether each JOIN has its ON condition.",
        "rows": "Ask for less: count or sum the rows with GROUP BY, add a WHERE condition, or end with LIMIT 100.",
        "size": "Ask for less: name the columns you need in place of *, or end with LIMIT 100.",
    }
    return f"{said}\n{ways[what]}"


OPENING = (
    r"file is not a database|unable to open|database is locked|database table is locked|malformed|disk I/O|"
    r"file is encrypted|unsupported file format"
)


def unopened(database: Database, said: Said) -> str:
    """The sentences for a database that could not be opened."""
    message = said.message
    lines = [f"{_capital(database.shown)} could not be read."]
    origin = f" {_capital(database.origin)} names it." if database.origin != "the course" else ""
    for pattern, way in OPENED:
        if re.search(pattern, message, re.IGNORECASE):
            return "\n".join([*lines, way + origin])
    first = " ".join(message.split())[:300]
    return "\n".join([*lines, f"The database says: {first}{origin}"])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


OPENED = [
    ("not a database|encrypted|unsupported file", "The file is not a SQLite database, or it is protected."),
    ("malformed|disk I/O", "The file is damaged. Take a fresh copy of it."),
    ("locked", "Another program is writing to it. Close that program, or wait a moment, and run this cell again."),
    (
        "unable to open",
        "The file is there, but this computer does not let you read it, or another program left it open.",
    ),
    ("password authentication failed|no password supplied", "The server refuses the name or the password."),
    ('role ".*" does not exist|Access denied', "The server does not know this user, or refuses the password."),
    ('database ".*" does not exist|Unknown database', "The server has no database of this name."),
    ("could not translate|name or service not known|resolve|nodename", "No server of this name is found. Look at it."),
    ("refused|is the server running|no such file", "No database server answers at this address. Is it running?"),
    ("timeout|timed out", "The server did not answer in time. Is a VPN needed, and is it connected?"),
    ("ssl|certificate", "The server asks for an encrypted connection: add ?sslmode=require to the address."),
]

RULES = [
    (r"no such column: (.+?)(?: - should.*)?$", _column),
    (r'column (?:"?([^"\s]+)"?|"([^"]+)"|(\w+\."?\w+"?)) does not exist', _column),
    (r'column "(.+?)" does not exist', _column),
    (r"no such table: (\S+)", _table),
    (r'relation "(.+?)" does not exist', _table),
    (r"ambiguous column name: (?:\w+\.)*(\w+)", _ambiguous),
    (r'column reference "(.+?)" is ambiguous', _ambiguous),
    (r"misuse of aggregate|aggregate functions are not allowed in WHERE|aggregate function calls", _aggregate),
    (r"syntax error|incomplete input|unrecognized token|unterminated", _syntax),
    (r"no such function: (\w+)", _function),
    (r"function ([\w.]+)\(.*\) does not exist", _function),
    (
        r'missing FROM-clause entry for table "(.+?)"|invalid reference to FROM-clause entry for table "(.+?)"',
        "Before the point stands a table's name, or the short name given to it in FROM or JOIN. "
        "Once a table has a short name, only the short name counts.",
    ),
    (
        r"must appear in the GROUP BY clause",
        "Each column after SELECT is either one of those after GROUP BY or stands inside COUNT, SUM, AVG, MIN or MAX.",
    ),
    (
        r"do not have the same number of result columns|each \w+ query must have the same number",
        "The queries above and below UNION need the same number of columns, in the same order.",
    ),
    (
        r"operator does not exist: .* (==) ",
        "In SQL, equal is written with one sign: =",
    ),
    (
        r"operator does not exist|invalid input syntax for type",
        "A text and a number, or a text and a date, are compared here. A text stands in quotes, a number does not.",
    ),
    (
        r"sub-select returns|subquery must return only one column|subquery has too many columns",
        "A query in brackets that stands for one value may name one column only.",
    ),
    (r"more than one row returned by a subquery", "The query in brackets gives several rows; with = it may give one."),
    (r"no tables specified", "The query does not say where from. Add FROM and the name of a table."),
    (r"SELECT \* with no tables", "The query does not say where from. Add FROM and the name of a table."),
    (r"HAVING", "HAVING is a condition on groups: it comes after GROUP BY. A condition on rows goes in WHERE."),
    (r"wrong number of arguments", "This function takes another number of values between its brackets."),
    (
        r"misuse of window function|window functions are not allowed",
        "A window function (with OVER) cannot stand in WHERE. Compute it in a WITH query first, then filter.",
    ),
    (r"division by zero", "Somewhere the number below the line is 0. NULLIF(number, 0) gives NULL there instead."),
    (
        r"binding|supply a value|bind",
        "A colon before a name stands for a value that comes from Python. In a text, it belongs inside quotes.",
    ),
    (r"ORDER BY term|GROUP BY term|position \d+ is not in select list", "This number counts columns; look how many."),
    (r"too big", "One value in these rows is too long to fetch. Name the columns you need in place of *."),
    (r"not authorized|readonly|read-only|not allowed|prohibited|permission denied", _denied),
]
