"""Forks of the zygote, for whoever asks: one zygote a process, started at need, or one that several processes share.

It comes with a small one, which holds what trials have asked for alone: a fork's cost is the memory that it copies.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from firstquery.core import course, host
from firstquery.sandbox import box
from firstquery.sandbox.mounts import environment

STARTUP = 120.0  # seconds: all imports, on a busy machine
FORK = 120.0  # it may have to import first
SMALL = "-small"  # of an address: the small zygote's
log = logging.getLogger("firstquery.grading")


class NoFork(Exception):
    """The process has to be started plainly; the text says why."""


class Fork:
    """A fork: ``holder`` waits for it, and the pipe ``life`` says its exit code and closes when it ends."""

    def __init__(self, life: int) -> None:
        """Wait for the fork to be there. Raises `NoFork`; then ``life`` is closed."""
        self._life, self._said = life, b""
        self._hear(FORK, b"\n")
        said, _, self._said = self._said.partition(b"\n")
        if not said.startswith(b"+"):
            os.close(life)
            raise NoFork(said[1:].decode("utf-8", "replace") or "the zygote did not answer")
        self.holder = int(said[1:])

    @property
    def code(self) -> int | None:
        """The exit code, negative for a signal; None while it runs and where its holder was ended with it."""
        return int(self._said) if self._said.endswith(b"\n") else None

    def wait(self, seconds: float) -> bool:
        """Wait for its end, ``seconds`` at most, and say whether it came."""
        return self._hear(seconds)

    def end(self) -> None:
        """End a fork that no box ends, and all that it has started."""
        if not self.wait(0):
            with suppress(ProcessLookupError):
                os.kill(self.holder, signal.SIGTERM)
            self.wait(5)

    def close(self) -> None:
        os.close(self._life)

    def _hear(self, seconds: float, last: bytes | None = None) -> bool:
        """Listen until the pipe closes, or ``last`` has come."""
        until = time.monotonic() + seconds
        while last is None or last not in self._said:
            if not select.select([self._life], [], [], max(0.0, until - time.monotonic()))[0]:
                return False
            piece = os.read(self._life, 100)
            if not piece:
                return True
            self._said += piece
        return False


class Zygote:
    """A connection to the zygote that listens at ``address``. Raises `NoFork`."""

    def __init__(self, address: str) -> None:
        self.owner = os.getpid()
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._socket.settimeout(STARTUP)
        try:
            self._socket.connect(address)
            ready = self._socket.recv(1)
        except OSError:
            ready = b""
        if ready != b"+":
            self.close()
            raise NoFork("its threads could not be kept to one" if ready else f"nobody answers at {address}")

    @property
    def alive(self) -> bool:
        """Not for a fork of this process, which must ask for its own."""
        # It says nothing after its greeting: what can be read is its end.
        return self.owner == os.getpid() and not select.select([self._socket], [], [], 0)[0]

    def close(self) -> None:
        self._socket.close()

    def fork(self, entry: str, asked: Mapping[str, Any], fds: Mapping[str, int], imports: Iterable[str] = ()) -> Fork:
        """Return a fork that calls ``entry`` with ``asked`` and ``fds``, in the namespaces that are among them."""
        life, theirs = os.pipe()
        told = {"entry": entry, "imports": list(imports), "names": ["life", "asked", *fds]}
        try:
            with json_file(asked) as request, os.fdopen(theirs, "wb"):
                socket.send_fds(self._socket, [json.dumps(told).encode()], [theirs, request, *fds.values()])
        except OSError as fault:
            os.close(life)
            raise NoFork(str(fault)) from None
        return Fork(life)


@contextmanager
def json_file(asked: Mapping[str, Any]) -> Iterator[int]:
    """An open file without a name, with ``asked`` as JSON, to be read from its beginning."""
    with _open_unnamed() as file:
        file.write(json.dumps(asked).encode())
        file.seek(0)
        yield file.fileno()


def _open_unnamed() -> IO[bytes]:
    with suppress(OSError):  # a box forbids it
        return os.fdopen(os.memfd_create("asked"), "w+b")
    return tempfile.TemporaryFile()


class Server:
    """A zygote that was started, and its ``address``. It ends with the process that started it."""

    def __init__(self, imports: Iterable[str], env: Mapping[str, str] | None = None) -> None:
        """Its environment is that of a sandbox, or ``env``."""
        self._owner = os.getpid()
        # Whether there is a box takes a while to find out, and nobody removes the folder of what is killed meanwhile.
        kept = {} if box.is_available() else {"FIRSTQUERY_COURSE": str(course.COURSE)}
        # A socket's path has room for 107 bytes (unix(7)).
        short = None if len(os.fsencode(tempfile.gettempdir())) < 80 else "/tmp"
        self._folder = Path(tempfile.mkdtemp(prefix="first-query-", dir=short))
        self.address = str(self._folder / "fork")
        reading, self._life = os.pipe()
        with os.fdopen(reading), ExitStack() as stack:
            passed = [reading]
            for address in (self.address, f"{self.address}{SMALL}"):
                listening = stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET))
                listening.bind(address)
                listening.listen(100)
                passed.append(listening.fileno())
            self.process = subprocess.Popen(
                [sys.executable, "-m", "firstquery.sandbox.zygote", *map(str, passed), *imports],
                cwd="/",
                env={**environment(), **kept} if env is None else env,
                pass_fds=passed,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    @property
    def is_mine(self) -> bool:
        """Not of a fork of the process that started it, which must ask for its own."""
        return self._owner == os.getpid()

    def end(self) -> None:
        """End it; a fork of the process that started it does not."""
        if self.is_mine:
            os.close(self._life)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(1)
            self.process.kill()
            self.process.wait()
            shutil.rmtree(self._folder, ignore_errors=True)


@contextmanager
def shared_zygote(imports: Iterable[str] = ()) -> Iterator[str]:
    """Yield a zygote for several processes, at the address that is given: each says `share` with it.

    It is not waited for: whoever connects first does that. Where this process shares one already, that one is shared
    on.
    """
    if _address:
        yield _address
        return
    server = Server(imports)
    try:
        yield server.address
    finally:
        server.end()


def share(address: str) -> None:
    """From here on this process's forks are those of the zygote at ``address``, for as long as it is there."""
    global _address
    with _lock:
        _address = address


