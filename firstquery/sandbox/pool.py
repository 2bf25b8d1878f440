"""A pool of boxes: the trials of one submission run in them one after another, each with disks that are empty.

A box is made in hundredths of a second, and a program is tried in many situations. Between two trials of a box no
process of the first is left, or the box is ended and another one made; nothing of its files is in the second's sight.
"""

from __future__ import annotations

import json
import os
import select
import socket
import tempfile
import threading
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from firstquery.sandbox import forks, mounts, process
from firstquery.sandbox.limits import Limits
from firstquery.sandbox.monitor import below

MOST_IDLE = 6  # boxes that wait for a next trial
MAKERS = 4  # threads that make them


class Slot:
    """A box with its holder, which forks one process after another in it. It is the process that runs in it now.

    ``handed`` is what the box shows as `mounts.SUBMISSION`: a folder of it for each trial.
    """

    def __init__(self, entry: str, key: tuple[Path, Path | None], limits: Limits, imports: set[str]) -> None:
        """For processes that call ``entry``. Raises `NoFork` and `NoSandbox`; then nothing is left."""
        self.key, self.imports, self._owner, self._said = key, imports, os.getpid(), b""
        self._stack = ExitStack()
        try:
            folder = tempfile.TemporaryDirectory(prefix="first-query-", ignore_cleanup_errors=True)
            place = Path(self._stack.enter_context(folder))
            (place / "none").mkdir()
            view = replace(mounts.view_of(place, key[0], key[1], place / "none"), is_kept=True)
            self.handed, self._disks, self._on_disks = place / "submission", view.disks(limits), view.on_disks()
            self._turns, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            self._stack.enter_context(self._turns)
            with theirs:
                sent = {"turns": theirs.fileno()}
                asked = {"disks": self._disks, "kept": self._on_disks}
                self.boxed = process.start_forked(entry, asked, sent, view, limits, imports, is_small=True)
            self._stack.callback(self.boxed.close)
            self._own = below(self.boxed.box.inner)
        except BaseException:
            self._stack.close()
            raise

    @property
    def roots(self) -> list[int]:
        """As those of `Boxed`."""
        return self.boxed.roots

    @property
    def code(self) -> int | None:
        """The exit code of the process, negative for a signal; None while it runs and where its box has ended."""
        return int(self._said) if self._said else None

    def start(self, asked: Mapping[str, Any], fds: Mapping[str, int], size: int) -> None:
        """Calls the entry with ``asked`` and ``fds`` in a new process; ``size`` bytes of files go with it."""
        self._said = b""
        disks = {**self._disks, mounts.HOME: self._disks[mounts.HOME] + size}
        told = {"disks": disks, "kept": self._on_disks, "names": ["asked", *fds]}
        with forks.json_file(asked) as request:
            socket.send_fds(self._turns, [json.dumps(told).encode()], [request, *fds.values()])

    def wait(self, seconds: float) -> bool:
        """Waits for the end of the process, ``seconds`` at most, and says whether it came."""
        if not self._said and select.select([self._turns], [], [], seconds)[0]:
            self._said = self._turns.recv(100)
            return True
        return bool(self._said) or self.boxed.box.poll() is not None

    def end(self) -> None:
        """Ends the process with all that it has started, which is gone when this returns."""
        if not self.is_clean():
            self.boxed.end()

    def is_clean(self) -> bool:
        """Whether nothing runs in the box but what holds it."""
        return bool(self._said) and self.boxed.box.poll() is None and below(self.boxed.box.inner) == self._own

    def close(self) -> None:
        """Ends the box, and lets go of everything. A fork of the process that made it does nothing."""
        if self._owner == os.getpid():
            self._turns.close()  # its holder ends
            self._stack.close()


class Pool:
    """Boxes that wait for their next trial, whose process calls ``entry``, with ``imports`` there. To be closed."""

    def __init__(self, entry: str, imports: Iterable[str] = ()) -> None:
        self._entry, self._imports = entry, set(imports)  # what later trials ask for is added
        # bubblewrap ends with the thread that started it, which may be one of a single answer's.
        self._makers = ThreadPoolExecutor(MAKERS, thread_name_prefix="sandbox-pool")
        self._lock = threading.Lock()
        self._idle: list[Slot] = []
        self._is_closed = False

    def take(self, course: Path, warehouse: Path | None, limits: Limits, imports: set[str]) -> Slot:
        """A box that shows these, and whose holder has imported these, for one trial. Raises `NoFork`, `NoSandbox`."""
        key = (course, warehouse)
        with self._lock:
            for slot in reversed(self._idle):
                if slot.key == key and imports <= slot.imports:
                    self._idle.remove(slot)
                    return slot
            self._imports |= imports
            known = set(self._imports)
        return self._makers.submit(Slot, self._entry, key, limits, known).result()

    def give(self, slot: Slot) -> None:
        """Takes it back after its trial, and ends it where it can't be used again."""
        ended = [slot]
        if slot.is_clean():
            with self._lock:
                if not self._is_closed:
                    self._idle.append(slot)
                    ended = [self._idle.pop(0)] if len(self._idle) > MOST_IDLE else []
        for one in ended:
            one.close()

    def close(self) -> None:
        """Ends all that wait; what is given back from now on is ended too."""
        with self._lock:
            self._is_closed, idle, self._idle = True, self._idle, []
        for one in idle:
            one.close()
        self._makers.shutdown(wait=False)

    def __del__(self) -> None:
        with suppress(Exception):
            self.close()
