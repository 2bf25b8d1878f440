"""Many tasks at once: in processes forked from this one when it has imported what they need, or on workers of Dask."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Any, TypeVar

from firstquery.core.errors import UserError

T = TypeVar("T")
_EVERY = 0.5  # seconds


def in_processes(function: Callable[[T], Any], items: Sequence[T], jobs: int) -> Iterator[tuple[T, Any]]:
    """Each item with its result as soon as it is there; with None where its process was ended from outside.

    Whose process that was can't be told where several run. So what has no result is done again, and where a whole
    round has brought none, each item by itself: then it is told, and costs nobody else a result.
    """
    left = dict(enumerate(items))
    while left:
        before = len(left)
        for number, result in _round(function, left, jobs):
            yield left.pop(number), result
        if len(left) == before:
            for number, item in left.items():
                yield item, dict(_round(function, {number: item}, 1)).get(number)
            return


def _round(function: Callable[[T], Any], items: dict[int, T], jobs: int) -> Iterator[tuple[int, Any]]:
    """The results by number, of those that have one."""
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    pool = ProcessPoolExecutor(min(jobs, len(items)), context, _watch, (os.getpid(),))
    try:
        futures = {pool.submit(function, item): number for number, item in items.items()}
        for future in as_completed(futures):
            with suppress(BrokenProcessPool):
                yield futures[future], future.result()
    finally:
        for process in multiprocessing.active_children():
            process.kill()
        pool.shutdown(cancel_futures=True)


def _watch(owner: int) -> None:
    """Ends this process with its ``owner``: a run that is killed tells its processes nothing, and they would go on."""

    def end() -> None:
        while os.getppid() == owner:
            time.sleep(_EVERY)
        os._exit(1)

    threading.Thread(target=end, name="ends-with-its-run", daemon=True).start()


def on_dask(function: Callable[[T], Any], items: Sequence[T], scheduler: str) -> Iterator[tuple[T, Any]]:
    """`in_processes` of the workers of the scheduler at that address. Raises `UserError`."""
    from distributed import Client, KilledWorker
    from distributed import as_completed as completed

    try:
        client: Any = Client(scheduler, timeout="10s", set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError):
        raise UserError(
            f"There is no Dask scheduler at {scheduler}. `dask scheduler` starts one and prints its address, "
            "and `dask worker ADDRESS --nthreads 1` on each machine that shall grade; all of them see this course's "
            "folder by the same path."
        ) from None
    with client, client.as_current():
        try:
            client.wait_for_workers(1, timeout=60)
            futures = {client.submit(function, item, pure=False): item for item in items}
            for future, result in completed(futures, with_results=True):  # type: ignore[no-untyped-call]
                yield futures[future], result
        except (KilledWorker, TimeoutError):
            raise UserError(
                "Workers of Dask ended while they graded, more than once. What was written stays; the command, given "
                "again, goes on from there, and without --scheduler it says whose submission it is."
            ) from None
