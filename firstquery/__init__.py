"""First Query: from a first SQL query to a first pull-request review.

``from firstquery import *`` gives a notebook all that it uses. Each name is loaded when it is first asked for, so
that ``import firstquery`` costs nothing.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

_HOME = {
    "calendar_share": "firstquery.learner.calendar_share",
    "calibration": "firstquery.learner.calibration",
    "capstone": "firstquery.review.capstone",
    "check": "firstquery.notebook.check",
    "columns": "firstquery.notebook.queries",
    "desk_at": "firstquery.service.asked",
    "failures": "firstquery.failure.notes",
    "finding": "firstquery.review.finding",
    "finish": "firstquery.learner.finish",
    "fresh_copy": "firstquery.service.copy",
    "git": "firstquery.service.command",
    "glossary": "firstquery.learner.glossary",
    "grade_mine": "firstquery.mine.cell",
    "help_me": "firstquery.help.report",
    "hint": "firstquery.help.hints",
    "make_calendar": "firstquery.calendar.ics",
    "outcome": "firstquery.learner.predict",
    "own_database": "firstquery.notebook.queries",
    "placement": "firstquery.learner.placement",
    "portfolio": "firstquery.learner.portfolio",
    "predict": "firstquery.learner.predict",
    "pull_request": "firstquery.review.show",
    "rebuild": "firstquery.notebook.rebuild",
    "review": "firstquery.review.review",
    "run_tests": "firstquery.service.trying",
    "share_failure": "firstquery.failure.notes",
    "solution": "firstquery.help.solutions",
    "sql": "firstquery.notebook.queries",
    "tables": "firstquery.notebook.queries",
    "talk": "firstquery.learner.talk",
    "try_on_data": "firstquery.service.trying",
    "try_promises": "firstquery.review.promises",
    "where_am_i": "firstquery.learner.progress",
    "withdraw_failure": "firstquery.failure.notes",
}

__all__ = [
    "calendar_share",
    "calibration",
    "capstone",
    "check",
    "columns",
    "desk_at",
    "failures",
    "finding",
    "finish",
    "fresh_copy",
    "git",
    "glossary",
    "grade_mine",
    "help_me",
    "hint",
    "make_calendar",
    "outcome",
    "own_database",
    "placement",
    "portfolio",
    "predict",
    "pull_request",
    "rebuild",
    "review",
    "run_tests",
    "share_failure",
    "solution",
    "sql",
    "tables",
    "talk",
    "try_on_data",
    "try_promises",
    "where_am_i",
    "withdraw_failure",
]


#: Packages that are, in a notebook, what a learner calls.
_CALLED = ("review",)


class _Callable(ModuleType):
    """``firstquery.review``."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        name = self.__name__.rpartition(".")[2]
        return getattr(importlib.import_module(_HOME[name]), name)(*args, **kwargs)


class _Front(ModuleType):
    """This package: when Python binds such a loaded package to it, the package becomes callable as well."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _CALLED and type(value) is ModuleType:
            value.__class__ = _Callable
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Front


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("firstquery")
        except PackageNotFoundError:
            return "0"
    if name not in _HOME:
        raise AttributeError(f"First Query has nothing called {name!r}.")
    if name in _CALLED:
        return importlib.import_module(f"{__name__}.{name}")
    return getattr(importlib.import_module(_HOME[name]), name)


def homes() -> list[str]:
    """The modules of all that `from firstquery import *` binds."""
    return sorted({*_HOME.values(), *(f"{__name__}.{name}" for name in _CALLED)})


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
