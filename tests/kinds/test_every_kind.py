"""Every kind of exercise goes the whole way: release, check, grade, stock nbgrader, proof and regrade."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import textwrap
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from firstquery.checks.keys import questions_half
from firstquery.grading.answers import Exercise
from firstquery.grading.keys import Source
from firstquery.grading.prove import Proof, prove
from firstquery.grading.repair.cells import first_line
from tests.grading.orders import Course, cell_of
from tests.kernel.kernel import Kernel, kernel

from .conftest import source_of
from .course import STEM, released, submit

EXERCISES = [f"w91-q{number}" for number in range(1, 12)]
SECONDS = {"function": 1.0, "chart": 1.0, "model": 1.0, "program": 3.0, "tests": 3.0, "client": 3.0, "integration": 3.0}
Marks = dict[tuple[str, str], tuple[float | None, int]]


def check_of(course: Course, exercise: str) -> str:
    return str(cell_of(released(course), exercise).source)


def test_each_blank_is_friendly_and_says_where_to_write(course: Course) -> None:
    blanks = [cell_of(released(course), f"{exercise}-answer").source for exercise in EXERCISES]
    assert blanks == [
        "%%sql paid_orders\n-- Your query goes here, in place of this line.",
        "%%sql by_region\n-- Your query goes here, in place of this line.",
        "%%choice reason\n?",
        "%%text definition\nWrite here, in place of this line.\n\n- [ ] It says what is counted.",
        "def fee(total, days):\n    ...",
        "# Your code goes here, in place of this line.",
        "model = ...",
        "%%script report\n# Write your program here, in place of this line.",
        "%%tests my_tests\n# Write your tests here, in place of this line. They begin with: from fees import …",
        "%%script fetcher\n# Write your program here, in place of this line.",
        "%%script sorter\n# Write your program here, in place of this line.",
    ]


@pytest.fixture(scope="module")
def proof(course: Course) -> Proof:
    """On the held-out data alone: a learner's kernel is asked on those of the course, below."""
    (made,) = prove([Source(course.root / "source" / STEM, course.root)], ["held-out"])
    return made


@pytest.mark.parametrize("exercise", EXERCISES)
def test_each_answer_of_the_list_is_as_stated_on_held_out_data(exercise: str, proof: Proof) -> None:
    cases = [case for case in proof.cases if case.exercise == exercise]
    assert [f"{c.role}: {c.name} ({c.snapshot}): {c.why}. Said: {c.said}" for c in cases if not c.ok] == []
    assert {case.role for case in cases} >= {"right", "wrong"}
    assert [lack for lack in proof.lacks if lack.startswith(exercise)] == []


def marks(course: Course) -> Marks:
    """The automatic score of each check of each learner, and whether a person has to look at it."""
    query = """
        SELECT submitted_assignment.student_id, base_cell.name, auto_score, needs_manual_grade
        FROM grade JOIN base_cell ON base_cell.id = cell_id
            JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
            JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id"""
    with closing(sqlite3.connect(course.root / "gradebook.db")) as database:
        return {(student, name): (score, manual) for student, name, score, manual in database.execute(query)}


