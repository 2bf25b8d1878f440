"""A process that has imported what a trial needs and forks one for each: for a kernel that is in a sandbox already.

``python -m firstquery.service.spare FD`` reads file descriptors from the socket FD, a request and where its answers go,
and answers with the number of the process that tries it. It ends when the other end of the socket closes.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from typing import IO, Any

#: What the service imports; what is not installed is left out.
IMPORTED = (
    *("numpy", "pandas", "sqlite3", "sklearn.linear_model", "sklearn.metrics", "httpx"),
    *("firstquery.review.evaluate", "firstquery.review.reachable", "firstquery.service.child"),
    *("firstquery.service.names", "firstquery.service.values"),
)
PATIENCE = 60.0  # seconds: all imports, on a busy machine
_lock = threading.Lock()
_serving: tuple[int, socket.socket, subprocess.Popen[bytes]] | None = None  # of which process, and how to ask it
_tried = 0


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


def trial(asked: Mapping[str, Any], environment: Mapping[str, str]) -> Trial:
    """A fork with that environment. Raises `NoSpare`.

    To start the server takes as long as two processes: from the second trial of this process on there is one.
    """
    global _tried
    if sys.platform != "linux" or not hasattr(socket, "send_fds"):
        raise NoSpare
    with _lock:
        _tried += 1
        if _tried == 1:
            raise NoSpare
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
    """The socket of the server, which is started where there is none. Raises `NoSpare`."""
    global _serving
    if _serving is not None and _serving[0] == os.getpid() and _serving[2].poll() is None:
        return _serving[1]
    ours, theirs = socket.socketpair()
    ours.settimeout(PATIENCE)
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-m", "firstquery.service.spare", str(theirs.fileno())],
            env=dict(environment),
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    try:
        ready = ours.recv(1)
    except OSError:
        ready = b""
    if ready != b"+":
        ours.close()
        process.kill()
        process.wait()
        raise NoSpare
    _serving = os.getpid(), ours, process
    atexit.register(stop)
    return ours


def stop() -> None:
    """Ends the server of this process, if there is one."""
    global _serving
    if _serving is not None and _serving[0] == os.getpid():
        _serving[1].close()
        _serving[2].kill()
        _serving[2].wait()
    _serving = None


def serve(asking: socket.socket) -> None:
    """Forks a trial for each request, until nobody can ask any more."""
    for module in IMPORTED:
        with contextlib.suppress(Exception):
            importlib.import_module(module)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever has ended is gone
    gc.collect()
    gc.freeze()
    asking.sendall(b"+")
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
