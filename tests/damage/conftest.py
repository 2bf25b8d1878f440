"""A week in little, the released week of the tests of the grader, and right submissions of it to be damaged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from firstquery.grade.repair.release import Release, load_release
from tests.conftest import needs
from tests.grading.orders import STEM, Course
from tests.shared import released

from . import in_cells, in_files  # noqa: F401 (they declare the damages)
from .declared import DAMAGES, RIGHT, Submission
from .released import release


def hand_in(course: Course, student: str, name: str | None = None) -> Submission:
    """A right submission, with its key beside it, damaged as ``name`` says."""
    notebook = json.loads((course.root / "release" / STEM / f"{STEM}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
        if cell["id"] in RIGHT:
            cell["source"] = RIGHT[cell["id"]]
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "shown to the learner\n"}]
    folder = course.root / "submitted" / student / STEM
    folder.mkdir(parents=True)
    (folder / "key.json").write_bytes((course.root / "release" / STEM / "key.json").read_bytes())
    given = Submission(notebook, folder)
    if name is not None:
        DAMAGES[name].do(given)
    if not given.is_written:
        given.write(given.text())
    return given


def load(path: Path) -> Release:
    """The release at ``path``, with what a gradebook has of it."""
    graded = {
        said["grade_id"]: {
            "source": "".join(cell["source"]),
            "cell_type": "code",
            "nbgrader": said | {"checksum": "0", "cell_type": "code"},
        }
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if (said := cell["metadata"].get("nbgrader"))
    }
    return load_release(path, graded)


@pytest.fixture(scope="session")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The release of the week in little."""
    path = tmp_path_factory.mktemp("release") / "w.ipynb"
    path.write_text(json.dumps(release(is_answered=False)), encoding="utf-8")
    return load(path)


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course of one released week, in which nobody has handed in."""
    needs("bubblewrap")
    return released(tmp_path_factory, tmp_path_factory.mktemp("damage") / "course", cell_seconds=10)
