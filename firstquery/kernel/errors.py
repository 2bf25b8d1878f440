"""Show Python's errors: a plain sentence first, and below it, folded, what Python says.

``check("wNN-qN", NAME)`` stops with a NameError before `check` is called when the cell that makes
``paying_customers`` was not run; so does ``predict(...)`` before the notebook's first cell. In a statement that calls
one of the course's functions, a sentence takes the error's place. Above all others stands one (`kernel.explanation`).
"""

from __future__ import annotations

import ast
import contextlib
import linecache
from types import TracebackType
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

import firstquery
from firstquery.core import records
from firstquery.core.errors import UserError
from firstquery.kernel import calls
from firstquery.kernel.first_line import FIRST


def install(ip: InteractiveShell) -> None:
    """Hook into the shell's handling of exceptions; at the grader, of NameError alone."""
    ours = (NameError,) if records.at_the_grader() else (Exception, KeyboardInterrupt)
    if ip.custom_exceptions == ours:
        return
    ip.set_custom_exc(ours, _show)  # type: ignore[no-untyped-call]
    if records.at_the_grader():
        return
    theirs = ip.showsyntaxerror

    def show_syntax_error(filename: str | None = None, running_compiled_code: bool = False) -> None:
        """Show a cell that IPython or the compiler refuses before any of it runs: no handler hears of these."""
        _, fault, trace = ip._get_exc_info()  # type: ignore[no-untyped-call]
        if not _explain(ip, fault, trace):
            theirs(filename, running_compiled_code)  # type: ignore[no-untyped-call]

    ip.showsyntaxerror = show_syntax_error  # type: ignore[method-assign]


def _show(
    ip: Any, kind: type[BaseException], fault: BaseException, trace: TracebackType, tb_offset: int | None = None
) -> Any:
    """Return what the shell shows for an exception; by itself it shows nothing for one that has a handler."""
    told = in_place_of(fault, trace) if isinstance(fault, NameError) else None
    if told is not None:
        return ip._showtraceback(type(told), told, told._render_traceback_())
    if not records.at_the_grader() and not _shows_itself(fault) and _explain(ip, fault, trace, tb_offset):
        return None
    return ip.showtraceback((kind, fault, trace), tb_offset=tb_offset, running_compiled_code=True)


def _explain(ip: Any, fault: Any, trace: TracebackType | None, tb_offset: int | None = None) -> bool:
    """Show the exception with its sentence. False, and nothing is shown, where there is none."""
    with contextlib.suppress(Exception):  # what Python shows is shown whatever becomes of the sentence
        from firstquery.kernel import explanation  # when something has stopped, and not before

        if page := explanation.explain(fault, trace):
            explanation.show(ip, fault, trace, page, tb_offset)
            return True
    return False


def _shows_itself(fault: BaseException) -> bool:
    """Return whether an exception has a sentence of its own: one of the course's, or of IPython's commands."""
    return hasattr(fault, "_render_traceback_") or type(fault).__name__ == "UsageError"


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
    if not text:
        # when something has stopped, and not before
        from firstquery.kernel.tutor.page_cells import line_that_makes, missing_cell

        if told := missing_cell(name):
            return told
        if line := line_that_makes(name):
            return f"`{name}` is not there yet. The cell that makes it begins with `{line}`: run it, then this one."
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
