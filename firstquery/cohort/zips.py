"""Notebooks out of the zips of Canvas and Moodle, for `nbgrader zip_collect`: each to the learner whose file it was in.

The learner is told by the platform's own level alone: by the name of a file or folder that the platform wrote. What
stands inside a zip of hers is hers, whatever it is called, and is unpacked within bounds. A learner who can't be
collected is left out with a sentence, and the others are collected all the same; what gave no notebook is listed.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from nbgrader.plugins import ExtractorPlugin

from firstquery.cohort.attachments import NOTES, LearnerError, Work, find_notebooks, list_entries, unzip
from firstquery.grading.submissions import printable

#: As Canvas calls a file, ``doejane_LATE_2983_191824_week-….ipynb``. It leaves no ``_12_`` in a learner's name, so the
#: first numbers are its own.
CANVAS = re.compile(r"(?P<learner>.+?)_(?P<late>LATE_|late_)?(?P<number>[0-9]+)_[0-9]+(?:_(?P<rest>.*))?", re.DOTALL)
#: As Moodle calls a file or folder, ``Jane Doe_12345_assignsubmission_file_``.
MOODLE = re.compile(r"(?P<learner>.+)_(?P<number>[0-9]+)_assignsubmission_[a-z]+(?:_(?P<rest>.*))?", re.DOTALL)
MOST_TOLD = 100  # lines of a list
_CALL_IT = "If the platform made it, call it submissions.zip; if she handed it in, ask for the notebook alone"
_NO_NOTEBOOK = "No notebook is in what these learners handed in. Ask each of them for the file that ends in .ipynb:"
_UNCLEAR = (
    "Not collected, since it isn't clear whose they are. Put the notebook of each into submitted/NAME/WEEK/ yourself. "
    "What the platform packed otherwise than as a zip, unpack; its own zip or folder, call submissions:"
)


@dataclass
class Download:
    """What is in archive/: by learner and the platform's number, who is left out and why, and what is nobody's."""

    works: dict[tuple[str, str], Work] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    unclear: list[str] = field(default_factory=list)

    def unpack(self, place: PurePosixPath, file: Path) -> None:
        """Look at each file in a zip of the platform's."""
        with zipfile.ZipFile(file) as platform:
            entries = list_entries(platform)
            for one in entries:
                self.keep(PurePosixPath(one.filename), partial(platform.open, one), f"{place}: ")
        if not entries:
            self.unclear.append(f"{place}: nothing is in it")

    def keep(self, place: PurePosixPath, access: Callable[[], IO[bytes]], whole: str = "") -> None:
        """Put the notebooks of one file of the platform's to its learner's, or say why she has none.

        ``place`` is its path, in archive/ or in the zip called ``whole``.
        """
        names = _names(place)
        if not names or not _is_clear(names) or ".." in place.parts:
            self.unclear.append(f"{whole}{place}")
            return
        named = names[0]
        learner = _learner(named)
        if not learner or learner != printable(learner):
            why = "the name has letters that can't be seen, or none. Write it anew in the zip"
            self.left_out[learner or str(place)] = why
            return
        hers = self.works.setdefault((learner, named["number"]), Work())
        before = len(hers.notebooks)
        try:
            with access() as content:
                own = place.name if place.name != named[0] else named["rest"] or ""
                for name, notebook in find_notebooks(own, content, hers):
                    if name != printable(name):
                        raise LearnerError("a notebook's name has letters that can't be seen. Ask for it again")
                    if hers.notebooks.setdefault(name, notebook) != notebook:
                        raise LearnerError(f"{name} is there twice, and the two differ. Keep one of them in the zip")
        except LearnerError as fault:
            self.left_out[learner] = str(fault)
        except Exception:  # whatever a damaged file makes zipfile and the system raise
            why = f"her file {place.name} can't be unpacked. Download it again, or ask her for it as a notebook"
            self.left_out[learner] = why
        if len(hers.notebooks) == before:
            hers.others.append(place.name)

    def write(self, extracted: Path) -> None:
        """Write each learner's notebooks into a folder of her name, where she has one number and all can be written."""
        found: dict[str, list[str]] = {}
        for (learner, number), hers in self.works.items():
            if hers.notebooks:
                found.setdefault(learner, []).append(number)
        for learner, numbers in found.items():
            if len(numbers) > 1:
                why = f"there are two of that name ({' and '.join(numbers)}). Rename one of them in the zip"
                self.left_out[learner] = why
        for learner in sorted(found.keys() - self.left_out.keys()):
            folder = extracted / learner
            try:
                folder.mkdir(parents=True, exist_ok=True)
                for name, notebook in self.works[learner, found[learner][0]].notebooks.items():
                    (folder / name).write_bytes(notebook)
            except (OSError, ValueError) as fault:
                shutil.rmtree(folder, ignore_errors=True)
                why = getattr(fault, "strerror", None) or str(fault)
                self.left_out[learner] = f"her notebooks can't be written ({why}). Write a long name shorter in the zip"

    def list_without(self) -> list[str]:
        """Return a line for each learner who is collected with nothing, nor left out with a sentence of her own."""
        return [
            f"{learner} ({number}): {', '.join(hers.others)}"
            for (learner, number), hers in sorted(self.works.items())
            if not hers.notebooks and learner not in self.left_out
        ]


