"""What a submission may use is bounded; what it answered before it went too far stays."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from .bench import Bench, sandboxed_processes

MIB = 1024 * 1024
FIRST = "print('answered')"
LAST = "print('too late')"


def test_too_much_memory_is_an_error_of_that_cell_and_the_next_one_runs(bench: Bench) -> None:
    ran = bench.run(FIRST, "held = bytearray(800 * 2**20)", "print('on we go')", memory_bytes=512 * MIB)
    assert ran.shown[0] == "answered\n"
    assert ran.shown[1].startswith("MemoryError")
    assert ran.shown[2] == "on we go\n"
    assert ran.fault is None


@pytest.mark.root(too=True)
@pytest.mark.parametrize(
    "bomb",
    [
        # Each below the limit of one process, all of them far above it together.
        "import os, time\nfor _ in range(8):\n    if not os.fork():\n        held = bytearray(b'x') * (200 * 2**20)\n"
        "        time.sleep(60)\ntime.sleep(60)",
        # Memory that is shared counts as no process's own.
        "import mmap, time\nheld = mmap.mmap(-1, 900 * 2**20)\nfor place in range(0, len(held), 4096):\n"
        "    held[place] = 1\ntime.sleep(60)",
    ],
    ids=["processes", "shared"],
)
def test_memory_of_all_processes_is_counted_together(bench: Bench, bomb: str) -> None:
    ran = bench.run(FIRST, bomb, LAST, memory_bytes=512 * MIB)
    assert ran.shown[0] == "answered\n"
    assert ran.shown[2] == ""
    assert ran.fault == "It used more than 512 MB of memory and was stopped."


def test_processes_that_share_their_memory_are_not_counted_twice(forked: Bench) -> None:
    workers = "import multiprocessing\nwith multiprocessing.get_context('fork').Pool(8) as pool:\n"
    cells = ("held = bytearray(b'x') * (100 * 2**20)", f"{workers}    print(pool.map(abs, [-1, -2]))")
    ran = forked.run(*cells, "import time; time.sleep(0.6)", memory_bytes=512 * MIB)
    assert ran.shown[1] == "[1, 2]\n"
    assert ran.fault is None


@pytest.mark.root(too=True)
def test_a_fork_bomb_stays_at_its_limit(bench: Bench) -> None:
    code = """
import os, time
started = 0
try:
    while started < 500:
        if not os.fork():
            time.sleep(60)
            os._exit(0)
        started += 1
except OSError as fault:
    print(type(fault).__name__, started < 64)
"""
    ran = bench.run(FIRST, code)
    assert ran.shown == ["answered\n", "BlockingIOError True\n"]


def test_files_stay_within_the_disk_and_one_file_within_its_size(bench: Bench) -> None:
    code = """
import errno, os, pathlib
written, stopped = 0, set()
for folder in (".", "/tmp", "/dev/shm", "/home/learner"):
    for number in range(200):
        try:
            with open(f"{folder}/{number}.bin", "wb") as file:
                written += file.write(b"x" * 2**20)
        except OSError as fault:
            stopped.add(errno.errorcode[fault.errno])
            break
