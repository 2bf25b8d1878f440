"""A command that is ended in time with all that it has started, and whose output is bounded."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, NamedTuple

MOST = 400_000  # bytes of output
_WINDOWS = os.name == "nt"
#: A group of its own, so that it can be ended as a whole.
APART: dict[str, Any] = {"creationflags": 0x00000200 | 0x08000000} if _WINDOWS else {"start_new_session": True}


class Ran(NamedTuple):
    """``code`` is None where the time ran out. ``is_cut``: there was more output than is kept."""

    code: int | None
    said: bytes
    is_cut: bool


def run(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], seconds: float, given: bytes = b""
) -> Ran:
    """Runs ``command`` for ``seconds`` at most; stdout and stderr come together, as in a terminal. Raises OSError."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        **APART,
    )
    assert process.stdin is not None and process.stdout is not None
    said = bytearray()
    reading = threading.Thread(target=_read, args=(process.stdout, said), daemon=True)
    reading.start()
    code: int | None = None
    try:
        with contextlib.suppress(OSError):
            process.stdin.write(given)
            process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            code = process.wait(seconds)
    finally:
        end(process)  # what it has started and left behind, too
        reading.join(5)
        with contextlib.suppress(OSError):
            process.stdout.close()
    return Ran(code, bytes(said[:MOST]), len(said) > MOST)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ends a process of a group of its own (`APART`), and the whole group with it."""
    if _WINDOWS:
        if process.poll() is None:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        process.kill()
    process.wait()


def _read(stream: IO[bytes], said: bytearray) -> None:
    """Reads to the end; what is more than is kept is let go, so that the writer is never held up."""
    with contextlib.suppress(OSError, ValueError):
        while piece := os.read(stream.fileno(), 2**16):
            if len(said) <= MOST:
                said += piece
