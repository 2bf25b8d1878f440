"""Her notebooks: which there are, and what in them is hers, not the course's."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firstquery.core import course

LARGEST = 60_000_000  # bytes
MOST = 500
# Older copies, what is kept of an update or a reset, and what is no work of hers.
SKIPPED = {"kept", "portfolio", "data", "failures", "shared-failures", "node_modules", "__pycache__", "site-packages"}
_COPY = re.compile(r"[-_ (]*copy[-_ )]*\d*$|\(\d+\)$|[-_.](?:old|backup|conflict\w*)$", re.IGNORECASE)


@dataclass(frozen=True)
class Notebook:
    """``part`` is lesson, practice or empty (her own); ``week`` 0 for her own."""

    path: Path
    week: int
    part: str
    cells: tuple[dict[str, Any], ...]


def notebooks(work: Path) -> list[Notebook]:
    """All that can be read, one for each lesson and practice: the one under its own name, else the newest."""
    found: dict[tuple[str, int, str], Notebook] = {}
    for path in _paths(work):
        one = _read(path)
        if one is None:
            continue
        key = (one.part, one.week, "" if one.part else str(path.relative_to(work)))
        if key not in found or _rank(one) > _rank(found[key]):
            found[key] = one
    return sorted(found.values(), key=lambda one: (one.week or 99, one.part, str(one.path)))


def shipped_sources(notebook: Notebook) -> set[str]:
    """The sources of the cells as the course ships them: a cell that says the same is not hers."""
    try:
        week = course.week(notebook.week)
    except Exception:
        return set()
    original = _read(week.release if notebook.part == "practice" else week.lesson)
    return {source(cell) for cell in original.cells} if original else set()


def source(cell: dict[str, Any]) -> str:
    """A cell's text, without the space around it."""
    return joined(cell.get("source")).strip()


def joined(value: object) -> str:
    """A text of a notebook, which is one string or a list of lines."""
    if isinstance(value, list):
        return "".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""


def outputs(cell: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What the cell showed: the data of each output, by MIME type."""
    listed = cell.get("outputs")
    for one in listed if isinstance(listed, list) else []:
        if isinstance(one, dict) and isinstance(one.get("data"), dict):
            yield one["data"]


def _paths(work: Path) -> Iterator[Path]:
    count = 0
    for folder, names, files in os.walk(work):
        names[:] = sorted(name for name in names if name not in SKIPPED and not name.startswith("."))
        for file in sorted(files):
            path = Path(folder, file)
            plain = path.suffix == ".ipynb" and not file.startswith(".") and not _COPY.search(path.stem)
            if plain and path.is_file() and not path.is_symlink():
                count += 1
                if count > MOST:
                    return
                yield path


def _read(path: Path) -> Notebook | None:
    try:
        if path.stat().st_size > LARGEST:
            return None
        content = json.loads(path.read_bytes())
        cells = tuple(cell for cell in content["cells"] if isinstance(cell, dict))
        said = content.get("metadata", {}).get("firstquery", {})
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    said = said if isinstance(said, dict) else {}
    week, part = said.get("week"), said.get("part")
    if isinstance(week, int) and part in ("lesson", "practice"):
        return Notebook(path, week, part, cells)
    return None if path.stem == "start-here" else Notebook(path, 0, "", cells)


def _rank(one: Notebook) -> tuple[bool, float]:
    named = re.fullmatch(course.STEM, one.path.stem) is not None
    usual = named and (one.part == "lesson" or one.path.parent.name == one.path.stem)
    return usual, one.path.stat().st_mtime
