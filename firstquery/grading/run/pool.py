"""Many tasks at once: each in a bounded process, forked from this one when it has imported what they need.

What a learner wrote is read, repaired, judged and shown in such a process and in no other. So whatever it takes is that
one's own, and nothing that is kept in memory goes from one submission to the next.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from firstquery.core import host
from firstquery.sandbox.limits import MIB

T = TypeVar("T")
#: Of the processor for one task, which in honest work takes one; of its memory, where honest work takes 300 MB; and by
#: the clock: what runs in a sandbox meanwhile has limits of its own, far below that.
SECONDS, MEMORY, MINUTES = 60, 1536 * MIB, 30
_EVERY = 0.5  # seconds


class StoppedTask(NamedTuple):
    """What there is of a task in place of a result: why it was stopped, to go on from what was done."""

    why: str


class _Running(NamedTuple):
    process: BaseProcess
    item: Any
    attempt: int
    folder: str  # of its temporary files


def in_processes(function: Callable[[T], Any], items: Sequence[T], jobs: int) -> Iterator[tuple[T, Any]]:
    """Yield each item with its result, or `StoppedTask`, once it is there. One ended from outside is done again."""
    context: Any = multiprocessing.get_context("fork" if host.is_linux() else "spawn")
    waiting = deque((item, 1) for item in items)
    running: dict[Connection, _Running] = {}

    def start() -> None:
        while waiting and len(running) < jobs:
            item, attempt = waiting.popleft()
            folder = tempfile.mkdtemp(prefix="first-query-task-")
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(target=_run, args=(function, item, folder, theirs, os.getpid()), daemon=True)
            process.start()
            theirs.close()
            running[ours] = _Running(process, item, attempt, folder)

    try:
        start()
        while running:
            for ours in wait([*running]):
                assert isinstance(ours, Connection)
                one = running.pop(ours)
                result = _result(ours, one)
                if result is None and one.attempt == 1:
                    waiting.append((one.item, 2))
                start()  # the next goes on while this one is written
                if result is not None or one.attempt > 1:
                    yield one.item, StoppedTask("was ended from outside, twice") if result is None else result
    finally:
        for one in running.values():
            one.process.kill()
            one.process.join()


def _result(ours: Connection, one: _Running) -> Any:
    """Return what a task gave; None where its process was ended from outside. It is over when this returns."""
    found = None
    with suppress(EOFError, OSError):
        found = ours.recv()
    ours.close()
    one.process.join()
    shutil.rmtree(one.folder, ignore_errors=True)
    ended = (
        {
            -signal.SIGPROF: f"took more than {SECONDS} seconds of the processor and was stopped",
            -signal.SIGALRM: f"took more than {MINUTES} minutes and was stopped",
        }
        if hasattr(signal, "setitimer")
        else {}
    )
    why = ended.get(one.process.exitcode or 0)
    return StoppedTask(why) if found is None and why else found


def _run(function: Callable[[T], Any], item: T, folder: str, theirs: Connection, owner: int) -> None:
    """Send what ``function`` makes of ``item``, within bounds that the system holds. Does not return."""
    threading.Thread(target=_watch, args=(owner,), name="ends-with-its-run", daemon=True).start()
    tempfile.tempdir = folder
    if hasattr(signal, "setitimer"):  # no process that is started from here has these timers
        for timer, number, most in (
            (signal.ITIMER_PROF, signal.SIGPROF, SECONDS),
            (signal.ITIMER_REAL, signal.SIGALRM, 60 * MINUTES),
        ):
            signal.signal(number, signal.SIG_DFL)
            signal.setitimer(timer, most)
    if host.is_linux():
        import resource

        # Beyond what it has from the process that it was forked from: that one may be large, and it is no task's doing.
        inherited = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5]) * resource.getpagesize()
        most = resource.getrlimit(resource.RLIMIT_DATA)[1]
        wanted = inherited + MEMORY
        resource.setrlimit(
            resource.RLIMIT_DATA, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most)
        )
    try:
        theirs.send(function(item))
    except MemoryError:
        theirs.send(StoppedTask(f"needed more than {MEMORY // MIB} MB of memory and was stopped"))
    os._exit(0)


def _watch(owner: int) -> None:
    """End this process with its ``owner``: a run that is killed tells its processes nothing, and they would go on."""
    while os.getppid() == owner:
        time.sleep(_EVERY)
    os._exit(1)
