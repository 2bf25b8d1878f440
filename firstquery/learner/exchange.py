"""One update of her folder: what the course has against what stands there, file by file.

First everything is compared, then the record says what is about to be done, then it is done. What is hers is never
replaced; of what she has only run, a copy is kept.
"""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from firstquery import course, whole
from firstquery.learner import renamed, shipped
from firstquery.learner.old_copies import put_aside
from firstquery.learner.shipped import Print, Shipped

#: The disk is full, for all files alike: the update stops.
FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


@dataclass
class Copied:
    """What one filling did: names relative to the learner's folder, with forward slashes."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    #: hers, and the course now has another version of it
    kept: list[str] = field(default_factory=list)
    #: removed by her since she was last told
    missing: list[str] = field(default_factory=list)
    #: renamed or moved by her: the name in the course, and the name it has now
    renamed: dict[str, str] = field(default_factory=dict)
    #: renamed by the course, and so in her folder: the old name, and the new one
    moved: dict[str, str] = field(default_factory=dict)
    #: the copies of what was run, or was not as the course had it
    copies: list[str] = field(default_factory=list)
    #: what could not be brought up to date, one sentence each
    problems: list[str] = field(default_factory=list)
    #: what was run and not saved when First Query ended, and where it is now, one sentence each
    recovered: list[str] = field(default_factory=list)


def exchange(work: Path, files: dict[str, bytes], *, restore: bool) -> Copied:
    """Brings her folder to ``files``, name to content. Raises OSError where the folder or the disk fails as a whole."""
    record, copied = shipped.read(work), Copied()
    _follow(work, record, files, copied)
    new = {name: shipped.print_of(name, content) for name, content in files.items()}
    to_write = _compared(work, record, files, new, restore, copied)
    if to_write:
        record.writing |= {name: new[name] for name in to_write}
        shipped.keep(work, record)
    for name in to_write:
        if _put(work, name, files[name], record.known(name), new[name], copied):
            record.files[name] = new[name]
    record.writing = {}
    shipped.keep(work, record)
    return copied


def _follow(work: Path, record: Shipped, files: dict[str, bytes], copied: Copied) -> None:
    """Renames in her folder what the course has renamed, so that links lead to it. Her bytes stay as they are."""
    pairs = renamed.by_the_course([*record.files, *record.writing], files)
    if pairs:
        for prints in (record.files, record.writing):
            for name in list(prints):
                if (now := renamed.under_new_name(name, pairs)) != name:
                    prints[now] = prints.pop(name)
        record.told = {renamed.under_new_name(name, pairs) for name in record.told}
        for old, new in pairs.items():
            record.moves += renamed.moves_of(old, new)
        shipped.keep(work, record)
    failed = []
    for old_name, new_name in record.moves:
        here, there = work / old_name, work / new_name
        if os.path.lexists(here) and (not os.path.lexists(there) or _one_file(here, there)):
            try:
                here.rename(there)
            except OSError as fault:
                copied.problems.append(f"{old_name} could not be renamed to {new_name} ({_why(fault)}): rename it.")
                failed.append((old_name, new_name))
                continue
            if there.suffix == ".ipynb":
                copied.moved[old_name] = new_name
    record.moves = failed


def _compared(
    work: Path, record: Shipped, files: dict[str, bytes], new: dict[str, Print], restore: bool, copied: Copied
) -> list[str]:
    """The names to write. What is hers is noted in the record as seen, so that she is told of it once."""
    to_write, absent = [], []
    for name in files:
        target = work / name
        if not os.path.lexists(target):
            absent.append(name)
            continue
        record.told.discard(name)
        if wrong := _in_the_way(work, name):
            copied.problems.append(wrong)
            continue
        try:
            here = target.read_bytes()
        except OSError as fault:
            copied.problems.append(f"{name} cannot be read ({_why(fault)}), so it stays as it is.")
            continue
        standing = shipped.compare(name, here, record.known(name), new[name])
        # No learner writes in a key, and ids of exercises are stable: a newer key fits an older notebook.
        if standing == "same" or (standing == "run" and shipped.work_in(here) == new[name].work):
            record.files[name] = new[name]
        elif standing != "hers" or target.name == "key.json":
            to_write.append(name)
            # What stands here stays known, if the next update should be killed and a newer one follow it.
            if (version := shipped.version_of(name, here, record.known(name))) is not None:
                record.files[name] = version
        else:
            if new[name] not in record.known(name):
                copied.kept.append(name)
            record.files[name] = new[name]
    return to_write + _absent(work, record, files, absent, restore, copied)


def _absent(
    work: Path, record: Shipped, files: dict[str, bytes], absent: list[str], restore: bool, copied: Copied
) -> list[str]:
    """Of what is not in its place, the names to write: what is new, and with ``restore`` what she removed."""
    to_write, gone, keys = [], [], []
    for name in absent:
        if wrong := _in_the_way(work, name):
            copied.problems.append(wrong)
        elif name.endswith("/key.json"):
            keys.append(name)
        elif name in record.files or record.lost:
            gone.append(name)
        else:
            to_write.append(name)
    elsewhere = renamed.find(work, {name: files[name] for name in gone}, files) if gone else {}
    for name in gone:
        if name in elsewhere:
            if name not in record.told or restore:
                copied.renamed[name] = elsewhere[name]
            record.told.add(name)
            record.files.setdefault(name, shipped.print_of(name, files[name]))
        elif restore or name not in record.files:
            record.told.discard(name)
            to_write.append(name)
        else:
            if name not in record.told:
                copied.missing.append(name)
            record.told.add(name)
    # A key stands beside its practice, and where she has no practice of that week she needs none.
    return to_write + [name for name in keys if _has_its_practice(work, name, to_write)]


def _has_its_practice(work: Path, key: str, to_write: list[str]) -> bool:
    folder = key.removesuffix("/key.json")
    practice = f"{folder}/{folder.rpartition('/')[2]}.ipynb"
    return practice in to_write or (work / practice).exists()


def _put(work: Path, name: str, content: bytes, known: list[Print], new: Print, copied: Copied) -> bool:
    """Writes one file, if it is still what it was when it was compared. False: it was not written."""
    target = work / name
    try:
        here = target.read_bytes() if os.path.lexists(target) else None
        if here is not None:
            standing = shipped.compare(name, here, known, new)
            if standing == "hers" and target.name != "key.json":
                return False
            if not target.stat().st_mode & stat.S_IWUSR:
                copied.problems.append(f"{name} is read-only, so the newer version of it was not put there.")
                return False
            if standing == "hers" or (standing == "run" and shipped.has_results(here)):
                copied.copies.append(put_aside(work, name, here).relative_to(work).as_posix())
        whole.write(target, content)
    except OSError as fault:
        if fault.errno in FULL:
            raise
        copied.problems.append(f"{name} could not be written ({_why(fault)}). What stands there is as it was.")
        return False
    (copied.added if here is None else copied.updated).append(name)
    return True


def _in_the_way(work: Path, name: str) -> str:
    """Why nothing can be put at ``name``, in a sentence; empty where nothing is in the way."""
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


def _one_file(old: Path, new: Path) -> bool:
    try:
        return old.samefile(new)
    except OSError:
        return False


def _why(fault: OSError) -> str:
    return os.strerror(fault.errno) if fault.errno else str(fault)
