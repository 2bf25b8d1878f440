"""Files that a run leaves beside a notebook: feedback is made from that folder, so nothing of the run may stay there.

What stands there when a submission is put right is what the learner handed in; whatever is new or changed after the run
may hold rows of the held-out data, or lead (as a link) to what is not hers.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path


def manifest(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file under ``folder``, by its path in it. Links are none."""
    files = ((path, name) for path, name in _walk(folder) if path.is_file() and not path.is_symlink())
    return {name: _digest(path) for path, name in files}


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
        elif name in notebooks or before.get(name) == _digest(path):
            continue
        else:
            path.unlink()
        removed.append(name)
    return removed


def _walk(folder: Path) -> Iterator[tuple[Path, str]]:
    """Everything under ``folder``, the inner first, with its path from there. Links are not followed."""
    for place, folders, files in os.walk(folder, topdown=False):
        for name in [*files, *folders]:
            path = Path(place) / name
            yield path, str(path.relative_to(folder))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
