"""Ends a sandbox whose processes together use too much memory, or that has run for too long."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import psutil

from firstquery.grade.sandbox.limits import Fault

EVERY = 0.25  # seconds
_PRIVATE = re.compile(rb"^Rss(?:Anon|Shmem):\s+(\d+) kB", re.MULTILINE)
_SHARED_OUT = re.compile(rb"^Pss_(?:Anon|Shmem):\s+(\d+) kB", re.MULTILINE)


class Watch(threading.Thread):
    """``roots`` are processes of the host; all below them count. ``fault`` says why ``end`` was called, if it was."""

    def __init__(self, roots: Iterable[int], memory: int, seconds: float, end: Callable[[], None]) -> None:
        super().__init__(name="sandbox-watch", daemon=True)
        self.fault: Fault | None = None
        self._roots, self._memory, self._seconds, self._end = list(roots), memory, seconds, end
        self._done = threading.Event()

    def stop(self) -> None:
        self._done.set()
        if self.is_alive() and self is not threading.current_thread():
            self.join()

    def run(self) -> None:
        until = time.monotonic() + self._seconds
        while not self._done.wait(EVERY):
            if time.monotonic() > until:
                said = f"The notebook ran for more than {self._seconds:g} seconds in all and was stopped."
                self.fault = Fault("time-out", said)
            elif used(self._roots) > self._memory and shared_out(self._roots) > self._memory:
                said = f"It used more than {self._memory // 2**20} MB of memory and was stopped."
                self.fault = Fault("out of memory", said)
            if self.fault:
                self._end()
                return


def used(roots: Iterable[int]) -> int:
    """Bytes of memory that ``roots`` and all processes below them write to; too many where they share."""
    processes = {process for root in roots for process in _below(root)}
    return sum(_bytes(process, "status", _PRIVATE) or 0 for process in processes)


def shared_out(roots: Iterable[int]) -> int:
    """As `used`, every shared page counted once over all processes that share it (``Pss``)."""
    found = 0
    for process in {process for root in roots for process in _below(root)}:
        share = _bytes(process, "smaps_rollup", _SHARED_OUT)
        # A process can keep that file from being read: then all that it maps is its own.
        found += (_bytes(process, "status", _PRIVATE) or 0) if share is None else share
    return found


def _below(root: int) -> set[int]:
    with suppress(psutil.Error):
        top = psutil.Process(root)
        return {root, *(process.pid for process in top.children(recursive=True))}
    return set()


def _bytes(process: int, file: str, lines: re.Pattern[bytes]) -> int | None:
    try:
        return 1024 * sum(int(kilobytes) for kilobytes in lines.findall(Path(f"/proc/{process}/{file}").read_bytes()))
    except OSError:
        return None
