"""Any other engine that SQLAlchemy knows: read-only as far as the engine can be told, and never committed."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache

from sqlalchemy import Engine, create_engine, inspect
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from firstquery.sql.connect import Database
from firstquery.sql.errors import DatabaseError, QueryStopped
from firstquery.sql.fetch import Clock, FetchedRows, Limits, collect
from firstquery.sql.guard import RULE, Statement
from firstquery.sql.tokens import words

# What tells an engine, before the query, that nothing will be written and how long it may take.
FIRST = {
    "mysql": ("SET SESSION TRANSACTION READ ONLY", "SET SESSION MAX_EXECUTION_TIME = {ms}"),
    "mariadb": ("SET SESSION TRANSACTION READ ONLY", "SET SESSION max_statement_time = {s}"),
    "oracle": ("SET TRANSACTION READ ONLY",),
    "mssql": ("SET LOCK_TIMEOUT {ms}",),
    "snowflake": ("ALTER SESSION SET STATEMENT_TIMEOUT_IN_SECONDS = {s}",),
}
REFUSED = words(
    "sleep benchmark load_file get_lock release_lock openrowset opendatasource openquery waitfor utl_http dbms_lock "
    "nextval setval system$cancel_query sys_exec sys_eval"
)


@lru_cache(maxsize=8)
def engine(database: Database) -> Engine:
    """One engine a database. Raises QueryStopped where its driver is not installed."""
    options = {"connect_args": {"read_only": True}} if database.engine == "duckdb" else {}
    try:
        return create_engine(database.address, poolclass=NullPool, **options)
    except NoSuchModuleError:
        raise QueryStopped(
            f'{database.origin} asks for a database of the kind "{database.engine}", which SQLAlchemy does not know. '
            "Common ones are sqlite, postgresql, mysql and mssql."
        ) from None
    except ModuleNotFoundError as error:
        raise QueryStopped(
            f"To read {database.label}, the Python package {error.name} is needed, and it is not installed. "
            f"Run in a cell of its own: %pip install {error.name}"
        ) from None
    except Exception as error:
        raise DatabaseError(str(error), opening=True) from None


def run(database: Database, statement: Statement, limits: Limits) -> FetchedRows:
    """Runs a statement. Raises LimitReached, QueryStopped or DatabaseError."""
    made = engine(database)
    _refuse(statement)
    clock = Clock(limits.seconds)
    try:
        with made.connect() as connection:
            for line in FIRST.get(database.engine, ()):
                with suppress(DBAPIError):
                    connection.exec_driver_sql(line.format(ms=int(limits.seconds * 1000), s=int(limits.seconds)))
            connection = connection.execution_options(stream_results=True, no_parameters=True)
            result = connection.exec_driver_sql(statement.text)
            fetched = collect(list(result.keys()), result.fetchmany, limits, clock)
            connection.rollback()
            return fetched
    except SQLAlchemyError as error:
        raise DatabaseError(_driver_message(error)) from None


def _refuse(statement: Statement) -> None:
    """Where the database's own wall is not certain, what our parser cannot read does not run."""
    called = statement.calls & REFUSED
    if called:
        raise QueryStopped(f"{min(called)}() does more than read, so it does not run here.")
    into = any(token.word in {"INTO", "OUTFILE", "DUMPFILE"} for token in statement.tokens)
    if into or statement.tree is None:
        raise QueryStopped(f"This statement cannot be read with certainty as one that only reads.\n{RULE}")


def columns(database: Database) -> list[tuple[str, str, str, str, str]]:
    """Of the default schema's tables and views: table, schema (empty), column, type, comment. Raises DatabaseError."""
    try:
        found = inspect(engine(database))
        names = sorted({*found.get_table_names(), *found.get_view_names()})
        return [(t, "", c["name"], str(c["type"]), c.get("comment") or "") for t in names for c in found.get_columns(t)]
    except SQLAlchemyError as error:
        raise DatabaseError(_driver_message(error), opening=True) from None


def _driver_message(error: SQLAlchemyError) -> str:
    """The words of the driver alone, or SQLAlchemy's first ones."""
    return str(error.orig if isinstance(error, DBAPIError) else error.args[0] if error.args else error)
