"""A learner alone, who has begun a practice before an exercise of it was changed: nothing of hers changes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from firstquery.core import course as courses
from firstquery.core.course import FORMER
from firstquery.grading.held_out import held_out_key
from firstquery.selfgrade import submission
from tests.grading.conftest import RIGHT
from tests.grading.former import retire, upgrade
from tests.grading.orders import DATA, STEM, Course, answer
from tests.shared import once, released

HERS = Path("practice") / STEM / f"{STEM}.ipynb"
_FILL = "from firstquery.learner.workspace import fill; print(fill().kept)"
_SAY = """
import json
from firstquery.core import course
from firstquery.learner import exercises, finish
from firstquery.learner.progress.state import plans
week = course.week(90)
print(json.dumps({
    "exercises": [one.id for one in exercises.exercises_of(week)],
    "practice": exercises.practice_of(week).name,
    "panel": [one.id for plan in plans() for one in plan.exercises],
    "cells": [one.name for one in exercises.cells_of("w90-q1-answer")],
    "resolved": exercises.resolve(exercises.exercises_of(week)[1].id)[1],
    "finish": str(finish.summary_of(week)),
}))
"""


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course of which she had half a practice when it was upgraded."""

    def change(root: Path) -> None:
        retire(released(tmp_path_factory, root))

    changed = once(tmp_path_factory, "changed", change)
    course = released(tmp_path_factory, tmp_path_factory.mktemp("alone") / "course")
    assert said(course, _FILL) == "[]"
    hers = work(course) / HERS
    nbformat.write(answer(nbformat.read(hers, as_version=4), **{**RIGHT, "q4": "%%text definition"}), hers)
    upgrade(course, changed)
    assert said(course, _FILL) == f"['{HERS.as_posix()}']"  # it stays; its key does not
    return course


def work(course: Course) -> Path:
    return course.root.parent / "hers"


def said(course: Course, code: str) -> str:
    env = {**os.environ, "FIRSTQUERY_COURSE": str(course.root), "FIRSTQUERY_WORK": str(work(course))}
    return subprocess.check_output([sys.executable, "-c", code], env=env, cwd=course.root, text=True).strip()


def test_her_practice_is_checked_and_finished_as_it_was(upgraded: Course) -> None:
    env = {**os.environ, "FIRSTQUERY_COURSE": str(upgraded.root), "FIRSTQUERY_WORK": str(work(upgraded))}
    hers = work(upgraded) / HERS
    notebook = nbformat.read(hers, as_version=4)
    client = NotebookClient(notebook, allow_errors=True, resources={"metadata": {"path": str(hers.parent)}})
    client.execute(env=env)
    shown = {cell.id: json.dumps(cell.outputs) for cell in notebook.cells if cell.cell_type == "code"}
    assert all("Right" in shown[f"w90-{name}"] for name in ("q1", "q2", "q3")), shown
    found = json.loads(said(upgraded, _SAY))
    assert found["exercises"] == found["panel"] == ["w90-q1", "w90-q2", "w90-q3", "w90-q4"]
    assert found["practice"] == "1.ipynb"
    assert found["cells"] == ["paid_orders", "largest", "reason", "definition"]
    assert found["resolved"] == "w90-q2"
    assert "3 of 4" in found["finish"]
    assert "exercise 4" in found["finish"] and "exercise 5" not in found["finish"]


def test_her_marks_on_unseen_data_are_out_of_her_own_total(upgraded: Course, tmp_path: Path) -> None:
    week = courses.week("90", upgraded.root)
    found = submission.stage(week, (work(upgraded) / HERS).parent, tmp_path / "staged")
    marks, fault = submission.marks(
        week,
        found.notebook,
        tmp_path / "staged",
        upgraded.root / "held-out" / DATA.name,
        held_out_key(upgraded.root, STEM),
        unsafe=shutil.which("bwrap") is None,
    )
    assert not fault
    assert {one.exercise: (one.points, one.most) for one in marks} == {
        "w90-q1": (2, 2),
        "w90-q2": (3, 3),
        "w90-q3": (1, 1),
        "w90-q4": (0, 1),
    }
    assert found.by_hand == 4


def test_whoever_begins_now_has_the_present_practice_and_its_exercises(upgraded: Course, tmp_path: Path) -> None:
    env = {**os.environ, "FIRSTQUERY_COURSE": str(upgraded.root), "FIRSTQUERY_WORK": str(tmp_path / "new")}
    for code in (_FILL, _SAY):
        out = subprocess.check_output([sys.executable, "-c", code], env=env, cwd=upgraded.root, text=True)
    found = json.loads(out)
    assert found["exercises"] == found["panel"] == ["w90-q1", "w90-q5", "w90-q3", "w90-q4"]
    assert found["practice"] == f"{STEM}.ipynb"
    there = {path.relative_to(tmp_path / "new").as_posix() for path in (tmp_path / "new").rglob("*.ipynb")}
    assert there == {HERS.as_posix()}


def test_one_exercise_of_hers_is_reset_to_what_it_was(upgraded: Course, tmp_path: Path) -> None:
    course = Course(tmp_path / "course")
    shutil.copytree(upgraded.root, course.root)
    shutil.copytree(work(upgraded), work(course))
    said(course, "from firstquery.learner.reset import reset; reset('90', '2')")
    cells = nbformat.read(work(course) / HERS, as_version=4).cells
    assert next(cell.source for cell in cells if cell.id == "w90-q2-answer").startswith("%%sql largest\n-- Your query")


def test_hers_is_known_without_the_ids_of_its_cells_and_while_a_check_is_lost(upgraded: Course, tmp_path: Path) -> None:
    course = Course(tmp_path / "course")
    shutil.copytree(upgraded.root, course.root)
    shutil.copytree(work(upgraded), work(course))
    notebook = json.loads((work(course) / HERS).read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if "w90-q4" not in "".join(cell["source"])]
    assert len(cells) == len(notebook["cells"]) - 1
    for cell in cells:
        cell.pop("id", None)
    (work(course) / HERS).write_text(json.dumps({**notebook, "cells": cells, "nbformat_minor": 4}), encoding="utf-8")
    assert json.loads(said(course, _SAY))["exercises"] == ["w90-q1", "w90-q2", "w90-q3", "w90-q4"]


def test_the_folder_of_former_practices_is_no_practice(upgraded: Course) -> None:
    assert [path.name for path in (upgraded.root / "source" / STEM / FORMER / "1").iterdir()]
    assert [week.stem for week in courses.weeks(upgraded.root)] == [STEM]
