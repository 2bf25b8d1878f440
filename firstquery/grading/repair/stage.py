"""Submissions are graded from repaired copies in a temporary folder: submitted/ is read and never touched.

nbgrader makes the exporter of a converter once the submissions are known and before the first is graded. So
`StagedExporter` (``c.Autograde.exporter_class``) puts the copies in place under every stock command, the formgrader's
button as well. `StagedAutograde` does it a step earlier: it also finds a learner who handed in no notebook at all.
"""

from __future__ import annotations

import copy
import json
import logging
import os
import shutil
import stat
import tempfile
import weakref
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from traitlets.log import get_logger

from firstquery.grading import files
from firstquery.grading.former import pages, released_cells, settle
from firstquery.grading.log import join_sentences, log_printable
from firstquery.grading.repair.cells import RepairReport
from firstquery.grading.repair.notebook import repair_by_release, withhold_all
from firstquery.grading.repair.release import Release, gradebook_cells, load_release
from firstquery.grading.sanitize import KEPT, REPAIR
from firstquery.grading.submissions import Submission, find_submissions, is_notebook, walk

PREFIX = "first-query-staged-"
_MOST_FILES = 2000  # that are looked at for a notebook of another name
_BROKEN = "What was handed in could not be prepared for grading"


class StagedExporter(NotebookExporter):
    """nbgrader's exporter, whose coming to be puts repaired copies in the place of the submissions."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        if isinstance(self.parent, Autograde) and not hasattr(self.parent, "staged"):
            stage(self.parent)
            Autograde.init_notebooks(self.parent)


class StagedAutograde(Autograde):  # type: ignore[misc]
    """nbgrader's Autograde on repaired copies, for whatever stands in a learner's folder, a notebook or not."""

    def init_notebooks(self) -> None:
        if not hasattr(self, "staged"):
            stage(self)
        super().init_notebooks()


def stage(converter: Autograde) -> None:
    """Make the copies, and a course folder of the converter's own that finds them. The caller's stays as it is.

    The copies go with the converter; what a run left that was killed goes with the next one. What is wrong with one
    submission costs no other its grade: whatever it is, it is ungraded with a sentence.
    """
    coursedir, assignment = converter.coursedir, converter.coursedir.assignment_id
    for logger in (converter.log, get_logger()):
        log_printable(logger)
    _remove_old()
    released = Path(coursedir.format_path(coursedir.release_directory, ".", assignment))
    try:
        settle(coursedir.db_url, released / f"{assignment}.ipynb")
        with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
            names = [notebook.name for notebook in gradebook.find_assignment(assignment).notebooks]
            graded = {name: gradebook_cells(gradebook, name, assignment) for name in names}
            weeks = [one.name for one in gradebook.assignments]
    except MissingEntry:
        return  # nbgrader says so itself
    try:
        releases = {
            name: [
                load_release(released / f"{name}.ipynb", graded[name]),
                *(load_release(path, released_cells(path)) for path in pages(released / f"{name}.ipynb")[1:]),
            ]
            for name in names
        }
    except (OSError, ValueError, KeyError, TypeError):
        said = f"Nothing was graded: {released} can't be read. `firstquery release {assignment}` makes it anew."
        converter.log.error("%s", said)
        raise NbGraderException(said) from None
    place = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    converter.staged = place
    weakref.finalize(converter, shutil.rmtree, place, ignore_errors=True)
    own = copy.copy(coursedir)
    own.submitted_directory, own.handed_in = str(place), coursedir
    own.source_directory = str(place / "nothing")  # what nbgrader copies from there stays with the instructor
    for one in _submissions(converter, weeks):
        target = Path(own.format_path(str(place), one.student, assignment))
        done = Path(coursedir.format_path(coursedir.autograded_directory, one.student, assignment))
        target.mkdir(parents=True)
        try:
            _remove_unfinished(done, names, converter.log)
            _copy(one, target, releases, converter.log)
        except Exception as fault:
            if isinstance(fault, OSError) and fault.errno in files.FULL:
                raise  # without room nobody's can be graded
            # A fault of the repair itself is no reason to lose a submission, or the run of the others.
            converter.log.error("%s: %s (%s). It is ungraded.", one.student, _BROKEN, type(fault).__name__)
            shutil.rmtree(target, ignore_errors=True)
            target.mkdir(parents=True, exist_ok=True)
            for name in names:
                _write(target / f"{name}.ipynb", *withhold_all([f"{_BROKEN}."], releases[name][0]))
    converter.coursedir = own


def _copy(one: Submission, target: Path, releases: dict[str, list[Release]], log: logging.Logger) -> None:
    missed = files.copy_files(one.folder, target, log) if one.folder.is_dir() else []
    _state_time(one, target, releases)
    for name, practices in releases.items():
        loose = one.loose if len(releases) == 1 else []
        release, notebook, findings = repair_by_release(one.folder, name, practices, loose)
        for exercise in release.exercises if missed else ():
            findings.doubt(exercise, f"Not all files could be taken along: {missed[0]} was left out.")
        if findings.sentences():
            log.warning("%s: %s", one.student, join_sentences(findings.sentences()))
        _write(target / f"{name}.ipynb", notebook, findings)


def _state_time(one: Submission, target: Path, names: Iterable[str]) -> None:
    """What was placed by hand states no time: then it is the one at which its notebook was last changed."""
    if (target / "timestamp.txt").exists():
        return
    right = [one.folder / f"{name}.ipynb" for name in names]
    others = [path for path in [*one.loose, *islice(walk(one.folder), _MOST_FILES)] if is_notebook(path.name)]
    for path in [*right, *others]:
        with suppress(OSError):
            status = path.lstat()
            if stat.S_ISREG(status.st_mode):
                moment = datetime.fromtimestamp(status.st_mtime, UTC)
                (target / "timestamp.txt").write_text(f"{moment:%Y-%m-%d %H:%M:%S.%f} UTC", encoding="ascii")
                return


def _write(path: Path, notebook: NotebookNode, findings: RepairReport) -> None:
    notebook.metadata[REPAIR] = findings.as_json()
    # Half a character (an emoji cut in two, a name of a file in another coding) can't be written in UTF-8.
    path.write_bytes(nbformat.writes(notebook, indent=None).encode("utf-8", "replace"))  # type: ignore[no-untyped-call]


def _submissions(converter: Autograde, weeks: list[str]) -> list[Submission]:
    """Return who handed something in. What can't be graded, and what belongs to no week, is in the log."""
    coursedir, assignment = converter.coursedir, converter.coursedir.assignment_id
    folder = Path(converter._format_source(assignment, coursedir.student_id)).parents[1]  # submitted/STUDENT/WEEK
    pattern = coursedir.student_id
    source = Path(coursedir.format_path(coursedir.source_directory, ".", "."))
    weeks = [*weeks, *(path.name for path in source.glob("*") if path.is_dir())]
    found = find_submissions(folder, assignment, weeks, lambda name: name == pattern or fnmatchcase(name, pattern))
    for sentence in [*found.refused.values(), *found.strays]:
        converter.log.warning("%s", sentence)
    return found.submissions


def _remove_unfinished(done: Path, names: list[str], log: logging.Logger) -> None:
    """Remove what a run left that was killed over it: nbgrader would take it for graded, and skip it for ever."""
    if not done.is_dir():
        return
    for name in names:
        try:
            metadata = json.loads((done / f"{name}.ipynb").read_text(encoding="utf-8"))["metadata"]
            if KEPT not in metadata and REPAIR not in metadata:
                continue
        except (OSError, ValueError, KeyError, TypeError):
            pass
        log.warning("%s was left unfinished by an earlier run. It is graded anew.", done)
        shutil.rmtree(done, ignore_errors=True)
        return


def _remove_old() -> None:
    """Remove the copies of processes of this user that are gone."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        process = path.name.removeprefix(PREFIX).partition("-")[0]
        try:
            if process.isdigit() and path.lstat().st_uid == os.getuid():
                os.kill(int(process), 0)
        except ProcessLookupError:
            shutil.rmtree(path, ignore_errors=True)
        except OSError:
            pass
