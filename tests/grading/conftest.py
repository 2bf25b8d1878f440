"""One graded cohort for all tests of the pipeline: kernels are slow to start, so it is graded once."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from nbgrader.api import Gradebook

from firstquery.learner.failure_note import FOLDER, Note

from ..shared import released
from .orders import STEM, Course, answer, cell_of

RIGHT = {
    "q1": "%%sql paid_orders\nSELECT COUNT(*) FROM orders WHERE paid = 1",
    "q2": "%%sql largest\nSELECT customer, total FROM orders ORDER BY total DESC LIMIT 3",
    "q3": "%%choice reason\nB",
    "q4": "%%text definition\nEvery order that has been paid, counted once.",
}
#: A right answer that warns and writes to stderr, which stock nbgrader takes for a failure.
WARNS = """import sys, warnings
warnings.warn("old")
print("a note", file=sys.stderr)
paid_orders = len(sql("SELECT id FROM orders WHERE paid = 1"))"""
#: What an editor leaves beside answers.py.
BACKUPS = ("answers.py~", ".answers.py.swp", "answers copy.py", "old/answers.py")
#: Frames as they came.
OPEN = {"q1": "%%sql paid_orders\nSELECT COUNT(*) FROM orders WHERE …", "q2": "largest = sql(…)"}
#: Right answers after a word processor: the one in SQL, the other in Python.
CURLY = {
    "q1": "%%sql paid_orders\nSELECT COUNT(*) FROM orders WHERE paid = 1 AND customer <> \u2018nobody\u2019",
    "q2": "query = \u201cSELECT customer, total FROM orders ORDER BY total DESC LIMIT 3\u201d\nlargest = sql(query)",
}
#: What a facilitator wrote.
COMMENT = "**Counted once.** Why not twice?"
SMALLEST = "%%sql largest\nSELECT customer, total FROM orders ORDER BY total LIMIT 3"
TYPED = """import pandas as pd
largest = pd.DataFrame({"customer": ["Fir", "Birch", "Cedar"], "total": [50, 40, 30]})"""
#: Right answers, each of which first asks for what is not there when it is graded.
LACKS = {
    "q1": "open('prices.csv')\n" + 'paid_orders = sql("SELECT COUNT(*) FROM orders WHERE paid = 1")',
    "q2": "input()\n" + 'largest = sql("SELECT customer, total FROM orders ORDER BY total DESC LIMIT 3")',
    "q3": "import a_library_of_her_own\nreason = 'B'",
    "q4": "from urllib.request import urlopen\nurlopen('http://127.0.0.1:9')\ndefinition = 'Every order that is paid.'",
}

SHARED = Note(
    id="0123456789ab",
    week=90,
    what_happened="My total counted open orders, too.",
    what_i_expected="Paid orders only.",
    what_i_do_now="I read what each column means.",
    name="Dana",
    shared=True,
)


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course released with the stock command, in a temporary folder."""
    course = released(tmp_path_factory, tmp_path_factory.mktemp("grading") / "course", cell_seconds=5)
    for name in BACKUPS:
        path = course.root / "source" / STEM / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("# %% w90-q3 right: the letter\nreason = 'B'\n", encoding="utf-8")
    return course


@pytest.fixture(scope="session")
def graded(course: Course) -> Course:
    """The cohort after `nbgrader autograde` and `nbgrader generate_feedback`."""
    course.submit("right", answer(course.released(), **{**RIGHT, "q1": WARNS}))
    course.submit("half", answer(course.released(), **{**RIGHT, "q2": SMALLEST, "q3": "while True:\n    pass"}))
    _share_failures(course, "half")
    course.submit("typed", answer(course.released(), q1="paid_orders = 3", q2=TYPED))
    course.submit("died", answer(course.released(), **{**RIGHT, "q2": "import os\nos._exit(1)"}))
    course.submit("odd", _odd(course))
    course.submit("lacks", answer(course.released(), **LACKS))
    course.submit("curly", answer(course.released(), **{**RIGHT, **CURLY}))
    course.submit("open", answer(course.released(), **{**RIGHT, **OPEN}))
    course.run("nbgrader", "autograde", STEM)
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        gradebook.find_comment("w90-q1-answer", STEM, STEM, "half").manual_comment = COMMENT
        gradebook.db.commit()
    course.run("nbgrader", "generate_feedback", STEM)
    return course


def _share_failures(course: Course, student: str) -> None:
    """What she shares of her failures is handed in with her practice, and beside it what is no failure note."""
    folder = course.root / "submitted" / student / STEM / FOLDER
    folder.mkdir()
    (folder / "failure-note-012345.md").write_text(SHARED.markdown(), encoding="utf-8")
    (folder / "link.md").symlink_to(course.root / "grader_config.py")
    (folder / "deep.ipynb").write_text('{"cells": ' + "[" * 50_000, encoding="utf-8")


def _odd(course: Course) -> NotebookNode:
    """One test cell is deleted; one emits nothing; one emits twice; one emits the answer of another exercise."""
    notebook = answer(course.released(), **RIGHT)
    notebook.cells.remove(cell_of(notebook, "w90-q1"))
    before = {
        "q2": "emits = check\ndef check(*answer): pass",
        "q3": "def check(*answer):\n    emits(*answer)\n    emits(*answer)",
        "q4": "def check(exercise, answer):\n    emits('w90-q1', paid_orders)",
    }
    for number, source in before.items():
        place = notebook.cells.index(cell_of(notebook, f"w90-{number}"))
        notebook.cells.insert(place, new_code_cell(source))
    return notebook


@pytest.fixture(scope="session")
def grades(graded: Course) -> dict[tuple[str, str], tuple[float | None, bool]]:
    """Every mark of the gradebook, by student and grade id: the score, and whether a person has to look at it."""
    found = {}
    with Gradebook(f"sqlite:///{graded.root / 'gradebook.db'}") as gradebook:
        for submission in gradebook.assignment_submissions(STEM):
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    found[submission.student.id, grade.name] = (grade.auto_score, grade.needs_manual_grade)
    return found


def feedback(course: Course, student: str) -> str:
    return (course.root / "feedback" / student / STEM / f"{STEM}.html").read_text(encoding="utf-8")


def autograded(course: Course, student: str) -> Path:
    return course.root / "autograded" / student / STEM / f"{STEM}.ipynb"
