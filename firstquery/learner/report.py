"""`help_me()`: what a helper needs to know, as one text to copy. Nothing leaves the machine by itself.

Left out is who she is, where her files are, and anything that opens a database.
"""

from __future__ import annotations

import contextlib
import getpass
import html
import os
import platform
import re
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

from firstquery.checks.keys import Exercise
from firstquery.core import course, first_line, host, records
from firstquery.core.errors import UserError, in_sentences
from firstquery.learner import session
from firstquery.learner.exercises import exercises_of, resolve, shown_hints, usage
from firstquery.learner.session import LONGEST, Failure, current_week, last_failure
from firstquery.learner.warehouse_names import warehouse_names
from firstquery.privacy import mask

MOST_TRIES = 5
_ID = re.compile(rf"\b{course.EXERCISE_ID}\b")
# Names that say nothing about a person.
NOBODY = frozenset({"root", "user", "users", "admin", "home", "jovyan", "student", "learner", "ubuntu", "runner"})
_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s'\"<>)]+", re.IGNORECASE)
_SERVER = re.compile(r"\w+://[^\s/@]*@([\w.-]+)")
_LOCAL_OR_LOGGED_IN = re.compile(r"(?i)(?:https?://(?:127\.0\.0\.1|localhost)\S*|\w+://[^\s/]*@\S*)")
_HOMES = re.compile(r"(?:/home|/Users|[A-Za-z]:\\Users)[/\\][^/\\\s'\":]+")


class Report:
    """What IPython displays: a box to copy from, and the same text for a terminal."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        rows = min(30, self.text.count("\n") + 2)
        box = (
            "<p>Read this, then copy it and send it to whoever helps you. Nothing was sent. Go into it (Tab, or a "
            "click), then <kbd>Ctrl</kbd>+<kbd>A</kbd> and <kbd>Ctrl</kbd>+<kbd>C</kbd> (on a Mac <kbd>⌘</kbd>).</p>"
            f'<textarea readonly aria-label="Text for a helper" rows="{rows}" '
            'style="width: 100%; box-sizing: border-box; font-family: monospace; font-size: 1em">'
            f"{html.escape(self.text)}</textarea>"
        )
        return {"text/plain": self.text, "text/html": box}


@in_sentences(lambda: f"help_me() or {usage('help_me')}")
def help_me(exercise: Any = None) -> None:
    """Gather the last cell that failed, its error, what was tried and the versions, as one text to copy.

    ``exercise``, such as ``wNN-qN``, says what it is about; without it, the failed cell does. Home folder, user name,
    addresses, keys and names are left out, and no rows of data are in it. Silent at the grader.
    """
    if records.at_the_grader():
        return
    week, name = resolve(exercise) if exercise is not None else _find_exercise(last_failure())
    session.show(Report(report_of(session.shell(), week, name)))


def report_of(shell: Any, week: course.Week | None, name: str) -> str:
    """Return the text. ``shell`` is IPython's, or None; ``name`` is the exercise's, or empty."""
    cell = last_failure()
    if cell is not None and name and _find_exercise(cell)[1] not in ("", name):
        cell = None  # it failed at another exercise
    one = next((one for one in exercises_of(week) if one.id == name), None) if week else None
    parts = ["First Query: what a helper needs to know", ""]
    if week:
        parts += [f"Week {week.number}, {week.title}{f', exercise {name} ({one.title})' if one else ''}", ""]
    parts += (
        _cell("The cell that failed last", cell.source) if cell else ["No failed cell is known in this notebook.", ""]
    )
    if cell:
        parts += _cell("What it said", cell.error)
    if one and (answer := answer_cell(shell, one)) and (cell is None or answer.strip() != cell.source.strip()):
        parts += _cell(f"The answer it is about ({one.name})", answer)
    if name:
        parts += _list_attempts(name)
    parts += ["Versions", *(f"  {line}" for line in versions())]
    return redact("\n".join(parts))


def versions() -> list[str]:
    """Of the program, of Python and what matters of its libraries, and of the system; one a line."""
    found = [f"Python {platform.python_version()}"]
    for package in ("firstquery", "jupyterlab", "ipython", "pandas", "sqlalchemy"):
        try:
            found.append(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            found.append(f"{package}: not installed")
    own = " (queries go to a database of her own)" if os.environ.get("FIRSTQUERY_WAREHOUSE") else ""
    return [", ".join(found), f"{host.description()}, text as {sys.getfilesystemencoding()}{own}"]


def _find_exercise(cell: Failure | None) -> tuple[course.Week | None, str]:
    """Return the week, and the exercise that a failed cell belongs to; empty where that cannot be told."""
    here = current_week()
    if cell is None:
        return here, ""
    if named := _ID.search(cell.id) or _ID.search(cell.source):
        try:
            return course.week(named[0]), named[0]
        except UserError:
            return here, ""
    made = first_line.name_in(cell.source)[1]
    first = cell.source.lstrip().partition("\n")[0]
    for one in exercises_of(here) if here else []:
        if made == one.name or re.match(rf"{re.escape(one.name)}\s*=", first):
            return here, one.id
    return here, ""


def answer_cell(shell: Any, one: Exercise) -> str:
    """Return the cell that made the answer last, as it was written; empty where none was run."""
    history = getattr(getattr(shell, "history_manager", None), "input_hist_raw", [])
    made = re.compile(rf"^{re.escape(one.name)}[ \t]*=", re.MULTILINE)

    def makes(cell: str) -> bool:
        named = any(first_line.read_any(line)[1].strip() == one.name for line in cell.splitlines())
        return named or made.search(cell) is not None

    return next((str(cell)[:LONGEST] for cell in reversed(history) if makes(str(cell))), "")


def _list_attempts(name: str) -> list[str]:
    record = records.read(name) or {}
    made = record.get("attempts")
    tries = [one for one in made if isinstance(one, dict)] if isinstance(made, list) else []
    if not tries:
        return ["What was tried: no check has been run.", ""]
    count = record.get("count")
    lines = [f"What was tried (checks: {count if isinstance(count, int) else len(tries)}, the last ones first)"]
    for one in reversed(tries[-MOST_TRIES:]):
        lines.append(f"  {str(one.get('said') or one.get('outcome') or '?')[:600]}")
    if shown := sorted(shown_hints(name)):
        lines.append(f"  Hints shown: {', '.join(map(str, shown))}")
    return [*lines, ""]


def _cell(title: str, text: str) -> list[str]:
    return [title, *(f"    {line}".rstrip() for line in text.strip("\n").split("\n")), ""]


def redact(text: str) -> str:
    """Return the text without home folder, user name, addresses of databases, and what `firstquery.privacy` finds."""
    servers = {match[1] for match in _SERVER.finditer(text)}
    text = _ADDRESS.sub(_address, text)
    # Our own sentences say on which server a database of hers is.
    text = re.sub(r'(?<=" on )[\w.-]+(?=[ ,:])', "[a server]", text)
    for server in servers - {"localhost", "127.0.0.1"}:
        text = text.replace(server, "[a server]")
    for folder in _folders():
        text = text.replace(folder, "~")
    text = _mask(_HOMES.sub("~", text))
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


def _mask(text: str) -> str:
    for known in (warehouse_names, tuple):  # a database that cannot be read costs its names alone
        with contextlib.suppress(Exception):
            return mask(text, names=known())
    return "[The text could not be looked through for private things, so it is left out.]"
