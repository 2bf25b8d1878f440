"""Which database a query goes to, and how it is opened. No password ever gets into a sentence."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from firstquery.sql.errors import QueryStopped

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

HOW_TO_OWN = (
    "This is optional: it runs on a database of your own, and none is set. To set one, run own_database() with its "
    'address between the brackets, for instance own_database("sales.sqlite") for a file or '
    'own_database("postgresql://reader@db.example.com/sales"). It is opened for reading only.'
)

# What a cell with --own says, several times in a lesson: shorter.
NO_OWN = "Optional: no database of your own is set, so there is nothing to show here."


OPENED = [
    ("not a database|encrypted|unsupported file", "The file is not a SQLite database, or it is protected."),
    ("malformed|disk I/O", "The file is damaged. Take a fresh copy of it."),
    ("is locked", "Another program is writing to it. Close that program, or wait a moment, and run this cell again."),
    (
        "unable to open",
        "The file is there, but this computer does not let you read it, or another program left it open.",
    ),
    ("password authentication failed|no password supplied", "The server refuses the name or the password."),
    ('role ".*" does not exist|Access denied', "The server does not know this user, or refuses the password."),
    ('database ".*" does not exist|Unknown database', "The server has no database of this name."),
    ("could not translate|name or service not known|resolve|nodename", "No server of this name is found. Look at it."),
    ("refused|is the server running|no such file", "No database server answers at this address. Is it running?"),
    ("timeout|timed out", "The server did not answer in time. Is a VPN needed, and is it connected?"),
    ("ssl|certificate", "The server asks for an encrypted connection: add ?sslmode=require to the address."),
]
OF_FILES = "|".join(pattern for pattern, _ in OPENED[:4])


@dataclass(frozen=True)
class File:
    """The address of a SQLite file, told as by `sqlalchemy.engine.URL`: to read a file, nobody waits for SQLAlchemy."""

    database: str
    host: None = None
    password: None = None
    query: Mapping[str, str] = field(default_factory=dict, hash=False)

    def get_backend_name(self) -> str:
        return "sqlite"


@dataclass(frozen=True)
class Database:
    """A database to read. ``seconds``: how long one query may run. ``origin``: where its address comes from."""

    url: URL | File
    origin: str
    seconds: float = 10.0

    @property
    def engine(self) -> str:
        """SQLAlchemy's name for the engine: sqlite, postgresql, mysql, ..."""
        return self.url.get_backend_name()

    @property
    def server(self) -> URL:
        """The address where it is none of a file. Raises TypeError."""
        if isinstance(self.url, File):
            raise TypeError(f"{self.shown} has no server")
        return self.url

    @property
    def path(self) -> Path | None:
        """The file of a SQLite database, else None."""
        name = self.url.database
        if self.engine != "sqlite" or not name or name == ":memory:":
            return None
        return Path(name.removeprefix("file:").split("?")[0]).expanduser()

    @property
    def shown(self) -> str:
        """What to call it in a sentence: the file, or engine, host and database; no user, no password."""
        if self.engine == "sqlite":
            return f"the SQLite file {self.path}" if self.path else "a SQLite database"
        host = f" on {self.url.host}" if self.url.host else ""
        names = {"postgresql": "PostgreSQL", "mysql": "MySQL", "mariadb": "MariaDB", "mssql": "SQL Server"}
        return f'the {names.get(self.engine, self.engine)} database "{self.url.database or ""}"{host}'

    def without_secrets(self, text: str) -> str:
        """``text`` with this address' secrets replaced by stars."""
        secrets = [self.url.password] + [
            value
            for key, values in self.url.query.items()
            if re.search("pass|pwd|secret|token|key", key, re.IGNORECASE)
            for value in ([values] if isinstance(values, str) else values)
        ]
        for secret in filter(None, map(str, filter(None, secrets))):
            for form in (secret, quote(secret), quote(secret, safe="")):
                text = text.replace(form, "***")
        return text


_lock = threading.Lock()
_own: list[Database] = []


def at_grader() -> bool:
    """True where answers are collected for grading: no database of the learner's is within reach there."""
    return os.environ.get("FIRSTQUERY_GRADER") == "1"


def chosen(*, own: bool = False) -> Database | None:
    """The database of the next query. None: ``own`` is asked for and none is set. Raises QueryStopped."""
    address = os.environ.get("FIRSTQUERY_WAREHOUSE", "").strip()
    if own:
        if _own and not at_grader():
            return _own[-1]
        return database(address, "FIRSTQUERY_WAREHOUSE") if address and not at_grader() else None
    if address:
        return database(address, "FIRSTQUERY_WAREHOUSE")
    return Database(File(str(_course() / "data" / "kestrel.sqlite")), "the course")


def remember(found: Database | None) -> None:
    """Sets, or with None forgets, the learner's own database for this kernel."""
    with _lock:
        _own[:] = [found] if found else []


def database(address: str | Path, origin: str, seconds: float = 10.0) -> Database:
    """The database at an address: a SQLAlchemy URL, or the path of a SQLite file. Raises QueryStopped."""
    text = str(address).strip()
    if not re.match(r"[A-Za-z][\w+.-]*://", text):
        if re.match(r"(jdbc|odbc):", text, re.IGNORECASE):
            raise QueryStopped(
                f"{origin} holds an address in another program's form. Here it looks like "
                "postgresql://user@host/database, without jdbc: or odbc: before it."
            )
        return Database(File(str(Path(text).expanduser())), origin, seconds)
    # A sixth of a second, which a kernel that reads a file is spared.
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise QueryStopped(
            f"The address in {origin} cannot be read. It looks like postgresql://user:password@host:5432/database. "
            "A sign such as @, / or # inside the password is written as %40, %2F or %23."
        ) from None
    if url.get_backend_name() in {"postgres", "postgresql"}:
        url = url.set(drivername="postgresql+psycopg")  # the driver that comes with the course
    return Database(url, origin, seconds)


def explain_opening(database: Database, message: str) -> str:
    """The sentences for a database that could not be opened."""
    way = next((way for pattern, way in OPENED if re.search(pattern, message, re.IGNORECASE)), "")
    way = way or f"The database says: {' '.join(message.split())[:300]}"
    origin = f" The address is the one in {database.origin}." if database.origin != "the course" else ""
    return f"{database.shown[:1].upper()}{database.shown[1:]} could not be read.\n{way}{origin}"


def _course() -> Path:
    try:
        from firstquery.core.course import COURSE
    except ImportError:
        return Path(os.environ.get("FIRSTQUERY_COURSE") or Path(__file__).parents[2])
    return Path(COURSE)
