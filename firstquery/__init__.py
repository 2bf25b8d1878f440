"""First Query: from a first SQL query to a first pull-request review.

``from firstquery import *`` gives a notebook all that it uses: the functions of the engine, and those that rooms bring
(`firstquery.core.rooms`). Each is loaded when it is first called, so that an import costs nothing.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

_HOME = {
    "calendar_share": "firstquery.learner.calendar_share",
    "check": "firstquery.kernel.check",
    "columns": "firstquery.kernel.queries",
    "engine": "firstquery.kernel.queries",
    "failures": "firstquery.learner.failures",
    "feedback": "firstquery.learner.feedback",
    "finish": "firstquery.learner.finish",
    "glossary": "firstquery.learner.glossary",
    "grade_mine": "firstquery.selfgrade.cell",
    "help_me": "firstquery.learner.report",
    "hint": "firstquery.learner.hints",
    "make_calendar": "firstquery.learner.calendar",
    "outcome": "firstquery.learner.predict",
    "own_database": "firstquery.kernel.queries",
    "placement": "firstquery.learner.placement",
    "predict": "firstquery.learner.predict",
    "rebuild": "firstquery.kernel.rebuild",
    "receipts": "firstquery.learner.receipts",
    "reset": "firstquery.learner.open_notebook",
    "service": "firstquery.kernel.queries",
    "share_failure": "firstquery.learner.failures",
    "solution": "firstquery.learner.solutions",
    "sql": "firstquery.kernel.queries",
    "submit": "firstquery.learner.submission",
    "tables": "firstquery.kernel.queries",
    "where_am_i": "firstquery.learner.progress",
    "withdraw_failure": "firstquery.learner.failures",
}


class LazyFunction:
    """Stands for the function ``name`` of ``module``: called, or asked for anything, it is that function."""

    def __init__(self, name: str, module: str) -> None:
        self.__name__ = self.__qualname__ = name
        self.__module__ = module

    @property
    def function(self) -> Any:
        """The function itself."""
        return getattr(importlib.import_module(self.__module__), self.__name__)

    def __call__(self, *args: Any, **named: Any) -> Any:
        try:
            return self.function(*args, **named)
        except ModuleNotFoundError as fault:
            from firstquery.core.errors import UserError, missing_library

            if said := missing_library(self.__name__, fault):
                raise UserError(said) from None
            raise

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("_") and attribute not in ("__wrapped__", "__signature__", "__defaults__"):
            raise AttributeError(attribute)
        return self.function if attribute == "__wrapped__" else getattr(self.function, attribute)

    @property
    def __doc__(self) -> str | None:  # type: ignore[override]
        return str(self.function.__doc__ or "")

    def __repr__(self) -> str:
        return f"<function {self.__name__}>"


def _homes() -> dict[str, str]:
    """Return the module of each function that a notebook gets, by name."""
    from firstquery.core.rooms import brought

    return {**_HOME, **{name: one.module for name, one in brought("names").items()}}


class _Front(ModuleType):
    """The package itself: its rooms `sql` and `review` do not take the place of those functions when imported."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in ("sql", "review") and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Front


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("firstquery")
        except PackageNotFoundError:
            return "0"
    if name == "__all__":
        return sorted(_homes())
    home = _HOME.get(name) or (None if name.startswith("_") else _homes().get(name))
    if home is None:
        raise AttributeError(f"First Query has nothing called {name!r}.")
    function = LazyFunction(name, home)
    setattr(sys.modules[__name__], name, function)
    return function


def homes() -> list[str]:
    """Return the modules of all that `from firstquery import *` binds."""
    return sorted(set(_homes().values()))


def __dir__() -> list[str]:
    return sorted([*globals(), *_homes()])
