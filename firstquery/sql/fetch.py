"""What every engine does alike: rows are fetched within bounds."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from firstquery.sql.errors import LimitReached


@dataclass(frozen=True)
class Limits:
    """How much one query may take: ``seconds``, ``rows`` fetched, ``size`` in bytes (about) of what is fetched."""

    seconds: float = 10.0
    rows: int = 100_000
    size: int = 200_000_000


@dataclass
class FetchedRows:
    """What came back: one list of values a column."""

    names: list[str]
    columns: list[list[Any]]


class Clock:
    """Counts down the seconds of one query."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    @property
    def remaining(self) -> float:
        return self.end - time.monotonic()


def collect(names: list[str], more: Callable[[int], Sequence[Any]], limits: Limits, clock: Clock) -> FetchedRows:
    """Fetches by ``more(n)`` until nothing is left. Raises LimitReached before memory grows beyond the bounds."""
    got = FetchedRows(names, [[] for _ in names])
    rows, size, batch = 0, 0, 64
    while part := more(batch):
        rows += len(part)
        if rows > limits.rows:
            raise LimitReached("rows")
        before = size
        for values, column in zip(zip(*part, strict=True), got.columns, strict=True):
            size += 32 * len(values) + sum(len(v) for v in values if isinstance(v, (str, bytes, list, dict)))
            column.extend(values)
        if size > limits.size:
            raise LimitReached("size")
        if clock.remaining < 0:
            raise LimitReached("seconds")
        # Larger steps while rows are small; wide ones come in small steps, so that one step stays small in memory too.
        batch = min(batch * 2, 2_000) if size - before < 1_000_000 else max(8, batch // 4)
    return got
