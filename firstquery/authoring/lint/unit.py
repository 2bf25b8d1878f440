"""What a rule reads, the pages of one week, and what it says. A page is a notebook, or solutions.md in its sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode

from firstquery.authoring.lint.style import Style, style_of
from firstquery.core import course, notebook_form
from firstquery.core.errors import UserError
from firstquery.learner.solutions import file_of, solutions_of

LESSON, PRACTICE, RELEASE, SOLUTIONS = "lesson", "practice", "release", "solutions"


@dataclass(frozen=True)
class Remark:
    """What is wrong at one place, and what to do. ``cell``: a cell's id or an exercise; empty for the whole file."""

    file: Path
    cell: str
    sentence: str


@dataclass(frozen=True, eq=False)
class PageCell:
    """One cell: its id, type (markdown, code), source and ``firstquery`` metadata; ``graded`` holds nbgrader's."""

    id: str
    type: str
    source: str
    metadata: dict[str, Any] = field(default_factory=dict)
    graded: dict[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    outputs: tuple[NotebookNode, ...] = ()

    @property
    def is_check(self) -> bool:
        return bool(self.graded.get("grade")) and not self.graded.get("solution")

    @property
    def is_written(self) -> bool:
        """Whether it is prose in a code cell: a written answer."""
        return self.type == "code" and self.source.startswith("%%text")


@dataclass(frozen=True, eq=False)
class Page:
    """One file in cells. ``text`` is that of a notebook's file; ``metadata`` is what it says under ``firstquery``."""

    path: Path
    role: str
    text: str
    cells: tuple[PageCell, ...]
    metadata: dict[str, Any] = field(default_factory=dict)

    @property
    def markdown(self) -> list[PageCell]:
        return [cell for cell in self.cells if cell.type == "markdown"]

    @cached_property
    def headings(self) -> tuple[tuple[int, str, str], ...]:
        """Level, text and cell of every heading, in order."""
        return tuple(
            (len(match[1]), match[2], cell.id)
            for cell in self.markdown
            for line in without_code_blocks(cell.source).splitlines()
            if (match := re.match(r"(#{1,6})\s+(.+?)\s*#*$", line))
        )

    def remark(self, cell: PageCell | str, sentence: str) -> Remark:
        return Remark(self.path, cell if isinstance(cell, str) else cell.id, sentence)


@dataclass(frozen=True)
class Unit:
    """The pages of a week, or (without ``week``) the pages of the course that belong to none."""

    name: str
    root: Path
    pages: tuple[Page, ...]
    week: course.Week | None = None

    @property
    def style(self) -> Style:
        return style_of(self.root)

    @property
    def sources(self) -> list[Page]:
        """What an author writes by hand: all pages but the release."""
        return [page for page in self.pages if page.role != RELEASE]

    @property
    def notebooks(self) -> list[Page]:
        return [page for page in self.pages if page.role != SOLUTIONS]

    def page(self, role: str) -> Page:
        """Return the page of that role, which a week has that is whole."""
        return next(page for page in self.pages if page.role == role)


def unit_of(week: course.Week) -> Unit:
    """Return the pages that a week has. Raises `UserError` where one is no notebook."""
    files = {LESSON: week.lesson, PRACTICE: week.practice, RELEASE: week.release}
    pages = [notebook(path, role) for role, path in files.items() if path.is_file()]
    if sections := solutions_of(week).values():
        cells = (PageCell(one.exercise, "markdown", one.markdown(), {"facts": one.facts()}) for one in sections)
        pages.append(Page(file_of(week), SOLUTIONS, "", tuple(cells)))
    return Unit(week.stem, week.course, tuple(pages), week)


def other_pages(root: Path) -> Unit:
    """Return the notebooks beside the lessons that belong to no week, such as the glossary."""
    paths = sorted(path for path in root.glob("notebooks/*.ipynb") if not course.STEM.fullmatch(path.stem))
    return Unit("pages of no week", root, tuple(notebook(path, LESSON) for path in paths))


def notebook(path: Path, role: str = LESSON) -> Page:
    """Return the notebook at ``path``. Raises `UserError` where it is none."""
    stat = path.stat()
    return _read(path, role, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=256)
def _read(path: Path, role: str, _changed: int, _size: int) -> Page:
    try:
        text = path.read_bytes().decode("utf-8")
        node = notebook_form.read(text)
    except ValueError as fault:
        place = f"{path.parent.name}/{path.name}"
        raise UserError(f"{place} is no notebook in order: {fault}. Save it in JupyterLab.") from None
    cells = tuple(
        PageCell(
            id=cell.get("id", f"number {number}"),
            type=cell.cell_type,
            source=cell.source,
            metadata=dict(cell.metadata.get("firstquery", {})),
            graded=dict(cell.metadata.get("nbgrader", {})),
            tags=tuple(cell.metadata.get("tags", ())),
            outputs=tuple(cell.get("outputs", ())),
        )
        for number, cell in enumerate(node.cells, 1)
    )
    return Page(path, role, text, cells, dict(node.metadata.get("firstquery", {})))


def titles_of(practice: Page, week: course.Week) -> dict[str, str]:
    """Return the titles of the exercises of a practice by their ids.

    The id is that of the check, ``w14-q5v2``, where it has the number of the heading; else the heading's, ``w14-q5``.
    """
    found = {}
    for cells in exercises_in(practice):
        heading = EXERCISE.fullmatch(cells[0].source.splitlines()[0].removeprefix("## "))
        assert heading is not None
        checks = [str(cell.graded.get("grade_id")) for cell in cells if cell.is_check]
        own = [one for one in checks if course.number_of(one) == int(heading[1])]
        found[own[0] if own else f"w{week.number:02}-q{heading[1]}"] = heading[2]
    return found


def exercises_in(page: Page) -> Iterator[tuple[PageCell, ...]]:
    """Yield the cells of each exercise of a practice: from its heading to the next heading of that level."""
    starts = [at for at, cell in enumerate(page.cells) if cell.type == "markdown" and cell.source.startswith("## ")]
    for start, end in zip(starts, [*starts[1:], len(page.cells)], strict=True):
        if EXERCISE.fullmatch(page.cells[start].source.splitlines()[0].removeprefix("## ")):
            yield page.cells[start:end]


#: The heading of an exercise.
EXERCISE = re.compile(r"Exercise (\d+) · (\S.*)")


def without_code_blocks(text: str) -> str:
    return re.sub(r"^( *)(```+|~~~+).*?^ *\2 *$", "", text, flags=re.MULTILINE | re.DOTALL)
