"""The learner's copy of the course: lessons and practices in her own folder, where what she wrote is never overwritten.

    notebooks/start-here.ipynb           -> WORK/start-here.ipynb
    notebooks/week-01-first-query.ipynb  -> WORK/week-01-first-query.ipynb
    release/week-01-first-query/*        -> WORK/practice/week-01-first-query/*

``WORK/.records/shipped.json`` keeps the hash of each file as the course had it last. A file that still has that hash is
untouched, and a newer version of the course replaces it; any other file is hers. What she removed stays removed.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from firstquery import course
from firstquery.sentence import Sentence

# Links from one notebook to another, as they read in the course and in the learner's folder.
LESSON_LINKS = (("../release/", "practice/"), ("../data/", "data/"))
PRACTICE_LINKS = (("../../notebooks/", "../../"),)


@dataclass
class Copied:
    """What one filling did: names relative to the learner's folder, with forward slashes."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    #: hers, and the course now has another version of it
    kept: list[str] = field(default_factory=list)
    #: removed by her
    missing: list[str] = field(default_factory=list)


def fill(*, restore: bool = False) -> Copied:
    """Fill the learner's folder from the course. With ``restore``, what she removed comes back too.

    Raises Sentence where the folder cannot be written.
    """
    work = course.work_folder()
    try:
        work.mkdir(parents=True, exist_ok=True)
        return _fill(work, restore)
    except FileExistsError:
        raise Sentence(f"{work} is a file, and First Query needs a folder there: rename that file.") from None
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise Sentence(f"The disk is full, so {work} cannot be filled: free some room and start again.") from None
        why = os.strerror(error.errno) if error.errno else str(error)
        raise Sentence(
            f"Your folder {work} cannot be written to ({why}): make it yours again, or name another folder in the "
            "environment variable FIRSTQUERY_WORK."
        ) from None


def _fill(work: Path, restore: bool) -> Copied:
    shipped = _read_shipped(work)
    told = json.dumps(shipped, sort_keys=True)
    copied = Copied()
    for name, content in _files():
        target, new = work / name, _hash(content)
        known = shipped.get(name)
        # Ids of exercises are stable: a newer key fits an older notebook, and no learner writes in a key.
        ours = target.name == "key.json"
        if not target.exists():
            if known and not ours and not restore:
                copied.missing.append(name)
                continue
            _write(target, content)
            copied.added.append(name)
        elif (here := _hash(target.read_bytes())) != new:
            if here != known and not ours:
                if known != new:
                    copied.kept.append(name)
            else:
                _write(target, content)
                copied.updated.append(name)
        shipped[name] = new
    if json.dumps(shipped, sort_keys=True) != told:
        record = json.dumps({"version": 1, "files": shipped}, indent=1, sort_keys=True) + "\n"
        _write(work / ".records" / "shipped.json", record.encode())
    return copied


def _files() -> Iterator[tuple[str, bytes]]:
    """Every file of the learner's folder: its name there, and what the course has for it."""
    for folder, there, links in (
        (course.COURSE / "notebooks", "", LESSON_LINKS),
        (course.COURSE / "release", "practice/", PRACTICE_LINKS),
    ):
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            if path.is_file() and not any(part.startswith(".") for part in inside.parts):
                yield there + inside.as_posix(), _relinked(path, links)
    dictionary = course.COURSE / "data" / "README.md"
    if dictionary.is_file():
        yield "data/README.md", dictionary.read_bytes()


def _relinked(path: Path, links: tuple[tuple[str, str], ...]) -> bytes:
    """The file with its links as they read in the learner's folder; only a notebook's Markdown has any."""
    content = path.read_bytes()
    if path.suffix != ".ipynb":
        return content
    notebook = json.loads(content)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            lines = cell["source"] if isinstance(cell["source"], list) else [cell["source"]]
            for old, new in links:
                lines = [line.replace(f"]({old}", f"]({new}").replace(f'="{old}', f'="{new}') for line in lines]
            cell["source"] = lines if isinstance(cell["source"], list) else lines[0]
    return (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode()


def _read_shipped(work: Path) -> dict[str, str]:
    try:
        files = json.loads((work / ".records" / "shipped.json").read_text(encoding="utf-8"))["files"]
        return {str(name): str(digest) for name, digest in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write(path: Path, content: bytes) -> None:
    """Write beside the file and replace it in one step: a kill leaves the old one or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".copying-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
