"""The grading process's side of the fork server: one a process, started when first asked for, or one for several."""

from __future__ import annotations

import atexit
import logging
import os
import select
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from firstquery.grade.sandbox.request import SENT, Becomes, Imports
from firstquery.grade.sandbox.view import environment

STARTUP = 120.0  # seconds: all imports, on a busy machine
FORK = 20.0
log = logging.getLogger("firstquery.grade")


class NoFork(Exception):
    """This kernel has to be started plainly, and why."""


@dataclass
class Fork:
    """A kernel (or shell) that was forked: ``holder`` waits for it outside, ``life`` closes when it ends."""

    holder: int
    kernel: int
    life: int

    def poll(self) -> int | None:
        """None while the kernel runs, else 1: its status is not known to the grader, and means nothing to it."""
        return 1 if self.ended(0) else None

    def ended(self, seconds: float) -> bool:
        """Waits for its end, ``seconds`` at most, and says whether it came."""
        ready, _, _ = select.select([self.life], [], [], seconds)
        return bool(ready) and not os.read(self.life, 1)

    def close(self) -> None:
        os.close(self.life)


class Server:
    """A running fork server: this process's own, or (``process`` is None) one that it shares with others.

    ``is_few``: it lacks the libraries that take longest. Raises `NoFork` when it does not come up.
    """

    def __init__(self, ours: socket.socket, process: subprocess.Popen[bytes] | None, is_few: bool = False) -> None:
        self.owner, self.is_few = os.getpid(), is_few
        self._socket, self._process = ours, process
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
        if self.owner != os.getpid():
            return False
        if self._process is not None:
            return self._process.poll() is None
        ready, _, _ = select.select([self._socket], [], [], 0)
        return not ready  # it says nothing after its greeting: what can be read is its end

    def stop(self) -> None:
        self._socket.close()
        if self.owner == os.getpid() and self._process is not None:
            _end(self._process)

    def fork(self, becomes: Becomes, sent: Mapping[str, int]) -> Fork:
        """A fork in the namespaces of ``sent``, which holds all of its `SENT` but "life". Raises `NoFork`."""
        life, theirs = os.pipe()
        fds = [theirs if name == "life" else sent[name] for name in SENT[becomes]]
        try:
            try:
                socket.send_fds(self._socket, [becomes[:1].encode()], fds)
            finally:
                os.close(theirs)
            holder, kernel = _numbers(life)
        except (OSError, NoFork) as fault:
            os.close(life)
            raise NoFork(str(fault)) from None
        return Fork(holder, kernel, life)


def _start(imports: Imports, listening: socket.socket | None = None) -> tuple[socket.socket, subprocess.Popen[bytes]]:
    ours, theirs = socket.socketpair()
    passed = [theirs.fileno(), *([listening.fileno()] if listening else [])]
    told = [*map(str, passed), imports]
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-m", "firstquery.grade.sandbox.forkserver", *told],
            cwd="/",
            env=environment(),
            pass_fds=passed,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    return ours, process


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(subprocess.TimeoutExpired):
        process.wait(1)
    process.kill()
    process.wait()


@contextmanager
def shared(few: bool = False) -> Iterator[str]:
    """A fork server for several processes, at the address that is given: each says `share` with it.

    It is not waited for: whoever connects first does that. It ends with the process that started it. With ``few`` it is
    there sooner, and has not imported the libraries that take longest. Where this process shares one already (`share`),
    that one is shared on.
    """
    if _address:
        yield _address
        return
    # A socket's path has room for 107 bytes (unix(7)).
    short = None if len(os.fsencode(tempfile.gettempdir())) < 80 else "/tmp"
    with (
        tempfile.TemporaryDirectory(prefix="first-query-", dir=short, ignore_cleanup_errors=True) as folder,
        socket.socket(socket.AF_UNIX) as listening,
    ):
        address = str(Path(folder) / "fork")
        listening.bind(address)
        listening.listen(100)
        ours, process = _start("few" if few else "all", listening)
        try:
            yield address
        finally:
            ours.close()
            _end(process)


def share(address: str) -> None:
    """From here on this process's kernels are forks of the server at ``address``, for as long as it is there."""
    global _address
    with _lock:
        _address = address


def _connected(address: str) -> Server:
    ours = socket.socket(socket.AF_UNIX)
    try:
        ours.connect(address)
    except OSError as fault:
        ours.close()
        raise NoFork(f"nobody answers at {address} ({fault.strerror})") from None
    return Server(ours, None)


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
_servers: dict[bool, Server] = {}  # of this process, by whether it was started for trials
_why_not = ""
_address = ""  # of a server to share


def server(imports: Imports = "all") -> Server:
    """The server of this process, started where there is none. Raises `NoFork`, at once after the first time.

    One that is started imports what ``imports`` says; what a kernel lacks it imports itself. Trials take what is at
    hand, unless each of them would have to import what that one lacks; a server for trials alone is for no kernel.
    """
    with _lock:
        return _running(imports)


def _running(imports: Imports) -> Server:
    global _why_not
    are_trials = imports == "trials"
    for one in (are_trials, False):
        if one in _servers and _servers[one].alive and not (are_trials and _servers[one].is_few):
            return _servers[one]
    if _address:
        with suppress(NoFork):
            _servers[False] = _connected(_address)
            return _servers[False]
    if _why_not:
        raise NoFork(_why_not)
    if not _servers:
        atexit.register(stop)
    try:
        _servers[are_trials] = Server(*_start(imports), is_few=imports == "few")
    except (NoFork, OSError) as fault:
        _why_not = str(fault)
        log.warning("Kernels are started plainly, which is slower: no fork server here (%s).", fault)
        raise NoFork(_why_not) from None
    return _servers[are_trials]


def stop() -> None:
    """Ends the servers of this process, and forgets the one that it shared."""
    global _why_not, _address
    for one in _servers.values():
        if one.owner == os.getpid():
            one.stop()
    _servers.clear()
    _why_not, _address = "", ""
