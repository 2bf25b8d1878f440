"""Where the course is that nbgrader works on, its data, and what a process of the grader is told of them."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

from firstquery.core.course import course_folder
from firstquery.review.held_out import held_out_repository

log = logging.getLogger("firstquery.grading")


def course_of(preprocessor: Any) -> Path:
    """The course root of a preprocessor: that of the converter above it, else the course of this package."""
    parent = preprocessor
    while parent is not None:
        coursedir = getattr(parent, "coursedir", None)
        if coursedir is not None:
            return Path(coursedir.root)
        parent = getattr(parent, "parent", None)
    return course_folder()


def environment(warehouse: str | Path, work: Path, course: Path) -> dict[str, str]:
    """The environment of a process that answers for the grader: nothing of the caller's course, only these places."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("FIRSTQUERY_")}
    service = held_out_repository(course, Path(warehouse)) if Path(warehouse).is_file() else None
    return {
        **kept,
        "FIRSTQUERY_COURSE": str(course),
        "FIRSTQUERY_GRADER": "1",
        **({"FIRSTQUERY_SERVICE": str(service)} if service else {}),
        "FIRSTQUERY_WAREHOUSE": str(warehouse),
        "FIRSTQUERY_WORK": str(work),
    }
