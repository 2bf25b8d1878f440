"""The zygote: ``python -m firstquery.sandbox.zygote OWNER LISTENING SMALL [MODULE...]``, which forks itself on request.

It ends when the pipe OWNER closes. Before it imports the modules it forks a second one, which listens on SMALL and
holds what it is asked to import alone. From whoever connects to the socket LISTENING come a line of JSON and file
descriptors: the ``entry`` (``module:function``) that the fork is to call, modules to import first, what it is asked (a
file), and the namespaces of a box for it to join. It forks a holder, which joins them and forks the process itself.
Through the pipe "life" come the holder's number, at the end the exit code, and its closing says that both are gone. The
zygote never reads what a fork is asked and keeps nothing: what it holds, every fork would hold. It has one thread, or
forks nothing.

``--plain ENTRY NAME=FD...`` calls an entry in this process, where nothing can be forked.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import inspect
import json
import os
import re
import selectors
import signal
import socket
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from firstquery.sandbox import namespaces

MOST_WORDS, MOST_FDS = 2**16, 32
LARGE_PAGE, MADV_COLLAPSE = 2**21, 25
_OWN_MEMORY = re.compile(r"([0-9a-f]+)-([0-9a-f]+) rw-p \S+ 00:00 0\s*(?:\[heap\])?$")


def main(arguments: Sequence[str]) -> None:
    """Serves until the pipe of whoever started it closes."""
    owner, listening, small = int(arguments[0]), *(socket.socket(fileno=int(one)) for one in arguments[1:3])
    namespaces.leave_keyring()
    other = os.fork()
    if not other:
        namespaces.die_with_parent()
        listening, small, arguments = small, listening, arguments[:3]
    small.close()
    serve(owner, listening, arguments[3:])
    if other:
        with suppress(ChildProcessError):
            os.waitpid(other, 0)  # ended with this one, it could not remove its address
    os._exit(0)  # Python's own end takes the libraries apart one by one, and whoever ends a run waits for it


def serve(owner: int, listening: socket.socket, modules: Iterable[str] = ()) -> None:
    """Forks this process for whoever connects to ``listening``, until the pipe ``owner`` closes. It imports first."""
    _import(modules)
    asking = selectors.DefaultSelector()
    for one in (owner, listening):
        asking.register(one, selectors.EVENT_READ)
    while True:
        for ready, _ in asking.select():
            asker = ready.fileobj
            if asker is listening:
                _greet(listening.accept()[0], asking)
            elif not isinstance(asker, socket.socket):
                _clear(Path(listening.getsockname()))
                return
            elif not _serve(asker):
                asking.unregister(asker)
                asker.close()


def _import(modules: Iterable[str]) -> None:
    """Imports what is not there yet; what is not installed is left out. What is shared stays shared after a fork."""
    if missing := [one for one in modules if one not in sys.modules]:
        gc.disable()
        for module in missing:
            with suppress(Exception):
                importlib.import_module(module)
        inspect.getmodule(compile("", "nowhere", "exec"))  # a traceback asks where each module is: it is known now
        gc.freeze()  # no fork's collector writes to it, nor looks for what little of it is garbage
        gc.enable()
        _use_large_pages()


def _use_large_pages() -> None:
    """Has the system keep this process's memory in large pages, where it can: a fork has a fraction of them to copy.

    MADV_COLLAPSE, Linux 6.1 (madvise(2)). Where there is none, or no memory in one piece, all stays as it is.
    """
    advise = ctypes.CDLL(None).madvise
    advise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    for line in Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines():
        if own := _OWN_MEMORY.match(line):
            start, end = (int(one, 16) for one in own.groups())
            for large in range(-(-start // LARGE_PAGE) * LARGE_PAGE, end - LARGE_PAGE + 1, LARGE_PAGE):
                advise(large, LARGE_PAGE, MADV_COLLAPSE)


def _clear(address: Path) -> None:
    """Removes the folder of the address: whoever made it may have been killed."""
    with suppress(OSError):
        address.unlink()
        address.parent.rmdir()


def _greet(one: socket.socket, asking: selectors.BaseSelector) -> None:
    """Tells whoever may ask for forks from now on whether there will be any."""
    with suppress(OSError):
        one.sendall(b"+" if _has_one_thread() else b"-")
    asking.register(one, selectors.EVENT_READ)


def _serve(one: socket.socket) -> bool:
    """Takes one request for a fork. Whether there may be another."""
    try:
        words, fds, _, _ = socket.recv_fds(one, MOST_WORDS, MOST_FDS)
    except OSError:
        return False
    if words:
        asked = json.loads(words)
        _import([*asked["imports"], asked["entry"].partition(":")[0]])
        if len(fds) == len(asked["names"]) and _has_one_thread():
            _fork(asked["entry"], dict(zip(asked["names"], fds, strict=True)))
    for fd in fds:
        os.close(fd)
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    return bool(words)


def _has_one_thread() -> bool:
    return len(list(Path("/proc/self/task").iterdir())) == 1


def _fork(entry: str, sent: dict[str, int]) -> None:
    if os.fork():
        return
    status, life = 1, sent.pop("life")
    try:
        status = _hold(entry, life, sent)
    except BaseException as fault:
        with suppress(OSError):
            os.write(life, f"-{fault}\n".encode())
    finally:
        os._exit(status)


def _hold(entry: str, life: int, sent: dict[str, int]) -> int:
    """The holder: it joins, forks the process, and stays until that one ends. Its exit status is returned."""
    close_all_but([life, *sent.values()])
    boxed = {name: sent.pop(name) for name in namespaces.NAMES if name in sent}
    if boxed:
        namespaces.die_with_parent()
        namespaces.join(boxed)
        namespaces.die_with_parent()
        for fd in boxed.values():
            os.close(fd)
        if "turns" in sent:
            return _hold_on(entry, life, sent)
    else:
        namespaces.adopt_orphans()
        namespaces.die_with_parent(signal.SIGTERM)
    process = os.fork()
    if not process:
        status = 1
        try:
            os.close(life)
            if boxed:
                namespaces.drop_rights()
            _call(entry, sent)
            status = 0
        except SystemExit as left:
            status = left.code if isinstance(left.code, int) else 0
        finally:
            os._exit(status)
    if boxed:
        namespaces.drop_rights()
    else:
        signal.signal(signal.SIGTERM, lambda *_: os.kill(process, signal.SIGKILL))
    for fd in sent.values():
        os.close(fd)
    os.write(life, f"+{os.getpid()}\n".encode())
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    if not boxed:
        _end_orphans()
    os.write(life, f"{code}\n".encode())
    return code & 0x7F


def _hold_on(entry: str, life: int, sent: dict[str, int]) -> int:
    """The holder of a box that is kept: it forks a process for each request, in turn, and tells its exit code.

    A request is a line of JSON: the ``disks`` that are new for it, what is ``kept`` on them, and the ``names`` of what
    comes with it. The holder runs nothing that was handed in, and what does can't see it: it is in no process namespace
    of theirs.
    """
    with os.fdopen(sent["asked"], encoding="utf-8") as text:
        namespaces.renew(**json.load(text))  # what can't be done here is said before there is anything to judge
    module = importlib.import_module(entry.partition(":")[0])
    if hasattr(module, "prepare"):
        module.prepare()
    os.write(life, f"+{os.getpid()}\n".encode())
    with socket.socket(fileno=sent["turns"]) as turns:
        while True:
            words, fds, _, _ = socket.recv_fds(turns, MOST_WORDS, MOST_FDS)
            if not words:
                return 0
            asked = json.loads(words)
            process = os.fork()
            if not process:
                status = 1
                try:
                    os.close(life)
                    turns.close()
                    namespaces.renew(asked["disks"], asked["kept"])
                    namespaces.drop_rights()
                    _call(entry, dict(zip(asked["names"], fds, strict=True)))
                    status = 0
                except SystemExit as left:
                    status = left.code if isinstance(left.code, int) else 0
                finally:
                    os._exit(status)
            for fd in fds:
                os.close(fd)
            code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
            with suppress(OSError):
                turns.send(str(code).encode())


def _end_orphans() -> None:
    """Ends what the process has left behind: there is no box that would end with it."""
    with suppress(OSError):  # there is none left
        while True:
            for process in Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="utf-8").split():
                os.kill(int(process), signal.SIGKILL)
            os.waitpid(-1, 0)


def _call(entry: str, sent: dict[str, int]) -> None:
    """Becomes what is asked for: ``entry`` gets the content of the file "asked", and the other file descriptors."""
    with suppress(PermissionError):  # it leads its session already
        os.setsid()
    namespaces.die_with_parent()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()  # Python's own generator starts anew after a fork, NumPy's does not
    with os.fdopen(sent.pop("asked"), encoding="utf-8") as text:
        asked: dict[str, Any] = json.load(text)
    module, _, function = entry.partition(":")
    getattr(importlib.import_module(module), function)(asked, sent)


def close_all_but(kept: Iterable[int]) -> None:
    """Closes every file descriptor but ``kept`` and the three standard ones."""
    keep = {0, 1, 2, *kept}
    for fd in [int(entry.name) for entry in os.scandir("/proc/self/fd")]:
        if fd not in keep:
            with suppress(OSError):
                os.close(fd)


def plain(entry: str, *sent: str) -> None:
    """As a fork, in this process. An entry may not belong to a __main__ that it replaces, so this is no fork's."""
    namespaces.leave_keyring()
    _call(entry, {name: int(fd) for name, _, fd in (one.partition("=") for one in sent)})


if __name__ == "__main__":
    del sys.path[0]  # where it was started
    from firstquery.sandbox import zygote

    zygote.plain(*sys.argv[2:]) if sys.argv[1] == "--plain" else zygote.main(sys.argv[1:])
