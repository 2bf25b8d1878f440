"""What a value is, and lists of names, in the words of a sentence."""

from __future__ import annotations

import difflib
import types
from collections.abc import Iterable, Sequence
from typing import Any

MOST = 8  # names that a sentence lists
_KINDS = {
    "bool": "True or False",
    "int": "a number",
    "float": "a number",
    "complex": "a number",
    "str": "a text",
    "bytes": "bytes, not yet a text",
    "list": "a list",
    "tuple": "several values (a tuple)",
    "dict": "a dictionary",
    "set": "a set",
    "NoneType": "nothing (`None`)",
    "DataFrame": "a table",
    "Series": "a column of a table",
    "PlainTable": "a table",
    "PlainColumn": "a column of a table",
    "Index": "an index",
    "ndarray": "an array of numbers",
    "datetime": "a moment (a date with a time)",
    "date": "a date",
    "timedelta": "a span of time",
    "Timestamp": "a moment (a date with a time)",
    "Decimal": "a decimal number",
    "Response": "an answer of a server",
    "range": "a range of numbers",
    "DataFrameGroupBy": "the groups of a table, not yet computed",
    "SeriesGroupBy": "the groups of a column, not yet computed",
    "Axes": "a frame of a chart",
    "Figure": "a figure",
}


def is_a(value: object, *names: str) -> bool:
    """Return whether a class of that name is among those of the value: no library is imported to ask it."""
    return any(one.__name__ in names for one in type(value).__mro__)


def is_function(value: object) -> bool:
    return isinstance(
        value, types.FunctionType | types.MethodType | types.BuiltinFunctionType | types.MethodWrapperType
    )


def is_number(value: object) -> bool:
    return is_a(value, "int", "float", "integer", "floating", "Decimal") and not is_a(value, "bool", "bool_")


def is_missing(value: object) -> bool:
    """Return whether it is what stands in a table where nothing stands: None, NaN, NaT."""
    try:
        return value is None or (is_a(value, "float", "NaTType", "NAType") and bool(value != value))
    except (TypeError, ValueError):
        return True  # pandas.NA


def described(value: object) -> str:
    """Return what the value is: "a text", "a column of a table"."""
    if value is not None and is_missing(value):
        return "a missing value (NaN)"
    if is_function(value):
        return "a function"
    if isinstance(value, types.ModuleType):
        return "a library"
    if isinstance(value, type):
        return f"the type {value.__name__}"
    for one in type(value).__mro__[:-1]:
        if one.__name__ in _KINDS:
            return _KINDS[one.__name__]
    name = type(value).__name__
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def near(name: str, known: Iterable[Any], cutoff: float = 0.7) -> str:
    """Return the name that is most like it: the same but for capitals and spaces, else much the same; empty if none."""
    names = list(dict.fromkeys(one for one in known if isinstance(one, str) and one != name))
    plain = {_plain(one): one for one in reversed(names)}
    if found := plain.get(_plain(name)):
        return found
    close = difflib.get_close_matches(_plain(name), plain, 1, cutoff) if len(name) > 2 else []
    return plain[close[0]] if close else ""


def _plain(name: str) -> str:
    return name.strip().replace(" ", "_").casefold()


def listed(names: Sequence[Any]) -> str:
    """Return "`a`, `b` and `c`"; of many the first, and how many more."""
    shown = [f"`{one}`" for one in names[:MOST]]
    if len(names) > MOST:
        shown.append(f"{len(names) - MOST} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else "none"


def many(number: int, thing: str) -> str:
    """Return "1 row", "12 rows"."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
