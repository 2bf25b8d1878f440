"""Which files of a submission are copied, run with and kept: its own regular files, and nothing that they lead to.

A submission may hold links, devices and pipes. nbgrader copies what a link points to, a device has no end, and a pipe
is waited for. What stands beside a notebook after its run may hold rows of the held-out data, and feedback is made from
that folder: so what is new or changed there goes.
"""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import shutil
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from nbgrader.utils import parse_utc

from firstquery.core.due import is_ahead
from firstquery.grading.submissions import Skip, printable, walk

MOST_BYTES = 200_000_000  # of all files of a submission
_LEAST_BYTES = 1_000_000  # that are copied however little room there is
_MOST_WARNINGS = 20
_BLOCK = 4096  # an empty file takes room as well
FULL = (errno.ENOSPC, errno.EDQUOT)


def copy_files(source: Path, target: Path, logger: logging.Logger) -> list[str]:
    """Copies all but notebooks and keys. Returns the names of files that she would miss in the copy.

    Nothing in her folder may end the run of others: what can't be copied is left out, in a sentence.
    """
    missed: list[str] = []
    warnings = iter(range(_MOST_WARNINGS))

    def leave_out(path: Path, why: str) -> None:
        if next(warnings, None) is not None:
            logger.warning("%s %s. It is left out.", path, why)

    def miss(path: Path, why: str) -> None:
        missed.append(printable(path.relative_to(source)))
        leave_out(path, why)

    sizes = []
    for path in walk(source, miss):
        name = path.relative_to(source)
        if name.parts[0] in (".records", "key.json") or name.suffix in (".ipynb", ".pyc"):
            continue
        try:
            status = path.lstat()
        except OSError as fault:
            miss(path, f"can't be read ({fault.strerror})")
            continue
        if not stat.S_ISREG(status.st_mode):
            leave_out(path, "is a link or a device in the submission")
        elif path.name == "timestamp.txt" and not is_time(path):
            leave_out(path, "holds no time at which something can have been handed in")
        else:
            sizes.append((max(status.st_size, _BLOCK), path))
    room = max(_LEAST_BYTES, min(MOST_BYTES, shutil.disk_usage(target).free // 4))
    for size, path in sorted(sizes):
        room -= size
        if room < 0:
            miss(path, f"is too large: the files have more than {MOST_BYTES // 1_000_000} MB, or the disk is full")
        else:
            _copy(path, target, path.relative_to(source), miss)
    return missed


def _copy(path: Path, target: Path, name: Path, miss: Skip) -> None:
    """A name from a Mac has its accents as characters of their own: code finds it by the name as it is typed."""
    place = target / printable(unicodedata.normalize("NFC", str(name)))
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    except OSError as fault:
        if fault.errno in FULL:
            raise
        miss(path, f"can't be copied ({fault.strerror})")


def is_time(path: Path) -> bool:
    """Whether the file holds a time that nbgrader can read and that is not still to come, or nothing."""
    try:
        text = path.read_text(encoding="utf-8").strip()
        return not text or not is_ahead(parse_utc(text))
    except (OSError, ValueError, OverflowError):
        return False


def manifest(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file under ``folder``, by its path in it. Links are none."""
    files = (path for path in walk(folder) if path.is_file() and not path.is_symlink())
    return {str(path.relative_to(folder)): file_hash(path) for path in files}


def remove_new_files(folder: Path, before: dict[str, str], notebooks: set[str]) -> list[str]:
    """Removes what is not as ``before`` (a `manifest`), but for the submission's own ``notebooks``. Returns names."""
    removed = []
    for path in _inner_first(folder):
        name = str(path.relative_to(folder))
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
            continue
        is_own = path.is_file() and not path.is_symlink()
        if not is_own or (name not in notebooks and before.get(name) != file_hash(path)):
            path.unlink()
            removed.append(name)
    return removed


def _inner_first(folder: Path) -> Iterator[Path]:
    """Everything under ``folder``, the inner first. Links are not followed."""
    found, left = [], [folder]
    while left:  # not os.walk: it goes no deeper than Python's own calls do
        with suppress(OSError), os.scandir(left.pop()) as listed:
            for entry in listed:
                found.append(Path(entry.path))
                if entry.is_dir(follow_symlinks=False):
                    left.append(Path(entry.path))
    yield from reversed(found)


def file_hash(path: Path) -> str:
    """The SHA-256 of a file, or why there is none: what is no plain file is never waited for."""
    if not stat.S_ISREG(path.lstat().st_mode):
        return "is no plain file"
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as fault:
        return f"can't be read ({fault.errno})"
