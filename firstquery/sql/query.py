"""Queries on the warehouse, or on a database of the learner's own: read-only, bounded, and told in sentences."""

from __future__ import annotations

import getpass
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from firstquery.core.files import read_only_address
from firstquery.core.table import Ordinary, PlainTable, has_pandas, ordinary
from firstquery.sql import connect, guard
from firstquery.sql.catalogue import Table, catalogue
from firstquery.sql.connect import Database
from firstquery.sql.display import as_listed, bundle
from firstquery.sql.engines import run
from firstquery.sql.errors import DatabaseError, LimitReached, QueryStopped
from firstquery.sql.fetch import FetchedRows, Limits
from firstquery.sql.guard import Statement

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from firstquery.sql.frame import Listing, Result

#: How a server says that it wants a password.
WANTED = r"no password supplied|password authentication failed|using password: NO|login failed"


class PlainResult(PlainTable):
    """The rows of a query and its ``sql_statement``, without pandas."""

    def __init__(self, fetched: FetchedRows, statement: Statement) -> None:
        super().__init__(fetched.names, [ordinary(column) for column in fetched.columns])
        self.sql_statement = statement

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return bundle(self)

    def __repr__(self) -> str:
        return str(self._repr_mimebundle_()["text/plain"])


class PlainListing(PlainTable):
    """A table that shows all of its rows with their whole text, without pandas."""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return as_listed(self)

    def __repr__(self) -> str:
        return str(self._repr_mimebundle_()["text/plain"])


def sql(text: str, *, own: bool = False) -> Result:
    """Run one reading statement and return its rows, as a DataFrame where pandas is here.

    ``own`` runs it on the database that ``own_database`` set. Raises QueryStopped, and nothing else, whatever the text.
    """
    database = connect.choose_database(own=own)
    if database is None:
        raise QueryStopped(connect.HOW_TO_OWN)
    statement = guard.read(text, database.engine)
    if statement is None:
        raise QueryStopped("There is no query in this text yet.")
    return ask(database, statement)


def ping() -> None:
    """Ask the data that `sql` reads for a one, and make no table of it. Raises QueryStopped where they do not open."""
    database = connect.choose_database()
    assert database  # there is always the course's own
    statement = guard.read("SELECT 1 AS ready", database.engine)
    assert statement
    fetch(database, statement)


def ask(database: Database, statement: Statement, *, seconds: float | None = None) -> Result:
    """Run a statement that the guard has read and return its rows as a table. Raises QueryStopped."""
    fetched = fetch(database, statement, seconds=seconds)
    try:
        return result(fetched, statement)
    except BaseException as error:
        raise _explain_stop(database, statement, error, Limits()) from None


def fetch(database: Database, statement: Statement, *, seconds: float | None = None) -> FetchedRows:
    """Run a statement that the guard has read and return its rows column by column. Raises QueryStopped."""
    limits = Limits(seconds=database.seconds if seconds is None else seconds)
    try:
        return run(database, statement, limits)
    except BaseException as error:
        raise _explain_stop(database, statement, error, limits) from None


def _explain_stop(database: Database, statement: Statement, error: BaseException, limits: Limits) -> BaseException:
    """Return the sentences for whatever went wrong; an end of the process stays what it is."""
    from firstquery.sql import explain

    if isinstance(error, QueryStopped):
        said = error.sentence
    elif isinstance(error, (LimitReached, MemoryError, KeyboardInterrupt)):
        what = {MemoryError: "size", KeyboardInterrupt: "stopped"}.get(type(error), getattr(error, "what", "stopped"))
        said = explain.explain_limit(database, statement, what, limits)
    elif isinstance(error, DatabaseError):
        said = explain.explain(database, statement, error)
    elif isinstance(error, Exception):  # a driver's surprise: its words without a traceback
        said = f"The database stopped this query: {error}"
    else:
        return error
    return QueryStopped(database.without_secrets(said))


def result(fetched: FetchedRows, statement: Statement) -> Result:
    """Return the rows of a query as a table: a `PlainResult` where there is no pandas, which does less."""
    if not has_pandas():
        return cast("Result", PlainResult(fetched, statement))
    from firstquery.sql import frame

    return frame.result(fetched.names, fetched.columns, statement)


def listing(columns: Mapping[str, tuple[str, list[Any]]]) -> Listing:
    """Return the columns, each given by its type in pandas and its values, as one table that is shown whole."""
    if not has_pandas():
        plain = PlainListing(list(columns), [Ordinary(dtype, values) for dtype, values in columns.values()])
        return cast("Listing", plain)
    from firstquery.sql import frame

    return frame.listing(columns)


def statement_of(table: object) -> Statement | None:
    """Return the statement of the very table that a query gave; None for every other object."""
    found = getattr(table, "__dict__", {}).get("sql_statement")
    return found if isinstance(found, Statement) else None


def known_tables(database: Database) -> list[Table]:
    """Return the tables of a database. Raises QueryStopped."""
    try:
        return catalogue(database)
    except QueryStopped:
        raise
    except LimitReached:
        raise QueryStopped(f"It takes too long to list the tables of {database.label}.") from None
    except KeyboardInterrupt:
        raise QueryStopped("You stopped this before it ended.") from None
    except Exception as error:
        raise QueryStopped(database.without_secrets(connect.explain_opening(database, str(error)))) from None


def engine() -> Engine:
    """SQLAlchemy's engine of the data that `sql` asks, for reading only. Raises QueryStopped."""
    from sqlalchemy import create_engine

    from firstquery.sql import alchemy

    database = connect.choose_database()
    assert database  # there is always the course's own
    if not (path := database.path):
        return alchemy.engine(database)
    return create_engine(f"sqlite:///{read_only_address(path.resolve())}&uri=true")


def own_database(url: object = None, *, seconds: float = 10.0) -> None:
    """Set the database that ``--own`` cells read in this kernel, and say what it found there.

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
    found = _with_password(connect.database(url, "own_database()", max(0.1, float(seconds))))
    count = len(known_tables(found))
    connect.remember(found)
    print(f"Connected, for reading only, to {found.label}: {count:,} {'table' if count == 1 else 'tables'}.")


def _with_password(found: Database) -> Database:
    """The database, with the password that its server wants and its address leaves out; as it is where none is had."""
    if found.url.password or not found.url.hostname or not _somebody_is_there() or not _wants_password(found):
        return found
    try:
        # By its module: the kernel puts a function of its own there, whose box the front end shows.
        password = getpass.getpass(f"Password for {found.label}: ")
    except KeyboardInterrupt:
        raise QueryStopped("You stopped this before it ended.") from None
    except (EOFError, RuntimeError):  # a kernel without a front end that could ask
        return found
    return replace(found, address=found.with_password(password)) if password else found


def _somebody_is_there() -> bool:
    from IPython.core.getipython import get_ipython

    return get_ipython() is not None or (sys.stdin is not None and sys.stdin.isatty())


def _wants_password(found: Database) -> bool:
    """Return whether the server refuses for want of a password. Any other fault is told when the tables are read."""
    with suppress(Exception):
        try:
            catalogue(found)
        except DatabaseError as error:
            return re.search(WANTED, error.message, re.IGNORECASE) is not None
    return False
