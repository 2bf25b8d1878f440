"""The first line of a cell, ``%%sql name``, as it was meant.

It is read by the text alone, so that an answer means the same at home and at the grader. Whoever asks for a cell's
magic asks here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MAGICS = ("sql", "text", "choice", "ask")
PROGRAMS = ("script", "tests")  # they keep the text of a program; IPython has a magic of the first name
# Beside \s, which has the spaces that don't break: what no eye sees, and what a file may begin with.
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff"
_FRONT = rf"[\s{_UNSEEN}]*%[\s%{_UNSEEN}]*"
_LINE = re.compile(rf"{_FRONT}({'|'.join(MAGICS)})(?![\w?])(.*)", re.IGNORECASE)
_PROGRAM = re.compile(rf"{_FRONT}({'|'.join(PROGRAMS)})([\s{_UNSEEN}]+[^\W\d]\w*)[\s{_UNSEEN}]*$", re.IGNORECASE)
_OF_A_KIND = re.compile(r"%%(\w+)([ \t]+[^\W\d]\w*)\s*$")
_ANY = re.compile(r"\s*%%(\w+)(.*)")
_OWN = re.compile(r"(?<!\S)[-–—]+\s*own\b", re.IGNORECASE)
_COMMENT = re.compile(rf"[\s{_UNSEEN}]*(--|#|$)")


class CellParts(NamedTuple):
    """A cell with its magic: ``head`` is its text up to the first line's end, ``below`` what stands under it.

    ``rest`` follows the magic in that line. Where a cell has no magic, all of it is ``below``.
    """

    magic: str
    rest: str
    head: str
    below: str


def read(line: str) -> tuple[str, str]:
    """The magic that a line asks for (sql, text, choice, or empty) and what follows it, with a space before.

    Understood are capitals, spaces, and a percent sign too few or too many.
    """
    match = _LINE.match(line)
    if match is None:
        return "", ""
    rest = " ".join(_OWN.sub("--own", re.sub(f"[{_UNSEEN}]", "", match[2])).split())
    return match[1].lower(), f" {rest}" if rest else ""


def read_any(line: str) -> tuple[str, str]:
    """`read`, and beside it a magic that keeps something under one name: ``%%script report``, ``%% Tests fees``.

    That of a kind which another package brings has to be spelt as it is.
    """
    magic, rest = read(line)
    if not magic and (match := _PROGRAM.match(line)):
        return match[1].lower(), " " + re.sub(rf"[\s{_UNSEEN}]", "", match[2])
    if not magic and (match := _OF_A_KIND.match(line)):
        return match[1], f" {match[2].strip()}"
    return magic, rest


def begins_cell(line: str) -> bool:
    """Whether a line can be nothing but the first of a cell: it has two percent signs and a magic of the course."""
    return line.lstrip().startswith("%%") and read_any(line)[0] in (*MAGICS, *PROGRAMS)


def place(lines: list[str]) -> int | None:
    """The number of the line that has to be read: the first that is no comment and not empty; None without one."""
    return next((number for number, line in enumerate(lines) if not _COMMENT.match(line)), None)


def split(cell: str) -> CellParts:
    """The parts of a cell: with a magic of the course in any spelling, or with another that is spelt as it is."""
    lines = cell.splitlines(keepends=True)
    at = place(lines)
    magic, rest = read_any(lines[at]) if at is not None else ("", "")
    if at is not None and not magic and (match := _ANY.match(lines[at])):
        magic, rest = match[1], match[2].rstrip()
    if at is None or not magic:
        return CellParts("", "", "", cell)
    return CellParts(magic, rest, "".join(lines[: at + 1]), "".join(lines[at + 1 :]))


def name_in(cell: str) -> tuple[str, str]:
    """The magic of a whole cell, and the name that it keeps something under; empty where there is none."""
    lines = cell.splitlines()
    at = place(lines)
    magic, rest = read_any(lines[at]) if at is not None else ("", "")
    words = [word for word in rest.split() if not word.startswith("-")]
    return magic, words[0] if len(words) == 1 and words[0].isidentifier() else ""
