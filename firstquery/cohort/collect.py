"""What was handed in through the exchange is brought to submitted/: nbgrader's collect, of what is checked first.

grader_config.py names `Collect`, so that `nbgrader collect` and the formgrader's button take the same care.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps import CollectApp
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import check_mode
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from firstquery.cohort.inbound import (
    Entry,
    RejectedSubmission,
    check,
    check_folder,
    copy,
    entries,
    find_antedating,
    owner,
)
from firstquery.core import course
from firstquery.core import files as whole
from firstquery.core.due import FILE, due, is_ahead
from firstquery.core.errors import UserError
from firstquery.grading.run.entries import set_due
from firstquery.grading.submissions import printable
from firstquery.learner.receipts import Receipt

WORK = ".collecting"


@dataclass(frozen=True)
class CollectedSubmission:
    """A learner's newest submission: the moment (aware) and the notebook's hash; ``late`` where it is.

    ``is_new``: it was not in submitted/ before. ``has_receipt``: the hash is that of its receipt.
    """

    learner: str
    moment: datetime
    sha256: str
    late: timedelta | None = None
    is_new: bool = True
    has_receipt: bool = True

    def as_json(self) -> dict[str, Any]:
        return {
            "learner": self.learner,
            "at": self.moment.isoformat(),
            "sha256": self.sha256,
            "seconds_late": self.late.total_seconds() if self.late else 0,
            "new": self.is_new,
            "receipt": self.has_receipt,
        }


@dataclass
class Report:
    """Whose submissions are in submitted/ now, by name, and sentences: ``left`` where it was, and to be ``noted``."""

    collected: list[CollectedSubmission] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Collect(ExchangeCollect):  # type: ignore[misc]
    """nbgrader's collect of private copies, each the newest of its learner that could be checked."""

    report: Report
    place: Path
    inbound_path: str
    check_owner: bool

    def start(self) -> None:
        with _private(Path(self.coursedir.root)) as self.place:
            super().start()

    def init_src(self) -> None:
        """As nbgrader's, of names that can be read: one that can't be stops nobody else's."""
        if not self.coursedir.course_id:
            self.fail("No course id specified. Re-run with --course flag.")
        inbound = Path(self.root, self.coursedir.course_id, "inbound")
        if not inbound.is_dir() or not check_mode(inbound, read=True, execute=True):
            self.fail(f"{inbound} is not there or can't be read: `nbgrader release_assignment` makes it.")
        self.report = Report()
        assignment, pattern = self.coursedir.assignment_id, self.coursedir.student_id or "*"
        found, refused = entries(inbound, assignment, lambda name: fnmatchcase(name, pattern))
        for name, why in refused.items():
            self._leave(name, why)
        learners: dict[str, list[Entry]] = {}
        for one in found:
            try:
                check_folder(one, self._uid(one))
                learners.setdefault(one.learner, []).append(one)
            except RejectedSubmission as fault:
                self._leave(one.name, str(fault))
        until = self._due()
        chosen = [self._newest(its, until) for _, its in sorted(learners.items())]
        self.inbound_path = str(self.place)
        self.src_records = [
            {"username": one.learner, "filename": one.name, "timestamp": one.moment} for one in chosen if one
        ]

    def copy_files(self) -> None:
        owners, self.check_owner = self.check_owner, False  # checked already, and the copies are ours
        try:
            super().copy_files()
        finally:
            self.check_owner = owners
        for sentence in [*self.report.left, *self.report.notes]:
            self.log.warning("%s", sentence)

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """In one step: it is never half there."""
        shutil.move(src, dest)

    def _uid(self, entry: Entry) -> int | None:
        return owner(entry.learner) if self.check_owner else None

    def _newest(self, its: list[Entry], until: datetime | None) -> Entry | None:
        """Return the first of a learner's submissions, the newest first, that can be copied; the others are told."""
        if self.before_duedate and until is not None:
            in_time = [one for one in its if one.moment <= until]
            its = [*in_time, *(one for one in its if one not in in_time)]
        for entry in its:
            there = self._submitted_folder(entry.learner)
            if self._stays(entry, there):
                return None
            stands: datetime | None = self.coursedir.get_existing_timestamp(str(there))
            stands = None if stands is not None and is_ahead(stands) else stands
            is_new = stands is None or entry.moment > stands or (self.before_duedate and entry.moment != stands)
            folder = self.place / entry.name if is_new else there
            try:
                if is_new:
                    receipt = copy(entry, folder, self._uid(entry), self.coursedir.ignore)
                else:
                    entry = replace(entry, moment=stands or entry.moment)
                    receipt = check(entry, there)
            except RejectedSubmission as fault:
                self._leave(entry.name, str(fault))
                if not is_new:
                    return None
                shutil.rmtree(folder, ignore_errors=True)
                continue
            self.report.collected.append(self._row(entry, folder, receipt, until, is_new))
            if changed := find_antedating(entry):
                self.report.notes.append(
                    f"{entry.learner} states {entry.moment:%Y-%m-%d %H:%M} UTC, and the folder was last changed at "
                    f"{changed:%Y-%m-%d %H:%M} UTC: ask her for her receipt."
                )
            return entry if is_new else None
        return None

    def _row(
        self, entry: Entry, folder: Path, receipt: Receipt | None, until: datetime | None, is_new: bool
    ) -> CollectedSubmission:
        notebook = folder / (Path(receipt.notebook).name if receipt else f"{self.coursedir.assignment_id}.ipynb")
        return CollectedSubmission(
            learner=entry.learner,
            moment=entry.moment.replace(tzinfo=UTC),
            sha256=whole.digest(notebook.read_bytes()) if notebook.is_file() else "",
            late=entry.moment - until if until is not None and entry.moment > until else None,
            is_new=is_new,
            has_receipt=receipt is not None,
        )

    def _stays(self, entry: Entry, there: Path) -> bool:
        """Return whether what was placed by hand in submitted/ is the newer one."""
        notebook = there / f"{self.coursedir.assignment_id}.ipynb"
        if (there / "timestamp.txt").exists() or not notebook.is_file():
            return False
        placed = datetime.fromtimestamp(notebook.stat().st_mtime, UTC).replace(tzinfo=None)
        if placed <= entry.moment:
            return False
        self.report.notes.append(
            f"{entry.learner}: what was placed by hand in {there} is newer than what she handed in, and stays."
        )
        return True

    def _submitted_folder(self, learner: str) -> Path:
        its = self.coursedir
        return Path(its.format_path(its.submitted_directory, learner, its.assignment_id))

    def _leave(self, name: str, why: str) -> None:
        self.report.left.append(printable(f"{name} was left where it is. {why}"))

    def _due(self) -> datetime | None:
        """Return the due date (UTC, without a zone) of the gradebook, which gets the one of cohort.toml first."""
        assignment, root = self.coursedir.assignment_id, Path(self.coursedir.root)
        moment = None
        if (root / FILE).exists():
            try:
                moment = due(course.week(assignment, root))
            except UserError as fault:
                self.report.notes.append(fault.sentence)
        engine = create_engine(self.coursedir.db_url)
        with engine.begin() as connection:
            set_due(connection, assignment, moment)
        engine.dispose()
        if moment is not None:
            return moment.astimezone(UTC).replace(tzinfo=None)
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                found: datetime | None = gradebook.find_assignment(assignment).duedate
            except MissingEntry:
                found = None
        return found


