"""Runs one reading statement on a database and fetches its rows within bounds."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from firstquery.warehouse.connect import Database
from firstquery.warehouse.guard import Statement

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


def run(database: Database, statement: Statement, params: Params, limits: Limits) -> Fetched:
    """Runs it on whichever engine. Raises Limit, QueryStopped, or the driver's own exception."""
    if database.engine == "sqlite":
        from firstquery.warehouse import sqlite

        return sqlite.run(database, statement, params, limits)
    if database.engine == "postgresql":
        from firstquery.warehouse import postgres

        return postgres.run(database, statement, params, limits)
    from firstquery.warehouse import other

    return other.run(database, statement, params, limits)
