"""What stands in an exchange's inbound folder for a week, and copies of it that are safe to collect.

Any learner writes there what she likes, under any name. So each submission has to belong, with all that is in it, to
the system user whose name it has; no link is followed; and it is checked while it is copied, through the files that
were opened: what is changed meanwhile is changed in vain.
"""

from __future__ import annotations

import os
import pwd
import stat
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path

from nbgrader.utils import parse_utc

from firstquery.core import files as whole
from firstquery.core.due import is_ahead
from firstquery.grading.submissions import DEEPEST, NO_NAME, printable
from firstquery.learner.exchange import HIDDEN, MOST_BYTES
from firstquery.learner.receipts import RECEIPT, Receipt, read_file

SECRET, TIMESTAMP = "submission_secret.txt", "timestamp.txt"
MOST_FILES = 2000
_SECRET_BYTES = 1000
#: Seconds that a folder may be younger than the time that it states: a slow disk, a large practice.
_SLOW = 600.0
_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class RejectedSubmission(Exception):
    """A submission that is not collected; the text says why."""


@dataclass(frozen=True)
class Entry:
    """A folder of the inbound: whose it says it is, and when it was handed in (UTC, without a zone, as nbgrader)."""

    path: Path
    learner: str
    moment: datetime

    @property
    def name(self) -> str:
        return self.path.name


def entries(inbound: Path, assignment: str, wanted: Callable[[str], bool]) -> tuple[list[Entry], dict[str, str]]:
    """The submissions of ``assignment`` of whoever is ``wanted``, the newest first; why others are none, by name."""
    found, refused = [], {}
    for name in sorted(path.name for path in inbound.iterdir()):
        learner, plus, rest = name.partition(f"+{assignment}+")
        if name.startswith(HIDDEN) or not plus or not wanted(learner):
            continue
        try:
            moment = parse_utc(rest.partition("+")[0])
        except (ValueError, OverflowError):
            refused[name] = "It does not say when it was handed in."
            continue
        if not learner or NO_NAME.search(learner):
            refused[name] = "It has the name of nobody."
        elif is_ahead(moment):
            refused[name] = (
                f"It states {moment:%Y-%m-%d %H:%M} UTC, which is still to come: a clock is wrong. Ask her to set the "
                "date of her computer right and to hand in again."
            )
        else:
            found.append(Entry(inbound / name, learner, moment))
    return sorted(found, key=lambda one: (one.moment, one.name), reverse=True), refused


def owner(learner: str) -> int:
    """Return the system user of that name. Raises `RejectedSubmission`."""
    try:
        return pwd.getpwnam(learner).pw_uid
    except (KeyError, ValueError):
        raise RejectedSubmission(f"It says it is {learner}'s, who is no user of this machine.") from None


def check_folder(entry: Entry, uid: int | None) -> None:
    """Raise `RejectedSubmission` where the folder itself is no folder or (with a ``uid``) not of that user."""
    try:
        status = entry.path.lstat()
    except OSError as fault:
        raise RejectedSubmission(f"It cannot be looked at ({fault.strerror}).") from None
    if not stat.S_ISDIR(status.st_mode):
        raise RejectedSubmission("It is no folder.")
    _check_owner(status, uid, entry, "It")


def copy(entry: Entry, target: Path, uid: int | None, ignore: list[str]) -> Receipt | None:
    """Copy a submission to ``target`` and return its receipt; None where it has none, as a stock nbgrader's.

    With a ``uid``, all of it has to be of that user. Raises `RejectedSubmission`, and OSError where
    ``target`` can't be written.
    """
    try:
        handle = os.open(entry.path, _FLAGS | os.O_DIRECTORY)
    except OSError as fault:
        raise RejectedSubmission(f"It cannot be opened ({fault.strerror}).") from None
    _Copy(entry, uid, ignore).folder(handle, target, 0)
    return check(entry, target)


