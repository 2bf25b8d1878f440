"""What the course knows of the cell that runs."""

from __future__ import annotations

import json

import pytest

from firstquery.core import course
from firstquery.learner.exercises import cells_of, resolve, running_cell
from firstquery.learner.session import cell_id
from tests.conftest import ROOT


class Front:
    """A shell behind a front end that sends this as the request's metadata."""

    def __init__(self, parent: object) -> None:
        self.kernel = self
        self.parent = parent

    def get_parent(self) -> object:
        return self.parent


@pytest.mark.parametrize("week", course.weeks(ROOT), ids=lambda week: week.stem)
def test_every_answer_cell_of_a_release_is_known_by_its_id(week: course.Week) -> None:
    notebook = json.loads(week.release.read_text(encoding="utf-8"))
    lines = {cell["id"]: "".join(cell["source"]).split("\n")[0] for cell in notebook["cells"]}
    answers = [one for one in cells_of(f"w{week.number:02d}-q1-answer") if one.is_answer]
    in_python = {id for id, line in lines.items() if id.endswith("-answer") and not line.startswith("%%")}
    assert len(answers) >= 5 and {one.id for one in answers if not one.magic} == in_python
    assert {one.first_line for one in answers if one.magic} == {lines[one.id] for one in answers if one.magic}


@pytest.mark.parametrize("said", ["w14-q5", "w14-q5v2", "W14 Q5", "week 14 exercise 5"])
def test_a_new_exercise_is_asked_for_by_the_number_of_its_heading(said: str) -> None:
    week, name = resolve(said)
    assert (week.number, name, course.number_of(name)) == (14, "w14-q5v2", 5)


def test_the_cells_id_is_what_the_front_end_sends_or_nothing() -> None:
    assert cell_id(Front({"metadata": {"cellId": "w01-q1-answer"}})) == "w01-q1-answer"
    for parent in (None, {}, {"metadata": None}, {"metadata": {}}, {"metadata": {"cellId": 5}}, {"metadata": []}):
        assert cell_id(Front(parent)) is None
    assert cell_id(None) is None
    assert cell_id(object()) is None


def test_a_cell_is_known_at_home_and_not_at_the_grader(monkeypatch: pytest.MonkeyPatch) -> None:
    lab = Front({"metadata": {"cellId": "w03-q5-answer"}})
    cell = running_cell(lab)
    assert cell is not None
    assert cell.first_line == "%%choice whose_average"
    monkeypatch.setenv("FIRSTQUERY_GRADER", "1")
    assert running_cell(lab) is None


@pytest.mark.parametrize(
    "strange", ["w99-q1-answer", "w01-q99-answer", "", "rebuild", "vscode-notebook-cell:/x.ipynb#W0"]
)
def test_a_cell_that_is_not_the_courses_is_none(strange: str) -> None:
    assert running_cell(Front({"metadata": {"cellId": strange}})) is None
