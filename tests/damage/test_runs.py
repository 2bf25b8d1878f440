"""Other ways to the same marks: a learner with a zip alone, a run that was killed, the formgrader's button."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tests.grading.orders import STEM, Course

from .conftest import everything, hand_in, marks
from .declared import EXERCISES

pytestmark = pytest.mark.xdist_group("damage")
BUTTON = """
import json, sys
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader
config = PyFileConfigLoader("nbgrader_config.py", path=".").load_config()
coursedir = CourseDirectory(config=config)
api = NbGraderAPI(coursedir, config=config)
before = coursedir.submitted_directory
done = api.autograde("week-90-orders", sys.argv[1])
print(json.dumps([done["success"], done.get("log", ""), coursedir.submitted_directory == before]))
"""
STAGED = """
import sys
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader
from firstquery.grade.repair import StagedAutograde
config = PyFileConfigLoader("nbgrader_config.py", path=".").load_config()
coursedir = CourseDirectory(config=config)
coursedir.assignment_id, coursedir.student_id = "week-90-orders", sys.argv[1]
StagedAutograde(coursedir=coursedir, config=config).start()
"""


@pytest.fixture(scope="module")
def small(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The course with no submissions but those of the test itself."""
    root = tmp_path_factory.mktemp("runs") / "course"
    shutil.copytree(course.root, root, ignore=shutil.ignore_patterns("submitted", "autograded", "feedback"))
    return Course(root)


def run(course: Course, code: str, student: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, student],
        cwd=course.root,
        env=_environment(course),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


def _environment(course: Course) -> dict[str, str]:
    return {**os.environ, "FIRSTQUERY_COURSE": str(course.root), "FIRSTQUERY_WORK": str(course.root / "work")}


def points(course: Course, student: str) -> list[float | None]:
    found, _ = marks(course)
    return [found[student, exercise][0] for exercise in EXERCISES]


def test_a_zip_alone_and_a_notebook_beside_its_folder_are_graded(small: Course) -> None:
    hand_in(small, "only-a-zip", "zipped")
    given = hand_in(small, "beside")
    (given.folder / given.name).rename(given.folder.parent / given.name)
    (given.folder / "key.json").unlink()
    given.folder.rmdir()
    before = everything(small.root / "submitted")
    run(small, STAGED, "*")
    assert points(small, "only-a-zip") == points(small, "beside") == [2, 3, 1, 1]
    assert everything(small.root / "submitted") == before


def test_the_formgraders_button_repairs_as_the_command_does(small: Course) -> None:
    hand_in(small, "button", "merged-everything")
    success, log, is_as_before = json.loads(run(small, BUTTON, "button"))
    assert success and is_as_before
    assert "Cells that had been merged into one were taken apart again." in log
    assert points(small, "button") == [2, 3, 1, 1]


def test_a_run_that_was_killed_is_resumed_leaves_no_litter_and_is_not_repeated(small: Course) -> None:
    hand_in(small, "killed", "copied-answer")
    half = "firstquery_submitted"  # metadata that is there between the two halves of nbgrader's autograde
    done = small.root / "autograded" / "killed" / STEM / f"{STEM}.ipynb"
    command = [sys.executable, "-m", "nbgrader", "autograde", STEM, "--student", "killed"]
    process = subprocess.Popen(
        command, cwd=small.root, env=_environment(small), stderr=subprocess.DEVNULL, start_new_session=True
    )
    end = time.monotonic() + 120
    while not (done.exists() and half in done.read_text(encoding="utf-8")) and time.monotonic() < end:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert half in done.read_text(encoding="utf-8")
    left = f"first-query-staged-{process.pid}-*"
    assert list(Path(tempfile.gettempdir()).glob(left))
    log = small.run("nbgrader", "autograde", STEM, "--student", "killed")
    assert "was left unfinished by an earlier run" in log
    assert points(small, "killed") == [2, 3, 1, 1]
    assert not list(Path(tempfile.gettempdir()).glob(left))
    log = small.run("nbgrader", "autograde", STEM, "--student", "killed")
    assert "Skipping existing assignment" in log and "The answer cell was there twice" not in log
    assert points(small, "killed") == [2, 3, 1, 1]
