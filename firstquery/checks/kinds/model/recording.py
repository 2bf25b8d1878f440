"""Which table each model of scikit-learn was fitted on, and which models a prediction asks, noted as it happens.

A model keeps no rows. But every fit and nearly every prediction of scikit-learn has its input checked by one function,
and whoever watches that function sees the table before anything is made of it.
"""

from __future__ import annotations

import functools
import importlib.util
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any
from weakref import WeakKeyDictionary

import pandas as pd

from firstquery.checks.cells import is_a

FUNCTION = "_check_feature_names"
NOTED = "_is_noted"  # on what is watched already
MOST_MODELS = 500
_fitted: WeakKeyDictionary[Any, pd.DataFrame] = WeakKeyDictionary()
_asked: list[Any] | None = None


def record() -> None:
    """From now on it is noted on which table a model is fitted. scikit-learn is not imported for that."""
    for name, watch in WATCHED.items():
        if name in sys.modules:
            watch(sys.modules[name])
    if not any(isinstance(one, _Finder) for one in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


@contextmanager
def collect() -> Iterator[list[pd.DataFrame]]:
    """Fill a list, at the end, with the tables on which the models were fitted that were asked meanwhile."""
    global _asked
    tables: list[pd.DataFrame] = []
    models: list[Any] = []
    _asked = models
    try:
        yield tables
    finally:
        _asked = None
        found = {id(one): one for one in (_fitted.get(model) for model in models) if one is not None}
        tables.extend(found.values())


def _watch_checks(validation: ModuleType) -> None:
    check = getattr(validation, FUNCTION, None)
    if check is None or hasattr(check, NOTED):
        return

    @functools.wraps(check)
    def noted(estimator: Any, X: Any, **more: Any) -> Any:
        with suppress(Exception):
            _note(estimator, X, bool(more.get("reset")))
        return check(estimator, X, **more)

    setattr(noted, NOTED, True)
    setattr(validation, FUNCTION, noted)


def _watch_columns(compose: ModuleType) -> None:
    """A transformer of columns does not have a table checked that it transforms."""
    transform = getattr(compose.ColumnTransformer, "transform", None)
    if transform is None or hasattr(transform, NOTED):
        return

    @functools.wraps(transform)
    def noted(estimator: Any, X: Any, **more: Any) -> Any:
        with suppress(Exception):
            _note(estimator, X, False)
        return transform(estimator, X, **more)

    setattr(noted, NOTED, True)
    compose.ColumnTransformer.transform = noted


def _note(estimator: Any, table: Any, is_fit: bool) -> None:
    if is_fit:
        _fitted.pop(estimator, None)
        if is_a(table, pd.DataFrame):
            _fitted[estimator] = pd.DataFrame(table).copy(deep=False)  # pandas 3 copies on write
    if _asked is not None and len(_asked) < MOST_MODELS:
        _asked.append(estimator)


WATCHED = {
    "sklearn.utils.validation": _watch_checks,
    "sklearn.compose._column_transformer": _watch_columns,
}


class _Finder(MetaPathFinder):
    """Has a module of scikit-learn watched as soon as it is imported."""

    def __init__(self) -> None:
        self._busy = False

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if self._busy or fullname not in WATCHED:
            return None
        self._busy = True
        try:
            spec = importlib.util.find_spec(fullname)
        finally:
            self._busy = False
        if spec is not None and spec.loader is not None:
            spec.loader = _Watching(spec.loader)
        return spec


class _Watching(Loader):
    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        with suppress(Exception):  # a later version may have it elsewhere: then nothing is noted
            WATCHED[module.__name__](module)
