"""The bytes of a file that should be a notebook, read as far as they can be: its cells, and what was wrong with it."""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass, field
from typing import Any

from firstquery.grade.repair.cells import Cell

LARGEST = 300_000_000  # bytes of a notebook that is still read
_CELL = re.compile(
    r'\{\s*"(?:attachments|cell_type|collapsed|execution_count|id|input|language|metadata|outputs|prompt_number|source)"'
)
_HUNK = re.compile(r"^<{7}[^\n]*\n(.*?)(?:^\|{7}[^\n]*\n.*?)?^={7}[^\n]*\n(.*?)^>{7}[^\n]*(?:\n|\Z)", re.M | re.S)
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
    ``is_partial`` that cells may be missing.
    """

    cells: list[Cell]
    notes: list[str] = field(default_factory=list)
    versions: list[list[Cell]] = field(default_factory=list)
    is_recoded: bool = False
    is_partial: bool = False


def read(data: bytes) -> Reading:
    """Reads a notebook of any version from ``data``. Raises `Unreadable`."""
    if not data.strip(b"\0\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise Unreadable("is empty.")
    if len(data) > LARGEST:
        raise Unreadable(f"is larger than {LARGEST // 1_000_000} MB, which is more than a notebook can be.")
    for start, what in _OTHER_FILES:
        if data.lstrip().startswith(start) and not data.startswith(b"<<<<<<<"):
            raise Unreadable(f"is {what}, not a notebook.")
    text, notes, is_recoded = _decoded(data)
    found, more, is_partial = _parsed(text)
    versions = [cells for one in found if (cells := _cells(one))]
    if not versions:
        raise Unreadable("holds no cells of a notebook.")
    return Reading(versions[0], notes + more, versions[1:], is_recoded, is_partial)


def _decoded(data: bytes) -> tuple[str, list[str], bool]:
    """The text, notes about its coding, and whether that coding is a guess."""
    coding = json.detect_encoding(data)
    if coding == "utf-8-sig":
        return data.decode(coding, "replace"), ["The file began with a mark of its coding. It was left out."], False
    if coding != "utf-8":
        return data.decode(coding, "replace"), [f"The file was saved as {coding.upper()}. It was read as such."], False
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(data), [], False
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text, ["The file was saved in the coding of an old editor. Letters with accents may have changed."], True


def _number(digits: str) -> int:
    return int(digits) if len(digits) < 1000 else 0


def _parsed(text: str) -> tuple[list[Any], list[str], bool]:
    """What the JSON in ``text`` holds, notes on what was wrong, and whether that is only what could be saved of it."""
    decoder = json.JSONDecoder(parse_int=_number, strict=False)
    if _HUNK.search(text):
        sides = [one for side in (1, 2) if (one := _whole(decoder, _HUNK.sub(rf"\{side}", text))[0]) is not None]
        if sides:
            said = "The file held the marks of a merge that was not finished (<<<<<<<). Both sides were read."
            return sides, [said], len(sides) < 2
    whole, rest = _whole(decoder, text)
    if whole is not None:
        rest = rest.strip("\0 \t\r\n\x1a")
        if not rest:
            return [whole], [], False
        second, _ = _whole(decoder, rest)
        said = "Behind the end of the notebook stood other text. It was left out."
        return [whole, *([second] if second is not None else [])], [said], False
    said = "The file is damaged. What could still be read of it was taken, cell by cell."
    return [_saved(decoder, text)], [said], True


def _whole(decoder: json.JSONDecoder, text: str) -> tuple[Any, str]:
    """The first JSON value in ``text`` that is a notebook (None where there is none), and what stands behind it."""
    start = text.find("{")
    try:
        found, end = decoder.raw_decode(text, max(start, 0))
    except (ValueError, RecursionError):
        return None, ""
    return (found, text[end:]) if _cells(found) else (None, "")


def _saved(decoder: json.JSONDecoder, text: str) -> dict[str, Any]:
    """The cells that are whole in a text that is not."""
    cells, end = [], 0
    for start in _CELL.finditer(text):
        if start.start() < end:
            continue
        try:
            found, stop = decoder.raw_decode(text, start.start())
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict) and "cell_type" in found and ("source" in found or "input" in found):
            cells.append(found)
            end = stop
    return {"cells": cells}


def _cells(notebook: Any) -> list[Cell]:
    """The cells of a notebook of any version (3 had worksheets), whatever else stands in it."""
    listed = notebook
    if isinstance(notebook, dict):
        listed = notebook.get("cells")
        if not isinstance(listed, list):
            sheets = notebook.get("worksheets")
            sheets = sheets if isinstance(sheets, list) else []
            listed = [cell for sheet in sheets if isinstance(sheet, dict) for cell in _list(sheet.get("cells"))]
    return [_cell(one) for one in _list(listed) if isinstance(one, dict) and ("source" in one or "input" in one)]


def _cell(said: dict[str, Any]) -> Cell:
    metadata = said.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    graded = metadata.get("nbgrader")
    grade_id = graded.get("grade_id") if isinstance(graded, dict) else None
    kind, name = said.get("cell_type"), said.get("id")
    if kind == "heading":
        kind = "markdown"
    if kind not in ("code", "markdown", "raw"):
        kind = "code" if {"outputs", "execution_count", "input"} & said.keys() else "markdown"
    return Cell(
        kind,
        _source(said.get("source", said.get("input"))),
        grade_id if isinstance(grade_id, str) and grade_id else None,
        name if isinstance(name, str) and name else None,
        [_output(one) for one in _list(said.get("outputs")) if isinstance(one, dict)],
        said.get("execution_count"),
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
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "").replace("\0", "")


def _list(said: Any) -> list[Any]:
    return said if isinstance(said, list) else []
