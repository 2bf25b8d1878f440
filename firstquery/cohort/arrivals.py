"""What lies in submitted/, looked through once for all learners and weeks: a thousand learners take a second."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from nbgrader.utils import parse_utc

from firstquery.core.due import is_ahead
from firstquery.grading.submissions import SKIPPED, find_submission, is_notebook


@dataclass(frozen=True)
class Arrival:
    """A learner's files for a week: when they were handed in (UTC), and when the last of them came here (UTC).

    The first is the exchange's own timestamp.txt, and without one the time of her file. ``refused`` says why nothing of
    it can be looked at; empty for most.
    """

    at: dt.datetime | None
    came: dt.datetime | None
    refused: str = ""


def find(submitted: Path, weeks: Collection[str]) -> dict[tuple[str, str], Arrival]:
    """Return all that was handed in for ``weeks`` (stems), by learner and stem."""
    found: dict[tuple[str, str], Arrival] = {}
    for home in _folders(submitted):
        try:
            found |= {(home.name, week): one for week, one in _of_learner(home, weeks)}
        except OSError as fault:
            refused = Arrival(None, None, f"The folder submitted/{home.name} can't be read ({fault.strerror}).")
            found |= {(home.name, week): refused for week in weeks}
    return found


def _of_learner(home: os.DirEntry[str], weeks: Collection[str]) -> Iterator[tuple[str, Arrival]]:
    names = {entry.name: entry for entry in os.scandir(home.path)}
    elsewhere = names.keys() - {*weeks, *SKIPPED}
    for week in weeks:
        if week in names:
            yield week, _folder(names[week])
        elif elsewhere and (one := find_submission(Path(home.path), week)):
            files = [*one.loose, *(one.folder.iterdir() if one.folder.is_dir() else ())]
            yield week, _times(one.folder, [(path.name, path.lstat()) for path in files])


def _folders(submitted: Path) -> Iterator[os.DirEntry[str]]:
    if submitted.is_dir():
        yield from (one for one in os.scandir(submitted) if one.name not in SKIPPED and one.is_dir())


def _folder(entry: os.DirEntry[str]) -> Arrival:
    if entry.is_symlink():
        return Arrival(None, None, "It is a link, and what it leads to may be somebody else's.")
    if not entry.is_dir():
        return _times(Path(entry.path), [(entry.name, entry.stat())])
    try:
        return _times(Path(entry.path), [(one.name, one.stat(follow_symlinks=False)) for one in os.scandir(entry.path)])
    except OSError as fault:
        return Arrival(None, None, f"It can't be read ({fault.strerror}).")


def _times(folder: Path, files: list[tuple[str, os.stat_result]]) -> Arrival:
    """The time of change of a file's entry can't be set: a copy that keeps the learner's own time has it new."""
    stats = [stat for _, stat in files]
    came = _utc(max((stat.st_ctime for stat in stats), default=0.0)) if stats else None
    if any(name == "timestamp.txt" for name, _ in files) and (told := _read_timestamp(folder / "timestamp.txt")):
        return Arrival(told, came)
    hers = [stat for name, stat in files if is_notebook(name)] or stats
    return Arrival(_utc(max(stat.st_mtime for stat in hers)) if hers else None, came)


def _read_timestamp(path: Path) -> dt.datetime | None:
    """Return what the exchange has noted; None where that is no time, or one that is still to come."""
    try:
        text = path.read_text(encoding="utf-8").strip()
        # The first as the exchange writes it.
        told = dt.datetime.fromisoformat(text[:-4]) if text.endswith(" UTC") else parse_utc(text)
    except (OSError, ValueError, OverflowError, TypeError):
        return None
    told = told.replace(tzinfo=dt.UTC)
    return None if is_ahead(told) else told


def _utc(seconds: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, dt.UTC)
