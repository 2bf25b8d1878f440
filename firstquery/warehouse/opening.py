"""Says why a database could not be opened, and the way out."""

from __future__ import annotations

import re

from firstquery.warehouse.connect import Database
from firstquery.warehouse.run import Said

OPENING = (
    r"file is not a database|unable to open|database is locked|database table is locked|malformed|disk I/O|"
    r"file is encrypted|unsupported file format"
)


def unopened(database: Database, said: Said) -> str:
    """The sentences for a database that could not be opened."""
    message = said.message
    lines = [f"{_capital(database.shown)} could not be read."]
    origin = f" The address is the one in {database.origin}." if database.origin != "the course" else ""
    for pattern, way in OPENED:
        if re.search(pattern, message, re.IGNORECASE):
            return "\n".join([*lines, way + origin])
    first = " ".join(message.split())[:300]
    return "\n".join([*lines, f"The database says: {first}{origin}"])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


OPENED = [
    ("not a database|encrypted|unsupported file", "The file is not a SQLite database, or it is protected."),
    ("malformed|disk I/O", "The file is damaged. Take a fresh copy of it."),
    ("locked", "Another program is writing to it. Close that program, or wait a moment, and run this cell again."),
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
