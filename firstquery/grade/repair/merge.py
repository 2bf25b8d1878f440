"""The marks that version control leaves in a text where two versions of it differ, and nobody has chosen yet."""

from __future__ import annotations

import io

OURS, BASE, THEIRS, END = "<<<<<<<", "|||||||", "=======", ">>>>>>>"


def sides(text: str) -> list[str]:
    """The two versions of ``text``; nothing where it holds no marks. Marks without an end are text like any other."""
    if OURS not in text or END not in text:
        return []
    mine: list[str] = []
    other: list[str] = []
    hunk: list[str] = []  # the lines of a hunk as they stand, until its end is seen
    parts: dict[str, list[str]] = {}
    part = ""
    for line in io.StringIO(text, newline="\n"):
        mark = line[:7]
        if not part and mark != OURS:
            mine.append(line)
            other.append(line)
            continue
        hunk.append(line)
        if not part:
            part, parts = OURS, {OURS: [], BASE: [], THEIRS: []}
        elif (mark == BASE and part == OURS) or (mark == THEIRS and part != THEIRS):
            part = mark
        elif mark == END and part == THEIRS:
            mine += parts[OURS]
            other += parts[THEIRS]
            hunk, part = [], ""
        else:
            parts[part].append(line)
    versions = ["".join([*mine, *hunk]), "".join([*other, *hunk])]
    return versions if versions != [text, text] else []
