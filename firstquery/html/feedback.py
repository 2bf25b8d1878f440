"""The feedback page: the marks as a table, then the submission as the learner sees it, each mark and comment beside it.

grader_config.py names both classes, so `nbgrader generate_feedback`, the formgrader and `firstquery grade` make it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from markupsafe import Markup
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import GetGrades

from firstquery.core import course
from firstquery.core.errors import UserError
from firstquery.html.notebook import PageExporter, part

MARKS, WAITS = "firstquery_marks", "firstquery_waits"


class GetMarks(GetGrades):  # type: ignore[misc]
    """nbgrader's marks and comments, and for which of them a person has to look first."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        nb, resources = super().preprocess(nb, resources)
        said = resources["nbgrader"]
        with Gradebook(said["db_url"]) as gradebook:  # of the practice that was handed in, be it a former one
            hers = gradebook.find_submission_notebook(said["notebook"], said["assignment"], said["student"])
            said["max_score"] = sum(grade.max_score for grade in hers.grades)
        return nb, resources

    def _get_score(self, cell: NotebookNode, resources: Any) -> None:
        super()._get_score(cell, resources)
        name = cell.metadata["nbgrader"]["grade_id"]
        grade = self.gradebook.find_grade(name, self.notebook_id, self.assignment_id, self.student_id)
        waits = bool(grade.needs_manual_grade) and grade.manual_score is None
        of_it = (float(grade.score), float(grade.max_score), waits)
        mark = {"name": name, "anchor": _anchor(name), "points": _points(*of_it), "state": _state(*of_it)}
        resources.setdefault(MARKS, []).append({**mark, "waits": waits})
        cell.metadata["nbgrader"][WAITS] = waits


class FeedbackExporter(PageExporter):
    """The page of a graded notebook."""

    takes_its_title = False  # what a submission calls itself is not what the page is about

    def title(self, resources: dict[str, Any]) -> str:
        """Also the name under which a browser saves the page: week, learner and day tell many of them apart."""
        said = resources["nbgrader"]
        name = str(said["notebook"])
        try:
            week = course.week(name)
            title = f"Feedback: week {week.number}, {week.title}"
        except UserError:
            title = f"Feedback: {name}"
        # without a gradebook it is a learner's own page, made by herself
        return f"{title} · {said['student']} · {dt.date.today().isoformat()}" if said.get("db_url") else title

    def intro(self, resources: dict[str, Any]) -> Markup:
        said = resources["nbgrader"]
        late = said["late_penalty"] or 0
        return part("marks")(resources.get(MARKS, []), said["score"], said["max_score"], late)

    def said_of(self, cell: NotebookNode) -> dict[str, Any]:
        about = cell.metadata.get("nbgrader") or {}
        said: dict[str, Any] = {}
        if utils.is_grade(cell):
            said["anchor"] = _anchor(about["grade_id"])
            waits = about.get(WAITS, False)
            of_it = (about["score"], about["points"], waits)
            noun = "point" if about["points"] == 1 else "points"
            state = f"{_points(*of_it)} {noun}, {_state(*of_it)}" if about["points"] else _state(*of_it)
            said["mark"] = f"{about['grade_id']}: {state}"
            settled = waits or not about["points"]
            said["look"] = "" if settled else "good" if about["score"] >= about["points"] else "open"
        if (utils.is_solution(cell) or utils.is_task(cell)) and about.get("comment"):
            said["comment"] = about["comment"]
        return said


def _anchor(name: str) -> str:
    return f"mark-{name}"


def _number(value: float) -> str:
    return f"{round(float(value), 2):g}"


def _points(score: float, points: float, waits: bool) -> str:
    if not points:
        return "none"
    return f"not graded yet, of {_number(points)}" if waits else f"{_number(score)} of {_number(points)}"


def _state(score: float, points: float, waits: bool) -> str:
    if not points:
        return "if you like: it earns no points"
    if waits:
        return "your facilitator looks at it"
    return "full points" if score >= points else "part of the points" if score > 0 else "not yet"
