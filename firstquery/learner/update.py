"""One update of the learner's folder: what the course has against what stands there, file by file.

First everything is compared, then the record says what is about to be done, then it is done. What is hers is never
replaced; of what she has only run, a copy is kept.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from firstquery.core import course
from firstquery.core import files as whole
from firstquery.core.files import put_aside
from firstquery.learner import versions
from firstquery.learner.versions import Record, Version

#: The disk is full, for all files alike: the update stops.
FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
#: More notebooks than these are given as a number.
NAMED = 3


@dataclass
class Update:
    """What one update did: names relative to the learner's folder, with forward slashes.

    ``kept`` is hers, and the course now has another version of it; ``missing`` removed or renamed by her since she was
    last told; ``copies`` are of what was run, or was not as the course had it; ``problems`` say in a sentence each what
    could not be brought up to date.
    """

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def lines(self, work: Path) -> Iterator[str]:
        """One line for each thing that a learner would want to know about her folder ``work``; none on most days."""
        if self.added:
            yield f"New in your folder {work}: {_names(self.added)}"
        if self.updated:
            yield f"Newer versions, of what you had not changed: {_names(self.updated)}"
        if self.copies:
            yield f"What you had run there is kept, with its results: {_names(self.copies)}"
        if self.kept:
            yield (
                f"The course has newer versions of what you worked in; yours stay: {_names(self.kept)}. "
                "To have the newer one: firstquery reset, and the number of its week. It keeps yours as a copy."
            )
        if self.missing:
            yield f"You removed or renamed {_names(self.missing)}. With --restore it comes back."
        yield from self.problems


def update(work: Path, files: dict[str, bytes], *, restore: bool) -> Update:
    """Bring her folder to ``files``, name to content. Raises OSError where the folder or the disk fails as a whole."""
    record, done = versions.read(work), Update()
    new = {name: versions.version_of(name, content) for name, content in files.items()}
    to_write = _compare(work, record, files, new, restore, done)
    if to_write:
        record.writing |= {name: new[name] for name in to_write}
        versions.write(work, record)
    for name in to_write:
        if _write_file(work, name, files[name], record.versions_of(name), new[name], done):
            record.files[name] = new[name]
    record.writing = {}
    versions.write(work, record)
    return done


def _compare(
    work: Path, record: Record, files: dict[str, bytes], new: dict[str, Version], restore: bool, done: Update
) -> list[str]:
    """The names to write. What is hers is noted in the record as seen, so that she is told of it once."""
    to_write, absent = [], []
    for name in files:
        target = work / name
        if wrong := _in_the_way(work, name):
            done.problems.append(wrong)
            continue
        if not os.path.lexists(target):
            absent.append(name)
            continue
        record.told.discard(name)
        try:
            here = target.read_bytes()
        except OSError as fault:
            done.problems.append(f"{name} cannot be read ({why(fault)}), so it stays as it is.")
            continue
        stands = versions.compare(name, here, record.versions_of(name), new[name])
        # No learner writes in a key, and ids of exercises are stable: a newer key fits an older notebook.
        if stands == "same" or (stands == "run" and versions.work_in(here) == new[name].work):
            record.files[name] = new[name]
        elif stands != "hers" or target.name == "key.json":
            to_write.append(name)
            # What stands here stays known, if the next update should be killed and a newer one follow it.
            if (version := versions.find(name, here, record.versions_of(name))) is not None:
                record.files[name] = version
        else:
            if new[name] not in record.versions_of(name):
                done.kept.append(name)
            record.files[name] = new[name]
    return to_write + _absent(work, record, absent, restore, done)


def _absent(work: Path, record: Record, absent: list[str], restore: bool, done: Update) -> list[str]:
    """Of what is not in its place, the names to write: what is new, and with ``restore`` what she removed."""
    to_write, keys = [], []
    for name in absent:
        if name.endswith("/key.json"):
            keys.append(name)
        elif restore or name not in record.files:
            record.told.discard(name)
            to_write.append(name)
        else:
            if name not in record.told:
                done.missing.append(name)
            record.told.add(name)
    # A key stands beside its practice, and where she has no practice of that week she needs none.
    return to_write + [name for name in keys if _has_its_practice(work, name, to_write)]


def _has_its_practice(work: Path, key: str, to_write: list[str]) -> bool:
    folder = key.removesuffix("/key.json")
    practice = f"{folder}/{folder.rpartition('/')[2]}.ipynb"
    return practice in to_write or any((work / folder).glob("*.ipynb"))


def _write_file(work: Path, name: str, content: bytes, known: list[Version], new: Version, done: Update) -> bool:
    """Write one file, if it is still what it was when it was compared. False: it was not written."""
    target = work / name
    try:
        here = target.read_bytes() if os.path.lexists(target) else None
        if here is not None:
            stands = versions.compare(name, here, known, new)
            if stands == "hers" and target.name != "key.json":
                return False
            if not target.stat().st_mode & stat.S_IWUSR:
                done.problems.append(f"{name} is read-only, so the newer version of it was not put there.")
                return False
            if stands == "hers" or (stands == "run" and versions.has_results(here)):
                done.copies.append(put_aside(work, name, here).relative_to(work).as_posix())
        whole.write(target, content)
    except OSError as fault:
        if fault.errno in FULL:
            raise
        done.problems.append(f"{name} could not be written ({why(fault)}). What stands there is as it was.")
        return False
    (done.added if here is None else done.updated).append(name)
    return True


def _in_the_way(work: Path, name: str) -> str:
    """Return why nothing can be put at ``name``, in a sentence; empty where nothing is in the way."""
    target = work / name
    for above in reversed(target.relative_to(work).parents[:-1]):
        if os.path.lexists(work / above) and not (work / above).is_dir():
            return (
                f"{above.as_posix()} is a file, and the course needs a folder of that name for {name}: rename the file."
            )
    if target.is_dir():
        return f"{name} is a folder, and the course has a file of that name: rename the folder."
    if target.is_symlink() and not target.exists():
        return f"{name} is a link that leads nowhere now, so it stays as it is: see where it leads, or remove it."
    if Path(os.path.realpath(target)).is_relative_to(os.path.realpath(course.COURSE)):
        return f"{name} is a link into the course itself, so nothing was put there: remove the link."
    return ""


def why(fault: OSError) -> str:
    """Return what the system says of a fault."""
    return os.strerror(fault.errno) if fault.errno else str(fault)


def _names(names: list[str]) -> str:
    """The notebooks among them by name; the first filling, and what only stands beside a notebook, as a number."""
    notebooks = [name for name in names if name.endswith(".ipynb")]
    if 0 < len(notebooks) <= NAMED:
        return ", ".join(notebooks)
    return f"{len(names)} {'file' if len(names) == 1 else 'files'}"
