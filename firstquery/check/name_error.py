"""A check of a name that does not exist yet: told in a sentence, where Python would show a traceback.

``check("w01-q3", paying_customers)`` stops with a NameError before `check` is called when the cell that makes
``paying_customers`` was not run. Only that case is taken; every other NameError stays Python's.
"""

from __future__ import annotations

import ast
import linecache
from types import TracebackType
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from firstquery.check.checking import at_the_grader, emit
from firstquery.check.judging import envelope
from firstquery.check.kinds.base import not_an_answer
from firstquery.check.verdict import NotYet

_MARK = "_firstquery_before"


def install_name_error_handler(ip: InteractiveShell) -> None:
    """Hook into the shell's handling of NameError. A handler that was there before keeps its exceptions."""
    if hasattr(ip, _MARK):
        return
    earlier: tuple[type[BaseException], ...] = tuple(ip.custom_exceptions)
    earlier_handler = getattr(ip, "CustomTB", None)
    setattr(ip, _MARK, earlier)

    def handle(
        shell: Any, kind: type[BaseException], fault: BaseException, trace: TracebackType, tb_offset: int | None = None
    ) -> Any:
        said = missing_answer(fault, trace) if issubclass(kind, NameError) else None
        if said is not None:
            # The shell shows nothing itself for an exception that has a handler.
            return shell._showtraceback(type(said), said, said._render_traceback_())
        if earlier_handler is not None and issubclass(kind, earlier):
            return earlier_handler(kind, fault, trace, tb_offset=tb_offset)
        return shell.showtraceback((kind, fault, trace), tb_offset=tb_offset, running_compiled_code=True)

    ip.set_custom_exc((*earlier, NameError), handle)  # type: ignore[no-untyped-call]


def missing_answer(fault: BaseException, trace: TracebackType | None) -> NotYet | None:
    """What to show when a `check` names an answer that does not exist; None when it is another NameError."""
    name = getattr(fault, "name", None)
    called = _check_call(trace)
    if not isinstance(name, str) or called is None or name not in _names(called):
        return None
    payload = {"type": "missing", "name": name[:80]}
    exercise = called.args[0].value if called.args and isinstance(called.args[0], ast.Constant) else None
    if at_the_grader() and isinstance(exercise, str):
        emit(envelope(exercise[:40], payload))
    verdict = not_an_answer(payload, "")
    assert verdict is not None
    return NotYet(verdict)


def _check_call(trace: TracebackType | None) -> ast.Call | None:
    """The call of `check` in the cell's own code at which the error arose."""
    if trace is None:
        return None
    while trace.tb_next is not None:
        trace = trace.tb_next
    if trace.tb_frame.f_code.co_name != "<module>":
        return None
    try:
        tree = ast.parse("".join(linecache.getlines(trace.tb_frame.f_code.co_filename)))
    except (SyntaxError, ValueError, RecursionError):
        return None
    for node in tree.body:
        if node.lineno <= trace.tb_lineno <= (node.end_lineno or node.lineno):
            call = node.value if isinstance(node, ast.Expr) else None
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "check":
                return call
    return None


def _names(call: ast.Call) -> set[str]:
    """Names that stand in the call as arguments; ``check`` itself is not one."""
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    return {node.id for value in values for node in ast.walk(value) if isinstance(node, ast.Name)}
