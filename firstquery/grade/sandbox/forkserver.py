"""The fork server: ``python -m firstquery.grade.sandbox.forkserver FD [LISTENING] [few|trials]``, libraries imported.

For each kernel it is sent file descriptors through the socket FD, or by whoever connects to the socket LISTENING: the
namespaces of a sandbox, the kernel's sockets, its request, and a pipe. It forks a process that joins the namespaces and
forks the kernel, which is then inside. Through the pipe come the process numbers of both, and when the pipe closes the
kernel is gone. A shell for listed answers and a trial of the service come to be in the same way (`request.SENT` says
which is sent what). The server never reads a request and keeps nothing: what it holds, every kernel would hold. It has
one thread, or it forks nothing.
"""

from __future__ import annotations

import gc
import importlib
import os
import selectors
import socket
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import firstquery
from firstquery.grade.sandbox import namespaces, request
from firstquery.grade.sandbox.request import CHANNELS, SENT, Becomes

#: What a kernel of the course uses; what is not installed is left out. matplotlib_inline is not here: it looks for its
#: kernel when it is imported. Nor is httpx, for which a trial alone asks: each kernel would have four megabytes less.
#: Besides these there is all that `from firstquery import *` asks for, the first line of every practice.
IMPORTED = (
    *("ipykernel.debugger", "IPython.core.completerlib", "IPython.core.debugger", "IPython.core.oinspect"),
    *("IPython.core.logger", "IPython.extensions.storemagic", "tornado.platform.asyncio"),
    *("numpy", "pandas", "sqlite3", "sqlglot", "sqlglot.dialects.sqlite"),
    *("matplotlib.pyplot", "matplotlib.backends.backend_agg", "sklearn.ensemble", "sklearn.linear_model"),
    *("sklearn.metrics", "sklearn.model_selection", "sklearn.pipeline", "sklearn.preprocessing", "sklearn.tree"),
    *("firstquery.check.checking", "firstquery.check.magic", "firstquery.learner.finish", "firstquery.learner.predict"),
    *("firstquery.learner.calendar_share", "firstquery.notebook.rebuild", "firstquery.notebook.startup"),
    *("firstquery.warehouse.contrary", "firstquery.warehouse.doubts", "firstquery.warehouse.magic"),
    *("firstquery.warehouse.meant", "firstquery.warehouse.query", "firstquery.warehouse.spelt"),
    *("firstquery.warehouse.sqlite", "firstquery.grade.sandbox.kernel", "firstquery.grade.child"),
    *("firstquery.review.evaluate", "firstquery.service.child", "firstquery.service.names"),
    "firstquery.service.values",
)
#: What takes longer to import than all else: left to the kernel that asks for it where one kernel is forked, or where
#: no notebook of what is graded names it (`names_large`).
LARGE = ("matplotlib", "sklearn")
_SENT = {becomes[:1].encode(): (becomes, names) for becomes, names in SENT.items()}
_MOST = max(len(names) for names in SENT.values())


def main(arguments: Sequence[str]) -> None:
    """Serves until the other end of the socket FD closes: then whoever started it has ended."""
    sockets = [socket.socket(fileno=int(one)) for one in arguments if one.isdigit()]
    owner, listening = sockets[0], sockets[1] if len(sockets) > 1 else None
    gc.disable()  # nothing of what is imported goes away again
    for module in _modules(arguments):
        with suppress(Exception):
            importlib.import_module(module)
    namespaces.leave_keyring()
    gc.collect()
    gc.freeze()  # what is shared stays shared: no kernel's collector writes to it
    gc.enable()
    asking = selectors.DefaultSelector()
    if listening is not None:
        asking.register(listening, selectors.EVENT_READ)
    _greet(owner, asking)
    while True:
        for ready, _ in asking.select():
            one = ready.fileobj
            assert isinstance(one, socket.socket)
            if one is listening:
                _greet(one.accept()[0], asking)
            elif not _serve(one):
                if one is owner:
                    _clear(listening)
                    return
                asking.unregister(one)
                one.close()


