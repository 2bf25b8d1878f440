"""Notebooks out of the zips of Canvas and Moodle, for `nbgrader zip_collect`: each to the learner whose file it was in.

The learner is told by the platform's own level alone: by the name of a file or folder that the platform wrote. What
stands inside a zip of hers is hers, whatever it is called, and is unpacked within bounds. A learner who can't be
collected is left out with a sentence, and the others are collected all the same.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, ClassVar

from nbgrader.plugins import ExtractorPlugin

from firstquery.grading.submissions import printable

#: As Canvas (``doejane_LATE_2983_191824_week-….ipynb``) and Moodle (``Jane Doe_12345_assignsubmission_file_``) write.
NAMED = re.compile(
    r"(?P<learner>[^/_]+)_(?:LATE_)?(?P<number>\d+)_(?:\d+|assignsubmission_file)(?=_|/|$)_?(?P<rest>.*)"
)
MIB = 1024 * 1024
MOST_BYTES = 64 * MIB  # of one learner's notebooks, unpacked
MOST_NAMES = 2_000  # in a zip of hers
_RENAME = "If it is the platform's, call it submissions.zip"
_COPIES = re.compile(r"(^|/)(__MACOSX|\.ipynb_checkpoints)/")


class TooMuchInZip(Exception):
    """More is in a zip than is unpacked of one learner."""


class Extractor(ExtractorPlugin):  # type: ignore[misc]
    """Unpacks what is in archive/ into extracted/, a folder a learner. nbgrader's own unpacks whatever a zip holds."""

    suffixes: ClassVar[set[str]] = {".ipynb"}

    def extract(self, archive_path: str, extracted_path: str) -> None:
        found: dict[str, dict[str, dict[str, bytes]]] = {}  # notebooks by learner, by the platform's number, by name
        left_out: dict[str, str] = {}
        for place, file in _files(Path(archive_path)):
            if place.suffix.lower() == ".zip" and NAMED.match(place.parts[0]) is None:
                try:
                    with zipfile.ZipFile(file) as platform:
                        for one in _entries(platform):
                            with platform.open(one) as content:
                                _keep(PurePosixPath(one.filename), content, found, left_out)
                except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError) as fault:
                    self.log.warning("%s can't be read (%s). Download it again.", place, fault)
            else:
                with file.open("rb") as content:
                    _keep(place, content, found, left_out)
                if len(place.parts) == 1 and _holds_learners(file):
                    learner = printable(place.name.partition("_")[0])
                    left_out[learner] = f"{place} is called like one learner's and holds files of learners. {_RENAME}"
        for learner, by_number in found.items():
            if len(by_number) > 1:
                numbers = " and ".join(by_number)
                left_out[learner] = f"there are two of that name ({numbers}). Rename one of them in the zip"
        for learner, why in sorted(left_out.items()):
            self.log.warning("Left out: %s, %s. The others are collected.", printable(learner), why)
        for learner in sorted(found.keys() - left_out.keys()):
            folder = Path(extracted_path) / learner
            folder.mkdir(parents=True, exist_ok=True)
            for name, notebook in next(iter(found[learner].values())).items():
                (folder / name).write_bytes(notebook)


def _files(archive: Path) -> Iterator[tuple[PurePosixPath, Path]]:
    """Yield the regular files in archive/, each with its path there."""
    for path in sorted(archive.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield PurePosixPath(path.relative_to(archive).as_posix()), path


def _entries(file: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the files in a zip, without the copies that a Mac or JupyterLab makes beside them."""
    return [one for one in file.infolist() if not one.is_dir() and not _COPIES.search(one.filename)]


def _holds_learners(file: Path) -> bool:
    """Return whether what is called like one learner's zip has files that a platform named."""
    try:
        with zipfile.ZipFile(file) as whole:
            return any(NAMED.fullmatch(one.filename.partition("/")[0]) for one in _entries(whole))
    except (zipfile.BadZipFile, OSError):
        return False


def _keep(
    place: PurePosixPath, content: IO[bytes], found: dict[str, dict[str, dict[str, bytes]]], left_out: dict[str, str]
) -> None:
    """Put the notebooks of one file of the platform's into ``found``, or say in ``left_out`` why a learner has none.

    ``place`` is its path in the platform's zip: the first part of it that names a learner is the platform's.
    """
    named = next((match for part in place.parts if (match := NAMED.fullmatch(part))), None)
    if named is None or ".." in place.parts:
        return
    learner = named["learner"].strip(" .")
    if not learner or learner != printable(learner):
        left_out[learner or str(place)] = "the name has letters that can't be seen, or none. Write it anew in the zip"
        return
    mine = found.get(learner, {}).get(named["number"], {})
    try:
        for name, notebook in _notebooks(place.name if place.name != named[0] else named["rest"], content):
            if mine.get(name, notebook) != notebook:
                left_out[learner] = f"{printable(name)} is there twice, and the two differ. Keep one of them in the zip"
                return
            mine[name] = notebook
            if sum(map(len, mine.values())) > MOST_BYTES:
                raise TooMuchInZip
    except TooMuchInZip:
        left_out[learner] = f"more than {MOST_BYTES // MIB} MB or {MOST_NAMES:,} files are in a zip of hers"
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, UnicodeError):
        left_out[learner] = f"her file {printable(place.name)} can't be unpacked. Ask for it again, as a notebook"
    if mine:
        found.setdefault(learner, {})[named["number"]] = mine


def _notebooks(name: str, content: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the notebooks of one file of a learner's: itself, or those in a zip, never those in a zip in it."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in Extractor.suffixes:
        yield name, _read(content)
    elif suffix == ".zip":
        with zipfile.ZipFile(io.BytesIO(_read(content))) as inner:
            entries = _entries(inner)
            if len(entries) > MOST_NAMES:
                raise TooMuchInZip
            left = MOST_BYTES
            for one in entries:
                own = PurePosixPath(one.filename.replace("\\", "/")).name
                if PurePosixPath(own).suffix.lower() in Extractor.suffixes:
                    with inner.open(one) as notebook:
                        data = _read(notebook, left)
                    left -= len(data)
                    yield own, data


def _read(content: IO[bytes], most: int = MOST_BYTES) -> bytes:
    """Return what a file holds, counted as it is unpacked: what a zip says of its size may be untrue."""
    data = content.read(most + 1)
    if len(data) > most:
        raise TooMuchInZip
    return data
