"""What a pull request changes: its files, their lines on both sides, and which of them a comment can stand on."""

from __future__ import annotations

import ast
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from unidiff.patch import PatchedFile, PatchSet

Kind = Literal["+", "-", " "]
Side = Literal["LEFT", "RIGHT"]
How = Literal["changed", "new", "removed", "renamed"]


@dataclass(frozen=True)
class Row:
    """One line of a diff. ``old`` and ``new`` are its numbers before and after; a line that is not there has none."""

    kind: Kind
    old: int | None
    new: int | None
    text: str


@dataclass(frozen=True)
class Part:
    """A run of changed lines with the lines around it (a hunk); ``within`` is the function that it stands in."""

    rows: tuple[Row, ...]
    within: str


@dataclass(frozen=True)
class ChangedFile:
    """One file of the change. ``before`` is its path in the base, where that differs or there was none: ""."""

    path: str
    before: str
    how: How
    parts: tuple[Part, ...]

    @property
    def added(self) -> int:
        return sum(row.kind == "+" for row in self.rows)

    @property
    def removed(self) -> int:
        return sum(row.kind == "-" for row in self.rows)

    @cached_property
    def rows(self) -> list[Row]:
        return [row for part in self.parts for row in part.rows]

    @cached_property
    def head(self) -> dict[int, str]:
        """The lines after the change that the diff shows, by number."""
        return {row.new: row.text for row in self.rows if row.new is not None}

    @cached_property
    def base(self) -> dict[int, str]:
        """The lines that the change removes, by their number before it."""
        return {row.old: row.text for row in self.rows if row.kind == "-" and row.old is not None}

    def can_stand_on(self, line: int, side: Side) -> bool:
        return line in (self.head if side == "RIGHT" else self.base)

    def in_head(self, line: int, side: Side) -> int | None:
        """Where a line of either side stands after the change; for a removed one, where it would stand."""
        if side == "RIGHT":
            return line if line in self.head else None
        at = next((at for at, row in enumerate(self.rows) if row.kind == "-" and row.old == line), None)
        if at is None:
            return None
        following = (row.new for row in self.rows[at:] if row.new is not None)
        return next(following, max((row.new for row in self.rows[:at] if row.new is not None), default=0))


def changed_files(diff: str) -> tuple[ChangedFile, ...]:
    """The files of a diff, in its order. Text around it, as `git format-patch` writes it, is passed over."""
    return tuple(_file(one) for one in PatchSet(diff))


def _file(patched: PatchedFile) -> ChangedFile:
    before = "" if patched.is_added_file else _path(patched.source_file)
    path = before if patched.is_removed_file else _path(patched.target_file)
    how: How = "new" if not before else "removed" if patched.is_removed_file else "changed"
    parts = []
    for hunk in patched:
        lines = [line for line in hunk if line.line_type in ("+", "-", " ")]
        rows = [
            Row(line.line_type, line.source_line_no, line.target_line_no, line.value.rstrip("\r\n"))  # type: ignore[arg-type]
            for line in lines
        ]
        parts.append(Part(tuple(rows), _function(hunk.section_header or "")))
    return ChangedFile(path, before, "renamed" if before and before != path else how, tuple(parts))


def _function(section: str) -> str:
    """Return the line at the margin that git names above a change, where it begins a function or class; else empty."""
    return section.strip() if section.strip().startswith(("def ", "class ", "async def ")) else ""


def _path(named: str) -> str:
    return named.partition("\t")[0].removeprefix("a/").removeprefix("b/")


def functions_around(source: str, lines: Collection[int]) -> list[tuple[str, list[Row]]]:
    """The functions and methods of a module in which one of ``lines`` stands: name, and all their lines."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    found, text = [], source.splitlines()
    outer = [node for one in tree.body for node in (one.body if isinstance(one, ast.ClassDef) else [one])]
    for node in outer:
        if isinstance(node, ast.FunctionDef) and node.end_lineno is not None:
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            numbers = range(first, node.end_lineno + 1)
            if any(line in numbers for line in lines):
                found.append((node.name, [Row(" ", None, number, text[number - 1]) for number in numbers]))
    return found


def ranges(numbers: list[int]) -> str:
    """``3 to 9, 14 and 20 to 22``."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    said = [str(first) if first == last else f"{first} to {last}" for first, last in runs]
    return said[0] if len(said) == 1 else ", ".join(said[:-1]) + " and " + said[-1] if said else "none"
