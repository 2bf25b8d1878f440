"""What evidence may look at and call: all that desk makes public, and of everything else what reads and counts."""

from __future__ import annotations

import sqlite3
import types
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path, PurePath
from typing import Any

from firstquery.review.expression import NotAllowed
from firstquery.sentence import shown

PACKAGE = "desk"
_INSIDES = (types.ModuleType, types.FrameType, types.CodeType, types.TracebackType)
#: What a module of desk may hold under a public name beside functions and classes.
CONSTANTS = (str, int, float, tuple, list, dict, set, frozenset, Decimal, PurePath)
_READS = ("select", "with")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TEXT = _words(
    "lower upper strip lstrip rstrip split rsplit splitlines startswith endswith find count casefold isdigit isalpha "
    "removeprefix removesuffix partition rpartition index title capitalize"
)
_TABLE = _words(
    "columns index shape size empty values head tail iloc loc iat at sum mean median min max count nunique unique std "
    "sort_values sort_index reset_index set_index groupby drop_duplicates duplicated drop isna notna dropna fillna "
    "rename to_dict to_list tolist astype round abs item items keys any all value_counts cumsum diff equals get "
    "squeeze nlargest nsmallest isin between first last idxmax idxmin is_unique name dtypes dtype quantile str dt T "
    "ngroups get_group"
)
_ACCESSOR = _words(
    "contains startswith endswith len lower upper strip count match year month day date hour dayofweek days"
)
_NUMBERS = _words("tolist shape size mean sum min max item ndim all any argmax argmin round")
_MODEL = _words(
    "predict predict_proba score classes_ feature_names_in_ n_features_in_ named_steps steps coef_ intercept_ "
    "feature_importances_ get_params n_iter_"
)
_MOMENT = _words(
    "year month day hour minute second isoformat date time weekday isoweekday days seconds total_seconds replace "
    "fromisoformat timestamp"
)
#: By type what of it may be looked at; a subclass has its parents'.
_OF: dict[type, frozenset[str]] = {
    str: _TEXT,
    bytes: _words("decode"),
    list: _words("index count"),
    tuple: _words("index count"),
    dict: _words("keys values items get"),
    int: _words("bit_length real numerator denominator"),
    float: _words("is_integer"),
    Decimal: _words("quantize normalize is_nan is_zero as_tuple is_finite"),
    date: _MOMENT,
    timedelta: _MOMENT,
    PurePath: _words("name stem suffix parent exists is_file read_text read_bytes iterdir as_posix"),
    sqlite3.Connection: _words("execute total_changes"),
    sqlite3.Cursor: _words("fetchall fetchone fetchmany rowcount description"),
    sqlite3.Row: _words("keys"),
    BaseException: _words("args"),
}
_FILES = _words("exists is_file read_text read_bytes iterdir")


class Reach:
    """``folders`` are those whose files may be read; tables and models are known where their libraries are loaded."""

    def __init__(self, folders: Iterable[Path]) -> None:
        import numpy as np
        import pandas as pd
        from pandas.api.typing import DataFrameGroupBy, SeriesGroupBy

        self._folders = [folder.resolve() for folder in folders]
        self._of = {
            **_OF,
            pd.DataFrame: _TABLE,
            pd.Series: _TABLE,
            pd.Index: _TABLE,
            pd.Timestamp: _MOMENT,
            DataFrameGroupBy: _TABLE,
            SeriesGroupBy: _TABLE,
            np.ndarray: _NUMBERS,
            np.generic: _NUMBERS,
            type(pd.Series(["a"]).str): _ACCESSOR,
            type(pd.Series([pd.Timestamp(0)]).dt).__mro__[1]: _ACCESSOR,
        }

    def attribute(self, of: Any, name: str) -> Any:
        """Raises `NotAllowed` where evidence may not look there, and AttributeError where there is nothing."""
        if not name.startswith("_") and (is_desks(of) or name in self._known(of)):
            found = getattr(of, name)
            if not isinstance(of, types.ModuleType) or is_desks(found) or isinstance(found, CONSTANTS):
                return found
        what = of.__name__ if isinstance(of, type | types.ModuleType | types.FunctionType) else type(of).__name__
        raise NotAllowed(f"Evidence does not use .{name} of {shown(what)}: it calls desk and looks at what comes out.")

    def _known(self, of: Any) -> frozenset[str]:
        if isinstance(of, type):
            return _words("fromisoformat") if of in (date, datetime) else frozenset()
        found: frozenset[str] = frozenset()
        for kind in type(of).__mro__:
            found |= self._of.get(kind, frozenset())
        return found | _MODEL if is_model(of) else found

    def refuse_call(self, function: Any, given: Sequence[Any], named: Mapping[str, Any]) -> None:
        """Raises `NotAllowed` where a call that is allowed in itself would write, or read elsewhere."""
        of, name = getattr(function, "__self__", None), getattr(function, "__name__", "")
        if isinstance(of, sqlite3.Connection) and not is_desks(of):
            words = str(given[0]).split() if given else []
            if not words or words[0].lower() not in _READS:
                raise NotAllowed("Evidence reads: a query begins with SELECT or WITH.")
        outside = isinstance(of, Path) and not any(of.resolve().is_relative_to(one) for one in self._folders)
        if outside and name in _FILES:
            raise NotAllowed("Evidence reads files in tmp alone, where desk has written them.")
        if function is round and any(isinstance(one, int) and abs(one) > 100 for one in [*given[1:], *named.values()]):
            raise NotAllowed("Round to 100 places at most.")
        if not callable(function):
            raise NotAllowed(f"{shown(function)} is not a function: leave the brackets behind it out.")


def is_desks(one: Any) -> bool:
    """Whether desk has made it: one of its modules, functions or classes, or an object of such a class."""
    if isinstance(one, types.ModuleType):
        where = one.__name__
    elif isinstance(one, type | types.FunctionType):
        where = one.__module__
    else:
        where = type(one).__module__
    return where == PACKAGE or where.startswith(f"{PACKAGE}.")


def is_model(one: Any) -> bool:
    """A model of scikit-learn, which is looked for only where it has been loaded."""
    return any(kind.__module__.startswith("sklearn.") for kind in type(one).__mro__)


def refuse_insides(found: Any) -> None:
    """Raises `NotAllowed` for parts of Python itself, from which one comes anywhere."""
    if isinstance(found, _INSIDES) and not (isinstance(found, types.ModuleType) and is_desks(found)):
        raise NotAllowed("That is the inside of Python, and no evidence. Show what a function of desk returns.")
