"""The same marks, whoever gives them: two workers or one, Dask, PostgreSQL, stock nbgrader."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat

from tests.grading.orders import STEM, cell_of
from tests.sql.servers import postgres

from ..conftest import needs
from .bench import NAMES, Run, eventually, once_each


@dataclass(frozen=True)
class Dask:
    address: str
    scheduler: subprocess.Popen[bytes]


@contextmanager
def dask(run: Run) -> Iterator[Dask]:
    """A scheduler and two workers on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    place = run.temporary / "dask"
    place.mkdir()
    local = ["--no-dashboard", "--local-directory", str(place)]
    scheduler = ["dask_scheduler", "--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard"]
    worker = ["dask_worker", address, "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1", *local]
    environment = {**os.environ, "TMPDIR": str(place)}
    started = [
        subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{name}", *arguments],
            cwd=place,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for name, *arguments in (scheduler, worker, worker)
    ]
    try:
        assert eventually(lambda: _listens(address), 60), "the scheduler did not start"
        yield Dask(address, started[0])
    finally:
        # The workers first, and each to its end: one whose scheduler has gone before it waits a minute for an answer.
        for one in reversed(started):
            one.terminate()
            try:
                one.wait(60)
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait()


def _listens(address: str) -> bool:
    host, _, port = address.removeprefix("tcp://").rpartition(":")
    try:
        socket.create_connection((host, int(port)), 1).close()
    except OSError:
        return False
    return True


def test_two_workers_of_dask_give_what_two_of_this_machine_give(
    prepared: Run, undisturbed: Run, tmp_path: Path
) -> None:
    names = NAMES[:4]
    run = prepared.copy(tmp_path / "course", names)
    with dask(run) as workers:
        run.grade("--scheduler", workers.address)
    assert run.rows(names) == undisturbed.rows(names)
    assert run.notebooks(names) == undisturbed.notebooks(names)
    assert run.litter_of_grading() == []
    assert list((run.temporary / "dask").rglob("first-query*")) == []


def test_without_a_scheduler_at_its_address_that_is_said(run: Run) -> None:
    ended = run.grade("--scheduler", "tcp://127.0.0.1:9", code=1)
    assert "There is no Dask scheduler at tcp://127.0.0.1:9." in ended.said


def test_a_scheduler_that_is_lost_is_a_sentence_and_what_was_written_stays(
    prepared: Run, undisturbed: Run, tmp_path: Path
) -> None:
    names = NAMES[:4]
    run = prepared.copy(tmp_path / "course", names)
    with dask(run) as workers:
        grading = run.start("grade", STEM, "--scheduler", workers.address)
        assert eventually(lambda: run.marks() > 0, 120), "nothing was graded"
        workers.scheduler.kill()
        ended = run.ended(grading)
    said = f"The Dask scheduler at {workers.address} ended, or cannot be reached any more. What was written stays;"
    assert ended.code == 1 and said in ended.said and "Traceback" not in ended.said, ended.said
    assert len([line for line in ended.err.splitlines() if line.strip()]) <= 4, ended.err
    run.grade()
    assert run.rows(names) == undisturbed.rows(names)
    assert run.litter_of_grading() == []


def test_a_gradebook_in_postgresql_holds_what_one_in_sqlite_holds(
    prepared: Run, undisturbed: Run, tmp_path: Path
) -> None:
    copied = prepared.copy(tmp_path / "course")
    with postgres(needs("postgresql")) as address:
        url = address.replace("postgresql:", "postgresql+psycopg:")
        run = Run(copied.root, {"GRADEBOOK": url})
        run.configure(f"c.CourseDirectory.db_url = {url!r}")
        (run.root / "gradebook.db").unlink()
        ended = run.grade("--jobs", "1")
        assert f"{STEM} is not in the gradebook yet. Releasing it." in ended.said
        rows = run.rows()
        assert rows == undisturbed.rows()
        assert once_each(rows)
        assert run.notebooks() == undisturbed.notebooks()
        assert not (run.root / "gradebook.db").exists()
        # A preview writes nothing there either.
        run.configure("c.Judge.largest_payload = 10")
        before = run.hashes()
        ended = run.firstquery("regrade", STEM, "--student", NAMES[1])
        assert "Nothing is written" in ended.said
        assert run.rows() == rows
        assert run.hashes() == before


def test_stock_nbgrader_gives_the_same_marks_and_notebooks_and_remembers_the_same(
    prepared: Run, tmp_path: Path
) -> None:
    """Right and wrong answers, a deleted test cell, a kernel that dies and a cell that does not come to its end."""
    ours = prepared.copy(tmp_path / "ours", [NAMES[1], NAMES[-1]])
    ours.hand_in("died", q2="import os\nos._exit(1)")
    ours.hand_in("slow", q2="while True:\n    pass")
    ours.hand_in("odd")
    path = ours.root / "submitted" / "odd" / STEM / f"{STEM}.ipynb"
    odd = nbformat.read(path, as_version=4)
    odd.cells.remove(cell_of(odd, "w90-q1"))
    nbformat.write(odd, path)
    ours.configure("c.Execute.timeout = 2")
    # nbgrader has one clock for its folder: the same course root in both, one after the other.
    stock = ours.copy(tmp_path / "stock")
    learners = [NAMES[1], NAMES[-1], "died", "slow", "odd"]
    results = ours.results("--jobs", "2")
    stock.nbgrader("autograde", STEM)
    assert stock.rows(learners) == ours.rows(learners)
    assert stock.notebooks(learners) == ours.notebooks(learners)
    assert sum(name.endswith(".ipynb") for name in ours.notebooks(learners)) == len(learners)
    assert len(stock.rows(learners)["firstquery_marks"]) == len(learners)
    for name in learners:
        stamp = nbformat.read(stock.notebook(name), as_version=4).metadata["firstquery_stamp"]
        assert stamp == nbformat.read(ours.notebook(name), as_version=4).metadata["firstquery_stamp"]
        assert all(len(one) == 64 for one in results[name]["hashes"].values())
    # What stock nbgrader has graded is graded for us as well.
    assert "5 had their marks already" in stock.grade().said
