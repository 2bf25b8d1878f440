"""The session: what this process runs (the shell, its cell, the week of its notebook), and what has run in it.

The moments of what has run are kept in ``WORK/.records/touched.json``, written once a minute at most, and the last
failed cell, for `help_me`, in memory alone. A lesson is read and run and has no checks; without the moments its twenty
minutes would not be seen.
"""

from __future__ import annotations

import contextlib
import re
import traceback
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from firstquery.core import course, records
from firstquery.core.blank import Blank, Failed
from firstquery.core.errors import UserError

TOUCHED = "touched"  # the record of the moments
#: Seconds from one writing to the next.
PAUSE = 60.0
#: The moments kept of one week of the course: twenty-five hours of them.
MOST = 1500
LONGEST = 6000  # characters of a cell
_ASKS = re.compile(r"^[ \t]*(?:help_me|hint|solution)[ \t]*\(", re.MULTILINE)
_current: course.Week | None = None


def current_week() -> course.Week | None:
    """The week that `rebuild` was told; None before that."""
    return _current


def week_at_hand() -> course.Week:
    """The week of this notebook: without `rebuild`, that whose practice stands in this folder. Raises `UserError`."""
    week = _current or next((one for one in course.practices() if one.stem == Path.cwd().name), None)
    if week is None:
        raise UserError("Which week is this? Run the first cell of this notebook, then this one.")
    return week


def set_current_week(week: course.Week) -> None:
    """Makes ``week`` the one that this kernel runs."""
    global _current
    _current = week


def shell() -> Any:
    """The IPython shell that runs this code; None outside one."""
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:
        return None
    return get_ipython()


def cell_id(shell: Any) -> str | None:
    """The id of the cell that runs, where the front end sends it (JupyterLab does)."""
    try:
        found = shell.kernel.get_parent()["metadata"]["cellId"]
    except (AttributeError, KeyError, TypeError, LookupError):
        return None
    return found if isinstance(found, str) and found else None


def show(value: object) -> None:
    """Displays ``value`` in a notebook, prints it elsewhere."""
    if shell() is None:
        print(value)
        return
    from IPython.display import display

    display(value)  # type: ignore[no-untyped-call]


def is_blank(value: object) -> bool:
    """Whether a cell that was to make the value has not run, or not to its end."""
    return isinstance(value, Blank | Failed)


@dataclass(frozen=True)
class Failure:
    """``source`` of the cell as she wrote it, its ``id`` where the front end sends one, and ``error`` as text."""

    source: str
    id: str
    error: str


_last: tuple[float, int] | None = None
_week: int | None = None
_failure: Failure | None = None


def last_failure() -> Failure | None:
    return _failure


def watch(shell: Any, week: int | None = None) -> None:
    """Look at each cell that has run, from now on; with a ``week``, keeps its moments. Not for the grader."""
    global _week
    _week = week or _week
    if _week is not None:
        touch(_week)
    events = getattr(shell, "events", None)
    if events is not None and _look not in events.callbacks.get("post_run_cell", ()):
        events.register("post_run_cell", _look)


def touch(week: int) -> bool:
    """Keep this moment. False: one of the last minute is kept already, or it could not be kept; or at the grader."""
    global _last
    if records.at_the_grader():
        return False
    tick = monotonic()
    if _last is not None and _last[1] == week and tick - _last[0] < PAUSE:
        return False
    _last = tick, week

    def add(record: records.Record) -> records.Record:
        kept = record.get("weeks")
        kept = dict(kept) if isinstance(kept, dict) else {}
        moments = kept.get(str(week))
        moments = moments if isinstance(moments, list) else []
        return {"version": 1, "weeks": {**kept, str(week): [*moments, records.now()][-MOST:]}}

    return records.update(TOUCHED, add)


def _look(result: Any = None) -> None:
    """The event of IPython: a cell has run. It never raises."""
    global _failure
    if _week is not None:
        touch(_week)
    with contextlib.suppress(Exception):
        fault = result.error_before_exec or result.error_in_exec
        source, here = str(result.info.raw_cell)[:LONGEST], str(result.info.cell_id or "")
        if fault is None and _failure and (source == _failure.source or here == _failure.id != ""):
            _failure = None  # it runs well now: what it said before is not about the answer as it stands
        # What was stopped on purpose is no failure, and a question for help is no cell to be helped with.
        if fault is not None and not isinstance(fault, KeyboardInterrupt) and not _ASKS.search(source):
            _failure = Failure(source, here, _describe_error(fault))


def in_a_cell(filename: str) -> bool:
    """Return whether a file's name is the one that IPython, or its kernel, gives to the code of a cell."""
    return "ipykernel_" in filename or filename.startswith("<ipython")


def _describe_error(fault: BaseException) -> str:
    """Return an error as she saw it: our own sentence, or Python's line, the line of her cell, and the message."""
    sentence = getattr(fault, "sentence", None)
    if isinstance(sentence, str):
        return sentence  # in whole lines: what is masked in it is found by what stands around it
    own = getattr(fault, "_render_traceback_", None)
    if callable(own):
        return "\n".join(own())
    if isinstance(fault, SyntaxError):
        return "".join(traceback.format_exception_only(type(fault), fault)).strip()
    lines = [
        f"line {frame.lineno}: {(frame.line or '').strip()}"
        for frame in traceback.extract_tb(fault.__traceback__)
        if in_a_cell(frame.filename)
    ]
    return "\n".join([*lines[-3:], f"{type(fault).__name__}: {str(fault)[:600]}"])
