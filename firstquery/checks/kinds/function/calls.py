"""A learner's function, called for one input: what it returned, raised, printed or changed, as plain JSON."""

from __future__ import annotations

import dis
import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from firstquery.checks import arguments, limit, results
from firstquery.checks.origin import claim, raised_by_answer

MOST_SOURCE = 4_000
MOST_SIGNATURE = 80


def run(function: Callable[..., Any], given: Any, seconds: float) -> tuple[dict[str, Any], float]:
    """What the function came to for one input, as JSON, and the seconds that it worked. Raises faults of our own."""
    asked = arguments.decode(given)
    positional, named = ((), asked) if isinstance(asked, dict) else (asked, {})
    if not _fits(function, positional, named):
        return {"state": "arguments"}, 0.0

    def tried() -> dict[str, Any]:
        try:
            value = function(*positional, **named)
        except BaseException as fault:
            claim(fault)
            raise
        made = {"state": "returned", "value": results.encode(value)}
        if not arguments.same(given, asked):
            made["after"] = results.encode(asked)
        return made

    start = limit.worked()
    outcome = limit.call(tried, seconds)
    took = limit.worked() - start
    if outcome.state == "raised" and outcome.error is not None:
        if not raised_by_answer(outcome.error):
            raise outcome.error  # what it returned could not be read: that says nothing of the function
        return {"state": "raised", **limit.describe(outcome.error, function)}, took
    if outcome.state != "returned":
        return {"state": outcome.state}, took
    return {**outcome.value, "printed": bool(outcome.printed.strip())}, took


def _fits(function: Callable[..., Any], positional: Sequence[Any], named: Mapping[str, Any]) -> bool:
    try:
        signature = inspect.signature(function)
    except Exception:  # some of Python's own functions have none
        return True
    try:
        signature.bind(*positional, **named)
    except TypeError:
        return False
    return True


def is_empty(function: Any) -> bool:
    """Whether nothing stands in the function but ``...`` or ``pass``, as in the empty answer cell."""
    code = getattr(function, "__code__", None)
    if not inspect.iscode(code) or len(code.co_code) > 8 or code.co_name == "<lambda>":
        return False
    steps = [step for step in dis.get_instructions(code) if step.opname not in ("RESUME", "NOP", "RETURN_VALUE")]
    return [step.argval for step in steps] == [None]


def signature_of(function: Any) -> str:
    try:
        name = str(getattr(function, "__name__", "your function"))
        return f"{name}({', '.join(inspect.signature(function).parameters)})"[:MOST_SIGNATURE]
    except Exception:
        return "your function"


def source_of(function: Any) -> str:
    try:
        return inspect.getsource(function)[:MOST_SOURCE]
    except Exception:
        return ""
