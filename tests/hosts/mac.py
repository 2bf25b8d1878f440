"""A Mac, as near as a process here comes to it: what Linux alone has is gone, and /tmp is a link."""

from __future__ import annotations

import contextlib
import errno
import multiprocessing
import os
import resource
import select
import shutil
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Any

from tests.hosts.disguise import Face, is_ours, show

OF_LINUX = frozenset(
    {
        *("memfd_create", "pidfd_open", "sched_getaffinity", "sched_setaffinity", "posix_fallocate", "fdatasync"),
        *("unshare", "setns", "eventfd", "splice", "copy_file_range", "getresuid", "O_TMPFILE", "O_PATH"),
    }
)
#: Python's own modules through which code of the course opens a file.
BETWEEN = ("pathlib", "io", "os", "contextlib", "tests.hosts", "shutil", "tempfile")


def which(name: str, *more: Any, **how: Any) -> str | None:
    return None if name in ("bwrap", "setpriv") else shutil.which(name, *more, **how)


class Socket(socket.socket):
    """There is no SOCK_SEQPACKET among the sockets of one machine."""

    def __init__(self, family: int = -1, type: int = -1, *more: Any, **how: Any) -> None:
        if family == socket.AF_UNIX and type == socket.SOCK_SEQPACKET:
            raise OSError(errno.EPROTONOSUPPORT, "Protocol not supported")
        super().__init__(family, type, *more, **how)


def _judge(event: str, args: tuple[Any, ...]) -> None:
    if event in ("open", "os.listdir", "os.scandir") and isinstance(args[0], str) and args[0].startswith("/proc"):
        frame = sys._getframe(1)
        while frame.f_back is not None and str(frame.f_globals.get("__name__")).partition(".")[0] in BETWEEN:
            frame = frame.f_back
        if is_ours(frame.f_globals):
            raise FileNotFoundError(2, "No such file or directory", args[0])


def become() -> None:
    """Make this process one of that system. It does not go back."""
    multiprocessing.set_start_method("spawn", force=True)
    base = Path(sys.prefix).parent.parent / "temporary"
    (base / "private").mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        (base / "tmp").symlink_to(base / "private")
    os.environ.setdefault("TMPDIR", str(base / "tmp"))
    faces = {
        "os": Face(os, OF_LINUX),
        "resource": Face(resource, frozenset(("prlimit", "RLIMIT_SIGPENDING", "RLIMIT_MSGQUEUE"))),
        "select": Face(select, frozenset(("epoll",))),
        "shutil": Face(shutil, which=which),
        "signal": Face(signal, frozenset(("pidfd_send_signal", "sigtimedwait", "sigwaitinfo"))),
        "socket": Face(socket, frozenset(("AF_NETLINK", "AF_VSOCK")), socket=Socket),
        "sys": Face(sys, platform="darwin"),
        "time": Face(time, frozenset(("pthread_getcpuclockid",))),
    }
    show(faces, frozenset())
    sys.addaudithook(_judge)
