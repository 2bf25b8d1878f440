"""A process that has imported what a trial needs and forks one for each: for a kernel that is in a sandbox already.

A kernel of the grader's is itself a fork that has imported nearly all of that. Where its notebook names desk it leaves
a fork of its own before anything of the notebook runs (`stand_by`), which sleeps until the first trial. Elsewhere the
first trial starts ``python -m firstquery.service.spare FD``. Either reads file descriptors from its socket, a request
and where its answers go, and answers with the number of the process that tries it. It ends when the other end closes.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

#: What the service and its tests import; what is not installed is left out.
IMPORTED = (
    *("numpy", "pandas", "sqlite3", "sklearn.compose", "sklearn.linear_model", "sklearn.metrics", "sklearn.pipeline"),
    *("sklearn.preprocessing", "httpx", "pytest", "firstquery.review.evaluate"),
    *("firstquery.service.child", "firstquery.service.names", "firstquery.service.values"),
)
PATIENCE = 60.0  # seconds: all imports, on a busy machine
_lock = threading.Lock()
_serving: Serving | None = None


class NoSpare(Exception):
    """A process of its own has to be started."""


class Trial:
    """A trial that runs. ``said`` is what it answers, and closes when it ends."""

    def __init__(self, process: int, said: IO[bytes]) -> None:
        self.process, self.said = process, said

    def end(self) -> None:
        """Ends it with all that it has started, and that goes on in its group."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process, signal.SIGKILL)


class Serving:
    """The server of this process. ``program`` is its program where it was started as one."""

    def __init__(self, asking: socket.socket, process: int, program: subprocess.Popen[bytes] | None = None) -> None:
        self.owner, self.asking, self._process, self._program = os.getpid(), asking, process, program
        asking.settimeout(PATIENCE)

    @property
    def is_there(self) -> bool:
        """Not for a fork of this process, which must ask for its own."""
        if self.owner != os.getpid():
            return False
        ready, _, _ = select.select([self.asking], [], [], 0)
        return not ready  # it says nothing unasked: what can be read is its end

    def end(self) -> None:
        self.asking.close()
        if self.owner != os.getpid():
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        if self._program is not None:
            self._program.wait()
            return
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self._process, 0)


def trial(asked: Mapping[str, Any], environment: Mapping[str, str]) -> Trial:
    """A fork with that environment. Raises `NoSpare`."""
    if sys.platform != "linux" or not hasattr(socket, "send_fds"):
        raise NoSpare
    with _lock:
        asking = _server(environment)
        reading, writing = os.pipe()
        with tempfile.TemporaryFile() as request, os.fdopen(writing, "wb") as results:
            request.write(json.dumps({**asked, "environment": dict(environment)}).encode())
            request.seek(0)
            try:
                socket.send_fds(asking, [b"t"], [request.fileno(), results.fileno()])
                told = asking.recv(4, socket.MSG_WAITALL)
                (process,) = struct.unpack("i", told)
            except (OSError, struct.error):
                os.close(reading)
                stop()
                raise NoSpare from None
        return Trial(process, os.fdopen(reading, "rb"))


def _server(environment: Mapping[str, str]) -> socket.socket:
    """The socket of the server, which is started where there is none."""
    global _serving
    if _serving is not None and _serving.is_there:
        return _serving.asking
    stop()
    ours, theirs = socket.socketpair()
    with theirs:
        program = subprocess.Popen(
            [sys.executable, "-m", "firstquery.service.spare", str(theirs.fileno())],
            env=dict(environment),
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    _serving = Serving(ours, program.pid, program)
    atexit.register(stop)
    return ours


def stand_by(folder: Path) -> None:
    """Leaves a fork of this process as its server, where a notebook in ``folder`` may try a version.

    It must have one thread, and be bound already as its kernel is: so is all that comes of it.
    """
    global _serving
    from firstquery.grade.sandbox import forkserver, named, namespaces

    if not named.names_service(folder) or not forkserver.has_one_thread():
        return
    ours, theirs = socket.socketpair()
    try:
        process = os.fork()
    except OSError:  # no process is left to be had: the first trial says so
        process = -1
    if process:
        theirs.close()
        _serving = Serving(ours, process) if process > 0 else None
        return
    try:
        ours.close()
        os.setsid()
        namespaces.die_with_parent()
        forkserver.close_all_but([theirs.fileno()])  # the sockets of the kernel are not its own
        serve(theirs)
    finally:
        os._exit(0)


def stop() -> None:
    """Ends the server of this process, if there is one."""
    global _serving
    if _serving is not None:
        _serving.end()
    _serving = None


def serve(asking: socket.socket) -> None:
    """Sleeps until somebody asks, then forks a trial for each request, until nobody can ask any more."""
    select.select([asking], [], [])
    for module in IMPORTED:
        with contextlib.suppress(Exception):
            importlib.import_module(module)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever has ended is gone
    gc.collect()
    gc.freeze()
    while True:
        word, fds, _, _ = socket.recv_fds(asking, 1, 2)
        if not word or len(fds) != 2:
            return
        process = os.fork()
        if not process:
            _become(asking, *fds)
        for fd in fds:
            os.close(fd)
        asking.sendall(struct.pack("i", process))


def _become(asking: socket.socket, request: int, results: int) -> None:
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        asking.close()
        from firstquery.service import child

        child.forked(request, results)
    finally:
        os._exit(1)


if __name__ == "__main__":
    del sys.path[0]  # where it was started
    serve(socket.socket(fileno=int(sys.argv[1])))
