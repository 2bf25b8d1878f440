"""Where learners put what they hand in: submitted/NAME/WEEK, and the places that people take for it.

A browser adds " (1)" to a folder, a drive writes "Copy of" before a file, a notebook lies beside its folder or in that
of the week before. What has the week's name in its own is that week's; what belongs nowhere is told, never passed over.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

#: What a terminal takes for a command: all control characters but tab. With the end of a line in it a name would begin
#: a line about somebody else. Half a character (a byte of a name that is not UTF-8, an emoji cut in two) can't be
#: written at all.
#: Control characters, and those that turn the direction of a line or take no room: a name could look like another's.
#: The two joiners stay: names in Persian have them.
_NOT_PRINTABLE = re.compile(
    r"[\x00-\x08\x0a-\x1f\x7f-\x9f\ud800-\udfff\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
NO_NAME = re.compile(r"[*?\[\]\x00-\x1f\x7f-\x9f\ud800-\udfff]|^[\s.]|\s$")
SKIPPED = {".ipynb_checkpoints", "__MACOSX", "__pycache__", ".git", ".venv", "node_modules"}
#: Called with a path that is passed over, and why.
Skip = Callable[[Path, str], None]
LONGEST, DEEPEST = 2000, 40  # bytes of a path in a submission, and folders in one another
_MOST = 2000  # files that are looked at in a folder of another name


@dataclass(frozen=True)
class Submission:
    """What a learner handed in for a week: its folder, which need not be there, and files of it that lie elsewhere."""

    student: str
    folder: Path
    loose: list[Path] = field(default_factory=list)


@dataclass
class Submissions:
    """All of a week. ``refused`` says why by learner, ``strays`` are sentences about what belongs nowhere."""

    submissions: list[Submission] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    strays: list[str] = field(default_factory=list)


def printable(text: object) -> str:
    """A name of a learner's own as it can be shown in a terminal and written to a file, on one line."""
    return _NOT_PRINTABLE.sub("?", str(text))


def find_submissions(
    folder: Path, week: str, weeks: Collection[str], wanted: Callable[[str], bool] = lambda name: True
) -> Submissions:
    """Who handed something in for ``week`` in ``folder``, of those who are ``wanted``. ``weeks`` are all weeks."""
    found = Submissions()
    for home in sorted(folder.iterdir()) if folder.is_dir() else ():
        name, where = home.name, f"{folder.name}/{home.name}"
        if name in SKIPPED or not wanted(name):
            continue
        try:
            if not home.is_dir():
                if is_notebook(home.name):
                    to = f"{folder.name}/NAME/{week}"
                    said = f"{where} belongs to no learner and was not looked at. Put it into {to}."
                    found.strays.append(printable(said))
                continue
            one = find_submission(home, week)
            if (home / week).is_symlink():
                found.refused[name] = printable(
                    f"{where}/{week} is a link, and what it leads to may be somebody else's: nothing of it was looked "
                    "at. Put the files themselves there, and grade again."
                )
            elif one is not None and NO_NAME.search(name):
                found.refused[name] = printable(
                    f"The folder {where} can't be graded under that name: rename it, without the "
                    "characters * ? [ ], spaces at its ends and a dot at its start, and grade again."
                )
            elif one is not None:
                found.submissions.append(one)
            found.strays += [
                printable(f"{where}/{stray} belongs to no week and was not looked at.")
                for stray in _strays(home, {week, *weeks})
            ]
        except OSError as fault:
            found.refused[name] = printable(
                f"The folder {where} can't be read ({fault.strerror}). Make it and all in it readable for yourself "
                f"(chmod -R u+rX {where}), and grade again."
            )
    return found


def find_submission(home: Path, week: str) -> Submission | None:
    """What stands in the learner's folder ``home`` for ``week``; None where there is nothing. Raises `OSError`."""
    exact = home / week
    entries = sorted(home.iterdir()) if home.is_dir() else []
    folders = [path for path in entries if path.is_dir() and not path.is_symlink()]
    named = [path for path in folders if _has(path, week)]
    folder = exact if exact.is_dir() or not named else named[0]
    loose = [path for path in entries if _has(path, week) and path not in folders and path != folder]
    for other in folders:
        if other != folder and other.name not in SKIPPED:
            loose += [path for path in _notebooks(other) if _has(path, week) or other in named]
    if folder.is_dir():
        os.scandir(folder).close()  # whether it can be read
    return Submission(home.name, folder, loose) if loose or folder.is_dir() else None


def _has(path: Path, week: str) -> bool:
    return week.casefold() in path.name.casefold()


def is_notebook(name: str) -> bool:
    """Whether a name is that of a notebook, or was before a browser added to it: ``(1)``, ``.txt``, ``.download``.

    A Mac notes something about a file under its name and ``._``.
    """
    return ".ipynb" in name.casefold() and not Path(name).name.startswith("._")


def _notebooks(folder: Path) -> list[Path]:
    """Notebooks in a folder of another name."""
    return [path for path in islice(walk(folder, deepest=3), _MOST) if is_notebook(path.name)]


def _strays(home: Path, weeks: Collection[str]) -> list[str]:
    """Names in ``home`` that hold a notebook, and are no week's."""

    def is_known(path: Path) -> bool:
        return any(_has(path, week) for week in weeks)

    found = []
    for path in sorted(home.iterdir()):
        if is_known(path) or path.name in SKIPPED or path.is_symlink():
            continue
        inside = _notebooks(path) if path.is_dir() else [path]
        if any(is_notebook(one.name) and not is_known(one) for one in inside):
            found.append(path.name)
    return found


def walk(folder: Path, skip: Skip = lambda path, why: None, deepest: int = DEEPEST) -> Iterator[Path]:
    """Everything in ``folder`` that is no folder; no link is followed. ``skip`` is called for what is passed over."""
    start = len(os.fsencode(folder))
    left = [(folder, 0)]
    while left:  # not os.walk: it goes no deeper than Python's own calls do
        place, depth = left.pop()
        try:
            with os.scandir(place) as listed:
                entries = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in listed)
        except OSError as fault:
            skip(place, f"can't be read ({fault.strerror})")
            continue
        for name, is_folder in entries:
            path = place / name
            if len(os.fsencode(path)) - start > LONGEST or depth > deepest:
                skip(path, "lies too deep")
            elif not is_folder:
                yield path
            elif name not in SKIPPED:
                left.append((path, depth + 1))
