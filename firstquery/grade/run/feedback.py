"""The feedback pages of a week, by nbgrader's own converter, a few at a time."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from nbgrader.apps import GenerateFeedbackApp
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory


@dataclass(frozen=True)
class Page:
    """One learner's feedback to be made in the course at ``root``."""

    root: str
    assignment: str
    student: str


def make(page: Page) -> str:
    """Makes it anew. Returns what went wrong, as a sentence, or an empty text."""
    folder = Path.cwd()
    os.chdir(page.root)
    try:
        app = _app(page.root)
        coursedir = CourseDirectory(parent=app)
        coursedir.root, coursedir.assignment_id, coursedir.student_id = page.root, page.assignment, page.student
        converter = GenerateFeedback(coursedir=coursedir, parent=app)
        converter.force = True
        converter.start()
    except Exception as fault:
        return f"No feedback for {page.student} ({type(fault).__name__}: {fault})."
    finally:
        os.chdir(folder)
    return ""


@lru_cache(maxsize=1)
def _app(root: str) -> Any:
    app = GenerateFeedbackApp()
    app.initialize(["--log-level=CRITICAL"])
    app.log = logging.getLogger("firstquery.grade.feedback")
    app.log.propagate = False
    app.log.handlers = [logging.NullHandler()]
    return app