def check(entry: Entry, folder: Path) -> Receipt | None:
    """Return the receipt of a copied submission.

    Raises `RejectedSubmission` where it is not whole, or not what its receipt says.
    """
    secret = folder / SECRET
    if not secret.is_file():
        raise RejectedSubmission(
            f"It has no {SECRET}, without which no feedback finds it. Ask for it again: submit() makes one."
        )
    try:
        if secret.stat().st_size > _SECRET_BYTES or not secret.read_text(encoding="ascii").strip():
            raise ValueError
    except ValueError:
        raise RejectedSubmission(f"Its {SECRET} is none. Ask for it again: submit() makes one.") from None
    try:
        stated = parse_utc((folder / TIMESTAMP).read_text(encoding="ascii").strip())
    except (OSError, ValueError, OverflowError):
        raise RejectedSubmission(f"It has no time in its {TIMESTAMP}. Ask for it again.") from None
    if stated != entry.moment:
        raise RejectedSubmission(
            f"It states two times: {entry.moment} UTC in its name and {stated} UTC in its {TIMESTAMP}."
        )
    if not (folder / RECEIPT).exists():
        return None
    receipt = read_file(folder / RECEIPT)
    if receipt is None:
        raise RejectedSubmission("Its receipt cannot be read. Ask for it again.")
    notebook = folder / Path(receipt.notebook).name
    if not notebook.is_file() or whole.digest(notebook.read_bytes()) != receipt.sha256:
        raise RejectedSubmission(
            "Its notebook is not the one of its receipt: it was changed or damaged since. Ask for it again."
        )
    if receipt.moment.astimezone(UTC).replace(tzinfo=None) != entry.moment:
        raise RejectedSubmission("Its receipt has another time than its name.")
    return receipt


def find_antedating(entry: Entry) -> datetime | None:
    """When the folder was last changed (UTC, without a zone), where that is well after what it states."""
    changed = datetime.fromtimestamp(entry.path.lstat().st_ctime, UTC).replace(tzinfo=None)
    return changed if (changed - entry.moment).total_seconds() > _SLOW else None


class _Copy:
    """One submission that is copied; what it may still hold goes down with each file."""

    def __init__(self, entry: Entry, uid: int | None, ignore: list[str]) -> None:
        self.entry, self.uid, self.ignore = entry, uid, ignore
        self.bytes, self.files = MOST_BYTES, MOST_FILES

    def folder(self, handle: int, target: Path, depth: int) -> None:
        """Copy the open folder ``handle``, and close it."""
        try:
            _check_owner(os.fstat(handle), self.uid, self.entry, "It")
            if depth > DEEPEST:
                raise RejectedSubmission("Its folders lie too deep in one another.")
            self._count(0)
            target.mkdir()
            for name in sorted(os.listdir(handle)):
                if any(fnmatch(name, pattern) for pattern in self.ignore):
                    continue
                try:
                    inner = os.open(name, _FLAGS, dir_fd=handle)
                except OSError as fault:  # a link is not opened either
                    raise RejectedSubmission(
                        f"{printable(name)} in it is a link or cannot be read ({fault.strerror})."
                    ) from None
                if stat.S_ISDIR(os.fstat(inner).st_mode):
                    self.folder(inner, target / name, depth + 1)
                else:
                    self.file(inner, target / name)
        finally:
            os.close(handle)

    def file(self, handle: int, target: Path) -> None:
        """Copy the open file ``handle``, and close it."""
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(handle)
            _check_owner(status, self.uid, self.entry, printable(target.name) + " in it")
            if not stat.S_ISREG(status.st_mode):
                raise RejectedSubmission(f"{printable(target.name)} in it is no plain file.")
            self._count(status.st_size)
            target.write_bytes(file.read(status.st_size))

    def _count(self, size: int) -> None:
        self.files, self.bytes = self.files - 1, self.bytes - size
        if min(self.files, self.bytes) < 0:
            raise RejectedSubmission(f"It has more than {MOST_BYTES // 1_000_000} MB or {MOST_FILES:,} files.")


def _check_owner(status: os.stat_result, uid: int | None, entry: Entry, what: str) -> None:
    if uid is None or status.st_uid == uid:
        return
    try:
        whose = pwd.getpwuid(status.st_uid).pw_name
    except KeyError:
        whose = f"user {status.st_uid}"
    raise RejectedSubmission(f"{what} belongs to {whose} and not to {entry.learner}, whose name it has.")
