"""Throwaway folders that hold one version of the service each: to try it out, far from the learner's own copy."""

from __future__ import annotations

import atexit
import io
import os
import shutil
import tarfile
import tempfile
import threading
from functools import cache
from pathlib import Path

from firstquery.core import course, records
from firstquery.core.errors import UserError
from firstquery.review import copy, program
from firstquery.review.repository import build

_lock = threading.RLock()
_made: dict[str, Path] = {}


def commit(revision: str, repository: Path | None = None) -> str:
    """The hash of a branch, a tag or a commit of the course's repository. Raises `UserError` where there is none."""
    where = repository or courses()
    try:
        return program.run(where, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()
    except UserError:
        raise UserError(f"The repository desk has no version {revision}.") from None


def tree(revision: str, repository: Path | None = None) -> Path:
    """A folder with the files of a version; the same one each time, until this process ends."""
    where = repository or courses()
    hash_ = commit(revision, where)
    with _lock:
        if hash_ not in _made:
            target = root() / hash_[:12]
            packed = program.run(where, "archive", "--format=tar", hash_)
            _unpack(packed, target)
            _made[hash_] = target
        return _made[hash_]


def apply_patches(start: Path, *patches: bytes, reverse: bool = False) -> Path:
    """A folder of its own with the files of ``start`` and the patches applied, or with ``reverse`` taken out again.

    Raises `UserError` where one does not fit.
    """
    target = Path(tempfile.mkdtemp(dir=root())) / "desk"
    shutil.copytree(start, target)
    back = ("-R",) if reverse else ()
    alone = {"GIT_CEILING_DIRECTORIES": str(target.parent)}  # above it no repository is looked for
    for patch in patches:
        program.run(target, "apply", "--whitespace=nowarn", *back, "-", given=patch, extra=alone)
    return target


def with_tests_of(start: Path, other: Path) -> Path:
    """A folder with the files of ``start``, and the tests of ``other`` in place of its own."""
    target = Path(tempfile.mkdtemp(dir=root())) / "desk"
    shutil.copytree(start, target, ignore=lambda folder, _: ["tests"] if Path(folder) == start else [])
    if (other / "tests").is_dir():
        shutil.copytree(other / "tests", target / "tests")
    return target


def base_and_head(number: str, repository: Path | None = None) -> tuple[str, str]:
    """The commits that a pull request starts from and leads to. Raises `UserError` where there is none."""
    where = repository or courses()
    try:
        head = commit(f"refs/heads/pull/{number}", where)
    except UserError:
        raise UserError(f"There is no pull request {number}.") from None
    return program.run(where, "merge-base", "refs/heads/main", head).decode().strip(), head


def courses() -> Path:
    """The course's repository. Whoever grades has no folder of a learner's, and none is made for it."""
    if records.at_the_grader() or course.work_folder().is_dir():
        return copy.source()
    return build(root() / "desk.git")


@cache
def root() -> Path:
    """This process's folder for them, removed when it ends."""
    made = Path(tempfile.mkdtemp(prefix=f"first-query-trees-{os.getpid()}-"))
    owner = os.getpid()
    atexit.register(lambda: shutil.rmtree(made, ignore_errors=True) if os.getpid() == owner else None)
    return made


def _unpack(packed: bytes, target: Path) -> None:
    """Regular files alone, readable by whoever runs them."""
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            held = archive.extractfile(member) if member.isfile() else None
            if held is not None:
                path = target / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(held.read())
                path.chmod(0o755 if member.mode & 0o100 else 0o644)
