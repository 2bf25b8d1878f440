"""The notebooks of a submission: which of its files may be one, and the cells of what its bytes hold."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from firstquery.grading.repair.cells import Cell
from firstquery.grading.submissions import is_notebook, walk

LARGEST = 100_000_000  # bytes of a notebook that is still read
LARGEST_READ = 500_000_000  # bytes of memory that its JSON may need, as estimated
MOST_CELLS = 6_000
LONGEST = 5_000_000  # characters of all cells of code together
MOST_FILES = 40  # that are looked into
LARGE = f"is larger than {LARGEST // 1_000_000} MB, which is more than a notebook can be."
LONG = "holds more than a notebook can, so it can't be read."
DAMAGED = "can't be read as a notebook. Ask for it again, saved from JupyterLab."


class Unreadable(Exception):
    """No cell can be read. ``str()`` goes on from the file's name (``is empty.``)."""


def read_notebook(data: bytes) -> list[Cell]:
    """The cells of a notebook of format 4, in any coding of Unicode. Raises `Unreadable`."""
    if not data.strip(b"\0\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise Unreadable("is empty.")
    if len(data) > LARGEST:
        raise Unreadable(LARGE)
    if 240 * data.count(b"{") + 90 * data.count(b"[") + 64 * data.count(b",") > LARGEST_READ:
        raise Unreadable(LONG)
    try:
        listed = json.loads(data)["cells"]
        found = [one for one in listed if isinstance(one, dict) and "source" in one]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Unreadable(DAMAGED) from None
    cells = [_cell(one) for one in found[:MOST_CELLS]]
    if len(found) > MOST_CELLS or sum(len(cell.source) for cell in cells if cell.kind != "markdown") > LONGEST:
        raise Unreadable(LONG)
    if not cells:
        raise Unreadable(DAMAGED)
    return cells


def _cell(found: dict[str, Any]) -> Cell:
    metadata = found.get("metadata")
    graded = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = graded.get("grade_id") if isinstance(graded, dict) else None
    kind, name, outputs = found.get("cell_type"), found.get("id"), found.get("outputs")
    if kind not in ("code", "markdown", "raw"):
        kind = "code" if {"outputs", "execution_count"} & found.keys() else "markdown"
    return Cell(
        str(kind),
        _source(found["source"]),
        grade_id if isinstance(grade_id, str) and grade_id else None,
        name if isinstance(name, str) and name else None,
        outputs if isinstance(outputs, list) else [],
        found.get("execution_count"),
    )


def _source(found: Any) -> str:
    if isinstance(found, list):
        lines = [line for line in found if isinstance(line, str)]
        # Some tools leave the line ends out of the list of lines.
        found = ("" if any(line.endswith("\n") for line in lines) else "\n").join(lines)
    text = found if isinstance(found, str) else ""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "").replace("\0", "\ufffd")


def read_file(path: Path, reasons: list[str]) -> list[Cell] | None:
    """The cells of the notebook at ``path``; None, and the reason, where there is none. Links are not followed."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("is a link, a folder or a device, not a notebook.")
        if status.st_size > LARGEST:
            raise Unreadable(LARGE)
        return read_notebook(path.read_bytes())
    except Unreadable as fault:
        reasons.append(f"{path.name} {fault}")
    except FileNotFoundError:
        pass
    except OSError as fault:
        reasons.append(f"{path.name} can't be opened ({fault.strerror}).")
    return None


def read_others(folder: Path, right: Path, loose: list[Path], reasons: list[str]) -> Iterator[tuple[str, list[Cell]]]:
    """The other notebooks of a submission with their names: under another name, or beside the folder; nearest first."""
    near = sorted(walk(folder), key=lambda path: (len(path.parts), path))
    room = LARGEST
    for path in [path for path in [*loose, *near] if is_notebook(path.name) and path != right][:MOST_FILES]:
        home = folder.parent if path in loose and path.is_relative_to(folder.parent) else folder
        name = str(path.relative_to(home)) if path.is_relative_to(home) else path.name
        if path.is_file() and not path.is_symlink():
            room -= path.stat().st_size
        if room < 0:
            reasons.append("There are more files than are looked into.")
            return
        if (cells := read_file(path, reasons)) is not None:
            yield name, cells


def not_opened(folder: Path, loose: list[Path]) -> list[str]:
    """The first names of what was handed in, where no file is a notebook: the answers may be in one of them."""
    names = {path.name for path in [*loose, *walk(folder)]} - {"key.json", "timestamp.txt"}
    return sorted(names)[:3]
