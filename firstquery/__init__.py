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
    "check": "firstquery.check",
    "sql": "firstquery.warehouse.query",
    "tables": "firstquery.warehouse.query",
    "columns": "firstquery.warehouse.query",
    "own_database": "firstquery.warehouse.query",
    "predict": "firstquery.learner.predict",
    "outcome": "firstquery.learner.predict",
    "rebuild": "firstquery.learner.rebuild",
    "finish": "firstquery.learner.finish",
    "calendar_share": "firstquery.learner.calendar_share",
}

__all__ = [
    "calendar_share",
    "check",
    "columns",
    "finish",
    "outcome",
    "own_database",
    "predict",
    "rebuild",
    "sql",
    "tables",
]


class _Callable(ModuleType):
    """``firstquery.check`` is a package and, in a notebook, what a learner calls."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.check(*args, **kwargs)


class _Front(ModuleType):
    """This package: when Python binds the loaded package ``check`` to it, the package becomes callable as well."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "check" and type(value) is ModuleType:
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
    module = importlib.import_module(_HOME[name])
    return module if name == "check" else getattr(module, name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
