"""A function of the course that is imported when it is first called or looked at."""

from __future__ import annotations

import importlib
from typing import Any


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
        return self.function(*args, **named)

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("_") and attribute not in ("__wrapped__", "__signature__", "__defaults__"):
            raise AttributeError(attribute)
        return self.function if attribute == "__wrapped__" else getattr(self.function, attribute)

    @property
    def __doc__(self) -> str | None:  # type: ignore[override]
        return str(self.function.__doc__ or "")

    def __repr__(self) -> str:
        return f"<function {self.__name__}>"
