"""The bytes of a file that should be a notebook, read as far as they can be: its cells, and what was wrong with it."""

from __future__ import annotations

import codecs
import itertools
import json
import quopri
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from firstquery.grade.repair import documents, merge
from firstquery.grade.repair.cells import Cell

LARGEST = 100_000_000  # bytes of a notebook that is still read
LARGEST_READ = 500_000_000  # bytes of memory that its JSON may need, as estimated
MOST_CELLS = 5_000  # of a notebook that are read
LONGEST_CELL = 1_000_000  # characters
LONGEST = 5_000_000  # characters of all cells together
BROKEN = "Characters stand in the file where none can be, line ends for instance."
LARGE = f"is larger than {LARGEST // 1_000_000} MB, which is more than a notebook can be."
_OTHER_FILES = (
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "a packed archive"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"<", "a web page (HTML)"),
    (b"{\\rtf", "a text document"),
)
_MIMES = {"text": "text/plain", "html": "text/html", "png": "image/png", "jpeg": "image/jpeg", "svg": "image/svg+xml"}


class Unreadable(Exception):
    """No cell can be read. ``str()`` goes on from "The file" (``is empty.``)."""


@dataclass
class Reading:
    """The cells of a notebook. ``versions`` are other versions of them in the same file, of a merge that was left open.

    ``notes`` are sentences about the file. ``is_recoded`` says that letters beyond ASCII may have changed,
    ``is_partial`` that cells may be missing, ``is_long`` that there were more than are read, ``is_broken`` that line
    ends stood within texts.
    """

    cells: list[Cell]
    notes: list[str] = field(default_factory=list)
    versions: list[list[Cell]] = field(default_factory=list)
    is_recoded: bool = False
    is_partial: bool = False
    is_long: bool = False
    is_broken: bool = False


