"""The flights of New York's three airports in 2013: real, published, and made by nobody here.

The five tables come out of data/flights (public domain), as they stand there: what is missing is NULL. They are written
into a file of their own when a week first asks for them. The learning data are the whole year; held-out data are half
of the days of each month, drawn from the Kestrel snapshot beside which they stand, so that they need no seed of their
own.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import os
import random
import sqlite3
import tempfile
import zipfile
from calendar import monthrange
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from pathlib import Path

from firstquery.core import files, warehouse
from firstquery.core.errors import UserError
from firstquery.core.warehouse import Dictionary

PUBLISHED = Path(__file__).with_name("nycflights13.zip")
NAME = "flights"
LAST_DAY = dt.date(2013, 12, 31)
FORM = 1  # one more whenever `write` writes other rows
PATIENCE = 120.0  # for another process that is writing the same file

#: Table, column, and its type and meaning: the columns in the order of the published files.
TABLES: dict[str, dict[str, tuple[str, str]]] = {
    "flights": {
        "year": ("INTEGER", "The scheduled day of departure, New York time: its year,"),
        "month": ("INTEGER", "its month,"),
        "day": ("INTEGER", "and its day."),
        "dep_time": ("INTEGER", "When it left: hours and minutes in one number, so that 517 is 5:17. New York time."),
        "sched_dep_time": ("INTEGER", "When it should have left, written in the same way."),
        "dep_delay": ("INTEGER", "Minutes late at departure; below zero: early."),
        "arr_time": ("INTEGER", "When it arrived, in the same form, in the destination's own time."),
        "sched_arr_time": ("INTEGER", "When it should have arrived, in the destination's own time."),
        "arr_delay": ("INTEGER", "Minutes late at arrival; below zero: early."),
        "carrier": ("TEXT", "The airline, as two signs: see airlines."),
        "flight": ("INTEGER", "The flight's number."),
        "tailnum": ("TEXT", "The sign on the plane's tail: see planes."),
        "origin": ("TEXT", "From where: EWR (Newark), JFK or LGA (LaGuardia)."),
        "dest": ("TEXT", "To where: see airports."),
        "air_time": ("INTEGER", "Minutes in the air."),
        "distance": ("INTEGER", "Miles from airport to airport."),
        "hour": ("INTEGER", "The hour of sched_dep_time,"),
        "minute": ("INTEGER", "and its minute."),
        "time_hour": ("TEXT", "The scheduled day and hour once more, as a moment that ends in Z."),
    },
    "airlines": {
        "carrier": ("TEXT PRIMARY KEY", "Two signs an airline."),
        "name": ("TEXT", "Its name in 2013."),
    },
    "airports": {
        "faa": ("TEXT PRIMARY KEY", "Three signs an airport."),
        "name": ("TEXT", "Its name."),
        "lat": ("REAL", "Degrees north."),
        "lon": ("REAL", "Degrees east."),
        "alt": ("INTEGER", "Feet above the sea."),
        "tz": ("REAL", "Hours that its time is ahead of UTC, in winter."),
        "dst": ("TEXT", "A: its clocks change in summer, as in the United States. N: they do not. U: unknown."),
        "tzone": ("TEXT", "Its time zone, as in America/Denver."),
    },
    "planes": {
        "tailnum": ("TEXT PRIMARY KEY", "The sign on its tail."),
        "year": ("INTEGER", "When it was built."),
        "type": ("TEXT", "What kind of aircraft."),
        "manufacturer": ("TEXT", "Who built it."),
        "model": ("TEXT", "Which model."),
        "engines": ("INTEGER", "How many engines."),
        "seats": ("INTEGER", "How many seats."),
        "speed": ("INTEGER", "Miles an hour, on average."),
        "engine": ("TEXT", "What kind of engine."),
    },
    "weather": {
        "origin": ("TEXT", "The airport where it was measured: EWR, JFK or LGA."),
        "year": ("INTEGER", "When, New York time: the year,"),
        "month": ("INTEGER", "the month,"),
        "day": ("INTEGER", "the day,"),
        "hour": ("INTEGER", "and the hour."),
        "temp": ("REAL", "Degrees Fahrenheit."),
        "dewp": ("REAL", "Dew point, degrees Fahrenheit."),
        "humid": ("REAL", "Relative humidity, %."),
        "wind_dir": ("INTEGER", "Where the wind comes from, in degrees."),
        "wind_speed": ("REAL", "Miles an hour."),
        "wind_gust": ("REAL", "Miles an hour, in gusts."),
        "precip": ("REAL", "Rain and snow, inches."),
        "pressure": ("REAL", "Millibars."),
        "visib": ("REAL", "How far one sees, miles."),
        "time_hour": ("TEXT", "The day and hour once more, as a moment that ends in Z."),
    },
}
OF_A_DAY = ("flights", "weather")  # the others are the same on all days

Day = tuple[str, str]
#: Days on which a morning flight to Chicago is 15 or 16 minutes late, of either airline.
ON_A_BOUND: set[Day] = {("1", "3"), ("2", "8"), ("12", "20")}


def file_beside(kestrel: Path, course: Path, told: Callable[[], None] = lambda: None) -> Path:
    """Return the file of the flights that go with the snapshot ``kestrel``.

    Flights that are not there yet are written, in some seconds, after ``told`` was called. Raises `UserError`.
    """
    if warehouse.is_learning(course, kestrel):
        return _there(files.cache_folder() / f"{NAME}.sqlite", PUBLISHED, b"", told)
    own = kestrel.name == warehouse.file_name(course)
    name = f"{NAME}.sqlite" if own else f"{kestrel.stem}.{NAME}.sqlite"
    return _there(kestrel.with_name(name), PUBLISHED, _drawn_from(kestrel), told)


def is_file_of(path: Path) -> bool:
    """Whether the file at ``path`` is one of flights, by its name."""
    return path.name.endswith(f"{NAME}.sqlite")


def dictionary() -> Dictionary:
    """Return what the tables and columns mean."""
    meanings = {table: {name: meaning for name, (_, meaning) in columns.items()} for table, columns in TABLES.items()}
    return Dictionary({}, meanings, LAST_DAY, frozenset(TABLES))


def held_out_days(drawn: bytes) -> set[Day]:
    """Return half of the days of each month, drawn from these bytes, and `ON_A_BOUND`: as the files write them."""
    stream = random.Random(int.from_bytes(hashlib.sha256(drawn).digest(), "big"))
    months = {month: range(1, monthrange(2013, month)[1] + 1) for month in range(1, 13)}
    half = {(str(month), str(day)) for month, days in months.items() for day in stream.sample(days, len(days) // 2)}
    return half | ON_A_BOUND


def write(path: Path, published: Path, days: Collection[Day] | None = None, stamp: int = 0) -> None:
    """Write the five ``published`` tables into the SQLite file ``path``, replaced whole; of these days, or of all.

    Raises `UserError` where the published tables are missing or damaged.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".flights-", ignore_cleanup_errors=True) as folder:
        fresh = Path(folder) / path.name
        with closing(sqlite3.connect(fresh, isolation_level=None)) as database:
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")
            database.execute("BEGIN")
            for table, columns in TABLES.items():
                declared = ", ".join(f"{name} {kind}" for name, (kind, _) in columns.items())
                database.execute(f"CREATE TABLE {table} ({declared})")
                rows = _rows(published, table, days if table in OF_A_DAY else None)
                database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", rows)
            database.execute("COMMIT")
            database.execute(f"PRAGMA user_version = {stamp}")
        fresh.chmod(0o644)
        fresh.replace(path)


