"""The result of grading her own practice: the marks, what a typed-in answer would have hidden, and both as HTML.

It stands below the cell, and as a page in ``WORK/kept/feedback/`` that runs nothing and loads nothing.
"""

from __future__ import annotations

import os
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from firstquery.core import files as whole
from firstquery.core import host, records
from firstquery.core.course import Week, work_folder
from firstquery.learner.numbers import format_number
from firstquery.learner.standing import Marks, record_name
from firstquery.learner.unsaved_answers import unsaved_sentence
from firstquery.learner.workspace import FEEDBACK

_POINTS = re.compile(r" [\d.]+ of [\d.]+ points?\.$")
GENERAL = (
    "The marks are given on data that you have not seen. A number that is typed in may be right on the data you have, "
    "and it is wrong here: the query has to find it."
)
# Nothing has to be pushed aside to be read, on a phone as well.
_STYLE = "td:nth-child(2) { white-space: nowrap; } td { overflow-wrap: anywhere; } pre { white-space: pre-wrap; }\n"


@dataclass(frozen=True)
class ExerciseResult:
    """One exercise: ``points`` of ``most`` (None: ungraded), how it stands, what is said of it, and her answer's text.

    ``here`` is the right number on the data she has, where she has found it and a number is asked for; ``is_typed``
    where what she gave is right there and does not follow the data.
    """

    exercise: str
    title: str
    points: float | None
    most: float
    outcome: str
    said: str
    answer: str = ""
    here: str = ""
    is_typed: bool = False

    @property
    def label(self) -> str:
        return f"{self.exercise}, {self.title}" if self.title else self.exercise

    @property
    def score(self) -> str:
        if self.points is None:
            return "not graded"
        return f"{format_number(self.points)} of {format_number(self.most)}" if self.most else "if you like"

    @property
    def message(self) -> str:
        """What is said of it, without the points at its end: those stand beside it."""
        return _POINTS.sub("", self.said)


@dataclass
class PracticeResult:
    """The marks of one practice.

    ``file`` was graded as it was saved at ``saved`` (local time, to the second, ISO); ``unsaved`` are names of answers
    of which the notebook ran another version; ``notes`` sentences about the file and its run. ``by_hand`` are points
    that a person gives, beyond the marks. ``page`` is the path of the feedback page. ``seconds`` is what it took, once
    the data were there.
    """

    week: int
    stem: str
    title: str
    file: str
    saved: str
    marks: list[ExerciseResult]
    notes: list[str] = field(default_factory=list)
    unsaved: list[str] = field(default_factory=list)
    by_hand: float = 0.0
    in_sandbox: bool = True
    page: str = ""
    seconds: float = 0.0

    @property
    def score(self) -> str:
        return str(Marks(self.earned, self.most))

    @property
    def earned(self) -> float:
        return sum(mark.points or 0 for mark in self.marks)

    @property
    def most(self) -> float:
        return sum(mark.most for mark in self.marks)

    @property
    def headline(self) -> str:
        return f"Week {self.week}, {self.title}: {Marks(self.earned, self.most).sentence}"

    @property
    def provenance(self) -> str:
        """Which saved state was graded."""
        return f"Graded: {self.file}, as it was saved {self.saved.replace('T', ' at ')[:22]}."

    @property
    def remarks(self) -> list[str]:
        """Sentences below the marks: what is not saved, what typing an answer in would have hidden, what was noted."""
        lines = []
        if self.unsaved:
            lines.append(unsaved_sentence(self.unsaved, "graded", "this cell"))
        lines += typed_in_sentences(self)
        if self.by_hand:
            lines.append(
                f"What you have written has {format_number(self.by_hand)} more points, which a person gives: ask "
                "somebody to read it. A list in each such exercise says what for."
            )
        return [*lines, *self.notes]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def read(said: dict[str, Any]) -> PracticeResult:
    """Return what `PracticeResult.as_json` has written."""
    return PracticeResult(**{**said, "marks": [ExerciseResult(**mark) for mark in said["marks"]]})


def typed_in_sentences(graded: PracticeResult) -> list[str]:
    """What a typed-in answer would have hidden, in one or more sentences: of what she typed, else of what she found."""
    typed = [mark for mark in graded.marks if mark.is_typed]
    if typed:
        return [_typed_sentence(mark) for mark in typed]
    found = next((mark for mark in graded.marks if mark.here and mark.outcome == "right"), None)
    if found is None:
        return [GENERAL]
    return [
        f"On the data you have, {found.here} is right for {found.exercise}. On data that you have not seen, the same "
        "number typed in is wrong. Your query found the other one by itself: that is what the points are for."
    ]


def _typed_sentence(mark: ExerciseResult) -> str:
    what, same = (mark.here, "the same typed number") if mark.here else ("this table", "the same typed table")
    return (
        f"{mark.exercise}: on the data you have, {what} is right. On data that you have not seen, {same} is wrong: "
        "the query has to find it."
    )


def keep(graded: PracticeResult) -> None:
    """Keep the points of the last grading, for `finish` and `where_am_i`: see `firstquery.learner.standing`."""
    marks = {mark.exercise: mark.points for mark in graded.marks if mark.points is not None}
    lasting = {"version": 1, "at": records.now(), "most": graded.most, "earned": graded.earned, "points": marks}
    records.update(record_name(graded.week), lambda record: lasting)


def nothing_there(week: Week) -> str:
    return (
        f"Your folder has no practice of week {week.number} yet, so there is nothing to grade. "
        "`firstquery lab` puts it there."
    )


def not_here(week: Week) -> str:
    """Return what to say where marks can be made neither here nor from this course; or "". It costs nothing to ask."""
    if host.is_browser():
        return (
            "Marks are made by a program beside the notebook, and a browser starts none. Export your work, and run "
            "this cell in the installed course. `check` works here."
        )
    if week.is_markable:
        return ""
    return (
        f"The solutions of week {week.number} are not in this course folder, and marks are made from them. In a "
        "cohort your facilitator grades; `check` works without them."
    )


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


def write_page(graded: PracticeResult) -> Path:
    """Write the feedback page, in place of the one before. Returns its path."""
    path = page_path(graded.stem)
    whole.write(path, html(graded).encode("utf-8", "replace"))
    return path


def page_path(stem: str) -> Path:
    return work_folder() / FEEDBACK / f"{stem}.html"


def html(graded: PracticeResult) -> str:
    from firstquery.html import add_back_link, page  # what only asks for marks has no need of pages

    made = page(
        f"Feedback: week {graded.week}, {graded.title}",
        _part("body")(graded),
        intro=_part("intro")(graded),
        foot=_part("foot")(),
        further_style=_STYLE,
    )
    return add_back_link(made, f"../../practice/{graded.stem}/{graded.file}")


def _part(name: str) -> Any:
    from firstquery.html import templates

    return getattr(templates(Path(__file__).parent / "templates").get_template("feedback.html.j2").module, name)
