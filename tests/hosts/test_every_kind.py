"""`rebuild` and `check` of each kind on other systems: what runs a program there runs it without a fork."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from firstquery.grading.answers import Exercise
from tests.grading.orders import Course, cell_of
from tests.kernel.kernel import Kernel, kernel
from tests.kinds.conftest import source_of
from tests.kinds.course import STEM, released

SYSTEMS = ("windows", "mac")
EXERCISES = [f"w91-q{number}" for number in range(1, 12)]
#: What goes wrong in each way that a process is needed to stop, and what is said.
GONE_WRONG = {
    "a function without an end": ("w91-q5", "def fee(total, days):\n    while True: pass", "was stopped after"),
    "a program without an end": ("w91-q8", "%%script report\nwhile True: pass", "had not ended after"),
    "a program that floods": ("w91-q8", "%%script report\nwhile True: print('x' * 1000)", "the limit of output"),
    "a program that stops": ("w91-q8", "%%script report\nx = 1\nprint(nothing)", "in its line 2, `print(nothing)`"),
}


@pytest.fixture(scope="module", params=SYSTEMS)
def python(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def started(python: Path, hers: Course) -> Iterator[Kernel]:
    """A learner's kernel beside her practice, ready for the week."""
    work = hers.root.parent / "first-query"
    places = {"FIRSTQUERY_COURSE": str(hers.root), "FIRSTQUERY_WORK": str(work), "PYTHONUTF8": "0"}
    with kernel(work / "practice" / STEM, python, **places) as made:
        shown = made.run("from firstquery.core import host; print(host.is_linux())").text
        assert "False" in shown, "it is another system"
        assert "Ready for week 91" in made.run(f'from firstquery import *\nrebuild("{STEM}")').text
        yield made


def check_of(course: Course, exercise: str) -> str:
    return str(cell_of(released(course), exercise).source)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_check_says_what_it_says_on_linux(
    exercise: str, started: Kernel, hers: Course, listed: dict[str, Exercise]
) -> None:
    one, check = listed[exercise], check_of(hers, exercise)
    started.run(cell_of(released(hers), f"{exercise}-answer").source, f"{exercise}-answer")
    assert "Not attempted yet." in started.run(check, exercise).text
    answer = one.by_role("wrong")[0]
    started.run(source_of(answer.cells), f"{exercise}-answer")
    said = started.run(check, exercise)
    assert answer.message.split("; ")[0] in " ".join(said.error.split()), said.text
    for answer in one.by_role("right"):
        started.run(source_of(answer.cells), f"{exercise}-answer")
        said = started.run(check, exercise)
        assert not said.error and "2 of 2 points." in " ".join(said.text.split()), (answer.name, said.text)


@pytest.mark.parametrize("what", GONE_WRONG)
def test_what_goes_wrong_is_ended_and_told(what: str, started: Kernel, hers: Course) -> None:
    exercise, source, told = GONE_WRONG[what]
    started.run(source, f"{exercise}-answer")
    said = started.run(check_of(hers, exercise), exercise)
    assert told in " ".join(said.text.split()), said.text
