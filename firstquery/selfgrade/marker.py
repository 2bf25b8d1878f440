"""The process that grades for a notebook, apart from her kernel, and stays for some minutes: the next time it is quick.

It ends with the kernel, when the cell is interrupted, and by itself after `IDLE` seconds without work. From stdin it
reads lines of JSON, ``{"stem": week, "ran": [cells]}``. To stdout it writes a line for each thing that there is to say:
``{"say": text}``, ``{"progress": [what, share]}``, and at the end ``{"graded": {...}}`` or ``{"refused": text}``.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Generator
from types import FrameType
from typing import Any

from firstquery.core import course
from firstquery.core.errors import UserError
from firstquery.selfgrade.grade import grade
from firstquery.selfgrade.prepare import environment

IDLE = 600.0  # seconds without work, after which it gives its memory back
_LAST = ("graded", "refused")  # the lines after which it has no more to say


class _Marker:
    def __init__(self) -> None:
        self.told = environment()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "firstquery.selfgrade.marker"],
            env=self.told,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )

    def is_ready(self) -> bool:
        """Whether it is there, and was told of this course and folder."""
        return self.process.poll() is None and self.told == environment()

    def ask(self, stem: str, ran: list[str]) -> Generator[dict[str, Any]]:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps({"stem": stem, "ran": ran}) + "\n")
        self.process.stdin.flush()
        for line in self.process.stdout:
            with contextlib.suppress(ValueError):
                said = json.loads(line)
                if isinstance(said, dict):
                    yield said

    def end(self) -> None:
        for stream in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                assert stream is not None
                stream.close()
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


_marker: _Marker | None = None


def ask(stem: str, ran: list[str]) -> Generator[dict[str, Any]]:
    """What is said while the practice of ``stem`` is graded, a dictionary at a time (see above).

    ``ran`` are the cells that the notebook has run. Whoever closes this before its end ends the process as well.
    """
    global _marker
    if _marker is not None and not _marker.is_ready():
        stop()
    is_done = False
    try:
        if _marker is None:
            _marker = _Marker()
        with contextlib.suppress(BrokenPipeError):
            for said in _marker.ask(stem, ran):
                is_done = any(word in said for word in _LAST)
                yield said
                if is_done:
                    return
    finally:
        if not is_done:
            stop()


def stop() -> None:
    """Ends the process, if there is one, and all that it has started."""
    global _marker
    if _marker is not None:
        _marker.end()
        _marker = None


def main() -> None:
    """Answers until nobody asks any more."""
    signal.signal(signal.SIGTERM, _end)
    while line := _asked():
        asked = json.loads(line)
        try:
            graded = grade(
                course.week(asked["stem"]),
                asked["ran"],
                say=lambda sentence: _write(say=sentence),
                progress=lambda what, share: _write(progress=[what, share]),
            )
        except UserError as fault:
            _write(refused=fault.sentence)
        else:
            _write(graded=graded.as_json())


def _asked() -> str:
    """The next line; an empty text when the other end has closed."""
    waiting = threading.Timer(IDLE, os.kill, (os.getpid(), signal.SIGTERM))
    waiting.daemon = True
    waiting.start()
    try:
        return sys.stdin.readline()
    finally:
        waiting.cancel()


def _write(**line: Any) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _end(number: int, frame: FrameType | None) -> None:
    """As Ctrl-C: what was started ends with it."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    try:
        main()
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(130)
