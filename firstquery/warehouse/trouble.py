"""A statement that failed, what the database said, and what the database holds."""

from __future__ import annotations

import difflib
import re
from contextlib import suppress

from firstquery.warehouse.catalogue import Table, catalogue
from firstquery.warehouse.connect import Database
from firstquery.warehouse.guard import Statement
from firstquery.warehouse.level import Source, level, named, queries, sources
from firstquery.warehouse.lex import Token
from firstquery.warehouse.run import Said
from firstquery.warehouse.slip import Slip

NUMBERS = re.compile(r"(BIG|SMALL|TINY|MEDIUM)?INT|(BIG|SMALL)?SERIAL|NUMERIC|DECIMAL|REAL|FLOAT|DOUBLE", re.IGNORECASE)
TEXTS = re.compile(r"N?VARCHAR|N?CHAR|TEXT|STRING|CLOB", re.IGNORECASE)


class Trouble:
    """A failed statement; ``span`` is the place that will be shown."""

    def __init__(self, database: Database, statement: Statement, said: Said) -> None:
        self.statement = statement
        self.tokens = statement.tokens
        self.message = said.message
        self.span = said.span
        self.postgres = database.engine == "postgresql"
        self.tables: list[Table] = []
        with suppress(Exception):  # a hint is a kindness: without the list of tables it is a shorter one
            self.tables = catalogue(database)

    def find(self, name: str) -> Token | None:
        """The first token of that name; of ``a.b`` the part after the point, of ``b`` alone one without a point."""
        parts = [part.strip('"`[]') for part in name.lower().split(".")]
        others: list[Token] = []
        for n, token in enumerate(self.tokens):
            if token.kind in {"word", "name"} and token.value.lower() == parts[-1]:
                point = n > 1 and self.tokens[n - 1].value == "."
                if point and len(parts) > 1 and self.tokens[n - 2].value.lower() == parts[-2]:
                    return token
                given = n > 0 and self.tokens[n - 1].word == "AS"
                called = self.tokens[n + 1 : n + 2] != [] and self.tokens[n + 1].value == "("
                if len(parts) == 1 and not point and not given and not called:
                    return token
                if len(parts) == 1:
                    others.append(token)
        return others[0] if others else None

    def point(self, token: Token | None) -> None:
        """Shows a token, where the database itself named no place."""
        if token is not None and self.span is None:
            self.span = token.span

    def uses(self, *words: str) -> bool:
        """Whether the statement has one of these words of SQL."""
        return any(token.word in words for token in self.tokens)

    @property
    def used(self) -> list[Table]:
        """The tables that the statement reads."""
        read = {source.table for source in self.sources(None)}
        return [table for table in self.tables if table.name.lower() in read]

    @property
    def token(self) -> Token | None:
        """The token at the place."""
        if self.span is None:
            return None
        return next((t for t in self.tokens if t.start <= self.span[0] < t.end), None)

    def number(self, token: Token | None) -> int:
        """Which token it is; the number of tokens where it is none of them."""
        return self.tokens.index(token) if token in self.tokens else len(self.tokens)

    def before(self, token: Token | None, steps: int = 1) -> Token:
        """The token so many steps before; of ``a.b`` what stands before the a."""
        at = self.number(token)
        if token is not None and 2 <= at < len(self.tokens) and self.tokens[at - 1].value == ".":
            at -= 2
        return self.tokens[at - steps] if 0 <= at - steps < len(self.tokens) else Token("symbol", "", 0, 0)

    def sources(self, token: Token | None) -> list[Source]:
        """What FROM and JOIN name in the query that the token stands in; of all queries where it is unknown."""
        if token is not None:
            return sources(level(self.tokens, self.number(token)))
        starts = {query: n for n, query in reversed(list(enumerate(queries(self.tokens))))}
        return [source for n in starts.values() for source in sources(level(self.tokens, n))]

    def holders(self, column: str) -> list[Table]:
        """The tables that have a column of that name."""
        return holders(self.tables, column)

    def kind(self, token: Token | None) -> str:
        """The declared type of the column that a token names; empty where it is no column of this query."""
        kinds = {
            kind
            for table in self.used
            for name, kind, _ in table.columns
            if token is not None and named(token) and name.lower() == token.value.lower()
        }
        return kinds.pop() if len(kinds) == 1 else ""

    def slip(self) -> Slip:
        """The place with what stands around it; the place is the end where the database named none."""
        at = self.number(self.token)
        columns = {column.lower() for table in self.tables for column in table.column_names}
        return Slip(self.tokens, at, columns, {table.name.lower() for table in self.tables}, self.statement.text)


def holders(tables: list[Table], column: str) -> list[Table]:
    """Those of the tables that have a column of that name."""
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
