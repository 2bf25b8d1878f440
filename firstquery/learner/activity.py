"""What has run in this kernel: the moments of it are kept, and its last failed cell, for `help_me`, in memory alone.

The moments stand in ``WORK/.records/touched.json``, written once a minute at most. A lesson is read and run and has no
checks; without them its twenty minutes would not be seen.
"""

from __future__ import annotations

import contextlib
import re
import traceback
from dataclasses import dataclass
from time import monotonic
from typing import Any

from firstquery.core import records

NAME = "touched"
#: Seconds from one writing to the next.
PAUSE = 60.0
#: The moments kept of one week of the course: twenty-five hours of them.
MOST = 1500
LONGEST = 6000  # characters of a cell
_ASKS = re.compile(r"^[ \t]*(?:help_me|hint|solution)[ \t]*\(", re.MULTILINE)


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
    """Looks at each cell that has run, from now on; with a ``week``, keeps its moments. Not for the grader."""
    global _week
    _week = week or _week
    if _week is not None:
        touch(_week)
    events = getattr(shell, "events", None)
    if events is not None and _look not in events.callbacks.get("post_run_cell", ()):
        events.register("post_run_cell", _look)


def touch(week: int) -> bool:
    """Keeps this moment. False: one of the last minute is kept already, or it could not be kept; or at the grader."""
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

    return records.update(NAME, add)


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
    """Whether a file's name is the one that IPython, or its kernel, gives to the code of a cell."""
    return "ipykernel_" in filename or filename.startswith("<ipython")


def _describe_error(fault: BaseException) -> str:
    """An error as she saw it: our own sentence, or Python's line, the line of her cell, and the message."""
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
