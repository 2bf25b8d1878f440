"""What a learner wrote is read outside of her sandbox, too: in a process with bounds that stop her alone."""

from __future__ import annotations

import mmap
import sys
from pathlib import Path

import nbformat
import pytest
from distributed import LocalCluster
from nbformat.v4 import new_code_cell, new_output

from firstquery.core.errors import UserError
from firstquery.grading.run import cluster, grading, pool
from firstquery.grading.run.plan import Options
from tests.commands import _shared
from tests.grading.orders import STEM

from . import task
from .bench import NAMES, Run, points

#: A cleaner that looks through all attributes of a tag for each of them takes 43 seconds for 20,000.
ATTRIBUTES = f"<b {' '.join(f'a{number}=1' for number in range(30_000))}>x</b>"


def test_a_submission_that_takes_too_long_outside_of_its_sandbox_is_stopped_and_named(
    prepared: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = prepared.copy(tmp_path / "course", NAMES[:2])
    run.hand_in("hostile")
    path = run.root / "submitted" / "hostile" / STEM / f"{STEM}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(new_code_cell("", outputs=[new_output("display_data", {"text/html": ATTRIBUTES})]))
    nbformat.write(notebook, path)
    monkeypatch.setenv("FIRSTQUERY_COURSE", str(run.root))
    monkeypatch.setattr(pool, "SECONDS", 5, raising=False)
    report = grading.grade(run.root, STEM, Options(jobs=2, server=_shared()))
    found = {one.student: one for one in report.graded}
    assert (found["hostile"].state, found["hostile"].sentence) == (
        "failed",
        "Grading it took more than 5 seconds of the processor and was stopped, so it has no marks. "
        f"Look at what is in submitted/hostile/{STEM}.",
    )
    for number, name in enumerate(NAMES[:2]):
        assert (found[name].state, found[name].earned) == ("graded", sum(points(number)))
    assert report.feedback == []
    assert run.litter_of_grading() == []


def test_a_task_that_is_stopped_says_why_and_costs_no_other_its_result(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "SECONDS", 1)
    done = dict(pool.in_processes(task.do, ["computes", "one", "takes memory", "is killed", "two"], 2))
    monkeypatch.setattr(pool, "MINUTES", 0.02)
    done |= pool.in_processes(task.do, ["waits"], 2)
    assert done == {
        "one": "one",
        "two": "two",
        "computes": pool.StoppedTask("took more than 1 seconds of the processor and was stopped"),
        "takes memory": pool.StoppedTask("needed more than 1536 MB of memory and was stopped"),
        "waits": pool.StoppedTask("took more than 0.02 minutes and was stopped"),
        "is killed": pool.StoppedTask("was ended from outside, twice"),
    }


def test_what_the_process_had_before_is_no_memory_of_a_task() -> None:
    """One with a hundred threads has 800 MB of their stacks alone, and a fork has them all."""
    with mmap.mmap(-1, 2 * pool.MEMORY, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS):
        done = dict(pool.in_processes(task.do, ["takes what honest work does", "takes memory"], 1))
    assert done == {
        "takes what honest work does": "takes what honest work does",
        "takes memory": pool.StoppedTask("needed more than 1536 MB of memory and was stopped"),
    }


def test_without_dask_a_sentence_says_which_extra_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UserError, match=r"needs Dask, which is not installed here.* pip install \"\.\[cohort\]\"$"):
        next(cluster.on_dask(task.do, ["one"], "tcp://127.0.0.1:9"))


def test_on_dask_a_task_has_the_same_bounds_and_ends_no_worker() -> None:
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as workers:
        done = dict(cluster.on_dask(task.do, ["takes memory", "is killed", "one"], workers.scheduler_address))
    assert done == {
        "one": "one",
        "takes memory": pool.StoppedTask("needed more than 1536 MB of memory and was stopped"),
        "is killed": pool.StoppedTask("was ended from outside, twice"),
    }
