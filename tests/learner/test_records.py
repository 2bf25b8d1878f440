"""What is kept on the learner's machine survives kills, damage and full disks, and never stops her hour."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from firstquery.core import files, records

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[1, 2]", b"\xff\xfe{}", b"[" * 100_000],
    ids=["empty", "cut", "a list", "other bytes", "too deep"],
)
def test_a_damaged_record_is_set_aside_and_a_new_one_begun(work: Path, damage: bytes) -> None:
    records.attempt("w01-q1", "right", 2, 2)
    path = work / ".records" / "w01-q1.json"
    path.write_bytes(damage)
    assert records.read("w01-q1") is None
    assert records.attempt("w01-q1", "right", 2, 2)
    assert records.progress(["w01-q1"])["w01-q1"].points == 2
    assert path.with_name("w01-q1.json.damaged-1").read_bytes() == damage


def test_a_right_answer_stays_earned_when_a_later_try_is_wrong(work: Path) -> None:
    records.attempt("w01-q1", "not-yet", 0, 2, "test accounts")
    records.attempt("w01-q1", "right", 2, 2)
    records.attempt("w01-q1", "could-not-run", 0, 2)
    progress = records.progress(["w01-q1", "w01-q2"])
    assert list(progress) == ["w01-q1"]
    assert (progress["w01-q1"].outcome, progress["w01-q1"].points, progress["w01-q1"].attempts) == ("right", 2, 3)
    kept = records.read("w01-q1")
    assert kept is not None and kept["attempts"][0]["mistake"] == "test accounts"


def test_in_a_browser_all_is_kept_without_a_library_of_locks(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is one process, and nobody to wait for."""
    monkeypatch.setattr(sys, "platform", "emscripten")
    monkeypatch.setitem(sys.modules, "filelock", None)
    files._filelock.cache_clear()
    assert records.attempt("w01-q1", "right", 2, 2)
    assert records.progress(["w01-q1"])["w01-q1"].points == 2


def test_a_folder_that_cannot_be_made_costs_the_record_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A file where the folder should be: no right of the system's administrator gets around that.
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FIRSTQUERY_WORK", str(tmp_path / "file"))
    assert records.attempt("w01-q1", "right", 2, 2) is False
    assert records.read("w01-q1") is None
    assert records.progress(["w01-q1"]) == {}


# Every write fails from here on, as on a disk without a free byte.
FULL_DISK = """
import resource, signal
from firstquery.core import files, records
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
print(records.attempt("w01-q1", "not-yet", 0, 2))
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no limit for the size of a file")
def test_a_full_disk_keeps_the_record_as_it_was(work: Path) -> None:
    records.attempt("w01-q1", "right", 2, 2)
    before = (work / ".records" / "w01-q1.json").read_bytes()
    said = subprocess.run(
        [sys.executable, "-c", FULL_DISK],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "False"
    assert (work / ".records" / "w01-q1.json").read_bytes() == before
    assert sorted(path.name for path in (work / ".records").iterdir()) == [".lock", "w01-q1.json"]


@pytest.mark.parametrize("name", ["", "../out", "a/b", "w01-q1.json", "x" * 99, None])
def test_a_name_that_is_no_name_writes_nowhere(work: Path, name: object) -> None:
    assert records.update(name, lambda record: {"version": 1}) is False  # type: ignore[arg-type]
    assert records.read(name) is None  # type: ignore[arg-type]
    assert not list(work.rglob("*.json"))


def test_nothing_is_kept_at_the_grader(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTQUERY_GRADER", "1")
    assert records.attempt("w01-q1", "right", 2, 2) is False
    assert not (work / ".records").exists()
