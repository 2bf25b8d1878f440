"""Says below a result that it may not be what was meant: a query that runs and answers another question."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

from firstquery.warehouse import connect, contrary, guard, meant, moments, numerals, spelt
from firstquery.warehouse.catalogue import Table, catalogue
from firstquery.warehouse.level import level, named, queries, sources
from firstquery.warehouse.lex import Token
from firstquery.warehouse.run import Clock

SECONDS = 0.3  # for the list of tables, and again for all columns together
MOST = 2  # notes below one result


@dataclass
class Doubted:
    """A query that ran."""

    statement: guard.Statement
    database: connect.Database
    clock: Clock = field(default_factory=lambda: Clock(SECONDS))

    @cached_property
    def tables(self) -> list[Table]:
        """What the database holds; read once, and only where a rule needs it."""
        found = catalogue(self.database, SECONDS)
        self.clock = Clock(SECONDS)  # a server far away takes its time to be reached, and the columns have theirs
        return found

    def used(self, tokens: list[Token]) -> list[Table]:
        """The tables that FROM and JOIN name, for the tokens of one level."""
        read = {source.table for source in sources(tokens)}
        return [table for table in self.tables if table.name.lower() in read]


def notes(statement: guard.Statement, database: connect.Database) -> list[str]:
    """At most two sentences; none at the grader, and none where they cannot be told in time."""
    if connect.at_grader() or database.engine not in {"sqlite", "postgresql"}:
        return []
    doubted = Doubted(statement, database)
    found: list[str] = []
    for rule in RULES:
        with suppress(Exception):  # a kindness after the answer: it must never take its place
            for sentence in rule(doubted):
                found += [sentence] if sentence not in found else []
                if len(found) == MOST:
                    return found
    return found


def comma(doubted: Doubted) -> Iterator[str]:
    """``SELECT name plan``: the second column is read as a heading for the first."""
    tokens = doubted.statement.tokens
    starts = {query: n for n, query in reversed(list(enumerate(queries(tokens))))}
    for start in starts.values():
        mine = level(tokens, start)
        for first, second, written in _side_by_side(mine):
            columns = {name.lower() for table in doubted.used(mine) for name in table.column_names}
            if second.value.lower() in columns and (first.value == ")" or first.value.lower() in columns):
                shown = f"{doubted.statement.text[written : first.end]} is shown under the heading {second.value}"
                yield f"As it stands, {shown}. Is a comma missing between them?"


def _side_by_side(mine: list[Token]) -> Iterator[tuple[Token, Token, int]]:
    """A column, or what a function gives, and a name right after it, in SELECT; where the first begins."""
    at = next((n for n, token in enumerate(mine) if token.word == "SELECT"), len(mine))
    opened: list[int] = []
    for n in range(at + 1, len(mine) - 1):
        token, after, before = mine[n], mine[n + 1], mine[n - 1]
        if token.word == "FROM" and not opened:
            return
        if token.kind == "symbol" and token.value in {"(", ")"}:
            bracket = opened.pop() if token.value == ")" and opened else n
            opened += [n] if token.value == "(" else []
            inside = {one.value.lower() for one in mine[bracket:n]}
            called = named(mine[bracket - 1]) and mine[bracket - 2].value.upper() in {"SELECT", "DISTINCT", ","}
            if token.value == "(" or not called or after.value.lower() in inside:
                continue
            begins = mine[bracket - 1].start
        elif named(token) and before.value.upper() in {"SELECT", "DISTINCT", ",", "."}:
            begins = mine[n - 2].start if before.value == "." else token.start
        else:
            continue
        ends = mine[n + 2].value.upper() if n + 2 < len(mine) else ""
        if not opened and named(after) and after.value.lower() != token.value.lower() and ends in {",", "FROM", ""}:
            yield token, after, begins


RULES: tuple[Callable[[Doubted], Iterator[str]], ...] = (
    comma,
    numerals.commas,
    meant.half_a_condition,
    meant.joined,
    meant.one_row,
    meant.quoted,
    spelt.other_dates,
    meant.unlike,
    moments.running,
    contrary.at_once,
    contrary.backwards,
    contrary.wildcards,
    contrary.tables,
    spelt.misspelt,
)
