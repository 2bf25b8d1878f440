"""`firstquery reset`: as the course has it again, the old copy kept, all else to the byte, and back with --undo."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from firstquery.core.errors import UserError
from firstquery.learner.reset import RELOAD, reset, undo
from firstquery.learner.workspace import fill, shipped_version
from tests.start.small_course import Course, edited

ONE, TWO = "week-01-first-query", "week-02-count-honestly"
PRACTICE = f"practice/{ONE}/{ONE}.ipynb"


def cells(content: bytes) -> dict[str, Any]:
    return {one["id"]: json.dumps(one) for one in json.loads(content)["cells"]}


def kept(work: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted((work / "kept").iterdir())]


def test_a_practice_is_as_it_came_and_the_old_copy_is_kept(small: Course, work: Path, hers: bytes) -> None:
    said = reset("1")
    assert (work / PRACTICE).read_bytes() == shipped_version(PRACTICE)
    assert kept(work) == [hers]
    (name,) = (path.name for path in (work / "kept").iterdir())
    assert any(f"kept/{name}" in line for line in said)
    assert RELOAD in said


@pytest.mark.parametrize(("week", "exercise"), [("1", "2"), ("01", "q2"), ("week-01", "w01-q2"), ("w01-q2", None)])
def test_one_exercise_is_put_back_and_all_other_cells_stay_to_the_byte(
    small: Course, work: Path, hers: bytes, week: str, exercise: str | None
) -> None:
    reset(week, exercise)
    now, was = cells((work / PRACTICE).read_bytes()), cells(hers)
    assert list(now) == list(was)
    differing = {name for name in was if now[name] != was[name]}
    # its answer lost its text, its check the output; the text above has nothing of hers
    assert differing == {"w01-q2-answer", "w01-q2"}
    assert "Your query goes here" in now["w01-q2-answer"]
    assert kept(work) == [hers]


def test_cells_of_an_exercise_that_she_removed_come_back_in_their_place(small: Course, work: Path, hers: bytes) -> None:
    found = json.loads(hers)
    found["cells"] = [one for one in found["cells"] if not one["id"].startswith("w01-q2")]
    (work / PRACTICE).write_text(json.dumps(found))
    reset("1", "2")
    assert list(cells((work / PRACTICE).read_bytes())) == [
        *("rebuild", "w01-q1-text", "w01-q1-answer", "w01-q1", "w01-q2-text", "w01-q2-answer", "w01-q2"),
        *("her-own", "w01-q3-text", "w01-q3-answer", "w01-q3"),
    ]


def test_undo_brings_back_the_last_reset_then_the_one_before(small: Course, work: Path, hers: bytes) -> None:
    reset("1", "1")
    reset("1")
    undo()
    assert "Your query goes here" in cells((work / PRACTICE).read_bytes())["w01-q1-answer"]
    assert cells((work / PRACTICE).read_bytes())["w01-q2-answer"] == cells(hers)["w01-q2-answer"]
    undo()
    assert (work / PRACTICE).read_bytes() == hers
    with pytest.raises(UserError, match="Nothing was reset that could be brought back"):
        undo()


def test_undo_of_an_exercise_leaves_what_she_did_since(small: Course, work: Path, hers: bytes) -> None:
    reset("1", "2")
    later = edited((work / PRACTICE).read_bytes(), "%%sql answer_3\nSELECT 3", -2)
    (work / PRACTICE).write_bytes(later)
    undo("1")
    now = cells((work / PRACTICE).read_bytes())
    assert now["w01-q2-answer"] == cells(hers)["w01-q2-answer"]
    assert "SELECT 3" in now["w01-q3-answer"]
    assert later in kept(work)


def test_a_lesson_and_start_here_can_be_put_back(small: Course, work: Path) -> None:
    for name, how in ((f"{TWO}.ipynb", {"lesson": True}), ("start-here.ipynb", {})):
        was = (work / name).read_bytes()
        (work / name).write_bytes(edited(was, "mine", 0))
        reset("2" if how else "start-here", **how)
        assert (work / name).read_bytes() == was


def test_one_that_she_removed_comes_back(small: Course, work: Path) -> None:
    (work / PRACTICE).unlink()
    assert reset("1", "2") == [f"Exercise 2 of week 1 was not in your folder. It is there again: {PRACTICE}"]
    assert (work / PRACTICE).exists()
    assert not fill().missing


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["reset", "7"], "There is no week '7' in this course. The weeks are: week-01-first-query, "),
        (["reset", "1", "9"], "Week 1 has no exercise '9'. It has: w01-q1, w01-q2, w01-q3."),
        (["reset", "1", "w02-q1"], "Week 1 has no exercise 'w02-q1'. It has: w01-q1, "),
        (["reset", "1", "2", "--lesson"], "A lesson has no exercises"),
        (["reset"], "Which week? For instance `firstquery reset 3`"),
        (["reset", "--undo"], "Nothing was reset that could be brought back."),
    ],
)
def test_what_cannot_be_is_a_sentence_that_says_what_there_is(small: Course, arguments: list[str], said: str) -> None:
    from firstquery.cli.main import app

    result = CliRunner().invoke(app, arguments)
    assert isinstance(result.exception, UserError)
    assert result.exception.sentence.startswith(said)


def test_a_notebook_that_cannot_be_read_loses_nothing(small: Course, work: Path) -> None:
    (work / PRACTICE).write_bytes(b"{ torn")
    with pytest.raises(UserError, match="cannot be read as a notebook, so one exercise of it cannot be put back"):
        reset("1", "2")
    assert (work / PRACTICE).read_bytes() == b"{ torn"
    reset("1")
    assert kept(work) == [b"{ torn"]


def test_there_is_nothing_to_reset_without_a_folder_or_in_the_course_itself(
    small: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRSTQUERY_WORK", str(tmp_path / "none"))
    with pytest.raises(UserError, match="`firstquery lab` makes it"):
        reset("1")
    assert not (tmp_path / "none").exists()
    monkeypatch.setenv("FIRSTQUERY_WORK", str(small.root))
    with pytest.raises(UserError, match="is the folder of the course itself"):
        reset("1")
