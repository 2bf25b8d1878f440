"""All that a facilitator's course and its exchange hold of one person: listed, handed over as one file, erased.

What an organisation has to answer where somebody asks for her data or wants them gone (docs/privacy.md).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import chdir
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbgrader.apps.baseapp import NbGrader
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import notebook_hash

from firstquery.cohort import gradebook_rows, roster
from firstquery.cohort.inbound import SECRET
from firstquery.cohort.roster import Member
from firstquery.core import files
from firstquery.core.errors import UserError, quote_value
from firstquery.grading.run import plan
from firstquery.grading.submissions import NO_NAME
from firstquery.learner.exchange import HIDDEN

#: The folders of nbgrader that have one of each learner's.
FOLDERS = ("submitted", "autograded", "feedback")
#: What a course has before anybody takes it, and what comes with it: it names nobody.
_COURSE = frozenset(
    ("firstquery", "notebooks", "release", "data", "hub", "source", "pull-requests", "docs", "tests", "benchmarks")
) | {"held-out", ".venv", ".venv.old", ".git", ".site", ".ci", "__pycache__", "before-upgrade"}
_MOST_BYTES = 200 * 2**20  # of a file that is searched
RECORD = "person.json"


@dataclass(frozen=True)
class Exchange:
    """nbgrader's exchange of a course: ``inbound`` and ``feedback`` are folders, which may be missing."""

    inbound: Path
    feedback: Path


@dataclass(frozen=True)
class Holdings:
    """What is held of one person: her line of roster.csv, files by where they are, and rows of the gradebook."""

    name: str
    member: Member | None
    places: dict[str, list[Path]]
    rows: dict[str, list[dict[str, Any]]]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is held at all."""
        return self.member is None and not any(self.places.values()) and not any(self.rows.values())


@dataclass
class Erasure:
    """What `erase` has come to: files and rows that are gone, and each file that stays, with why."""

    files: int = 0
    rows: int = 0
    left: list[str] = field(default_factory=list)


def exchange(root: Path) -> Exchange:
    """Return the exchange that the course's configuration names."""
    with chdir(root):
        app = NbGrader()
        app.load_config_file()
        coursedir = CourseDirectory(parent=app)
        place = ExchangeCollect(coursedir=coursedir, authenticator=Authenticator(parent=app), parent=app).root
    home = Path(place, str(coursedir.course_id))
    return Exchange(home / "inbound", home / "feedback")


def find(root: Path, db_url: str, name: str, its: Exchange) -> Holdings:
    """Return all that is held of ``name`` in the course at ``root``. Raises `UserError` where that is no account."""
    if not name or "/" in name or NO_NAME.search(name):
        raise UserError(f"{quote_value(name)} is no name of an account, as roster.csv and submitted/ have them.")
    listed = root / roster.FILE
    members = {one.name: one for one in roster.read(listed)} if listed.is_file() else {}
    places = {folder: [home] for folder in FOLDERS if os.path.lexists(home := root / folder / name)}
    places |= find_in_exchange(its, name, [root / "submitted" / name])
    return Holdings(name, members.get(name), places, gradebook_rows.read(db_url, name))


def find_in_exchange(its: Exchange, name: str, collected: Sequence[Path] = ()) -> dict[str, list[Path]]:
    """Return what an exchange holds of ``name``, by what it is. ``collected``: her folders that came from there.

    nbgrader finds a page of feedback by the secret of its submission, and so is it found here.
    """
    try:
        there = sorted(its.inbound.iterdir())
    except OSError:  # there is none, or nobody may look
        there = []
    sent = [one for one in there if one.name.removeprefix(HIDDEN).startswith(f"{name}+")]
    found = {"exchange": sent, "feedback in the exchange": _feedback([*sent, *collected], its.feedback)}
    return {what: paths for what, paths in found.items() if paths}


def export(held: Holdings, file: Path) -> list[str]:
    """Write all that is held as one zip, and return what could not be read, in a sentence each.

    ``person.json`` has her line of roster.csv and the rows of the gradebook; every file is in the folder of its place.
    Raises `UserError` where the zip can't be written, or is there already.
    """
    if file.exists():
        raise UserError(f"{file} is there already: name another file.")
    said = {
        "name": held.name,
        "roster": None if held.member is None else held.member.__dict__,
        "gradebook": held.rows,
    }
    left: list[str] = []
    partial = file.with_name(f".{file.name}.partial")
    try:
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as opened, zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(RECORD, json.dumps(said, indent=1, ensure_ascii=False, default=str) + "\n")
            for what, found in held.places.items():
                for place in found:
                    left += _add(archive, place, Path(what) / ("" if place.name == held.name else place.name))
        partial.rename(file)
    except OSError as fault:
        partial.unlink(missing_ok=True)
        raise UserError(f"{file} could not be written ({fault.strerror}).") from None
    return left


