"""A kernel killed at any moment of a check, a prediction or a run: what was finished is kept, and no file is half.

FIRSTQUERY_KILLS=100 kills a hundred times.
"""

from __future__ import annotations

import json
import os
import random
import stat
import time
from pathlib import Path

import pytest

from firstquery.learner import records
from firstquery.learners_copy import fill
from tests.learner.forked import factory

KILLS = int(os.environ.get("FIRSTQUERY_KILLS", "10"))
STEM = "week-01-first-query"
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the kernels are forks")


def test_what_was_finished_is_kept_whole_whenever_the_kernel_is_killed(work: Path, tmp_path: Path) -> None:
    fill()
    rng = random.Random(26)
    practice = work / "practice" / STEM
    told = {"FIRSTQUERY_WORK": str(work), "JPY_SESSION_NAME": str(practice / f"{STEM}.ipynb")}
    attempts = predicted = 0
    moments = set()
    with factory(practice, tmp_path, **told) as kernels:
        for kill in range(KILLS):
            with kernels.kernel() as one:
                one.finished(until=one.send(f'from firstquery import *\nrebuild("{STEM}")', "rebuild"))
                checks, predictions = {}, {}
                for number in range(kill * 1000, kill * 1000 + 12):
                    text = f"%%choice top_five\n{rng.choice('abcd')}\n\n{number}"
                    one.send(text, "w01-q5-answer")
                    checks[one.send('check("w01-q5", top_five)', "w01-q5")] = number
                    predictions[one.send(f'predict("w01-p1", {number + 1}, confidence=60)', "predict-cell")] = (
                        number + 1
                    )
                time.sleep(rng.uniform(0, 0.35))
                one.kill()
                done = one.finished()

            # no record is half, or was set aside as damaged
            for path in (work / ".records").glob("*.json*"):
                assert "damaged" not in path.name
                json.loads(path.read_bytes())
            # each attempt that was told is there; at most the one in the making is there besides
            now = (records.read("w01-q5") or {}).get("count", 0)
            told_of = len(checks.keys() & done.keys())
            assert attempts + told_of <= now <= attempts + told_of + 1
            attempts = now
            moments.add(told_of)
            # and the prediction is the last one that was told, or the one in the making
            last = [number for request, number in predictions.items() if request in done]
            guess = (records.read("w01-p1") or {}).get("tries", [{"number": 0}])[-1]["number"]
            assert guess in ((last[-1], last[-1] + 1) if last else (predicted, kill * 1000 + 1))
            predicted = guess
    assert len(moments) > 2  # the kills fell on different moments


def test_a_write_reaches_the_disk_before_it_is_called_done(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that loses its power keeps what was flushed: the file, then its new name, then the folder."""
    steps: list[str] = []
    flushed, renamed = os.fsync, os.replace

    def fsync(handle: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        flushed(handle)

    def replace(self: Path, target: Path) -> Path:
        steps.append("name")
        renamed(self, target)
        return target

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    records.attempt("w01-q1", "right", 2, 2)
    assert steps == ["file", "name", "folder"]
