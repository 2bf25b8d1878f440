"""The learning data of a new course: a SQLite file as it is, or the tables of any database, read and never written."""

from __future__ import annotations

import json
import sqlite3
import warnings
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from firstquery.core.errors import UserError
from firstquery.core.files import read_only_address
from firstquery.sql import alchemy, connect
from firstquery.sql.catalogue import quote
from firstquery.sql.errors import DatabaseError, QueryStopped

#: Called with what is done now and the share done (0 to 1).
Progress = Callable[[str, float], None]
BATCH = 5_000
HEAD = b"SQLite format 3\0"


def take(data: str, target: Path, tables: Sequence[str], most: int, progress: Progress) -> list[str]:
    """Write the learning data to ``target``; return the tables of which no more than the first ``most`` rows are there.

    ``data``: the path of a SQLite file, which is copied whole unless ``tables`` name some of it, or a SQLAlchemy URL.
    Raise `UserError` where it can't be read.
    """
    if "://" not in data:
        file = _sqlite(Path(data).expanduser())
        if not tables:
            read_only = read_only_address(file)
            with closing(sqlite3.connect(read_only, uri=True)) as source, closing(sqlite3.connect(target)) as copy:
                source.backup(copy)  # with what stands in a file beside it (WAL)
            return []
        data = f"sqlite:///{read_only_address(file)}&uri=true"
    elif data.startswith(("postgresql://", "postgres://")):
        data = f"postgresql+psycopg://{data.partition('://')[2]}"  # of SQLAlchemy's drivers the one that is installed
    try:
        database = connect.database(data, "--data")
        engine = alchemy.engine(database)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", sa.exc.SAWarning)  # a type that SQLAlchemy does not know is written as text
            with engine.connect() as connection, closing(sqlite3.connect(target)) as copy:
                _read_only(connection, database.engine)
                return _copy(connection, copy, tables, most, progress)
    except QueryStopped as fault:
        raise UserError(
            fault.sentence.replace("Run in a cell of its own: %pip", "In the same environment: pip")
        ) from None
    except DatabaseError as fault:
        raise UserError(connect.explain_opening(database, database.without_secrets(fault.message))) from None
    except (SQLAlchemyError, UnicodeError) as fault:
        said = str(fault.orig if isinstance(fault, DBAPIError) else fault)
        raise UserError(connect.explain_opening(database, database.without_secrets(said))) from None


def _sqlite(file: Path) -> Path:
    if not file.is_file():
        raise UserError(f"There is no file {file}. Give the path of a SQLite file, or a URL such as postgresql://….")
    with file.open("rb") as opened:
        is_sqlite = opened.read(len(HEAD)) == HEAD
    try:
        if is_sqlite:
            with closing(sqlite3.connect(read_only_address(file.absolute()), uri=True)) as database:
                is_sqlite = database.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except sqlite3.Error:
        is_sqlite = False
    if not is_sqlite:
        raise UserError(
            f"{file} is no SQLite file, or it is damaged. A table in another form goes into one first, for instance "
            "with pandas: pandas.read_csv(…).to_sql(…)."
        )
    return file.absolute()


def _read_only(connection: sa.Connection, engine: str) -> None:
    """Have the database refuse to write, and show one state of it however long the reading takes."""
    if engine == "postgresql":
        connection.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")
    for line in alchemy.FIRST.get(engine, ())[:1]:
        with suppress(DBAPIError):
            connection.exec_driver_sql(line)


def _copy(
    connection: sa.Connection, copy: sqlite3.Connection, tables: Sequence[str], most: int, progress: Progress
) -> list[str]:
    found = sa.inspect(connection)
    known = found.get_table_names()
    if strange := sorted(set(tables) - set(known)):
        raise UserError(f"The database has no table {strange[0]!r}. Its tables are: {', '.join(known) or 'none'}.")
    chosen, cut = list(tables) or known, []
    for done, name in enumerate(chosen):
        progress(name, done / len(chosen))
        columns = found.get_columns(name)
        keys = found.get_pk_constraint(name)["constrained_columns"]
        foreign = [one for one in found.get_foreign_keys(name) if one["referred_table"] in chosen]
        parts = [f"{quote(one['name'])} {_type(one['type'])}" for one in columns]
        parts += [f"PRIMARY KEY ({_list(keys)})"] if keys else []
        parts += [
            f"FOREIGN KEY ({_list(one['constrained_columns'])}) REFERENCES {quote(one['referred_table'])} "
            f"({_list(one['referred_columns'])})"
            for one in foreign
        ]
        copy.execute(f"CREATE TABLE {quote(name)} ({', '.join(parts)})")
        table = sa.table(name, *(sa.column(one["name"], one["type"]) for one in columns))
        query = sa.select(table).order_by(*(table.c[key] for key in keys)).limit(most + 1)
        insert, rows = f"INSERT INTO {quote(name)} VALUES ({', '.join('?' * len(columns))})", 0
        for batch in connection.execution_options(yield_per=BATCH).execute(query).partitions():
            copy.executemany(insert, [[_value(one) for one in row] for row in batch[: most - rows]])
            rows += len(batch)
            progress(f"{name}, {min(rows, most):,} rows", (done + min(1.0, rows / most)) / len(chosen))
        cut += [name] if rows > most else []
        copy.commit()
    return cut


def _list(names: Sequence[str]) -> str:
    return ", ".join(map(quote, names))


def _type(declared: sa.types.TypeEngine[Any]) -> str:
    try:
        python = declared.python_type
    except NotImplementedError:
        python = str
    return {bool: "INTEGER", int: "INTEGER", float: "REAL", Decimal: "REAL", bytes: "BLOB"}.get(python, "TEXT")


def _value(value: Any) -> Any:
    """A value as SQLite keeps it: moments and what else it does not know as a text."""
    if value is None or isinstance(value, str | bytes | int | float):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
