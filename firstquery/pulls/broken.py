"""A pytest plugin: a function of desk (env DESK_BROKEN) returns nothing. A test that still passes cannot fail."""

from __future__ import annotations

import importlib
import os
from typing import Any


def pytest_configure(config: Any) -> None:
    """Before anything imports it: whoever does gets another function in its place."""
    module, _, name = os.environ["DESK_BROKEN"].partition(":")
    setattr(importlib.import_module(module), name, _nothing)


def _nothing(*_: Any, **__: Any) -> None:
    return None
