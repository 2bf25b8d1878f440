"""The archive that a package carries: what goes into it, and how it becomes a course on a learner's machine."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

from firstquery.authoring.pack import names, pack
from firstquery.authoring.wheel import ready
from firstquery.checks.keys import VERSION
from firstquery.cli import entry
from firstquery.core import bundle, course, files
from firstquery.core.errors import UserError
from firstquery.selfgrade import data
from tests.conftest import ROOT

SETTINGS = """title = "A course"
[warehouse]
file = "data/shop.sqlite"
held_out = "data/extract.sqlite"
[[weeks]]
number = 1
month = 1
month_title = "One"
title = "Count"
question = "How many?"
stem = "week-01-count"
"""
THERE = {
    "course.toml": SETTINGS,
    "data/shop.sqlite": "rows",
    "notebooks/week-01-count.ipynb": "{}",
    "release/week-01-count/.former/1.ipynb": "{}",
    "release/week-01-count/key.json": "{}",
    "source/week-01-count/solutions.md": "## w01-q1",
    "source/week-01-count/former/1/solutions.md": "## w01-q1",
}
NOT_HERS = {
    "data/extract.sqlite": "what nobody has seen",
    "data/__pycache__/shop.cpython-313.pyc": "",
    "data/seed": "5",
    "data/shop.unseen.sqlite": "rows",
    "gradebook.db": "marks",
    "held-out/shop.sqlite": "rows",
    "pull-requests/0001/truth.toml": "",
    "source/week-01-count/answers.py": "",
    "source/week-01-count/facilitator.md": "",
    "source/week-01-count/former/1/answers.py": "",
    "source/week-01-count/week-01-count.ipynb": "{}",
    "submitted/ann/week-01-count/week-01-count.ipynb": "{}",
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A course with more in it than a learner gets."""
    root = tmp_path / "course"
    for name, text in {**THERE, **NOT_HERS}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def carried(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The archive of that course, as a package carries it. Returns its path."""
    archive = tmp_path / "bundle" / "course.tar.bz2"
    archive.parent.mkdir()
    archive.write_bytes(pack(small))
    monkeypatch.setattr(bundle, "ARCHIVE", archive)
    monkeypatch.setattr(bundle, "digest", lambda: files.digest(pack(small)))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return archive


def test_a_learner_gets_what_is_hers_and_nothing_else(small: Path) -> None:
    assert list(names(small)) == sorted(THERE)


def test_the_same_course_is_the_same_archive_whenever_and_in_whatever_order_it_was_written(small: Path) -> None:
    before = pack(small)
    for name in sorted(THERE, reverse=True):
        os.utime(small / name, (1, 1))
        (small / name).chmod(0o600)
    assert pack(small) == before


def test_keys_go_along_by_their_seed_and_a_zip_stays_what_it_holds(small: Path, tmp_path: Path) -> None:
    (tmp_path / "keys" / "7").mkdir(parents=True)
    for name in ("week-01-count.json", "shop.sqlite"):
        (tmp_path / "keys" / "7" / name).write_text("{}")
    with zipfile.ZipFile(small / "data" / "more.zip", "w") as made:
        made.writestr("more.csv", "a,b\n" * 9)
    with tarfile.open(fileobj=io.BytesIO(pack(small, tmp_path / "keys"))) as archive:
        assert "keys/7/week-01-count.json" in archive.getnames() and "keys/7/shop.sqlite" not in archive.getnames()
        held = archive.extractfile("data/more.zip")
        assert held is not None
        with zipfile.ZipFile(io.BytesIO(held.read())) as again:
            assert again.read("more.csv") == b"a,b\n" * 9


def test_a_ready_key_has_no_place_of_the_machine_that_made_it_and_no_solution_and_hers_stands_there(
    small: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = small / "build" / "keys" / "1" / "shop.sqlite"
    for place in (there, there.relative_to(small)):
        typed = {"name": "typed in", "payload": {"type": "function", "source": "### BEGIN SOLUTION", "results": [1]}}
        entry = {"kind": "review", "expected": {"warehouse": str(place), "mistakes": [typed]}}
        made = {"version": VERSION, "content": "a hash", "exercises": {"w01-q1": entry}}
        key = ready(made, there, small)
        assert str(place) not in json.dumps(key) and "SOLUTION" not in json.dumps(key)
        week = course.Week(1, "week-01-count", "", "", "", 60, (), "", small)
        week.ready_key(1).parent.mkdir(parents=True, exist_ok=True)
        week.ready_key(1).write_text(json.dumps(key), encoding="utf-8")
        (small / "source" / "week-01-count" / "answers.py").unlink(missing_ok=True)
        data.place().mkdir(parents=True, exist_ok=True)
        (data.place() / "made.json").write_text(json.dumps({"seed": 1, "content": "a hash"}), encoding="utf-8")
        expected = data.key(week)["exercises"]["w01-q1"]["expected"]
        assert expected["warehouse"] == str(data.snapshot())
        assert expected["mistakes"][0]["payload"] == {"type": "function", "results": [1]}


def test_it_is_unpacked_once_and_what_other_versions_left_a_month_ago_goes(carried: Path, tmp_path: Path) -> None:
    old, new = (tmp_path / "cache" / "firstquery" / "courses" / name for name in ("older", "newer"))
    for one in (old, new):
        one.mkdir(parents=True)
    os.utime(old, (1, time.time() - 31 * 24 * 3600))
    target = bundle.unpack()
    assert target is not None and target == bundle.folder()
    assert {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()} == set(THERE)
    assert sorted(one.name for one in target.parent.iterdir()) == sorted([".lock", "newer", target.name])
    carried.unlink()  # it is not read again
    assert bundle.unpack() == target


def test_a_damaged_archive_is_a_sentence_and_nothing_of_it_is_unpacked(carried: Path) -> None:
    carried.write_bytes(carried.read_bytes()[:-1])
    with pytest.raises(UserError, match=r"is damaged.*Install First Query again"):
        bundle.unpack()
    target = bundle.folder()
    assert target is not None and not target.exists()
    carried.unlink()
    with pytest.raises(UserError, match="is damaged"):
        bundle.unpack()


def test_a_cache_that_cannot_be_written_is_a_sentence_with_the_way_out(carried: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(UserError, match=r"cannot be unpacked to .*XDG_CACHE_HOME"):
        bundle.unpack()


def test_a_course_of_which_somebody_has_cleared_up_a_part_is_unpacked_again(carried: Path) -> None:
    target = bundle.unpack()
    assert target is not None
    (target / "course.toml").unlink()
    (target / "notes").write_text("left")
    assert bundle.unpack() == target
    assert not (target / "notes").exists() and (target / "course.toml").is_file()


def test_the_course_that_one_stands_in_goes_before_the_one_that_is_carried(
    carried: Path, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FIRSTQUERY_COURSE")
    monkeypatch.setattr(course, "PACKAGE", tmp_path / "site-packages" / "firstquery")
    monkeypatch.chdir(small / "notebooks")
    assert course.course_folder() == small
    monkeypatch.chdir(tmp_path / "cache" if (tmp_path / "cache").is_dir() else tmp_path)
    found = course.course_folder()
    assert found == bundle.folder() and (found / "course.toml").is_file()


def test_from_its_repository_a_package_carries_no_course() -> None:
    asked = "from firstquery.core import bundle; print(bundle.folder(), bundle.unpack())"
    said = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout == "None None\n"


def test_a_python_that_its_libraries_do_not_have_yet_is_told_which_one_to_take(monkeypatch: pytest.MonkeyPatch) -> None:
    fault = ImportError("No module named 'pandas'")
    known = ".".join(map(str, entry.PYTHONS[-1]))
    assert "python3 start.py doctor" in entry.sentence(fault, sys.version_info[:2])
    newer = entry.sentence(fault, (3, 15))
    assert newer.startswith("This is Python 3.15, and a library of First Query does not load on it (No module named")
    assert f"`uvx --python {known} firstquery`" in newer
    monkeypatch.setattr(course, "COURSE", ROOT / "tests")
    assert "Install" in entry.sentence(fault, (3, 12)) and "start.py" not in entry.sentence(fault, (3, 12))
