"""Where a run works in the course folder, and which submissions are still to grade.

``.grading/`` is the run's own: a lock, so that two runs never grade one course at once, and what a run has not yet put
in its place. A run that was killed leaves its folder there, and the next one clears it away.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from firstquery.grade.run import marks
from firstquery.grade.run.marks import Mark
from firstquery.grade.run.remember import STAMP
from firstquery.grade.submitted import Found, look
from firstquery.sentence import Sentence

_TEMPORARY = "first-query-run-"


@dataclass(frozen=True)
class Place:
    """A week's folders. ``root`` is the course's."""

    root: Path
    assignment: str

    def submitted(self, student: str) -> Path:
        return self.root / "submitted" / student / self.assignment

    def autograded(self, student: str) -> Path:
        return self.root / "autograded" / student / self.assignment

    def notebook(self, student: str) -> Path:
        """The autograded notebook, whose stamp says what it was graded on."""
        return self.autograded(student) / f"{self.assignment}.ipynb"

    def look(self) -> Found:
        """What stands in submitted/ for this week."""
        weeks = {path.name for name in ("source", "release") for path in (self.root / name).glob("*") if path.is_dir()}
        return look(self.root / "submitted", self.assignment, weeks)

    def handed_in(self, students: list[str] | None = None, looked: Found | None = None) -> list[str]:
        """Whose submission can be graded, in order; of ``students``, where they are named. Raises `Sentence`."""
        looked = looked or self.look()
        names = [one.student for one in looked.submissions]
        found = sorted({*names, *looked.refused})
        if not found:
            raise Sentence(
                f"Nobody has handed in {self.assignment}: there is nothing in submitted/. Each learner's notebook "
                f"belongs at submitted/NAME/{self.assignment}/{self.assignment}.ipynb."
            )
        missing = sorted(set(students or []) - set(found))
        if missing:
            raise Sentence(
                f"{', '.join(missing)} has handed in nothing for {self.assignment}. There are submissions of: "
                f"{', '.join(found)}."
            )
        return [name for name in names if not students or name in students]

    def stamp(self, student: str) -> str | None:
        """The stamp of the autograded notebook; None where there is no whole one."""
        try:
            read = json.loads(self.notebook(student).read_text(encoding="utf-8"))
            return str(read["metadata"][STAMP])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def is_done(self, student: str, remembered: Mapping[str, Mark]) -> bool:
        """Whether this very submission has its marks: in the gradebook, and in an autograded notebook that fits."""
        mark = remembered.get(student)
        return (
            mark is not None
            and mark.submission == marks.submission_hash(self.submitted(student))
            and mark.stamp == self.stamp(student)
        )


@contextmanager
def locked(root: Path) -> Iterator[Path]:
    """A new folder for one run, with the course locked for as long. Raises `Sentence` where another run has it."""
    home = root / ".grading"
    try:
        home.mkdir(exist_ok=True)
        handle = os.open(home / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as fault:
        raise Sentence(f"This run needs to write in {root}, and cannot ({fault.strerror}).") from None
    try:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # unlike flock, not held by a fork of this process
        except OSError:
            who = os.read(handle, 100).decode("utf-8", "replace").strip()
            raise Sentence(
                f"Another run is grading this course ({who or 'it has just started'}). Let it finish, or end it: what "
                "it has graded stays, and the next run goes on from there."
            ) from None
        for old in home.iterdir():
            if old.name != "lock":
                _clear(old)
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()}".encode(), 0)
        run = Path(tempfile.mkdtemp(prefix="run-", dir=home))
        try:
            yield run
        finally:
            _clear(run)
            os.ftruncate(handle, 0)
    finally:
        os.close(handle)


@contextmanager
def temporary_files(run: Path) -> Iterator[None]:
    """All temporary files of this process go to one folder, noted in ``run``: whoever clears that clears it as well."""
    before = tempfile.tempdir
    folder = Path(tempfile.gettempdir()) / f"{_TEMPORARY}{secrets.token_hex(4)}"
    (run / "temporary").write_text(str(folder), encoding="utf-8")
    folder.mkdir(mode=0o700)
    tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before


def _clear(run: Path) -> None:
    """Removes a run's folder, and first that of its temporary files."""
    with suppress(OSError, ValueError):
        folder = Path((run / "temporary").read_text(encoding="utf-8"))
        if folder.name.startswith(_TEMPORARY) and not folder.is_symlink():
            shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(run, ignore_errors=True)
