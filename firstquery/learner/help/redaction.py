"""A text without what `help_me` leaves out: who she is, where her files are, and anything that opens a database."""

from __future__ import annotations

import contextlib
import getpass
import os
import re
from pathlib import Path

from firstquery.learner.warehouse_names import warehouse_names
from firstquery.privacy import mask

# Names that say nothing about a person.
NOBODY = frozenset({"root", "user", "users", "admin", "home", "jovyan", "student", "learner", "ubuntu", "runner"})
_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s'\"<>)]+", re.IGNORECASE)
_SERVER = re.compile(r"\w+://[^\s/@]*@([\w.-]+)")
_LOCAL_OR_LOGGED_IN = re.compile(r"(?i)(?:https?://(?:127\.0\.0\.1|localhost)\S*|\w+://[^\s/]*@\S*)")
_HOMES = re.compile(r"(?:/home|/Users|[A-Za-z]:\\Users)[/\\][^/\\\s'\":]+")


def redacted(text: str) -> str:
    """The text without home folder, user name, addresses of databases, and what `firstquery.privacy` finds."""
    servers = {match[1] for match in _SERVER.finditer(text)}
    text = _ADDRESS.sub(_address, text)
    # Our own sentences say on which server a database of hers is.
    text = re.sub(r'(?<=" on )[\w.-]+(?=[ ,:])', "[a server]", text)
    for server in servers - {"localhost", "127.0.0.1"}:
        text = text.replace(server, "[a server]")
    for folder in _folders():
        text = text.replace(folder, "~")
    text = _scanned(_HOMES.sub("~", text))
    for name in _names():
        text = re.sub(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", "[user]", text, flags=re.IGNORECASE)
    return text


def _address(match: re.Match[str]) -> str:
    """A page of the web may stay; what opens a database, has a password in it, or leads to this notebook may not."""
    address = match[0]
    web = address.lower().startswith(("http://", "https://")) and not _LOCAL_OR_LOGGED_IN.match(address)
    return address if web and "token=" not in address else f"[an address: {address.partition(':')[0]}]"


def _folders() -> list[str]:
    found = {os.environ.get(name, "") for name in ("HOME", "USERPROFILE")}
    with contextlib.suppress(RuntimeError, OSError):
        found |= {str(Path.home()), os.path.realpath(Path.home())}
    return sorted((one for one in found if len(one) > 3), key=len, reverse=True)


def _names() -> list[str]:
    found = {os.environ.get(name, "") for name in ("USER", "USERNAME", "LOGNAME", "JUPYTERHUB_USER")}
    with contextlib.suppress(OSError, KeyError, ImportError):
        found.add(getpass.getuser())
    found |= {Path(folder).name for folder in _folders()}
    return sorted((one for one in found if len(one) > 2 and one.lower() not in NOBODY), key=len, reverse=True)


def _scanned(text: str) -> str:
    for known in (warehouse_names, tuple):  # a database that cannot be read costs its names alone
        with contextlib.suppress(Exception):
            return mask(text, names=known())
    return "[The text could not be looked through for private things, so it is left out.]"
