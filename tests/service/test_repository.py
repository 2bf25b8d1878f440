"""The repository is what git itself would make of the patches, the same each time, and never half there."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from firstquery.core.errors import UserError
from firstquery.review import repository
from firstquery.review.patches import Patch, apply_patch
from firstquery.review.record import record
from firstquery.review.repository import build
from tests.conftest import ROOT

from .history import git

pytestmark = pytest.mark.needs("git")


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def refs(folder: Path) -> dict[str, str]:
    lines = git(folder, "for-each-ref", "--format=%(refname) %(objectname)").splitlines()
    return dict(line.split() for line in lines)


def test_every_commit_branch_and_tag_has_the_hash_that_git_gave_it(service: Path, tmp_path: Path) -> None:
    built = build(tmp_path / "desk.git", service=service)
    made, origin = refs(built), refs(service.parent / "origin")
    assert made.pop("refs/tags/week-23") == git(service.parent / "origin", "rev-parse", "main~1").strip()
    assert made == origin
    assert git(built, "symbolic-ref", "HEAD").strip() == "refs/heads/main"
    assert git(built, "fsck", "--strict") == ""


def test_two_builds_are_the_same_to_the_byte_whatever_the_user_has_set(
    service: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = bytes_of(build(tmp_path / "one.git", service=service))
    template = tmp_path / "template" / "hooks"
    template.mkdir(parents=True)
    (template / "post-commit").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / ".gitconfig").write_text(
        "[user]\nname = Her\nemail = her@example.com\n[core]\nautocrlf = true\nhooksPath = /nowhere\n[commit]\n"
        f"gpgSign = true\n[init]\ndefaultBranch = trunk\ntemplateDir = {template.parent}\n[core]\ncompression = 0\n"
        "[fastimport]\nunpackLimit = 1000\n[i18n]\ncommitEncoding = latin1\n"
    )
    for name, value in {"HOME": str(tmp_path), "TZ": "Asia/Tokyo", "LANG": "de_DE.UTF-8", "GIT_DIR": "/x"}.items():
        monkeypatch.setenv(name, value)
    old = os.umask(0o077)
    try:
        two = bytes_of(build(tmp_path / "two.git", service=service))
    finally:
        os.umask(old)
    assert one == two and one


def test_the_repository_is_built_once_and_anew_when_a_patch_changes(service: Path, tmp_path: Path) -> None:
    target = tmp_path / "desk.git"
    build(target, service=service)
    before = target.stat().st_ino
    assert build(target, service=service).stat().st_ino == before
    (service / "pulls" / "0143" / "head.patch").unlink()
    build(target, service=service)
    assert sorted(refs(target)) == ["refs/heads/main", "refs/heads/pull/0142", "refs/tags/week-23"]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".desk.git-")] == []


def test_held_out_has_other_hashes_dates_and_authors_and_comes_to_the_same_end(service: Path, tmp_path: Path) -> None:
    learning = build(tmp_path / "learning.git", service=service)
    held_out = build(tmp_path / "held-out.git", "held-out", 7, service=service)
    for shown in ("%H", "%ad"):
        told = [set(git(one, "log", f"--format={shown}", "main").split("\n")[:-1]) for one in (learning, held_out)]
        assert len(told[0]) == len(told[1]) == 8 and not told[0] & told[1], shown
    assert git(learning, "rev-parse", "main^{tree}") == git(held_out, "rev-parse", "main^{tree}")
    assert git(learning, "rev-parse", "week-23^{tree}") == git(held_out, "rev-parse", "week-23^{tree}")
    moments = git(held_out, "log", "--reverse", "--format=%at", "main").split()
    assert moments == sorted(moments)
    subjects = [git(one, "log", "--reverse", "--format=%s", "main").splitlines() for one in (learning, held_out)]
    guilty = "Simplify the bounds of a month (#0003)"
    assert subjects[0].index(guilty) == 3 and subjects[1].index(guilty) in (2, 4)
    who = [
        dict(line.split("\t") for line in git(one, "log", "--format=%s\t%an %ae", "main").splitlines())
        for one in (learning, held_out)
    ]
    assert all(who[0][subject] != who[1][subject] for subject in who[0] if subject in who[1])
    assert "Fees, as Mira Sol asked – at last (#0002)" in subjects[0]
    assert "Fees, as Mira Sol asked – at last (#0002)" not in subjects[1]


def test_a_revert_names_the_commit_that_it_reverts_in_held_out_as_well(service: Path, tmp_path: Path) -> None:
    built = build(tmp_path / "desk.git", "held-out", 7, service=service)
    named = git(built, "log", "-1", "--format=%b", "main").split("commit ")[1].partition(".")[0]
    assert git(built, "log", "-1", "--format=%s", named).strip() == "Simplify the bounds of a month (#0003)"


def test_each_seed_gives_a_history_of_its_own_and_the_same_each_time(service: Path, tmp_path: Path) -> None:
    tips = [refs(build(tmp_path / f"{n}.git", "held-out", seed, service=service)) for n, seed in enumerate((1, 1, 2))]
    assert tips[0] == tips[1] != tips[2]


def test_a_damaged_patch_is_told_in_a_sentence_and_nothing_is_left(service: Path, tmp_path: Path) -> None:
    patch = sorted((service / "history").iterdir())[1]
    patch.write_text(patch.read_text(encoding="utf-8").replace("Say what", "Tell what"), encoding="utf-8")
    with pytest.raises(UserError, match="a file in data/service/history is damaged or was changed"):
        build(tmp_path / "desk.git", service=service)
    patch.write_text("From nobody\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"0002-Say-what-this-is\.patch is damaged"):
        build(tmp_path / "desk.git", service=service)
    assert [path.name for path in tmp_path.iterdir() if "desk.git" in path.name] == [".desk.git.lock"]


def test_a_build_that_is_killed_leaves_nothing_half(service: Path, tmp_path: Path) -> None:
    target = tmp_path / "desk.git"
    code = (
        "import sys, time; from pathlib import Path; from firstquery.review import repository as r\n"
        "r._write_repository = lambda *a: (print('in the middle', flush=True), time.sleep(60))\n"
        "r.build(Path(sys.argv[1]), service=Path(sys.argv[2]))"
    )
    began = subprocess.Popen(
        [sys.executable, "-c", code, str(target), str(service)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert began.stdout is not None and began.stdout.readline() == "in the middle\n"
    began.send_signal(signal.SIGKILL)
    began.communicate()
    assert not target.exists() and repository.stamp_of(target) is None
    begun = time.monotonic()
    build(target, service=service)
    assert time.monotonic() - begun < 4
    assert refs(target)["refs/heads/main"] == git(service.parent / "origin", "rev-parse", "main").strip()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".desk.git-")] == []


def test_a_patch_whose_place_has_moved_is_applied_where_its_lines_are(tmp_path: Path) -> None:
    """As git does: the held-out history has the guilty patch elsewhere, and files are longer or shorter then."""
    diff = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -2,3 +2,3 @@\n b\n-c\n+C\n d\n@@ -9,1 +9,2 @@\n i\n+j\n"
    patch = Patch("moved", "a", "b", dt.datetime(2025, 3, 4, tzinfo=dt.UTC), "m", diff)
    lines = [f"{one}\n" for one in "12abcdefghi"]
    after, touched = apply_patch({"x": (lines, "100644")}, patch)
    assert touched == {"x"} and "".join(after["x"][0]).replace("\n", "") == "12abCdefghij"
    with pytest.raises(UserError, match="The patch moved does not fit x"):
        apply_patch({"x": (["a\n"], "100644")}, patch)


def test_whoever_changes_the_history_writes_its_hashes_anew(service: Path, tmp_path: Path) -> None:
    plan = service / "history.toml"
    before = plan.read_text(encoding="utf-8")
    plan.write_text(before.replace('hash = "', 'hash = "0').replace('main = "', 'main = "f'), encoding="utf-8")
    named = record(service)
    assert named["main"] == refs(build(tmp_path / "x.git", service=service))["refs/heads/main"]
    assert tomllib.loads(plan.read_text(encoding="utf-8")) == tomllib.loads(before)
