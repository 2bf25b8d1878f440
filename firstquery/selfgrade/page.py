"""The marks as HTML: below the cell, and as a page in ``WORK/kept/feedback/`` that runs nothing and loads nothing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from firstquery.core import files as whole
from firstquery.core.course import work_folder
from firstquery.html import add_back_link, page, templates
from firstquery.learner.workspace import FEEDBACK
from firstquery.selfgrade.result import PracticeResult

# Nothing has to be pushed aside to be read, on a phone as well.
_STYLE = "td:nth-child(2) { white-space: nowrap; } td { overflow-wrap: anywhere; } pre { white-space: pre-wrap; }\n"


class ResultView:
    """The marks as a notebook shows them: a table that a screen reader announces, and the link to the feedback page."""

    def __init__(self, graded: PracticeResult) -> None:
        self.graded = graded

    def __repr__(self) -> str:
        lines = [f"  {mark.exercise}  {mark.score:>10}  {mark.message}" for mark in self.graded.marks]
        below = ["", *self.graded.remarks, self.graded.provenance, f"Feedback page: {self.graded.page}"]
        return "\n".join([self.graded.headline, "", *lines, *below])

    def _repr_html_(self) -> str:
        try:  # from the folder where the notebook stands: JupyterLab opens it beside the notebook
            link = Path(os.path.relpath(self.graded.page)).as_posix()
        except ValueError:  # another drive
            link = ""
        return str(_part("cell")(self.graded, link))


def write(graded: PracticeResult) -> Path:
    """Writes the feedback page, in place of the one before. Returns its path."""
    path = place(graded.stem)
    whole.write(path, html(graded).encode("utf-8", "replace"))
    return path


def place(stem: str) -> Path:
    return work_folder() / FEEDBACK / f"{stem}.html"


def html(graded: PracticeResult) -> str:
    made = page(
        f"Feedback: week {graded.week}, {graded.title}",
        _part("body")(graded),
        intro=_part("intro")(graded),
        foot=_part("foot")(),
        further_style=_STYLE,
    )
    return add_back_link(made, f"../../practice/{graded.stem}/{graded.file}")


def _part(name: str) -> Any:
    return getattr(templates(Path(__file__).parent / "templates").get_template("feedback.html.j2").module, name)
