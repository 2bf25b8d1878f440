"""What a submission may use is bounded; what it answered before it went too far stays.

That every attack on the machine is contained, and what is said of it, tests/attacks holds. Here is what is no attack.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from firstquery.sandbox import monitor

from .bench import Bench

MIB = 1024 * 1024
FIRST = "print('answered')"
LAST = "print('too late')"


def test_too_much_memory_is_an_error_of_that_cell_and_the_next_one_runs(bench: Bench) -> None:
    ran = bench.run(FIRST, "held = bytearray(800 * 2**20)", "print('on we go')", memory_bytes=512 * MIB)
    assert ran.shown[0] == "answered\n"
    assert ran.shown[1].startswith("MemoryError")
    assert ran.shown[2] == "on we go\n"
    assert ran.fault is None


def test_processes_that_share_their_memory_are_not_counted_twice(bench: Bench) -> None:
    workers = "import multiprocessing\nwith multiprocessing.get_context('fork').Pool(8) as pool:\n"
    shared = "import mmap\nheld = mmap.mmap(-1, 50_000_000)\nheld.write(b'x' * 50_000_000)"
    cells = (f"more = bytearray(b'x') * (100 * 2**20)\n{shared}", f"{workers}    print(pool.map(abs, [-1, -2]))")
    ran = bench.run(*cells, "import time; time.sleep(0.6)", memory_bytes=512 * MIB)
    assert ran.shown[1] == "[1, 2]\n"
    assert ran.fault is None


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


def test_a_picture_that_is_shown_anew_is_counted_once(bench: Bench) -> None:
    code = """
from IPython.display import HTML, clear_output, display
for number in range(40):
    clear_output(wait=True)
    display(HTML(f"{number}" + "z" * 100_000))
"""
    (outputs,) = bench.run(code).outputs
    assert [output["data"]["text/html"][:3] for output in outputs] == ["39z"]


def test_a_notebook_ends_at_its_time_and_the_earlier_answers_stand(bench: Bench) -> None:
    ran = bench.run(FIRST, *["import time; time.sleep(2)"] * 100, LAST, notebook_timeout=5)
    assert ran.shown[0] == "answered\n"
    assert ran.shown[-1] == ""
    assert ran.fault == "The notebook ran for more than 5 seconds in all and was stopped."


def test_tables_of_pages_are_memory_of_the_process_that_made_them() -> None:
    """Reading memory that nobody wrote gives no memory to the process, and costs a table for every two megabytes."""
    code = """
import mmap
held = mmap.mmap(-1, 2**32, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, mmap.PROT_READ)
print(sum(held[place] for place in range(0, len(held), 2**20)), flush=True)
input()
"""
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.read(2) == b"0\n"
        anonymous = monitor._bytes(process.pid, "status", monitor._ANON) or 0
        assert monitor.measure_memory([process.pid]) - anonymous > 7_000_000
        assert monitor.measure_memory([process.pid], is_exact=True) - anonymous > 5_000_000
        process.kill()


@pytest.mark.parametrize("kind", ["AF_INET6, socket.SOCK_DGRAM", "AF_NETLINK, socket.SOCK_RAW"])
def test_sockets_of_every_kind_are_counted(bench: Bench, kind: str) -> None:
    code = f"""
import os, socket, time
for _ in range(4):
    if not os.fork():
        opened = [socket.socket(socket.{kind}) for _ in range(150)]
        for one in opened:
            one.bind(("::1", 0) if one.family == socket.AF_INET6 else (0, 0))
        time.sleep(60)
        os._exit(0)
time.sleep(3)
"""
    ran = bench.run(FIRST, code, LAST)
    assert ran.shown[0] == "answered\n" and ran.shown[2] == ""
    assert ran.fault == "It opened more than 500 sockets and was stopped."
