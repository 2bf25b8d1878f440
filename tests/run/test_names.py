"""A submission is never lost without a word: not by its name, its place or its rights, and it ends no run."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from firstquery.cli import grading as commands
from firstquery.grading.run import grading, worker
from firstquery.grading.run.plan import Page, Task

from .bench import NAMES, STEM, Run


def test_whoever_can_not_be_graded_is_named_and_the_others_are_graded(prepared: Run, tmp_path: Path) -> None:
    run = prepared.copy(tmp_path / "course", NAMES[-1:])
    submitted = run.root / "submitted"
    for name in ("anna [late]", "an*", ".anna", "berta", "carla", "dora", "emma"):
        run.hand_in(name)
    (submitted / "berta" / STEM).rename(submitted / "berta" / f"{STEM} (1)")
    (submitted / "carla" / STEM / f"{STEM}.ipynb").rename(submitted / "carla" / f"Copy of {STEM}.ipynb")
    (submitted / "dora" / STEM).rename(submitted / "dora" / "homework")
    (submitted / "dora" / "homework" / f"{STEM}.ipynb").rename(submitted / "dora" / "homework" / "mine.ipynb")
    with open(os.fsencode(submitted / "emma" / STEM) + b"/\xff\x1b]0;.zip", "wb") as file:  # noqa: PTH123
        file.write(b"PK\x03\x04 no archive")
    path = run.root / "results.json"
    ended = run.grade("--json", str(path), code=1)
    results = {one["student"]: one for one in json.loads(path.read_text(encoding="utf-8"))["graded"]}
    assert {name: one["state"] for name, one in results.items()} == {
        **dict.fromkeys([NAMES[-1], "berta", "carla", "emma"], "graded"),
        **dict.fromkeys(["anna [late]", "an*", ".anna"], "failed"),
    }
    assert "The folder submitted/anna [late] can't be graded under that name" in results["anna [late]"]["sentence"]
    assert "submitted/dora/homework belongs to no week and was not looked at." in ended.said
    assert [results[name]["earned"] for name in ("berta", "carla", "emma")] == [7, 7, 7]
    assert "3 could not be graded" in ended.said
    again = run.grade(code=1)
    assert "4 had their marks already" in again.said


def test_results_with_a_name_of_no_coding_are_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    path.write_text("before", encoding="utf-8")
    commands.save(path, {"log": ["\udcff.zip and \ud83d"]})
    assert json.loads(path.read_text(encoding="utf-8")) == {"log": ["?.zip and ?"]}
    assert [one.name for one in tmp_path.iterdir()] == ["results.json"]


@pytest.mark.parametrize("room", [0, 10**15])
def test_a_disk_that_one_submission_filled_ends_no_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    monkeypatch.setattr(grading, "ROOM", room)
    assert grading.has_room(tmp_path) == (room == 0)


def test_a_fault_that_repeats_a_text_of_a_submission_is_told_on_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stops(*given: object) -> None:
        raise ValueError("\x1b]0;hostile\x07\nzoe: failed. It was copied")

    monkeypatch.setattr(worker, "_grade", stops)
    monkeypatch.setattr(worker, "_app", stops)
    said = [
        *worker.grade(Task(str(tmp_path), str(tmp_path), STEM, "anna")).log,
        worker.make_feedback(Page(str(tmp_path), STEM, "anna")),
    ]
    assert [("\n" in one, "\x1b" in one, "It was copied" in one) for one in said] == [(False, False, True)] * 2
