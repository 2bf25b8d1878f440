"""The last cell that failed in this kernel, for `help_me`: its text and its error, in memory alone."""

from __future__ import annotations

import contextlib
import re
import traceback
from dataclasses import dataclass
from typing import Any

_ASKS = re.compile(r"^[ \t]*(?:help_me|hint|solution)[ \t]*\(", re.MULTILINE)
LONGEST = 6000  # characters of a cell


@dataclass(frozen=True)
class Failure:
    """``source`` of the cell as she wrote it, its ``id`` where the front end sends one, and ``error`` as text."""

    source: str
    id: str
    error: str


_last: Failure | None = None


def last() -> Failure | None:
    return _last


def install(ip: Any) -> None:
    """Looks at each cell that was run, from now on. Not for the grader."""
    if ip is not None and look not in ip.events.callbacks["post_run_cell"]:
        ip.events.register("post_run_cell", look)


def look(result: Any) -> None:
    """The event of IPython: a cell was run. It never raises."""
    global _last
    with contextlib.suppress(Exception):
        fault = result.error_before_exec or result.error_in_exec
        source = str(result.info.raw_cell)
        if fault is None and _last is not None and (source[:LONGEST] == _last.source or _same_id(result)):
            _last = None  # it runs well now: what it said before is not about the answer as it stands
        # What was stopped on purpose is no failure, and a question for help is no cell to be helped with.
        if fault is None or isinstance(fault, KeyboardInterrupt) or _ASKS.search(source):
            return
        _last = Failure(source[:LONGEST], str(result.info.cell_id or ""), said(fault))


def in_a_cell(filename: str) -> bool:
    """Whether a file's name is the one that IPython, or its kernel, gives to the code of a cell."""
    return "ipykernel_" in filename or filename.startswith("<ipython")


def _same_id(result: Any) -> bool:
    return _last is not None and bool(_last.id) and str(result.info.cell_id or "") == _last.id


def said(fault: BaseException) -> str:
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
