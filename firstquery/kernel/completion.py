"""Completion in a notebook's cells: SQL from the database that a query goes to, and nothing in what is prose."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from IPython.core.completer import Completion, provisionalcompleter

from firstquery.core import first_line, rooms
from firstquery.learner.session import current_week
from firstquery.sql.catalogue import Table, catalogue
from firstquery.sql.completion import complete
from firstquery.sql.connect import Database, choose_database
from firstquery.sql.errors import DatabaseError, LimitReached, QueryStopped

FRESH = 60.0  # seconds for which a list of tables stands: who makes a table of her own sees it soon
PATIENCE = 1.0  # seconds that a database may take to list its tables
_read: dict[Database, tuple[float, list[Table]]] = {}


def install(ip: Any) -> None:
    """Puts ours before IPython's own completions, once a kernel."""
    others = ip.Completer.completions
    if getattr(others, "of_first_query", False):
        return

    def completions(text: str, offset: int) -> Iterator[Completion]:
        ours = completion(text, offset)
        if ours is None:
            yield from others(text, offset)
            return
        with provisionalcompleter():
            yield from [Completion(ours[0], offset, one, type="") for one in ours[1]]

    completions.of_first_query = True  # type: ignore[attr-defined]
    ip.Completer.completions = completions
    ip.Completer.use_jedi = False  # it takes seconds at its first word; what a kernel holds is known without it


def completion(text: str, offset: int) -> tuple[int, list[str]] | None:
    """Where the word before ``offset`` begins, and what it may become; None: that is IPython's to say.

    Both are offsets in the cell, in characters.
    """
    lines = text.splitlines(keepends=True)
    at = first_line.place(lines)
    magic, rest = first_line.read(lines[at]) if at is not None else ("", "")
    if at is None or not magic:
        week = current_week()
        uses = week.uses if week else frozenset()
        offered = (complete(text, offset) for complete in rooms.used("completions", uses))
        return next(filter(None, offered), None)
    below = sum(map(len, lines[: at + 1]))
    if magic != "sql" or offset < below:
        return offset, []
    database, tables = tables_of(own="--own" in rest.split())
    if database is None:
        return offset, []
    start, found = complete(text[below:], offset - below, tables, database.engine)
    return start + below, found


def tables_of(*, own: bool) -> tuple[Database | None, list[Table]]:
    """The database of a query, and its tables as they were at most a minute ago; none where it does not answer."""
    try:
        database = choose_database(own=own)
    except QueryStopped:
        return None, []
    if database is None:
        return None, []
    read, tables = _read.get(database, (-FRESH, []))
    if time.monotonic() - read >= FRESH:
        try:
            tables = catalogue(database, PATIENCE)
        except (QueryStopped, DatabaseError, LimitReached):
            tables = []
        _read[database] = time.monotonic(), tables
    return database, tables
