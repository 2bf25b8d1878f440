"""A trial: these files, run by this command in these surroundings, in a box where there is one, within limits.

``run(Trial(command=["python", "report.py"], files={"report.py": text}))`` gives an `Outcome`. Whatever the program
does, this neither raises nor hangs, and it leaves no process and no file behind.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from firstquery.sandbox import box, launch
from firstquery.sandbox.launch import Service, Trial
from firstquery.sandbox.limits import Limits
from firstquery.sandbox.streams import Stream

__all__ = ["Limits", "Outcome", "Running", "Service", "Trial", "run"]
DEEPEST, MOST_LOOKED_AT = 20, 20_000  # folders below the first, and files in all, that are looked at
GRACE = 5.0  # seconds
_CACHES = ("__pycache__", ".pytest_cache")


@dataclass(frozen=True)
class Outcome:
    """What came of it. ``stopped`` is "" where it ended by itself, else "time", "memory", "output" or "files".

    ``code`` is the exit code, negative for a signal, None where it was stopped. ``files`` are those that it wrote or
    changed, in its own folder. ``is_isolated``: it ran in a box.
    """

    code: int | None
    stdout: str
    stderr: str
    files: Mapping[str, bytes]
    stopped: str
    seconds: float
    is_isolated: bool


def run(trial: Trial, *, must_isolate: bool = False) -> Outcome:
    """Runs ``trial`` to its end. Raises `NoSandbox` where there is no box and ``must_isolate`` asks for one."""
    with contextlib.closing(Running(trial, must_isolate=must_isolate)) as running:
        return running.outcome()


class Running:
    """A trial that runs. To be closed."""

    def __init__(self, trial: Trial, *, must_isolate: bool = False) -> None:
        self._trial, self.is_isolated = trial, box.is_available()
        if must_isolate and not self.is_isolated:
            raise box.NoSandbox(box.refusal() or "This is a sandbox already, and makes none.")
        self._stack = contextlib.ExitStack()
        self._changed = threading.Condition()
        self._is_over = False
        try:
            place = self._stack.enter_context(
                tempfile.TemporaryDirectory(prefix="first-query-", ignore_cleanup_errors=True)
            )
            start = launch.isolated if self.is_isolated else launch.here
            self._launched = start(trial, Path(place), self._stack)
            self._begun = time.monotonic()
            ours, most = self._launched.pipes.ours, trial.limits.output
            self._out, self._err = (Stream(ours[name], most, self._changed) for name in ("out", "err"))
            self._given = _thread(self._give, ours.pop("in"))
            self._waiting = _thread(self._wait)
            self._stack.callback(self._end)
        except BaseException:
            self.close()
            raise

    def outcome(self) -> Outcome:
        """Waits for its end, and says what came of it. It is over when this returns."""
        limits, stopped = self._trial.limits, ""
        with self._changed:
            while not (self._is_over or self._out.is_full or self._err.is_full):
                left = self._begun + limits.seconds - time.monotonic()
                if left <= 0:
                    stopped = "time"
                    break
                self._changed.wait(left)
        seconds = time.monotonic() - self._begun
        is_over = self._is_over
        self._end()
        if self._out.is_full or self._err.is_full:
            stopped = "output"
        if self._launched.fault() is not None:
            stopped = "memory"
        files, are_all = self._files()
        code = self._launched.process.code if is_over and not stopped else None
        if code is None and not stopped:
            code = -9  # it has ended all that there was in its box
        stopped = stopped or ("" if are_all else "files")
        said = [stream.text() for stream in (self._out, self._err)]
        return Outcome(code, said[0], said[1], files, stopped, round(seconds, 3), self.is_isolated)

    def line(self, seconds: float) -> bytes | None:
        """The next line of its output; None where it has ended. Raises TimeoutError where it says none for so long."""
        until = time.monotonic() + seconds
        with self._changed:
            while (line := self._out.line()) is None and not self._out.is_closed and not self._out.is_full:
                left = until - time.monotonic()
                if left <= 0:
                    raise TimeoutError
                self._changed.wait(left)
            return line

    def close(self) -> None:
        """Ends it with all that it has started, and lets go of everything."""
        self._stack.close()

    def _end(self) -> None:
        self._launched.process.end()
        for thread in (self._waiting, self._out.thread, self._err.thread, self._given):
            thread.join(GRACE)

    def _wait(self) -> None:
        while not self._launched.process.ended(60):
            pass
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def _give(self, fd: int) -> None:
        text = self._trial.stdin
        with contextlib.suppress(OSError), os.fdopen(fd, "wb") as stdin:
            stdin.write(text.encode() if isinstance(text, str) else text)

    def _files(self) -> tuple[dict[str, bytes], bool]:
        """What it wrote or changed, and whether that is all of it. It is over, so nothing changes any more."""
        root, limits = self._launched.root, self._trial.limits
        found: dict[str, bytes] = {}
        size = looked_at = 0
        given = {launch.inside(name) for name in self._trial.read_only}
        before = {launch.inside(name): text for name, text in self._trial.files.items()}
        for folder, folders, names in os.walk(root):
            here = Path(folder).relative_to(root)
            folders[:] = sorted(one for one in folders if (here / one).as_posix() not in given and one not in _CACHES)
            if len(here.parts) >= DEEPEST:
                folders[:] = []
            for name in sorted(names):
                looked_at += 1
                if len(found) >= limits.files or size > limits.disk or looked_at > MOST_LOOKED_AT:
                    return found, False
                path = (here / name).as_posix()
                content = None if path in given else _content(root / path, limits.file_size)
                text = before.get(path)
                if content is None or content == (text.encode() if isinstance(text, str) else text):
                    continue
                found[path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")] = content
                size += len(content)
        return found, True


def _content(path: Path, most: int) -> bytes | None:
    """The content of a regular file; None for all else, for one that can't be read and for one that is too large."""
    with contextlib.suppress(OSError):
        state = path.lstat()
        if stat.S_ISREG(state.st_mode) and state.st_size <= most:  # it is over: nothing changes any more
            return path.read_bytes()
    return None


def _thread(run: object, *arguments: object) -> threading.Thread:
    thread = threading.Thread(target=run, args=arguments, daemon=True)  # type: ignore[arg-type]
    thread.start()
    return thread
