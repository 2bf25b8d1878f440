"""One submission graded in a worker: nbgrader's own Autograde, on a private gradebook, into a folder of the run."""

from __future__ import annotations

import atexit
import errno
import gc
import logging
import os
import shutil
import tempfile
import threading
import time
import warnings
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_notebook
from nbgrader.api import Gradebook, TaskCell
from nbgrader.apps import AutogradeApp
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import create_engine
from sqlalchemy.exc import SAWarning
from sqlalchemy.orm import configure_mappers
from traitlets.config import Config

from firstquery.grade.repair.stage import StagedAutograde
from firstquery.grade.run import engine, marks
from firstquery.grade.run.result import Graded, Notebook, Score
from firstquery.grade.sandbox import forks
from firstquery.grade.submitted import plain


@dataclass(frozen=True)
class Task:
    """What a worker needs: the course's ``root``, the run's own folder ``run`` with the gradebook to copy there.

    ``server`` is the address of a fork server to share, and ``settings`` are configuration on top of grader_config.py.
    """

    root: str
    run: str
    assignment: str
    student: str
    server: str | None = None
    settings: dict[str, dict[str, Any]] = field(default_factory=dict)


_NEEDED = (
    *("firstquery.grade.execute", "firstquery.grade.judge", "firstquery.grade.sandbox.provisioner"),
    *("firstquery.grade.checked", "firstquery.grade.showing", "firstquery.grade.run.remember"),
    *("nbgrader.preprocessors", "ipykernel.kernelspec", "pandas"),
)
_one_at_a_time = threading.Lock()  # nbgrader changes the process's folder, and a Dask worker has threads


def grade(task: Task) -> Graded:
    """Grades one submission. What goes wrong is in the result, never raised."""
    with _one_at_a_time:
        begun = time.monotonic()
        log: list[str] = []
        folder = Path.cwd()
        try:
            return _graded(task, log, begun)
        except OSError as fault:
            log.append(f"The grader could not go on: {fault.strerror or fault}.")
            return Graded(task.student, None, log=tuple(log), full_disk=fault.errno == errno.ENOSPC)
        except Exception as fault:
            log.append(f"Grading stopped ({type(fault).__name__}: {fault}).")
            return Graded(task.student, None, log=tuple(log))
        finally:
            os.chdir(folder)


def warm_up() -> None:
    """Imports and looks up what every submission needs, before processes are forked from this one."""
    import importlib

    for name in _NEEDED:
        importlib.import_module(name)
    marks.installed()
    configure_mappers()
    nbformat.validate(new_notebook())  # type: ignore[no-untyped-call]  # compiles the schema
    gc.collect()
    gc.freeze()  # no collection of a worker looks through all that again, or copies the memory that it shares


def _graded(task: Task, log: list[str], begun: float) -> Graded:
    if task.server:
        forks.share(task.server)
    bench = _bench(task.root, task.run, repr(task.settings))
    bench.set_up(task.settings)
    converter = bench.autograde(task.assignment, task.student, log)
    with suppress(SystemExit):
        # nbgrader ends with an exception of its own when something failed: `raised` has the one that says why.
        try:
            converter.start()
        except Exception as fault:
            converter.raised = converter.raised or fault
    if converter.raised is not None:
        raise converter.raised
    mark, described = bench.mark(task.assignment, task.student)
    if mark is None:
        return Graded(task.student, None, log=tuple(log), seconds=time.monotonic() - begun)
    notebooks, timestamp = bench.marks(task.assignment, task.student)
    tree = Path(converter._format_dest(task.assignment, task.student))
    seconds = time.monotonic() - begun
    return Graded(task.student, mark, described, notebooks, timestamp, tree, seconds, tuple(log))


class _Autograde(StagedAutograde):
    """nbgrader's, which tells what stopped it; nbgrader's own only logs that."""

    raised: Exception | None = None

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        with self._noted():
            super().init_assignment(assignment_id, student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        with self._noted():
            super().convert_single_notebook(notebook_filename)

    def _noted(self) -> _Noted:
        return _Noted(self)


@dataclass
class _Noted:
    converter: _Autograde

    def __enter__(self) -> None: ...

    def __exit__(self, kind: Any, fault: BaseException | None, trace: Any) -> None:
        if isinstance(fault, Exception):
            self.converter.raised = fault


class _Lines(logging.Handler):
    """Warnings and errors of one submission, without nbgrader's tracebacks."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        said = plain(record.getMessage())
        if not said.startswith("Traceback"):
            self._lines.append(said)


class _Bench:
    """A worker's nbgrader, configured as the course says, with the worker's own copy of the gradebook."""

    def __init__(self, root: str, run: str) -> None:
        self.root, self.run = Path(root), Path(run)
        self._home = Path(tempfile.mkdtemp(prefix="first-query-grader-"))
        atexit.register(shutil.rmtree, self._home, ignore_errors=True)
        gradebook = self._home / "gradebook.db"
        shutil.copyfile(self.run / "gradebook.db", gradebook)
        self.db_url = engine.url(gradebook)
        self._app: Any = None

    def set_up(self, settings: dict[str, dict[str, Any]]) -> None:
        """Reads the course's configuration, in its folder, once."""
        os.chdir(self.root)
        if self._app is not None:
            return
        warnings.filterwarnings("ignore", category=SAWarning, module=r"nbgrader\.")  # of its own queries
        app = AutogradeApp(config=Config(settings))
        app.initialize(["--log-level=WARN"])
        app.log = logging.getLogger(f"firstquery.grade.run.{os.getpid()}")
        app.log.propagate = False
        app.update_config(Config(settings))
        self._app = app

    def autograde(self, assignment: str, student: str, log: list[str]) -> _Autograde:
        self._app.log.handlers = [_Lines(log)]
        logging.getLogger("firstquery.grade").handlers = [_Lines(log)]
        coursedir = CourseDirectory(parent=self._app)
        coursedir.root, coursedir.db_url = str(self.root), self.db_url
        coursedir.assignment_id, coursedir.student_id = assignment, student
        # On the same disk as its place, so that it gets there in one step.
        coursedir.autograded_directory = str(self.run.relative_to(self.root) / f"worker-{os.getpid()}")
        converter = _Autograde(coursedir=coursedir, parent=self._app)
        converter.force = True
        return converter

    def mark(self, assignment: str, student: str) -> tuple[marks.Mark | None, dict[str, Any]]:
        gradebook = create_engine(self.db_url)
        try:
            with gradebook.connect() as connection:
                found = marks.remembered(connection, assignment).get(student)
                return found, marks.described(connection, found.environment) if found else {}
        finally:
            gradebook.dispose()

    def marks(self, assignment: str, student: str) -> tuple[dict[str, Notebook], Any]:
        with Gradebook(self.db_url) as gradebook:
            submission = gradebook.find_submission(assignment, student)
            notebooks = {}
            for notebook in submission.notebooks:
                texts = {cell.name for cell in notebook.notebook.solution_cells}
                scores = {grade.name: _score(grade, texts) for grade in notebook.grades}
                comments = {comment.name: comment.auto_comment for comment in notebook.comments}
                notebooks[notebook.name] = Notebook(scores, comments, notebook.late_submission_penalty)
            return notebooks, submission.timestamp


def _score(grade: Any, texts: set[str]) -> Score:
    is_text = isinstance(grade.cell, TaskCell) or grade.name in texts
    return Score(grade.auto_score, grade.needs_manual_grade, grade.max_score, is_text)


@lru_cache(maxsize=1)
def _bench(root: str, run: str, settings: str) -> _Bench:
    """One a run and process: a Dask worker serves many runs."""
    return _Bench(root, run)
