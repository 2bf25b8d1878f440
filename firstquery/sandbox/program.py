"""A trial's process: `run` becomes the program that is asked for. A script of Python runs here, as in a fresh one.

What the zygote has imported is there already, and a file of the program's own comes before a module of the same name.
"""

from __future__ import annotations

import atexit
import builtins
import contextlib
import os
import runpy
import shutil
import signal
import socket
import sys
import tempfile
import threading
import traceback
import types
from functools import cache
from pathlib import Path
from typing import Any

from firstquery.sandbox import seccomp
from firstquery.sandbox.launch import PYTHON
from firstquery.sandbox.limits import Limits
from firstquery.sandbox.zygote import close_all_but

#: A fresh Python has imported these before it looks at a script's folder.
_FIRST = ("__main__", "abc", "builtins", "codecs", "encodings", "io", "os", "site", "stat", "sys", "time", "zipimport")


@cache
def prepare() -> None:
    """Has ready what every program needs: once, in whoever forks several."""
    seccomp.program()
    if "matplotlib" in sys.modules:
        with contextlib.suppress(Exception):
            sys.modules["matplotlib"].use("agg")


def run(asked: dict[str, Any], fds: dict[str, int]) -> None:
    """Becomes the program ``asked["command"]``, with ``fds`` "in", "out" and "err" for its streams. Never returns."""
    limits = Limits(**asked["limits"])
    root = Path(asked["root"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    if asked["is_boxed"]:
        bind(limits)
        copy(Path(asked["submission"]), root)
    else:
        limits.apply_alone()
    if "channel" in fds:
        _open(root, asked["port"], fds["channel"])
    for number, name in enumerate(("in", "out", "err")):
        os.dup2(fds[name], number)
    close_all_but([])
    temporary = Path(os.environ["TMPDIR"])
    temporary.mkdir(parents=True, exist_ok=True)
    tempfile.tempdir = None  # the zygote may have settled for another
    atexit._clear()  # what the zygote's libraries do at its end is not this program's
    status = 1
    try:
        os.chdir(root / asked["folder"])
        status = _execute(list(asked["command"]))
    except OSError as fault:
        os.write(2, f"{asked['command'][0]}: {fault.strerror}\n".encode())
        status = 127
    finally:
        os._exit(status)


def bind(limits: Limits) -> None:
    """Binds this process and whatever holds its box: a submission has the same user, and could make it do things."""
    for process in [int(entry.name) for entry in os.scandir("/proc") if entry.name.isdecimal()]:
        limits.apply(process)
    seccomp.forbid()


def copy(submission: Path, folder: Path) -> None:
    """The files that were handed in, to be changed. What can't be copied is missing, as it would be elsewhere."""
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(OSError, shutil.Error):
        shutil.copytree(submission, folder, symlinks=True, dirs_exist_ok=True, copy_function=shutil.copy)


def _open(root: Path, port: int | None, channel: int) -> None:
    """Sends the folder, and a socket that listens in this box, to whoever started it, and waits for the word to go."""
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    with socket.socket(fileno=channel) as out, socket.socket() as listening:
        sent = [folder]
        if port is not None:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(("127.0.0.1", port))
            listening.listen(100)
            sent.append(listening.fileno())
        socket.send_fds(out, [b"+"], sent)
        if not out.recv(1):
            os._exit(1)


def _execute(command: list[str]) -> int:
    """Runs ``command`` in this process, and returns its exit code. Raises OSError where there is no such program."""
    if command[0] not in PYTHON:
        os.execvp(command[0], command)
    arguments = command[1:]
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-c", "-m")):
        os.execv(sys.executable, [sys.executable, *arguments])
    return python(arguments)


def python(arguments: list[str]) -> int:
    """As ``python ARGUMENTS``, with ``-c CODE``, ``-m MODULE`` or a script."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.dont_write_bytecode = True  # a fork reads no environment as it starts
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    prepare()
    option, rest = (arguments[0], arguments[1:]) if arguments[0] in ("-c", "-m") else ("", arguments)
    script = Path(rest[0])
    sys.argv = [option or str(script), *rest[1:]]
    sys.path.insert(0, {"-c": "", "-m": str(Path.cwd())}.get(option, str(script.parent.resolve())))
    _forget(Path(sys.path[0] or "."))
    status: Any = 0
    try:
        if option == "-m":
            runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
        elif option == "-c":
            exec(compile(rest[0], "<string>", "exec"), _main().__dict__)
        else:
            try:
                source = script.resolve().read_bytes()
            except OSError as fault:
                print(f"python: can't open file {str(script)!r}: {fault.strerror}", file=sys.stderr)
                return 2
            main = _main()
            main.__file__ = str(script.resolve())
            exec(compile(source, str(script), "exec"), main.__dict__)
    except SystemExit as left:
        status = left.code
    except BaseException as fault:
        status = 1
        _say(fault)
    return _leave(status)


def _main() -> types.ModuleType:
    main = types.ModuleType("__main__")
    main.__dict__["__builtins__"] = builtins
    sys.modules["__main__"] = main
    return main


def _forget(folder: Path) -> None:
    """What stands in ``folder`` under the name of a module that is imported already is the one that is meant."""
    own = {path.stem for path in folder.glob("*.py")} | {path.parent.name for path in folder.glob("*/__init__.py")}
    hidden = {name for name in own.difference(_FIRST) if name in sys.modules}
    if hidden:  # to look at each module would copy the memory of all their names
        for name in [name for name in sys.modules if name.partition(".")[0] in hidden]:
            del sys.modules[name]


def _say(fault: BaseException) -> None:
    """As Python says it, without the calls of this module."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename in (__file__, runpy.__file__):
        trace = trace.tb_next
    with contextlib.suppress(BaseException):
        if sys.excepthook is sys.__excepthook__:
            traceback.print_exception(type(fault), fault, trace)
        else:  # the program's own, as Python would call it
            sys.excepthook(type(fault), fault.with_traceback(trace), trace)


def _leave(status: Any) -> int:
    """The exit code of a Python that ends with ``status``, when its threads and its last functions are done."""
    if isinstance(status, str) or (status is not None and not isinstance(status, int)):
        with contextlib.suppress(BaseException):
            print(status, file=sys.stderr)
        status = 1
    for last in (threading._shutdown, atexit._run_exitfuncs, sys.stdout.flush, sys.stderr.flush):  # type: ignore[attr-defined]
        with contextlib.suppress(BaseException):
            last()
    return int(status or 0) & 0xFF
