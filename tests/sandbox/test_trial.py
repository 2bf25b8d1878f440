"""A trial gives what a program did, whatever it does: in a box, here as a fork, and here as a process of its own."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from socket import socket

import psutil
import pytest

from firstquery.sandbox import box, forks, launch, process, trial
from firstquery.sandbox.box import NoSandbox
from firstquery.sandbox.limits import MIB
from firstquery.sandbox.mounts import View
from firstquery.sandbox.pool import Pool
from firstquery.sandbox.trial import Limits, Outcome, Service, Trial, run
from tests.conftest import ROOT
from tests.run.bench import eventually


@pytest.fixture(params=["boxed", "kept", "cold", "here", "plain"])
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """A fork in a box, one in a box of a pool that was used before, a Python started in a box, a fork without a box, a
    process as every system has it.
    """

    def none(*asked: object, **more: object) -> None:
        raise forks.NoFork("none here")

    if request.param in ("cold", "plain"):
        monkeypatch.setattr(forks, "zygote", none)
    if request.param in ("here", "plain"):
        monkeypatch.setattr(box, "is_available", lambda: False)
    else:
        assert box.is_available()
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    opened = len(list(Path("/proc/self/fd").iterdir()))
    if request.param == "kept":
        pool = Pool(launch.ENTRY)
        monkeypatch.setattr(sys.modules[__name__], "run", partial(trial.run, pool=pool))
        assert python("print(open('left', 'x').name)").stdout == "left\n"
        yield "kept"
        pool.close()
    else:
        yield str(request.param)
    assert list((tmp_path / "tmp").iterdir()) == []
    assert len(list(Path("/proc/self/fd").iterdir())) <= opened


@pytest.fixture(scope="module", autouse=True)
def _zygote() -> Iterator[None]:
    """It is there before a test looks at what a trial leaves behind."""
    forks.zygote(is_small=True)
    yield
    forks.stop()


def python(code: str, **more: object) -> Outcome:
    return run(Trial(["python", "program.py"], {"program.py": code}, **more))  # type: ignore[arg-type]


def test_what_a_program_did(kind: str) -> None:
    code = """
import os, sys
from pathlib import Path
import helper
print(sys.argv[1:], input(), os.environ["MINE"], Path.cwd().name, helper.twice(21), __name__, Path(__file__).name)
print("said", file=sys.stderr)
Path("out").mkdir()
Path("out/größe.csv").write_text("stadt\\nKöln\\n", encoding="utf-8")
Path("given.csv").write_text("other")
Path("../above.txt").write_bytes(b"\\0\\1")
os.symlink("/etc/passwd", "link.txt")
os.symlink("/etc", "etc")
os.mkfifo("fifo")
os.remove("old.csv")
sys.exit(3)
"""
    files = {
        "in/program.py": code,
        "in/helper.py": "def twice(n): return 2 * n\n",
        "in/given.csv": "one",
        "in/same.csv": b"\xff",
        "in/old.csv": "two",
    }
    command = ["python", "program.py", "a", "b c"]
    found = run(Trial(command, files, folder="in", environment={"MINE": "é"}, stdin="asked\n"))
    assert (found.code, found.stopped, found.is_isolated) == (3, "", kind in ("boxed", "kept", "cold"))
    assert found.stdout == "['a', 'b c'] asked é in 42 __main__ program.py\n"
    assert found.stderr == "said\n"
    assert found.files == {
        "above.txt": b"\0\1",
        "in/given.csv": b"other",
        "in/out/größe.csv": "stadt\nKöln\n".encode(),
    }
    assert found.gone == {"in/old.csv"}


@pytest.mark.parametrize("kind", ["boxed", "plain"], indirect=True)
def test_a_fault_is_said_as_python_says_it(kind: str) -> None:
    found = python("def half(n):\n    return n / 0\nprint('before')\nhalf(1)\n")
    assert (found.code, found.stdout) == (1, "before\n")
    lines = found.stderr.splitlines()
    assert lines[0] == "Traceback (most recent call last):" and lines[-1] == "ZeroDivisionError: division by zero"
    assert [line.partition(", ")[2] for line in lines if "File" in line] == ["line 4, in <module>", "line 2, in half"]
    assert "sandbox" not in found.stderr
    found = python("print('a'\n")
    assert found.code == 1 and "SyntaxError" in found.stderr and "Traceback" not in found.stderr
    assert run(Trial(["python", "gone.py"])).code == 2
    assert python("import sys; sys.exit('why')").stderr == "why\n"
    assert python("import os; os.abort()").code == -6
    if kind == "boxed":
        assert python("import os\nprint('a')\nos.kill(-1, 9)").stdout == "a\n"
    assert run(Trial(["nothing-here"])).code == 127


@pytest.mark.parametrize("kind", ["boxed", "here"], indirect=True)
def test_a_file_of_its_own_comes_before_a_module_of_that_name_and_nothing_is_kept(kind: str) -> None:
    for value in (1, 2):  # in the same second: no bytecode of the first is read
        files = {"program.py": "import statistics; print(statistics.VALUE)", "statistics.py": f"VALUE = {value}"}
        found = run(Trial(["python", "program.py"], files))
        assert (found.stdout, found.files) == (f"{value}\n", {})


@pytest.mark.parametrize("kind", ["boxed", "plain"], indirect=True)
def test_tests_of_pytest(kind: str) -> None:
    tests = (
        "from orders import total\ndef test_total(): assert total([1, 2]) == 3\ndef test_not(): assert total([]) == 1\n"
    )
    for body, code, said in (("sum(n)", 1, "1 failed, 1 passed"), ("len(n) + 1", 0, "2 passed")):
        files = {"orders.py": f"def total(n): return {body}\n", "test_orders.py": tests}
        found = run(Trial(["python", "-m", "pytest", "-q", "-p", "no:cacheprovider"], files))
        assert found.code == code and said in found.stdout and found.files == {}, found


@pytest.mark.parametrize("kind", ["boxed", "plain"], indirect=True)
def test_the_data_and_more_can_be_read_and_not_changed(kind: str, tmp_path: Path) -> None:
    database, more = tmp_path / "data.sqlite", tmp_path / "more"
    with contextlib.closing(sqlite3.connect(database)) as made:
        made.execute("CREATE TABLE orders (total)")
        made.execute("INSERT INTO orders VALUES (42)")
        made.commit()
    more.mkdir()
    (more / "prices.csv").write_text("1", encoding="utf-8")
    before = database.read_bytes()
    code = """
