"""Windows, as near as a process here comes to it: its names, its ways with processes, signals, files and text.

There is no ``fork`` and none of the modules of POSIX; to terminate is to kill; a file that is open is neither replaced
nor removed, nor a folder in which a program stands; some names are no names of files; text is cp1252 with CR and LF
where nothing else is asked for. Paths and the layout of disks stay those of this machine.
"""

from __future__ import annotations

import builtins
import fcntl
import io
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
import types
from pathlib import Path
from typing import Any

from tests.hosts.disguise import Face, show

#: Modules that Python does not have there.
MISSING = frozenset(("fcntl", "grp", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"))
SIGNALS = frozenset(("SIGABRT", "SIGFPE", "SIGILL", "SIGINT", "SIGSEGV", "SIGTERM"))
OF_POSIX = frozenset(
    {
        *("chown", "chroot", "fchdir", "fchmod", "fchown", "fork", "forkpty", "getegid", "geteuid", "getgid"),
        *("getgrouplist", "getgroups", "getloadavg", "getpgid", "getpgrp", "getpriority", "getresuid", "getsid"),
        *("getuid", "initgroups", "killpg", "lchown", "lockf", "memfd_create", "mkfifo", "mknod", "nice", "openpty"),
        *("pidfd_open", "posix_spawn", "posix_spawnp", "pread", "pwrite", "pathconf", "register_at_fork"),
        *("sched_getaffinity", "sched_setaffinity", "sched_yield", "sendfile", "setegid", "seteuid", "setgid"),
        *("setgroups", "setpgid", "setpriority", "setsid", "setuid", "statvfs", "sync", "sysconf", "tcgetpgrp"),
        *("ttyname", "uname", "wait", "wait3", "wait4", "waitid", "environb", "getenvb", "fdatasync", "ctermid"),
        *("O_NOFOLLOW", "O_NONBLOCK", "O_DIRECTORY", "O_CLOEXEC", "O_TMPFILE", "O_SYNC", "O_NOCTTY"),
        *("WNOHANG", "WIFEXITED", "WIFSIGNALED", "WEXITSTATUS", "WTERMSIG", "unshare", "setns", "posix_fallocate"),
    }
)
OF_SIGNAL = frozenset(
    {
        *("alarm", "getitimer", "pause", "pidfd_send_signal", "pthread_kill", "pthread_sigmask", "setitimer"),
        *("siginterrupt", "sigpending", "sigtimedwait", "sigwait", "sigwaitinfo"),
        *(
            one
            for one in dir(signal)
            if one.startswith(("SIG", "ITIMER")) and one not in (*SIGNALS, "SIG_DFL", "SIG_IGN")
        ),
    }
)
OF_SELECT = frozenset(("poll", "epoll", "kqueue", "devpoll"))
OF_SOCKET = frozenset(("AF_UNIX", "CMSG_LEN", "SOCK_SEQPACKET", "SO_REUSEPORT", "recv_fds", "send_fds"))
OF_TIME = frozenset(("clock_gettime", "clock_settime", "pthread_getcpuclockid", "tzset"))
#: Names that modules of Python do not have there.
ABSENT = {"os": OF_POSIX, "signal": OF_SIGNAL, "select": OF_SELECT, "socket": OF_SOCKET, "time": OF_TIME}
#: What no name of a file there may hold, or be.
NO_NAME = re.compile(r'[<>:"|?*\x00-\x1f\\]|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)', re.IGNORECASE)
IN_USE = "The process cannot access the file because it is being used by another process"


class Popen(subprocess.Popen[Any]):
    """A process as it is started and ended there."""

    def __init__(self, args: Any, *more: Any, creationflags: int = 0, **how: Any) -> None:
        if how.get("pass_fds") or how.get("preexec_fn"):
            raise ValueError("pass_fds and preexec_fn are not supported on Windows")
        is_text = how.get("text") or how.get("universal_newlines") or how.get("encoding") or how.get("errors")
        if is_text and not how.get("encoding") and not sys.flags.utf8_mode:
            how["encoding"] = "cp1252"
        super().__init__(args, *more, **how)
        if is_text and self.stdin is not None:
            self.stdin.reconfigure(newline="\r\n")

    def terminate(self) -> None:
        self.kill()

    def send_signal(self, sig: int) -> None:
        if self.poll() is None:
            kill(self.pid, sig)


def kill(process: int, number: int) -> None:
    """All but the events of a console end a process at once; there is no other signal to send."""
    os.kill(process, signal.SIGKILL)


def handle(number: int, handler: Any) -> Any:
    if signal.Signals(number).name not in SIGNALS:
        raise ValueError("invalid signal value")
    return signal.signal(number, handler)


def lock(handle: int, mode: int, size: int) -> None:
    """`msvcrt.locking`: the lock of a region, refused at once where another has it."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise PermissionError(13, "Permission denied") from None


def selected(*lists: Any) -> Any:
    if any(not isinstance(one, socket.socket) for held in lists[:3] for one in held):
        raise OSError(10038, "An operation was attempted on something that is not a socket")
    return select.select(*lists)


def which(name: str, *more: Any, **how: Any) -> str | None:
    return None if name in ("bwrap", "sh", "bash", "setpriv") else shutil.which(name, *more, **how)


def opened(
    file: Any,
    mode: str = "r",
    buffering: int = -1,
    encoding: str | None = None,
    errors: Any = None,
    *more: Any,
    **how: Any,
) -> Any:
    """`open`, with that system's coding and line ends where none are asked for."""
    newline, *rest = more or (how.pop("newline", None),)
    if "b" not in mode:
        if encoding in (None, "locale") and not sys.flags.utf8_mode:
            encoding = "cp1252"
        if newline is None and "r" not in mode and "+" not in mode:
            newline = "\r\n"
    return _open(file, mode, buffering, encoding, errors, newline, *rest, **how)


_open = io.open


def _judge(event: str, args: tuple[Any, ...]) -> None:
    """Raises what Windows would, before a call goes to the system."""
    if event == "open" and isinstance(args[0], str) and args[2] is not None and args[2] & os.O_CREAT:
        _refuse_name(args[0])
    elif event == "os.mkdir":
        _refuse_name(os.fsdecode(args[0]))
    elif event == "os.symlink":
        raise OSError(1314, "A required privilege is not held by the client", args[0])
    elif event == "os.rename":
        _refuse_name(os.fsdecode(args[1]))
        for path, folder in zip(args[:2], args[2:], strict=False):
            _refuse_open(_absolute(path, folder))
            _refuse_stood_in(_absolute(path, folder))
    elif event == "os.remove":
        _refuse_open(_absolute(args[0], args[1]))
    elif event == "os.rmdir":
        _refuse_stood_in(_absolute(args[0], args[1]))


def _refuse_name(path: str) -> None:
    if path.startswith(("/dev/", "/proc/")):
        return
    if NO_NAME.search(os.path.basename(path.rstrip("/"))):
        raise OSError(22, "The filename, directory name, or volume label syntax is incorrect", path)


def _absolute(path: Any, folder: int) -> str:
    text = os.fsdecode(path)
    if folder is not None and folder >= 0 and not os.path.isabs(text):
        return os.path.join(os.readlink(f"/proc/self/fd/{folder}"), text)
    return os.path.abspath(text)


def _refuse_open(path: str) -> None:
    try:
        status = os.stat(path)
    except OSError:
        return
    if os.path.isdir(path) and not os.path.islink(path):
        return
    for held in _links("fd"):
        try:
            other = os.stat(held)
        except OSError:
            continue
        if (other.st_dev, other.st_ino) == (status.st_dev, status.st_ino):
            raise PermissionError(13, IN_USE, path)


def _refuse_stood_in(path: str) -> None:
    for held in _links("cwd"):
        try:
            stands = os.readlink(held)
        except OSError:
            continue
        if stands == path or stands.startswith(path + "/"):
            raise PermissionError(13, IN_USE, path)


def _links(what: str) -> list[str]:
    """The links of /proc to what processes have open, or to where they stand."""
    found = []
    for process in os.listdir("/proc"):
        if not process.isdecimal():
            continue
        if what == "cwd":
            found.append(f"/proc/{process}/cwd")
            continue
        try:
            found += [f"/proc/{process}/fd/{one}" for one in os.listdir(f"/proc/{process}/fd")]
        except OSError:
            continue
    return found


def become() -> None:
    """Make this process one of that system. It does not go back."""
    subprocess.Popen = Popen  # type: ignore[misc]
    builtins.open = io.open = opened  # type: ignore[assignment]
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and not sys.flags.utf8_mode and not os.environ.get("PYTHONIOENCODING"):
            stream.reconfigure(encoding="cp1252", errors="strict" if stream is sys.stdout else "backslashreplace")
        if stream is not None:
            stream.reconfigure(newline="\r\n")
    # The same folder may be written in capitals.
    paths = Face(os.path, normcase=lambda path: os.fspath(path).lower())
    faces = {
        "msvcrt": Face(types.ModuleType("msvcrt"), LK_NBLCK=2, locking=lock),
        "os": Face(
            os, OF_POSIX, path=paths, name="nt", linesep="\r\n", devnull="/dev/null", kill=kill, supports_dir_fd=set()
        ),
        "signal": Face(signal, OF_SIGNAL, signal=handle),
        "select": Face(select, OF_SELECT, select=selected),
        "socket": Face(socket, OF_SOCKET),
        "shutil": Face(shutil, frozenset(("chown",)), which=which),
        "sys": Face(sys, frozenset(("abiflags",)), platform="win32"),
        "time": Face(time, OF_TIME),
    }
    show(faces, MISSING)
    if "venv" in sys.orig_argv:  # it makes links, as it does here, and is none of ours
        _lay_out_as_there()
    else:
        sys.addaudithook(_judge)


def _lay_out_as_there() -> None:
    """`venv` puts programs into Scripts, with a suffix."""
    import venv

    class Builder(venv.EnvBuilder):
        def post_setup(self, context: Any) -> None:
            home = Path(context.env_dir)
            (home / "bin" / "python").rename(home / "bin" / "python.exe")
            (home / "bin").rename(home / "Scripts")

    venv.EnvBuilder = Builder  # type: ignore[misc]
