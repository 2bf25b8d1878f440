"""Without a sandbox nothing is graded, without a fork server it is graded more slowly, and nothing outlives grading."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import psutil
import pytest

from firstquery.grading.libraries import libraries
from firstquery.sandbox import box, forks
from firstquery.sandbox.limits import Limits
from firstquery.sandbox.mounts import View
from tests.conftest import ROOT
from tests.grading.orders import STEM, Course, answer
from tests.shared import released

from .bench import Bench

pytestmark = pytest.mark.needs("bubblewrap")
_RUNS = """
import sys
from pathlib import Path
from tests.sandbox.bench import Bench
ran = Bench(Path(sys.argv[1])).run(sys.argv[2])
print(ran.forked, ran.shown)
"""
#: A filter of system calls that answers "not permitted" to setns(2): seccomp(2), classic BPF, for this machine.
_NO_SETNS = """
import ctypes, platform, struct
number = {"x86_64": 308, "aarch64": 268}[platform.machine()]
steps = [(0x20, 0, 0, 0), (0x15, 0, 1, number), (0x06, 0, 0, 0x00050001), (0x06, 0, 0, 0x7FFF0000)]
code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
program = struct.pack("HL", len(steps), ctypes.addressof(code))
libc = ctypes.CDLL(None)
assert libc.prctl(38, 1, 0, 0, 0) == 0
assert libc.prctl(22, 2, ctypes.c_char_p(program), 0, 0) == 0
"""


def python(code: str, *arguments: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*before, sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    made = released(tmp_path_factory, tmp_path_factory.mktemp("start") / "course")
    made.submit("ann", answer(made.released(), q1="%%sql paid_orders\nSELECT COUNT(*) FROM orders WHERE paid = 1"))
    return made


def autograde(course: Course, path: str, *options: str) -> subprocess.CompletedProcess[str]:
    return run(course, path, "nbgrader", "autograde", STEM, *options)


def run(course: Course, path: str, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=course.root,
        env={**os.environ, "PATH": path, "FIRSTQUERY_COURSE": str(course.root)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def test_without_bubblewrap_nothing_is_graded_and_the_facilitator_is_told_both_ways_out(course: Course) -> None:
    without = str(Path(sys.executable).parent)
    refused = autograde(course, without)
    said = refused.stdout + refused.stderr
    assert refused.returncode == 1
    assert "Nothing was graded." in said and "bubblewrap is not installed on this machine" in said.lower()
    assert "apt install bubblewrap" in said and "--ExecuteOnHeldOut.unsafe=True" in said
    assert "Traceback" not in said
    assert not (course.root / "autograded" / "ann" / STEM).exists()
    unsafe = autograde(course, without, "--ExecuteOnHeldOut.unsafe=True")
    assert unsafe.returncode == 0, unsafe.stderr
    assert (course.root / "autograded" / "ann" / STEM / f"{STEM}.ipynb").exists()


def test_without_bubblewrap_our_own_command_offers_an_option_that_it_takes(course: Course) -> None:
    without, grade = (
        str(Path(sys.executable).parent),
        ("firstquery.cli.main", "grade", STEM, "--force", "--no-feedback"),
    )
    refused = run(course, without, *grade)
    assert refused.returncode == 1 and "Nothing was graded." in refused.stderr
    option, *_ = re.findall(r"`(--\S+)`", refused.stderr)
    unsafe = run(course, without, *grade, option)
    assert unsafe.returncode == 0, unsafe.stderr
    assert "1 graded" in unsafe.stderr


def test_where_namespaces_are_forbidden_that_is_said() -> None:
    forbids = ("bwrap", "--unshare-user", "--uid", "4242", "--disable-userns", "--dev-bind", "/", "/", "--")
    done = python("from firstquery.sandbox.box import refusal; print(refusal())", before=forbids)
    assert "bubblewrap cannot make a sandbox here: bwrap: " in done.stdout.lower(), done.stderr
    assert "user namespaces" in done.stdout and "unsafe" in done.stdout


def test_where_joining_a_namespace_is_forbidden_the_kernel_is_started_plainly_in_its_sandbox(bench: Bench) -> None:
    done = python(_NO_SETNS + _RUNS, str(bench.root), "import os; print(os.getcwd(), os.getuid())")
    assert done.stdout == f"False ['/home/learner/{STEM} 1000\\n']\n", done.stderr


def test_where_the_server_does_not_start_the_kernel_is_started_plainly(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    forks.stop()
    monkeypatch.setattr(forks, "environment", lambda: {"PYTHONHOME": "/nowhere"})
    try:
        first, second = bench.run("print(1)"), bench.run("print(2)")
    finally:
        forks.stop()
    assert (first.forked, first.shown, second.forked, second.shown) == (False, ["1\n"], False, ["2\n"])
    told = [record.getMessage() for record in caplog.records if "no fork server here" in record.getMessage()]
    assert len(told) == 1


def test_one_server_serves_all_and_a_new_one_comes_when_it_is_gone(bench: Bench) -> None:
    assert bench.run("print(1)").forked
    first = forks.zygote()
    assert bench.run("print(1)").forked
    assert forks.zygote() is first
    assert forks._server is not None
    forks._server.process.kill()
    forks._server.process.wait()
    assert bench.run("print(1)").forked
    assert forks.zygote() is not first


@pytest.mark.root(too=True)
@pytest.mark.parametrize("warmly", [True, False], ids=["forked", "plain"])
def test_nothing_outlives_a_grading_process_that_is_killed(bench: Bench, warmly: bool) -> None:
    code = _RUNS.replace(".run(sys.argv[2])", f".run(sys.argv[2], warm={warmly})")
    cell = "import os, subprocess\nsubprocess.Popen(['sleep', '100'])\nopen('/tmp/up', 'w').close()\n"
    grading = subprocess.Popen(
        [sys.executable, "-c", code, str(bench.root), f"{cell}import time; time.sleep(100)"], cwd=ROOT
    )
    try:
        until = time.monotonic() + 300
        while not (sleeping := _below(grading.pid, "sleep")):
            assert time.monotonic() < until and grading.poll() is None
            time.sleep(0.2)
        everything = psutil.Process(grading.pid).children(recursive=True)
        assert sleeping[0] in everything
    finally:
        grading.kill()
        grading.wait()
    _, alive = psutil.wait_procs(everything, timeout=60)
    assert [process for process in alive if process.status() != psutil.STATUS_ZOMBIE] == []


_STARTS = """
import time
from firstquery.sandbox import forks
server = forks.Server(())
forks.Zygote(server.address).close()
print(server.address, server.process.pid, flush=True)
time.sleep(300)
"""


def test_no_folder_of_its_addresses_outlives_a_process_that_is_killed() -> None:
    """Also where the small zygote is slow: the large one waits until that has removed its own."""
    owner = subprocess.Popen([sys.executable, "-c", _STARTS], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert owner.stdout is not None
        address, number = owner.stdout.readline().split()
        (small,) = psutil.Process(int(number)).children()
        small.suspend()
    finally:
        owner.kill()
        owner.wait()
    until = time.monotonic() + 60
    while Path(address).exists() and time.monotonic() < until:  # the large one has noticed
        time.sleep(0.05)
    time.sleep(0.5)
    small.resume()
    while Path(address).parent.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path(address).parent.exists()


def _below(top: int, name: str) -> list[psutil.Process]:
    return [process for process in psutil.Process(top).children(recursive=True) if process.name() == name]


#: Becomes another user, to whom the folders in the first argument stay visible inside those in the second.
_AS_ANOTHER = """
IFS='
'
mount -t tmpfs none /mnt
number=0
for folder in $1; do number=$((number + 1)); mkdir /mnt/$number; mount --bind "$folder" /mnt/$number; done
for folder in $2; do mount -t tmpfs -o mode=755 none "$folder"; done
number=0
for folder in $1; do number=$((number + 1)); mkdir -p "$folder"; mount --move /mnt/$number "$folder"; done
shift 2
exec setpriv --reuid=4242 --regid=4242 --clear-groups "$@"
"""


def _is_open(path: Path) -> bool:
    return bool(path.stat().st_mode & 0o001)


@pytest.mark.root
def test_grading_runs_the_same_for_a_user_without_rights(root: Bench) -> None:
    """Wherever this Python and the course stand, also in root's own home."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench.make(Path(folder) / "course")
        for path in (Path(folder), *Path(folder).rglob("*")):
            shutil.chown(path, 4242)
        needed: dict[Path, Path] = {}
        for path in {Path(sys.base_prefix), Path(sys.prefix), ROOT, bench.root}:
            own = [path] if _is_open(path) else [one for one in path.iterdir() if one.is_dir()]
            for one in own:
                above = next((parent for parent in reversed(one.parents) if not _is_open(parent)), None)
                needed |= {one: above} if above and above != Path(folder) else {}
        private = ("unshare", "--mount", "--propagation", "private", "sh", "-ec", _AS_ANOTHER, "sh")
        told = ("\n".join(sorted(map(str, some))) for some in (needed, {*needed.values()}))
        code = f"import os\nassert os.getuid() == 4242\n{_RUNS}"
        done = python(code, str(bench.root), "print('on')", before=(*private, *told))
    assert done.stdout == "True ['on\\n']\n", done.stderr


