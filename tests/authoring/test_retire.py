"""What a week was is kept by a command, proven with it, and held to: an exercise's id means one thing for ever."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import nbformat
import pytest

from firstquery.authoring import retire
from firstquery.authoring.lint.former import check_former
from firstquery.authoring.lint.unit import unit_of
from firstquery.core import course as courses
from firstquery.core.errors import UserError
from firstquery.grading.keys import Source
from tests.grading import former
from tests.grading.orders import STEM, Course
from tests.run.bench import TEMPORARY, Run
from tests.shared import once, released


@pytest.fixture
def changed(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Course:
    made = once(tmp_path_factory, "changed", lambda root: former.retire(released(tmp_path_factory, root)) and None)
    shutil.copytree(made, tmp_path / "course")
    return Course(tmp_path / "course")


def kept(course: Course, number: int = 1) -> Path:
    return course.root / "source" / STEM / "former" / str(number)


def remarks(course: Course) -> list[tuple[str, str]]:
    week = courses.week("90", course.root)
    return [(one.cell, one.sentence) for one in check_former(unit_of(week), week)]


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_what_was_committed_is_kept_to_the_byte(changed: Course) -> None:
    def committed(path: str) -> bytes:
        return subprocess.check_output(["git", "show", f"HEAD:{path}"], cwd=changed.root)

    assert {path.name for path in kept(changed).iterdir()} == {f"{STEM}.ipynb", "answers.py", "release.ipynb"}
    assert (kept(changed) / f"{STEM}.ipynb").read_bytes() == committed(f"source/{STEM}/{STEM}.ipynb")
    assert (kept(changed) / "release.ipynb").read_bytes() == committed(f"release/{STEM}/{STEM}.ipynb")
    assert (changed.root / "release" / STEM / ".former" / "1.ipynb").read_bytes() == committed(
        f"release/{STEM}/{STEM}.ipynb"
    )


def test_it_is_kept_once_and_the_next_one_beside_it(changed: Course) -> None:
    week = courses.week("90", changed.root)
    with pytest.raises(UserError, match="It is kept already"):
        retire.retire(week)
    before = former.key(changed.root)["practices"]
    former.commit(changed.root)
    assert retire.retire(week) == kept(changed, 2)
    assert [one.label for one in Source(week.source, week.course).former()] == [
        f"{STEM}/former/2",
        f"{STEM}/former/1",
    ]
    (alike,) = remarks(changed)
    assert "the exercises of the practice as it is now" in alike[1]
    assert before == former.key(changed.root)["practices"]


def test_without_git_or_the_practice_in_it_a_sentence_says_so(tmp_path: Path, changed: Course) -> None:
    week = courses.week("90", changed.root)
    with pytest.raises(UserError, match="Name a commit that has it"):
        retire.retire(week, "no-such-commit")
    shutil.rmtree(changed.root / ".git")
    with pytest.raises(UserError, match="git cannot give the practice as it was"):
        retire.retire(week)


def test_an_id_that_asks_something_else_is_refused(changed: Course) -> None:
    assert remarks(changed) == []
    practice = changed.root / "source" / STEM / f"{STEM}.ipynb"
    cell = nbformat.v4.new_markdown_cell("## Exercise 1\n\nHow many are unpaid?\n\n")
    hint = "<details><summary>Hint 1</summary>\n\nWhich column says it?\n\n</details>"
    for at, source in ((kept(changed) / f"{STEM}.ipynb", cell.source), (practice, f"{cell.source}{hint}")):
        read = nbformat.read(at, as_version=4)
        read.cells.insert(2, nbformat.v4.new_markdown_cell(source))
        nbformat.write(read, at)
    assert remarks(changed) == []  # a hint came, and the question is the same
    replace(practice, "How many are unpaid?", "How many are paid?")
    assert {name for name, _ in remarks(changed)} == {"w90-q1", "w90-q3", "w90-q4"}  # one heading is above all of them
    assert all(
        told.startswith(f"It asks something else than in {STEM}/former/1. Give it a new id")
        for _, told in remarks(changed)
    )


def test_an_id_that_is_checked_otherwise_is_refused(changed: Course) -> None:
    replace(changed.root / "source" / STEM / "answers.py", "least=5", "least=6")
    assert remarks(changed) == [
        ("w90-q4", f"It is checked otherwise than in {STEM}/former/1. Give it a new id, such as w90-q4v2."),
    ]


def test_a_proof_of_a_week_proves_its_former_practices_and_holds_their_answers_to_its_key(
    changed: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TEMPORARY, str(tmp_path))
    ended = Run(changed.root).firstquery("prove", "90", "--json")  # of some exercises the tiny week has too few answers
    said = json.loads(ended.out)
    assert [one["week"] for one in said["weeks"]] == [STEM, f"{STEM}/former/1"]
    amiss = {(case["name"], case["snapshot"]) for one in said["weeks"] for case in one["cases"] if not case["ok"]}
    assert amiss == {
        ("only paid", "learning"),
        ("only paid", "held-out"),
    }  # of the tiny data: its three largest are paid
    assert {case["exercise"] for case in said["weeks"][1]["cases"]} == {"w90-q1", "w90-q2", "w90-q3", "w90-q4"}
    answers = kept(changed) / "answers.py"
    new = '# %% w90-q1 right: unlike the present list\npaid_orders = sql("SELECT 3")\n# %% w90-q1 wrong: everything'
    replace(answers, "# %% w90-q1 wrong: everything", new)
    listed = [one.name for one in retire.answers(Source(changed.root / "source" / STEM, changed.root))]
    assert listed == [f"{STEM}/former/1: unlike the present list"]
