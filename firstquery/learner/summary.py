"""What a cell shows at an end: a headline, points of a list, and sentences with links to the learner's notebooks.

A link reads from the notebook that shows it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from firstquery.core import course

START = "start-here.ipynb"
#: From a target in the learner's folder to the address that leads there; None where nothing does.
Address = Callable[[str], str | None]
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"})


@dataclass(frozen=True)
class Link:
    """Words that lead to a notebook: ``target`` as it lies in the learner's folder, with forward slashes."""

    words: str
    target: str

    def __str__(self) -> str:
        return self.words


Piece = str | Link
#: One sentence or more, in pieces.
Line = tuple[Piece, ...]


def from_start_here(target: str) -> str | None:
    """The address of ``target`` on the page *start here* of the learner's folder; None where nothing is there."""
    return _relative_link(target, course.work_folder(), course.work_folder())


def from_here(target: str) -> str | None:
    """The address of ``target``, seen from the notebook that runs in this process; None where nothing leads there."""
    try:
        here = Path.cwd().resolve()
    except OSError:  # the folder was removed meanwhile
        return None
    work, root = course.work_folder().resolve(), course.COURSE.resolve()
    if here.is_relative_to(work):
        return _relative_link(target, here, work)
    # An author runs the pages in the course itself, where lessons and practices lie in folders of other names.
    if here.is_relative_to(root / "notebooks") or here.is_relative_to(root / "source"):
        inside = target.startswith("practice/")
        there = f"release/{target.removeprefix('practice/')}" if inside else f"notebooks/{target}"
        return _relative_link(there, here, root)
    return None


def _relative_link(target: str, here: Path, root: Path) -> str | None:
    name, mark, part = target.partition("#")
    if not (root / name).is_file():
        return None
    return Path(os.path.relpath(root / name, here)).as_posix() + mark + part


def escape(text: object) -> str:
    """Return the text as it stands in HTML, in an attribute as well."""
    return str(text).translate(_ESCAPES)


def line_as_html(line: Iterable[Piece], address: Address) -> str:
    """Return a line as HTML: a link where its notebook can be reached, else its words."""
    return "".join(piece_as_html(one, address) for one in line)


def piece_as_html(piece: Piece, address: Address) -> str:
    where = address(piece.target) if isinstance(piece, Link) else None
    return f'<a href="{escape(where)}">{escape(piece)}</a>' if where else escape(piece)


@dataclass
class Summary:
    """``below`` stands below the headline, ``heading`` above the ``items``."""

    headline: str
    items: list[str] = field(default_factory=list)
    closing: list[Line] = field(default_factory=list)
    heading: str = ""
    below: list[str] = field(default_factory=list)

    def __repr__(self) -> str:
        lines = [self.headline, *self.below, *([self.heading] if self.heading and self.items else [])]
        lines += [f"{'  ' if self.heading else ''}- {item}" for item in self.items]
        return "\n".join([*lines, *("".join(map(str, line)) for line in self.closing)])

    def _repr_html_(self) -> str:
        """Written out, and by no template: the library of these has a part that not every Python here can have."""
        heading = f"<p>{escape(self.heading)}</p>" if self.heading else ""
        items = "".join(f"<li>{escape(item)}</li>" for item in self.items)
        return "".join(
            [
                f"<p><strong>{escape(self.headline)}</strong></p>",
                *(f"<p>{escape(one)}</p>" for one in self.below),
                f"{heading}<ul>{items}</ul>" if items else "",
                *(f"<p>{line_as_html(one, from_here)}</p>" for one in self.closing),
            ]
        )
