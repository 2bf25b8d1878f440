"""The last steps of grading a submission: scores, what was repaired, and what the marks were given on.

Stock nbgrader runs them as well.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from firstquery.grading.run import grades
from firstquery.grading.run.grades import STAMP, Judgement, Mark
from firstquery.grading.sanitize import REPAIR

ABSENT = "Its cell is not in the submission."
TITLE = "**About the file that was handed in**"
_POLICIES = ("ExecuteOnHeldOut", "Execute", "Judge")


class SaveGrades(SaveAutoGrades):  # type: ignore[misc]
    """nbgrader's SaveAutoGrades, where "ungraded" is no score and a task for the facilitator, never a nought."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        nb, resources = super().preprocess(nb, resources)
        present = {cell.metadata.nbgrader["grade_id"] for cell in nb.cells if utils.is_grade(cell)}
        judged = resources.setdefault("firstquery", {})
        with Gradebook(self.db_url) as gradebook:
            notebook = gradebook.find_submission_notebook(self.notebook_id, self.assignment_id, self.student_id)
            for grade in notebook.grades:
                if grade.name not in present:
                    self.log.warning("%s is ungraded: its cell is not in the submission.", grade.name)
                    grade.auto_score, grade.needs_manual_grade = None, True
                    judged.setdefault("ungraded", {})[grade.name] = ABSENT
                    judged.setdefault("verdicts", {})[grade.name] = ("ungraded", ABSENT)
            gradebook.db.commit()
        return nb, resources

    def _add_score(self, cell: NotebookNode, resources: ResourcesDict) -> None:
        super()._add_score(cell, resources)
        name = cell.metadata["nbgrader"]["grade_id"]
        judged = resources.get("firstquery") or {"ungraded": {}}
        if name in judged["ungraded"]:
            grade = self.gradebook.find_grade(name, self.notebook_id, self.assignment_id, self.student_id)
            grade.auto_score, grade.needs_manual_grade = None, True
            self.gradebook.db.commit()


class SaveRepairs(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts the notes of the repair above the notebook, and into the comments of the answers that they are about."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        said = nb.metadata.pop(REPAIR, None) or {}
        notes = [(exercise, sentence) for exercise, sentence in said.get("notes", [])]
        if not notes:
            return nb, resources
        lines = [f"- {f'`{exercise}`: ' if exercise else ''}{_escape(sentence)}" for exercise, sentence in notes]
        cell = new_markdown_cell("\n".join([TITLE, "", *lines]), id="about-the-file")  # type: ignore[no-untyped-call]
        nb.cells = [cell, *(one for one in nb.cells if one.get("id") != cell.id)]
        self._comment(notes, dict(said.get("answers", {})), resources["nbgrader"])
        return nb, resources

    def _comment(self, notes: list[Any], answers: dict[str, str], where: dict[str, str]) -> None:
        by_exercise: dict[str, list[str]] = {}
        for exercise, sentence in notes:
            if exercise in answers:
                by_exercise.setdefault(exercise, []).append(sentence)
        with Gradebook(where["db_url"]) as gradebook:
            for exercise, sentences in by_exercise.items():
                try:
                    comment = gradebook.find_comment(
                        answers[exercise], where["notebook"], where["assignment"], where["student"]
                    )
                except MissingEntry:
                    continue
                comment.auto_comment = " ".join([*filter(None, [comment.auto_comment]), *sentences])
            gradebook.db.commit()


def _escape(sentence: str) -> str:
    """A name of a file is a learner's own: it is text here, and no markup."""
    return re.sub(r"([\\`*_\[\]#|~$])", r"\\\1", escape(sentence, quote=False))


class SaveMark(NbGraderPreprocessor):  # type: ignore[misc]
    """Saves the hashes of submission, key and environment beside the marks, and their stamp in the notebook."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        said, judged = resources["nbgrader"], resources.get("firstquery") or {}
        assignment, student = said["assignment"], said["student"]
        coursedir: Any = self.parent.parent.coursedir
        handed_in = getattr(coursedir, "handed_in", coursedir)  # what is graded is a repaired copy of it
        keys, fault = judged.get("keys", {}), resources.get("firstquery_fault")
        policies = {name: dict(self.config[name]) for name in _POLICIES if name in self.config}
        described = grades.environment(policies, judged.get("data", ""))
        mark = Mark(
            assignment=assignment,
            student=student,
            submission=grades.submission_hash(
                Path(handed_in.format_path(handed_in.submitted_directory, student, assignment))
            ),
            key=keys.get("", ""),
            environment=grades.json_hash(described),
            graded_at=grades.now(),
            state=fault.state if fault else "ungraded" if judged.get("ungraded") else "graded",
            sentence=fault.sentence if fault else "",
            verdicts={name: Judgement(keys.get(name, ""), *one) for name, one in judged.get("verdicts", {}).items()},
        )
        nb.metadata[STAMP] = mark.stamp
        engine = create_engine(said["db_url"], poolclass=NullPool)
        with engine.begin() as connection:
            grades.write_mark(connection, mark, described)
        return nb, resources
