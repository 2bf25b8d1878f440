"""Which failure notes are hers: a list in ``.records/failures.json``, and the files that it names."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from firstquery.core import files as whole
from firstquery.core import records
from firstquery.core.errors import UserError
from firstquery.learner.failure.note import FOLDER, WITHDRAWN, Note, Unreadable, contents, read

_RECORD = "failures"


def notes() -> list[tuple[int, Note]]:
    """Her notes that can be read and were not withdrawn, with their numbers."""
    found = []
    for one in current_notes():
        with contextlib.suppress(Unreadable):
            found.append((int(one["number"]), read(Path(one["path"]))))
    return found


def write(path: Path, note: Note) -> None:
    """Writes the note whole. Raises UserError where its folder can't be written."""
    try:
        whole.write(path, note.markdown().encode("utf-8", "replace"))
    except OSError as fault:
        raise UserError(
            f"The note cannot be written to {path.parent} ({fault.strerror}): name another folder."
        ) from None


def remove(path: Path, note_id: str) -> None:
    """Takes the file away. Where it may have been handed in, its number stays, so that no older copy is shown."""
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    if path.parent.name == FOLDER and path.parent.is_dir():
        listed = path.parent / WITHDRAWN
        known: list[str] = []
        with contextlib.suppress(Unreadable):
            known = contents(listed).split()
        whole.write(listed, ("\n".join([*known, note_id]) + "\n").encode())


def holds(one: dict[str, Any], texts: dict[str, str]) -> bool:
    """Whether the note of that entry says these three texts."""
    try:
        return read(Path(one["path"])).parts == tuple(texts.values())
    except Unreadable:
        return False


def all_notes() -> list[dict[str, Any]]:
    """Every note she ever wrote: number, id, path, week; the withdrawn ones, too."""
    listed = (records.read(_RECORD) or {}).get("notes")
    wanted = {"number": int, "id": str, "path": str}
    return [
        one
        for one in (listed if isinstance(listed, list) else [])
        if isinstance(one, dict) and all(isinstance(one.get(key), kind) for key, kind in wanted.items())
    ]


def current_notes() -> list[dict[str, Any]]:
    """Those that were not withdrawn."""
    return [one for one in all_notes() if not one.get("withdrawn")]


def record(entry: dict[str, Any]) -> None:
    """Puts the entry in the place of the one with its number."""
    others = [one for one in all_notes() if one["number"] != entry["number"]]
    listed = sorted([*others, entry], key=lambda one: int(one["number"]))
    if not records.update(_RECORD, lambda before: {"version": 1, "notes": listed}):
        print("It could not be noted which file it is: remove the file itself when you no longer want it.")
