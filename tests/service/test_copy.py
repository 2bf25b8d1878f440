"""Her copy is a repository of her own: made once, never overwritten, brought up to date, put back when she asks."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from firstquery import fresh_copy, git
from firstquery.core.errors import UserError
from firstquery.review import copy
from tests.conftest import ROOT

from .history import git as in_terminal

pytestmark = pytest.mark.needs("git")


def test_it_is_a_true_repository_whose_remote_stays_in_her_folder(desk: Path) -> None:
    assert copy.working_copy() == desk
    assert in_terminal(desk, "status", "--porcelain") == ""
    assert in_terminal(desk, "remote", "-v").split() == [
        *("origin", "../.records/desk.git", "(fetch)", "origin", "nothing-is-pushed-from-here", "(push)"),
    ]
    assert in_terminal(desk / "tests", "fetch", "origin") == ""
    assert not (desk / ".git" / "hooks").exists()
    (desk / "desk" / "__pycache__").mkdir()
    (desk / "desk" / "__pycache__" / "x.pyc").write_text("")
    assert in_terminal(desk, "status", "--porcelain") == ""


def test_a_newer_course_adds_branches_and_leaves_her_commits_alone(desk: Path) -> None:
    from firstquery.core import course

    pulls = course.COURSE / "data" / "service" / "pulls"
    later = pulls.parent / "later"
    (pulls / "0143").rename(later)
    git("switch pull/0142")
    git("commit --allow-empty -m 'Mine'")
    (desk / "README.md").write_text("half a thought\n")
    assert git("branch --format=%(refname:short)").lines == ["main", "pull/0142"]
    later.rename(pulls / "0143")
    assert git("branch --format=%(refname:short)").lines == ["main", "pull/0142", "pull/0143"]
    assert git("log -1 --format=%s") == "Mine" and (desk / "README.md").read_text() == "half a thought\n"


@pytest.mark.parametrize("hers", [False, True])
def test_a_course_whose_history_was_written_anew_takes_along_what_is_not_hers(desk: Path, hers: bool) -> None:
    from firstquery.core import course

    old = {name: str(git(f"rev-parse {name}")) for name in ("week-23", "main", "pull/0142")}
    if hers:
        git("commit --allow-empty -m 'Mine'")
    history = course.COURSE / "data" / "service"
    first = min((history / "history").glob("*.patch"))
    first.write_bytes(first.read_bytes().replace(b"They are the heart", b"Months are the heart"))
    plan = (history / "history.toml").read_text(encoding="utf-8")
    (history / "history.toml").write_text(re.sub(r'(?m)^(main|hash) = "[0-9a-f]+"$', "", plan), encoding="utf-8")
    new = {name: str(git(f"rev-parse {name}")) for name in old}
    assert new["week-23"] != old["week-23"] and new["pull/0142"] != old["pull/0142"]
    assert git("log -1 --format=%s main") == ("Mine" if hers else git("log -1 --format=%s origin/main"))
    assert git("status --short") == ""


def test_a_fresh_copy_keeps_the_old_one(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git("commit --allow-empty -m 'Mine'")
    (desk / "README.md").write_text("half a thought\n")
    fresh_copy()
    (kept,) = (desk.parent / "kept").iterdir()
    assert kept.name.endswith(" desk") and (kept / "README.md").read_text() == "half a thought\n"
    assert in_terminal(kept, "log", "-1", "--format=%s") == "Mine\n"
    assert git("log -1 --format=%s") != "Mine" and git("status --short") == ""
    said = capsys.readouterr().out
    assert str(desk) in said and str(kept) in said


def test_a_folder_of_hers_with_that_name_is_left_alone(desk: Path) -> None:
    desk.mkdir()
    (desk / "plan.txt").write_text("hers")
    with pytest.raises(UserError, match=r"is not the repository desk\. Give that folder another name"):
        git("log")
    assert [path.name for path in desk.iterdir()] == ["plan.txt"]


def test_a_copy_whose_making_was_killed_is_made_anew(desk: Path) -> None:
    code = (
        "import os; from firstquery.review import copy\n"
        "copy._branches = lambda place: os.kill(os.getpid(), 9)\ncopy.working_copy()"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert not desk.exists() and list(desk.parent.glob(".desk-*"))
    assert git("status --short") == ""
    assert list(desk.parent.glob(".desk-*")) == []


def test_two_notebooks_at_once_make_one_copy(desk: Path) -> None:
    code = "from firstquery import git; print(git('log -1 --format=%s'))"
    started = [
        subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    assert {one.communicate()[0] for one in started} == {'Revert "Simplify the bounds of a month (#0003)"\n'}


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTQUERY_WORK", "/proc/none")
    with pytest.raises(UserError, match="cannot be written"):
        git("log")


def test_at_the_grader_it_is_made_of_the_held_out_history(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from firstquery.review.repository import build

    given = build(tmp_path / "warehouse" / "desk.git", "held-out", 3)
    monkeypatch.setenv("FIRSTQUERY_SERVICE", str(given))
    monkeypatch.setenv("FIRSTQUERY_GRADER", "1")
    assert git("rev-parse main") == in_terminal(given, "rev-parse", "main").strip()
    assert in_terminal(desk, "remote", "get-url", "origin") == "../.records/desk.git\n"
