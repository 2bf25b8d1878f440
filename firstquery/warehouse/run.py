"""Runs one reading statement on a database and fetches its rows within bounds."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from firstquery.warehouse.connect import Database
from firstquery.warehouse.guard import Statement
from firstquery.warehouse.stopped import QueryStopped

Params = Mapping[str, Any] | Sequence[Any] | None


@dataclass(frozen=True)
class Limits:
    """How much one query may take: ``seconds``, ``rows`` fetched, ``size`` in bytes (about) of what is fetched."""

    seconds: float = 10.0
    rows: int = 100_000
    size: int = 200_000_000


class Limit(Exception):
    """A bound was reached. ``what`` is seconds, rows, size or stopped (by the person at the keyboard)."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Said(Exception):
    """What the database said instead of an answer. ``span``: where in the statement's text, if that is known."""

    def __init__(self, message: str, span: tuple[int, int] | None = None, *, opening: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.span = span
        self.opening = opening


@dataclass
class Fetched:
    """What came back: one list of values a column."""

    names: list[str]
    columns: list[list[Any]] = field(default_factory=list)


class Clock:
    """Counts down the seconds of one query."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    @property
    def over(self) -> bool:
        return time.monotonic() > self.end


def collect(names: list[str], more: Callable[[int], Sequence[Any]], limits: Limits, clock: Clock) -> Fetched:
    """Fetches by ``more(n)`` until nothing is left. Raises Limit before memory grows beyond the bounds."""
    got = Fetched(names, [[] for _ in names])
    rows, size, batch = 0, 0, 64
    while part := more(batch):
        rows += len(part)
        if rows > limits.rows:
            raise Limit("rows")
        before = size
        for values, column in zip(zip(*part, strict=True), got.columns, strict=True):
            size += 32 * len(values) + _length(values)
            column.extend(values)
        if size > limits.size:
            raise Limit("size")
        if clock.over:
            raise Limit("seconds")
        # Larger steps while rows are small; wide ones come in small steps, so that one step stays small in memory too.
        batch = min(batch * 2, 2_000) if size - before < 1_000_000 else max(8, batch // 4)
    return got


def _length(values: Sequence[Any]) -> int:
    kinds = set(map(type, values))
    if kinds <= {int, float, type(None), bool}:
        return 0
    if kinds == {str}:
        return sum(map(len, values))
    return sum(len(value) for value in values if isinstance(value, (str, bytes, list, dict)))


def bound(statement: Statement, params: Params, mark: Callable[[str], str]) -> tuple[str, dict[str, Any] | None]:
    """The text with ``mark(name)`` in place of each ``:name`` or ``?``, and the values by name.

    Without ``params`` the text is the learner's, letter for letter. Raises QueryStopped where a value is missing.
    """
    if params is None or (isinstance(params, Sequence) and not params):
        return statement.text, None
    if isinstance(params, str) or not isinstance(params, (Mapping, Sequence)):
        raise QueryStopped("The values for a query come as a dictionary {'name': value}, or as a list for each ?.")
    named = isinstance(params, Mapping)
    values = {str(k): v for k, v in params.items()} if isinstance(params, Mapping) else dict(_numbered(params))
    out, at, count = [], 0, 0
    found = statement.tokens
    for n, token in enumerate(found):
        after = found[n + 1] if n + 1 < len(found) else None
        if named and token.value == ":" and after and after.kind == "word" and after.start == token.end:
            name, end = after.value, after.end
        elif not named and token.kind == "symbol" and token.value == "?":
            name, end, count = f"p{count}", token.end, count + 1
        else:
            continue
        if name not in values:
            raise QueryStopped(f"There is no value for {f':{name}' if named else 'every ?'} in the values given.")
        out += [statement.text[at : token.start].replace("%", "%%"), mark(name)]
        at = end
    return "".join([*out, statement.text[at:].replace("%", "%%")]), values


def _numbered(params: Sequence[Any]) -> list[tuple[str, Any]]:
    return [(f"p{n}", value) for n, value in enumerate(params)]


def run(database: Database, statement: Statement, params: Params, limits: Limits) -> Fetched:
    """Runs it on whichever engine. Raises Limit, Said or QueryStopped."""
    if database.engine == "sqlite":
        from firstquery.warehouse import sqlite

        return sqlite.run(database, statement, params, limits)
    if database.engine == "postgresql":
        from firstquery.warehouse import postgres

        return postgres.run(database, statement, params, limits)
    from firstquery.warehouse import other

    return other.run(database, statement, params, limits)
