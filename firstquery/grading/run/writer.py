"""The one writer of a run: a submission's marks in one transaction, then its autograded files in one step."""

from __future__ import annotations

import errno
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from nbgrader.api import Assignment, BaseCell, Comment, Grade, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import Connection, create_engine, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from firstquery.core.errors import UserError
from firstquery.grading.run import marks
from firstquery.grading.run.marks import Mark
from firstquery.grading.run.plan import Plan
from firstquery.grading.run.result import Result

R = TypeVar("R")


class Writer:
    """Writes to the gradebook at ``db_url``. ``say`` is called with a sentence while another program holds it."""

    def __init__(self, db_url: str, plan: Plan, say: Callable[[str], None] = print):
        self.plan, self.patience, self.say = plan, plan.options.patience, say
        options: dict[str, Any] = {"connect_args": {"timeout": 1}} if db_url.startswith("sqlite") else {}
        self._engine = create_engine(db_url, **options)

    def close(self) -> None:
        self._engine.dispose()

    def marks(self) -> dict[str, Mark]:
        """The marks so far, by student."""
        return self.read(lambda connection: marks.read_marks(connection, self.plan.assignment))

    def read(self, act: Callable[[Connection], R]) -> R:
        def read() -> R:
            with self._engine.connect() as connection:
                return act(connection)

        return self.retry(read)

    def scores(self, student: str) -> dict[str, tuple[float | None, float | None]]:
        """(given by the grader, entered by hand) by exercise."""
        query = (
            select(BaseCell.name, Grade.auto_score, Grade.manual_score)
            .join(Grade, Grade.cell_id == BaseCell.id)
            .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
            .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .where(Assignment.name == self.plan.assignment, SubmittedAssignment.student_id == student)
        )
        return self.read(
            lambda connection: {name: (auto, by_hand) for name, auto, by_hand in connection.execute(query)}
        )

    def write(self, graded: Result) -> None:
        """Puts ``graded`` in its place, all or nothing of it in the gradebook. Raises `UserError`.

        Killed between the gradebook and the files, the two do not carry one stamp, and the next run grades it again.
        """
        assert graded.mark is not None and graded.tree is not None
        try:
            self.retry(lambda: self._commit(graded))
            _move(graded.tree, self.plan.autograded(graded.student))
        except OSError as fault:
            raise full(fault, graded.student) from None

    def _commit(self, graded: Result) -> None:
        assert graded.mark is not None
        with Session(self._engine) as session, session.begin():
            _save(session, self.plan.assignment, graded)
            marks.write_mark(session.connection(), graded.mark, graded.described)

    def retry(self, act: Callable[[], R]) -> R:
        """Does it, again and again while the gradebook is locked. Nothing of an attempt that failed stays.

        Raises `UserError` when it stays locked or can't be used, and OSError when the disk is full.
        """
        until = time.monotonic() + self.patience
        told = False
        while True:
            try:
                return act()
            except OperationalError as fault:
                said = str(fault.orig)
                if "full" in said or "disk I/O" in said:
                    raise OSError(errno.ENOSPC, said) from None
                if "locked" not in said:
                    raise UserError(f"The gradebook can't be used: {said.strip()}") from None
                if time.monotonic() > until:
                    raise UserError(
                        f"Another program has held the gradebook for {self.patience:g} seconds, so nothing can be "
                        "written. Close it (a formgrader, a database browser) and give the command again: what is "
                        "written stays, and it goes on with the rest."
                    ) from None
                if not told:
                    self.say("Another program holds the gradebook. Waiting for it.")
                    told = True
                time.sleep(0.2)


def _move(tree: Path, target: Path) -> None:
    """A folder can't take another's place in one step. Without either the next run grades it again."""
    target.parent.mkdir(parents=True, exist_ok=True)
    old = tree.with_name(f"{tree.name}.old")
    if target.exists():
        target.rename(old)
    tree.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def full(fault: OSError, student: str) -> UserError:
    """What to say of a disk that takes no more."""
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return UserError(
            f"The disk is full: {student} could not be written. What was written before stays. Make room and give the "
            "command again; it goes on from there."
        )
    return UserError(f"{student} could not be written: {fault.strerror or fault}.")


def _save(session: Session, assignment: str, graded: Result) -> None:
    """What Autograde decides, and nothing that a person has entered: scores and comments by hand stay as they are."""

    def row(table: Any, **named: Any) -> Any:
        """The row of ``table`` that is so named, or a new one."""
        found = session.scalars(select(table).filter_by(**named)).one_or_none()
        if found is None:
            session.add(found := table(**named))
            session.flush()
        return found

    row(Student, id=graded.student)
    assigned = session.scalars(select(Assignment).where(Assignment.name == assignment)).one()
    submission = row(SubmittedAssignment, assignment_id=assigned.id, student_id=graded.student)
    if graded.timestamp is not None:
        submission.timestamp = graded.timestamp
    for notebook in assigned.notebooks:
        said = graded.notebooks[notebook.name]
        submitted = row(SubmittedNotebook, notebook_id=notebook.id, assignment_id=submission.id)
        submitted.late_submission_penalty = said.late_penalty
        for cell in [*notebook.grade_cells, *notebook.task_cells]:
            grade, score = row(Grade, cell_id=cell.id, notebook_id=submitted.id), said.scores[cell.name]
            grade.auto_score = score.auto
            grade.needs_manual_grade = score.by_hand or grade.manual_score is not None
        for cell in [*notebook.solution_cells, *notebook.task_cells]:
            comment = row(Comment, cell_id=cell.id, notebook_id=submitted.id)
            comment.auto_comment = said.comments.get(cell.name)
