"""The course's notebooks as the content tests read them."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest

from firstquery.core import course

ROOT = course.COURSE
WEEKS = course.weeks()
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PRACTICES = sorted((ROOT / "source").glob("*/*.ipynb"))
RELEASES = sorted((ROOT / "release").glob("*/*.ipynb"))
EVERY = [*LESSONS, *PRACTICES, *RELEASES]


def name(path: Path) -> str:
    """A test's id: the path from the course root."""
    return path.relative_to(ROOT).as_posix()


@dataclass(frozen=True)
class Cell:
    """One cell: its id, type (markdown, code), source and ``firstquery`` metadata; ``graded`` holds nbgrader's."""

    id: str
    type: str
    source: str
    said: dict[str, Any]
    graded: dict[str, Any]
    tags: tuple[str, ...]

    @property
    def is_check(self) -> bool:
        return bool(self.graded.get("grade")) and not self.graded.get("solution")

    @property
    def is_written(self) -> bool:
        """Prose in a code cell: a written answer."""
        return self.type == "code" and self.source.startswith("%%text")


@cache
def read(path: Path) -> nbformat.NotebookNode:
    if not path.is_file():
        pytest.fail(f"{name(path)} is missing", pytrace=False)
    return nbformat.read(path, as_version=4)


@cache
def cells(path: Path) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            id=cell.get("id", f"number {number}"),
            type=cell.cell_type,
            source=cell.source,
            said=dict(cell.metadata.get("firstquery", {})),
            graded=dict(cell.metadata.get("nbgrader", {})),
            tags=tuple(cell.metadata.get("tags", ())),
        )
        for number, cell in enumerate(read(path).cells, 1)
    )


def markdown(path: Path) -> list[Cell]:
    return [cell for cell in cells(path) if cell.type == "markdown"]


@cache
def headings(path: Path) -> tuple[tuple[int, str], ...]:
    """Level and text of every heading, in order."""
    found = []
    for cell in markdown(path):
        for line in without_code_blocks(cell.source).splitlines():
            if match := re.match(r"(#{1,6})\s+(.+?)\s*#*$", line):
                found.append((len(match.group(1)), match.group(2)))
    return tuple(found)


def without_code_blocks(text: str) -> str:
    return re.sub(r"^( *)(```+|~~~+).*?^ *\2 *$", "", text, flags=re.MULTILINE | re.DOTALL)


def environment(folder: Path) -> dict[str, str]:
    """For a process that runs a notebook as a new learner, whose folder is empty."""
    from firstquery.authoring.tidy import new_learner

    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    return {**new_learner(folder), "PYTHONPATH": path}
