"""Whether grading on Dask costs more than on this machine: ``--scheduler`` with two workers, and ``--jobs 2``.

``python -m benchmarks.cluster [--submissions 12] [--turns 3] [--week 4] [--small] [--held-out FILE]``. The scheduler
and the workers run on loopback, on the same processors, and are started before the time is taken, as they stand ready
in an organisation. The submissions are those of `benchmarks.grading`. Both commands are timed whole, turn by turn, from
an empty gradebook. Printed: the seconds of both, and the ratio of their medians; 1 is a cluster that costs nothing.
"""

from __future__ import annotations

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from benchmarks import grading
from benchmarks.grading import Turn, course, submissions, turn
from firstquery.core.course import week

WORKERS = 2
WAIT = 60  # seconds until a scheduler listens


@contextmanager
def dask(folder: Path) -> Iterator[str]:
    """The address of a scheduler with its workers, on loopback."""
    folder.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    scheduler = ["dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    worker = ["dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    started = [_start(folder, *scheduler)]
    try:
        _await_scheduler(port)
        started += [_start(folder, *worker, "--local-directory", str(folder)) for _ in range(WORKERS)]
        yield address
    finally:
        for one in reversed(started):
            one.terminate()
        for one in reversed(started):
            try:
                one.wait(60)
            except subprocess.TimeoutExpired:
                one.kill()


def _start(folder: Path, name: str, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.{name}", *arguments]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _await_scheduler(port: int) -> None:
    until = time.monotonic() + WAIT
    while True:
        try:
            with closing(socket.create_connection(("127.0.0.1", port), 1)):
                return
        except OSError:
            if time.monotonic() > until:
                raise SystemExit(f"No scheduler of Dask listened within {WAIT} s.") from None
            time.sleep(0.1)


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--week", type=int, default=4, help="which week the submissions are of")
    parser.add_argument("--submissions", type=int, default=12)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--small", action="store_true", help="once, to see that it runs: no figure of it counts")
    parser.add_argument("--held-out", type=Path, help="held-out data that are built already")
    options = parser.parse_args()
    if options.small:
        options.submissions, options.turns, options.week = 2, 1, 1
    grading.WEEK = week(options.week).stem
    command = ["firstquery", "grade", grading.WEEK, "--no-feedback"]
    with tempfile.TemporaryDirectory(prefix="first-query-benchmark-") as folder, dask(Path(folder) / "dask") as address:
        ours = course(Path(folder) / "course", False, submissions(options.submissions), options.held_out)
        ways = {
            f"--jobs {WORKERS}": [*command, "--jobs", str(WORKERS)],
            "--scheduler": [*command, "--scheduler", address],
        }
        taken: dict[str, list[Turn]] = {name: [] for name in ways}
        if not options.small:
            turn(ours, command)  # makes the held-out key, and fills the machine's caches
        for _ in range(options.turns):
            for name, way in ways.items():
                taken[name].append(turn(ours, way))
    if taken["--scheduler"][0].marks != taken[f"--jobs {WORKERS}"][0].marks:
        raise SystemExit("The marks are not the same.")
    processors = len(os.sched_getaffinity(0))
    print(f"{options.submissions} submissions of week {options.week}, {processors} processors, {options.turns} turn(s)")
    seconds = {name: [one.seconds for one in turns] for name, turns in taken.items()}
    for name, each in seconds.items():
        print(f"{name:12}{statistics.median(each):6.1f} s   ({', '.join(f'{one:.1f}' for one in each)})")
    here, there = (statistics.median(each) for each in seconds.values())
    print(f"ratio {here / there:.2f} (at least 0.80)")


if __name__ == "__main__":
    main()
