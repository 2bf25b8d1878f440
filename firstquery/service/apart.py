"""A process apart that tries a version of the service: in a sandbox where there is one, else a plain process.

It knows no token, no home of the learner's and, in a sandbox, no network but its own machine's address. All that it has
started ends with it.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import firstquery
from firstquery import course
from firstquery.learner import records
from firstquery.service import bounded

MEMORY = 1024 * 2**20  # bytes
LONGEST_LINE = 8 * 2**20
LONGEST = 3600.0  # seconds, whatever whoever waits for it says
COMMAND = (sys.executable, "-m", "firstquery.service.child")
_PASSED = ("PATH", "SYSTEMROOT", "SYSTEMDRIVE", "COMSPEC", "PATHEXT", "WINDIR", "LANG", "TZ")
_running: set[Apart] = set()


class Apart:
    """A running process; `line` gives what it says. To be closed."""

    def __init__(self, tree: Path, warehouse: Path | None, asked: Mapping[str, Any]) -> None:
        self._place = tempfile.TemporaryDirectory(prefix="first-query-", ignore_cleanup_errors=True)
        self._lines: queue.Queue[bytes] = queue.Queue()
        self._box: Any = None
        self._fork: Any = None
        self._trial: Any = None
        self._watch: Any = None
        self._said: IO[bytes] | None = None
        self._process: subprocess.Popen[bytes]
        _running.add(self)
        try:
            if warehouse is None:
                warehouse = Path(self._place.name) / "no-data"
                warehouse.touch(0o644)
            if not is_boxed():
                if not self._is_spare(tree, warehouse, asked):
                    self._tell(asked, self._start_plain(tree, warehouse))
            elif not self._is_forked(tree, warehouse, asked):
                self._tell(asked, self._start_boxed(tree, warehouse))
            assert self._said is not None
            threading.Thread(target=self._read, args=(self._said,), daemon=True).start()
        except BrokenPipeError:
            pass  # it has ended: the first line that is waited for says so
        except BaseException:
            self.close()
            raise

    def _tell(self, asked: Mapping[str, Any], where: Mapping[str, str]) -> None:
        """What a process of its own reads first, and where it answers."""
        assert self._process.stdin is not None
        self._said = self._process.stdout
        self._process.stdin.write((json.dumps({**asked, **where, "memory": MEMORY}) + "\n").encode())
        self._process.stdin.flush()

    def _is_forked(self, tree: Path, warehouse: Path, asked: Mapping[str, Any]) -> bool:
        """A fork of a server, in its sandbox, is there ten times sooner than a process of its own.

        The server itself takes no longer to start than that process: the first trial starts it.
        """
        from firstquery.grade.sandbox import joined, view, warm
        from firstquery.grade.sandbox.limits import Limits

        run = Path(self._place.name) / "forked"
        run.mkdir()
        told = {**asked, "tree": view.SUBMISSION, "warehouse": view.WAREHOUSE, "environment": _settings()}
        reading, writing = os.pipe()
        self._said = os.fdopen(reading, "rb")
        with tempfile.TemporaryFile() as request, os.fdopen(writing, "wb") as results:
            request.write(json.dumps(told).encode())
            request.seek(0)
            sent = {"request": request.fileno(), "results": results.fileno()}
            try:
                seen = joined.view_of(run, course.COURSE, warehouse, tree)
                self._box, self._fork = joined.start("trial", seen, Limits(), sent)
            except warm.NoFork:
                self._said.close()
                return False
        self._watched([self._box.inner, self._fork.holder])
        return True

    def _watched(self, roots: list[int]) -> None:
        """What no limit of one process bounds: the memory of all of them together, and how many files they make."""
        from firstquery.grade.sandbox import view, watch

        self._watch = watch.Watch(roots, MEMORY, LONGEST, self._box.kill, view.DISKS)
        self._watch.start()

    def _is_spare(self, tree: Path, warehouse: Path, asked: Mapping[str, Any]) -> bool:
        """A fork of a process of this kernel's own, which is there ten times sooner."""
        from firstquery.service import spare

        if not records.at_the_grader():
            return False
        told = {**asked, "tree": str(tree), "warehouse": str(warehouse), "memory": MEMORY}
        try:
            self._trial = spare.trial(told, self._environment())
        except spare.NoSpare:
            return False
        self._said = self._trial.said
        return True

    def _environment(self) -> dict[str, str]:
        home = Path(self._place.name)
        (home / "tmp").mkdir(exist_ok=True)
        kept = {name: os.environ[name] for name in _PASSED if name in os.environ}
        own = {name: str(home) for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "IPYTHONDIR")}
        own |= {name: str(home / "tmp") for name in ("TMPDIR", "TEMP", "TMP")}
        return {**kept, **own, **_settings(), "PATH": _path(kept)}

    def _start_plain(self, tree: Path, warehouse: Path) -> dict[str, str]:
        self._process = subprocess.Popen(
            COMMAND,
            cwd=self._place.name,
            env=self._environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            **bounded.APART,
        )
        return {"tree": str(tree), "warehouse": str(warehouse)}

    def _start_boxed(self, tree: Path, warehouse: Path) -> dict[str, str]:
        from firstquery.grade.sandbox import box, joined, view
        from firstquery.grade.sandbox.limits import Limits

        run = Path(self._place.name)
        seen = joined.view_of(run, course.COURSE, warehouse, tree)
        variables = [f"{name}={value}" for name, value in _settings().items()]
        self._box = box.start(seen, Limits(), ["/usr/bin/env", *variables, *COMMAND], pipes=True)
        self._process = self._box.process
        self._watched([self._box.inner])
        return {"tree": view.SUBMISSION, "warehouse": view.WAREHOUSE}

    def _read(self, stream: IO[bytes]) -> None:
        with contextlib.suppress(OSError, ValueError):
            while line := stream.readline(LONGEST_LINE):
                self._lines.put(line)
        self._lines.put(b"")
        with contextlib.suppress(OSError):
            stream.close()

    def line(self, seconds: float) -> dict[str, Any] | None:
        """What it says next; None where it has ended. Raises `TimeoutError` where it says nothing for so long."""
        until = time.monotonic() + seconds
        try:
            said = self._lines.get(timeout=max(0.0, until - time.monotonic()))
        except queue.Empty:
            raise TimeoutError from None
        try:
            found = json.loads(said)
        except ValueError:
            return None
        return found if isinstance(found, dict) else None

    def close(self) -> None:
        """Ends it with all that it has started."""
        _running.discard(self)
        if self._watch is not None:
            self._watch.stop()
        if self._box is not None:
            self._box.close()
            if self._fork is not None:
                self._fork.close()
        elif self._trial is not None:
            self._trial.end()
        elif hasattr(self, "_process"):
            bounded.end(self._process)
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()
        self._place.cleanup()


def is_boxed() -> bool:
    """Whether there is a sandbox here. A kernel of the grader's is in one already."""
    if sys.platform != "linux" or records.at_the_grader():
        return False
    from firstquery.grade.sandbox.box import refusal

    return refusal() is None


def end_all() -> None:
    """Ends every process that is at work for this one: whoever waited for them has been interrupted."""
    for one in list(_running):
        one.close()


def _settings() -> dict[str, str]:
    """The same answers each time, and nothing written into the version that is tried."""
    return {
        "PYTHONPATH": str(Path(firstquery.__file__).resolve().parents[1]),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "MPLBACKEND": "agg",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


def _path(kept: Mapping[str, str]) -> str:
    return os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", os.defpath)])
