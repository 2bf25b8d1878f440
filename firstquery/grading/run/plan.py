"""What a run is to do: how it was asked to, and whose submission is still to grade; one run at a time.

``.grading/`` is the run's own: the lock, so that two runs never grade one course at once, and what a run has not yet
put in its place. A run that was killed leaves its folder there, and the next one clears it away.
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
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from firstquery.core.errors import UserError
from firstquery.grading.run import grades
from firstquery.grading.run.grades import STAMP, Mark
from firstquery.grading.submissions import Submissions, find_submissions

_TEMPORARY = "first-query-run-"
PATIENCE = 120.0  # seconds for another program to let go of the gradebook


@dataclass(frozen=True)
class Task:
    """What a worker needs: the course's ``root``, the run's own folder ``run`` with the gradebook to copy there.

    ``server`` is the address of a fork server to share, and ``settings`` are configuration on top of grader_config.py.
    """

    root: str
    run: str
    assignment: str
    student: str
    server: str | None = None
    settings: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """One learner's feedback to be made in the course at ``root``."""

    root: str
    assignment: str
    student: str


@dataclass(frozen=True)
class Options:
    """How to run. ``jobs`` workers here, or those of a Dask ``scheduler``; ``force`` grades anew what has its marks."""

    jobs: int = 0
    scheduler: str | None = None
    students: list[str] = field(default_factory=list)
    force: bool = False
    feedback: bool = True
    unsafe: bool = False
    server: str | None = None  # the address of a fork server that is there already
    patience: float = PATIENCE

    def settings(self) -> dict[str, dict[str, Any]]:
        """On top of grader_config.py."""
        return {"ExecuteOnHeldOut": {"unsafe": True}} if self.unsafe else {}


@dataclass(frozen=True)
class Plan:
    """The week that is graded, in the course at ``root``, and what was handed in for it."""

    root: Path
    assignment: str
    options: Options
    found: Submissions

    def refusals(self) -> dict[str, str]:
        """Why a submission can't be graded, by student, of those who were asked for."""
        names = self.options.students
        return {name: why for name, why in self.found.refused.items() if not names or name in names}

    def students(self) -> list[str]:
        """Whose submission can be graded, in order. Raises `UserError` where there is none, or one is not there."""
        names = [one.student for one in self.found.submissions]
        known = sorted({*names, *self.found.refused})
        if not known:
            raise UserError(
                f"Nobody has handed in {self.assignment}: there is nothing in submitted/. Each learner's notebook "
                f"belongs at submitted/NAME/{self.assignment}/{self.assignment}.ipynb."
            )
        if missing := sorted(set(self.options.students) - set(known)):
            raise UserError(
                f"{', '.join(missing)} has handed in nothing for {self.assignment}. There are submissions of: "
                f"{', '.join(known)}."
            )
        return [name for name in names if not self.options.students or name in self.options.students]

    def is_done(self, student: str, stored: Mapping[str, Mark]) -> bool:
        """Whether this very submission has its marks: in the gradebook, and in an autograded notebook that fits."""
        mark = stored.get(student)
        if self.options.force or mark is None:
            return False
        submitted = self.root / "submitted" / student / self.assignment
        return mark.submission == grades.submission_hash(submitted) and mark.stamp == self._stamp(student)

    def _stamp(self, student: str) -> str | None:
        """The stamp of the autograded notebook; None where there is no whole one."""
        try:
            path = self.autograded_folder(student) / f"{self.assignment}.ipynb"
            return str(json.loads(path.read_text(encoding="utf-8"))["metadata"][STAMP])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def autograded_folder(self, student: str) -> Path:
        return self.root / "autograded" / student / self.assignment

    def tasks(self, students: list[str], run: Path, server: str | None) -> list[Task]:
        root, settings = str(self.root), self.options.settings()
        return [Task(root, str(run), self.assignment, name, server, settings) for name in students]


def plan(root: Path, assignment: str, options: Options) -> Plan:
    """What stands in submitted/ for the week."""
    weeks = {path.name for name in ("source", "release") for path in (root / name).glob("*") if path.is_dir()}
    return Plan(root, assignment, options, find_submissions(root / "submitted", assignment, weeks))


@contextmanager
def run_folder(root: Path) -> Iterator[Path]:
    """A new folder for one run, with the course locked for as long. Raises `UserError` where another run has it.

    All temporary files of this process go to one folder that is noted there: whoever clears it clears that as well.
    """
    home = root / ".grading"
    try:
        home.mkdir(exist_ok=True)
        handle = os.open(home / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as fault:
        raise UserError(f"This run needs to write in {root}, and cannot ({fault.strerror}).") from None
    before = tempfile.tempdir
    try:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # unlike flock, not held by a fork of this process
        except OSError:
            who = os.read(handle, 100).decode("utf-8", "replace").strip()
            raise UserError(
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
            temporary = Path(tempfile.gettempdir()) / f"{_TEMPORARY}{secrets.token_hex(4)}"
            (run / "temporary").write_text(str(temporary), encoding="utf-8")
            temporary.mkdir(mode=0o700)
            tempfile.tempdir = str(temporary)
            yield run
        finally:
            tempfile.tempdir = before
            _clear(run)
            os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _clear(run: Path) -> None:
    """Removes a run's folder, and first that of its temporary files."""
    with suppress(OSError, ValueError):
        folder = Path((run / "temporary").read_text(encoding="utf-8"))
        if folder.name.startswith(_TEMPORARY) and not folder.is_symlink():
            shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(run, ignore_errors=True)
