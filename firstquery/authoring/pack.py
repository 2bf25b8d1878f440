"""The learner's half of a course as one archive, which a wheel carries (`firstquery.core.bundle`).

The standard library alone: it runs where a wheel is built, before anything else is installed.
"""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from firstquery.core.settings import FILE, read

#: The folders of a course that a learner has, and the files beside them. No answers.py, no run sheet, nobody's marks.
FOLDERS = ("notebooks", "release", "data")
FILES = (FILE, "grader_config.py", "cohort.toml", "requirements-ai.lock", "LICENSE", "LICENSE-text")
#: What a learner has of source/: the worked solutions, and the questions that say where to start.
OF_SOURCE = ("*/solutions.md", "*/former/*/solutions.md", "*/placement.toml")
#: What Python, JupyterLab and drawn data leave in a folder.
LEFT = ("__pycache__", "*.pyc", ".ipynb_checkpoints", ".*.lock", "*.unseen.*", "*-journal", "*-wal", "*-shm", "seed")
KEYS = "keys"  # keys/SEED/STEM.json, on the held-out data of a seed that is admitted for learners
DAY = 1_577_836_800  # the time of each file: the same course is the same archive


def names(course: Path) -> Iterator[str]:
    """Yield what goes into the archive of the course in ``course``, as paths below it, sorted; its keys aside."""
    extract = read(course / FILE).warehouse.held_out
    found = [course / one for one in FILES if (course / one).is_file()]
    found += [path for one in FOLDERS for path in (course / one).rglob("*") if path.is_file()]
    found += [path for one in OF_SOURCE for path in (course / "source").glob(one)]
    for path in sorted(found):
        name = path.relative_to(course).as_posix()
        if name != extract and not any(fnmatchcase(part, left) for part in name.split("/") for left in LEFT):
            yield name


def pack(course: Path, keys: Path | None = None) -> bytes:
    """Return the archive: a tar, compressed by bzip2. ``keys`` is a folder with SEED/STEM.json."""
    content = {name: (course / name).read_bytes() for name in names(course)}
    if keys is not None:
        content |= {f"{KEYS}/{path.parent.name}/{path.name}": path.read_bytes() for path in keys.glob("*/week-*.json")}
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w:bz2", format=tarfile.PAX_FORMAT) as archive:
        for name, data in sorted(content.items()):
            data = _zipped_small(data) if name.endswith(".zip") else data
            member = tarfile.TarInfo(name)
            member.size, member.mtime, member.mode = len(data), DAY, 0o644
            archive.addfile(member, io.BytesIO(data))
    return whole.getvalue()


def _zipped_small(data: bytes) -> bytes:
    """Return a zip with the same files, compressed by bzip2: it takes two thirds of the room."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_BZIP2) as new:
        for one in old.infolist():
            member = zipfile.ZipInfo(one.filename, one.date_time)
            new.writestr(member, old.read(one), zipfile.ZIP_BZIP2)
    return made.getvalue()
