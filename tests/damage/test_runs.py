"""Damages through nbgrader to the page of feedback, its other ways to the same marks, and a run that was killed."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from nbgrader.api import Gradebook

from tests.grading.orders import STEM, Course

from .conftest import hand_in
from .declared import DAMAGES
from .released import EXERCISES

BUTTON = """
import json, sys
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader
config = PyFileConfigLoader("nbgrader_config.py", path=".").load_config()
coursedir = CourseDirectory(config=config)
before = coursedir.submitted_directory
done = NbGraderAPI(coursedir, config=config).autograde("week-90-orders", sys.argv[1])
print(json.dumps([done["success"], done.get("log", ""), coursedir.submitted_directory == before]))
"""
GOOD = "good"
#: By a notebook, a zip alone, files of all sorts, and answers that are put together and that are not.
SIX = ("merged-everything", "two-different-answers", "files-of-her-own", "a-pipe", "a-path-without-an-end", "zipped")
FULL = {"w90-q1": 2, "w90-q2": 3, "w90-q3": 1, "w90-q4": 1}


def press(course: Course, student: str) -> tuple[bool, str, bool]:
    """What the formgrader's button does: whether it worked, its log, and whether the course folder is as before."""
    done = subprocess.run(
        [sys.executable, "-c", BUTTON, student],
        cwd=course.root,
        env=_environment(course),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    success, log, is_as_before = json.loads(done.stdout)
    return success, log, is_as_before


def _environment(course: Course) -> dict[str, str]:
    return {**os.environ, "FIRSTQUERY_COURSE": str(course.root), "FIRSTQUERY_WORK": str(course.root / "work")}


def points(course: Course, student: str) -> dict[str, tuple[float | None, bool]]:
    """The score of each exercise, and whether a person has to look."""
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        (notebook,) = gradebook.find_submission(STEM, student).notebooks
        return {one.name: (one.auto_score, one.needs_manual_grade) for one in notebook.grades if one.name in EXERCISES}


def everything(folder: Path) -> dict[str, str]:
    """What stands in ``folder``, byte for byte: a hash by path, and what is no file by its mode."""
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else f"{path.lstat().st_mode:o}"
        for path in sorted(folder.rglob("*"))
    }


def page(course: Course, student: str) -> str:
    path = course.root / "feedback" / student / STEM / f"{STEM}.html"
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", path.read_text(encoding="utf-8"))).split())


def test_six_damages_are_graded_and_told_and_cost_nobody_else_anything(course: Course) -> None:
    hand_in(course.root, GOOD)
    for name in SIX:
        hand_in(course.root, name, name)
    before = everything(course.root / "submitted")
    log = course.run("nbgrader", "autograde", STEM)
    assert everything(course.root / "submitted") == before
    assert "Traceback" not in log
    course.run("nbgrader", "generate_feedback", STEM)
    for name in SIX:
        damage, shown = DAMAGES[name], page(course, name)
        assert points(course, name) == {
            exercise: (None, True) if exercise in damage.ungraded else (FULL[exercise], False) for exercise in EXERCISES
        }, name
        assert damage.says in shown
        assert not damage.says or re.search(rf"{name}[,:].*{re.escape(damage.says)}", log)
        assert len(re.findall(rf"\] {name}[,:]", log)) <= 1, log
        assert ("Your facilitator will look at this answer." in shown) == bool(damage.ungraded)
    assert points(course, GOOD) == {exercise: (worth, False) for exercise, worth in FULL.items()}
    assert "About the file" not in page(course, GOOD)
    assert f" {GOOD}:" not in log and f" {GOOD}," not in log
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        (notebook,) = gradebook.find_submission(STEM, "two-different-answers").notebooks
        assert "There are two different answers to w90-q1" in " ".join(one.comment or "" for one in notebook.comments)


def test_the_formgraders_button_repairs_as_the_command_does(course: Course) -> None:
    hand_in(course.root, "button", "split-answer")
    success, log, is_as_before = press(course, "button")
    assert success and is_as_before
    assert "The answer was in pieces. They were put together again." in log
    assert [score for score, _ in points(course, "button").values()] == [2, 3, 1, 1]


def test_a_run_that_was_killed_is_resumed_leaves_no_litter_and_is_not_repeated(course: Course) -> None:
    hand_in(course.root, "killed", "copied-answer")
    half = "firstquery_submitted"  # metadata that is there between the two halves of nbgrader's autograde
    done = course.root / "autograded" / "killed" / STEM / f"{STEM}.ipynb"
    command = [sys.executable, "-m", "nbgrader", "autograde", STEM, "--student", "killed"]
    process = subprocess.Popen(
        command, cwd=course.root, env=_environment(course), stderr=subprocess.DEVNULL, start_new_session=True
    )
    end = time.monotonic() + 120
    while not (done.exists() and half in done.read_text(encoding="utf-8")) and time.monotonic() < end:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert half in done.read_text(encoding="utf-8")
    left = f"first-query-staged-{process.pid}-*"
    assert list(Path(tempfile.gettempdir()).glob(left))
    log = course.run("nbgrader", "autograde", STEM, "--student", "killed")
    assert "was left unfinished by an earlier run" in log
    assert [score for score, _ in points(course, "killed").values()] == [2, 3, 1, 1]
    assert not list(Path(tempfile.gettempdir()).glob(left))
    log = course.run("nbgrader", "autograde", STEM, "--student", "killed")
    assert "Skipping existing assignment" in log


def test_without_the_release_stock_nbgrader_grades_nothing_and_says_so(course: Course) -> None:
    hand_in(course.root, "early")
    release = course.root / "release"
    aside = release.rename(course.root / "aside")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", "autograde", STEM, "--student", "early"],
            cwd=course.root,
            env=_environment(course),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    finally:
        aside.rename(release)
    assert done.returncode != 0
    assert f"`firstquery release {STEM}` makes it anew." in done.stderr
    assert "Traceback" not in done.stderr
    assert not (course.root / "autograded" / "early").exists()
