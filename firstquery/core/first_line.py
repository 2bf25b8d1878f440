"""The first line of a cell, ``%%sql name``, as it was meant.

It is read by the text alone, so that an answer means the same at home and at the grader.
"""

from __future__ import annotations

import re

MAGICS = ("sql", "text", "choice")
_LINE = re.compile(r"[\s\u200b\ufeff]*(%[\s%\u200b]*)(sql|text|choice)(?![\w?])(.*)", re.IGNORECASE)
_OF_A_KIND = re.compile(r"%%(\w+)([ \t]+[^\W\d]\w*)\s*$")
_OWN = re.compile(r"(?<!\S)[-–—]+\s*own\b", re.IGNORECASE)
_COMMENT = re.compile(r"\s*(--|#|$)")


def read(line: str) -> tuple[str, str]:
    """The magic that a line asks for (sql, text, choice, or empty) and what follows it, with a space before.

    Understood are capitals, spaces, and a percent sign too few or too many.
    """
    match = _LINE.match(line)
    if match is None:
        return "", ""
    rest = " ".join(_OWN.sub("--own", re.sub("[\u200b\ufeff]", "", match[3])).split())
    return match[2].lower(), f" {rest}" if rest else ""


def read_any(line: str) -> tuple[str, str]:
    """`read`, and beside it a cell magic of any kind of exercise, spelt as it should be: ``%%script report``."""
    magic, rest = read(line)
    if not magic and (match := _OF_A_KIND.match(line)):
        return match[1], f" {match[2].strip()}"
    return magic, rest


def place(lines: list[str]) -> int | None:
    """The number of the line that has to be read: the first that is no comment and not empty; None without one."""
    return next((number for number, line in enumerate(lines) if not _COMMENT.match(line)), None)


def name_in(cell: str) -> tuple[str, str]:
    """The magic of a whole cell, and the name that it keeps something under; empty where there is none."""
    lines = cell.splitlines()
    at = place(lines)
    magic, rest = read_any(lines[at]) if at is not None else ("", "")
    words = [word for word in rest.split() if not word.startswith("-")]
    return magic, words[0] if len(words) == 1 and words[0].isidentifier() else ""
