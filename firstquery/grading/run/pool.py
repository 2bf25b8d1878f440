"""A few processes that do one task at a time, each forked from this one when it has imported what they need.

joblib's own processes start as new ones: they would import for seconds what is here already. And where one of them is
ended from outside, it ends them all and can't say whose task it was. Here joblib's threads each wait for a process of
this pool, and a process that ends is `Ended` for its one task; a new one takes its place.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

EVERY = 0.5  # seconds


class Ended(Exception):
    """The process of a task was ended from outside."""


@dataclass
class _Worker:
    process: Any
    connection: Connection

    def end(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.join()


def _nothing() -> None: ...  # not a lambda: a process that is not a fork gets it pickled


class Pool:
    """``jobs`` processes that call ``function``. ``begin`` is called in each of them first.

    To be made while this process has one thread: it is forked where the system can. Call it with an argument of
    ``function``, from any thread: it returns the result, or raises `Ended`.
    """

    def __init__(self, function: Callable[[Any], Any], jobs: int, begin: Callable[[], None] = _nothing) -> None:
        self._function, self._begin = function, begin
        self._free: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        forks = sys.platform == "linux" and threading.active_count() == 1
        for _ in range(jobs):
            self._free.put(self._start("fork" if forks else "spawn"))
        self.jobs = jobs

    def __call__(self, item: Any) -> Any:
        worker = self._free.get()
        try:
            worker.connection.send(item)
            return worker.connection.recv()
        except (EOFError, OSError):
            worker.end()
            # Not a fork any more: there are threads here now.
            worker = self._start("spawn")
            raise Ended from None
        finally:
            self._free.put(worker)

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: object, fault: object, trace: object) -> None:
        for _ in range(self.jobs):
            self._free.get().end()

    def _start(self, method: str) -> _Worker:
        context = multiprocessing.get_context(method)
        ours, theirs = context.Pipe()
        told = (theirs, self._function, self._begin, os.getpid(), tempfile.gettempdir())
        process: Any = context.Process(target=_serve, args=told, daemon=False)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        return _Worker(process, ours)


def _serve(
    tasks: Connection, function: Callable[[Any], Any], begin: Callable[[], None], owner: int, temporary: str
) -> None:
    """The life of a process of the pool, whose temporary files stand with its owner's."""
    tempfile.tempdir = temporary
    threading.Thread(target=_end_with, args=(owner,), name="ends-with-its-run", daemon=True).start()
    begin()
    while True:
        try:
            item = tasks.recv()
        except (EOFError, OSError):
            os._exit(0)
        tasks.send(function(item))


def _end_with(owner: int) -> None:
    """A run that is killed tells its workers nothing: they would grade on, and then wait for ever."""
    while os.getppid() == owner:
        time.sleep(EVERY)
    os._exit(1)