def erase(root: Path, db_url: str, held: Holdings) -> Erasure:
    """Remove all that is held, and return what is gone and what stays.

    Her line of roster.csv goes last: an erasure that was stopped is finished by the same command. Raises `UserError`
    while a run grades this course, or another program holds the gradebook.
    """
    done = Erasure()
    with plan.run_folder(root):
        for found in held.places.values():
            for place in found:
                done.files += sum(1 for _ in _walk(place))
                try:
                    remove(place)
                except OSError as fault:
                    done.left.append(f"{place} ({fault.strerror})")
        done.rows = gradebook_rows.erase(db_url, held.name)
        listed = root / roster.FILE
        if held.member is not None:
            stay = [one for one in roster.read(listed) if one.name != held.name]
            files.write(listed, roster.to_csv(stay).encode(), mode=0o600)
    return done


def search(places: Sequence[Path], held: Holdings) -> list[tuple[Path, str]]:
    """Return every file below ``places`` that still has her account, her name or her address, with what it has.

    A word counts as a whole alone. What the course had before anybody took it is left out.
    """
    member = held.member or Member(held.name)
    words = list(dict.fromkeys(word for word in (held.name, member.display, member.email) if word))
    marks = [(word, re.compile(whole_word(word).encode())) for word in words]
    found = []
    for place in places:
        for path in _walk(place, _COURSE):
            text = os.fsencode(str(path.relative_to(place))) + b"\n" + _content(path)
            if said := next((word for word, mark in marks if mark.search(text)), None):
                found.append((path, said))
    return found


def whole_word(word: str) -> str:
    """Return the regular expression of a word that stands alone: *ann* is not in *joann*, nor in *ann-marie*.

    What an address (``%2Fann``), JupyterHub (``jupyterhub-user-ann``) or a colour of a terminal sets before it is no
    part of it.
    """
    before = r"(?:(?<![A-Za-z0-9-])|(?<=%[0-9A-F]{2})|(?<=-user-)|(?<=\x1b\[\d\dm))"
    return rf"{before}{re.escape(word)}(?![A-Za-z0-9-])"


def _feedback(submissions: Sequence[Path], pages: Path) -> list[Path]:
    found = set()
    for place in submissions:
        for secret in sorted(place.rglob(SECRET)) if place.is_dir() and not place.is_symlink() else ():
            try:
                said = secret.read_text(encoding="utf-8") if secret.is_file() else ""
            except (OSError, ValueError):
                continue
            for notebook in secret.parent.glob("*.ipynb"):
                page = pages / f"{notebook_hash(secret=said, notebook_id=notebook.stem)}.html"
                found |= {page} if page.is_file() else set()
    return sorted(found)


def _add(archive: zipfile.ZipFile, place: Path, to: Path) -> Iterator[str]:
    """Add a file, or all below a folder. Links are not followed. Yields what can't be read."""
    for path in _walk(place):
        if path.is_symlink():
            yield f"{path} is a link, and what it leads to may be somebody else's."
            continue
        try:
            archive.writestr(str(to / path.relative_to(place)) if path != place else str(to), path.read_bytes())
        except OSError as fault:
            yield f"{path} can't be read ({fault.strerror})."


def _walk(place: Path, left: frozenset[str] = frozenset()) -> Iterator[Path]:
    """Yield a file, or every file and link below a folder but in those called ``left`` at its top."""
    if place.is_symlink() or not place.is_dir():
        if os.path.lexists(place):
            yield place
        return
    for folder, names, inside in os.walk(place):
        if Path(folder) == place:
            names[:] = [name for name in names if name not in left]
        names.sort()
        for name in sorted(inside) + [name for name in names if Path(folder, name).is_symlink()]:
            yield Path(folder, name)


def remove(place: Path) -> None:
    """Remove a file, a link, or a folder with all that is in it. No link is followed. Raises OSError."""
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink()


def _content(path: Path) -> bytes:
    """Return what a file has in it, unpacked where it is a zip; nothing where it is no file or can't be read."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return b""
        if not zipfile.is_zipfile(path):
            return path.read_bytes()
        with zipfile.ZipFile(path) as archive:
            inside = [one for one in archive.infolist() if one.file_size < _MOST_BYTES]
            return b"\n".join(one.filename.encode() + b"\n" + archive.read(one) for one in inside)
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return b""