import os, sqlite3
from pathlib import Path
print(sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"]).execute("SELECT total FROM orders").fetchone())
print(Path("given/prices.csv").read_text())
for path in (Path("given/prices.csv"), Path(os.environ["FIRSTQUERY_WAREHOUSE"])):
    try:
        path.write_text("2")
    except OSError:
        pass
"""
    found = python(code, warehouse=database, read_only={"given": more})
    assert (found.stdout, found.stderr, found.files) == ("(42,)\n1\n", "", {})
    assert database.read_bytes() == before and (more / "prices.csv").read_text(encoding="utf-8") == "1"


def test_what_does_not_end_is_stopped_with_all_that_it_started(kind: str) -> None:
    mark = f"time.sleep(9876{len(kind)})"
    starts = f"""
import subprocess, sys, os, time
print("begun")
for detached in (False, True):
    subprocess.Popen([sys.executable, "-c", "import time; {mark}"], start_new_session=detached)
open("kept.txt", "w").write("x")
"""
    begun = time.monotonic()
    late = python(f"{starts}time.sleep(60)", limits=Limits(seconds=1.5))
    assert (late.stopped, late.code, late.stdout, late.files) == ("time", None, "begun\n", {"kept.txt": b"x"})
    early = python(starts)
    assert (early.stopped, early.code) == ("", 0)
    assert time.monotonic() - begun < 20

    def left() -> list[psutil.Process]:
        return [one for one in psutil.process_iter(["cmdline"]) if mark in str(one.info["cmdline"])]

    is_over = eventually(lambda: not left(), 10)  # the system ends what was in a box a moment after the box
    for one in left():
        one.kill()
    assert is_over


@pytest.mark.parametrize("kind", ["boxed", "plain"], indirect=True)
def test_output_and_files_are_bounded(kind: str) -> None:
    limits = Limits(seconds=10, output=10_000, files=5, disk=8 * MIB, file_size=MIB)
    flood = python("while True: print('x' * 99)", limits=limits)
    assert (flood.stopped, flood.code) == ("output", None) and len(flood.stdout) == 10_000
    many = python("for n in range(9): open(f'{n}.txt', 'w').close()", limits=limits)
    assert (many.stopped, len(many.files)) == ("files", 5)
    large = python("open('a', 'wb').write(bytes(3 * 2**20))", limits=limits)
    assert large.code == 1 and "File too large" in large.stderr
    deep = python(
        "import os\nfor n in range(60):\n    os.mkdir('d'); os.chdir('d')\nopen('x', 'w').close()", limits=limits
    )
    assert (deep.code, deep.files) == (0, {})


@pytest.mark.parametrize("kind", ["boxed", "plain"], indirect=True)
def test_memory_is_bounded(kind: str) -> None:
    found = python("held = bytearray(800 * 2**20)", limits=Limits(memory=512 * MIB, seconds=20))
    assert "MemoryError" in found.stderr
    if kind in ("boxed", "kept", "cold"):
        code = "import os, time\nfor _ in range(8):\n    if not os.fork(): held = bytearray(b'x') * (200 * 2**20)\n"
        code += "time.sleep(60)"
        assert python(code, limits=Limits(memory=512 * MIB, seconds=20)).stopped == "memory"


def test_nothing_of_hers_is_known_there(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    found = python("import os; print('OPENAI_API_KEY' in os.environ, os.path.expanduser('~'))")
    assert found.stdout.startswith("False ") and str(Path.home()) not in found.stdout
    if kind in ("boxed", "kept", "cold"):
        way = {Path(inside).parts[2] for _, inside in View(ROOT).binds() if inside.startswith("/home/")}  # to Python
        there = f"set(os.listdir('/home')) - {way | {'learner'}!r}"
        code = f"import os, socket\nprint(os.path.exists({str(Path(__file__))!r}), {there})\n"
        assert python(code).stdout == "False set()\n"


def counting(asked: list[str]) -> Service:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"served")

        def log_message(self, *_: object) -> None: ...

    @contextlib.contextmanager
    def serve(listening: socket) -> Iterator[None]:
        server = HTTPServer(("", 0), Handler, bind_and_activate=False)
        server.socket.close()
        server.socket = listening
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()

    return Service(serve)


def test_a_service_outside_is_reached_on_its_own_machine(kind: str) -> None:
    asked: list[str] = []
    code = """
import os, urllib.request
print(urllib.request.urlopen(os.environ["SERVICE_URL"] + "/tickets?page=1").read().decode(), os.environ["SERVICE_URL"])
"""
    found = python(code, service=counting(asked))
    assert found.stdout.startswith("served http://127.0.0.1:"), found
    assert asked == ["/tickets?page=1"]
    if kind in ("boxed", "kept", "cold"):
        outside = "import socket; socket.create_connection(('192.0.2.1', 80), 2)"
        assert "unreachable" in python(outside).stderr


@pytest.mark.parametrize("kind", ["boxed", "here"], indirect=True)
def test_it_is_there_at_once(kind: str) -> None:
    """A fork that has the libraries within 0.4 seconds, on a machine with other things to do within one."""
    code = "import pandas, pytest, matplotlib.pyplot, sklearn.linear_model; print('done')"
    python(code)
    seconds = []
    for _ in range(5):
        begun = time.monotonic()
        assert python(code).stdout == "done\n"
        seconds.append(time.monotonic() - begun)
    assert min(seconds) < 1


@pytest.mark.parametrize("kind", ["boxed", "plain"], indirect=True)
def test_lines_are_read_while_it_runs(kind: str) -> None:
    code = "import time\nprint('one')\ntime.sleep(0.5)\nprint('two')"
    with contextlib.closing(trial.Running(Trial(["python", "-c", code]))) as running:
        assert running.line(30) == b"one"
        with pytest.raises(TimeoutError):
            running.line(0.01)
        assert (running.line(30), running.line(30)) == (b"two", None)


def test_where_a_box_is_asked_for_and_there_is_none_it_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(box, "refusal", lambda: "none here")
    with pytest.raises(NoSandbox, match="none here"):
        run(Trial(["python", "-c", "print(1)"]), must_isolate=True)
    assert not run(Trial(["python", "-c", "print(1)"])).is_isolated


def test_a_path_that_leads_out_of_its_folder_is_none() -> None:
    for name in ("../x", "/etc/x", "a/../../x"):
        with pytest.raises(ValueError, match="leads out"):
            run(Trial(["python", "x.py"], {name: ""}))


def test_a_kernel_of_the_graders_starts_no_box_in_its_box(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTQUERY_GRADER", "1")
    monkeypatch.setattr(process, "start", lambda *_, **__: pytest.fail("a box"))
    assert run(Trial(["python", "-c", "print(1)"])).stdout == "1\n"


def test_in_a_box_a_trial_is_a_fork_too() -> None:
    """What a review's evidence calls is tried in the box of its submission: a second each, where it is no fork."""
    inner = Trial(["python", "-c", "print('tried')"])
    program = f"""
        from firstquery.sandbox.launch import Limits, Trial
        from firstquery.sandbox.trial import Running
        tried = Running({inner!r})
        print(tried.outcome().stdout.strip(), type(tried._launched.process).__name__)
    """
    outcome = run(Trial(["python", "-c", textwrap.dedent(program)]), must_isolate=True)
    assert (outcome.stdout, outcome.stderr) == ("tried Fork\n", "")


def test_a_trial_that_is_killed_with_whoever_runs_it_leaves_nothing() -> None:
    code = (
        "from firstquery.sandbox.trial import *\n"
        "run(Trial(['python', '-c', 'import time; time.sleep(98763)'], limits=Limits(seconds=90)))"
    )
    started = subprocess.Popen([sys.executable, "-c", code])
    below: list[psutil.Process] = []
    until = time.monotonic() + 60
    while len(below) < 5 and time.monotonic() < until:
        below = psutil.Process(started.pid).children(recursive=True)
        time.sleep(0.1)
    started.kill()
    started.wait()
    _, alive = psutil.wait_procs(below, timeout=10)
    assert len(below) >= 5 and [one for one in alive if one.status() != psutil.STATUS_ZOMBIE] == []
