"""The twenty-six weeks: as the curriculum names them, and what is there of each."""

from __future__ import annotations

from pathlib import Path

from firstquery import course
from firstquery.learner.exercises import exercises_anywhere
from firstquery.learner.standing.state import Plan


def plans(root: Path | None = None) -> list[Plan]:
    """The weeks in order. One that the course in ``root`` (else this course) has goes by the title it gives itself."""
    written = {week.number: week for week in course.weeks(root)}
    found = []
    for planned in course.curriculum():
        week = written.get(planned.number)
        found.append(
            Plan(
                number=planned.number,
                month=planned.month,
                month_title=planned.month_title,
                title=(week.title if week else "") or planned.title,
                stem=week.stem if week else None,
                exercises=tuple(exercises_anywhere(week)) if week else (),
            )
        )
    return found
