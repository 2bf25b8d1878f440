"""Where am I: how the weeks stand, from her own records; in a notebook, a terminal and on *start here*."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from firstquery.core import course as courses
from firstquery.core import records
from firstquery.core.errors import in_sentences
from firstquery.learner.progress.history import history_of, read_records
from firstquery.learner.progress.markup import as_html
from firstquery.learner.progress.state import Progress, plans, progress_of
from firstquery.learner.progress.view import HEADS, RIGHT, View, takeaways, view_of
from firstquery.learner.session import show
from firstquery.learner.summary import Link, Piece, from_here, from_start_here

CELL = "where-am-i"
SOURCE = "from firstquery import *\nwhere_am_i()"
Kind = Literal["headline", "text", "heading", "row", "note"]


class ProgressDisplay:
    """What a notebook displays."""

    def __init__(self, view: View) -> None:
        self.view = view

    def __repr__(self) -> str:
        return as_text(self.view)

    def _repr_html_(self) -> str:
        return as_html(self.view, from_here)


def progress(now: dt.datetime | None = None, course: Path | None = None) -> Progress:
    """How she stands at ``now`` (with an offset; else this moment), in the course in ``course`` (else this one)."""
    now = now or dt.datetime.now().astimezone()
    return progress_of(plans(course), history_of(read_records(), now), now)


def view(now: dt.datetime | None = None) -> View:
    """Return what is said of it: at ``now`` (with an offset; else this moment)."""
    found = progress(now)
    last = found.week(found.last.week) if found.last and found.away else None
    points = takeaways(courses.COURSE / "notebooks" / f"{last.plan.stem}.ipynb") if last and last.plan.stem else ()
    return view_of(found, points)


@in_sentences("where_am_i()")
def where_am_i() -> None:
    """Show what is done, what is open and what comes next. Silent at the grader."""
    if not records.at_the_grader():
        show(ProgressDisplay(view()))


def refresh_start_here(notebook: dict[str, Any]) -> dict[str, Any]:
    """*Start here* with the output of its cell ``where_am_i()`` as of now; the notebook given is left as it is.

    Where she has removed the cell it comes back, below the first one. Never raises: what cannot be renewed stays.
    """
    try:
        found = view()
        output = {
            "output_type": "display_data",
            "metadata": {},
            "data": {"text/html": as_html(found, from_start_here), "text/plain": as_text(found)},
        }
        renewed = copy.deepcopy(notebook)
        cell = next((one for one in renewed["cells"] if _is_ours(one)), None)
        if cell is None:
            cell = {"cell_type": "code", "id": CELL, "metadata": {}, "source": SOURCE}
            renewed["cells"].insert(1, cell)
        cell["outputs"], cell["execution_count"] = [output], None
        return _of_the_same_kind(renewed)
    except Exception:
        return notebook


def _is_ours(cell: dict[str, Any]) -> bool:
    source = cell.get("source", "")
    text = source if isinstance(source, str) else "".join(source)
    return cell.get("cell_type") == "code" and (cell.get("id") == CELL or "where_am_i()" in text)


def _of_the_same_kind(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return the object as nbformat would read it: with attributes, in its new cells as well."""
    if type(notebook) is dict:
        return notebook
    from nbformat import from_dict

    found: dict[str, Any] = from_dict(notebook)  # type: ignore[no-untyped-call]
    return found


def as_text(view: View) -> str:
    return "\n".join(line for _, line in lines(view))


def lines(view: View) -> Iterator[tuple[Kind, str]]:
    """Yield the text line by line, each with what it is. Links say where their notebook lies."""
    yield "headline", view.headline
    yield from (("text", "".join(map(_as_text, sentence))) for sentence in view.go_on)
    yield from (("text", f"  - {point}") for point in view.takeaways)
    yield from (("text", "".join(map(_as_text, sentence))) for sentence in view.onward)
    yield from (("text", line) for line in view.so_far)
    rows = [HEADS, *(tuple(map(str, row)) for month in view.months for row in month.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for month in view.months:
        yield "text", ""
        yield "heading", f"{month.heading}: {month.state}"
        for row in month.rows:
            cells = enumerate(zip(map(str, row), widths, strict=True))
            padded = [cell.rjust(width) if at in RIGHT else cell.ljust(width) for at, (cell, width) in cells]
            yield "row", f"  {'  '.join(padded)}".rstrip()
    if view.counted:
        yield "text", ""
        yield from (("note", line) for line in view.counted)


def _as_text(piece: Piece) -> str:
    return f"{piece.words} [{piece.target.partition('#')[0]}]" if isinstance(piece, Link) else piece


def print_view(view: View) -> None:
    """Print it in a terminal; without colour where the output goes to a file or another program."""
    from rich.console import Console
    from rich.text import Text

    styles: dict[Kind, str] = {"headline": "bold", "heading": "bold", "note": "dim"}
    console = Console(highlight=False, soft_wrap=True)
    for kind, line in lines(view):
        console.print(Text(line, style=styles.get(kind, "")))
