"""Her work as one file, which any copy of the course reads: the installed one, and that of a browser.

It holds what she has written and what is kept of it (``WORK/.records``), and nothing that the course has as well. Where
two copies have both been worked in, both stay: of notebooks the one in its place and the other in ``kept``, of records
all attempts. A file that is as it was when it was last carried gives way to the newer one.
"""

from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from firstquery.core import course, records
from firstquery.core import files as whole
from firstquery.core.errors import UserError
from firstquery.learner import versions, workspace
from firstquery.learner.archive_file import is_safe, read, write
from firstquery.learner.merge import merge
from firstquery.learner.text import count, join_words

#: The record of what was carried last, name to hash; and those that are of one copy alone.
CARRIED = "carried"
_OF_THIS_COPY = frozenset({CARRIED, "shipped"})
_RECORDS = ".records"
#: What the course and JupyterLab put into her folder.
_NOT_HERS = ("key.json", "first-query.ics")
_MOST = 20_000_000  # bytes of one file; a larger one is no work of these hours


@dataclass
class Carried:
    """What was brought back: names of notebooks and other files, and how many records."""

    written: list[str] = field(default_factory=list)
    both: dict[str, str] = field(default_factory=dict)
    records: int = 0

    def lines(self) -> Iterator[str]:
        """One line for each thing that she would want to know."""
        if self.written:
            yield f"Brought back: {_named(self.written)}."
        if self.records:
            which = count(self.records, "exercise or page", "exercises and pages")
            yield f"The records of {which} are joined with yours."
        for name, aside in self.both.items():
            yield f"{name} was worked in here and there. Both are kept: yours stays, and the other is {aside}."
        if not (self.written or self.both or self.records):
            yield "All that is in that file is here already."


def pack(work: Path) -> bytes:
    """Return her work in ``work`` as the content of one file, and note what was carried. Raises OSError."""
    shipped = dict(workspace.files())
    found = {name: path for name, path in _files(work) if _is_hers(name, path, shipped)}
    held = {name: path.read_bytes() for name, path in found.items()}
    kept = {path.stem: record for path in _record_files(work) if (record := records.read(path.stem)) is not None}
    _note(held)
    return write(held, kept)


def bring_back(work: Path, content: bytes) -> Carried:
    """Put the work in a file of `pack` into the folder ``work``. Raises `UserError` where the file is none, OSError."""
    files, found = read(content)
    kept = {name: one for name, one in found.items() if records.NAME.fullmatch(name) and name not in _OF_THIS_COPY}
    done, shipped = Carried(), dict(workspace.files())
    last = (records.read(CARRIED) or {}).get("files", {})
    for name, theirs in files.items():
        path = work / name
        here = path.read_bytes() if path.is_file() else None
        if here is not None and _same(name, here, theirs):
            continue
        if here is None or not _is_hers(name, path, shipped) or last.get(name) == _hash(name, here):
            if here is not None and name.endswith(".ipynb") and versions.has_results(here):
                whole.put_aside(work, name, here)
            whole.write(path, theirs)
            done.written.append(name)
        else:
            done.both[name] = whole.put_aside(work, name, theirs).relative_to(work).as_posix()
    for name, record in kept.items():
        before = records.read(name)
        if before != (joined := merge(before or {}, record)):
            records.update(name, lambda _, joined=joined: joined)  # type: ignore[misc]
            done.records += 1
    _note(files)
    return done


def _files(work: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files of her folder that are no part of ours, by name."""
    for path in sorted(work.rglob("*")):
        name = path.relative_to(work).as_posix()
        if path.is_file() and is_safe(name) and path.name not in _NOT_HERS and path.stat().st_size <= _MOST:
            yield name, path


def _record_files(work: Path) -> list[Path]:
    found = sorted((work / _RECORDS).glob("*.json")) if (work / _RECORDS).is_dir() else []
    return [path for path in found if records.NAME.fullmatch(path.stem) and path.stem not in _OF_THIS_COPY]


def _is_hers(name: str, path: Path, shipped: dict[str, bytes]) -> bool:
    """Return whether the course has nothing like it; of a notebook, where she wrote in it or ran it."""
    content = path.read_bytes()
    if name.endswith(".ipynb") and _is_about_a_week(content):
        return False
    if (ours := shipped.get(name)) is None:
        return not name.startswith(("data/README", "drawings/"))
    stands = versions.compare(name, content, [], versions.version_of(name, ours))
    is_of_a_week = course.STEM.fullmatch(path.stem) is not None
    return stands == "hers" or (stands == "run" and is_of_a_week and _has_run(content))


def _has_run(content: bytes) -> bool:
    with contextlib.suppress(ValueError, KeyError, TypeError):
        return any(cell.get("execution_count") for cell in json.loads(content)["cells"])
    return False


def _is_about_a_week(content: bytes) -> bool:
    """Return whether it is the page of a browser about a week that it can't run (firstquery.site.lite.content)."""
    with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
        return bool(json.loads(content)["metadata"]["firstquery"].get("elsewhere"))
    return False


def _same(name: str, here: bytes, theirs: bytes) -> bool:
    return here == theirs or (_hash(name, here) == _hash(name, theirs) and not _has_run(theirs))


def _hash(name: str, content: bytes) -> str:
    """Return the hash of what a person has written in it: a page that is opened is saved in another form."""
    version = versions.version_of(name, content)
    return version.work or version.bytes


def _note(held: dict[str, bytes]) -> None:
    now = {name: _hash(name, content) for name, content in held.items()}
    records.update(CARRIED, lambda record: {"version": 1, "files": record.get("files", {}) | now})


def _named(names: list[str]) -> str:
    return join_words(names) if len(names) < 4 else count(len(names), "file")


def pack_here() -> str:
    """Return her work as text, for a page that offers it as a file."""
    return pack(course.work_folder()).decode()


def bring_back_here(content: str) -> dict[str, Any]:
    """Bring back the base64 of a file and return what to say, and which files are new, for the page that asked."""
    try:
        done = bring_back(course.work_folder(), base64.b64decode(content))
    except UserError as fault:
        return {"lines": [fault.sentence], "written": []}
    return {"lines": list(done.lines()), "written": done.written}
