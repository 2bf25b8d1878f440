"""Which pages the site has, and where each link of the course leads in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from firstquery.core import course

INDEX = "index.html"
GLOSSARY = "glossary.html"
LESSON, PRACTICE = "lesson", "practice"


@dataclass(frozen=True)
class Place:
    """A notebook of the course and its page: ``role`` says which half of ``week`` it is; empty for the glossary."""

    path: Path
    file: str
    role: str = ""
    week: course.Week | None = None


@dataclass(frozen=True)
class Plan:
    """The pages of a site of the course at ``root``; ``documents``: the page of each text, by its path.

    ``pyodide``: where the page to try has its Python from, a folder or an address; empty where there is no such page.
    """

    root: Path
    title: str
    documents: Mapping[Path, str] = field(default_factory=dict)
    pyodide: str = ""

    @cached_property
    def weeks(self) -> list[course.Week]:
        return [week for week in course.weeks(self.root) if week.lesson.is_file()]

    @cached_property
    def notebooks(self) -> list[Place]:
        """The lesson and the practice of each week, and the glossary where there is one."""
        found = []
        for week in course.weeks(self.root):
            each = ((LESSON, week.lesson), (PRACTICE, week.release))
            found += [Place(path, page_name(week, role), role, week) for role, path in each if path.is_file()]
        words = self.root / "notebooks" / "glossary.ipynb"
        return [*found, *([Place(words, GLOSSARY)] if words.is_file() else [])]

    @cached_property
    def glossary(self) -> str:
        """The name of the page of all words; empty where there is none."""
        return next((one.file for one in self.notebooks if one.file == GLOSSARY), "")

    @cached_property
    def files(self) -> dict[Path, str]:
        """The name of each page, by the file of the course that it shows."""
        return {**{one.path.resolve(): one.file for one in self.notebooks}, **self.documents}

    def target(self, origin: Path, address: str) -> str | None:
        """Return where a link of the file ``origin`` leads: the page of what it names, or None where there is none."""
        path, _, place = unquote(address).partition("#")
        name = self.files.get((origin.parent / path).resolve())
        return f"{name}#{place}" if name and place else name


def page_name(week: course.Week, role: str) -> str:
    """Return the name of the page of one half of a week."""
    return f"{week.stem}-practice.html" if role == PRACTICE else f"{week.stem}.html"