print(written // 2**20 <= 16, written // 2**20 >= 10, stopped)
"""
    big = """
try:
    with open("big.bin", "wb") as file:
        for _ in range(64):
            file.write(b"x" * 2**20)
            file.flush()
except OSError as fault:
    print(fault.strerror)
"""
    assert bench.run(code, disk_bytes=16 * MIB).shown == ["True True {'ENOSPC'}\n"]
    assert bench.run(big, file_bytes=4 * MIB).shown == ["File too large\n"]


def test_output_beyond_the_limit_is_dropped_with_a_sentence(bench: Bench) -> None:
    ran = bench.run(
        "print('é' * 999)",
        "for _ in range(3000):\n    print('x' * 999)",
        "from IPython.display import HTML, display\nfor _ in range(40):\n    display(HTML('y' * 100_000))",
        FIRST,
    )
    assert ran.shown[0] == "é" * 999 + "\n"
    for cell in (1, 2):
        assert sum(len(str(output)) for output in ran.outputs[cell]) < 1_100_000
        assert ran.shown[cell].endswith("This cell shows more than 1 MB. The rest is left out.\n")
    assert "x" * 999 in ran.shown[1]
    assert ran.shown[3] == "answered\n"


def test_a_picture_that_is_shown_anew_is_counted_once(forked: Bench) -> None:
    code = """
from IPython.display import HTML, clear_output, display
for number in range(40):
    clear_output(wait=True)
    display(HTML(f"{number}" + "z" * 100_000))
"""
    (outputs,) = forked.run(code).outputs
    assert [output["data"]["text/html"][:3] for output in outputs] == ["39z"]


def test_widgets_and_comms_leave_nothing_in_the_grader(forked: Bench) -> None:
    code = "from comm import create_comm\nopened = create_comm(target_name='jupyter.widget', data={'state': {'a': 1}})"
    ran = forked.run(code, FIRST)
    assert ran.shown == ["", "answered\n"]


def test_a_message_of_many_megabytes_costs_its_sender_the_rest(forked: Bench) -> None:
    code = "from IPython.display import HTML, display\ndisplay(HTML('y' * 80_000_000))"
    ran = forked.run(FIRST, code, LAST, memory_bytes=2048 * MIB)
    assert ran.shown == ["answered\n", "", ""]
    assert ran.fault == "The kernel no longer answered."


@pytest.mark.parametrize(
    "code",
    [
        "while True:\n    pass",
        "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass",
        "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])\nwhile True:\n    pass",
        "import sqlite3\nsqlite3.connect(':memory:').execute('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
        "SELECT i + 1 FROM n) SELECT COUNT(*) FROM n').fetchall()",
    ],
    ids=["loop", "ignores-exceptions", "blocks-signals", "inside-a-library"],
)
def test_a_cell_ends_at_its_time_also_when_it_ignores_interrupts(bench: Bench, code: str) -> None:
    ran = bench.run("import time", FIRST, code, "print('another')", timeout=2, startup_timeout=30)
    assert ran.shown[1] == "answered\n"
    assert "CellTimeoutError" in ran.shown[2] or ran.fault == "The kernel no longer answered."
    assert ran.shown[3] == ("another\n" if ran.fault is None else "")


def test_a_notebook_ends_at_its_time_and_the_earlier_answers_stand(bench: Bench) -> None:
    ran = bench.run(FIRST, *["import time; time.sleep(2)"] * 100, LAST, notebook_timeout=5)
    assert ran.shown[0] == "answered\n"
    assert ran.shown[-1] == ""
    assert ran.fault == "The notebook ran for more than 5 seconds in all and was stopped."


@pytest.mark.parametrize(
    "code",
    [
        "import os\nos._exit(0)",
        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
        "import os, signal\nos.kill(-1, signal.SIGKILL)",
        "import os, signal\nos.kill(1, signal.SIGKILL)\nos.kill(2, signal.SIGKILL)",
        "import ctypes\nctypes.string_at(0)",
    ],
)
def test_what_was_answered_before_the_kernel_died_stands(bench: Bench, code: str) -> None:
    ran = bench.run(FIRST, code, LAST)
    assert ran.shown[0] == "answered\n"
    # A kernel that survives answers; one that is brought down may still answer the next cell before it is gone.
    assert (ran.shown[2], ran.fault) in [
        ("", "The kernel died."),
        ("too late\n", "The kernel died."),
        ("too late\n", None),
    ]
    assert "os._exit" not in code or ran.fault == "The kernel died."
    assert bench.run(FIRST).shown == ["answered\n"]


def test_messages_that_are_not_jupyters_end_that_submission_alone(forked: Bench) -> None:
    code = """
from ipykernel.kernelapp import IPKernelApp
app = IPKernelApp.instance()
app.session.key = b"another"
print("signed with another key")
"""
    ran = forked.run(FIRST, code, LAST)
    assert ran.shown[0] == "answered\n"
    assert ran.shown[2] == ""
    assert ran.fault is not None
    assert forked.run(FIRST).shown == ["answered\n"]


@pytest.mark.root(too=True)
def test_an_orphan_is_gone_after_the_run(bench: Bench, tmp_path: Path) -> None:
    mark = f"orphan-{tmp_path.name}-{bench.warm}"
    code = f"""
import os, subprocess, sys, time
if not os.fork():
    os.setsid()
    if not os.fork():
        os.execv(sys.executable, [sys.executable, "-c", "import signal, time\\nfor s in (1, 2, 15): "
                 "signal.signal(s, signal.SIG_IGN)\\ntime.sleep(300)", {mark!r}])
    os._exit(0)
while not (seen := sum({mark!r} in open(f"/proc/{{n}}/cmdline").read() for n in os.listdir("/proc") if n.isdigit())):
    time.sleep(0.1)
print(seen)
"""
    assert bench.run(code).shown == ["1\n"]
    assert list(sandboxed_processes(mark)) == []


@pytest.mark.root(too=True)
def test_nothing_is_left_on_this_machine_after_a_run(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)  # one that no other process uses
        during = bench.run("open('mine.txt', 'w').write('mine')", FIRST)
        assert during.shown[1] == "answered\n"
        assert list(Path(folder).iterdir()) == []
    assert not [path.name for path in bench.root.rglob("mine.txt")]
