"""Many tasks at once on the workers of a Dask scheduler: what `pool` does in the processes of this machine.

Beside each worker stands a process that is prepared once for a run, as the command itself is, and forks one for each
task. The worker passes on bytes and imports nothing of the grader: one that outlives an update grades with what is
installed.
"""

from __future__ import annotations

import logging
import pickle
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, NamedTuple, TypeVar
from uuid import uuid4

from firstquery.core.errors import UserError

T = TypeVar("T")
_thread = threading.local()  # each thread of a worker has a process of its own
_servers: list[_Server] = []


class _Server(NamedTuple):
    """The process beside a worker's thread, for one run."""

    run: str
    process: subprocess.Popen[bytes]
    connection: Connection

    def close(self) -> None:
        self.connection.close()  # which ends it
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        self.process.kill()
        self.process.wait()


def on_dask(
    function: Callable[[T], Any], items: Sequence[T], scheduler: str, prepare: Callable[[], None] | None = None
) -> Iterator[tuple[T, Any]]:
    """`in_processes` of the workers of the scheduler at that address. Raises `UserError`.

    ``prepare`` is called once beside each worker before its first task: what it imports and compiles, all tasks have.
    """
    try:
        from distributed import Client, KilledWorker
        from distributed import as_completed as completed
    except ModuleNotFoundError:
        raise UserError(
            'Grading on several machines needs Dask, which is not installed here. It comes with the extra "cohort": in '
            'the folder of First Query, pip install ".[cohort]"'
        ) from None
    for name in ("distributed", "distributed.client"):  # each has a level of its own
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what a person has to know of it is said below
    try:
        client: Any = Client(scheduler, timeout="10s", set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError):
        raise UserError(
            f"There is no Dask scheduler at {scheduler}. `dask scheduler` starts one and prints its address, "
            "and `dask worker ADDRESS --nthreads 1` on each machine that shall grade; all of them see this course's "
            "folder by the same path."
        ) from None
    run, preparation = uuid4().hex, pickle.dumps(prepare)
    with client, client.as_current():
        try:
            client.wait_for_workers(1, timeout=60)
            tasks = {
                client.submit(_delegate, run, preparation, pickle.dumps((function, one)), pure=False): one
                for one in items
            }
            for future in completed(tasks):  # type: ignore[no-untyped-call]
                yield tasks[future], pickle.loads(future.result())
            client.run(_close_all)
        except (KilledWorker, TimeoutError):
            raise UserError(
                "Workers of Dask ended while they graded, more than once. What was written stays; the command, given "
                "again, goes on from there, and without --scheduler it says whose submission it is."
            ) from None
        except (CancelledError, OSError):
            raise UserError(
                f"The Dask scheduler at {scheduler} ended, or cannot be reached any more. What was written stays; the "
                "command, given again, goes on from there. Without --scheduler it grades on this machine."
            ) from None


def _delegate(run: str, preparation: bytes, task: bytes) -> bytes:
    """Return what the process beside this thread of a worker makes of a task. It outlives whatever a task does."""
    server: _Server | None = getattr(_thread, "server", None)
    for attempt in (1, 2):
        if server is None or server.run != run or server.process.poll() is not None:
            if server is not None:
                server.close()
            server = _thread.server = _start(run, preparation)
        try:
            server.connection.send_bytes(task)
            return server.connection.recv_bytes()
        except (EOFError, OSError):
            server.close()
            if attempt == 2:
                raise
    raise AssertionError


def _start(run: str, preparation: bytes) -> _Server:
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-m", __name__, str(theirs.fileno())]
    process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
    theirs.close()
    server = _Server(run, process, Connection(ours.detach()))
    _servers.append(server)
    with suppress(OSError):
        server.connection.send_bytes(preparation)
    return server


def _close_all() -> None:
    """End what stands beside a worker, when a run is over."""
    while _servers:
        _servers.pop().close()


def _serve(connection: Connection) -> None:
    """Do one task after another until nobody asks any more."""
    from firstquery.grading.libraries import libraries
    from firstquery.grading.run import pool
    from firstquery.sandbox import forks

    with suppress(EOFError, OSError), forks.shared_zygote(libraries()) as address:
        prepare = pickle.loads(connection.recv_bytes())
        if prepare is not None:
            prepare()
        forks.share(address)
        while True:
            function, item = pickle.loads(connection.recv_bytes())
            ((_, result),) = pool.in_processes(function, [item], 1)
            connection.send_bytes(pickle.dumps(result))


if __name__ == "__main__":
    _serve(Connection(int(sys.argv[1])))
