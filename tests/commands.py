"""Commands of the course in processes of their own that are forks of one in which the libraries are there already.

A test of a run starts dozens of commands, and each would spend a second on importing nbgrader alone. Here that is done
once a test process: `python commands.py FD` imports what is not ours and forks for each command it is sent. The fork
has the folder, the environment, the arguments and the output that `subprocess.Popen` would have given it, and runs the
module as `python -m` does; what is ours is imported there. It shows in /proc the environment of the server: whoever
needs that to be the command's own starts it plainly.
"""

from __future__ import annotations

import importlib
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

LIBRARIES = (
    *("nbgrader.apps.nbgraderapp", "nbgrader.api", "pandas", "numpy", "sqlalchemy.dialects.sqlite", "pydantic"),
    *("rich.console", "rich.progress", "rich.table", "typer", "nbclient", "nbconvert.exporters", "jupyter_client"),
)
_server: socket.socket | None = None


class Command:
    """A command that runs: as much of `subprocess.Popen` as tests of runs use, with its output in text."""

    def __init__(self, module: str, arguments: Sequence[str], cwd: Path, env: Mapping[str, str]) -> None:
        self._out: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 (read when it has ended)
        self._err: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        self._life, theirs = socket.socketpair()
        told = json.dumps({"module": module, "arguments": list(arguments), "cwd": str(cwd), "env": dict(env)}).encode()
        with theirs, tempfile.TemporaryFile() as sent:
            sent.write(told)
            sent.flush()
            fds = [theirs.fileno(), sent.fileno(), self._out.fileno(), self._err.fileno()]
            socket.send_fds(_running(), [b"+"], fds)
        self._said = self._life.makefile("rb")
        self.pid = int(self._said.readline())
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Its exit status, negative for a signal, or None while it runs."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status. Raises `subprocess.TimeoutExpired`."""
        ended = self._ended(timeout)
        if ended is None:
            raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0)
        return ended

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """What it printed and what it said of faults, when it has ended."""
        self.wait(timeout)
        read = []
        for stream in (self._out, self._err):
            stream.seek(0)
            read.append(stream.read())
            stream.close()
        return read[0], read[1]

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def _ended(self, timeout: float | None) -> int | None:
        if self.returncode is None:
            self._life.settimeout(timeout)
            with suppress(TimeoutError, BlockingIOError):
                status = self._life.recv(16)
                self.returncode = int(status)
                self._said.close()
                self._life.close()
        return self.returncode


def _running() -> socket.socket:
    """The server of this test process, started when it is first asked for; it ends with the test process."""
    global _server
    if _server is None:
        _server, theirs = socket.socketpair()
        with theirs:
            subprocess.Popen([sys.executable, __file__, str(theirs.fileno())], pass_fds=[theirs.fileno()])
    return _server


def _serve(asked: socket.socket) -> None:
    for module in LIBRARIES:
        importlib.import_module(module)
    while True:
        word, fds, _, _ = socket.recv_fds(asked, 1, 4)
        if not word:
            return
        if not os.fork():
            asked.close()
            _hold(*fds)
        for fd in fds:
            os.close(fd)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def _hold(life: int, sent: int, out: int, err: int) -> None:
    """Forks the command, tells its number, waits for it, tells how it ended."""
    told = json.loads(os.pread(sent, os.fstat(sent).st_size, 0))
    began, go = os.pipe()
    command = os.fork()
    if not command:
        os.close(go)
        os.read(began, 1)
        for fd in (life, sent, began):
            os.close(fd)
        _become(told, out, err)
    for fd in (sent, out, err, began):
        os.close(fd)
    os.write(life, f"{command}\n".encode())
    os.close(go)
    status = os.waitstatus_to_exitcode(os.waitpid(command, 0)[1])
    with suppress(OSError):
        os.write(life, str(status).encode())
    os._exit(0)


def _become(told: dict[str, object], out: int, err: int) -> None:
    """The command itself: never returns."""
    status = 1
    try:
        nothing = os.open(os.devnull, os.O_RDONLY)
        for fd, place in ((nothing, 0), (out, 1), (err, 2)):
            os.dup2(fd, place)
        os.closerange(3, 256)
        os.environ.clear()
        os.environ.update(told["env"])  # type: ignore[call-overload]
        time.tzset()
        os.chdir(str(told["cwd"]))
        signal.signal(signal.SIGINT, signal.default_int_handler)
        tempfile.tempdir = None
        sys.path[:] = [str(told["cwd"]), *[path for path in sys.path if path != str(Path(__file__).parent)]]
        sys.argv = ["", *told["arguments"]]  # type: ignore[misc]
        runpy.run_module(str(told["module"]), run_name="__main__", alter_sys=True)
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        if isinstance(ended.code, str):
            print(ended.code, file=sys.stderr)
    except KeyboardInterrupt:
        status = 130
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        _flushed(status)


def _flushed(status: int) -> None:
    import atexit
    import threading

    with suppress(BaseException):
        threading._shutdown()  # type: ignore[attr-defined]
    with suppress(BaseException):
        atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(Exception):
            stream.flush()
    os._exit(status)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
