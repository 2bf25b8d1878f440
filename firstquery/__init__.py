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
    "calibration": "firstquery.showcase.calibration",
    "capstone": "firstquery.pulls.capstone",
    "check": "firstquery.kernel.check",
    "columns": "firstquery.kernel.queries",
    "desk_at": "firstquery.pulls.trying",
    "engine": "firstquery.kernel.queries",
    "failures": "firstquery.learner.failures",
    "feedback": "firstquery.learner.feedback",
    "finding": "firstquery.pulls.finding",
    "finish": "firstquery.learner.finish",
    "forget_calls": "firstquery.kernel.vendor",
    "fresh_copy": "firstquery.pulls.copy",
    "git": "firstquery.pulls.command",
    "glossary": "firstquery.learner.glossary",
    "grade_mine": "firstquery.selfgrade.cell",
    "help_me": "firstquery.learner.report",
    "hint": "firstquery.learner.hints",
    "ledger": "firstquery.kernel.vendor",
    "make_calendar": "firstquery.learner.calendar",
    "my_predictions": "firstquery.showcase.calibration",
    "outcome": "firstquery.learner.predict",
    "own_database": "firstquery.kernel.queries",
    "placement": "firstquery.learner.placement",
    "portfolio": "firstquery.showcase.portfolio",
    "predict": "firstquery.learner.predict",
    "pull_request": "firstquery.pulls.show",
    "rebuild": "firstquery.kernel.rebuild",
    "receipts": "firstquery.learner.receipts",
    "reset": "firstquery.learner.open_notebook",
    "review": "firstquery.pulls.review",
    "run_tests": "firstquery.pulls.trying",
    "service": "firstquery.kernel.queries",
    "share_failure": "firstquery.learner.failures",
    "solution": "firstquery.learner.solutions",
    "sql": "firstquery.kernel.queries",
    "submit": "firstquery.learner.submission",
    "tables": "firstquery.kernel.queries",
    "talk": "firstquery.showcase.talk",
    "try_on_data": "firstquery.pulls.trying",
    "try_promises": "firstquery.pulls.capstone",
    "vendor": "firstquery.kernel.vendor",
    "where_am_i": "firstquery.learner.progress",
    "withdraw_failure": "firstquery.learner.failures",
}

__all__ = [
    "calendar_share",
    "calibration",
    "capstone",
    "check",
    "columns",
    "desk_at",
    "engine",
    "failures",
    "feedback",
    "finding",
    "finish",
    "forget_calls",
    "fresh_copy",
    "git",
    "glossary",
    "grade_mine",
    "help_me",
    "hint",
    "ledger",
    "make_calendar",
    "my_predictions",
    "outcome",
    "own_database",
    "placement",
    "portfolio",
    "predict",
    "pull_request",
    "rebuild",
    "receipts",
    "reset",
    "review",
    "run_tests",
    "service",
    "share_failure",
    "solution",
    "sql",
    "submit",
    "tables",
    "talk",
    "try_on_data",
    "try_promises",
    "vendor",
    "where_am_i",
    "withdraw_failure",
]


class _Front(ModuleType):
    """This package. Its room `sql` does not take the place of the function `sql` when it is imported."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
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
    return getattr(importlib.import_module(_HOME[name]), name)


def homes() -> list[str]:
    """The modules of all that `from firstquery import *` binds."""
    return sorted(set(_HOME.values()))


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
