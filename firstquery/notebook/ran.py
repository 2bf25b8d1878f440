"""The text of each cell that she runs, on the disk before it runs: one file a kernel in ``WORK/.records/ran/``.

JupyterLab saves a notebook after the fact. Where the power goes before that, `firstquery.learner.recovered` gives back
from here what was run. It stays on this machine: no outputs, no passwords, readable by her alone, and gone at the next
start.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import time
from pathlib import Path
from typing import Any

from firstquery import course, whole
from firstquery.notebook import shipped

#: Bytes of one kernel's file; beyond, of each cell only the last text is kept.
LARGEST = 1_000_000
#: Characters of one cell. A longer one is data, pasted.
LONGEST = 100_000
MOST_FILES = 50
# Nothing here looks back or ahead without a bound: pasted data, of LONGEST characters, costs no time.
_NAMED = r"(?:password|passwd|pwd|secret|token|api_?key|\bpass)"
_PASSWORDS = (
    # In an address: to the last @, for a password may hold one.
    re.compile(r"(://[^\s:/@'\"]{0,200}:)[^\s'\"]{1,200}(?=@)"),
    # PASSWORD = "…", "password": "…", os.environ["PASSWORD"] = "…": to the same quotation mark.
    re.compile(rf"({_NAMED}[\"']?\]?\s{{0,9}}[=:]\s{{0,9}}([\"']))(?:(?!\2)[^\n])+", re.IGNORECASE),
    # password=… inside a text; a name or a call that stands for one is none.
    re.compile(rf"({_NAMED}=)(?![\"'\s])[^\s&;,\"'()]++(?!\s{{0,9}}[(),])", re.IGNORECASE),
)


def install(ip: Any) -> None:
    """Notes each cell of this kernel, where its notebook is in the learner's folder; nothing at the grader."""
    if shipped.at_the_grader():
        return
    try:
        noted = any(getattr(one, "__func__", None) is Journal.before for one in ip.events.callbacks["pre_run_cell"])
        work = Path(os.path.realpath(course.work_folder()))
        if not noted and work.is_dir() and Path(os.path.realpath(Path.cwd())).is_relative_to(work):
            ip.events.register("pre_run_cell", Journal(work).before)
    except OSError:
        return


def folder_in(work: Path) -> Path:
    return work / ".records" / "ran"


class Journal:
    """What one kernel ran: a first line that says of which notebook, then a line a cell. It never raises."""

    def __init__(self, work: Path) -> None:
        stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
        self.path = folder_in(work) / f"{stamp}-{os.getpid()}.jsonl"
        self.last: dict[str, str] = {}
        self.of = os.environ.get("JPY_SESSION_NAME", "")
        self.size = -1
        self.holding = contextlib.ExitStack()

    def before(self, info: Any) -> None:
        """The event of IPython: a cell is about to run."""
        with contextlib.suppress(Exception):
            self.note(str(info.cell_id or ""), str(info.raw_cell))

    def note(self, cell: str, text: str) -> None:
        """Puts the text of a cell on the disk; one that it has already costs nothing. Raises OSError."""
        text = without_passwords(text[:LONGEST])
        if self.last.get(cell) == text:
            return
        line = _line({"at": time.time(), "cell": cell, "text": text})
        if self.size < 0:
            self._begin()
        if self.size + len(line) > LARGEST:
            self._shorten()
        self.last.pop(cell, None)
        self.last[cell] = text
        self._append(line)

    def _begin(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(OSError):
            self.path.parent.chmod(0o700)
        _drop_the_oldest(self.path.parent)
        # Held as long as this process lives: what somebody holds is not at its end.
        self.holding.enter_context(whole.held(lock_of(self.path), patience=0))
        whole.write(self.path, self._head(), mode=0o600)
        self.size = len(self._head())

    def _head(self) -> bytes:
        return _line({"version": 1, "notebook": self.of})

    def _append(self, line: bytes) -> None:
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
        try:
            os.write(handle, line)
            os.fsync(handle)
        finally:
            os.close(handle)
        self.size += len(line)

    def _shorten(self) -> None:
        lines = [_line({"at": time.time(), "cell": cell, "text": text}) for cell, text in self.last.items()]
        while sum(map(len, lines)) > LARGEST // 2:
            del lines[0]
        content = self._head() + b"".join(lines)
        whole.write(self.path, content, mode=0o600)
        self.size = len(content)


def without_passwords(text: str) -> str:
    """The text with three dots for each password: in a database's address, or said by name."""
    for pattern in _PASSWORDS:
        text = pattern.sub(r"\1...", text)
    return text


def lock_of(journal: Path) -> Path:
    return journal.with_suffix(".lock")


def remove(journal: Path) -> None:
    """A journal that nobody needs any more, and its lock."""
    for path in (journal, lock_of(journal)):
        with contextlib.suppress(OSError):
            path.unlink()


def _line(said: dict[str, Any]) -> bytes:
    return (json.dumps(said) + "\n").encode()


def _drop_the_oldest(folder: Path) -> None:
    """Who never starts `firstquery lab` does not gather them for ever. A kernel that lives keeps its own."""
    journals = sorted(folder.glob("*.jsonl"))
    for journal in journals[: max(0, len(journals) - MOST_FILES)]:
        with contextlib.suppress(OSError), whole.held(lock_of(journal), patience=0):
            remove(journal)
