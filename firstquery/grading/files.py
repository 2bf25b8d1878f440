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
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from nbgrader.converters import base
from nbgrader.utils import find_all_files, parse_utc
from traitlets.log import get_logger

from firstquery.grading.submissions import Skip, printable, walk

MOST_BYTES = 200_000_000  # of all files of a submission
_LEAST_BYTES = 1_000_000  # that are copied however little room there is
_MOST_WARNINGS = 20
_BLOCK = 4096  # an empty file takes room as well
FULL = (errno.ENOSPC, errno.EDQUOT)
#: By the folder of a repaired copy: the names of the notebooks in it that are graded.
staged: dict[str, frozenset[str]] = {}
log = logging.getLogger("traitlets")


class _Printable(logging.Filter):
    """Names in a submission (of files, of cells, of kernels) are logged, and a log is read in a terminal."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = printable(record.getMessage()), ()
        return True


_printable = _Printable()


def log_printable(logger: Any) -> None:
    """From now on ``logger`` writes no name as a command for a terminal, and none that can't be written."""
    (logger.logger if isinstance(logger, logging.LoggerAdapter) else logger).addFilter(_printable)


def keep_regular_files(notebooks: list[str], **_: Any) -> None:
    """Takes links and devices out of ``notebooks``, in place; from then on nbgrader copies regular files alone.

    It is nbgrader's hook before it touches a submission: ``c.Autograde.pre_convert_hook``.
    """
    base.find_all_files = _find_regular_files
    log_printable(get_logger())
    for path in list(notebooks):
        if not stat.S_ISREG(Path(path).lstat().st_mode):
            log.error("%s is not graded: it is a link or a device. Ask the learner for the notebook itself.", path)
            notebooks.remove(path)


def _find_regular_files(path: str, exclude: Iterable[str] | None = None) -> list[str]:
    """nbgrader's list of files to copy; of a repaired copy all of them, whatever a course keeps from learners."""
    if (graded := staged.get(os.path.normpath(path))) is not None:
        return [str(file) for file in walk(Path(path)) if file not in {Path(path) / name for name in graded}]
    return [name for name in find_all_files(path, exclude) if stat.S_ISREG(Path(name).lstat().st_mode)]


def copy_files(source: Path, target: Path, notebooks: Collection[str], logger: logging.Logger) -> list[str]:
    """Copies all but the ``notebooks`` that are graded. Returns the names of files that she would miss in the copy.

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
        if name.parts[0] in {*notebooks, ".records", "key.json"} or name.suffix == ".pyc":
            continue
        try:
            status = path.lstat()
        except OSError as fault:
            miss(path, f"can't be read ({fault.strerror})")
            continue
        if not stat.S_ISREG(status.st_mode):
            leave_out(path, "is a link or a device in the submission")
        elif path.name == "timestamp.txt" and not is_time(path):
            leave_out(path, "holds no time")
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
    composed = target / unicodedata.normalize("NFC", str(name))
    place = target / name if composed.exists() else composed
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    except OSError as fault:
        if fault.errno in FULL:
            raise
        miss(path, f"can't be copied ({fault.strerror})")


def is_time(path: Path) -> bool:
    """Whether the file holds a time that nbgrader can read, or nothing."""
    try:
        text = path.read_text(encoding="utf-8").strip()
        return not text or bool(parse_utc(text))
    except (OSError, ValueError, OverflowError):
        return False


def manifest(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file under ``folder``, by its path in it. Links are none."""
    files = (path for path in walk(folder) if path.is_file() and not path.is_symlink())
    return {_encodable(path.relative_to(folder)): file_hash(path) for path in files}


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
        if not is_own or (name not in notebooks and before.get(_encodable(name)) != file_hash(path)):
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


def _encodable(name: object) -> str:
    """A name as JSON in UTF-8 can hold it: one in another coding has bytes that are no characters."""
    return str(name).encode("utf-8", "backslashreplace").decode("utf-8")


def file_hash(path: Path) -> str:
    """The SHA-256 of a file, or why there is none: what is no plain file is never waited for."""
    if not stat.S_ISREG(path.lstat().st_mode):
        return "is no plain file"
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as fault:
        return f"can't be read ({fault.errno})"
