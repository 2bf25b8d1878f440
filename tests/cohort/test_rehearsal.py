"""A rehearsal: killed at any moment it goes on, every receipt has its mark, and what does not go together is said."""

from __future__ import annotations

import contextlib
import json
import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from firstquery.cohort.hub.site import Site
from firstquery.cohort.rehearsal import reconciliation
from firstquery.cohort.rehearsal.cast import MANNERS, Learner, learners, versions
from firstquery.cohort.rehearsal.term import Term
from firstquery.core import course
from firstquery.core.due import FILE
from tests.cohort.hub.conftest import COURSE, alone
from tests.conftest import ROOT

WEEK = course.week(1, ROOT)
__all__ = ["alone"]  # a fixture


def test_the_cast_is_the_same_each_time_and_has_every_manner() -> None:
    cast = learners(16)
    assert cast == learners(16)
    assert {one.manner for one in cast} == set(MANNERS)
    assert len({one.name for one in cast}) == 16
    for one in cast:
        made = versions(one, WEEK)
        assert made == versions(one, WEEK)
        assert len(made) == {"absent": 0, "again": 2}.get(one.manner, 1)
        assert all(_is_notebook(text) == (one.manner != "damaged") for text in made)


def _is_notebook(text: bytes) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def test_a_week_is_due_after_what_has_come_and_before_what_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Site, "facilitator_course", property(lambda _: tmp_path))
    term = Term(Site(facilitator=pwd.getpwuid(os.geteuid()).pw_name), [], [], 1, lambda *_: None)
    before = datetime.now()
    term._due(course.weeks()[0])
    (told,) = tomllib.loads((tmp_path / FILE).read_text(encoding="utf-8"))["due"].values()
    assert before < told < datetime.now()


@pytest.mark.root
def test_killed_three_times_it_goes_on_and_every_receipt_has_its_mark(place: Path) -> None:
    chance = random.Random(19)
    for _ in range(3):
        begun = subprocess.Popen(_command(place), cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL)
        try:
            begun.wait(chance.uniform(8, 40))
        except subprocess.TimeoutExpired:
            os.killpg(begun.pid, signal.SIGKILL)
            begun.wait()
    done = subprocess.run(_command(place), cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = json.loads((place / "rows.json").read_text())
    assert len(rows) == len(MANNERS)
    assert [row["receipts"] for row in rows] == [len(versions(Learner(n), WEEK)) for n in range(len(MANNERS))]
    assert not [row for row in rows if row["faults"]]
    assert {row["manner"] for row in rows if row["is_late"]} == {"late"}
    assert {row["manner"] for row in rows if row["state"] != "graded"} == {"absent", "damaged"}
    _assert_faults_are_told(place, rows)


def _assert_faults_are_told(place: Path, rows: list[dict[str, object]]) -> None:
    """The same hub, with a submission exchanged and a receipt of one that never came."""
    course = place / "h" / "rehearsal-facilitator" / "course"
    receipts = {str(row["learner"]): [{"week": WEEK.stem, "sha256": row["sha256"]}] * row["receipts"] for row in rows}  # type: ignore[operator]
    cast, pages = learners(len(rows)), {str(row["learner"]): [f"{WEEK.stem}.html"] for row in rows}
    url = f"sqlite:///{course / 'gradebook.db'}"
    assert not [one for one in reconciliation.reconcile(course, url, cast, [WEEK], receipts, pages) if one.faults]
    notebook = course / "submitted" / cast[0].name / WEEK.stem / f"{WEEK.stem}.ipynb"
    notebook.write_bytes(notebook.read_bytes() + b" ")
    shutil.rmtree(course / "submitted" / cast[1].name)
    del pages[cast[2].name]
    impostor = [replace(cast[3], number=11), *cast[4:]]
    found = reconciliation.reconcile(course, url, [*cast[:3], *impostor], [WEEK], receipts, pages)
    told = {one.learner: one.faults for one in found if one.faults}
    assert told.pop(cast[0].name)[0] == "what was graded is not what her newest receipt says"
    assert told.pop(cast[1].name) == ("a receipt without a submission",)
    assert told.pop(cast[2].name) == ("no feedback has arrived",)
    assert list(told) == [impostor[0].name]


@pytest.fixture
def place(alone: None) -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="fqr-", dir="/tmp"))
    made.chmod(0o755)
    try:
        yield made
    finally:
        state = ["--state", str(made / "state"), "--yes"]
        subprocess.run([sys.executable, "-m", "firstquery.cli.main", "hub", "remove", *state], cwd=ROOT, check=False)
        shutil.rmtree(made, ignore_errors=True)


def _command(place: Path) -> list[str]:
    options = {"learners": len(MANNERS), "weeks": 1, "at-once": 4, "state": place / "state", "course": COURSE}
    options |= {"homes": place / "h", "port": _port(), "json": place / "rows.json"}
    words = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "firstquery.cli.main", "rehearse", "--keep", *words]


@cache
def _port() -> int:
    """The first of three free ones in a row: for the proxy, the hub, and the proxy's own interface."""
    for first in range(18400, 19400, 3):
        with contextlib.ExitStack() as stack:
            try:
                for port in range(first, first + 3):
                    stack.enter_context(socket.create_server(("127.0.0.1", port)))
            except OSError:
                continue
            return first
    pytest.fail("no three free ports in a row")
