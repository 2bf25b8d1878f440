"""Which database a query goes to, and how it is opened. No password ever gets into a sentence."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from firstquery.core import course
from firstquery.core.warehouse import learning
from firstquery.sql.errors import QueryStopped

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
        "The file is there, but this computer does not let you read it, or another program has it open.",
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
NAMES = {"postgresql": "PostgreSQL", "mysql": "MySQL", "mariadb": "MariaDB", "mssql": "SQL Server"}


@dataclass(frozen=True)
class Database:
    """A database to read. ``address``: a SQLAlchemy URL, or the path of a SQLite file. ``origin``: where that is from.

    ``seconds``: how long one query may run.
    """

    address: str = field(repr=False)
    origin: str
    seconds: float = 10.0

    @property
    def url(self) -> SplitResult:
        """The parts of the address; of a file they are all empty but the path."""
        return urlsplit(self.address if _is_url(self.address) else "")

    @property
    def engine(self) -> str:
        """SQLAlchemy's name for the engine: sqlite, postgresql, mysql, ..."""
        name = self.url.scheme.partition("+")[0] or "sqlite"
        return "postgresql" if name == "postgres" else name

    @property
    def path(self) -> Path | None:
        """The file of a SQLite database, else None."""
        name = self.url.path.removeprefix("/") if _is_url(self.address) else self.address
        if self.engine != "sqlite" or not name or name == ":memory:":
            return None
        has_options = _is_url(self.address) or name.startswith("file:")
        return Path(name.removeprefix("file:").split("?")[0] if has_options else name).expanduser()

    @property
    def label(self) -> str:
        """What to call it in a sentence: the file, or engine, host and database; no user, no password."""
        if self.engine == "sqlite":
            return f"the SQLite file {self.path}" if self.path else "a SQLite database"
        host = f" on {self.url.hostname}" if self.url.hostname else ""
        return f'the {NAMES.get(self.engine, self.engine)} database "{self.url.path.removeprefix("/")}"{host}'

    def with_password(self, password: str) -> str:
        """Return the address with this password in it."""
        user, _, host = self.url.netloc.rpartition("@")
        return self.url._replace(netloc=f"{user.partition(':')[0]}:{quote(password, safe='')}@{host}").geturl()

    def without_secrets(self, text: str) -> str:
        """Return ``text`` with this address' secrets replaced by stars."""
        secrets = [self.url.password or ""]
        secrets += [v for k, v in parse_qsl(self.url.query) if re.search("pass|pwd|secret|token|key", k, re.IGNORECASE)]
        for secret in filter(None, secrets):
            for form in (secret, unquote(secret), quote(unquote(secret)), quote(unquote(secret), safe="")):
                text = text.replace(form, "***")
        return text


_own: list[Database] = []
#: Names the file that a week asks in place of the warehouse.
DATA = "FIRSTQUERY_DATA"


def at_grader() -> bool:
    """True where answers are collected for grading: no database of the learner's is within reach there."""
    return os.environ.get("FIRSTQUERY_GRADER") == "1"


def choose_database(*, own: bool = False) -> Database | None:
    """Return the database of the next query. None: ``own`` is asked for and none is set. Raises QueryStopped."""
    if own and at_grader():
        return None
    if own and _own:
        return _own[-1]
    if address := os.environ.get("FIRSTQUERY_WAREHOUSE", "").strip():
        return database(address, "FIRSTQUERY_WAREHOUSE")
    return None if own else of_the_course(os.environ.get(DATA, ""))


def of_the_course(path: str = "") -> Database:
    """Return the course's own database: its warehouse, or the file at ``path``."""
    return Database(path or str(learning(course.COURSE)), "the course")


def open_course_data(path: Path | None) -> None:
    """Has this kernel, and what it starts, ask the file at ``path`` for the course's data; None: the warehouse."""
    os.environ.pop(DATA, None)
    if path is not None:
        os.environ[DATA] = str(path)


def remember(found: Database | None) -> None:
    """Set, or with None forgets, the learner's own database for this kernel."""
    _own[:] = [found] if found else []


def database(address: str | Path, origin: str, seconds: float = 10.0) -> Database:
    """Return the database at an address: a SQLAlchemy URL, or the path of a SQLite file. Raises QueryStopped."""
    text = str(address).strip()
    if re.match(r"(jdbc|odbc):", text, re.IGNORECASE):
        raise QueryStopped(
            f"{origin} holds an address in another program's form. Here it looks like "
            "postgresql://user@host/database, without jdbc: or odbc: before it."
        )
    found = Database(text, origin, seconds)
    try:
        # A port that is none, or a sign that cuts the address short: part of a password could be taken for a host.
        unread = found.url.port == 0 or (found.engine != "sqlite" and "@" in found.url.path + found.url.fragment)
    except ValueError:
        unread = True
    if unread:
        raise QueryStopped(
            f"The address in {origin} cannot be read. It looks like postgresql://user:password@host:5432/database. "
            "A sign such as @, / or # inside the password is written as %40, %2F or %23."
        )
    return found


def explain_opening(database: Database, message: str) -> str:
    """Return the sentences for a database that could not be opened."""
    way = next((way for pattern, way in OPENED if re.search(pattern, message, re.IGNORECASE)), "")
    way = way or f"The database says: {' '.join(message.split())[:300]}"
    origin = f" The address is the one in {database.origin}." if database.origin != "the course" else ""
    return f"{database.label[:1].upper()}{database.label[1:]} could not be read.\n{way}{origin}"


def _is_url(text: str) -> bool:
    return re.match(r"[A-Za-z][\w+.-]*://", text) is not None
