"""One door to all engines, and SQLite's own wall.

A file is opened read-only, and an authorizer lets reading through and nothing else. The other engines' walls are in
modules of their own, which wait until such a database is asked.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from firstquery.core import course
from firstquery.core.files import read_only_address
from firstquery.sql.connect import Database
from firstquery.sql.errors import DatabaseError, LimitReached, QueryStopped
from firstquery.sql.fetch import Clock, FetchedRows, Limits, collect
from firstquery.sql.guard import Statement

STEPS = 10_000  # between two looks at the clock: well under a millisecond of SQLite's work
LONGEST_VALUE = 20_000_000  # bytes: one value cannot fill the memory before the bounds on rows are looked at
READS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE}
_attached: list[Callable[[], Path]] = []  # what a room keeps for the learner, such as her calls of a vendor
PRAGMAS = {"table_xinfo", "data_version"}  # of our list of tables, and of what full-text tables ask on their own


def run(database: Database, statement: Statement, limits: Limits) -> FetchedRows:
    """Return what the database answers, whichever its engine. Raises LimitReached, DatabaseError or QueryStopped."""
    if database.engine == "sqlite":
        return _run_sqlite(database, statement, limits)
    if database.engine == "postgresql":
        from firstquery.sql import postgres  # a query of a file waits for no driver

        return postgres.run(database, statement, limits)
    from firstquery.sql import alchemy

    return alchemy.run(database, statement, limits)


def _allows(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    if action in READS:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION:
        return sqlite3.SQLITE_DENY if (second or "").lower() == "load_extension" else sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_UPDATE and first == "sqlite_master":
        # SQLite 3.39, as browsers have it, asks this to read a table-valued function. No statement can do it: the
        # catalogue cannot be written without PRAGMA writable_schema.
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and (first or "").lower() in PRAGMAS:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _file(database: Database) -> Path:
    path = database.path
    if path is None:
        raise QueryStopped(f"{database.origin} names a SQLite database without a file, so there is nothing to read.")
    if path.is_dir():
        raise QueryStopped(f"{path} is a folder. {database.origin} has to name the database file inside it.")
    if not path.exists():
        out = (
            f"Run: {course.opening()} {'warehouse build' if course.is_beside() else 'doctor'}"
            if database.origin == "the course"
            else f"The path is the one in {database.origin}: look for a slip in the spelling, or give the whole path."
        )
        raise QueryStopped(f"There is no database at {path}.\n{out}")
    return path.absolute()


@contextmanager
def open_readonly(database: Database) -> Iterator[sqlite3.Connection]:
    """Yield a connection that can only read.

    Raises QueryStopped where there is no file, sqlite3.Error where it is none.
    """
    path = _file(database)
    # A database in write-ahead mode in a folder that cannot be written to opens only as one that nobody changes.
    still = not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists()
    address = read_only_address(path) + ("&immutable=1" if still else "")
    connection = sqlite3.connect(address, uri=True, timeout=2.0, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
        _attach_tables(connection, database)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        if hasattr(connection, "setconfig"):  # from Python 3.12 on
            connection.setconfig(1010, True)  # SQLITE_DBCONFIG_DEFENSIVE
        connection.set_authorizer(_allows)
        yield connection
    finally:
        connection.close()


def attach(path: Callable[[], Path]) -> None:
    """Have every query of the course's data see the SQLite file that ``path`` gives as well, once it is there."""
    if path not in _attached:
        _attached.append(path)


def _attach_tables(connection: sqlite3.Connection, database: Database) -> None:
    if database.origin not in ("the course", "FIRSTQUERY_WAREHOUSE"):
        return
    for number, file in enumerate(path() for path in _attached):
        if file.is_file():
            with suppress(sqlite3.Error):  # a damaged one must not keep her from the course's tables
                connection.execute(f"ATTACH ? AS own{number or ''}", [read_only_address(file)])


def _bracket_names(statement: Statement) -> Statement:
    """The statement with [West] for "West": in double quotes, SQLite takes a name that it does not know for a text."""
    text = statement.text
    for token in statement.tokens:
        if token.kind == "name" and text[token.start] == '"' and not re.search(r'[]"]', token.value):
            text = f"{text[: token.start]}[{token.value}]{text[token.end :]}"
    return replace(statement, text=text)


def _run_sqlite(database: Database, statement: Statement, limits: Limits) -> FetchedRows:
    statement = _bracket_names(statement)
    try:
        with open_readonly(database) as connection:
            try:
                return _execute(connection, statement, limits)
            except sqlite3.OperationalError as error:
                if "decode to UTF-8" not in str(error):
                    raise DatabaseError(str(error), _span(connection, statement, str(error))) from None
                # An old export: letters that are no UTF-8 show as replacement signs rather than stop the query.
                connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
                return _execute(connection, statement, limits)
    except (sqlite3.Error, OverflowError, ValueError) as error:
        raise DatabaseError(str(error)) from None


def _execute(connection: sqlite3.Connection, statement: Statement, limits: Limits) -> FetchedRows:
    clock = Clock(limits.seconds)
    connection.set_progress_handler(lambda: clock.remaining < 0, STEPS)
    cursor = connection.cursor()
    try:
        cursor.execute(statement.text)
        names = [column[0] for column in cursor.description or ()]
        return collect(names, cursor.fetchmany, limits, clock)
    except sqlite3.OperationalError as error:
        if str(error) != "interrupted":
            raise
        # Ctrl-C inside the progress handler reaches us as an interruption before the time was up.
        raise LimitReached("seconds" if clock.remaining < 0 else "stopped") from None
    finally:
        with suppress(sqlite3.Error):
            cursor.close()
        connection.set_progress_handler(None, 0)


def _span(connection: sqlite3.Connection, statement: Statement, message: str) -> tuple[int, int] | None:
    """Return where a syntax error is: the first place at which the text up to there gives the same message."""
    match = re.match(r'near "(.*)": syntax error|unrecognized token: "(.*)"', message, re.DOTALL)
    if match is None:
        return None
    word = match.group(1) or match.group(2)
    starts = [found.start() for found in re.finditer(re.escape(word), statement.text)]
    for start in starts[:50]:
        try:
            connection.execute(f"EXPLAIN {statement.text[: start + len(word)]}")
        except sqlite3.Error as error:
            if str(error) == message:
                return start, start + len(word)
    return (starts[0], starts[0] + len(word)) if len(starts) == 1 else None
