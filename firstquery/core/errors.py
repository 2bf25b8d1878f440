"""How First Query tells a person that something is not as it should be: a plain sentence, never a traceback."""

# What a kernel loads at its start comes through here: standard library alone.

from __future__ import annotations

import functools
import inspect
import re
import textwrap
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from firstquery.core import host

P = ParamSpec("P")
R = TypeVar("R")

#: Characters of a line that is shown. JupyterLab, 1280 pixels wide, has room for 95, and breaks beyond inside a word.
WIDTH = 88
_IN_ONE_PIECE = re.compile(r"`[^`\n]{1,60}`|%%\w+ \w+|\b\w+\([^()\n]{1,60}\)")


class UserError(Exception):
    """Raised to stop a cell with a sentence. IPython shows ``_render_traceback_`` in place of a traceback."""

    def __init__(self, sentence: str) -> None:
        sentence = sentence.replace("….", "…")  # what was cut off ends the sentence
        super().__init__(sentence)
        self.sentence = sentence

    def _render_traceback_(self) -> list[str]:
        return wrapped(self.sentence)


class SolutionFault(UserError):
    """Raised where a solution does not do what its own exercise asks, on these data. Others may do."""


def wrapped(text: str, first: str = "", later: str = "") -> list[str]:
    """Return the text as lines of at most `WIDTH` characters, broken between words alone.

    Line breaks stay where they are, and an indented line, such as a query with arrows below it, as it is. A call or a
    piece of code is not broken, nor a name with hyphens. ``first`` stands before the first line, ``later`` before the
    others.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        if not line.strip() or line[0].isspace():
            lines.append(line)
            continue
        whole = _IN_ONE_PIECE.sub(lambda found: found[0].replace(" ", "\0"), line)
        broken = textwrap.wrap(
            whole,
            WIDTH,
            initial_indent=later if lines else first,
            subsequent_indent=later,
            break_long_words=False,
            break_on_hyphens=False,
        )
        lines += [part.replace("\0", " ") for part in broken]
    return lines


def in_sentences(usage: str | Callable[[], str]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorate what a learner calls: wrong arguments, and faults of ours, become one `UserError`.

    ``usage`` is the call as she should write it, shown when the arguments do not fit the signature. Where it depends
    on the week at hand it is a function, and asked when it is needed.
    """

    def usage_text() -> str:
        return usage if isinstance(usage, str) else usage()

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(function)
        name = function.__name__

        @functools.wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                signature.bind(*args, **kwargs)
            except TypeError:
                raise UserError(f"{name} is written like this: {usage_text()}") from None
            try:
                return function(*args, **kwargs)
            except Exception as fault:
                # Sentences of the other parts (a stopped query, a check) render themselves as well.
                if hasattr(fault, "_render_traceback_"):
                    raise
                raise UserError(
                    missing_library(name, fault)
                    or f"{name} could not do that ({type(fault).__name__}). It is written like this: {usage_text()}"
                ) from None

        call.usage = usage_text  # type: ignore[attr-defined]  # for whoever explains a call that Python could not even read
        return call

    return decorate


def missing_library(name: str, fault: BaseException) -> str:
    """Return the sentence for a function of ours that needs a library which this browser has not; "" for all else."""
    if not (host.is_browser() and isinstance(fault, ModuleNotFoundError)):
        return ""
    return (
        f"{name}() needs a library, {fault.name}, that this page does not have. Export your work, and run this cell in "
        "the installed course."
    )


def quote_value(value: Any, longest: int = 40) -> str:
    """Return ``value`` as a sentence can quote it: one line, cut when long; never raises, whatever the object does."""
    try:
        text = value if isinstance(value, str) else repr(value)
        text = " ".join(text.split())
    except Exception:
        return f"something of type {type(value).__name__}"
    return text if len(text) <= longest else text[: longest - 1] + "…"
