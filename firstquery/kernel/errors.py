"""Python's errors for who was not taught Python: a plain sentence in their place, or above what Python says.

``check("wNN-qN", NAME)`` stops with a NameError before `check` is called when the cell that makes
``paying_customers`` was not run; so does ``predict(...)`` before the notebook's first cell. In a statement that calls
one of the course's functions, a sentence takes the error's place. Above any other name that Python does not know, and a
cell that it cannot read, stands a sentence in the weeks of SQL; what Python says stays below it, whole.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import difflib
import keyword
import linecache
import re
import traceback
from types import TracebackType
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

import firstquery
from firstquery.core import records
from firstquery.core.errors import UserError, quote_value, wrapped
from firstquery.kernel import calls
from firstquery.kernel.first_line import FIRST
from firstquery.learner.exercises import cells_of
from firstquery.learner.session import current_week, in_a_cell, shell

BELOW = "Python itself says:"
ABOUT = "This cell is Python. A query has %%sql on the first line of its cell, and a text in your own words %%text."
_SPACED = re.compile(r"\s*([^\W\d]\w*(?:[ \t]+\w+)+)[ \t]*=(?!=)")
_WORDS = re.compile(r"[\w\s?!.,'\"()-]{2,60}")


def install(ip: InteractiveShell) -> None:
    """Hooks into the shell's handling of NameError and, but at the grader, of SyntaxError."""
    ours = (NameError,) if records.at_the_grader() else (NameError, SyntaxError)
    if ip.custom_exceptions != ours:
        ip.set_custom_exc(ours, _show)  # type: ignore[no-untyped-call]


def _show(
    ip: Any, kind: type[BaseException], fault: BaseException, trace: TracebackType, tb_offset: int | None = None
) -> Any:
    """Return what the shell shows for an exception; by itself it shows nothing for one that has a handler."""
    told = in_place_of(fault, trace) if isinstance(fault, NameError) else None
    if told is not None:
        return ip._showtraceback(type(told), told, told._render_traceback_())
    if first := explanation(fault, trace):
        if isinstance(fault, SyntaxError):
            own = ip.SyntaxTB.structured_traceback(kind, fault, [])
        else:
            own = ip.InteractiveTB.structured_traceback(kind, fault, trace, tb_offset=tb_offset)
        return ip._showtraceback(kind, fault, [*wrapped(first), "", BELOW, *own])
    if isinstance(fault, SyntaxError) and _cannot_be_read(fault, trace):
        return ip.showindentationerror() if isinstance(fault, IndentationError) else ip.showsyntaxerror()
    return ip.showtraceback((kind, fault, trace), tb_offset=tb_offset, running_compiled_code=True)


def in_place_of(fault: BaseException, trace: TracebackType | None) -> Any:
    """Return the exception to show for a NameError in a call of the course; None when it is another NameError."""
    name, statement, grader = getattr(fault, "name", None), _statement(trace), records.at_the_grader()
    if not isinstance(name, str) or statement is None:
        return None
    if not grader and name not in firstquery.__all__ and name.lower() in firstquery.__all__:
        return UserError(
            f"Python tells capitals from small letters: it is written `{name.lower()}`, and here stands `{name}`."
        )
    if not grader and name in firstquery.__all__ and _calls(statement, name):
        return UserError(FIRST)
    call = statement.value if isinstance(statement, ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or name not in _names(call):
        return None
    function, exercise = call.func.id, call.args[0] if call.args else None
    if function == "check" and (grader or exercise is None or name not in _names_in(exercise)):
        return _missing_answer(name, exercise)
    return None if grader or function not in firstquery.__all__ else UserError(_missing_name(name, function, call))


def _missing_answer(name: str, exercise: ast.expr | None) -> Any:
    """Return what to show when a `check` names an answer that does not exist; at the grader it is sent as well."""
    from firstquery.checks.judging import envelope
    from firstquery.checks.verdict import absent
    from firstquery.checks.words import wording
    from firstquery.kernel.check import NotYet, emit

    payload = {"type": "missing", "name": name[:80]}
    if records.at_the_grader() and isinstance(exercise, ast.Constant) and isinstance(exercise.value, str):
        emit(envelope(exercise.value[:40], payload))
    verdict = absent(payload, "")
    assert verdict is not None
    return NotYet(verdict, wording(verdict))


def _missing_name(name: str, function: str, call: ast.Call) -> str:
    text = function in calls.TEXT_FIRST and bool(call.args) and name in _names_in(call.args[0])
    if not text and (told := missing_cell(name)):
        return told
    written = calls.usage(function, ast.unparse(call).replace(" - ", "-"))
    return (
        f"There is nothing called `{name}` here. If it is meant as a text, put quotation marks around it. "
        f"{function} is written like this: {written}"
    )


def _statement(trace: TracebackType | None) -> ast.stmt | None:
    """Return the statement in the cell's own code at which the error arose; None where it arose in a function."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None or trace.tb_frame.f_code.co_name != "<module>":
        return None
    try:
        tree = ast.parse("".join(linecache.getlines(trace.tb_frame.f_code.co_filename)))
    except (SyntaxError, ValueError, RecursionError):
        return None
    return next((node for node in tree.body if node.lineno <= trace.tb_lineno <= (node.end_lineno or 0)), None)


def _calls(statement: ast.stmt, name: str) -> bool:
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
        for node in ast.walk(statement)
    )


def _names(call: ast.Call) -> set[str]:
    """Names that stand in the call as arguments; the function's own name is not one."""
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    return {name for value in values for name in _names_in(value)}


def _names_in(value: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(value) if isinstance(node, ast.Name)}


def explanation(fault: BaseException, trace: TracebackType | None) -> str:
    """Return the sentences to show above a SyntaxError or a NameError; empty where there are none. It never raises."""
    with contextlib.suppress(Exception):
        if records.at_the_grader():
            return ""
        week = current_week()
        unread = isinstance(fault, SyntaxError) and _cannot_be_read(fault, trace)
        if unread and (told := _spaced_name(fault.text or "")):  # type: ignore[attr-defined]
            return told
        if week is not None and "python" in week.uses | week.teaches:
            return ""
        if isinstance(fault, SyntaxError):
            return _unread_line(fault) if unread else ""
        return _unknown_name(fault, trace)
    return ""


def _cannot_be_read(fault: SyntaxError, trace: TracebackType | None) -> bool:
    """Return whether it is the cell itself that Python cannot read, and not a text that the cell reads as Python."""
    frames = traceback.extract_tb(trace)
    return in_a_cell(fault.filename or "") and not any(in_a_cell(frame.filename) for frame in frames)


def missing_cell(name: str) -> str:
    """Return which cell of the course makes ``name``, in a sentence; empty where none does."""
    made = {one.name: one.first_line for one in cells_of() if one.magic}
    if name not in made:
        return ""
    return f"`{name}` is not there yet: run the cell above whose first line is {made[name]}, then this one."


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
