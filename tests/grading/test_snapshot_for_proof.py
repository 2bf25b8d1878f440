"""The snapshot that weeks are proven on stands in the user's cache, where another clone may have its own beside it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from firstquery.core import course, warehouse
from firstquery.grading import prove
from kestrel import build
from kestrel.schema import metadata
from tests.conftest import ROOT


def test_what_another_clone_proves_on_stays_until_nobody_asks_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "course").mkdir()
    shutil.copy(ROOT / "course.toml", tmp_path / "course")
    monkeypatch.setattr(build, "build", lambda snapshot, path, **how: path.write_bytes(b"built"))
    kept = prove.snapshot_for_proof(tmp_path / "course")
    assert kept.read_bytes() == b"built"
    seed = course.settings().seeds.proof
    fresh, forgotten = (kept.with_name(f"held-out-{seed}-{name}.sqlite") for name in ("fresh", "forgotten"))
    for one in (fresh, forgotten):
        kept.rename(one)
        prove.snapshot_for_proof(tmp_path / "course")
    long_ago = time.time() - prove.KEPT - 60
    os.utime(forgotten, (long_ago, long_ago))
    kept.unlink()
    prove.snapshot_for_proof(tmp_path / "course")
    assert sorted(kept.parent.glob("*.sqlite")) == sorted([kept, fresh])
    os.utime(kept, (long_ago, long_ago))
    prove.snapshot_for_proof(tmp_path / "course")
    assert time.time() - kept.stat().st_mtime < prove.KEPT  # asked for, it is kept on


def test_a_cohorts_data_that_lack_a_table_of_today_are_none_to_prove_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shutil.copy(ROOT / "course.toml", tmp_path)
    monkeypatch.setattr(build, "build", lambda snapshot, path, **how: path.write_bytes(b"built"))
    own = warehouse.cohort(tmp_path)
    own.parent.mkdir()
    before = sorted(set(metadata.tables) - {"golden"})
    with closing(sqlite3.connect(own)) as database:
        for name in before:
            database.execute(f'CREATE TABLE "{name}" (id)')
        assert prove.snapshot_for_proof(tmp_path).read_bytes() == b"built"
        database.execute("CREATE TABLE golden (id)")
    assert prove.snapshot_for_proof(tmp_path) == own


def test_other_learning_data_are_proven_on_other_held_out_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two courses may draw by the same program, each from rows of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shutil.copy(ROOT / "course.toml", tmp_path)
    monkeypatch.setattr(build, "build", lambda snapshot, path, **how: path.write_bytes(b"built"))
    warehouse.learning(tmp_path).parent.mkdir()
    found = set()
    for rows in (b"one", b"another"):
        warehouse.learning(tmp_path).write_bytes(rows)
        found.add(prove.snapshot_for_proof(tmp_path))
    assert len(found) == 2