def test_where_the_user_may_not_read_what_belongs_in_it_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(view: View, limits: Limits) -> list[str]:
        raise PermissionError(errno.EACCES, "Permission denied", "/root/python")

    monkeypatch.setattr(View, "arguments", closed)
    with pytest.raises(box.NoSandbox, match=r"/root/python belongs in the sandbox, and your user may not read it\."):
        box.start(View(Path(os.devnull, "no course")), Limits(), ["/bin/true"])


def test_a_full_disk_is_told_as_such_and_not_as_trouble_with_bubblewrap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(box.tempfile, "TemporaryFile", lambda: Path("/dev/full").open("w+b"))  # noqa: SIM115
    box.refusal.cache_clear()
    for ask in (box.refusal, partial(box.start, View(Path(os.devnull, "no course")), Limits(), ["/bin/true"])):
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            ask()


def test_a_zygote_has_the_large_libraries_where_what_is_graded_names_one(tmp_path: Path) -> None:
    """The others begin to grade a second sooner; a kernel that asks for one all the same imports it itself."""
    plain, naming = tmp_path / "plain", tmp_path / "naming"
    for folder, source in ((plain, "SELECT 1"), (naming, "from sklearn.linear_model import LinearRegression")):
        folder.mkdir()
        (folder / "week.ipynb").write_text(json.dumps({"cells": [{"source": source}]}), encoding="utf-8")
    found = [libraries(one) for one in (plain, naming, tmp_path / "none")] + [libraries(plain, naming), libraries()]
    assert ["sklearn.tree" in one for one in found] == [False, True, False, True, True]