class Extractor(ExtractorPlugin):  # type: ignore[misc]
    """Unpacks what is in archive/ into extracted/, a folder a learner. nbgrader's own unpacks whatever a zip holds."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        download = Download()
        for place, file in _files(Path(archive_path)):
            names = _names(place)
            if place.suffix.lower() == ".zip" and not names:
                try:
                    download.unpack(place, file)
                except Exception as fault:  # whatever a damaged zip makes zipfile raise
                    self.log.warning("%s can't be read (%s). Download it again.", printable(place), printable(fault))
                continue
            download.keep(place, _access(file))
            if names and names[0].re is CANVAS and place.name == names[0][0] and _holds_learners(file):
                why = f"{place} is called like one learner's and holds files of learners. {_CALL_IT}"
                download.left_out[_learner(names[0])] = why
        download.write(Path(extracted_path))
        for learner, why in sorted(download.left_out.items()):
            self.log.warning("Left out: %s, %s. The others are collected.", printable(learner), printable(why))
        for title, lines in ((_NO_NOTEBOOK, download.list_without()), (_UNCLEAR, download.unclear)):
            if lines:
                more = [f"and {len(lines) - MOST_TOLD:,} more"] if len(lines) > MOST_TOLD else []
                told = [f"\n    {printable(line)}" for line in [*lines[:MOST_TOLD], *more]]
                self.log.warning("%s%s", title, "".join(told))


def _files(archive: Path) -> Iterator[tuple[PurePosixPath, Path]]:
    """Yield the regular files in archive/, each with its path there."""
    for path in sorted(archive.rglob("*")):
        place = path.relative_to(archive).as_posix()
        if path.is_file() and not path.is_symlink() and not NOTES.search(place):
            yield PurePosixPath(place), path


def _access(file: Path) -> Callable[[], IO[bytes]]:
    return lambda: file.open("rb")


def _names(place: PurePosixPath) -> list[re.Match[str]]:
    """Return the parts of a path that are as a platform writes them: the first of them is the platform's."""
    return [match for part in place.parts if (match := MOODLE.fullmatch(part) or CANVAS.fullmatch(part))]


def _learner(named: re.Match[str]) -> str:
    """Return the name of a learner as that of a folder."""
    return named["learner"].strip(" .")


def _is_clear(names: list[re.Match[str]]) -> bool:
    """Return whether it is certain whose a file is.

    Canvas's ``jane_1_2983_191824_…`` may be of ``jane_1``, or of ``jane``, whose file begins with a number; and a
    folder that is called so with a learner's file in it may be the course's.
    """
    first, *more = names
    return first.re is MOODLE or not (more or (not first["late"] and re.match(r"[0-9]+(_|$)", first["rest"] or "")))


def _holds_learners(file: Path) -> bool:
    """Return whether what is called like one learner's zip has notebooks or zips that a platform named."""
    try:
        with file.open("rb") as content, unzip(content, Work()) as whole:
            places = [PurePosixPath(one.filename) for one in list_entries(whole)]
    except Exception:  # then it is no zip of the platform's either
        return False
    return any(_names(place) and place.suffix.lower() in {".ipynb", ".zip"} for place in places)
