"""Queries on the warehouse, or on a database of the learner's own: read-only, bounded, and told in sentences."""

from __future__ import annotations

import getpass
import re
import sys
import uuid
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from firstquery.sql import connect, guard
from firstquery.sql.catalogue import Table, catalogue
from firstquery.sql.connect import Database
from firstquery.sql.engines import run
from firstquery.sql.errors import DatabaseError, LimitReached, QueryStopped
from firstquery.sql.fetch import FetchedRows, Limits
from firstquery.sql.guard import Statement

if TYPE_CHECKING:
    from sqlalchemy import Engine

#: How a server says that it wants a password.
WANTED = r"no password supplied|password authentication failed|using password: NO|login failed"


class Result(pd.DataFrame):
    """The rows of a query and its ``sql_statement``. What is computed or copied from it is a plain DataFrame."""

    _metadata: ClassVar[list[str]] = ["sql_statement"]
    sql_statement: Statement

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame


def sql(text: str, *, own: bool = False) -> Result:
    """Runs one reading statement and returns its rows.

    ``own`` runs it on the database that ``own_database`` set. Raises QueryStopped, and nothing else, whatever the text.
    """
    database = connect.choose_database(own=own)
    if database is None:
        raise QueryStopped(connect.HOW_TO_OWN)
    statement = guard.read(text, database.engine)
    if statement is None:
        raise QueryStopped("There is no query in this text yet.")
    return ask(database, statement)


def ask(database: Database, statement: Statement, *, seconds: float | None = None) -> Result:
    """Runs a statement that the guard has read and returns its rows. Raises QueryStopped."""
    limits = Limits(seconds=database.seconds if seconds is None else seconds)
    try:
        return _table(run(database, statement, limits), statement)
    except BaseException as error:
        raise _explain_stop(database, statement, error, limits) from None


def _explain_stop(database: Database, statement: Statement, error: BaseException, limits: Limits) -> BaseException:
    """The sentences for whatever went wrong; an end of the process stays what it is."""
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


def _table(fetched: FetchedRows, statement: Statement) -> Result:
    """A DataFrame with a plain index 0, 1, 2, ... Two columns of one name both stay, as pandas.read_sql keeps them."""
    made = Result(dict(enumerate(map(_column, fetched.columns))), copy=False)
    made.columns = pd.Index(fetched.names, dtype="str" if fetched.names else None)
    made.sql_statement = statement
    return made


def _column(values: list[Any]) -> pd.Series:
    """The most ordinary column of these values: whole numbers stay whole, NULL stays NULL."""
    kinds = set(map(type, values))
    known, has_null = kinds - {type(None)}, type(None) in kinds
    if known == {int} and all(value is None or -(2**63) <= value < 2**63 for value in values):
        return pd.Series(values, dtype="Int64" if has_null else "int64")
    if known and known <= {int, float, Decimal} and known != {int}:
        return pd.Series([None if value is None else float(value) for value in values], dtype="float64")
    if known == {bool}:
        return pd.Series(values, dtype="boolean" if has_null else "bool")
    if known in ({str}, {uuid.UUID}):
        return pd.Series([None if value is None else str(value) for value in values], dtype="str")
    return pd.Series(values) if known == {datetime} else pd.Series(values, dtype="object")


def known_tables(database: Database) -> list[Table]:
    """The tables of a database. Raises QueryStopped."""
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
    return create_engine(f"sqlite:///{path.resolve().as_uri()}?mode=ro&uri=true")


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
    """Whether the server refuses for want of a password. Any other fault is told when the tables are read."""
    with suppress(Exception):
        try:
            catalogue(found)
        except DatabaseError as error:
            return re.search(WANTED, error.message, re.IGNORECASE) is not None
    return False
