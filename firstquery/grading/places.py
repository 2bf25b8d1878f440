"""Where the course is that nbgrader works on, and its data."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from firstquery.core.course import course_folder

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


def learning(course: Path) -> Path:
    """The learning snapshot, which ships with the course."""
    return course / "data" / "kestrel.sqlite"
