"""A function of the course typed alone, without its brackets: the cell shows how it is run, not ``<function …>``.

It is a printer of IPython's: the functions themselves stay plain functions, for `help` and for whoever reads them.
"""

from __future__ import annotations

from types import FunctionType
from typing import Any

import firstquery
from firstquery.notebook import calls, shipped


def install(ip: Any) -> None:
    """Puts the printer before the one that the shell had for functions. Nothing at the grader."""
    if shipped.at_the_grader():
        return
    text = ip.display_formatter.formatters["text/plain"]
    earlier = text.type_printers.get(FunctionType)
    if getattr(earlier, "of_the_course", False):
        return

    def show(value: Any, printer: Any, cycle: bool) -> None:
        if (how := how_it_is_run(value)) or earlier is None:
            printer.text(how or repr(value))
        else:
            earlier(value, printer, cycle)

    show.of_the_course = True  # type: ignore[attr-defined]
    text.for_type(FunctionType, show)
    text.for_type(firstquery._Callable, show)  # `check` is a package that is called


def how_it_is_run(value: Any) -> str:
    """``hint is something to run, with its brackets: hint("w01-q3")``; empty where it is none of the course's."""
    name = str(getattr(value, "__name__", "")).rpartition(".")[2]
    package = str(getattr(value, "__module__", "")).partition(".")[0]
    if name not in firstquery.__all__ or package != "firstquery":
        return ""
    return f"{name} is something to run, with its brackets: {calls.usage(name)}"
