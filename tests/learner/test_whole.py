"""What is written in the learner's folder is whole at any moment, and one at a time."""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from firstquery.core import files as whole

WRITER = """
import sys
from pathlib import Path
from firstquery.core import files as whole
number = 0
while True:
    number += 1
    whole.write(Path(sys.argv[1]), (str(number) + "\\n").encode() * 20_000)
    print(number, flush=True)
"""

COUNTER = """
import sys
from pathlib import Path
from firstquery.core import files as whole
path = Path(sys.argv[1])
for _ in range(60):
    with whole.held(path.with_name(".lock")):
        whole.write(path, str(int(path.read_text()) + 1).encode())
"""


def test_a_kill_at_any_moment_leaves_the_old_content_or_the_new_one(tmp_path: Path) -> None:
    rng = random.Random(4)
    path = tmp_path / "kept"
    for _ in range(12):
        path.unlink(missing_ok=True)
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(rng.uniform(0, 0.04))
        writer.send_signal(signal.SIGKILL)
        told = [int(line) for line in writer.communicate()[0].splitlines() if line.endswith(tuple("0123456789"))]
        lines = path.read_text().splitlines()
        assert len(lines) == 20_000
        assert len(set(lines)) == 1
        assert int(lines[0]) >= max(told, default=1)


def test_what_a_kill_left_is_swept_once_it_is_old(tmp_path: Path) -> None:
    old, young, hers = tmp_path / ".writing-old", tmp_path / ".writing-young", tmp_path / "week-01.ipynb"
    for path in (old, young, hers):
        path.write_text("x")
    now = time.time()  # where the clock was set, a file's own time is another one
    os.utime(young, (now, now))
    os.utime(old, (1, 1))
    os.utime(hers, (1, 1))
    assert whole.sweep(tmp_path) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [".writing-young", "week-01.ipynb"]


def test_two_that_count_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "count"
    path.write_text("0")
    both = [subprocess.Popen([sys.executable, "-c", COUNTER, str(path)]) for _ in range(2)]
    assert [one.wait(60) for one in both] == [0, 0]
    assert path.read_text() == "120"


def test_who_waits_too_long_is_told_and_one_that_died_holds_nothing(tmp_path: Path) -> None:
    lock = tmp_path / ".lock"
    told: list[str] = []
    second = whole.hold_lock(lock, patience=0.1, waiting=lambda: told.append("waiting"))
    with whole.hold_lock(lock), pytest.raises(whole.LockTimeout), second:
        raise AssertionError("two at once")
    assert told == ["waiting"]
    died = (
        "from pathlib import Path; from firstquery.core import files as whole; import os\n"
        f"with whole.held(Path({str(lock)!r})): os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", died], check=False)
    with whole.hold_lock(lock, patience=0.1):
        pass


def test_a_link_keeps_pointing_where_it_did(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    kept = tmp_path / "elsewhere" / "kept"
    kept.write_text("old")
    (tmp_path / "link").symlink_to(kept)
    whole.write(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert kept.read_text() == "new"


def test_a_write_reaches_the_disk_before_it_is_called_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that loses its power keeps what was flushed: the file, then its new name, then the folder."""
    steps: list[str] = []
    flushed, renamed = os.fsync, os.replace

    def fsync(handle: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        flushed(handle)

    def replace(self: Path, target: Path) -> Path:
        steps.append("name")
        renamed(self, target)
        return target

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    whole.write(tmp_path / "kept", b"new")
    assert steps == ["file", "name", "folder"]
