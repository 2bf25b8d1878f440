"""The course's notebooks as the content tests read them."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import nbformat
import pytest

from firstquery.authoring.lint.unit import PageCell, notebook
from firstquery.core import course

ROOT = course.COURSE
WEEKS = course.weeks()
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PRACTICES = sorted((ROOT / "source").glob("*/*.ipynb"))
RELEASES = sorted((ROOT / "release").glob("*/*.ipynb"))


def name(path: Path) -> str:
    """A test's id: the path from the course root."""
    return path.relative_to(ROOT).as_posix()


@cache
def read(path: Path) -> nbformat.NotebookNode:
    if not path.is_file():
        pytest.fail(f"{name(path)} is missing", pytrace=False)
    return nbformat.read(path, as_version=4)


def cells(path: Path) -> tuple[PageCell, ...]:
    return notebook(path).cells


def markdown(path: Path) -> list[PageCell]:
    return notebook(path).markdown


def environment(folder: Path) -> dict[str, str]:
    """For a process that runs a notebook as a new learner, whose folder is empty."""
    from firstquery.authoring.tidy import new_learner

    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    # a test before this one in the same process may have left the address of a vendor there
    hers = {name: value for name, value in new_learner(folder).items() if not name.startswith("AI_")}
    return {**hers, "PYTHONPATH": path}
