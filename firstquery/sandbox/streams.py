"""The streams of a process: pipes to it, and what comes from them, bounded."""

from __future__ import annotations

import contextlib
import os
import threading


class Pipes:
    """Three pipes for a process; ``theirs`` are its ends, to be closed here when it has them."""

    def __init__(self) -> None:
        reading, writing = zip(*(os.pipe() for _ in range(3)), strict=True)
        self.theirs = {"in": reading[0], "out": writing[1], "err": writing[2]}
        self.ours = {"in": writing[0], "out": reading[1], "err": reading[2]}

    def close_theirs(self) -> None:
        for fd in self.theirs.values():
            os.close(fd)
        self.theirs = {}

    def close(self) -> None:
        self.close_theirs()
        for fd in self.ours.values():
            os.close(fd)
        self.ours = {}


class Stream:
    """What comes from a pipe, up to ``most`` bytes that nobody has taken. The rest is read and let go."""

    def __init__(self, fd: int, most: int, changed: threading.Condition) -> None:
        self.is_full = self.is_closed = False
        self._fd, self._most, self._changed = fd, most, changed
        self._held = bytearray()
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def text(self) -> str:
        with self._changed:
            return self._held[: self._most].decode("utf-8", "replace").replace("\r\n", "\n")

    def line(self) -> bytes | None:
        """Takes a line, where there is one."""
        with self._changed:
            before, end, after = self._held.partition(b"\n")
            if end:
                self._held = after
            return bytes(before) if end else None

    def _read(self) -> None:
        with contextlib.suppress(OSError):
            while piece := os.read(self._fd, 2**16):
                with self._changed:
                    if not self.is_full:
                        self._held += piece
                        self.is_full = len(self._held) > self._most
                        self._changed.notify_all()
        with self._changed:
            self.is_closed = True
            self._changed.notify_all()
