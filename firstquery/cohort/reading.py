"""Written answers in nbgrader's formgrader: wrapped, beside their rubric and their writer's own list, one by one.

The formgrader's template hands the source of every code cell to nbconvert's filter ``highlight_code``; grader_config.py
names `WrittenAnswer` for it. Points and comments are entered in the formgrader's own fields, around what is shown here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters import Highlight2HTML
from nbgrader.api import Base
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import select
from traitlets.config import LoggingConfigurable

from firstquery.checks.writing import count_words, plain, split_ticks, strip_placeholder
from firstquery.core import first_line
from firstquery.grading.practice import read_rubric
from firstquery.grading.run import standings
from firstquery.html import markdown, templates

_LISTED = re.compile(r"\s*[-*+]\s*\[[^\]]*\]\s*(.*)")
_HERE = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class UnreadAnswer:
    """A written answer that waits: the submitted notebook's id in the gradebook, the cell, and whose it is."""

    submission: str
    cell: str
    student: str

    def address(self, base_url: str) -> str:
        """Where the formgrader has it. ``base_url`` is the server's, without a slash at its end."""
        return f"{base_url}/formgrader/submissions/{self.submission}/#{self.cell}"


def find_unread(db_url: str, assignment: str) -> list[UnreadAnswer]:
    """What waits to be read, exercise by exercise, in the order of the formgrader. Raises `UserError`.

    An answer that was read, and handed in again as it was, keeps its points and does not wait. Of a file that could not
    be read at all there is nothing to read.
    """
    names = ("grade", "base_cell", "submitted_notebook", "submitted_assignment", "assignment")
    grade, cell, notebook, submission, assigned = (Base.metadata.tables[name] for name in names)
    answer = cell.alias("answer")
    query = (
        select(notebook.c.id, cell.c.name, submission.c.student_id)
        .select_from(grade)
        .join(cell, cell.c.id == grade.c.cell_id)
        .join(notebook, notebook.c.id == grade.c.notebook_id)
        .join(submission, submission.c.id == notebook.c.assignment_id)
        .join(assigned, assigned.c.id == submission.c.assignment_id)
        .where(assigned.c.name == assignment, grade.c.needs_manual_grade)
        .where(
            select(answer.c.id)
            .where(answer.c.notebook_id == cell.c.notebook_id, answer.c.name == cell.c.name)
            .where(answer.c.type.in_(("SolutionCell", "TaskCell")))
            .exists()
        )
    )
    with standings.connect(db_url) as connection:
        rows = connection.execute(query).all() if connection is not None else []
        damaged = standings.find_damaged(connection, assignment) if connection is not None else frozenset()
    found = [row for row in rows if row[2] not in damaged]
    return [UnreadAnswer(*row) for row in sorted(found, key=lambda row: (row[1], row[0]))]


def find_next(waiting: list[UnreadAnswer], submission: str, cell: str) -> UnreadAnswer | None:
    """The next that waits behind one of them, from the start again after the last; None where no other does."""
    others = [one for one in waiting if (one.cell, one.submission) != (cell, submission)]
    return next((one for one in others if (one.cell, one.submission) > (cell, submission)), next(iter(others), None))


@pass_context
class WrittenAnswer(LoggingConfigurable):
    """nbconvert's filter ``highlight_code``, but for an answer that a person marks: a text and no code."""

    def __init__(self, **kw: Any) -> None:
        super().__init__(**kw)
        self._code = Highlight2HTML(pygments_lexer="ipython3", parent=self)  # type: ignore[no-untyped-call]

    def __call__(
        self, context: Context, source: str, language: str | None = None, metadata: Mapping[str, Any] | None = None
    ) -> str:
        """The HTML of a cell's source."""
        about = (metadata or {}).get("nbgrader") or {}
        if not (about.get("solution") and about.get("grade")):
            return str(self._code(source, language=language, metadata=metadata))
        text, ticked = split_ticks(first_line.split(source).below)
        text = strip_placeholder(text)
        listed = [found[1] for line in source.splitlines() if (found := _LISTED.fullmatch(line))]
        resources, cell = context.get("resources") or {}, str(about.get("grade_id", ""))
        heading, rubric = read_rubric(str(resources.get("assignment_id", "")), cell)
        return (
            templates(_HERE)
            .get_template("written.html.j2")
            .render(
                text=text,
                words=count_words(text),
                ticks=[(one, plain(one) in ticked) for one in listed],
                heading=heading,
                rubric=markdown(rubric, level=5) if rubric else "",
                **self._order(resources, cell),
            )
        )

    def _order(self, resources: Mapping[str, Any], cell: str) -> dict[str, Any]:
        """How many answers wait, and where the next one is; nothing outside of the formgrader."""
        if "submission_id" not in resources:
            return {"waiting": None, "next": "", "waits": False}
        coursedir = CourseDirectory(parent=self)
        waiting = find_unread(str(coursedir.db_url), str(resources["assignment_id"]))
        submission = str(resources["submission_id"])
        found = find_next(waiting, submission, cell)
        waits = any((one.submission, one.cell) == (submission, cell) for one in waiting)
        address = found.address(str(resources["base_url"])) if found else ""
        return {"waiting": len(waiting), "next": address, "waits": waits}
