"""The page of an exception of hers: a plain sentence, her own lines, Python's last line, and the original, folded.

In the weeks of SQL a name that Python does not know, or a cell that it cannot read, is told for who was not taught
Python; elsewhere the tutor says what went wrong. A week that teaches errors keeps the original open, and the cause hers
to find.
"""

from __future__ import annotations

import builtins
import contextlib
import difflib
import keyword
import linecache
import re
import traceback
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import firstquery
from firstquery.core.course import Week
from firstquery.core.errors import quote_value, wrapped
from firstquery.kernel import calls
from firstquery.kernel.first_line import FIRST, missing_line
from firstquery.kernel.tutor.fault import Fault
from firstquery.kernel.tutor.page import OPEN, Folded, arrow, at, last_line, own_lines, sentence, whole
from firstquery.kernel.tutor.page_cells import missing_cell
from firstquery.kernel.tutor.place import places
from firstquery.kernel.tutor.syntax import unread_cell
from firstquery.learner.exercises import cells_of, running_cell
from firstquery.learner.session import current_week, in_a_cell, shell
from firstquery.learner.session import show as display

ABOUT = "This cell is Python. A query has %%sql on the first line of its cell, and a text in your own words %%text."
UNREAD = (
    "Python cannot read line {line} of this cell, so no line of it has run. Look at that line, and at the one above it:"
    " is a bracket, a quotation mark, a comma or a colon missing, or one too many?"
)
_SPACED = re.compile(r"\s*([^\W\d]\w*(?:[ \t]+\w+)+)[ \t]*=(?!=)")
_PIECE_OF_QUERY = re.compile(r"^[^=\n'\"]*\bFROM\s+\w+")  # in capitals, and no value of a name
_PLACE = re.compile(r"^Line \d+[^:\n]*: ")
_WORDS = re.compile(r"[\w\s?!.,'\"()-]{2,60}")


@dataclass(frozen=True)
class Page:
    """``first`` is the sentence, ``own`` her lines, ``last`` Python's last line; ``is_open``: all of it is shown."""

    first: str
    own: list[str]
    last: str
    is_open: bool


def explain(fault: BaseException, trace: TracebackType | None) -> Page | None:
    """Return what to show of an exception; None where no line of hers is at it."""
    week = current_week()
    is_open = week is not None and "errors" in week.teaches
    if isinstance(fault, SyntaxError) and _cannot_be_read(fault, trace):
        first, line = _unread(fault, week, is_open)
        return Page(first, _line_and_caret(fault, line), last_line(fault), is_open)
    hers, below = places(trace)
    if not hers:
        return None
    found = Fault(fault, hers, below)
    if isinstance(fault, KeyboardInterrupt):
        first = f"{at(found.place)}: you stopped this cell here, at {found.quote()}. The lines above have run."
    else:
        first = (_is_of_sql(week) and _unknown_name(fault, trace)) or sentence(found, tells_cause=not is_open)
    return Page(first, own_lines(hers), last_line(fault), is_open)


def show(ip: Any, fault: BaseException, trace: TracebackType | None, page: Page, tb_offset: int | None) -> None:
    """Show the page as the error of the cell."""
    kind = type(fault)
    ip._get_exc_info((kind, fault, trace))  # for %tb
    with contextlib.suppress(Exception):
        fault.advice = _PLACE.sub("", page.first)  # type: ignore[attr-defined]  # what a check repeats
    try:
        if isinstance(fault, RecursionError):  # thousands of frames, which Python itself shows in few lines
            original = traceback.format_exception(kind, fault, trace)
        elif isinstance(fault, SyntaxError):
            original = ip.SyntaxTB.structured_traceback(kind, fault, [])
        else:
            original = ip.InteractiveTB.structured_traceback(kind, fault, trace, tb_offset=tb_offset)
    except Exception:
        original = traceback.format_exception(kind, fault, trace)
    if page.is_open:
        ip._showtraceback(kind, fault, [*wrapped(page.first), *wrapped(OPEN), "", *original])
        return
    ip._showtraceback(kind, fault, whole(page.first, page.own, page.last))
    display(Folded(original))


def _is_of_sql(week: Week | None) -> bool:
    return week is None or "python" not in week.uses | week.teaches


def _unread(fault: SyntaxError, week: Week | None, is_open: bool) -> tuple[str, int]:
    """Return what to say of a cell that Python cannot read, and the line that it is about."""
    line = fault.lineno or 1
    if told := _spaced_name(fault.text or ""):
        return told, line
    if _is_of_sql(week):
        return _unread_line(fault), line
    if (cell := running_cell(shell())) is not None and cell.magic in ("text", "choice"):
        return missing_line(), line
    source = _source(fault)
    if _PIECE_OF_QUERY.search(source) and line == 1:
        return f"{UNREAD.format(line=line).partition(' Look')[0]} {ABOUT}", line
    told, at_line = "", line
    with contextlib.suppress(Exception):
        told, at_line = unread_cell(source, fault)
    if is_open or not told:
        return UNREAD.format(line=line), line
    return f"Line {at_line}: {told} No line of this cell has run.", at_line


def _source(fault: SyntaxError) -> str:
    """Return the cell; as the front end sent it where IPython stumbled before it had kept it."""
    if kept := linecache.getlines(fault.filename or ""):
        return "".join(kept)
    with contextlib.suppress(Exception):
        return str(shell().kernel.get_parent()["content"]["code"])
    return ""


def _line_and_caret(fault: SyntaxError, line: int) -> list[str]:
    lines = _source(fault).split("\n")
    if not 0 < line <= len(lines):
        return []
    shown = [arrow(line, lines[line - 1].rstrip())]
    if line == fault.lineno and fault.offset and 0 < fault.offset <= len(lines[line - 1]) + 1:
        shown.append(" " * (len(arrow(line, "")) + fault.offset - 1) + "^")
    return shown


def _cannot_be_read(fault: SyntaxError, trace: TracebackType | None) -> bool:
    """Return whether it is the cell itself that Python cannot read, and not a text that the cell reads as Python."""
    files = [frame.filename for frame in traceback.extract_tb(trace)]
    # IPython itself names a cell so that it could not even split into lines.
    is_cell = in_a_cell(fault.filename or "") or fault.filename == "<string>"
    return is_cell and not any(map(in_a_cell, files))


def _unread_line(fault: SyntaxError) -> str:
    line = (fault.text or "").strip()
    if meant := _call_in_words(line):
        return f"Python cannot read line {fault.lineno} of this cell. Do you mean {meant}?"
    quoted = f": {quote_value(line, 60)}" if line and "get_ipython()" not in line else "."
    return f"Python cannot read line {fault.lineno} of this cell{quoted}\n{ABOUT}"


def _spaced_name(line: str) -> str:
    """Return what to say of ``too much = 5``, a name in two words."""
    found = _SPACED.match(line)
    if found is None or any(map(keyword.iskeyword, found[1].split())):
        return ""
    return f"A name has no space in it. Write {'_'.join(found[1].split())} in place of {' '.join(found[1].split())}."


def _call_in_words(line: str) -> str:
    """Return the function of the course that a line in plain words begins with: ``where am i``, ``hint wNN-qN``."""
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
