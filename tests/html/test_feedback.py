"""The feedback page of a real week, graded by the facilitator's own command, as its learner sees it in a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, expect

from firstquery.core import course
from firstquery.core.course import settings
from firstquery.grading.answers import read
from tests.commands import Command
from tests.conftest import ROOT, needs
from tests.html.axe import barriers, chromium, opened
from tests.selfgrade import hers
from tests.shared import held_out, once

WEEK = course.week(1)
SEEDS = settings(ROOT).seeds.learners
LEARNERS = ("right", "wrong", "typed", "damaged")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a course in which the first week is graded, and its feedback made."""
    needs("bubblewrap")
    return once(tmp_path_factory, "graded-week", lambda root: _grade(root, held_out(tmp_path_factory, SEEDS[0])[1]))


def _grade(root: Path, snapshot: Path) -> None:
    for path in (WEEK.source, WEEK.release.parent):
        shutil.copytree(path, root / path.relative_to(ROOT))
    (root / "notebooks").mkdir()
    shutil.copy(WEEK.lesson, root / "notebooks")
    (root / "data").symlink_to(ROOT / "data")
    for path in (ROOT / one for one in ("course.toml", "grader_config.py", "nbgrader_config.py")):
        shutil.copy(path, root)
    (root / "held-out").mkdir()
    shutil.copy(snapshot, root / "held-out")
    for name in LEARNERS:
        folder = root / "submitted" / name / WEEK.stem
        folder.mkdir(parents=True)
        nbformat.write(hers.notebook(WEEK, name), folder / f"{WEEK.stem}.ipynb")
    environment = {**os.environ, "FIRSTQUERY_COURSE": str(root), "FIRSTQUERY_WORK": str(root / "work")}
    done = Command("firstquery.cli.main", ["grade", str(WEEK.number)], root, environment, is_sharing=True)
    said = "".join(done.communicate(600))
    assert done.returncode == 0, said


def _page(graded: Path, name: str) -> Path:
    return graded / "feedback" / name / WEEK.stem / f"{WEEK.stem}.html"


@pytest.mark.parametrize("name", LEARNERS)
def test_feedback_shows_the_marks_of_a_week_as_a_table_with_a_row_an_exercise(
    browser: Browser, graded: Path, name: str
) -> None:
    with opened(browser, _page(graded, name)) as page:
        expect(page.get_by_text("On this page")).to_be_visible()
        table = page.locator("header").get_by_role("table", name="Marks")
        expect(table).to_be_visible()
        for exercise in read(WEEK.answers):
            row = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name=exercise, exact=True))
            expect(row).to_be_visible()
        expect(table.get_by_role("rowheader", name="All")).to_be_visible()


def test_an_exercise_without_points_is_said_to_be_one_whatever_its_answer(browser: Browser, tmp_path: Path) -> None:
    from nbformat.v4 import new_code_cell, new_notebook

    from firstquery.html.feedback import MARKS, FeedbackExporter, _points, _state

    about = {"grade": True, "solution": False, "locked": True, "schema_version": 3, "task": False}
    cell = new_code_cell("check()", metadata={"nbgrader": {**about, "grade_id": "w01-q9", "score": 0.0, "points": 0.0}})
    mark = {"name": "w01-q9", "anchor": "mark-w01-q9", "points": _points(0, 0, False), "state": _state(0, 0, False)}
    said = {"notebook": WEEK.stem, "student": "right", "db_url": "", "score": 0, "max_score": 0, "late_penalty": 0}
    resources = {"nbgrader": said, MARKS: [{**mark, "waits": False}]}
    text, _ = FeedbackExporter().from_notebook_node(new_notebook(cells=[cell]), resources)
    (tmp_path / "page.html").write_text(text, encoding="utf-8")
    with opened(browser, tmp_path / "page.html") as page:
        row = page.get_by_role("row", name="w01-q9")
        expect(row).to_contain_text("if you like: it earns no points")
        expect(page.locator("#mark-w01-q9")).to_contain_text("w01-q9: if you like: it earns no points")
        expect(page.get_by_text("full points")).to_have_count(0)


@pytest.mark.parametrize("name", ["wrong", "damaged"])
def test_axe_finds_no_barrier_in_the_feedback_of_a_week(browser: Browser, graded: Path, name: str) -> None:
    assert barriers(browser, _page(graded, name)) == []
