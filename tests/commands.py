"""Commands of the course in processes of their own that are forks of one in which the libraries are there already.

A test of a run starts dozens of commands, and each would spend a second on importing nbgrader alone. Python's own fork
server does that once a test process. What a fork runs has the folder, the environment, the arguments and the output
that `subprocess.Popen` would have given it, and runs the module as `python -m` does; what is ours is imported there. It
shows in /proc the environment of the server: whoever needs that to be the command's own starts it plainly.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path

LIBRARIES = [
    *("nbgrader.apps.nbgraderapp", "nbgrader.api", "pandas", "numpy", "sqlalchemy.dialects.sqlite", "pydantic"),
    *("rich.console", "rich.progress", "rich.table", "typer", "nbclient", "nbconvert.exporters", "jupyter_client"),
    *("pytest", "nbval.plugin", "IPython.core.interactiveshell", "bleach", "mistune", "pydantic.main", "filelock"),
]
_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload([*LIBRARIES, "tests.frozen"])


@cache
def _shared() -> str:
    """The address of one fork server for kernels of all commands of this test process, started at the first of them."""
    from firstquery.grading.libraries import libraries
    from firstquery.sandbox import forks

    started = ExitStack()
    address = started.enter_context(forks.shared_zygote(libraries(Path.cwd())))
    atexit.register(started.close)
    return address


class Command:
    """A command that runs: as much of `subprocess.Popen` as tests of runs use, with its output in text.

    Its kernels are forks of a server of its own, or (``is_sharing``) of one that commands of this process share.
    """

    def __init__(
        self, module: str, arguments: Sequence[str], cwd: Path, env: Mapping[str, str], is_sharing: bool = False
    ) -> None:
        self._output = tempfile.TemporaryDirectory()
        server = _shared() if is_sharing else ""
        self._process = _forks.Process(
            target=_become, args=(module, list(arguments), str(cwd), dict(env), self._output.name, server)
        )
        self._process.start()
        assert self._process.pid is not None
        self.pid: int = self._process.pid

    @property
    def returncode(self) -> int | None:
        """Its exit status, negative for a signal, or None while it runs."""
        return self._process.exitcode

    def poll(self) -> int | None:
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status. Raises `subprocess.TimeoutExpired`."""
        self._process.join(timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0)
        return self.returncode

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """What it printed and what it said of faults, when it has ended."""
        self.wait(timeout)
        out, err = (Path(self._output.name, name).read_text(encoding="utf-8") for name in ("out", "err"))
        self._output.cleanup()
        return out, err

    def said(self) -> str:
        """What it has printed and said of faults so far."""
        files = [Path(self._output.name, name) for name in ("out", "err")]
        return "".join(file.read_text(encoding="utf-8", errors="replace") for file in files if file.exists())

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def _become(module: str, arguments: list[str], cwd: str, env: dict[str, str], output: str, server: str) -> None:
    """The command itself: never returns."""
    for name, place in (("out", 1), ("err", 2)):
        os.dup2(os.open(f"{output}/{name}", os.O_WRONLY | os.O_CREAT), place)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    os.chdir(cwd)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    tempfile.tempdir = None
    sys.path.insert(0, cwd)
    sys.argv = ["", *arguments]
    if server:
        from firstquery.sandbox import forks  # here: the course is the one that the environment now names

        forks.share(server)
    status = 0
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        if isinstance(ended.code, str):
            print(ended.code, file=sys.stderr)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        status = 1
    with suppress(BaseException):
        threading._shutdown()  # type: ignore[attr-defined]
    with suppress(BaseException):
        atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
