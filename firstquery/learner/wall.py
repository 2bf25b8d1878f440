"""The cohort's wall: one page of the failure notes that were handed in with consent.

What was handed in was written by others. It is read with bounds, no link is followed, and on the page it is text, never
markup. Whose note it is stands there only where the note says so itself.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from firstquery.core import course
from firstquery.core import files as whole
from firstquery.core.errors import UserError
from firstquery.html import page, templates
from firstquery.learner.failure_note import FOLDER, HEADINGS, ID, WITHDRAWN, Note, Unreadable, contents, read
from firstquery.learner.failures import concerns

MARK = "<!-- the failure wall of First Query -->"
MOST_OF_ONE = 20  # notes that one learner hands in for a week
MOST_LEARNERS = 2000


@dataclass
class Wall:
    """``notes`` on it; ``left_out``: a sentence for each file that is not, with the reason; ``learners`` counted."""

    notes: list[Note] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    learners: int = 0


def gather(folders: Iterable[Path], even_so: Iterable[str] = ()) -> Wall:
    """Reads the notes in ``folders`` (each of one learner's ``shared-failures``, or a folder that a cohort shares).

    ``even_so``: ids of notes that stand on the wall although a sentence of them lays blame or is private.
    """
    wall, allowed = Wall(), set(even_so)
    for folder in folders:
        withdrawn, files, before = _withdrawn(folder), _files(folder), len(wall.notes)
        for path in files[:MOST_OF_ONE]:
            note = _note(path, wall, withdrawn, allowed)
            if note is not None and note not in wall.notes:
                wall.notes.append(note)
        if len(files) > MOST_OF_ONE:
            wall.left_out.append(f"{_path(folder)}: {len(files)} notes, and {MOST_OF_ONE} of one learner are the most.")
        wall.learners += len(wall.notes) > before
    # The ids are random: their order says nothing about who handed in what.
    wall.notes.sort(key=lambda one: (one.week, one.id, one.parts))
    return wall


def handed_in(root: Path, week: course.Week) -> Iterator[Path]:
    """The ``shared-failures`` of everybody who handed in that week; no folder that is a link."""
    for learner in _folders(root / "submitted")[:MOST_LEARNERS]:
        folder = learner
        for part in (week.stem, FOLDER):
            folder = folder / part
            if folder.is_symlink() or not folder.is_dir():
                break
        else:
            yield folder


def shared_folders(folder: Path) -> Iterator[Path]:
    """A folder that a cohort shares, and the folders in it."""
    if not folder.is_dir():
        raise UserError(f"There is no folder {folder}.")
    yield folder
    yield from _folders(folder)[:MOST_LEARNERS]


def build(wall: Wall, target: Path, title: str) -> None:
    """Writes the page to ``target``. Raises UserError where another file stands there, or it cannot be written."""
    try:
        if target.is_dir() or (target.exists() and MARK not in target.read_text(encoding="utf-8", errors="replace")):
            raise UserError(f"{target} is there already and is no wall of First Query: name another file with --to.")
        whole.write(target, html(wall, title).encode())
    except OSError as fault:
        raise UserError(f"The wall cannot be written to {target} ({fault.strerror}).") from None


def html(wall: Wall, title: str) -> str:
    """The page. The same notes give the same page."""
    made = templates(Path(__file__).parent / "templates")
    titles = {one.number: f"Week {one.number}: {one.title}" for one in course.weeks()}
    weeks = [(week, list(notes)) for week, notes in groupby(wall.notes, key=lambda one: one.week)]
    body = made.get_template("wall.html.j2").render(weeks=weeks, titles=titles, headings=HEADINGS.values())
    intro = "What happened, what was expected, and what is done now. Each was shared by the person it happened to."
    style = (Path(__file__).parent / "templates" / "wall.css").read_text(encoding="utf-8")
    return page(title, f"{MARK}\n{body}", intro=f"<p>{intro}</p>", further_style=style)


def _note(path: Path, wall: Wall, withdrawn: set[str], allowed: set[str]) -> Note | None:
    """The note where it goes onto the wall; else the reason goes into ``wall.left_out``."""
    try:
        note = read(path)
    except Unreadable as fault:
        wall.left_out.append(f"{_path(path)}: {fault}.")
        return None
    if note.id in withdrawn:
        return None
    if not note.shared:
        wall.left_out.append(f"{_path(path)}: it does not say that it is shared.")
        return None
    if note.id not in allowed and (said := concerns(dict(zip(HEADINGS, note.parts, strict=True)))):
        how = f" --even-so {note.id} puts it on the wall all the same." if note.id else ""
        wall.left_out.append(f"{_path(path)}: {said[0]}{how}")
        return None
    return note


def _withdrawn(folder: Path) -> set[str]:
    try:
        return {word for word in contents(folder / WITHDRAWN).split() if ID.fullmatch(word)}
    except Unreadable:
        return set()


def _files(folder: Path) -> list[Path]:
    with contextlib.suppress(OSError):
        return sorted(path for path in folder.iterdir() if path.name.lower().endswith(".md") and path.name[0] != ".")
    return []


def _folders(folder: Path) -> list[Path]:
    """The folders in it; none that is a link."""
    with contextlib.suppress(OSError):
        return sorted(path for path in folder.iterdir() if path.is_dir() and not path.is_symlink())
    return []


def _path(path: Path) -> str:
    """The last parts of a path, as a terminal can show them whatever they are called."""
    name = "/".join(path.parts[-4:]) if FOLDER in path.parts else "/".join(path.parts[-2:])
    return "".join(sign if sign.isprintable() else "?" for sign in name.encode("utf-8", "replace").decode())
