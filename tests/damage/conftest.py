"""One course in which every damage is a learner's submission, graded by one stock command."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from firstquery.grade.repair.expected import Expected, expected
from tests.conftest import needs
from tests.grading.orders import STEM, Course
from tests.shared import released

from . import in_answers, in_cells, in_files, in_folders, in_notebooks  # noqa: F401 (they declare the damages)
from .declared import DAMAGES, RIGHT, Submission
from .released import release

GOOD = ("good-first", "zz-good-last")


@dataclass(frozen=True)
class Graded:
    """The course after grading; ``log`` is what the command said, ``before`` and ``after`` what stood in submitted/."""

    course: Course
    log: str
    before: dict[str, str]
    after: dict[str, str]
    marks: dict[tuple[str, str], tuple[float | None, bool]]
    comments: dict[str, str]

    def page(self, student: str) -> str:
        path = self.course.root / "feedback" / student / STEM / f"{STEM}.html"
        return path.read_text(encoding="utf-8")


def submission(course: Course, student: str) -> Submission:
    """A right submission, with its key beside it, that is not written yet."""
    notebook = json.loads((course.root / "release" / STEM / f"{STEM}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
        if cell["id"] in RIGHT:
            cell["source"] = RIGHT[cell["id"]]
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "shown to the learner\n"}]
    folder = course.root / "submitted" / student / STEM
    folder.mkdir(parents=True)
    (folder / "key.json").write_bytes((course.root / "release" / STEM / "key.json").read_bytes())
    return Submission(notebook, folder)


def hand_in(course: Course, student: str, name: str | None = None) -> Submission:
    given = submission(course, student)
    if name is not None:
        DAMAGES[name].do(given)
    if not given.is_written:
        given.write(given.text())
    return given


def everything(folder: Path) -> dict[str, str]:
    """What stands in ``folder``, byte for byte: a hash by path, and where links lead."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            found[str(path)] = f"-> {path.readlink()}"
        elif path.is_file():
            found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
        else:
            found[str(path)] = f"{path.lstat().st_mode:o}"
    return found


def marks(course: Course) -> tuple[dict[tuple[str, str], tuple[float | None, bool]], dict[str, str]]:
    """The marks by student and grade id (the score, whether a person has to look), and the comments by student."""
    found, comments = {}, {}
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        for handed_in in gradebook.assignment_submissions(STEM):
            student = handed_in.student.id
            for notebook in handed_in.notebooks:
                for grade in notebook.grades:
                    found[student, grade.name] = (grade.auto_score, grade.needs_manual_grade)
                comments[student] = " ".join(one.comment for one in notebook.comments if one.comment)
    return found, comments


@pytest.fixture(scope="session")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> Expected:
    path = tmp_path_factory.mktemp("release") / "w.ipynb"
    blank = release(is_answered=False)
    path.write_text(json.dumps(blank), encoding="utf-8")
    graded = {
        cell["id"]: {
            "source": cell["source"],
            "cell_type": "code",
            "nbgrader": cell["metadata"]["nbgrader"] | {"checksum": "0", "cell_type": "code"},
        }
        for cell in blank["cells"]
        if cell["metadata"]
    }
    return expected(path, graded)


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    needs("bubblewrap")
    return released(tmp_path_factory, tmp_path_factory.mktemp("damage") / "course", cell_seconds=10)


@pytest.fixture(scope="session")
def graded(course: Course) -> Graded:
    """All damages and two good submissions after `nbgrader autograde` and `nbgrader generate_feedback`."""
    for student in GOOD:
        hand_in(course, student)
    for name in DAMAGES:
        hand_in(course, name, name)
    submitted = course.root / "submitted"
    before = everything(submitted)
    log = course.run("nbgrader", "autograde", STEM)
    after = everything(submitted)
    course.run("nbgrader", "generate_feedback", STEM)
    return Graded(course, log, before, after, *marks(course))
