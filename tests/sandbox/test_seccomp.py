"""What no honest notebook asks of the system is not given, and that holds for every process of the sandbox."""

from __future__ import annotations

import ast
import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from firstquery.sandbox import seccomp
from firstquery.sandbox.limits import OPEN_FILES
from tests.conftest import ROOT

from .bench import Bench

LIBC = "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\n"


@pytest.mark.root(too=True)
def test_every_process_of_a_sandbox_has_the_filter_and_the_limits(both: Bench) -> None:
    """Also those that hold it: a submission has the same user, and could take them over."""
    code = """
import pathlib
for process in sorted(pathlib.Path("/proc").glob("[0-9]*"), key=lambda path: int(path.name)):
    status = dict(line.split(":\\t", 1) for line in (process / "status").read_text().splitlines() if ":\\t" in line)
    limits = {line[:26].strip(): line[26:47].strip() for line in (process / "limits").read_text().splitlines()}
    names = ("Max open files", "Max data size", "Max processes", "Max locked memory", "Max msgqueue size")
    print([status["Seccomp"], *(limits[name] for name in names)])
"""
    (shown,) = both.run(code, memory_bytes=10**9).shown
    lines = shown.splitlines()
    assert len(lines) == (3 if both.warm else 2)
    assert {tuple(ast.literal_eval(line)) for line in lines} == {
        ("2", str(OPEN_FILES), str(10**9), "64", str(64 * 1024), "0")
    }


def test_calls_that_no_notebook_needs_are_as_on_a_system_that_has_none(bench: Bench) -> None:
    code = f"""{LIBC}
given = []
for name, number in {seccomp.numbers()}.items():
    ctypes.set_errno(0)
    if libc.syscall(number, -1, -1, -1, -1, -1) != -1 or ctypes.get_errno() != 38:
        given.append((name, os.strerror(ctypes.get_errno())))
print(given)
"""
    assert len(seccomp.numbers()) > 40
    assert bench.run(code).shown == ["[]\n"]


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_is_one_that_the_system_takes(machine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every jump stays inside, and every way ends with an answer."""
    monkeypatch.setattr(seccomp.platform, "machine", lambda: machine)
    code = seccomp.program()
    assert code is not None
    assert len(code) % 8 == 0 and len(code) // 8 < 4096
    assert len(set(seccomp.numbers().values())) == len(seccomp.numbers())


def test_sockets_are_of_this_machine_or_of_the_internet(bench: Bench) -> None:
    code = """
import socket
def kind(*kind):
    try:
        socket.socket(*kind).close()
        return "given"
    except OSError as fault:
        return fault.errno
inet, inet6, unix = socket.AF_INET, socket.AF_INET6, socket.AF_UNIX
print([kind(unix), kind(inet), kind(inet6, socket.SOCK_DGRAM), kind(inet, socket.SOCK_STREAM, 6)])
print([kind(family, 3) for family in (17, 38, 40, 44)], kind(16, 3, 2), kind(16, 3, 0))
print(kind(inet, socket.SOCK_STREAM, 262), kind(inet, socket.SOCK_SEQPACKET), kind(inet, socket.SOCK_DGRAM, 136))
print(len(socket.socketpair()), [name for _, name in socket.if_nameindex()])
"""
    given = "['given', 'given', 'given', 'given']"
    assert bench.run(code).shown == [f"{given}\n[97, 97, 97, 97] 97 given\n93 93 93\n2 ['lo']\n"]


def test_no_process_gets_namespaces_of_its_own(bench: Bench) -> None:
    number = {"x86_64": 56, "aarch64": 220}[os.uname().machine]
    code = f"{LIBC}print(libc.syscall({number}, 0x10000011, 0, 0, 0, 0), ctypes.get_errno())"
    assert bench.run(code).shown == ["-1 1\n"]


@pytest.mark.root(too=True)
def test_no_key_of_the_graders_session_is_named(bench: Bench) -> None:
    """As pam_keyinit(8) does at a login: a keyring with a secret in it, and grading below it."""
    keyctl, add_key = seccomp.numbers()["keyctl"], seccomp.numbers()["add_key"]
    if ctypes.CDLL(None).syscall(keyctl, 0, -3, 0) < 0 or not Path("/proc/keys").exists():
        pytest.skip("no keyrings here")
    code = f"""
import ctypes, sys
from pathlib import Path
from tests.sandbox.bench import Bench
libc = ctypes.CDLL(None)
assert libc.syscall({keyctl}, 1, None) > 0
assert libc.syscall({add_key}, b"user", b"facilitators-ticket", b"secret", 6, -3) > 0
cell = "print(open('/proc/keys').read())\\nprint('looked')"
ran = Bench(Path(sys.argv[1])).run(cell, warm={bench.warm})
print("ticket" in Path("/proc/keys").read_text(), ran.forked, "looked" in ran.shown[0], "ticket" in ran.shown[0])
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(bench.root)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.stdout == f"True {bench.warm} True False\n", done.stderr
