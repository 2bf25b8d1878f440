"""The course as the panel beside the page has it: how each week and exercise stands, and where to go on."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import nbformat
import pytest

from firstquery.core import course, records
from firstquery.learner import workspace as learners_copy
from firstquery.learner.exercises import exercises_of
from firstquery.learner.progress.outline import START, minutes_of, outline
from tests.progress.course import NOW, attempted, build, done


@pytest.fixture
def theirs(tmp_path: Path, work: Path) -> Path:
    """A course of which five weeks are written, with nothing in the learner's folder yet."""
    return build(tmp_path / "course", 5)


def keep(kept: dict[str, dict[str, Any]]) -> None:
    for name, record in kept.items():
        records.update(name, lambda _, record=record: record)  # type: ignore[misc]


def week_in(found: dict[str, Any], number: int) -> dict[str, Any]:
    (week,) = [week for month in found["months"] for week in month["weeks"] if week["number"] == number]
    return dict(week)


def marks(found: dict[str, Any], number: int) -> list[tuple[str, str]]:
    return [(one["mark"], one["said"]) for one in week_in(found, number)["exercises"]]


def test_with_no_records_the_first_lesson_comes_next(theirs: Path) -> None:
    found = outline(NOW, theirs)
    assert (found["week"], found["here"], found["said"]) == (1, "", "0 of 26 weeks done")
    assert marks(found, 1) == [("○", "not tried")] * 3
    assert [month["said"] for month in found["months"]][:2] == ["0 of 4 weeks done", "0 of 4 weeks done"]
    assert found["months"][-1]["said"] == "not written yet"
    assert week_in(found, 26)["said"] == "not written yet"
    assert json.loads(json.dumps(found)) == found


def test_it_says_by_word_and_symbol_how_each_exercise_stands(theirs: Path) -> None:
    keep(done(1, NOW, 1) | attempted("w01-q2", NOW, "not-yet") | attempted("w01-q3", NOW, "not-attempted"))
    found = outline(NOW, theirs)
    assert marks(found, 1) == [("✓", "done"), ("◐", "not yet"), ("○", "not tried")]
    assert (week_in(found, 1)["mark"], week_in(found, 1)["done"]) == ("◐", 1)
    keep(done(1, NOW))
    found = outline(NOW, theirs)
    assert (week_in(found, 1)["said"], found["week"], found["months"][0]["said"]) == ("done", 2, "1 of 4 weeks done")


@pytest.mark.parametrize(
    ("kept", "here"),
    [
        (attempted("w01-q2", NOW, "not-yet"), "w01-q2"),  # she is at it
        (done(1, NOW, 1), "w01-q2"),
        (done(1, NOW, 2), "w01-q3"),
        (attempted("w01-q3", NOW), "w01-q1"),  # nothing is left behind it
        (done(1, NOW, 1) | attempted("w01-q3", NOW + dt.timedelta(minutes=9), "not-yet"), "w01-q3"),
        (done(1, NOW), ""),  # the next week's lesson
        ({"touched": {"version": 1, "weeks": {"1": [NOW.isoformat()]}}}, ""),
    ],
)
def test_it_goes_on_with_the_exercise_that_she_left(theirs: Path, kept: dict[str, Any], here: str) -> None:
    keep(kept)
    assert outline(NOW, theirs)["here"] == here


def test_where_all_is_done_nothing_comes_next(theirs: Path) -> None:
    for week in range(1, 6):
        keep(done(week, NOW))
    found = outline(NOW, theirs)
    assert (found["week"], found["here"], found["said"]) == (None, None, "5 of 26 weeks done")


def test_the_minutes_left_are_those_of_what_is_not_done(work: Path) -> None:
    learners_copy.fill()
    first = week_in(outline(NOW), 1)
    minutes = [one["minutes"] for one in first["exercises"]]
    assert all(minutes) and first["left"] == sum(minutes)
    keep(attempted("w01-q1", NOW) | attempted("w01-q2", NOW, "not-yet"))
    assert week_in(outline(NOW), 1)["left"] == sum(minutes[1:])
    assert all(one["title"] for one in first["exercises"])


def test_an_optional_exercise_is_said_to_be_one_and_no_minutes_are_left_for_it(theirs: Path) -> None:
    path = theirs / "release" / "week-01-first-query" / "key.json"
    key = json.loads(path.read_text(encoding="utf-8"))
    key["exercises"]["w01-q2"]["points"] = 0
    path.write_text(json.dumps(key), encoding="utf-8")
    assert marks(outline(NOW, theirs), 1)[1] == ("○", "if you like")
    keep(attempted("w01-q1", NOW) | attempted("w01-q3", NOW))
    found = outline(NOW, theirs)
    assert (week_in(found, 1)["said"], week_in(found, 1)["left"], found["week"]) == ("done", 0, 2)
    keep(attempted("w01-q2", NOW, "not-yet"))
    found = outline(NOW, theirs)
    assert (marks(found, 1)[1], found["week"]) == (("◐", "not yet"), 2)


def test_what_she_has_removed_is_led_to_no_more(work: Path) -> None:
    learners_copy.fill()
    first = week_in(outline(NOW), 1)
    assert (work / first["lesson"]).is_file() and (work / first["practice"]).is_file()
    (work / first["lesson"]).unlink()
    assert week_in(outline(NOW), 1)["lesson"] == ""
    assert outline(NOW)["start"] == START


def test_a_practice_that_cannot_be_read_has_no_minutes(tmp_path: Path) -> None:
    assert minutes_of(tmp_path / "none.ipynb") == {}
    for text in ("", "[]", '{"cells": [{"metadata": {"firstquery": {"minutes": "4"}}}]}', '{"cells": [{}]}'):
        (tmp_path / "damaged.ipynb").write_text(text)
        assert minutes_of(tmp_path / "damaged.ipynb") == {}
    text = nbformat.v4.new_markdown_cell("# One", metadata={"firstquery": {"minutes": 4}})
    answer = nbformat.v4.new_code_cell("", metadata={"nbgrader": {"grade_id": "w01-q1-answer"}})
    nbformat.write(nbformat.v4.new_notebook(cells=[text, answer]), tmp_path / "damaged.ipynb")
    assert minutes_of(tmp_path / "damaged.ipynb") == {"w01-q1": 4}


def test_each_exercise_of_the_course_has_its_minutes() -> None:
    """Without them the panel could not say how much of a week is left."""
    for week in course.weeks():
        assert set(minutes_of(week.release)) >= {one.id for one in exercises_of(week)}
