"""A command of this machine, with the rights of whoever runs it, that is ended with all that it has started."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from firstquery.core import host

if TYPE_CHECKING:
    import psutil

MOST = 400_000  # bytes of output
MARK = "FIRSTQUERY_TRIAL"  # in the environment of all that belongs to one command
_APART: dict[str, Any] = {"creationflags": 0x08000200} if host.is_windows() else {"start_new_session": True}


class Ran(NamedTuple):
    """``code`` is None where the time ran out. ``is_cut``: there was more output than is kept."""

    code: int | None
    text: str
    is_cut: bool


class Command:
    """A command that runs, in a session of its own. ``fds`` are its "in", "out" and "err".

    Where there is no such program it has ended, with the exit code that a shell gives.
    """

    def __init__(
        self, command: Sequence[str], folder: Path, environment: Mapping[str, str], fds: Mapping[str, int]
    ) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._mark = uuid.uuid4().hex
        asked: dict[str, Any] = {"stdin": fds["in"], "stdout": fds["out"], "stderr": fds["err"], **_APART}
        try:
            self._process = subprocess.Popen(command, cwd=folder, env={**environment, MARK: self._mark}, **asked)
        except OSError as fault:
            os.write(fds["err"], f"{command[0]}: {fault.strerror}\n".encode())

    @property
    def code(self) -> int | None:
        """The exit code, negative for a signal; None while it runs."""
        return self._process.returncode if self._process else 127

    def wait(self, seconds: float) -> bool:
        """Wait for its end, ``seconds`` at most, and say whether it came."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self._process is None or self._process.wait(seconds) is not None
        return False

    def end(self) -> None:
        """End it, and by the mark in their environment all that it has started, whatever parents they have left."""
        if self._process is None:
            return
        import psutil  # a notebook has this module from its first cell on, and may start nothing ever

        self._process.kill()
        self._process.wait()
        while marked := [one for one in psutil.process_iter() if _variable(one, MARK) == self._mark]:
            for one in marked:
                with contextlib.suppress(psutil.Error):
                    one.kill()
            psutil.wait_procs(marked, 1)


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str], seconds: float) -> Ran:
    """Run ``command`` for ``seconds`` at most; stdout and stderr come together, as in a terminal."""
    with tempfile.TemporaryFile() as output, Path(os.devnull).open("rb") as nothing:
        streams = {"in": nothing.fileno(), "out": output.fileno(), "err": output.fileno()}
        running = Command(command, folder, environment, streams)
        try:
            code = running.code if running.wait(seconds) else None
        finally:
            running.end()
        output.seek(0)
        text = output.read(MOST + 1)
    return Ran(code, text[:MOST].decode("utf-8", "replace").replace("\r\n", "\n"), len(text) > MOST)


def _variable(process: psutil.Process, name: str) -> str | None:
    import psutil

    with contextlib.suppress(psutil.Error, OSError):
        return process.environ().get(name)  # type: ignore[no-any-return]
    return None
