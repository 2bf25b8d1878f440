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


def held_out(course: Path, logger: logging.Logger = log) -> Path:
    """The held-out snapshot of this cohort. It is built when it is missing, from a seed drawn then."""
    path = course / "held-out" / "kestrel.sqlite"
    if not path.is_file():
        from firstquery.grading.admission import build_admitted

        logger.warning(
            "There is no held-out data for this cohort yet. Building it now, once; that takes a few minutes: %s", path
        )

        def told(part: str, share: float) -> None:
            # What takes minutes more is said, not only noted.
            logger.log(logging.DEBUG if share else logging.WARNING, "%s (%.0f %%)", part.capitalize(), 100 * share)

        build_admitted(course, path, told)
        logger.warning("Held-out data built. Keep the folder held-out/ to yourself: marks are given on it.")
    return path
