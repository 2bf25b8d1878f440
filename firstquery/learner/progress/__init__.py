"""Where am I: how the twenty-six weeks stand, from her own records; in a notebook, a terminal and on *start here*."""

from __future__ import annotations

import copy
import datetime as dt
from pathlib import Path
from typing import Any

from firstquery.core import course as courses
from firstquery.core import records
from firstquery.core.errors import in_sentences
from firstquery.learner.display import show
from firstquery.learner.links import from_here, from_start_here
from firstquery.learner.progress.history import history_of, read_records
from firstquery.learner.progress.render import as_html, as_text
from firstquery.learner.progress.state import Progress, plans, progress_of
from firstquery.learner.progress.view import View, takeaways, view_of

CELL = "where-am-i"
SOURCE = "from firstquery import *\nwhere_am_i()"


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
    """What is said of it: at ``now`` (with an offset; else this moment)."""
    found = progress(now)
    last = found.week(found.last.week) if found.last and found.away else None
    points = takeaways(courses.COURSE / "notebooks" / f"{last.plan.stem}.ipynb") if last and last.plan.stem else ()
    return view_of(found, points)


@in_sentences("where_am_i()")
def where_am_i() -> None:
    """Shows what is done, what is open and what comes next. Silent at the grader."""
    if not records.at_the_grader():
        show(ProgressDisplay(view()))


def refreshed(notebook: dict[str, Any]) -> dict[str, Any]:
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
    """A notebook that nbformat has read has attributes, in its new cells as well."""
    if type(notebook) is dict:
        return notebook
    from nbformat import from_dict

    found: dict[str, Any] = from_dict(notebook)  # type: ignore[no-untyped-call]
    return found
