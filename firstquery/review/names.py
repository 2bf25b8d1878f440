"""The names of evidence on one version of the service: its public functions and classes, its data, its tests."""

from __future__ import annotations

import builtins
import importlib
import pkgutil
import re
import shutil
import sqlite3
import tempfile
import types
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from firstquery.core.files import read_only_address
from firstquery.review import named_tests
from firstquery.review.evaluate import CONSTANTS, PACKAGE
from firstquery.review.expression import NotAllowed

#: Python's own.
PYTHON = (
    *("len", "sum", "list", "dict", "tuple", "set", "sorted", "round", "str", "int", "float", "bool"),
    *("abs", "min", "max", "any", "all", "zip", "enumerate"),
)
#: Values that are made by a call.
VALUES = ("date", "datetime", "timedelta", "Decimal")
#: Data and places that are there without a call.
PLACES = ("db", "small", "tmp")
MOST_LINES = 5  # that `found` may find: a whole file differs wherever anything differs
_TEST = re.compile(r"tests/[\w/]+\.py(::\w+(\[[^\]\n]*\])?){0,2}")


class Names(Mapping[str, Any]):
    """What an expression may name. The databases and the empty folder are made when they are asked for."""

    def __init__(self, tree: Path, warehouse: Path) -> None:
        self._tree, self._warehouse = tree, warehouse
        self._public, self._unloaded = public()
        self._fixed: dict[str, Any] = {
            **{name: getattr(builtins, name) for name in PYTHON},
            **{"date": date, "datetime": datetime, "timedelta": timedelta, "Decimal": Decimal},
            **{"tests": self._tests, "found": self._search},
        }
        self._made: dict[str, Any] = {}

    def fresh(self) -> None:
        """The next expression has a database, a small one and an empty folder of its own."""
        for one in self._made.values():
            if isinstance(one, sqlite3.Connection):
                one.close()
        self._made = {}

    def places(self) -> dict[str, str]:
        """Folders that are others in each run, by what they are called in an answer."""
        tmp = {str(self._made["tmp"]): "tmp"} if "tmp" in self._made else {}
        return {**tmp, str(self._tree): "desk", str(self._warehouse.parent): "warehouse"}

    def __getitem__(self, name: str) -> Any:
        make = {"db": self._db, "small": self._small, "tmp": self._tmp}.get(name)
        if make is not None:
            if name not in self._made:
                self._made[name] = make()
            return self._made[name]
        if name in self._fixed:
            return self._fixed[name]
        if name not in self._public and self._unloaded:
            raise NotAllowed(f"{name} is not there: this version cannot be loaded whole. {'; '.join(self._unloaded)}")
        found = self._public[name]
        if len(found) > 1:
            each = " or ".join(f"{module}.{name}" for module in found)
            raise NotAllowed(f"{name} is in several files of desk. Say which one: {each}.")
        return self._resolve(name)

    def _resolve(self, name: str) -> Any:
        """Return what is called so; None where there is nothing of that name."""
        return next(iter(self._public.get(name, {}).values()), None)

    def __iter__(self) -> Iterator[str]:
        return iter({**self._public, **self._fixed, "db": None, "small": None, "tmp": None})

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _db(self) -> sqlite3.Connection:
        connect = self._resolve("connect")
        if connect is not None and connect.__module__ == f"{PACKAGE}.warehouse":
            return connect(self._warehouse)  # type: ignore[no-any-return]
        return sqlite3.connect(read_only_address(self._warehouse.resolve()), uri=True)

    def _small(self) -> Any:
        if "small_warehouse" not in self._public:
            raise NotAllowed("This version of desk has no small warehouse.")
        return self._resolve("small_warehouse")()

    def _tmp(self) -> Path:
        """Of the same name each time: a name drawn by chance would differ, and show nothing."""
        place = Path(tempfile.gettempdir()) / "tmp"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        return place

    def _search(self, path: str, pattern: str) -> list[str]:
        """Return the lines of a file of this version that a regular expression finds."""
        file = (self._tree / path).resolve()
        if not file.is_relative_to(self._tree.resolve()) or not file.is_file():
            raise NotAllowed(f"This version has no file {path}.")
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if re.search(pattern, line)]
        if len(lines) > MOST_LINES:
            raise NotAllowed(f"That finds {len(lines)} lines, and {MOST_LINES} are the most. Point at what is wrong.")
        return lines

    def _tests(self, name: str, broken: str = "") -> str:
        """Return whether the named tests pass; with ``broken``, where that function of desk does nothing any more."""
        if not _TEST.fullmatch(name):
            raise NotAllowed('A test is named like this: tests("tests/test_periods.py::test_last_day")')
        function = self._resolve(broken)
        if broken.startswith("_"):
            raise NotAllowed(
                f"{broken} begins with _: that is a function for desk alone, and one of those cannot be taken away. "
                "Take away the one that calls it."
            )
        if broken and not isinstance(function, types.FunctionType):
            raise NotAllowed(f"There is no function {broken} in this version of desk.")
        code = named_tests.code(self._tree, name, f"{function.__module__}:{broken}" if function else "")
        if code in (4, 5):
            raise NotAllowed(f"There is no test {name} in this version of desk.")
        return "passed" if code == 0 else "failed"


def public() -> tuple[dict[str, dict[str, Any]], list[str]]:
    """Return what desk makes public, by name and module, and why modules that could not be loaded were not.

    Whoever takes one file back to an old version has such a desk: what does load of it still gives its answer.
    """
    unloaded: list[str] = []
    package = importlib.import_module(PACKAGE)
    modules = [package]
    for found in sorted(one.name for one in pkgutil.iter_modules(package.__path__) if not one.name.startswith("_")):
        try:
            modules.append(importlib.import_module(f"{PACKAGE}.{found}"))
        except Exception as fault:
            unloaded.append(f"desk/{found}.py: {type(fault).__name__}: {fault}")
    names: dict[str, dict[str, Any]] = {}
    for module in modules:
        for name, value in vars(module).items():
            if not name.startswith("_") and _is_own(value, name, module):
                others = names.setdefault(name, {})
                if not any(_are_same(one, value) for one in others.values()):
                    others[module.__name__] = value
    return {**names, PACKAGE: {PACKAGE: package}}, unloaded


def _are_same(one: Any, other: Any) -> bool:
    return one is other or (isinstance(one, CONSTANTS) and type(one) is type(other) and one == other)


def _is_own(value: Any, name: str, module: types.ModuleType) -> bool:
    if isinstance(value, types.ModuleType):
        return False
    if callable(value):
        return getattr(value, "__module__", None) == module.__name__
    return name.isupper() and isinstance(value, CONSTANTS)
