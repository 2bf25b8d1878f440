"""Held-out data are admitted only where they tell every listed answer apart, and are drawn again until they do."""

from __future__ import annotations

import hashlib
import logging
import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from firstquery.core.errors import SolutionFault, UserError
from firstquery.grading import estimate
from firstquery.grading import held_out as admission
from firstquery.grading.prove import ACCEPTED, REFUSED, Case, Proof
from kestrel.build import BuildReport
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
    shutil.copytree(ROOT / "data", root / "data")
    shutil.copy(ROOT / "course.toml", root)
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
    factory: pytest.TempPathFactory, snapshot: str, course: Path, *, seed: int, path: Path, progress: admission.Progress
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


def copy_of(course: Path, root: Path) -> Path:
    """Another cohort: the same course, with no held-out data yet."""
    shutil.copytree(course, root, ignore=shutil.ignore_patterns("held-out"))
    return root


def seed_of(path: Path) -> int:
    return int(path.with_name("seed").read_text(encoding="utf-8"))


def test_a_week_that_fits_the_cohorts_data_is_graded_on_them(
    course: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    root = copy_of(course, tmp_path / "course")
    path = admission.held_out(root, STEM, drawn=[GOOD])
    assert path == root / "held-out" / "kestrel.sqlite" and seed_of(path) == GOOD
    assert "It is made now, once, in about 10 seconds, or twice that where the machine has other work" in caplog.text
    kept = root / "held-out" / "keys" / f"{STEM}.json"
    made = kept.stat().st_mtime_ns
    assert admission.held_out_key(root, STEM)["exercises"].keys() == {"w91-q1"}
    assert kept.stat().st_mtime_ns == made, "the key is of the same run"


def test_a_week_that_the_cohorts_data_do_not_fit_has_data_of_its_own(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_of(course, tmp_path / "course")
    cohort = root / "held-out" / "kestrel.sqlite"
    own = admission.held_out(root, STEM, drawn=[POOR, GOOD])
    assert own == root / "held-out" / STEM / "kestrel.sqlite"
    assert (seed_of(cohort), seed_of(own)) == (POOR, GOOD)
    monkeypatch.setattr(admission, "build", lambda *given, **more: pytest.fail("data were drawn again"))
    assert admission.held_out(root, STEM) == own
    assert admission.held_out(root, "week-92-no-list") == cohort
    assert admission.held_out_key(root, STEM)["hash"] == hashlib.sha256(own.read_bytes()).hexdigest()
    [proof] = admission.proving.prove([admission.Source(root / "source" / STEM, root)], ["held-out"])
    assert not proof.failures, "a week is proven on the data that it is graded on"
    # Without its key it is tried again, and on its own data first.
    shutil.rmtree(root / "held-out" / "keys")
    assert admission.held_out(root, STEM) == own


def test_data_drawn_before_a_table_came_are_left_to_the_weeks_that_have_marks_on_them(
    course: Path, tmp_path: Path
) -> None:
    root = copy_of(course, tmp_path / "course")
    cohort = admission.held_out(root, STEM, drawn=[GOOD])
    shutil.rmtree(root / "held-out" / "keys")
    with closing(sqlite3.connect(cohort)) as database:
        database.execute("DROP TABLE health")
    own = admission.held_out(root, STEM, drawn=[GOOD])
    assert own == root / "held-out" / STEM / "kestrel.sqlite"


def test_a_week_stays_on_the_data_that_its_marks_were_given_on(course: Path, tmp_path: Path) -> None:
    root = copy_of(course, tmp_path / "course")
    path = admission.held_out(root, STEM, drawn=[GOOD])
    listed = root / "source" / STEM / "answers.py"
    right = f'# %% w91-q1 wrong: by chance | Is that so?\nstaff = sql("SELECT {asked(path)} AS n")\n'
    listed.write_text(listed.read_text(encoding="utf-8") + right, encoding="utf-8")
    assert admission.held_out(root, STEM, drawn=[]) == path
    admission.held_out_key(root, STEM)
    assert admission.held_out(root, STEM, drawn=[]) == path


def test_data_drawn_anew_for_the_cohort_take_the_place_of_all_before(course: Path, tmp_path: Path) -> None:
    root = copy_of(course, tmp_path / "course")
    own = admission.held_out(root, STEM, drawn=[POOR, GOOD])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(admission, "seeds", lambda: iter([GOOD]))
        assert admission.draw(root).seed == GOOD
    assert not own.exists()
    assert admission.held_out(root, STEM, drawn=[]) == root / "held-out" / "kestrel.sqlite"


def test_two_that_ask_at_once_make_the_data_once(course: Path, tmp_path: Path) -> None:
    root = copy_of(course, tmp_path / "course")
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda seeds: admission.held_out(root, STEM, drawn=seeds), ([POOR, GOOD], [POOR, GOOD])))
    assert found == [root / "held-out" / STEM / "kestrel.sqlite"] * 2