@contextmanager
def _private(root: Path) -> Iterator[Path]:
    """A folder for the copies, on the disk of submitted/; one run at a time, and what a killed one left is gone."""
    home = root / WORK
    with whole.hold_lock(home / "lock"):
        place = home / "run"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)


def collect(root: Path, assignment: str, log: logging.Logger | None = None) -> Report:
    """Bring the newest submission of each learner to submitted/ of the course at ``root``. Raises `UserError`."""
    quiet = log or logging.getLogger("firstquery.cohort.collect")
    if log is None:
        quiet.addHandler(logging.NullHandler())
        quiet.propagate = False
    with chdir(root):
        app = CollectApp()
        app.initialize([])
        app.log = quiet
        coursedir = CourseDirectory(parent=app)
        coursedir.root, coursedir.assignment_id = str(root), assignment
        collecting = Collect(coursedir=coursedir, authenticator=Authenticator(parent=app), parent=app, log=quiet)
        collecting.update = True
        if not Path(collecting.root).is_dir():
            raise UserError(
                f"There is no exchange at {collecting.root}. Name it in grader_config.py, c.Exchange.root, or put what "
                f"learners send you into submitted/NAME/{assignment}/."
            )
        try:
            collecting.start()
        except ExchangeError as fault:
            raise UserError(f"Nothing was collected. {fault}") from None
        except whole.LockTimeout:
            raise UserError("Another collect of this course runs. Let it finish.") from None
        except OperationalError as fault:
            raise UserError(
                f"The gradebook can't be used ({fault.orig}): close what holds it, such as a formgrader, and give the "
                "command again. What is collected stays."
            ) from None
    return collecting.report
