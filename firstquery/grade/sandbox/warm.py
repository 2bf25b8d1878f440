"""The grading process's side of the fork server: one server a process, started when first asked for, gone with it."""

from __future__ import annotations

import atexit
import logging
import os
import select
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from firstquery.grade.sandbox.forkserver import SENT
from firstquery.grade.sandbox.view import environment

STARTUP = 120.0  # seconds: all imports, on a busy machine
FORK = 20.0
log = logging.getLogger("firstquery.grade")


class NoFork(Exception):
    """This kernel has to be started plainly, and why."""


@dataclass
class Fork:
    """A kernel that was forked: ``holder`` waits for it outside, ``life`` closes when it ends."""

    holder: int
    kernel: int
    life: int

    def poll(self) -> int | None:
        """None while the kernel runs, else 1: its status is not known to the grader, and means nothing to it."""
        ready, _, _ = select.select([self.life], [], [], 0)
        return 1 if ready and not os.read(self.life, 1) else None

    def close(self) -> None:
        os.close(self.life)


class Server:
    """A running fork server of this process. Raises `NoFork` when it does not come up."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        self.owner = os.getpid()
        self._socket = ours
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "firstquery.grade.sandbox.forkserver", str(theirs.fileno())],
                cwd="/",
                env=environment(),
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        ours.settimeout(STARTUP)
        try:
            ready = ours.recv(1)
        except OSError:
            ready = b""
        if ready != b"+":
            self.stop()
            raise NoFork("its threads could not be kept to one" if ready else "it did not start")

    @property
    def alive(self) -> bool:
        return self.owner == os.getpid() and self._process.poll() is None

    def stop(self) -> None:
        self._socket.close()
        if self.owner == os.getpid():
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(1)
            self._process.kill()
            self._process.wait()

    def fork(self, sent: Mapping[str, int]) -> Fork:
        """A kernel in the namespaces of ``sent``, which holds all of `SENT` but "life". Raises `NoFork`."""
        life, theirs = os.pipe()
        try:
            try:
                socket.send_fds(self._socket, [b"k"], [theirs if name == "life" else sent[name] for name in SENT])
            finally:
                os.close(theirs)
            holder, kernel = _numbers(life)
        except (OSError, NoFork) as fault:
            os.close(life)
            raise NoFork(str(fault)) from None
        return Fork(holder, kernel, life)


def _numbers(life: int) -> tuple[int, int]:
    text, until = b"", time.monotonic() + FORK
    while not text.endswith(b"\n"):
        ready, _, _ = select.select([life], [], [], max(0, until - time.monotonic()))
        piece = os.read(life, 200) if ready else b""
        if not piece:
            break
        text += piece
    said = text.decode("utf-8", "replace").strip()
    if not said.startswith("+"):
        raise NoFork(said[1:] or "the fork server did not answer")
    holder, kernel = said[1:].split()
    return int(holder), int(kernel)


_lock = threading.Lock()
_server: Server | None = None
_why_not = ""


def server() -> Server:
    """The server of this process, started where there is none. Raises `NoFork`, at once after the first time."""
    with _lock:
        return _running()


def _running() -> Server:
    global _server, _why_not
    if _server is not None and _server.alive:
        return _server
    if _why_not:
        raise NoFork(_why_not)
    if _server is None:
        atexit.register(stop)
    try:
        _server = Server()
    except (NoFork, OSError) as fault:
        _why_not = str(fault)
        log.warning("Kernels are started plainly, which is slower: no fork server here (%s).", fault)
        raise NoFork(_why_not) from None
    return _server


def stop() -> None:
    """Ends the server of this process, if there is one."""
    global _server, _why_not
    if _server is not None and _server.owner == os.getpid():
        _server.stop()
    _server, _why_not = None, ""
