"""Two cohorts: one graded by the real grader, with someone for each state that the roster tells apart; one whose week
is released, copied for each test, with its learners."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from firstquery.cohort import overview
from firstquery.cohort.overview import Entry, Overview

from ..conftest import needs
from ..grading.conftest import RIGHT, SMALLEST
from ..grading.orders import STEM, answer
from ..run.bench import TEMPORARY, Run
from ..shared import once, released
from .exchange import Cohort, Learner

DUE = dt.datetime(2026, 1, 19, 9, tzinfo=dt.UTC)
ON_TIME, TOO_LATE = DUE - dt.timedelta(hours=30), DUE + dt.timedelta(hours=2)
ROSTER = """name,display name,email
ann,Ann A,ann@example.com
ben,=HYPERLINK("http://x"),ben@example.com
cy,"Cy, the second",cy@example.com
dan,Dan D,dan@example.com
eve,Eve E,eve@example.com
fay,Fay F,fay@example.com
lin,Lin L,lin@example.com
"""
EVERYTHING = "%%sql paid_orders\nSELECT COUNT(*) FROM orders"
WRITTEN = """%%text definition
Every order that has been paid is <b>counted once</b>, and those that are open are left out until their money has come.

It would be another number if returned orders were taken out again.

- [x] It says what is counted.
- [ ] A colleague would count the same."""


@pytest.fixture(scope="session", autouse=True)
def _temporary() -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="fq-", dir="/tmp") as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv(TEMPORARY, folder)
        yield


@pytest.fixture(scope="session")
def graded_cohort(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Ann, Ben and Fay are graded, Dan's file is damaged, Cy came after that, Lin again, and of Eve there is nothing.

    Zoe handed in and is not in roster.csv. No test changes it: `changing` is a copy.
    """
    needs("bubblewrap")

    def make(root: Path) -> None:
        course = released(tmp_path_factory, root, cell_seconds=5)
        run = Run(course.root)
        right = {**RIGHT, "q4": WRITTEN}
        for name in ("ann", "lin", "zoe"):
            course.submit(name, answer(course.released(), **right))
        course.submit("ben", answer(course.released(), **{**right, "q1": EVERYTHING}))
        course.submit("fay", answer(course.released(), **{**right, "q2": SMALLEST, "q3": "import os\nos._exit(1)"}))
        course.submit("dan", course.released())
        (_folder(run, "dan") / f"{STEM}.ipynb").write_text('{"cells": [', encoding="utf-8")
        for name in ("ann", "lin", "ben", "dan", "zoe"):
            _note(run, name, ON_TIME)
        _note(run, "fay", TOO_LATE)
        (root / "roster.csv").write_text(ROSTER, encoding="utf-8")
        (root / "cohort.toml").write_text(f"[due]\n90 = {DUE.isoformat()}\n", encoding="utf-8")
        run.grade()
        run.enter("grade", "ann", "w90-q4-answer", manual_score=3.0, extra_credit=0.5, needs_manual_grade=0)
        run.hand_in("cy")
        _place(run, "cy", TOO_LATE)
        run.hand_in("lin", q1="%%sql paid_orders\nSELECT 5")
        _note(run, "lin", ON_TIME)

    return Run(once(tmp_path_factory, "graded_cohort", make))


def _folder(run: Run, name: str) -> Path:
    return run.root / "submitted" / name / STEM


def _note(run: Run, name: str, at: dt.datetime) -> None:
    """As the exchange notes when something was handed in."""
    (_folder(run, name) / "timestamp.txt").write_text(f"{at:%Y-%m-%d %H:%M:%S.%f} UTC", encoding="utf-8")


def _place(run: Run, name: str, at: dt.datetime) -> None:
    """As a file that was placed by hand, with its own time."""
    for path in _folder(run, name).iterdir():
        os.utime(path, (at.timestamp(), at.timestamp()))


@pytest.fixture
def changing(graded_cohort: Run, tmp_path: Path) -> Run:
    return graded_cohort.copy(tmp_path / "course")


def listed(run: Run, now: dt.datetime | None = None) -> Overview:
    return overview.build(run.root, run.db_url, now=now)


def by_name(found: Overview) -> dict[str, Entry]:
    return {one.member.name: one for one in found.entries}


@pytest.fixture
def cohort(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Cohort:
    return Cohort.make(released(tmp_path_factory, tmp_path / "course", cell_seconds=5), tmp_path / "exchange")


@pytest.fixture
def ann(cohort: Cohort) -> Learner:
    return cohort.learner("ann")


@pytest.fixture
def ben(cohort: Cohort) -> Learner:
    return cohort.learner("ben")