def test_data_on_which_a_solution_misses_what_it_is_asked_are_drawn_anew_and_a_fault_on_any_is_told_at_once(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_fault, prove = ["held-out"], admission.proving.prove

    def prove_or_fail(sources: object, snapshots: tuple[str, ...], **more: Path) -> object:
        if snapshots[0] in at_fault and ("held_out" not in more or seed_of(more["held_out"]) == POOR):
            raise SolutionFault("w91-q1: The solution itself has a fault.")
        return prove(sources, snapshots, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(admission.proving, "prove", prove_or_fail)
    root = copy_of(course, tmp_path / "course")
    assert seed_of(admission.held_out(root, STEM, drawn=[POOR, GOOD])) == GOOD
    at_fault.append("learning")
    with pytest.raises(UserError, match="w91-q1: The solution itself has a fault"):
        admission.held_out(copy_of(course, tmp_path / "another"), STEM, drawn=[POOR, GOOD])


def test_where_no_draw_will_do_the_author_is_told_which_answer_it_is(course: Path, tmp_path: Path) -> None:
    root = copy_of(course, tmp_path / "course")
    with pytest.raises(UserError, match="w91-q1 wrong: another"):
        admission.held_out(root, STEM, drawn=[POOR, POOR])
    assert not (root / "held-out" / STEM).exists()


def test_a_message_that_is_anothers_by_chance_costs_no_mark() -> None:
    case = Case("w91-q1", "wrong", "a number", 1, "held-out", "From where?", "not-yet", "Another.", "")
    for why, is_short in ((REFUSED, True), (ACCEPTED, True), ("is taken for 'another'", False), ("", False)):
        proof = Proof(STEM, {}, [replace(case, why=why)])
        assert bool(admission.find_differing([proof])) == is_short
        assert admission.find_differing([proof, Proof(STEM, {}, [replace(case, why=why, snapshot="learning")])]) == []


def test_whoever_grades_is_told_what_is_done_and_how_long_it_will_take_and_told_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    clock = [0.0]
    monkeypatch.setattr(estimate, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    work = estimate.Estimate(logging.getLogger("firstquery.grading"), 20)
    assert work.remaining == 20
    with work.part("drawing Kestrel's data", 10) as progress:  # on a machine that takes twice as long
        for clock[0], share in ((1, 0.05), (11, 0.55), (15, 0.75), (20, 1.0)):
            progress(share)
    with work.part("trying the answers", 10) as progress:
        for clock[0], share in ((30, 0.5), (40, 1.0)):
            progress(share)
    work.more("other data are drawn", 5)
    with work.part("drawing Kestrel's data", 5) as progress:
        for clock[0], share in ((45, 0.5), (50, 1.0)):
            progress(share)
    began = estimate.Estimate(logging.getLogger("firstquery.grading"), 20)
    with began.part("drawing Kestrel's data", 20) as progress:  # on a machine like others, again and again
        for again in range(1, 6):
            progress(0.0)
            clock[0] = 50 + again * 4
            progress(0.2)
            assert began.remaining == 16
    assert [record.getMessage() for record in caplog.records[:3]] == [
        "Drawing Kestrel's data (28 % done, about 22 seconds left)",
        "Trying the answers (75 % done, about 9 seconds left)",
        "Other data are drawn: drawing Kestrel's data (90 % done, about 5 seconds left)",
    ]