def _rows(published: Path, table: str, days: Collection[Day] | None) -> Iterator[list[str | None]]:
    """Yield the published rows of a table: text, of which a column's type makes numbers; None for what is missing."""
    try:
        with zipfile.ZipFile(published) as archive:
            content = archive.read(f"{table}.csv")
    except (FileNotFoundError, KeyError, zipfile.BadZipFile):
        raise UserError(f"The flights in {published} are missing or damaged. Get the whole course again.") from None
    lines = csv.reader(io.StringIO(content.decode("utf-8"), newline=""))
    names = next(lines)
    month, day = (names.index(name) if days is not None else 0 for name in ("month", "day"))
    for row in lines:
        if days is None or (row[month], row[day]) in days:
            yield [None if value in ("", "NA") else value for value in row]


def _drawn_from(kestrel: Path) -> bytes:
    """What tells one snapshot of Kestrel from another, on whichever machine it was built."""
    with closing(sqlite3.connect(f"{kestrel.absolute().as_uri()}?mode=ro", uri=True)) as database:
        rows = database.execute("SELECT account_id, name, signed_up_on FROM accounts ORDER BY account_id").fetchall()
    return repr(rows).encode()


def _there(path: Path, published: Path, drawn: bytes, told: Callable[[], None]) -> Path:
    """The file at ``path``, written where it is missing, or is of other data than these."""
    types = {table: {name: kind for name, (kind, _) in columns.items()} for table, columns in TABLES.items()}
    made_from = hashlib.sha256(repr((FORM, types, drawn)).encode()).digest()
    stamp = int.from_bytes(made_from[:4], "big") >> 1 or 1
    if _stamp(path) == stamp:
        return path
    told()
    try:
        with files.hold_lock(path.with_suffix(".lock"), patience=PATIENCE):
            if _stamp(path) != stamp:
                write(path, published, held_out_days(drawn) if drawn else None, stamp)
    except OSError as fault:
        raise UserError(
            f"The flights cannot be written to {path} ({fault.strerror or fault}). Make room there (some 40 MB), or "
            "name another folder in the environment variable XDG_CACHE_HOME."
        ) from None
    return path


def _stamp(path: Path) -> int:
    """What the file was made from; 0 where there is none, or none that can be read."""
    if not path.is_file() or not os.access(path, os.R_OK):
        return 0
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            return int(database.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.Error:
        return 0
