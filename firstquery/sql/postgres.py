"""PostgreSQL's own wall: a READ ONLY transaction that is always rolled back, and its catalogue's word on functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg

from firstquery.sql.connect import Database
from firstquery.sql.errors import DatabaseError, LimitReached, QueryStopped, place
from firstquery.sql.fetch import Clock, FetchedRows, Limits, collect
from firstquery.sql.guard import Statement
from firstquery.sql.tokens import words

CURSOR = "first_query"
PREFIX = len(f'DECLARE "{CURSOR}" NO SCROLL CURSOR FOR ')
# Marked VOLATILE because they give another value each time; they change nothing and take no lock that stays.
HARMLESS = words(
    "random random_normal clock_timestamp timeofday gen_random_uuid uuid_generate_v4 uuidv4 uuidv7 currval lastval "
    "pg_relation_size pg_table_size pg_indexes_size pg_total_relation_size pg_database_size"
)
# Functions, and words before a bracket, of nearly every query: no need to ask the catalogue about them.
USUAL = words(
    "abs avg cast ceil coalesce concat count date_part date_trunc dense_rank exists extract floor greatest in lag lead "
    "least left length lower max min ntile nullif over rank replace right round row_number string_agg substr substring "
    "sum to_char to_date trim upper as and or not on using from join where by"
)


@contextmanager
def open_readonly(database: Database, seconds: float) -> Iterator[psycopg.Connection[Any]]:
    """A connection inside a read-only transaction; rolled back and closed at the end. Raises DatabaseError."""
    address = database.url._replace(scheme="postgresql").geturl()  # SQLAlchemy's without the name of a driver
    options: dict[str, Any] = {"application_name": "First Query"}
    if "connect_timeout" not in database.url.query:
        options["connect_timeout"] = 10
    try:
        connection = psycopg.connect(address, **options)
    except (psycopg.Error, ValueError, UnicodeError) as error:
        raise DatabaseError(str(error), opening=True) from None
    try:
        connection.read_only = True
        # The first query of a transaction seals it: after this, READ WRITE cannot be asked for any more.
        connection.execute(
            "SELECT set_config('statement_timeout', %s, true), set_config('lock_timeout', %s, true),"
            " set_config('idle_in_transaction_session_timeout', '60000', true),"
            " set_config('standard_conforming_strings', 'on', true)",
            [str(max(1, int(seconds * 1000)))] * 2,
        )
        yield connection
    finally:
        with suppress(psycopg.Error):
            connection.rollback()
        connection.close()


def run(database: Database, statement: Statement, limits: Limits) -> FetchedRows:
    """Runs a statement. Raises LimitReached, QueryStopped or DatabaseError."""
    clock = Clock(limits.seconds)
    try:
        with open_readonly(database, limits.seconds) as connection:
            _refuse_functions(connection, statement)
            # The rows stay there until they are asked for. Such a cursor takes one statement, and none that writes.
            with connection.cursor(CURSOR, scrollable=False) as cursor:
                cursor.execute(statement.text.encode())
                return collect([column.name for column in cursor.description or ()], cursor.fetchmany, limits, clock)
    except psycopg.errors.QueryCanceled as error:
        raise LimitReached("stopped" if "user request" in str(error) else "seconds") from None
    except psycopg.Error as error:
        raise _error(error, statement) from None


def _refuse_functions(connection: psycopg.Connection[Any], statement: Statement) -> None:
    """A function that may do more than read is refused, by what the database itself says about it."""
    if escaped := re.search(r'\bU&"', statement.text, re.IGNORECASE):  # any name can hide in its escapes
        where = place(statement.text, escaped.span())
        raise QueryStopped(f'A name written as U&"..." is not read here.\n{where}\nWrite the name itself.')
    if not (names := sorted(statement.calls - USUAL)):
        return
    rows = connection.execute(
        "SELECT DISTINCT lower(proname) FROM pg_catalog.pg_proc WHERE provolatile = 'v' AND prokind <> 'a'"
        " AND lower(proname) = ANY(%s) AND lower(proname) <> ALL(%s) ORDER BY 1",
        [names, sorted(HARMLESS)],
    ).fetchall()
    if rows:
        name = rows[0][0]
        token = next(token for token in statement.tokens if token.value.lower() == name)
        raise QueryStopped(
            f"{name}() may do more than read: the database marks it as VOLATILE. It does not run here.\n"
            f"{place(statement.text, token.span)}\n"
            "A function of your company's own that only reads can be marked STABLE by whoever made it."
        )


def _error(error: psycopg.Error, statement: Statement) -> DatabaseError:
    diagnosis = error.diag
    message = diagnosis.message_primary or str(error).strip() or type(error).__name__
    position = diagnosis.statement_position
    at = int(position) - 1 - PREFIX if position else -1
    token = next((token for token in statement.tokens if token.start <= at < token.end), None)
    return DatabaseError(message, token.span if token else None)
