"""What every engine does alike: rows are fetched within bounds, and values take the places of their marks."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from firstquery.sql.errors import LimitReached, QueryStopped
from firstquery.sql.guard import Statement

Params = Mapping[str, Any] | Sequence[Any] | None


@dataclass(frozen=True)
class Limits:
    """How much one query may take: ``seconds``, ``rows`` fetched, ``size`` in bytes (about) of what is fetched."""

    seconds: float = 10.0
    rows: int = 100_000
    size: int = 200_000_000


@dataclass
class Fetched:
    """What came back: one list of values a column."""

    names: list[str]
    columns: list[list[Any]]


class Clock:
    """Counts down the seconds of one query."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        return self.end - time.monotonic()


def collect(names: list[str], more: Callable[[int], Sequence[Any]], limits: Limits, clock: Clock) -> Fetched:
    """Fetches by ``more(n)`` until nothing is left. Raises LimitReached before memory grows beyond the bounds."""
    got = Fetched(names, [[] for _ in names])
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
        if clock.left < 0:
            raise LimitReached("seconds")
        # Larger steps while rows are small; wide ones come in small steps, so that one step stays small in memory too.
        batch = min(batch * 2, 2_000) if size - before < 1_000_000 else max(8, batch // 4)
    return got


def bind(statement: Statement, params: Params, mark: Callable[[str], str]) -> tuple[str, dict[str, Any] | None]:
    """The text with ``mark(name)`` in place of each ``:name`` or ``?``, and the values by name.

    Without ``params`` the text is the learner's, letter for letter; with them each ``%`` is doubled. Raises
    QueryStopped where a value is missing.
    """
    if params is None or (isinstance(params, Sequence) and not params):
        return statement.text, None
    if isinstance(params, str) or not isinstance(params, (Mapping, Sequence)):
        raise QueryStopped("The values for a query come as a dictionary {'name': value}, or as a list for each ?.")
    named = isinstance(params, Mapping)
    values = {str(name): value for name, value in params.items()} if isinstance(params, Mapping) else {}
    values = values if named else {f"p{n}": value for n, value in enumerate(params)}
    out, at, count = [], 0, 0
    for token, after in zip(statement.tokens, [*statement.tokens[1:], None], strict=True):
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
