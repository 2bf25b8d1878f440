"""A name that does not exist yet, in a call of the course: told in a sentence, where Python would show a traceback.

``check("w01-q3", paying_customers)`` stops with a NameError before `check` is called when the cell that makes
``paying_customers`` was not run; so does ``predict(...)`` before the notebook's first cell. Only statements that call
one of the course's functions are taken; above every other NameError, and above a cell that Python cannot read, stands
what `python_errors` has to say, if anything.
"""

from __future__ import annotations

import ast
import linecache
from types import TracebackType
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

import firstquery
from firstquery.core import records
from firstquery.core.errors import UserError
from firstquery.kernel import calls, python_errors

_MARK = "_firstquery_before"


def install_error_handler(ip: InteractiveShell) -> None:
    """Hooks into the shell's handling of NameError and, but at the grader, of SyntaxError.

    A handler that was there before keeps its exceptions.
    """
    if hasattr(ip, _MARK):
        return
    earlier: tuple[type[BaseException], ...] = tuple(ip.custom_exceptions)
    earlier_handler = getattr(ip, "CustomTB", None)
    setattr(ip, _MARK, earlier)

    def handle(
        shell: Any, kind: type[BaseException], fault: BaseException, trace: TracebackType, tb_offset: int | None = None
    ) -> Any:
        told = in_place_of(fault, trace) if issubclass(kind, NameError) else None
        if told is not None:
            # The shell shows nothing itself for an exception that has a handler.
            return shell._showtraceback(type(told), told, told._render_traceback_())
        if earlier_handler is not None and issubclass(kind, earlier):
            return earlier_handler(kind, fault, trace, tb_offset=tb_offset)
        if first := python_errors.explanation(fault, trace):
            return shell._showtraceback(kind, fault, python_errors.with_pythons(shell, first, fault, trace, tb_offset))
        if isinstance(fault, SyntaxError) and python_errors.cannot_be_read(fault, trace):
            return shell.showindentationerror() if isinstance(fault, IndentationError) else shell.showsyntaxerror()
        return shell.showtraceback((kind, fault, trace), tb_offset=tb_offset, running_compiled_code=True)

    ours = (NameError,) if records.at_the_grader() else (NameError, SyntaxError)
    ip.set_custom_exc((*earlier, *ours), handle)  # type: ignore[no-untyped-call]


def in_place_of(fault: BaseException, trace: TracebackType | None) -> Any:
    """The exception to show for a NameError in a call of the course; None when it is another NameError."""
    name, statement, grader = getattr(fault, "name", None), _statement(trace), records.at_the_grader()
    if not isinstance(name, str) or statement is None:
        return None
    if not grader and name not in firstquery.__all__ and name.lower() in firstquery.__all__:
        return UserError(
            f"Python tells capitals from small letters: it is written `{name.lower()}`, and here stands `{name}`."
        )
    if not grader and name in firstquery.__all__ and _calls(statement, name):
        return UserError(python_errors.FIRST)
    call = statement.value if isinstance(statement, ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or name not in _names(call):
        return None
    function, exercise = call.func.id, call.args[0] if call.args else None
    if function == "check" and (grader or exercise is None or name not in _names_in(exercise)):
        return _missing_answer(name, exercise)
    return None if grader or function not in firstquery.__all__ else UserError(_missing_name(name, function, call))


def _missing_answer(name: str, exercise: ast.expr | None) -> Any:
    """What to show when a `check` names an answer that does not exist; at the grader it is sent as well."""
    from firstquery.checks.judging import envelope
    from firstquery.checks.shape import absent
    from firstquery.checks.words import wording
    from firstquery.kernel.check import emit
    from firstquery.kernel.verdict_display import NotYet

    payload = {"type": "missing", "name": name[:80]}
    if records.at_the_grader() and isinstance(exercise, ast.Constant) and isinstance(exercise.value, str):
        emit(envelope(exercise.value[:40], payload))
    verdict = absent(payload, "")
    assert verdict is not None
    return NotYet(verdict, wording(verdict))


def _missing_name(name: str, function: str, call: ast.Call) -> str:
    text = function in calls.TEXT_FIRST and bool(call.args) and name in _names_in(call.args[0])
    if not text and (told := python_errors.missing_cell(name)):
        return told
    written = calls.usage(function, ast.unparse(call).replace(" - ", "-"))
    return (
        f"There is nothing called `{name}` here. If it is meant as a text, put quotation marks around it. "
        f"{function} is written like this: {written}"
    )


def _statement(trace: TracebackType | None) -> ast.stmt | None:
    """The statement in the cell's own code at which the error arose; None where it arose in a function."""
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