def _modules(arguments: Sequence[str]) -> list[str]:
    if "trials" in arguments:
        from firstquery.service import spare

        return [*spare.IMPORTED]
    modules = [*IMPORTED, *firstquery.homes()]
    return [one for one in modules if not one.startswith(LARGE)] if "few" in arguments else modules


def _clear(listening: socket.socket | None) -> None:
    """Removes the folder of the address: whoever made it may have been killed."""
    if listening is not None:
        address = Path(listening.getsockname())
        with suppress(OSError):
            address.unlink()
        with suppress(OSError):
            address.parent.rmdir()


def _greet(one: socket.socket, asking: selectors.BaseSelector) -> None:
    """Tells whoever may ask for kernels from now on whether there will be any."""
    with suppress(OSError):
        one.sendall(b"+" if has_one_thread() else b"-")
    asking.register(one, selectors.EVENT_READ)


def _serve(one: socket.socket) -> bool:
    """Takes one request for a kernel. Whether there may be another."""
    try:
        word, fds, _, _ = socket.recv_fds(one, 1, _MOST)
    except OSError:
        return False
    if word in _SENT:
        becomes, names = _SENT[word]
        if len(fds) == len(names) and has_one_thread():
            _fork_into(becomes, dict(zip(names, fds, strict=True)))
    for fd in fds:
        os.close(fd)
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    return bool(word)


def has_one_thread() -> bool:
    return len(list(Path("/proc/self/task").iterdir())) == 1


def _fork_into(becomes: Becomes, sent: dict[str, int]) -> None:
    if os.fork():
        return
    status = 1
    try:
        status = _hold(becomes, sent)
    except BaseException as fault:
        with suppress(OSError):
            os.write(sent["life"], f"-{fault}\n".encode())
    finally:
        os._exit(status)


def _hold(becomes: Becomes, sent: dict[str, int]) -> int:
    """The process between: it joins, forks the kernel, and stays until the kernel ends. Its exit status is returned."""
    own = [name for name in sent if name not in namespaces.NAMES and name != "life"]
    namespaces.die_with_parent()
    close_all_but(sent.values())
    namespaces.join({name: sent[name] for name in namespaces.NAMES})
    namespaces.die_with_parent()
    for name in namespaces.NAMES:
        os.close(sent[name])
    kernel = os.fork()
    if not kernel:
        status = 1
        try:
            os.close(sent["life"])
            _become(becomes, {name: sent[name] for name in own})
            status = 0
        except SystemExit as left:
            status = left.code if isinstance(left.code, int) else 0
        finally:
            os._exit(status)
    namespaces.drop_rights()
    for name in own:
        os.close(sent[name])
    os.write(sent["life"], f"+{os.getpid()} {kernel}\n".encode())
    return os.waitstatus_to_exitcode(os.waitpid(kernel, 0)[1]) & 0x7F


def _become(becomes: Becomes, sent: dict[str, int]) -> None:
    os.setsid()
    namespaces.drop_rights()
    namespaces.die_with_parent()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()  # Python's own generator starts anew after a fork, NumPy's does not
    if becomes == "shell":
        from firstquery.grade import child

        child.inside(sent["request"], sent["results"])
        return
    if becomes == "trial":
        from firstquery.service import child as trial

        trial.inside(sent["request"], sent["results"])
        return
    from firstquery.grade.sandbox import kernel

    told = request.read(sent["request"])
    told.sockets.update({channel: sent[channel] for channel in CHANNELS})
    kernel.run(told)


def close_all_but(kept: Iterable[int]) -> None:
    keep = {0, 1, 2, *kept}
    for fd in [int(entry.name) for entry in os.scandir("/proc/self/fd")]:
        if fd not in keep:
            with suppress(OSError):
                os.close(fd)


if __name__ == "__main__":
    del sys.path[0]  # where it was started
    from firstquery.grade.sandbox import forkserver

    forkserver.main(sys.argv[1:])
