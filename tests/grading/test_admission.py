"""Held-out data are admitted only where they tell every listed answer apart, and are drawn again until they do."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from firstquery.core.errors import UserError
from firstquery.data.build import BuildReport
from firstquery.grading import held_out as admission
from tests.shared import held_out

from .orders import ROOT

STEM = "week-91-staff"
QUESTION = "SELECT COUNT(*) FROM accounts WHERE is_test = 1"
POOR, GOOD = 11, 4242  # seeds; on the first the wrong answer below is the right number


def asked(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        return int(database.execute(QUESTION).fetchone()[0])


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A course of one exercise, with a wrong answer that is right by chance on the data of the seed `POOR`.

    Two more are one number by chance on those of the seed `GOOD`.
    """
    root = tmp_path_factory.mktemp("course")
    (root / "data").mkdir()
    shutil.copy(ROOT / "data" / "kestrel.sqlite", root / "data")
    shutil.copy(ROOT / "grader_config.py", root)
    _, poor = held_out(tmp_path_factory, POOR)
    by_chance, good = asked(poor), asked(held_out(tmp_path_factory, GOOD)[1])
    assert by_chance != asked(root / "data" / "kestrel.sqlite")
    folder = root / "source" / STEM
    folder.mkdir(parents=True)
    (folder / "answers.py").write_text(
        "# %% w91-q1 exercise: value | Staff's own accounts\n"
        f'# %% w91-q1 right: counted\nstaff = sql("{QUESTION}")\n'
        f'# %% w91-q1 wrong: another | That is another number.\nstaff = sql("SELECT {by_chance} AS n")\n'
        f'# %% w91-q1 wrong: one too many | One too many.\nstaff = sql("{QUESTION}").iloc[0, 0] + 1\n'
        f"# %% w91-q1 wrong: a number | From where?\nstaff = {good + 1}\n",
        encoding="utf-8",
    )
    said = {"schema_version": 3, "task": False}
    answer = {"grade": False, "grade_id": "w91-q1-answer", "locked": False, "solution": True, **said}
    check = {"grade": True, "grade_id": "w91-q1", "locked": True, "points": 1, "solution": False, **said}
    notebook = new_notebook(
        cells=[
            new_code_cell(f'from firstquery import *\n\nrebuild("{STEM}")'),
            new_code_cell(f"%%sql staff\n{QUESTION}", metadata={"nbgrader": answer}),
            new_code_cell('check("w91-q1", staff)', metadata={"nbgrader": check}),
        ]
    )
    nbformat.write(notebook, folder / f"{STEM}.ipynb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(admission, "build", partial(_built, tmp_path_factory))
        yield root


def _built(
    factory: pytest.TempPathFactory, snapshot: str, *, seed: int, path: Path, progress: admission.Progress
) -> BuildReport:
    """What `build` puts there for that seed; each seed is built once for all tests, which takes ten seconds."""
    assert snapshot == "held-out"
    report, kept = held_out(factory, seed)
    shutil.copytree(kept.parent, path.parent, dirs_exist_ok=True)
    progress("done", 1.0)
    return replace(report, url=f"sqlite:///{path}")


def test_only_weeks_that_fall_short_are_held_against_the_learning_data_as_well(
    course: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_of: list[tuple[str, ...]] = []
    prove = admission.proving.prove

    def noted(sources: object, snapshots: tuple[str, ...] = ("learning", "held-out"), **more: object) -> object:
        asked_of.append(tuple(snapshots))
        return prove(sources, snapshots, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(admission.proving, "prove", noted)
    sources = [admission.Source(course / "source" / STEM, course)]
    assert admission.short_of(sources, held_out(tmp_path_factory, GOOD)[1]) == []
    assert asked_of == [("held-out",)]
    assert admission.short_of(sources, held_out(tmp_path_factory, POOR)[1]) == ["w91-q1 wrong: another"]
    assert asked_of[1:] == [("held-out",), ("learning",)]


def test_two_mistakes_that_give_one_number_by_chance_are_admitted_and_told_of_neither(
    course: Path, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    source, data = admission.Source(course / "source" / STEM, course), held_out(tmp_path_factory, GOOD)[1]
    assert admission.short_of([source], data) == []
    entry = admission.kept_key(source, data, tmp_path / "key.json")["exercises"]["w91-q1"]
    assert [one["name"] for one in entry["expected"]["mistakes"]] == ["another"]


def test_data_on_which_a_wrong_answer_is_right_by_chance_are_drawn_again(
    course: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    told: list[str] = []
    path, began = course / "held-out" / "kestrel.sqlite", time.monotonic()
    report = admission.build_admitted(course, path, lambda part, share: told.append(part), drawn=[POOR, GOOD])
    assert report.seed == GOOD
    assert report.seconds <= time.monotonic() - began < report.seconds + 1, "all of it, not the last building alone"
    assert asked(path) != asked(held_out(tmp_path_factory, POOR)[1])
    assert path.with_name("seed").read_text(encoding="utf-8").strip() == str(GOOD)
    assert told[0] == "drawing Kestrel's data"
    assert f"other data are drawn, since on these 1 listed answer got a wrong mark: {told[0]}" in told
    assert [one.name for one in path.parent.iterdir() if one.name.startswith(".drawing")] == []


def test_whoever_grades_is_told_what_is_done_and_how_long_it_will_take_and_told_again(
    course: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    clock = [0.0]

    def slow(course: Path, path: Path, progress: admission.Progress) -> None:
        for clock[0], share in ((0, 0.0), (8, 0.1), (11, 0.1), (40, 0.5), (45, 0.6), (90, 0.9)):
            progress("drawing Kestrel's data", share)

    monkeypatch.setattr(admission, "build_admitted", slow)
    monkeypatch.setattr(admission, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    admission.held_out(course / "another cohort")
    said = [record.getMessage() for record in caplog.records]
    assert said[1:-1] == [
        "Drawing Kestrel's data (10 % done, about 99 seconds left)",
        "Drawing Kestrel's data (50 % done, about 40 seconds left)",
        "Drawing Kestrel's data (90 % done, about 10 seconds left)",
    ]


def test_where_no_draw_will_do_the_author_is_told_which_answer_it_is(course: Path) -> None:
    path = course / "never" / "kestrel.sqlite"
    with pytest.raises(UserError, match="w91-q1 wrong: another"):
        admission.build_admitted(course, path, drawn=[POOR])
    assert not path.exists()
