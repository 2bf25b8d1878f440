"""What stands beside a notebook is copied for its run: plain files, as far as there is room for them.

A learner's own helper is hers whatever its name is, so what a course keeps from learners (``c.CourseDirectory.ignore``)
does not count here. Nothing in her folder may end the run of others: what can't be copied is left out, in a sentence.
"""

from __future__ import annotations

import errno
import logging
import shutil
import stat
import unicodedata
from collections.abc import Collection
from pathlib import Path

from nbgrader.utils import parse_utc

from firstquery.grade import submitted

MOST_BYTES = 200_000_000  # of all files of a submission
_LEAST_BYTES = 1_000_000  # that are copied however little room there is
_BLOCK = 4096  # an empty file takes room as well
_MOST_SAID = 20
FULL = (errno.ENOSPC, errno.EDQUOT)


def files(source: Path, target: Path, notebooks: Collection[str], log: logging.Logger) -> list[str]:
    """Copies all but the ``notebooks`` that are graded. Returns the names of files that she would miss in the copy."""
    said: list[str] = []

    def leave_out(path: Path, why: str) -> None:
        said.append(submitted.plain(path.relative_to(source)))
        if len(said) <= _MOST_SAID:
            log.warning("%s %s. It is left out.", path, why)

    missed: list[str] = []

    def miss(path: Path, why: str) -> None:
        missed.append(submitted.plain(path.relative_to(source)))
        leave_out(path, why)

    sizes = []
    for path in submitted.walk(source, miss):
        name = path.relative_to(source)
        if name.parts[0] in {*notebooks, ".records"} or name.suffix == ".pyc":
            continue
        if name.parts[0] == "key.json" and len(name.parts) > 1:
            leave_out(path, "is in a folder of the name of the key")
            continue
        try:
            status = path.lstat()
        except OSError as fault:
            miss(path, f"can't be read ({fault.strerror})")
            continue
        if stat.S_ISLNK(status.st_mode):
            leave_out(path, "is a link in the submission")
        elif not stat.S_ISREG(status.st_mode):
            leave_out(path, "is no plain file")
        elif path.name == "timestamp.txt" and not is_time(path):
            leave_out(path, "holds no time")
        else:
            sizes.append((max(status.st_size, _BLOCK), path))
    room = max(_LEAST_BYTES, min(MOST_BYTES, shutil.disk_usage(target).free // 4))
    for size, path in sorted(sizes):
        room -= size
        if room < 0:
            miss(
                path,
                f"is too large: what was handed in has more than {MOST_BYTES // 1_000_000} MB, or the disk is full",
            )
        else:
            _copy(path, target, path.relative_to(source), miss)
    if len(said) > _MOST_SAID:
        log.warning("%s: %s more files are left out.", source, len(said) - _MOST_SAID)
    return missed


def _copy(path: Path, target: Path, name: Path, miss: submitted.Told) -> None:
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
    try:
        text = path.read_text(encoding="utf-8").strip()
        return not text or bool(parse_utc(text))
    except (OSError, ValueError, OverflowError):
        return False
