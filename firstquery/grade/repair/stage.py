"""Submissions are graded from repaired copies in a temporary folder: submitted/ is read and never touched.

nbgrader makes the exporter of a converter once the submissions are known and before the first is graded. So
`StagedExporter` (``c.Autograde.exporter_class``) puts the copies in place under every stock command, the formgrader's
button as well. `StagedAutograde` does it a step earlier: it also finds a learner who handed in no notebook at all.
"""

from __future__ import annotations

import copy
import glob
import json
import logging
import os
import re
import shutil
import tempfile
import weakref
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from nbgrader.utils import find_all_files, parse_utc

from firstquery.grade.judge import KEPT, REPAIR
from firstquery.grade.repair.expected import Expected, expected, in_gradebook
from firstquery.grade.repair.find import practice, without
from firstquery.grade.repair.save import told

PREFIX = "first-query-staged-"


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
    """Makes the copies, and a course folder of the converter's own that finds them. The caller's stays as it is.

    The copies go with the converter; what a run left that was killed goes with the next one.
    """
    coursedir, assignment = converter.coursedir, converter.coursedir.assignment_id
    _clear_old()
    try:
        with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
            names = [notebook.name for notebook in gradebook.find_assignment(assignment).notebooks]
            graded = {name: in_gradebook(gradebook, name, assignment) for name in names}
    except MissingEntry:
        return  # nbgrader says so itself
    released = Path(coursedir.format_path(coursedir.release_directory, ".", assignment))
    wanted = {name: expected(released / f"{name}.ipynb", graded[name]) for name in names}
    place = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    converter.staged = place
    weakref.finalize(converter, shutil.rmtree, place, ignore_errors=True)
    own = copy.copy(coursedir)
    own.submitted_directory = str(place)
    own.handed_in = coursedir
    for student, handed_in, loose in _students(converter):
        target = Path(own.format_path(str(place), student, assignment))
        target.mkdir(parents=True)
        done = Path(coursedir.format_path(coursedir.autograded_directory, student, assignment))
        _remove_unfinished(done, names, converter.log)
        is_graded = done.exists() and not converter.force and not _is_newer(handed_in, done)
        _copy_files(handed_in, target, coursedir.ignore, converter.log)
        for name in names:
            if is_graded:
                (target / f"{name}.ipynb").touch()  # nbgrader says that it skips it
            else:
                _repair(student, name, handed_in, loose if len(names) == 1 else [], target, wanted[name], converter.log)
    converter.coursedir = own


def _repair(
    student: str, name: str, handed_in: Path, loose: list[Path], target: Path, wanted: Expected, log: logging.Logger
) -> None:
    try:
        notebook, findings = practice(handed_in, name, wanted, loose)
    except Exception as fault:
        # A fault of the repair itself is no reason to lose a submission, or the run of the others.
        log.error("%s: %s could not be repaired (%s). It is ungraded.", student, name, type(fault).__name__)
        notebook, findings = without([f"{name}.ipynb could not be repaired."], wanted)
    for exercise, sentence in told(findings):
        log.warning("%s%s: %s", student, f", {exercise}" if exercise else "", sentence)
    notebook.metadata[REPAIR] = findings.as_json()
    (target / f"{name}.ipynb").write_text(nbformat.writes(notebook), encoding="utf-8")  # type: ignore[no-untyped-call]


def _students(converter: Autograde) -> list[tuple[str, Path, list[Path]]]:
    """Who handed something in: id, folder, and files that were put beside the folder in place of into it."""
    coursedir, assignment = converter.coursedir, converter.coursedir.assignment_id
    folder = converter._format_source("(?P<assignment_id>.*)", "(?P<student_id>.*)", escape=True)
    found: dict[str, tuple[Path, list[Path]]] = {}
    asked = converter._format_source(assignment, coursedir.student_id)
    for path in sorted(glob.glob(asked)):  # noqa: PTH207 (as nbgrader itself looks for them)
        if (match := re.match(folder, path)) and Path(path).is_dir():
            found[match["student_id"]] = Path(path), []
    # Only where submissions lie as nbgrader has them by default: submitted/STUDENT/WEEK.
    folders = Path(asked).parent
    for one in sorted(folders.parent.glob(f"{folders.name}/*")):
        if one.is_file() and one.name.casefold().startswith(assignment.casefold()):
            student = one.parent.name
            found.setdefault(student, (one.parent / assignment, []))[1].append(one)
    return [(student, *found[student]) for student in sorted(found)]


def _copy_files(source: Path, target: Path, ignore: list[str], log: logging.Logger) -> None:
    """What stands beside the notebook: plain files alone, since nbgrader would follow a link and wait for a pipe."""
    for filename in find_all_files(str(source), [*ignore, "*.ipynb"]):
        path = Path(filename)
        name = path.relative_to(source)
        if path.is_symlink() or not path.is_file():
            what = "a link in the submission" if path.is_symlink() else "no plain file"
            log.warning("%s is %s. It is left out.", path, what)
        elif path.name == "timestamp.txt" and not _is_time(path):
            log.warning("%s holds no time. It is left out.", path)
        else:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / name)


def _is_time(path: Path) -> bool:
    try:
        text = path.read_text(encoding="utf-8").strip()
        return not text or bool(parse_utc(text))
    except (OSError, ValueError, OverflowError):
        return False


def _is_newer(handed_in: Path, done: Path) -> bool:
    times = []
    for path in (handed_in / "timestamp.txt", done / "timestamp.txt"):
        if not path.is_file() or not _is_time(path) or not path.read_text(encoding="utf-8").strip():
            return False
        times.append(parse_utc(path.read_text(encoding="utf-8").strip()))
    return bool(times[0] > times[1])


def _remove_unfinished(done: Path, names: list[str], log: logging.Logger) -> None:
    """Removes what a run left that was killed over it: nbgrader would take it for graded, and skip it for ever."""
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


def _clear_old() -> None:
    """Removes the copies of processes of this user that are gone."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        process = path.name.removeprefix(PREFIX).partition("-")[0]
        try:
            if process.isdigit() and path.lstat().st_uid == os.getuid():
                os.kill(int(process), 0)
        except ProcessLookupError:
            shutil.rmtree(path, ignore_errors=True)
        except OSError:
            pass
