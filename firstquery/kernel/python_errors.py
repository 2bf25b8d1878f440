"""Python's own errors for who was not taught Python: in the weeks of SQL, a plain sentence stands above them.

What Python says stays below it, whole. Only a cell that Python cannot read, and a name that it does not know, are told;
nothing is at the grader. A name with a space in it is told in every week.
"""

from __future__ import annotations

import builtins
import contextlib
import difflib
import keyword
import re
import traceback
from types import TracebackType
from typing import Any

import firstquery
from firstquery.core import records
from firstquery.core.errors import shown, wrapped
from firstquery.kernel import calls
from firstquery.learner.course_cells import cells_of
from firstquery.learner.current_week import current_week
from firstquery.learner.display import shell
from firstquery.learner.help.last_failure import in_a_cell

FIRST = (
    "This notebook has not been run yet in this session: what you see below its cells is from an earlier run, or from "
    "when the course was made. Run the first cell of this notebook first (the one with rebuild in it), then this one."
)
BELOW = "Python itself says:"
ABOUT = "This cell is Python. A query has %%sql on the first line of its cell, and a text in your own words %%text."
_SPACED = re.compile(r"\s*([^\W\d]\w*(?:[ \t]+\w+)+)[ \t]*=(?!=)")
_WORDS = re.compile(r"[\w\s?!.,'\"()-]{2,60}")


def explanation(fault: BaseException, trace: TracebackType | None) -> str:
    """The sentences to show above a SyntaxError or a NameError; empty where there are none. It never raises."""
    with contextlib.suppress(Exception):
        if records.at_the_grader():
            return ""
        week = current_week()
        unread = isinstance(fault, SyntaxError) and cannot_be_read(fault, trace)
        if unread and (told := _spaced_name(fault.text or "")):  # type: ignore[attr-defined]
            return told
        if week is not None and "python" in week.uses | week.teaches:
            return ""
        if isinstance(fault, SyntaxError):
            return _unread_line(fault) if unread else ""
        return _unknown_name(fault, trace)
    return ""


def cannot_be_read(fault: SyntaxError, trace: TracebackType | None) -> bool:
    """Whether it is the cell itself that Python cannot read, and not a text that the cell reads as Python."""
    frames = traceback.extract_tb(trace)
    return in_a_cell(fault.filename or "") and not any(in_a_cell(frame.filename) for frame in frames)


def with_pythons(
    ip: Any, told: str, fault: BaseException, trace: TracebackType | None, offset: int | None
) -> list[str]:
    """The sentences, and what Python says below them."""
    if isinstance(fault, SyntaxError):
        own = ip.SyntaxTB.structured_traceback(type(fault), fault, [])
    else:
        own = ip.InteractiveTB.structured_traceback(type(fault), fault, trace, tb_offset=offset)
    return [*wrapped(told), "", BELOW, *own]


def missing_cell(name: str) -> str:
    """Which cell of the course makes ``name``, in a sentence; empty where none does."""
    made = {one.name: one.first_line for one in cells_of() if one.magic}
    if name not in made:
        return ""
    return f"`{name}` is not there yet: run the cell above whose first line is {made[name]}, then this one."


def _unread_line(fault: SyntaxError) -> str:
    line = (fault.text or "").strip()
    if meant := _call_in_words(line):
        return f"Python cannot read line {fault.lineno} of this cell. Do you mean {meant}?"
    quoted = f": {shown(line, 60)}" if line and "get_ipython()" not in line else "."
    return f"Python cannot read line {fault.lineno} of this cell{quoted}\n{ABOUT}"


def _spaced_name(line: str) -> str:
    """What to say of ``too much = 5``, a name in two words."""
    found = _SPACED.match(line)
    if found is None or any(map(keyword.iskeyword, found[1].split())):
        return ""
    return f"A name has no space in it. Write {'_'.join(found[1].split())} in place of {' '.join(found[1].split())}."


def _call_in_words(line: str) -> str:
    """The function of the course that a line in plain words begins with: ``where am i``, ``hint w01-q3``."""
    words = re.findall(r"[^\W_]+", line.lower()) if _WORDS.fullmatch(line) else []
    for length in (3, 2, 1):
        if near := difflib.get_close_matches("_".join(words[:length]), firstquery.__all__, 1, 0.85):
            return calls.usage(near[0], line)
    return ""


def _unknown_name(fault: BaseException, trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    name = getattr(fault, "name", None)
    if type(fault) is not NameError or not name or not frames or not in_a_cell(frames[-1].filename):
        return ""
    if name in firstquery.__all__:
        return FIRST
    where = f"Line {frames[-1].lineno}: "
    if told := missing_cell(name):
        return f"{where}{told}"
    own = [one for one in getattr(shell(), "user_ns", {}) if not one.startswith("_")]
    known = list(dict.fromkeys([*(one.name for one in cells_of()), *own, *firstquery.__all__, *dir(builtins)]))
    alike = [one for one in known if one.lower() == name.lower()]
    if alike or (len(name) > 2 and (alike := difflib.get_close_matches(name, known, 1, 0.75))):
        return f"{where}there is nothing called `{name}` here. Do you mean `{alike[0]}`?"
    return f"{where}there is nothing called `{name}` here. If it is a text, put quotation marks around it.\n{ABOUT}"
