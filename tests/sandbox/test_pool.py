"""A box of a pool serves one trial after another, and nothing of the first is there for the second."""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from firstquery.sandbox import box, forks, launch, mounts
from firstquery.sandbox.limits import MIB, Limits
from firstquery.sandbox.pool import Pool
from firstquery.sandbox.trial import Outcome, Trial, Trials, run
from tests.run.bench import eventually

LEAVES = """
import os
from pathlib import Path
for place in (".", os.environ["HOME"], os.environ["TMPDIR"], "/tmp", "/dev/shm"):
    Path(place, "left").write_text("of the first")
"""
LOOKS = """
import os
from pathlib import Path
places = (os.environ["HOME"], "/tmp", "/dev/shm", "/submission")
print([str(path) for place in places for path in Path(place).rglob("left")])
"""
STAYS = "import subprocess; subprocess.Popen(['sleep', '{}'], start_new_session=True)"


@pytest.fixture
def pool() -> Iterator[Pool]:
    assert box.is_available()
    made = Pool(launch.ENTRY)
    yield made
    made.close()


def python(code: str, pool: Pool, **more: object) -> Outcome:
    asked = Trial(["python", "program.py"], {"program.py": code}, **more)  # type: ignore[arg-type]
    return run(asked, must_isolate=True, pool=pool)


def boxes(pool: Pool) -> list[int]:
    """Process 1 of each box that waits."""
    return [slot.boxed.box.inner for slot in pool._idle]


def is_running(seconds: str) -> bool:
    return any(["sleep", seconds] == one.info["cmdline"] for one in psutil.process_iter(["cmdline"]))


def test_no_file_of_the_first_is_there_for_the_second(pool: Pool) -> None:
    assert python(LEAVES, pool).files == {"left": b"of the first"}
    (first,) = boxes(pool)
    found = python(LOOKS, pool)
    assert (found.stdout, found.stderr, found.code) == ("[]\n", "", 0)
    assert boxes(pool) == [first]


def test_what_holds_the_box_keeps_no_file_for_the_second(pool: Pool) -> None:
    code = """
import os
from pathlib import Path
for process in (one for one in os.listdir("/proc") if one.isdecimal() and int(one) != os.getpid()):
    for place in ("home/learner", "tmp", "dev/shm"):
        try:
            Path("/proc", process, "root", place, "left").write_text("of the first")
            print("written")
        except OSError as fault:
            print(fault.strerror)
"""
    said = set(python(code, pool).stdout.splitlines())
    assert said and said <= {"Read-only file system", "Permission denied"}


def test_an_environment_that_lies_where_programs_may_write_stays_readable_and_no_more(
    pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python_is_here = mounts._python()
    (tmp_path / "environment" / "bin").mkdir(parents=True)
    (tmp_path / "environment" / "bin" / "module.py").write_text("VALUE = 42")
    monkeypatch.setattr(mounts, "_python", lambda: [*python_is_here, tmp_path / "environment"])
    code = f"""
import sys
sys.path.append({str(tmp_path / "environment" / "bin")!r})
import module
print(module.VALUE)
try:
    open({str(tmp_path / "environment" / "more")!r}, "w")
except OSError as fault:
    print(fault.strerror)
"""
    for _ in range(2):
        found = python(code, pool)
        assert (found.stdout, found.stderr) == ("42\nRead-only file system\n", "")
    assert len(boxes(pool)) == 1


def test_what_was_handed_in_to_the_first_is_gone(pool: Pool) -> None:
    python("", pool)
    found = python("import os; print([os.listdir(f'/submission/{one}') for one in os.listdir('/submission')])", pool)
    assert found.stdout == "[['program.py']]\n"


def test_a_process_that_is_left_behind_ends_and_its_box_with_it(pool: Pool) -> None:
    assert python(STAYS.format("4711.5"), pool).code == 0
    assert boxes(pool) == []
    assert eventually(lambda: not is_running("4711.5"))
    assert python("print(1)", pool).stdout == "1\n"


def test_a_program_that_ends_its_box_or_takes_too_much_costs_the_next_one_nothing(pool: Pool) -> None:
    python("", pool)
    assert python("import os, time; os.kill(-1, 9); time.sleep(9)", pool).code == -9
    assert python("print(1)", pool).stdout == "1\n"
    code = "import os, time; os.fork(); held = b'x' * 300_000_000; time.sleep(9)"
    assert python(code, pool, limits=Limits(seconds=20, memory=512 * MIB)).stopped == "memory"
    assert python("while True: pass", pool, limits=Limits(seconds=1)).stopped == "time"
    assert python("print(1)", pool).stdout == "1\n"


def test_a_box_outlives_the_thread_that_asked_for_it(pool: Pool) -> None:
    asked = threading.Thread(target=python, args=("", pool))
    asked.start()
    asked.join()
    (first,) = boxes(pool)
    time.sleep(0.2)
    assert python("print(1)", pool).stdout == "1\n"
    assert boxes(pool) == [first]


def test_the_warehouse_is_seen_by_those_alone_that_ask_for_it(pool: Pool, tmp_path: Path) -> None:
    (tmp_path / "warehouse.sqlite").write_bytes(b"rows")
    code = "import os; print(os.path.exists('/warehouse/data.sqlite'))"
    for given in (tmp_path / "warehouse.sqlite", None, tmp_path / "warehouse.sqlite"):
        assert python(code, pool, warehouse=given).stdout == f"{given is not None}\n"
    assert len(boxes(pool)) == 2


def test_where_nothing_can_be_forked_each_has_a_box_of_its_own(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*asked: object, **more: object) -> None:
        raise forks.NoFork("none here")

    monkeypatch.setattr(forks, "zygote", none)
    found = python("print(1)", pool)
    assert (found.stdout, found.is_isolated) == ("1\n", True)
    assert boxes(pool) == []


def test_so_many_run_at_a_time_and_no_box_is_left_when_nobody_holds_them() -> None:
    trials = Trials(None, must_isolate=True, at_once=2)
    code = "import time; time.sleep(0.4)"
    asked = [
        threading.Thread(target=trials, kwargs={"files": {"p.py": code}, "command": ["python", "p.py"]})
        for _ in range(4)
    ]
    begun = time.monotonic()
    for one in asked:
        one.start()
    for one in asked:
        one.join()
    assert time.monotonic() - begun > 0.8
    assert trials._pool is not None
    made = boxes(trials._pool)
    assert 1 <= len(made) <= 2
    del trials, asked, one
    gc.collect()
    assert eventually(lambda: not any(map(psutil.pid_exists, made)))


def test_a_box_that_has_ended_since_its_last_trial_costs_the_next_one_nothing(pool: Pool) -> None:
    assert python("print(1)", pool).stdout == "1\n"
    (waiting,) = pool._idle
    assert waiting.boxed.fork is not None
    holder = psutil.Process(waiting.boxed.fork.holder)
    os.kill(holder.pid, signal.SIGKILL)
    assert eventually(lambda: not holder.is_running() or holder.status() == psutil.STATUS_ZOMBIE, 10)
    assert python("print(2)", pool).stdout == "2\n"
    assert waiting not in pool._idle
