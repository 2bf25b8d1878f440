"""What needs no held-out data: the grader's silence, a folder without a practice, and which seed is drawn."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest

from firstquery import grade_mine
from firstquery.core import course
from firstquery.core.course import settings
from firstquery.core.errors import UserError
from firstquery.core.warehouse import BuildReport, Snapshot
from firstquery.selfgrade import cell, data
from firstquery.selfgrade import grade as grading
from kestrel import build as building
from tests.conftest import ROOT

SEEDS = settings(ROOT).seeds.learners


def test_at_the_grader_it_is_silent_and_instant(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FIRSTQUERY_GRADER", "1")
    begun = time.monotonic()
    grade_mine()
    grade_mine(1)
    assert data.prepare_in_background() is None
    assert time.monotonic() - begun < 0.1
    assert capsys.readouterr().out == ""
    assert list(work.iterdir()) == []


def test_a_folder_without_the_practice_is_told_so_in_a_sentence(
    work: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("firstquery.learner.session._current", None)
    grade_mine(1)
    said = capsys.readouterr().out
    assert said == (
        "Your folder has no practice of week 1 yet, so there is nothing to grade. `firstquery lab` puts it there.\n"
    )
    with pytest.raises(UserError, match="nothing to grade"):
        grading.grade(course.week(1))
    with pytest.raises(UserError, match="Which week is this"):
        grade_mine()
    assert list(work.iterdir()) == []


def test_where_the_solutions_are_not_here_it_is_told_before_anything_is_started_or_built(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    week = replace(course.week(1), course=tmp_path)
    (work / "practice" / week.stem).mkdir(parents=True)
    monkeypatch.setattr(course, "week", lambda given: week)
    monkeypatch.setattr(cell, "ask", lambda *given: pytest.fail("a process was asked to grade"))
    monkeypatch.setattr(data, "make", lambda *given: pytest.fail("data were built"))
    for grade in (grade_mine, lambda number: grading.grade(course.week(number))):
        with pytest.raises(UserError, match="The solutions of week 1 are not in this course folder"):
            grade(1)
    assert [one.name for one in work.iterdir()] == ["practice"]


def test_a_week_that_is_not_there_is_told_so(work: Path) -> None:
    with pytest.raises(UserError, match="There is no week '99'"):
        grade_mine(99)


def test_an_installation_keeps_the_seed_that_it_has_drawn_while_it_is_admitted(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []

    def build(snapshot: Snapshot, seed: int, **more: object) -> BuildReport:
        drawn.append(seed)
        return BuildReport(snapshot, seed, "", hash="content")

    monkeypatch.setattr(building, "build", build)
    data.place().mkdir(parents=True)
    for before in (SEEDS[-1], 13):
        (data.place() / "made.json").write_text(json.dumps({"seed": before}), encoding="utf-8")
        data.make()
        data.make()  # there is no snapshot still, so it is made again
    assert drawn[:2] == [SEEDS[-1]] * 2
    assert drawn[2] == drawn[3] and drawn[2] in SEEDS


def test_data_that_the_course_would_draw_otherwise_today_are_made_anew(work: Path) -> None:
    data.place().mkdir(parents=True)
    data.snapshot().write_bytes(b"data")
    made = data.place() / "made.json"
    assert not data.is_made()
    made.write_text(json.dumps({"seed": SEEDS[0], "drawn_by": data.generator()}), encoding="utf-8")
    assert data.is_made()
    for other in ({"seed": 13, "drawn_by": data.generator()}, {"seed": SEEDS[0], "drawn_by": "an older course"}):
        made.write_text(json.dumps(other), encoding="utf-8")
        assert not data.is_made()
    made.write_text("{", encoding="utf-8")
    assert not data.is_made()
