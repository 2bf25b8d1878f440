"""The feedback page: the marks as a table, then the submission as the learner sees it, each mark and comment beside it.

grader_config.py names both classes, so `nbgrader generate_feedback`, the formgrader and `firstquery grade` make it.
"""

from __future__ import annotations

from html import escape
from typing import Any

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import GetGrades

from firstquery.core import course
from firstquery.core.errors import UserError
from firstquery.html.notebook import PageExporter

MARKS, WAITS = "firstquery_marks", "firstquery_waits"


class GetMarks(GetGrades):  # type: ignore[misc]
    """nbgrader's marks and comments, and for which of them a person has to look first."""

    def _get_score(self, cell: NotebookNode, resources: Any) -> None:
        super()._get_score(cell, resources)
        name = cell.metadata["nbgrader"]["grade_id"]
        grade = self.gradebook.find_grade(name, self.notebook_id, self.assignment_id, self.student_id)
        waits = bool(grade.needs_manual_grade) and grade.manual_score is None
        mark = {"name": name, "score": float(grade.score), "points": float(grade.max_score), "waits": waits}
        resources.setdefault(MARKS, []).append(mark)
        cell.metadata["nbgrader"][WAITS] = waits


class FeedbackExporter(PageExporter):
    """The page of a graded notebook."""

    takes_its_title = False  # what a submission calls itself is not what the page is about

    def title(self, resources: dict[str, Any]) -> str:
        name = str(resources["nbgrader"]["notebook"])
        try:
            week = course.week(name)
        except UserError:
            return f"Feedback: {name}"
        return f"Feedback: week {week.number}, {week.title}"

    def intro(self, resources: dict[str, Any]) -> str:
        said = resources["nbgrader"]
        return table(resources.get(MARKS, []), said["score"], said["max_score"], said["late_penalty"] or 0)

    def said_of(self, cell: NotebookNode) -> dict[str, Any]:
        about = cell.metadata.get("nbgrader") or {}
        said: dict[str, Any] = {}
        if utils.is_grade(cell):
            said["anchor"] = _anchor(about["grade_id"])
            waits = about.get(WAITS, False)
            said["mark"] = f"{about['grade_id']}: {_mark(about['score'], about['points'], waits)}"
        if (utils.is_solution(cell) or utils.is_task(cell)) and about.get("comment"):
            said["comment"] = about["comment"]
        return said


def table(marks: list[dict[str, Any]], score: float, most: float, late: float) -> str:
    """The marks as an HTML table: a row for each exercise, linked to its place, and the sum."""
    rows = "".join(
        f'<tr><th scope="row"><a href="#{escape(_anchor(one["name"]))}">{escape(one["name"])}</a></th>'
        f"<td>{_points(one['score'], one['points'], one['waits'])}</td>"
        f"<td>{_state(one['score'], one['points'], one['waits'])}</td></tr>\n"
        for one in marks
    )
    if late:
        rows += f'<tr><th scope="row">Handed in late</th><td>-{_number(late)}</td><td>taken off</td></tr>\n'
    so_far = "so far" if any(one["waits"] for one in marks) else ""
    return (
        '<div class="wide"><table>\n<caption>Marks</caption>\n'
        '<thead><tr><th scope="col">Exercise</th><th scope="col">Points</th>'
        '<th scope="col">What it says</th></tr></thead>\n'
        f'<tbody>\n{rows}</tbody>\n<tfoot><tr><th scope="row">All</th><td>{_number(score)} of {_number(most)}</td>'
        f"<td>{so_far}</td></tr></tfoot>\n</table></div>\n"
    )


def _anchor(name: str) -> str:
    return f"mark-{name}"


def _number(value: float) -> str:
    return f"{round(float(value), 2):g}"


def _points(score: float, points: float, waits: bool) -> str:
    return f"not graded yet, of {_number(points)}" if waits else f"{_number(score)} of {_number(points)}"


def _state(score: float, points: float, waits: bool) -> str:
    if waits:
        return "your facilitator looks at it"
    return "full points" if score >= points else "part of the points" if score > 0 else "not yet"


def _mark(score: float, points: float, waits: bool) -> str:
    return f"{_points(score, points, waits)} points, {_state(score, points, waits)}"
