"""What a run is to do: how it was asked to, where the week's files are, and whose submission is still to grade."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from firstquery.core.errors import UserError
from firstquery.grading.run import marks
from firstquery.grading.run.marks import STAMP, Mark
from firstquery.grading.run.worker import Task
from firstquery.grading.submissions import Submissions, find_submissions

PATIENCE = 120.0  # seconds for another program to let go of the gradebook


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

    def refused(self) -> dict[str, str]:
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
        return mark.submission == marks.submission_hash(submitted) and mark.stamp == self._stamp(student)

    def _stamp(self, student: str) -> str | None:
        """The stamp of the autograded notebook; None where there is no whole one."""
        try:
            path = self.autograded(student) / f"{self.assignment}.ipynb"
            return str(json.loads(path.read_text(encoding="utf-8"))["metadata"][STAMP])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def autograded(self, student: str) -> Path:
        return self.root / "autograded" / student / self.assignment

    def tasks(self, students: list[str], run: Path, server: str | None) -> list[Task]:
        root, settings = str(self.root), self.options.settings()
        return [Task(root, str(run), self.assignment, name, server, settings) for name in students]


def plan(root: Path, assignment: str, options: Options) -> Plan:
    """What stands in submitted/ for the week."""
    weeks = {path.name for name in ("source", "release") for path in (root / name).glob("*") if path.is_dir()}
    return Plan(root, assignment, options, find_submissions(root / "submitted", assignment, weeks))
