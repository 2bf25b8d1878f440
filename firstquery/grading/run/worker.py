"""One submission graded in a worker: nbgrader's own Autograde, on a private gradebook, into a folder of the run.

The feedback pages are made by workers as well, by nbgrader's own converter.
"""

from __future__ import annotations

import errno
import gc
import importlib
import json
import logging
import os
import shutil
import tempfile
import threading
import time
import warnings
from contextlib import chdir, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from nbformat.v4 import new_notebook
from nbgrader.api import Gradebook
from nbgrader.apps import AutogradeApp, GenerateFeedbackApp
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import create_engine
from sqlalchemy.exc import SAWarning
from sqlalchemy.orm import configure_mappers
from traitlets.config import Config

from firstquery.core.course import RELEASED_FORMER
from firstquery.core.errors import UserError
from firstquery.grading.former import find_holder
from firstquery.grading.held_out import held_out
from firstquery.grading.log import LogCapture
from firstquery.grading.repair.stage import StagedAutograde
from firstquery.grading.run import gradebook, grades
from firstquery.grading.run.grades import Notebook, Result, Score
from firstquery.grading.run.plan import Page, Task
from firstquery.grading.submissions import printable
from firstquery.review.held_out import held_out_repository
from firstquery.sandbox import forks

_NEEDED = (
    *("firstquery.grading.execute", "firstquery.grading.save", "firstquery.grading.sanitize"),
    *("firstquery.sandbox.provisioner", "nbgrader.preprocessors", "ipykernel.kernelspec", "IPython.paths", "pandas"),
)
_EXECUTE = "firstquery.grading.execute.ExecuteOnHeldOut"
_one_at_a_time = threading.Lock()  # nbgrader changes the process's folder, and a Dask worker has threads


def warm_up(task: Task, feedback: bool) -> None:
    """Import, looks up and compiles what every submission needs, before processes are forked from this one.

    ``task`` names nobody's submission: the notebook as it was released is graded, without a kernel, and its page made
    where ``feedback`` is, on copies that go with it. Nothing that a learner wrote comes into this process.
    """
    for name in _NEEDED:
        importlib.import_module(name)
    grades.installed_packages()
    configure_mappers()
    for is_relaxed in (False, True):  # compiles the schemas
        nbformat.validate(new_notebook(), relax_add_props=is_relaxed)  # type: ignore[no-untyped-call]
    with suppress(UserError):  # said of each submission, where there is none
        held_out_repository(Path(task.root), held_out(Path(task.root), task.assignment))
    KernelProvisionerFactory.instance()  # it looks through all packages that are installed
    logger = logging.getLogger("firstquery.grading")
    heard, why = logger.handlers, None
    try:
        with chdir(task.root):
            _grade_release(task, feedback)
    except (Exception, SystemExit) as fault:  # said of each submission, where it is one of the course
        why = fault
    logger.handlers = heard
    if why:
        logger.debug("The release was not graded ahead.", exc_info=why)
    gc.collect()
    gc.freeze()  # no collection of a worker looks through all that again, or copies the memory that it shares


def _grade_release(task: Task, feedback: bool) -> None:
    with tempfile.TemporaryDirectory(prefix="first-query-grader-") as home:
        copy, submitted = Path(home) / "gradebook.db", Path(home) / "submitted"
        shutil.copyfile(Path(task.run) / "gradebook.db", copy)
        shutil.copytree(Path(task.root) / "release" / task.assignment, submitted / task.student / task.assignment)
        shutil.rmtree(submitted / task.student / task.assignment / RELEASED_FORMER, ignore_errors=True)
        converter = _converter(task, gradebook.copy_url(copy), Path(home) / "autograded", [logging.NullHandler()])
        converter.coursedir.submitted_directory = str(submitted)
        steps = converter.autograde_preprocessors
        converter.autograde_preprocessors = [one for one in steps if one != _EXECUTE]
        converter.start()
        if feedback:
            pages = _feedback_converter(Page(task.root, task.assignment, task.student))
            pages.coursedir.db_url = converter.coursedir.db_url
            pages.coursedir.autograded_directory = str(Path(home) / "autograded")
            pages.coursedir.feedback_directory = str(Path(home) / "feedback")
            pages.start()  # what it compiles, templates and patterns, is five times the work of a page


def make_feedback(page: Page) -> str:
    """Make a page anew. Returns what went wrong, as a sentence, or an empty text."""
    with chdir(page.root):
        try:
            _feedback_converter(page).start()
        except Exception as fault:
            return printable(f"No feedback for {page.student} ({type(fault).__name__}: {fault}).")
    return ""


