"""*Progress*, *finish* and the page count the same: marks are on unseen data, and what is right here is called that."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from firstquery.core import course
from firstquery.kernel.rebuild import rebuild
from firstquery.learner.finish import summary_of
from firstquery.learner.progress import as_text, progress
from firstquery.learner.progress.state import State
from firstquery.learner.progress.view import view_of
from firstquery.selfgrade.result import ExerciseResult, PracticeResult, keep
from tests.progress.course import NOW, build, done, stands

STEM = "week-01-first-query"


def graded(*points: float) -> dict[str, Any]:
    """The record of a grading of week 1, whose exercises are worth 2, 2 and 1."""
    each = {f"w01-q{number}": one for number, one in enumerate(points, 1)}
    return {"grade-mine-week-01": {"version": 1, "most": 5, "earned": sum(points), "points": each}}


def row_of(kept: dict[str, Any]) -> str:
    return next(line for line in as_text(view_of(stands(kept))).splitlines() if "First query  " in line)


def test_a_week_that_falls_short_on_unseen_data_is_not_called_done() -> None:
    assert "✓ done" in row_of(done(1, NOW)) and "3 of 3" in row_of(done(1, NOW))
    short = done(1, NOW) | graded(2, 0, 1)
    assert "◐ short of marks: exercise 2 3 of 3 3 of 5 16 min" in " ".join(row_of(short).split())
    week = stands(short).week(1)
    assert week is not None and week.state is State.OPEN and (week.left, week.short) == ((2,), (2,))
    assert "✓ done" in row_of(done(1, NOW) | graded(2, 2, 1)) and "5 of 5" in row_of(done(1, NOW) | graded(2, 2, 1))
    assert "So far: 0 of 26 weeks done, 3 exercises right here, marks 3 of 5," in as_text(view_of(stands(short)))


@pytest.mark.parametrize("damage", [None, {}, {"points": 3}, {"points": {"w01-q1": "x"}, "earned": True, "most": 5}])
def test_a_damaged_record_of_marks_is_no_marks(damage: Any) -> None:
    assert "✓ done" in row_of(done(1, NOW) | {"grade-mine-week-01": damage})


def test_every_page_says_the_same_numbers(
    tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = build(tmp_path / "course")
    monkeypatch.setattr("firstquery.core.course.COURSE", root)
    (work / ".records").mkdir()
    for name, record in done(1, NOW).items():
        (work / ".records" / f"{name}.json").write_text(json.dumps(record))
    marks = [
        ExerciseResult(f"w01-q{n}", "", got, most, "right", "") for n, got, most in ((1, 2, 2), (2, 0, 2), (3, 1, 1))
    ]
    result = PracticeResult(1, STEM, "First query", f"{STEM}.ipynb", "2026-03-11T18:30", marks)
    keep(result)
    week = course.week(1)
    finish, shown = repr(summary_of(week)), as_text(view_of(progress(NOW)))
    assert (
        "3 of 5 points on data that nobody has seen." in finish
        and "3 of 5 points on data that nobody has seen." in result.headline
    )
    assert "marks 3 of 5" in shown
    assert "Right here, on the data that you have: 3 of 3 exercises" in finish and "3 exercises right here" in shown
    monkeypatch.setattr("firstquery.kernel.rebuild._open_data", lambda week: "")
    monkeypatch.setattr("firstquery.kernel.rebuild.ping", lambda: None)
    rebuild(STEM)
    assert "Right here so far: 3 of 3 exercises." in capsys.readouterr().out
