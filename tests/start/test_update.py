"""An update of the course keeps every byte of her work, whatever she and the course did before, and when killed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from firstquery.core import course
from firstquery.core.errors import UserError
from firstquery.learner import reset as resetting
from firstquery.learner import versions
from firstquery.learner.workspace import fill
from tests.start.small_course import TITLES, Course, cell, edited, notebook, ran

#: More of them find more: FIRSTQUERY_UPDATES=500, for a night.
EXAMPLES = int(os.environ.get("FIRSTQUERY_UPDATES", "20"))

#: What reaches the disk is no question here: a folder in memory where there is one.
QUICK = next((path for path in ("/dev/shm",) if os.access(path, os.W_OK)), None)


def killed_fill(work: Path, at: int) -> None:
    """`fill` in a process that is killed at its ``at``-th step in her folder: a file opened, made, renamed, removed."""
    child = os.fork()
    if child == 0:
        steps = 0

        def count(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal steps
            if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.chmod") and str(work) in str(arguments[0]):
                steps += 1
                if steps >= at:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        fill()
        os._exit(0)
    os.waitpid(child, 0)


class Update(RuleBasedStateMachine):
    """``hers`` holds every content that she has saved and not removed herself. It has to be somewhere, to the byte."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=QUICK))
        self.work = self.folder / "first-query"
        self.course = Course(self.folder / "course")
        self.before = os.environ.get("FIRSTQUERY_WORK", ""), course.COURSE
        os.environ["FIRSTQUERY_WORK"] = str(self.work)
        course.COURSE = self.course.root
        self.hers: set[bytes] = set()
        #: contents that she has changed, and not only run: they stay where they are, too
        self.written: dict[str, bytes] = {}
        #: what she removed or renamed, by week and part; it does not come back by itself
        self.gone: set[str] = set()
        #: what a reset changed: whether it is as it came depends on what else is in it
        self.changed: set[str] = set()
        self.lost = False
        self.count = 0

    @initialize()
    def first(self) -> None:
        self.course.publish()
        fill()

    def teardown(self) -> None:
        os.environ["FIRSTQUERY_WORK"], course.COURSE = self.before
        shutil.rmtree(self.folder, ignore_errors=True)

    def notebooks(self) -> list[Path]:
        found = [path for path in sorted(self.work.rglob("*.ipynb")) if "kept" not in path.relative_to(self.work).parts]
        return [path for path in found if not any(part.startswith(".") for part in path.relative_to(self.work).parts)]

    def name(self, path: Path) -> str:
        return path.relative_to(self.work).as_posix()

    def pick(self, which: int) -> Path:
        found = self.notebooks()
        return found[which % len(found)]

    def save(self, path: Path, content: bytes, *, written: bool) -> None:
        self.hers.discard(path.read_bytes() if path.exists() else b"")
        path.write_bytes(content)
        self.hers.add(content)
        if written or self.name(path) in self.written:
            self.written[self.name(path)] = content

    def no_longer_there(self, path: Path) -> None:
        # what the course has not yet recorded as put there, because it was killed, it puts there again
        if self.name(path) in versions.read(self.work).files:
            self.gone.add(self.name(path))
        self.written.pop(self.name(path), None)

    # --- what she does

    @precondition(lambda self: self.notebooks())
    @rule(which=st.integers(0, 30), at=st.integers(0, 1))
    def edit(self, which: int, at: int) -> None:
        path = self.pick(which)
        self.count += 1
        self.save(path, edited(path.read_bytes(), f"what she wrote, {self.count}", at), written=True)

    @precondition(lambda self: self.notebooks())
    @rule(which=st.integers(0, 30))
    def run(self, which: int) -> None:
        path = self.pick(which)
        self.count += 1
        self.save(path, ran(path.read_bytes(), f"run {self.count}"), written=False)

    @precondition(lambda self: self.notebooks())
    @rule(which=st.integers(0, 30), folder=st.sampled_from(["", "mine/", "practice/"]))
    def rename(self, which: int, folder: str) -> None:
        path = self.pick(which)
        self.count += 1
        new = self.work / f"{folder}Renamed {self.count}.ipynb"
        new.parent.mkdir(exist_ok=True)
        self.no_longer_there(path)
        path.rename(new)
        # under her own name it is hers, whatever is in it
        self.hers.add(new.read_bytes())
        self.written[self.name(new)] = new.read_bytes()

    @precondition(lambda self: self.notebooks())
    @rule(which=st.integers(0, 30))
    def remove(self, which: int) -> None:
        path = self.pick(which)
        self.no_longer_there(path)
        self.hers.discard(path.read_bytes())
        path.unlink()

    @rule(week=st.integers(1, 3), exercise=st.sampled_from([None, "1", "3"]), lesson=st.booleans(), back=st.booleans())
    def reset(self, week: int, exercise: str | None, lesson: bool, back: bool) -> None:
        with contextlib.suppress(UserError):  # of what there is not
            resetting.reset(str(week), exercise, lesson=lesson and exercise is None)
            if back:
                resetting.undo(str(week))
        # she asked for it: what stood there need not stand there any more, and has to be somewhere
        for name, content in list(self.written.items()):
            if (self.work / name).read_bytes() != content:
                del self.written[name]
                self.changed.add(name)
        self.gone = {name for name in self.gone if not (self.work / name).exists()}

    @rule(week=st.sampled_from([3]))
    def write_a_notebook_of_a_week_to_come(self, week: int) -> None:
        path = self.work / f"week-{week:02}-{TITLES[week - 1]}.ipynb"
        if not path.exists() and self.name(path) not in self.gone:
            self.count += 1
            mine = [cell("a", "markdown", f"mine {self.count}"), cell("b", "code", "2")]
            self.save(path, notebook(mine), written=True)

    @rule()
    def lose_the_record(self) -> None:
        (self.work / ".records" / "shipped.json").write_bytes(b'{"version": 2, "fil')
        self.gone.clear()  # what was removed cannot be told from what never was there
        self.lost = True  # nor what is hers from what is old

    # --- what the course does

    @rule()
    def publish_an_edition(self) -> None:
        self.course.edition += 1
        self.course.publish()

    @rule()
    def publish_a_new_week(self) -> None:
        stem = f"week-03-{TITLES[2]}"
        if not any(one.startswith("week-03") for one in self.course.stems):
            self.course.stems.append(stem)
            self.course.publish()

    # --- updates

    @rule()
    def update(self) -> None:
        fill()
        self.up_to_date()

    @rule(at=st.integers(1, 60), newer=st.booleans())
    def update_killed_and_again(self, at: int, newer: bool) -> None:
        self.publish_an_edition()
        killed_fill(self.work, at)
        self.nothing_is_lost()
        if newer:
            self.publish_an_edition()
        fill()
        self.up_to_date()

    @rule(at=st.integers(1, 60))
    def update_killed(self, at: int) -> None:
        killed_fill(self.work, at)

    @rule()
    def restore(self) -> None:
        fill(restore=True)
        self.gone = {name for name in self.gone if not (self.work / name).exists()}

    def up_to_date(self) -> None:
        for name in ("start-here.ipynb", *(f"{stem}.ipynb" for stem in self.course.stems)):
            path = self.work / name
            if name in self.gone:
                assert not path.exists(), f"{name} came back"
            elif name not in {*self.written, *self.changed} and not self.lost:
                assert f"dition {self.course.edition}" in path.read_text(), f"{name} was not updated"

    @invariant()
    def nothing_is_lost(self) -> None:
        there = {path.read_bytes() for path in self.work.rglob("*") if path.is_file()}
        lost = self.hers - there
        assert not lost, f"lost: {[one[-300:] for one in lost]}"
        for name, content in self.written.items():
            assert (self.work / name).read_bytes() == content, f"{name} was touched"


TestUpdate = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills by fork")(Update.TestCase)
TestUpdate.settings = settings(max_examples=EXAMPLES, stateful_step_count=25)
