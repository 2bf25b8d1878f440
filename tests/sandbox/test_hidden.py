"""A submission sees Python, its own files and the tables, and nothing else of the machine or the course.

That none reaches a process, a socket, a network or an environment of the machine, tests/attacks holds.
"""

from __future__ import annotations

import sys
import uuid
from pathlib import Path

import pytest

import firstquery
from firstquery.sandbox.mounts import COURSE, WAREHOUSE, View

from .bench import SECRET, Bench

WALK = """
import os, sys
found = []
known = ("/proc", "/sys", "/dev", "/usr", sys.prefix, sys.base_prefix)
for folder, folders, files in os.walk("/"):
    folders[:] = [name for name in folders if os.path.join(folder, name) not in known]
    for name in files:
        try:
            with open(os.path.join(folder, name), "rb") as file:
                if mark.encode() in file.read(1_000_000):
                    found.append(os.path.join(folder, name))
        except OSError:
            pass
print("found", found)
"""


@pytest.mark.root(too=True)
def test_no_file_of_the_course_can_be_found_anywhere(both: Bench) -> None:
    in_two_pieces = f"mark = {SECRET[:6]!r} + {SECRET[6:]!r}"  # its own notebook must not be what is found
    ran = both.run(in_two_pieces, "open('/tmp/own.txt', 'w').write(mark)", WALK)
    assert ran.shown[2] == "found ['/tmp/own.txt']\n"


@pytest.mark.root(too=True)
def test_the_course_folder_and_the_graders_home_are_not_there(bench: Bench) -> None:
    """Of her home there is the way to Python, where that stands in it, and nothing else, not even a name."""
    paths = [str(bench.root), str(bench.root / "source"), f"{COURSE}/source", f"{COURSE}/release"]
    bound = [inside for _, inside in View(bench.root).binds()]
    code = f"""
import os
print([path for path in {paths} if os.path.exists(path)])
known, strange = ["/home/learner", *{bound}], []
for place in ("/home", {str(Path.home())!r}):
    for folder, folders, files in os.walk(place):
        there = [os.path.join(folder, name) for name in folders + files]
        folders[:] = [name for name in folders if os.path.join(folder, name) not in known]
        strange += [path for path in there if not any(f"{{one}}/".startswith(f"{{path}}/") for one in known)]
print(strange)
"""
    assert bench.run(code).shown == ["[]\n[]\n"]


@pytest.mark.root(too=True)
def test_neither_the_system_nor_the_data_can_be_written(bench: Bench) -> None:
    places = ["/x", "/usr/x", "/etc/x", "/dev/x", "/submission/x", WAREHOUSE, firstquery.__file__, "/proc/sys/kernel/x"]
    code = f"""
import os
def writes(path):
    try:
        open(path, "a").close()
        return path
    except OSError:
        return None
print([path for path in {places} if writes(path)])
"""
    assert bench.run(code).shown == ["[]\n"]


def test_its_own_memory_holds_nothing_of_another_submission(bench: Bench) -> None:
    """A kernel is a copy of the server's memory: the server must never have held what another one was told."""
    other, own = uuid.uuid4().hex, uuid.uuid4().hex
    bench.run(f"answer = 'token-{other}'", files={f"token-{other}.txt": f"token-{other}"})
    code = f"""
import re
own = "token-{own}"
found = set()
with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
    for line in maps:
        place = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
        if place and "[v" not in line:
            start, end = (int(part, 16) for part in place.groups())
            memory.seek(start)
            found |= set(re.findall(rb"token-[0-9a-f]{{32}}", memory.read(end - start)))
print([token.decode() for token in found])
"""
    assert bench.run(code).shown == [f"['token-{own}']\n"]


def test_only_its_own_processes_are_in_proc(both: Bench) -> None:
    code = """
import os, pathlib
names = [(pathlib.Path("/proc") / n / "comm").read_text().strip() for n in os.listdir("/proc") if n.isdigit()]
print(sorted(set(names)), len(names) <= 3, os.getppid() in (0, 1))
"""
    (shown,) = both.run(code).shown
    names = set(eval(shown[: shown.index("]") + 1]))
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert names <= {"bwrap", "sh", "python", "python3", f"python{version}"}
    assert shown.endswith("True True\n")


@pytest.mark.root(too=True)
def test_there_are_no_rights_to_win_back(bench: Bench) -> None:
    code = """
import ctypes, os
status = dict(line.split(":\\t", 1) for line in open("/proc/self/status").read().splitlines() if ":\\t" in line)
print({status[name].strip("0") for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")}, status["NoNewPrivs"])
libc = ctypes.CDLL(None, use_errno=True)
print(os.getuid(), libc.unshare(0x10000000), libc.mount(b"none", b"/tmp", b"tmpfs", 0, None), libc.chroot(b"/tmp"))
"""
    assert bench.run(code).shown == ["{''} 1\n1000 -1 -1 -1\n"]
