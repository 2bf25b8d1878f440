"""Data that nobody here made: the five tables of data/flights, in SQLite and in a real PostgreSQL."""

from __future__ import annotations

import csv
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from flights import PUBLISHED
from tests.conftest import ROOT, needs
from tests.sql.servers import postgres

SQLITE_ROWS = 130_000  # of each table: more than one query may fetch, and loaded in a second or two
TYPES = {
    "airlines": "carrier text, name text",
    "airports": "faa text, name text, lat float, lon float, alt int, tz int, dst text, tzone text",
    "planes": "tailnum text, year int, type text, manufacturer text, model text, engines int, seats int, speed int, "
    "engine text",
    "weather": "origin text, year int, month int, day int, hour int, temp float, dewp float, humid float, "
    "wind_dir int, wind_speed float, wind_gust float, precip float, pressure float, visib float, time_hour timestamp",
    "flights": "year int, month int, day int, dep_time int, sched_dep_time int, dep_delay int, arr_time int, "
    "sched_arr_time int, arr_delay int, carrier text, flight int, tailnum text, origin text, dest text, air_time int, "
    "distance int, hour int, minute int, time_hour timestamp",
}


def _csv(table: str) -> bytes:
    with zipfile.ZipFile(ROOT / PUBLISHED) as archive:
        return archive.read(f"{table}.csv")


def load_sqlite(path: Path) -> Path:
    """Loads the five tables into a new SQLite file."""
    with sqlite3.connect(path) as connection:
        for table, types in TYPES.items():
            lines = _csv(table).decode().splitlines()[: SQLITE_ROWS + 1]
            rows = csv.reader(lines)
            marks = ", ".join("?" * len(next(rows)))
            connection.execute(f"CREATE TABLE {table} ({types})")
            connection.executemany(
                f"INSERT INTO {table} VALUES ({marks})", ([None if v == "NA" else v for v in row] for row in rows)
            )
        connection.execute("CREATE INDEX by_carrier ON airlines (carrier)")
    connection.close()
    return path


def load_postgres(url: str) -> str:
    """Loads the five tables into a PostgreSQL database; with them a sequence, to see that nothing moves it."""
    with psycopg.connect(url) as connection:
        for table, types in TYPES.items():
            connection.execute(f"CREATE TABLE {table} ({types})")
            with connection.cursor().copy(f"COPY {table} FROM STDIN WITH (FORMAT csv, HEADER, NULL 'NA')") as copy:
                copy.write(_csv(table))
        connection.execute("CREATE SEQUENCE bookings START 5")
        connection.execute("CREATE EXTENSION IF NOT EXISTS dblink")
        connection.execute("COMMENT ON COLUMN airlines.carrier IS 'Two letters.'")
    return url


@pytest.fixture(scope="session")
def nycflights_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the five tables; the first 130,000 flights."""
    return load_sqlite(tmp_path_factory.mktemp("flights") / "flights.sqlite")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address, with a password in it, of an empty database on a server of the tests' own."""
    with postgres(needs("postgresql")) as url:
        yield url


@pytest.fixture(scope="session")
def nycflights_postgres(postgres_url: str) -> str:
    """The address of a PostgreSQL database with the five tables."""
    return load_postgres(postgres_url)
