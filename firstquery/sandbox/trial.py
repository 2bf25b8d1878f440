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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firstquery.sandbox import box, launch
from firstquery.sandbox.launch import Service, Trial
from firstquery.sandbox.limits import Limits

if TYPE_CHECKING:
    from firstquery.sandbox.pool import Pool

__all__ = ["Limits", "Outcome", "Running", "Service", "Trial", "Trials", "run"]
DEEPEST, MOST_LOOKED_AT = 20, 20_000  # folders below the first, and files in all, that are looked at
LOOK, LOOK_FOR_A_LINE = 0.05, 0.005  # seconds from one look at its output to the next
_CACHES = ("__pycache__", ".pytest_cache")


@dataclass(frozen=True)
class Outcome:
    """What came of it. ``stopped`` is "" where it ended by itself, else "time", "memory", "output" or "files".

    ``code`` is the exit code, negative for a signal, None where it was stopped. ``files`` are those that it wrote or
    changed, in its own folder; ``gone`` are those that it was given and that are no longer there. ``is_isolated``: it
    ran in a box.
    """

    code: int | None
    stdout: str
    stderr: str
    files: Mapping[str, bytes]
    gone: frozenset[str]
    stopped: str
    seconds: float
    is_isolated: bool


def run(trial: Trial, *, must_isolate: bool = False, pool: Pool | None = None) -> Outcome:
    """Run ``trial`` to its end, in a box of ``pool`` where there is one.

    Raises `NoSandbox` where there is no box and ``must_isolate`` asks for one.
    """
    with contextlib.closing(Running(trial, must_isolate=must_isolate, pool=pool)) as running:
        return running.outcome()


class Running:
    """A trial that runs. To be closed. Its output goes to files, of which more than the limit is never read."""

    def __init__(self, trial: Trial, *, must_isolate: bool = False, pool: Pool | None = None) -> None:
        self._trial, self.is_isolated = trial, box.is_available()
        if must_isolate and not self.is_isolated:
            raise box.NoSandbox(box.refusal() or "This is a sandbox already, and makes none.")
        self._stack = contextlib.ExitStack()
        self._taken = 0  # bytes of its output, by `line`
        try:
            folder = tempfile.TemporaryDirectory(prefix="first-query-", ignore_cleanup_errors=True)
            place = Path(self._stack.enter_context(folder))
            self._out, self._err, given = place / "out", place / "err", Path(os.devnull)
            if trial.stdin:
                given = place / "in"
                given.write_bytes(trial.stdin.encode() if isinstance(trial.stdin, str) else trial.stdin)
            opened = {"in": given.open("rb"), "out": self._out.open("ab"), "err": self._err.open("ab")}
            fds = {name: self._stack.enter_context(file).fileno() for name, file in opened.items()}
            if self.is_isolated:
                self._launched = launch.start_isolated(trial, place, fds, self._stack, pool)
            else:
                self._launched = launch.start_unisolated(trial, place, fds, self._stack)
            self._begun = time.monotonic()
        except BaseException:
            self.close()
            raise

    def outcome(self) -> Outcome:
        """Wait for its end, and say what came of it. It is over when this returns."""
        process, limits, stopped = self._launched.process, self._trial.limits, ""
        until = self._begun + limits.seconds + self._launched.importing
        while not (is_over := process.wait(min(LOOK, max(0.0, until - time.monotonic())))) and not self._is_full():
            if time.monotonic() >= until:
                stopped = "time"
                break
        seconds = time.monotonic() - self._begun
        process.end()
        if self._is_full():
            stopped = "output"
        if self._launched.fault() is not None:
            stopped = "memory"
        files, are_all = self._files()
        root = self._launched.root
        gone = frozenset(name for name in self._trial.files if not (root / launch.inside(name)).is_file())
        code = process.code if is_over and not stopped else None
        if code is None and not stopped:
            code = -9  # it has ended all that there was in its box
        stopped = stopped or ("" if are_all else "files")
        said = [_read(path, limits.output).decode("utf-8", "replace") for path in (self._out, self._err)]
        said = [text.replace("\r\n", "\n") for text in said]
        return Outcome(code, said[0], said[1], files, gone, stopped, round(seconds, 3), self.is_isolated)

    def line(self, seconds: float) -> bytes | None:
        """Return the next line of its output; None where it has ended.

        Raises TimeoutError where it says none for so long.
        """
        until = time.monotonic() + seconds
        while True:
            is_over = self._launched.process.wait(LOOK_FOR_A_LINE)
            with contextlib.suppress(OSError):  # it was closed meanwhile
                line, end, _ = _read(self._out, self._trial.limits.output, self._taken).partition(b"\n")
                if end:
                    self._taken += len(line) + 1
                    return line
                is_over = is_over or self._is_full()
            if is_over:
                return None
            if time.monotonic() >= until:
                raise TimeoutError

    def close(self) -> None:
        """End it with all that it has started, and let go of everything."""
        self._stack.close()

    def _is_full(self) -> bool:
        most = self._trial.limits.output
        taken = {self._out: self._taken, self._err: 0}
        return any(path.stat().st_size - before > most for path, before in taken.items())

    def _files(self) -> tuple[dict[str, bytes], bool]:
        """Return what it wrote or changed, and whether that is all of it. It is over, so nothing changes any more."""
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


