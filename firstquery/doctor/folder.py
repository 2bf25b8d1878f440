"""The learner's own folder: can it be written, is it safe there, and does anything in it stand in the way?"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from firstquery.doctor.finding import Finding, Where, few, start, warning

MIB = 1024 * 1024
LEAST, TIGHT = 20 * MIB, 300 * MIB
CLOUDS = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "mobile documents": "iCloud",
    "icloud": "iCloud",
    "cloudstorage": "a cloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "box sync": "Box",
    "nextcloud": "Nextcloud",
}
LIBRARIES = frozenset(
    (
        *("firstquery", "pandas", "numpy", "scipy", "sklearn", "matplotlib", "sqlalchemy", "psycopg", "pydantic"),
        *("IPython", "ipykernel", "jupyter", "notebook", "nbformat", "traitlets", "zmq", "tornado"),
        *("requests", "dateutil", "six"),
    )
)


def writable(where: Where) -> Iterator[Finding]:
    """The folder can be made, or written."""
    elsewhere = "name another folder in the environment variable FIRSTQUERY_WORK."
    work = where.work
    if work.exists() and not work.is_dir():
        yield Finding(f"{work} is a file, and First Query needs a folder there.", "Give that file another name.")
        return
    for folder in (work, work / ".records", work / "practice"):
        nearest = _nearest(folder)
        if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
            yield Finding(
                f"{nearest} cannot be written to, so nothing would be kept.", f"Make it yours, or {elsewhere}"
            )
            return
    locked = [
        path.relative_to(work).as_posix()
        for path in sorted([*work.glob("*.ipynb"), *work.glob("practice/*/*.ipynb"), *work.glob(".records/*.json")])
        if not os.access(path, os.R_OK | os.W_OK)
    ]
    if locked:
        yield Finding(
            f"Files in your folder {work} cannot be written to: {few(locked)}.",
            "Make them yours again: in the file's properties, take away *read-only*.",
        )


def room(where: Where) -> Iterator[Finding]:
    """There is room on the disk of her folder, and for temporary files."""
    for folder, holds in ((_nearest(where.work), "your folder"), (_temporary(), "temporary files")):
        try:
            free = shutil.disk_usage(folder).free
        except OSError:
            continue
        if free < LEAST:
            yield Finding(
                f"The disk with {holds}, {folder}, is full: {free // MIB} MB are free.",
                "Free some room: what you do now might not be kept.",
            )
        elif free < TIGHT:
            yield warning(
                f"The disk with {holds}, {folder}, is nearly full: {free // MIB} MB are free.", "Free some room soon."
            )


def cloud(where: Where) -> Iterator[Finding]:
    """A folder that a program synchronises may change under a notebook that is open."""
    parts = [part.lower() for part in where.work.parts]
    for mark, name in CLOUDS.items():
        if any(mark in part for part in parts):
            yield warning(
                f"Your folder {where.work} is synchronised by {name}: it may hold back a file, or make a second copy.",
                "It mostly works. If a notebook will not save, move the folder, and name it in FIRSTQUERY_WORK.",
            )
            return


def records(where: Where) -> Iterator[Finding]:
    """What is kept of her attempts and predictions can be read."""
    folder = where.work / ".records"
    bad = []
    for path in sorted(folder.glob("*.json")):
        try:
            if not isinstance(json.loads(path.read_text(encoding="utf-8")), dict):
                bad.append(path.name)
        except (OSError, ValueError, RecursionError):
            bad.append(path.name)
    if bad:
        yield Finding(
            f"What was kept in {folder} cannot be read: {few(bad)}.",
            "The next check sets such a file aside and begins a new one. Run the checks again for its points.",
        )
    if aside := sorted(path.name for path in folder.glob("*.damaged-*")):
        yield warning(
            f"Damaged records were set aside in {folder}: {few(aside)}.",
            "Nothing has to be done; a helper may be able to read them. They can be deleted.",
        )


def in_the_way(where: Where) -> Iterator[Finding]:
    """A file beside a notebook that has the name of a library: Python would take it for the library."""
    names = LIBRARIES | set(sys.stdlib_module_names)
    found = []
    for folder in (where.work, *sorted((where.work / "practice").glob("*"))):
        if folder.is_dir():
            files = [path for path in sorted(folder.glob("*.py")) if path.stem in names]
            packages = [path.parent for path in sorted(folder.glob("*/__init__.py")) if path.parent.name in names]
            found += [path for path in [*files, *packages] if not path.name.startswith("__")]
    for path in found:
        whose = "Python's own" if path.stem in sys.stdlib_module_names else "the library"
        yield Finding(
            f"{path} has the name of {whose} {path.stem}, and a notebook beside it would load it in its place.",
            f"Give it another name, such as my_{path.name}, then restart the kernel.",
        )


def notebooks(where: Where) -> Iterator[Finding]:
    """Her notebooks can be opened."""
    bad = []
    for path in sorted([*where.work.glob("*.ipynb"), *where.work.glob("practice/*/*.ipynb")]):
        try:
            whole = isinstance(json.loads(path.read_text(encoding="utf-8"))["cells"], list)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            whole = False
        if not whole:
            bad.append(path.relative_to(where.work).as_posix())
    if bad:
        yield Finding(
            f"JupyterLab cannot open what is in {where.work}: {few(bad)}.",
            f"Give it another name; {start()} brings a fresh copy. A helper may save what you wrote in the old one.",
        )


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next((one for one in (folder, *folder.parents) if one.exists()), folder)


def _temporary() -> Path:
    # tempfile would try by writing
    return Path(next((os.environ[name] for name in ("TMPDIR", "TEMP", "TMP") if os.environ.get(name)), "/tmp"))
