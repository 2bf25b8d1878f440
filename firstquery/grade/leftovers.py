"""Files that a run leaves beside a notebook: feedback is made from that folder, so nothing of the run may stay there.

What stands there when a submission is put right is what the learner handed in; whatever is new or changed after the run
may hold rows of the held-out data, or lead (as a link) to what is not hers.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from firstquery.grade.submitted import walk


def manifest(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file under ``folder``, by its path in it. Links are none."""
    files = (path for path in walk(folder) if path.is_file() and not path.is_symlink())
    return {_written(path.relative_to(folder)): digest(path) for path in files}


def remove_links(submitted: Path, copied: Path) -> list[str]:
    """Removes the copies of what is a link in ``submitted``, whose target is not the learner's. Returns their names."""
    found = [name for path, name in _walk(submitted) if path.is_symlink()]
    for name in found:
        (copied / name).unlink(missing_ok=True)
    return found


def clear(folder: Path, before: dict[str, str], notebooks: set[str]) -> list[str]:
    """Removes what is not as ``before`` (a `manifest`), but for the submission's own ``notebooks``. Returns names."""
    removed = []
    for path, name in _walk(folder):
        if path.is_symlink() or not (path.is_dir() or path.is_file()):
            path.unlink()
        elif path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
            continue
        elif name in notebooks or before.get(_written(name)) == digest(path):
            continue
        else:
            path.unlink()
        removed.append(name)
    return removed


def _walk(folder: Path) -> Iterator[tuple[Path, str]]:
    """Everything under ``folder``, the inner first, with its path from there. Links are not followed."""
    found, left = [], [folder]
    while left:  # not os.walk: it goes no deeper than Python's own calls do
        place = left.pop()
        with suppress(OSError), os.scandir(place) as listed:
            for entry in listed:
                found.append(Path(entry.path))
                if entry.is_dir(follow_symlinks=False):
                    left.append(Path(entry.path))
    for path in reversed(found):
        yield path, str(path.relative_to(folder))


def _written(name: object) -> str:
    """A name as JSON in UTF-8 can hold it: one in another coding has bytes that are no characters."""
    return str(name).encode("utf-8", "backslashreplace").decode("utf-8")


def digest(path: Path) -> str:
    """The SHA-256 of a file, or why there is none: what is no plain file is never waited for."""
    if not stat.S_ISREG(path.lstat().st_mode):
        return "is no plain file"
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as fault:
        return f"can't be read ({fault.errno})"