def _read(path: Path, most: int, start: int = 0) -> bytes:
    with path.open("rb") as file:
        file.seek(start)
        return file.read(max(0, min(most, path.stat().st_size - start)))


def _content(path: Path, most: int) -> bytes | None:
    """The content of a regular file; None for all else, for one that can't be read and for one that is too large."""
    with contextlib.suppress(OSError):
        state = path.lstat()
        if stat.S_ISREG(state.st_mode) and state.st_size <= most:
            return path.read_bytes()
    return None


class Trials:
    """The trial that a judge is handed, on the data of ``snapshot``; ``must_isolate`` where others' work is judged.

    Its boxes serve one trial after another, ``at_once`` at a time: it is made for one submission, and to be closed, or
    let go of, with it. ``texts`` are the programs that it may be asked to run, where they are known: boxes are made for
    all of them.
    """

    def __init__(
        self, snapshot: Path | None, *, must_isolate: bool, at_once: int = 2, texts: Sequence[str] = ()
    ) -> None:
        self._snapshot, self._must_isolate = snapshot, must_isolate
        self._turns = threading.Semaphore(at_once)
        self._pool: Pool | None = None
        if box.is_available():
            from firstquery.sandbox.pool import Pool  # Linux alone has what it imports

            self._pool = Pool(launch.ENTRY, launch.modules(texts))

    def __call__(self, *, files: Mapping[str, str | bytes], command: Sequence[str], **surroundings: Any) -> Outcome:
        """Take ``folder``, ``environment``, ``stdin``, ``seconds``, ``warehouse`` (a bool) and ``serve`` as well."""
        asked = self._make_trial(files, command, **surroundings)
        with self._turns:
            return run(asked, must_isolate=self._must_isolate, pool=self._pool)

    def _make_trial(
        self,
        files: Mapping[str, str | bytes],
        command: Sequence[str],
        folder: str = "",
        environment: Mapping[str, str] | None = None,
        stdin: str = "",
        seconds: float = 10,
        warehouse: bool = False,
        serve: Any = None,
    ) -> Trial:
        there = dict(files)
        if folder and not any(one.startswith(f"{folder}/") for one in files):
            there[f"{folder}/.keep"] = ""
        return Trial(
            command=list(command),
            files=there,
            folder=folder,
            environment=dict(environment or {}),
            stdin=stdin,
            limits=Limits(seconds=seconds),
            warehouse=self._snapshot if warehouse else None,
            service=Service(serve.serving, variable=serve.variable, path=serve.base) if serve is not None else None,
        )

    def close(self) -> None:
        """End its boxes."""
        if self._pool is not None:
            self._pool.close()