def grade(task: Task) -> Result:
    """Grade one submission. What goes wrong is in the result, never raised."""
    log: list[str] = []
    with _one_at_a_time, chdir(task.root):
        try:
            return _grade(task, log, time.monotonic())
        except OSError as fault:
            log.append(f"The grader could not go on: {fault.strerror or fault}.")
            return Result(task.student, None, log=tuple(log), full_disk=fault.errno == errno.ENOSPC)
        except MemoryError:
            raise  # the pool says who needed too much
        except Exception as fault:
            log.append(printable(f"Grading stopped ({type(fault).__name__}: {fault})."))
            return Result(task.student, None, log=tuple(log))


def _grade(task: Task, log: list[str], begun: float) -> Result:
    if task.server:
        forks.share(task.server)
    with tempfile.TemporaryDirectory(prefix="first-query-grader-") as home:
        copy = Path(home) / "gradebook.db"
        shutil.copyfile(Path(task.run) / "gradebook.db", copy)
        return _autograde(task, gradebook.copy_url(copy), log, begun)


def _autograde(task: Task, db_url: str, log: list[str], begun: float) -> Result:
    heard = LogCapture(log)
    # On the same disk as its place, so that it gets there in one step.
    autograded = Path(task.run).relative_to(task.root) / f"worker-{os.getpid()}"
    converter = _converter(task, db_url, autograded, [heard])
    try:
        converter.start()
    except Exception as fault:
        # nbgrader ends with an exception of its own when something failed: what it logged says why.
        raise heard.fault or fault from None
    except SystemExit:
        pass
    engine = create_engine(db_url)
    with engine.connect() as connection:
        mark = grades.read_marks(connection, task.assignment).get(task.student)
        described = grades.read_environment(connection, mark.environment) if mark else {}
    engine.dispose()
    seconds = time.monotonic() - begun
    if mark is None:
        return Result(task.student, None, log=tuple(log), seconds=seconds)
    notebooks, timestamp = _read(db_url, task)
    tree = Path(converter._format_dest(task.assignment, task.student))
    return Result(task.student, mark, described, notebooks, timestamp, tree, seconds, tuple(log))


def _converter(task: Task, db_url: str, autograded: Path, handlers: list[logging.Handler]) -> StagedAutograde:
    """Return nbgrader's converter for ``task``, which says what it does to ``handlers``."""
    app = _app(AutogradeApp, task.root, json.dumps(task.settings))
    for name in (app.log.name, "firstquery.grading"):
        logging.getLogger(name).handlers = handlers
    coursedir = _coursedir(app, task)
    coursedir.db_url, coursedir.autograded_directory = db_url, str(autograded)
    converter = StagedAutograde(coursedir=coursedir, parent=app)
    converter.force = True
    return converter


def _feedback_converter(page: Page) -> GenerateFeedback:
    """Return nbgrader's converter for ``page``."""
    app = _app(GenerateFeedbackApp, page.root)
    converter = GenerateFeedback(coursedir=_coursedir(app, page), parent=app)
    converter.force = True
    return converter


def _read(db_url: str, task: Task) -> tuple[dict[str, Notebook], Any]:
    """Return what the worker's gradebook has of a submission: its notebooks by name, and when it was handed in."""
    notebooks = {}
    with Gradebook(db_url) as copy:
        submission = copy.find_submission(task.assignment, task.student)
        for notebook in submission.notebooks:
            texts = {comment.name for comment in notebook.comments}
            scores = {
                one.name: Score(one.auto_score, one.needs_manual_grade, one.max_score, one.name in texts)
                for one in notebook.grades
            }
            comments = {comment.name: comment.auto_comment for comment in notebook.comments}
            holder = find_holder(copy.db.connection(), notebook.name, {*scores, *comments})
            notebooks[notebook.name] = Notebook(scores, comments, notebook.late_submission_penalty, str(holder))
        return notebooks, submission.timestamp


@lru_cache(maxsize=2)
def _app(kind: Any, root: str, settings: str = "{}") -> Any:
    """Return nbgrader's application, configured once by the course at ``root``, and ``settings``."""
    warnings.filterwarnings("ignore", category=SAWarning, module=r"nbgrader\.")  # of its own queries
    app = kind(config=Config(json.loads(settings)))
    app.initialize(["--log-level=WARN"])
    app.log = logging.getLogger(f"firstquery.grading.run.{kind.__name__}")
    app.log.propagate = False
    app.log.handlers = [logging.NullHandler()]
    app.update_config(Config(json.loads(settings)))
    return app


def _coursedir(app: Any, item: Task | Page) -> Any:
    coursedir = CourseDirectory(parent=app)
    coursedir.root, coursedir.assignment_id, coursedir.student_id = item.root, item.assignment, item.student
    return coursedir


def db_url(root: str, settings: dict[str, dict[str, Any]]) -> str:
    """Return the URL of the gradebook, as the course's configuration says: read once, before processes are forked."""
    with chdir(root):
        return str(CourseDirectory(parent=_app(AutogradeApp, root, json.dumps(settings))).db_url)
