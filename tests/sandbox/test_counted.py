"""What no limit of a process bounds is counted from outside, or not given at all."""

from __future__ import annotations

import logging
import subprocess
import sys

import pytest

from firstquery.grade.sandbox import watch
from firstquery.grade.sandbox.limits import MIB
from tests.attacks.attack import attacks

from .bench import Bench

FIRST, LAST = "print('answered')", "print('too late')"
WITHOUT_END = 120  # seconds that nothing here takes, on a machine that is slow and busy


def hostile(name: str) -> str:
    return next(one.attack.q2 or "" for one in attacks() if one.name == name)


def test_memory_that_belongs_to_no_process_is_not_given(bench: Bench) -> None:
    code = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
try:
    os.memfd_create("x")
    print("given")
except OSError as fault:
    print(fault.strerror)
print(libc.shmget(0, ctypes.c_size_t(4096), 0o1600), libc.msgget(0, 0o1600))
"""
    assert bench.run(code).shown == ["Function not implemented\n-1 -1\n"]


def test_shared_memory_is_counted_when_no_process_holds_it_now(bench: Bench) -> None:
    ran = bench.run(FIRST, hostile("memory-shared-and-forgotten"), LAST, memory_bytes=600 * MIB)
    assert ran.shown[0] == "answered\n" and ran.shown[2] == ""
    assert ran.fault == "It used more than 600 MB of memory and was stopped."


def test_shared_memory_within_the_limit_is_as_ever(bench: Bench) -> None:
    code = "import mmap\nheld = mmap.mmap(-1, 50_000_000)\nheld.write(b'x' * 50_000_000)\nimport time\ntime.sleep(1)"
    assert bench.run(code, FIRST).shown[1] == "answered\n"


def test_files_without_number_end_a_notebook(bench: Bench) -> None:
    ran = bench.run(FIRST, hostile("files-without-number"), LAST)
    assert ran.shown[0] == "answered\n" and ran.shown[2] == ""
    assert ran.fault == "It made more than 50,000 files and was stopped."


def test_a_message_without_an_end_ends_its_notebook(bench: Bench) -> None:
    """Its parts are each below every bound, and nobody answers at the other end any more."""
    code = hostile("message-without-an-end").replace("30_000_000", "10_000_000")
    ran = bench.run(FIRST, code, LAST, timeout=10, startup_timeout=30)
    assert ran.shown[0] == "answered\n" and ran.shown[2] == ""
    assert ran.fault is not None
    assert ran.seconds < WITHOUT_END
    assert bench.run(FIRST).shown == ["answered\n"]


def test_a_kernel_that_is_not_reached_any_more_is_not_waited_for(forked: Bench) -> None:
    ran = forked.run(FIRST, hostile("message-without-an-end"), LAST, timeout=2, startup_timeout=30)
    assert ran.shown[0] == "answered\n"
    # a machine may be so slow that the interruption still comes through
    assert ran.shown[2] == "" or "CellTimeoutError" in ran.shown[1]
    assert ran.seconds < WITHOUT_END


def test_a_kernel_that_cuts_the_line_on_which_it_is_asked_is_not_asked_without_an_end(bench: Bench) -> None:
    ran = bench.run(FIRST, hostile("line-cut-by-nonsense"), LAST, LAST, timeout=3, startup_timeout=30)
    assert ran.shown[0] == "answered\n" and ran.shown[2:] == ["", ""]
    assert ran.fault == "The kernel no longer answered."
    assert ran.seconds < WITHOUT_END
    assert bench.run(FIRST).shown == ["answered\n"]


def test_messages_of_types_that_are_none_come_into_no_log(forked: Bench, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        ran = forked.run(hostile("log-flooded"), FIRST)
    assert ran.shown[1] == "answered\n"
    assert "hostile" not in caplog.text and len(caplog.text) < 10_000


def test_the_buffers_of_sockets_hold_no_memory_without_a_bound(bench: Bench) -> None:
    """One process has too few open files for it, and several have too many sockets."""
    ran = bench.run(FIRST, hostile("memory-in-sockets"), "print(sent)")
    assert ran.shown[0] == "answered\n" and int(ran.shown[2]) < 100_000_000
    more = (
        "import os\nfor _ in range(3):\n    os.fork()\n" + hostile("memory-in-sockets") + "import time\ntime.sleep(60)"
    )
    ran = bench.run(FIRST, more.replace("while sent", "while len(taken) < 90 and sent"), LAST)
    assert ran.shown[0] == "answered\n" and ran.shown[2] == ""
    assert ran.fault == "It opened more than 500 sockets and was stopped."


@pytest.mark.parametrize("kind", ["AF_INET6, socket.SOCK_DGRAM", "AF_NETLINK, socket.SOCK_RAW"])
def test_sockets_of_every_kind_are_counted(forked: Bench, kind: str) -> None:
    code = f"""
import os, socket, time
for _ in range(4):
    if not os.fork():
        opened = [socket.socket(socket.{kind}) for _ in range(150)]
        for one in opened:
            one.bind(("::1", 0) if one.family == socket.AF_INET6 else (0, 0))
        time.sleep(60)
        os._exit(0)
time.sleep(60)
"""
    ran = forked.run(FIRST, code, LAST)
    assert ran.shown[0] == "answered\n" and ran.shown[2] == ""
    assert ran.fault == "It opened more than 500 sockets and was stopped."


def test_mappings_without_number_end_a_notebook(bench: Bench) -> None:
    ran = bench.run(FIRST, hostile("mappings-without-number"), "import time\ntime.sleep(60)", LAST)
    assert ran.shown[0] == "answered\n" and ran.shown[3] == ""
    assert ran.fault == "It cut its memory into more than 150,000 pieces and was stopped."


def test_pipes_hold_no_memory_without_a_bound(forked: Bench) -> None:
    ran = forked.run(FIRST, hostile("memory-in-pipes"), "print(sent)")
    assert ran.fault is not None or int(ran.shown[2]) < 250_000_000


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
        anonymous = watch._bytes(process.pid, "status", watch._ANON) or 0
        assert watch.used([process.pid]) - anonymous > 7_000_000
        assert watch.shared_out([process.pid]) - anonymous > 5_000_000
        process.kill()
