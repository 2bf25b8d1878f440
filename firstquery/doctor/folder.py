"""The learner's own folder: can it be written, is there room, and does anything in it stand in the way?"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from firstquery.doctor.installation import NEEDED
from firstquery.doctor.problem import Folders, Problem, few, is_notebook, read, start

MIB = 1024 * 1024
LEAST, TIGHT = 20 * MIB, 300 * MIB


def writable(folders: Folders) -> Iterator[Problem]:
    """The folder can be made, or written, and so can the files in it."""
    work = folders.work
    for folder in (work, work / ".records", work / "practice"):
        nearest = _nearest(folder)
        if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
            yield Problem(
                f"{nearest} cannot be written to, so nothing would be kept.",
                "Make it yours, or name another folder in the environment variable FIRSTQUERY_WORK.",
            )
            return
    files = [*_notebooks(work), *sorted(work.glob(".records/*.json"))]
    locked = [path.relative_to(work).as_posix() for path in files if not os.access(path, os.R_OK | os.W_OK)]
    if locked:
        yield Problem(
            f"Files in your folder {work} cannot be written to: {few(locked)}.",
            "Make them yours again: in the file's properties, take away *read-only*.",
        )


def room(folders: Folders) -> Iterator[Problem]:
    """There is room on the disk of her folder."""
    folder = _nearest(folders.work)
    free = shutil.disk_usage(folder).free
    if free < LEAST:
        yield Problem(
            f"The disk with your folder, {folder}, is full: {free // MIB} MB are free.",
            "Free some room: what you do now might not be kept.",
        )
    elif free < TIGHT:
        what = f"The disk with your folder, {folder}, is nearly full: {free // MIB} MB are free."
        yield Problem(what, "Free some room soon.", "warning")


def notebooks(folders: Folders) -> Iterator[Problem]:
    """Her notebooks can be opened."""
    bad = [path.relative_to(folders.work).as_posix() for path in _notebooks(folders.work) if not is_notebook(path)]
    if bad:
        yield Problem(
            f"JupyterLab cannot open what is in {folders.work}: {few(bad)}.",
            f"Give it another name; {start()} brings a fresh copy. A helper may save what you wrote in the old one.",
        )


def records(folders: Folders) -> Iterator[Problem]:
    """What is kept of her attempts and predictions can be read."""
    folder = folders.work / ".records"
    if bad := [path.name for path in sorted(folder.glob("*.json")) if read(path) is None]:
        yield Problem(
            f"What was kept in {folder} cannot be read: {few(bad)}.",
            "The next check sets such a file aside and begins a new one. Run the checks again for its points.",
        )


def in_the_way(folders: Folders) -> Iterator[Problem]:
    """A file beside a notebook that has the name of a library: Python would take it for the library."""
    names = {*NEEDED, *sys.stdlib_module_names, "firstquery", "numpy"}
    for path in sorted([*folders.work.glob("*.py"), *folders.work.glob("practice/*/*.py")]):
        if path.stem in names:
            whose = "Python's own" if path.stem in sys.stdlib_module_names else "the library"
            yield Problem(
                f"{path} has the name of {whose} {path.stem}, and a notebook beside it would load it in its place.",
                f"Give it another name, such as my_{path.name}, then restart the kernel.",
            )


def _notebooks(work: Path) -> list[Path]:
    return sorted([*work.glob("*.ipynb"), *work.glob("practice/*/*.ipynb")])


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next((one for one in (folder, *folder.parents) if one.exists()), folder)
