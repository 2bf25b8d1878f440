"""Queries on the warehouse, or on a database of the learner's own: read-only, bounded, and told in sentences."""

from __future__ import annotations

import getpass
import re
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from firstquery.sql import connect, guard
from firstquery.sql.catalogue import catalogue
from firstquery.sql.connect import Database
from firstquery.sql.errors import DatabaseError, LimitReached, QueryStopped
from firstquery.sql.fetch import Params
from firstquery.sql.run import Result, ask
from firstquery.sql.table import Table

#: How a server says that it wants a password.
WANTED = r"no password supplied|password authentication failed|using password: NO|login failed"


def sql(text: str, params: Params = None, *, own: bool = False) -> Result:
    """Runs one reading statement and returns its rows.

    ``params`` gives values for ``:name`` in the text (a dictionary) or for each ``?`` (a list). ``own`` runs it on the
    database that ``own_database`` set. Raises QueryStopped, and nothing else, whatever the text.
    """
    database = connect.chosen(own=own)
    if database is None:
        raise QueryStopped(connect.HOW_TO_OWN)
    statement = guard.read(text, database.engine)
    if statement is None:
        raise QueryStopped("There is no query in this text yet.")
    return ask(database, statement, params)


def statement_of(frame: object) -> str | None:
    """The SQL of a table, where it is the very object that ``sql`` or ``%%sql`` returned; else None."""
    return frame.sql_statement.text.strip() if isinstance(frame, Result) else None


def known_tables(database: Database) -> list[Table]:
    """The tables of a database. Raises QueryStopped."""
    try:
        return catalogue(database)
    except QueryStopped:
        raise
    except LimitReached:
        raise QueryStopped(f"It takes too long to list the tables of {database.shown}.") from None
    except KeyboardInterrupt:
        raise QueryStopped("You stopped this before it ended.") from None
    except Exception as error:
        raise QueryStopped(database.without_secrets(connect.explain_opening(database, str(error)))) from None


def own_database(url: object = None, *, seconds: float = 10.0) -> None:
    """Sets the database that ``--own`` cells read in this kernel, and says what it found there.

    ``url`` is a SQLAlchemy address (``postgresql://user@host/database``) or the path of a SQLite file; a password that
    the server wants and the address leaves out is asked for in a box, and stays in this kernel's memory alone.
    ``seconds`` is how long one query may run. Nothing, ``...`` or an empty text changes nothing and says how to set
    one. Raises QueryStopped where the database cannot be opened.
    """
    if url is None or url is ... or not str(url).strip():
        print(connect.HOW_TO_OWN)
        return
    if not isinstance(url, (str, Path)):
        raise QueryStopped("own_database() takes an address in quotes, or the path of a SQLite file.")
    if connect.at_grader():
        print("A database of your own is not read while answers are graded.")
        return
    found = _with_password(replace(connect.database(url, "own_database()"), seconds=max(0.1, float(seconds))))
    count = len(known_tables(found))
    connect.remember(found)
    print(f"Connected, for reading only, to {found.shown}: {count:,} {'table' if count == 1 else 'tables'}.")


def _with_password(found: Database) -> Database:
    """The database, with the password that its server wants and its address leaves out; as it is where none is had."""
    if found.url.password or not found.url.host or not _somebody_is_there() or not _wants_password(found):
        return found
    try:
        # By its module: the kernel puts a function of its own there, whose box the front end shows.
        password = getpass.getpass(f"Password for {found.shown}: ")
    except KeyboardInterrupt:
        raise QueryStopped("You stopped this before it ended.") from None
    except (EOFError, RuntimeError):  # a kernel without a front end that could ask
        return found
    return replace(found, url=found.url.set(password=password)) if password else found


def _somebody_is_there() -> bool:
    from IPython.core.getipython import get_ipython

    return get_ipython() is not None or (sys.stdin is not None and sys.stdin.isatty())


def _wants_password(found: Database) -> bool:
    """Whether the server refuses for want of a password. Any other fault is told when the tables are read."""
    with suppress(Exception):
        try:
            catalogue(found)
        except DatabaseError as error:
            return re.search(WANTED, error.message, re.IGNORECASE) is not None
    return False
