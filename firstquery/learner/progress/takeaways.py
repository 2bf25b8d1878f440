"""What to remember of a week, as its lesson says it: read in three minutes by whoever comes back after a gap."""

from __future__ import annotations

import re
from pathlib import Path

from firstquery.core import course

HEADING = "What to remember"
#: How a notebook's page calls the place of that heading.
ANCHOR = "#What-to-remember"

_MARKS = re.compile(r"\*\*|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")
_TAGS = re.compile(r"<[^>]+>")


def takeaways(lesson: Path) -> tuple[str, ...]:
    """The points under that heading, as plain text; none where the lesson or the heading is not there."""
    texts = [cell.source for cell in course.cells_in(lesson) if cell.kind == "markdown"]
    text = next((text for text in texts if text.startswith(f"## {HEADING}\n")), "")
    points = re.findall(r"^[-*] +(.+(?:\n(?![-*] |\n).+)*)", text, re.MULTILINE)
    return tuple(_plain(point) for point in points)


def _plain(point: str) -> str:
    """Marks of Markdown are left out; what stands between backticks is code, whatever it holds."""
    pieces = point.split("`")
    pieces[::2] = [_MARKS.sub("", _TAGS.sub("", piece)) for piece in pieces[::2]]
    return " ".join("".join(pieces).split())
