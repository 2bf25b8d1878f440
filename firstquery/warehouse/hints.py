"""Says what went wrong with a query: the database's own sentence, the line, and a plain hint."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from contextlib import suppress

from firstquery.warehouse import syntax
from firstquery.warehouse.catalogue import Table, catalogue
from firstquery.warehouse.connect import Database
from firstquery.warehouse.guard import RULE, Statement, place
from firstquery.warehouse.lex import Token
from firstquery.warehouse.opening import OPENING, unopened
from firstquery.warehouse.run import Said

INSIDE = "Outside it there are only the columns that its own SELECT names, under the names given there."
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
            hint = rule if isinstance(rule, str) else rule(trouble, match)
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
    qualifier, _, bare = name.rpartition(".")
    token = trouble.find(name) if qualifier else trouble.token or trouble.find(name)
    if token:
        trouble.span = (token.start, token.end)
    bare, qualifier = bare.strip('"'), qualifier.strip('"')
    if token and token.value.lower() == bare.lower():
        bare = token.value  # as she wrote it: PostgreSQL says it in small letters
    quoted = token is not None and trouble.statement.text[token.start] == '"'
    tables = trouble.used
    if not any(t.word == "FROM" for t in trouble.statement.tokens):
        holders = _holders(trouble.tables, bare)
        where = f"FROM {holders[0].called}" if holders else "FROM and the name of a table"
        return f"The query does not say where from. Add {where} after the columns."
    if qualifier and token is not None:
        trouble.span = (_qualified(trouble, token), token.end)
    if qualifier and _derived(trouble, qualifier):
        return f"{qualifier} is a query of its own. {INSIDE}"
    if not qualifier and bare.lower() in [c.lower() for t in tables for c in t.column_names]:
        last = [t for t in trouble.statement.tokens if t.kind in {"word", "name"} and t.value.lower() == bare.lower()][
            -1:
        ]
        if last and not trouble.postgres:
            trouble.span = (last[0].start, last[0].end)
        return f"Here the query reads from another query, in brackets or after WITH. {INSIDE}"
    if qualifier:
        named = [t for t in tables if t.name.lower() == qualifier.lower()]
        aliased = _alias(trouble, qualifier)
        if named and not aliased and bare.lower() in map(str.lower, named[0].column_names):
            short = next(
                (
                    t.value
                    for t in trouble.statement.tokens
                    if t.kind in {"word", "name"} and t.word != "AS" and _alias(trouble, t.value) == qualifier.lower()
                ),
                "",
            )
            if short:
                return f"{qualifier} has the short name {short} in this query, so it is written {short}.{bare}."
        tables = [t for t in trouble.tables if t.name.lower() == aliased] or named or tables
        if not aliased and not named:
            return (
                f'No table in this query is called "{qualifier}". '
                "Before the point stands a table's name, or the short name given to it in FROM or JOIN."
            )
    columns = [column for table in tables for column in table.column_names]
    near = nearest(bare, columns)
    if quoted and not near:
        return f"Text goes between single quotes: '{bare}'. Double quotes are for the names of columns and tables."
    at = trouble.statement.tokens.index(token) if token in trouble.statement.tokens else 0
    before = trouble.statement.tokens[at - 1].value if at and token else ""
    compared = before in syntax.COMPARES or before.upper() in {"LIKE", "IN", "("}
    keyword = difflib.get_close_matches(bare.upper(), [*syntax.CLAUSES, "NULL", "NOT"], 1, 0.8)
    if before.upper() == "LIMIT":
        return "After LIMIT stands a number in figures."
    said = ""
    if compared and bare in {"O", "o", "l"}:
        return f"If the number {'1' if bare == 'l' else '0'} is meant: this is the letter {bare}."
    if keyword and not nearest(bare, columns, 0.8):
        return f"Is {bare} meant to be {keyword[0]}?"
    if compared and before != "(" and not nearest(bare, columns, 0.8):
        # What stands after = is more likely a text without quotes than a column whose name looks a little alike.
        near = []
        said = f"If it is meant as text, it goes between single quotes: '{bare}'."
    elif near:
        said = f"Did you mean {one_of(near)}?"
    elif compared and not _holders(trouble.tables, bare):
        said = f"If it is meant as text, it goes between single quotes: '{bare}'."
    holders = [table for table in _holders(trouble.tables, bare) if table not in tables]
    if holders and not near:
        said = f"There is a column {bare} in {one_of([t.called for t in holders[:3]])}, which this query does not use."
    return "\n".join(filter(None, [said, *_listed(tables)]))


def _derived(trouble: Trouble, name: str) -> bool:
    """Whether a name stands for a query in brackets or after WITH."""
    values = [token.value.upper() for token in trouble.statement.tokens]
    for n, value in enumerate(values):
        if value == name.upper():
            before = values[n - 2] if n > 1 and values[n - 1] == "AS" else values[n - 1] if n else ""
            after = values[n + 1 : n + 3]
            if before == ")" or (after == ["AS", "("] and (before in {"WITH", "RECURSIVE", ","})):
                return True
    return False


def _qualified(trouble: Trouble, token: Token) -> int:
    """Where ``table.column`` begins, for the token of its column."""
    tokens = trouble.statement.tokens
    at = tokens.index(token)
    return tokens[at - 2].start if at > 1 and tokens[at - 1].value == "." else token.start


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


def nearest(name: str, names: list[str], least: float = 0.65) -> list[str]:
    """Up to three of the names that look most like ``name``; ``least`` (0 to 1) is how much alike they have to be."""
    small = {known.lower(): known for known in names}
    alike = {known: difflib.SequenceMatcher(None, known, name.lower()).ratio() for known in small}
    best = max([least, *alike.values()])
    close = sorted(
        (known for known, ratio in alike.items() if ratio >= max(least, best - 0.1)), key=lambda known: -alike[known]
    )
    parts = [known for known in small if len(name) > 3 and name.lower() in known]
    return [small[known] for known in dict.fromkeys([*close, *sorted(parts)])][:3]


def one_of(names: list[str]) -> str:
    """``a, b or c``."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _table(trouble: Trouble, match: re.Match[str]) -> str:
    name = match.group(1).strip('"').removeprefix("main.")
    token = trouble.token or trouble.find(name)
    if token and not trouble.span:
        trouble.span = (token.start, token.end)
    names = [table.called for table in trouble.tables]
    near = nearest(name, names)
    guess = f"Did you mean {one_of(near)}?\n" if near else ""
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
        named = re.search(r"aggregate(?: function)?:? (\w+)\(", trouble.message)
        token = trouble.find(named.group(1)) if named else None
        if token and not trouble.span:
            trouble.span = (token.start, token.end)
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


RULES: list[tuple[str, str | Callable[[Trouble, re.Match[str]], str]]] = [
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
        r"sub-select returns|row value misused|subquery must return only one column|subquery has too many columns",
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
