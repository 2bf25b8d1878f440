"""SQLite as evidence has it: it reads, changes no setting, and gives the same each time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

#: How an error begins or ends that comes of chance, or of the time of today.
UNSTABLE = ("not authorized to use function", "user-defined function raised exception")
_CHANCE = {"random", "randomblob", "current_date", "current_time", "current_timestamp"}
_DATES = ("date", "time", "datetime", "julianday", "unixepoch", "strftime", "timediff")
_PRESENT = {"now", "subsec", "subsecond"}  # as the day that is asked for
_connect = sqlite3.connect


def connect(*given: Any, **named: Any) -> sqlite3.Connection:
    """Return a connection to SQLite that sets, attaches and draws nothing, whoever runs a query on it.

    A limit of SQLite's is one of the whole process. desk itself sets ``query_only``. What it is today no query learns.
    """
    connection: sqlite3.Connection = _connect(*given, **named)
    for name in _DATES:
        connection.create_function(name, -1, _date_function(name), deterministic=True)
    connection.set_authorizer(_authorize)
    return connection


def _date_function(name: str) -> Callable[..., Any]:
    """Return SQLite's own function of days and hours, but for the present: an authorizer sees no arguments."""
    plain = _connect(":memory:", check_same_thread=False)
    at = 1 if name == "strftime" else 0

    def call(*given: Any) -> Any:
        words = [str(one).strip().casefold() for one in given]
        if len(words) <= at or words[at] in _PRESENT or "now" in words:
            raise ValueError(UNSTABLE)
        return plain.execute(f"SELECT {name}({', '.join('?' * len(given))})", given).fetchone()[0]

    return call


def _authorize(action: int, name: str | None, value: str | None, *_: object) -> int:
    if action == sqlite3.SQLITE_FUNCTION and str(value).casefold() in _CHANCE:
        return sqlite3.SQLITE_DENY
    is_set = action == sqlite3.SQLITE_PRAGMA and (name, value) != ("query_only", "ON")
    return sqlite3.SQLITE_DENY if is_set or action == sqlite3.SQLITE_ATTACH else sqlite3.SQLITE_OK