def read(data: bytes) -> Reading:
    """Reads a notebook of any version from ``data``. Raises `Unreadable`."""
    if not data.strip(b"\0\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise Unreadable("is empty.")
    if data.startswith(b"\0\0\0\0"):
        data = data.lstrip(b"\0")  # a disk has lost what stood there
    if len(data) > LARGEST:
        raise Unreadable(LARGE)
    for start, what in _OTHER_FILES:
        if data.lstrip().startswith(start) and not data.startswith(b"<<<<<<<"):
            raise Unreadable(f"is {what}, not a notebook.")
    if 240 * data.count(b"{") + 90 * data.count(b"[") + 64 * data.count(b",") > LARGEST_READ:
        raise Unreadable("holds more single things than a notebook can, so it can't be read.")
    text, notes, is_recoded = _decoded(data)
    found, reading = _parsed(text)
    if reading.is_partial or reading.is_broken:
        found, reading = _from_mail(data) or (found, reading)
    reading.notes = notes + reading.notes
    reading.is_recoded = is_recoded
    versions = [cells for one in found for cells in _versions(one, reading)]
    if not versions:
        raise Unreadable("can't be read as a notebook. Ask for it again, saved from JupyterLab.")
    reading.cells, reading.versions = versions[0], versions[1:]
    return reading


def _decoded(data: bytes) -> tuple[str, list[str], bool]:
    """The text, notes about its coding, and whether that coding is a guess."""
    coding = json.detect_encoding(data)
    if coding == "utf-8-sig":
        return data.decode(coding, "replace"), ["The file began with a mark of its coding. It was left out."], False
    if coding != "utf-8":
        said = f"The file was saved in an unusual text coding ({coding[:6].upper()}). It was read as such."
        return data.decode(coding, "replace"), [said], False
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(data), [], False
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text, ["The file was saved in the coding of an old editor. Letters with accents may have changed."], True


def _parsed(text: str) -> tuple[list[Any], Reading]:
    """The notebooks in ``text``, and a reading with what was wrong with it, still without cells."""
    if sides := merge.sides(text):
        found = [one for side in sides for one in documents.whole(side, strict=False)[0][:1]]
        if found:
            said = "The file held the marks of a merge that was not finished (<<<<<<<). Both sides were read."
            return found, Reading([], [said], is_partial=len(found) < 2)
    for strict in (True, False):
        found, has_more = documents.whole(text, strict=strict)
        if found:
            notes = ["Behind the end of the notebook stood other text. It was left out."] if has_more else []
            if not strict:
                notes.append(f"{BROKEN} Words of the answers may have been cut.")
            return found, Reading([], notes, is_broken=not strict)
    said = "The file is damaged. What could still be read of it was taken, cell by cell."
    cells, is_broken = documents.saved(text)
    return [{"cells": cells}], Reading([], [said], is_partial=True, is_broken=is_broken)


def _from_mail(data: bytes) -> tuple[list[Any], Reading] | None:
    """A notebook that mail has put into its own coding, with ``=3D`` for an equals sign, where it is whole in that."""
    if b"=\n" not in data and b"=\r\n" not in data and b"=3D" not in data:
        return None
    found, _ = documents.whole(quopri.decodestring(data).decode("utf-8", "replace"), strict=True)
    return (found, Reading([], ["The file was in the coding of mail. It was read as such."])) if found else None


def _versions(notebook: Any, reading: Reading) -> list[list[Cell]]:
    """The cells of a notebook of any version (3 had worksheets), whatever else stands in it.

    Where cells have two sources, or the marks of a merge in them, there are two versions of all.
    """
    said = [one for one in _listed(notebook) if isinstance(one, dict) and ("source" in one or "input" in one)]
    mine = _within(map(_cell, said), len(said), reading)
    if not mine:
        return []
    other = [
        replace(cell, source=_source(one[documents.FIRST])[:LONGEST_CELL]) if documents.FIRST in one else cell
        for one, cell in zip(said, mine, strict=False)
    ]
    sides = [merge.sides(cell.source) for cell in mine]
    if any(sides):
        reading.notes.append("A cell held the marks of a merge that was not finished (<<<<<<<). Both sides were read.")
        for place, both in enumerate(sides):
            if both:
                mine[place], other[place] = (replace(mine[place], source=side) for side in both)
    return [mine, *([other] if other != mine else [])]


def _listed(notebook: Any) -> list[Any]:
    listed = notebook.get("cells") if isinstance(notebook, dict) else notebook
    if not isinstance(listed, list) and isinstance(notebook, dict):
        sheets = [sheet for sheet in _list(notebook.get("worksheets")) if isinstance(sheet, dict)]
        listed = [cell for sheet in sheets for cell in _list(sheet.get("cells"))]
    return _list(listed)


def _within(cells: Iterable[Cell], many: int, reading: Reading) -> list[Cell]:
    """As many of ``cells`` as are read, each as far as it is read; ``reading`` is told of the rest."""
    kept: list[Cell] = []
    room = LONGEST
    for cell in itertools.islice(cells, MOST_CELLS):
        # Pictures stand in texts of Markdown, and nobody looks for answers in them.
        room -= min(len(cell.source), LONGEST_CELL // 10 if cell.kind == "markdown" else LONGEST_CELL)
        if room < 0:
            break
        if len(cell.source) > LONGEST_CELL:
            cell = replace(
                cell, source=cell.source[:LONGEST_CELL], lost="The answer is too long to be read to its end."
            )
            reading.notes.append("A cell held more than 1 MB of text. Only the beginning of it was read.")
        kept.append(cell)
    if len(kept) < many:
        reading.is_long = True
        reading.notes.append(f"The notebook is very long. Only its first {len(kept):,} cells were read.")
    return kept


def _cell(said: dict[str, Any]) -> Cell:
    metadata = said.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    graded = metadata.get("nbgrader")
    grade_id = graded.get("grade_id") if isinstance(graded, dict) else None
    kind, name = said.get("cell_type"), said.get("id")
    source = _source(said.get("source", said.get("input")))
    is_lossy = "\0" in source or "\ufffd" in source
    if kind == "heading":
        kind = "markdown"
    if kind not in ("code", "markdown", "raw"):
        kind = "code" if {"outputs", "execution_count", "input"} & said.keys() else "markdown"
    return Cell(
        kind,
        source.replace("\0", ""),
        grade_id if isinstance(grade_id, str) and grade_id else None,
        name if isinstance(name, str) and name else None,
        [_output(one) for one in _list(said.get("outputs")) if isinstance(one, dict)],
        said.get("execution_count"),
        "Some characters of the answer were lost in the file." if is_lossy else "",
    )


def _output(said: dict[str, Any]) -> dict[str, Any]:
    """An output of notebook format 3 as one of format 4; any other as it is."""
    kind = {"pyout": "display_data", "pyerr": "error"}.get(str(said.get("output_type")), said.get("output_type"))
    data = {mime: said[name] for name, mime in _MIMES.items() if name in said} if "data" not in said else said["data"]
    return {"name": said.get("stream"), **said, "output_type": kind, "data": data}


def _source(said: Any) -> str:
    if isinstance(said, list):
        lines = [line for line in said if isinstance(line, str)]
        # Some tools leave the line ends out of the list of lines.
        between = "" if any(line.endswith("\n") for line in lines) else "\n"
        said = between.join(lines)
    text = said if isinstance(said, str) else ""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")


def _list(said: Any) -> list[Any]:
    return said if isinstance(said, list) else []