@pytest.fixture(scope="module")
def graded(handed_in: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """After `firstquery grade`; two more have handed in what goes wrong (see `BROKEN`)."""
    shutil.copytree(handed_in.root, root := tmp_path_factory.mktemp("graded") / "course")
    course = Course(root)
    for student, names in BROKEN.items():
        submit(course, student, dict(GONE_WRONG[name][:2] for name in names))
    course.run("firstquery.cli.main", "grade", STEM, "--jobs", "2")
    return course


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_grader_gives_each_kind_its_marks(exercise: str, graded: Course) -> None:
    given = {student: mark for (student, name), mark in marks(graded).items() if name == exercise}
    assert given.pop("ash") == given.pop("birch") == (2, 0)
    assert given.pop("fir") == (0, 0)
    share = {"w91-q9": 1.33}.get(exercise, 0)  # of six wrong versions four are found
    assert given.pop("cedar") == (share, 0)
    assert given.pop("elm") == (0, 0), "what is typed in earns nothing"
    assert given == dict.fromkeys(BROKEN, (0, 0)), "what goes wrong is no answer, and holds nobody up"


def test_stock_nbgrader_gives_the_same_marks(handed_in: Course, graded: Course, tmp_path: Path) -> None:
    shutil.copytree(handed_in.root, tmp_path / "course")
    stock = Course(tmp_path / "course")
    stock.run("nbgrader", "autograde", STEM)
    assert marks(stock) == {one: mark for one, mark in marks(graded).items() if one[0] not in BROKEN}


def test_a_second_look_changes_no_mark(graded: Course) -> None:
    said = " ".join(graded.run("firstquery.cli.main", "regrade", STEM, "--preview", "--student", "cedar").split())
    assert "No mark changes: 1 looked at." in said


@pytest.fixture(scope="module")
def hers(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """A learner's kernel beside the practice, ready for the week."""
    work = tmp_path_factory.mktemp("hers")
    folder = work / "practice" / STEM
    shutil.copytree(course.root / "release" / STEM, folder)
    with kernel(folder, FIRSTQUERY_COURSE=str(course.root), FIRSTQUERY_WORK=str(work)) as started:
        early = started.run("%%script report\nprint(1)")
        assert "rebuild" in early.text and not early.text.startswith("Couldn't"), early.text
        assert "Ready for week 91" in started.run(f'from firstquery import *\nrebuild("{STEM}")').text
        yield started


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_learner_is_told_each_of_the_four_outcomes(
    exercise: str, hers: Kernel, course: Course, listed: dict[str, Exercise]
) -> None:
    one, check = listed[exercise], check_of(course, exercise)
    hers.run(cell_of(released(course), f"{exercise}-answer").source, f"{exercise}-answer")
    assert "Not attempted yet." in hers.run(check, exercise).text
    for answer in one.by_role("wrong"):
        hers.run(source_of(answer.cells), f"{exercise}-answer")
        said = hers.run(check, exercise)
        assert answer.message.split("; ")[0] in " ".join(said.error.split()), (answer.name, said.text)
        assert said.name == "NotYet"
    for answer in one.by_role("right"):
        hers.run(source_of(answer.cells), f"{exercise}-answer")
        begun = time.monotonic()
        said = hers.run(check, exercise)
        took = time.monotonic() - begun
        assert not said.error and "2 of 2 points." in " ".join(said.text.split()), (answer.name, said.text)
    assert took < 5 * SECONDS.get(one.kind, 1.0), "five times what it takes, on a busy machine"
    hers.run("1 / 0", f"{exercise}-answer")
    assert "Could not run." in hers.run(check, exercise).text


ENDLESS = "def {}:\n    while True:\n        pass"
#: As for a service that says nothing: of a program the clock counts, and the processor has other tests.
WAITING = "import time\nwhile True:\n    time.sleep(1)"
FLOOD = "while True:\n    print('x' * 1000)"
PAGES = 'import os, httpx\nhttpx.get(os.environ["SERVICE_URL"])'
GONE_WRONG = {
    "a function without an end": (
        "w91-q5",
        ENDLESS.format("fee(total, days)"),
        "was stopped after",
    ),
    "a function that stops": (
        "w91-q5",
        "def fee(total, days):\n    return total / nothing",
        "(line 2: `return total / no",
    ),
    "a function that floods": (
        "w91-q5",
        "def fee(total, days):\n    while True:\n        print('x' * 1000)",
        "was stopped after",
    ),
    "a figure that is closed and empty": (
        "w91-q6",
        "import matplotlib.pyplot as plt\nplt.plot([1])\nplt.show()\nchart = plt.gcf()",
        "shows no data",
    ),
    "a chart that is none": ("w91-q6", "chart = print('x')", "nothing (None)"),
    "a model that stops": ("w91-q7", "def model(rows):\n    return rows['gone']", "return rows['gone']"),
    "a model without an end": ("w91-q7", ENDLESS.format("model(rows)"), "was stopped after"),
    "a program without an end": (
        "w91-q8",
        f"%%script report\n{WAITING}",
        "had not ended after 10 seconds",
    ),
    "a program that stops": ("w91-q8", "%%script report\nx = 1\nprint(nothing)", "in its line 2, `print(nothing)`"),
    "a program that can't be read": ("w91-q8", "%%script report\nx = 1\nprint(1", "in its line 2, `print(1`"),
    "a program that floods": ("w91-q8", f"%%script report\n{FLOOD}", "stopped at the limit of output"),
    "tests that can't be read": (
        "w91-q9",
        "%%tests my_tests\nimport fees\ndef test_fee(:\n    pass",
        "its line 2, `def test_fee(:`",
    ),
    "tests of another module": (
        "w91-q9",
        "%%tests my_tests\nimport fee",
        "its line 1, `import fee`: ModuleNotFoundError",
    ),
    "no test": ("w91-q9", "%%tests my_tests\nimport fees", "found no test"),
    "tests without an end": (
        "w91-q9",
        f"%%tests my_tests\ndef test_fee():\n{textwrap.indent(WAITING, '    ')}",
        "had not ended after 5 seconds",
    ),
    "a client that never asks": ("w91-q10", "%%script fetcher\nprint('nothing')", "no request reached the service"),
    "a client that stops": (
        "w91-q10",
        f"%%script fetcher\n{PAGES}.json()['rows']",
        "in its line 2, `httpx.get(os.environ",
    ),
    "an integration that never asks": ("w91-q11", "%%script sorter\nprint('nothing')", "no call reached the vendor"),
    "an integration that stops": (
        "w91-q11",
        '%%script sorter\nimport os, openai\nopenai.OpenAI(base_url=os.environ["AI_BASE_URL"]).models.list()["gone"]',
        "in its line 2, `openai.OpenAI(",
    ),
}

BROKEN = {
    "gale": (
        *("a function without an end", "a chart that is none", "a model without an end", "a program without an end"),
        *("tests without an end", "a client that never asks", "an integration that never asks"),
    ),
    "hugo": (
        *("a function that floods", "a figure that is closed and empty", "a model that stops", "a program that floods"),
        *("tests that can't be read", "a client that stops", "an integration that stops"),
    ),
}


@pytest.mark.parametrize("what", GONE_WRONG)
def test_whatever_goes_wrong_in_her_code_is_a_sentence_with_her_line(what: str, hers: Kernel, course: Course) -> None:
    exercise, source, says = GONE_WRONG[what]
    hers.run(source, f"{exercise}-answer")
    begun = time.monotonic()
    said = hers.run(check_of(course, exercise), exercise)
    assert said.error.startswith("Not yet."), said.text
    assert says in " ".join(said.error.split()), said.error
    assert "Traceback" not in said.text and "firstquery/" not in said.text
    assert time.monotonic() - begun < 20


def test_a_learner_asks_the_service_herself_by_one_line(hers: Kernel) -> None:
    code = 'import httpx\naddress = service("w91-q10")\nlen(httpx.get(f"{address}/orders?page=3").json()["rows"])'
    assert hers.run(code).text == "2"
    assert "has no service" in hers.run('service("w91-q1")').text
    assert "is not the name of an exercise" in hers.run('service("orders")').text


def test_the_key_beside_a_submission_holds_no_expected_value(course: Course) -> None:
    key: dict[str, Any] = json.loads((course.root / "release" / STEM / "key.json").read_text(encoding="utf-8"))
    assert {one["kind"] for one in key["exercises"].values()} == {
        *("value", "table", "choice", "text", "function", "chart", "model", "program", "tests", "client"),
        "integration",
    }
    assert key["exercises"]["w91-q8"]["questions"] == {"file": "report.py"}
    assert os.fspath(course.root) not in json.dumps(key)


def test_the_list_of_a_service_that_a_submission_has_to_fetch_is_not_beside_it(course: Course, proof: Proof) -> None:
    """Its kernel may ask a service as she does at home, of the data that she has."""
    hers = json.loads((course.root / "release" / STEM / "key.json").read_text(encoding="utf-8"))["exercises"]["w91-q10"]
    held = proof.keys["held-out"]["exercises"]["w91-q10"]
    beside = questions_half(proof.keys["held-out"])["exercises"]["w91-q10"]
    rows = hers["expected"]["facts"]["rows"]["rows"]
    assert beside["questions"] == hers["questions"] and beside["questions"]["rows"]["rows"] == rows
    assert held["expected"]["facts"]["rows"]["rows"] != rows


def test_a_program_is_known_by_its_first_line_wherever_its_cell_stands(hers: Kernel) -> None:
    for source in ("%%script report\nx = 1", "# mine\n\n%%script report\nx = 1"):
        assert hers.run(source).text.strip() == "Kept in `report`: 1 line."
        assert first_line(source) == ("report", "x = 1")
    assert "Nothing is written" in hers.run("%%script report").text
    assert "a name is missing" in hers.run("%%tests\nx = 1").text
    assert "the check looks for `report`" in hers.run("%%script rapport\nx = 1", "w91-q8-answer").text
