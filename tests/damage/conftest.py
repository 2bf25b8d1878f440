"""A week released in memory, and a course that nbgrader has released, for right submissions that are damaged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from firstquery.grading.repair.release import Release, load_release
from tests.conftest import needs
from tests.grading.orders import STEM, Course
from tests.shared import released

from . import in_cells, in_files  # noqa: F401 (they declare the damages)
from .declared import DAMAGES, Submission
from .released import graded, notebook


def hand_in(root: Path, student: str, name: str | None = None) -> Path:
    """The folder of a right submission in the course at ``root``, damaged as ``name`` says."""
    folder = root / "submitted" / student / STEM
    folder.mkdir(parents=True)
    given = Submission(folder)
    if name is not None:
        DAMAGES[name].do(given)
    if not given.is_written:
        given.write()
    return folder


@pytest.fixture(scope="session")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> Release:
    path = tmp_path_factory.mktemp("release") / "w.ipynb"
    path.write_text(json.dumps(notebook()), encoding="utf-8")
    return load_release(path, graded(notebook()))


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course of one released week, in which nobody has handed in."""
    needs("bubblewrap")
    return released(tmp_path_factory, tmp_path_factory.mktemp("damage") / "course", cell_seconds=10)