_lock = threading.RLock()
_zygotes: dict[str, Zygote] = {}  # this process's connections, by "" and SMALL
_server: Server | None = None  # its own, where it shares none
_why_not = ""
_address = ""  # of one to share


def fork(
    entry: str,
    asked: Mapping[str, Any],
    fds: Mapping[str, int],
    imports: Iterable[str] = (),
    is_small: bool = False,
) -> Fork:
    """Return a fork of this process's zygote, or of the small one, which is started where there is none.

    Raises `NoFork`.
    """
    with _lock:
        return zygote(imports, is_small).fork(entry, asked, fds, imports)


def zygote(imports: Iterable[str] = (), is_small: bool = False) -> Zygote:
    """Return the zygote of this process, started where there is none. Raises `NoFork`, at once after the first time."""
    global _server, _why_not
    name = SMALL if is_small else ""
    with _lock:
        if name in _zygotes and _zygotes[name].alive:
            return _zygotes[name]
        if not host.is_linux():
            raise NoFork("only Linux has what it needs")
        for address in (_address, _server.address if _server and _server.is_mine else ""):
            if address:
                with suppress(NoFork):
                    _zygotes[name] = Zygote(f"{address}{name}")
                    return _zygotes[name]
        if _why_not:
            raise NoFork(_why_not)
        atexit.register(stop)
        if _server is not None:
            _server.end()
        try:
            _server = Server(() if is_small else imports)
            _zygotes[name] = Zygote(f"{_server.address}{name}")
        except (NoFork, OSError) as fault:
            _why_not = str(fault)
            log.warning("Kernels are started plainly, which is slower: no fork server here (%s).", fault)
            raise NoFork(_why_not) from None
        return _zygotes[name]


def stop() -> None:
    """End the zygote of this process, and forget the one that it shared."""
    global _server, _why_not, _address
    for one in _zygotes.values():
        one.close()
    if _server is not None:
        _server.end()
    _zygotes.clear()
    _server, _why_not, _address = None, "", ""
