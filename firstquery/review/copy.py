"""The learner's own working copy of desk: a true repository in her folder, hers to try anything in.

It is made when it is first needed and never overwritten. A newer course adds branches to it. `fresh_copy` puts it back
as it was and keeps the old one. Its identity and its remote stand in its own configuration, and lead nowhere outside.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from firstquery.core import course, records
from firstquery.core import files as whole
from firstquery.core.errors import UserError, in_sentences
from firstquery.core.files import OLD_COPIES
from firstquery.review import history, program, repository

NAME = "desk"
PATIENCE = 60.0
#: In the copy's own configuration: what a setting of hers must not change when she uses it in a terminal.
_OWN: tuple[tuple[str, str], ...] = (
    *(("commit.gpgSign", "false"), ("tag.gpgSign", "false"), ("core.autocrlf", "false"), ("core.eol", "lf")),
    ("remote.origin.pushurl", "nothing-is-pushed-from-here"),
)
_LEFT_BY_PYTHON = "__pycache__/\n.pytest_cache/\n*.pyc\n"


def identity() -> tuple[tuple[str, str], ...]:
    """Return the name and address of each commit of hers: git wants one, and her own configuration is not asked."""
    plan = history.plan(history.folder_of(course.course_folder()))
    return (("user.name", "A learner"), ("user.email", plan.email))


def folder() -> Path:
    """Where her copy is, made or not."""
    return course.work_folder() / NAME


def source() -> Path:
    """The repository that her copy is made of, built where it is missing. Raises `UserError`."""
    target = course.work_folder() / ".records" / "desk.git"
    given = os.environ.get("FIRSTQUERY_SERVICE", "")
    if not (records.at_the_grader() and given and repository.stamp_of(Path(given))):
        return repository.build(target)
    # At the grader: the held-out one, which stands in a folder that cannot be written.
    if repository.stamp_of(target) != repository.stamp_of(Path(given)):
        target.parent.mkdir(parents=True, exist_ok=True)
        repository.remove(target)
        shutil.copytree(given, target, copy_function=shutil.copyfile)
    return target


def home() -> Path:
    """A home folder for git, with a configuration of ours: hers is neither read nor written."""
    place = course.work_folder() / ".records" / "git-home"
    if not (place / ".gitconfig").is_file():
        whole.write(place / ".gitconfig", b"[safe]\n\tdirectory = *\n")
    return place


def working_copy() -> Path:
    """Her copy, made where there is none, with the branches of a newer course added. Raises `UserError`."""
    place = folder()
    with _alone():
        built = source()
        stamp = (built / repository.STAMP).read_bytes()
        seen = place / ".git" / repository.STAMP
        if place.exists() and not (place / ".git").exists() and any(place.iterdir()):
            raise UserError(
                f"There is a folder {place} already, and it is not the repository desk. Give that folder another name, "
                "then run this cell again."
            )
        if not (place / ".git").exists():
            _make(place, built, stamp)
        elif not seen.is_file() or seen.read_bytes() != stamp:
            _update(place)
            whole.write(seen, stamp)
    return place


@in_sentences("fresh_copy()")
def fresh_copy() -> None:
    """Puts her working copy back as the course has it. The old one is kept, whole, in the folder ``kept``."""
    place = folder()
    kept = None
    if place.exists():
        with _alone():
            stamp = dt.datetime.now().strftime("%Y-%m-%d %H.%M.%S")
            kept = course.work_folder() / OLD_COPIES / f"{stamp} {NAME}"
            kept.parent.mkdir(parents=True, exist_ok=True)
            try:
                place.rename(kept)
            except OSError as fault:
                raise UserError(
                    f"Your folder {place} is in use ({fault.strerror or fault}). Close the terminal or the program "
                    "that has it open, then run this cell again. Nothing was changed."
                ) from None
    working_copy()
    print(f"Your copy of desk is as the course has it: {place}" + (f"\nThe old one is kept: {kept}" if kept else ""))


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One notebook at a time, and faults of the disk as sentences."""
    work = course.work_folder()
    try:
        with whole.hold_lock(work / ".records" / ".desk", patience=PATIENCE):
            yield
    except whole.LockTimeout:
        raise UserError(
            "Another notebook has been making your copy of desk for a minute. Close it, and try again."
        ) from None
    except OSError as fault:
        raise UserError(
            f"Your copy of desk cannot be written in {work} ({fault.strerror or fault}). Make room there, or make the "
            "folder yours again; then try again."
        ) from None


def _make(place: Path, built: Path, stamp: bytes) -> None:
    """Made beside, then renamed: whoever is killed meanwhile has none, or a whole one."""
    for left in place.parent.glob(f".{NAME}-*"):
        repository.remove(left)
    beside = Path(tempfile.mkdtemp(prefix=f".{NAME}-", dir=place.parent))
    try:
        fresh = beside / NAME
        settings = [word for name, value in (*identity(), *_OWN) for word in ("-c", f"{name}={value}")]
        clone = ("clone", "--quiet", "--no-hardlinks", "--template=", *settings, str(built), str(fresh))
        program.run(beside, *clone, home=home())
        program.run(fresh, "remote", "set-url", "origin", "../.records/desk.git", home=home())
        _branches(fresh)
        whole.write(fresh / ".git" / "info" / "exclude", _LEFT_BY_PYTHON.encode())
        whole.write(fresh / ".git" / repository.STAMP, stamp)
        if place.is_dir():
            place.rmdir()  # an empty one
        fresh.chmod(0o755)
        fresh.rename(place)
    finally:
        repository.remove(beside)


def _update(place: Path) -> None:
    """Branches and tags as the course has them by now. What she has committed stays where it is."""
    before = repository.refs(place)
    program.run(place, "fetch", "--quiet", "--no-tags", "origin", "+refs/heads/*:refs/remotes/origin/*", home=home())
    program.run(place, "fetch", "--quiet", "--tags", "--force", "origin", home=home())
    _follow(place, before, repository.refs(place))
    _branches(place)


def _follow(place: Path, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """A branch on which she has done nothing goes along with the course's; the one in use only if all is committed."""
    in_use = program.run(place, "rev-parse", "--symbolic-full-name", "HEAD", home=home()).decode().strip()
    for theirs, commit in after.items():
        own = theirs.replace("refs/remotes/origin/", "refs/heads/")
        if own == theirs or before.get(theirs) in (None, commit) or before.get(own) != before[theirs]:
            continue
        if own != in_use:
            program.run(place, "update-ref", own, commit, home=home())
        elif not program.run(place, "status", "--porcelain", "--untracked-files=no", home=home()):
            program.run(place, "reset", "--quiet", "--hard", commit, home=home())


def _branches(place: Path) -> None:
    """Every branch of the course is one of hers as well, where she has none of that name."""
    there = repository.refs(place)
    own = {name.replace("refs/remotes/origin/", "refs/heads/"): commit for name, commit in there.items()}
    missing = [
        f"create {name} {commit}\n" for name, commit in own.items() if name not in there and name[-5:] != "/HEAD"
    ]
    program.run(place, "update-ref", "--stdin", given="".join(missing).encode(), home=home())
