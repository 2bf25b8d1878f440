"""The table ``ai_calls`` in the learner's own folder: every call to a vendor is a row of it."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
import threading
from pathlib import Path
from typing import Any

from firstquery.core.course import work_folder
from firstquery.core.records import at_the_grader

TABLE = "ai_calls"
FILE = f"{TABLE}.sqlite"
MOST_CHARACTERS = 20_000  # of a prompt or an answer that are kept
#: Each column, and what it says.
COLUMNS = {
    "call_id": ("INTEGER PRIMARY KEY", "One number a call."),
    "called_at": ("TEXT NOT NULL", "When it was sent, in UTC."),
    "vendor": ("TEXT NOT NULL", "The host that it was sent to."),
    "model": ("TEXT", "The model that was asked."),
    "prompt": ("TEXT", "All messages that were sent."),
    "answer": ("TEXT", "The text that came back. NULL: none did."),
    "tokens_in": ("INTEGER", "Tokens of the prompt. NULL: the vendor did not say."),
    "tokens_cached": ("INTEGER", "Tokens of the prompt that the vendor had read before, and charges less for."),
    "tokens_out": ("INTEGER", "Tokens of the answer. NULL: the vendor did not say."),
    "dollars": ("REAL", "What it cost. NULL: the vendor did not say."),
    "seconds": ("REAL NOT NULL", "From sending it to the last of the answer."),
    "status": ("INTEGER", "The HTTP status. NULL: no answer came."),
    "finish": ("TEXT", "Why the answer ended: stop, length. NULL: no answer came."),
}
_at_grader: list[tempfile.TemporaryDirectory[str]] = []
_lock = threading.Lock()


def path() -> Path:
    """The file with the table: in her own folder, at the grader in one that goes with the kernel."""
    if not at_the_grader():
        return work_folder() / FILE
    if not _at_grader:
        _at_grader.append(tempfile.TemporaryDirectory(prefix="first-query-"))
    return Path(_at_grader[0].name) / FILE


def enter(**row: Any) -> None:
    """Adds a row. Where the folder can't be written to, the call counts all the same, and nothing is kept."""
    with contextlib.suppress(OSError, sqlite3.Error), _lock:
        file = path()
        file.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.closing(sqlite3.connect(file, timeout=5)) as database, database:
            database.execute("PRAGMA synchronous = OFF")  # a lost row is no harm; each call would wait for the disk
            columns = ", ".join(f"{name} {kind}" for name, (kind, _) in COLUMNS.items())
            database.execute(f"CREATE TABLE IF NOT EXISTS {TABLE} ({columns})")
            there = {each[1] for each in database.execute(f"PRAGMA table_info({TABLE})")}
            for name in [name for name in COLUMNS if name not in there]:  # made before there was such a column
                database.execute(f"ALTER TABLE {TABLE} ADD COLUMN {name} {COLUMNS[name][0]}")
            names = [name for name in COLUMNS if name in row]
            marks = ", ".join("?" * len(names))
            database.execute(
                f"INSERT INTO {TABLE} ({', '.join(names)}) VALUES ({marks})", [row[name] for name in names]
            )


def forget(text: str) -> None:
    """Removes the calls in whose prompt ``text`` stands."""
    with contextlib.suppress(OSError, sqlite3.Error), _lock:
        if path().is_file():
            with contextlib.closing(sqlite3.connect(path(), timeout=5)) as database, database:
                database.execute(f"DELETE FROM {TABLE} WHERE INSTR(prompt, ?)", [text])
