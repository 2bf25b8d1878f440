"""Python values as typed JSON and back: the arguments of a call, and what a block of answers.py gave in its process.

A text, a whole number, true, false and null are themselves. All else is ``{"is": type, "of": …}``: lists, tuples, sets,
dictionaries, floats, dates, Decimals, and pandas' and NumPy's tables, columns and arrays. No pickle: nothing of a
process that ran somebody's code is unpickled.
"""

from __future__ import annotations

import datetime as dt
import decimal
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from firstquery.checks.verdict import Json
from firstquery.core.table import loaded

if TYPE_CHECKING:
    import pandas as pd

_PLAIN = (type(None), bool, int, str)
_TEXTUAL: dict[type, tuple[str, Callable[[Any], str], Callable[[str], Any]]] = {
    float: ("float", repr, float),
    dt.datetime: ("datetime", dt.datetime.isoformat, dt.datetime.fromisoformat),
    dt.date: ("date", dt.date.isoformat, dt.date.fromisoformat),
    decimal.Decimal: ("Decimal", str, decimal.Decimal),
}
_READ = {name: read for name, _, read in _TEXTUAL.values()}
_OF_PANDAS = frozenset({"timestamp", "missing", "range", "index", "column", "table"})
_OF_NUMPY = frozenset({"numpy", "array"})
_LISTS: dict[str, type] = {"list": list, "tuple": tuple, "set": set}


def encode(value: Any, depth: int = 20) -> Json:
    """The value as JSON that `decode` reads. Raises `TypeError` for an object of any other type."""
    kind: type = type(value)
    if kind in _PLAIN:
        return value  # type: ignore[no-any-return]
    if kind in _TEXTUAL:
        of_type, write, _ = _TEXTUAL[kind]
        return {"is": of_type, "of": write(value)}
    np, pd = loaded("numpy"), loaded("pandas")
    if pd is not None and kind is pd.Timestamp:
        return {"is": "timestamp", "of": str(value)}
    if pd is not None and (value is pd.NaT or value is pd.NA):
        return {"is": "missing", "of": "NaT" if value is pd.NaT else "NA"}
    if np is not None and isinstance(value, np.generic):
        return {"is": "numpy", "of": encode(value.item(), depth), "dtype": value.dtype.str}
    if depth <= 0:
        raise TypeError("it is nested too deeply")
    if pd is not None and (made := _encode_pandas(value, depth)) is not None:
        return made
    if np is not None and isinstance(value, np.ndarray) and value.dtype.kind in "biufUO":
        return {"is": "array", "of": encode(value.tolist(), depth - 1), "dtype": value.dtype.str}
    if isinstance(value, dict):
        return {"is": "dict", "of": [[encode(key, depth - 1), encode(one, depth - 1)] for key, one in value.items()]}
    if kind in _LISTS.values():
        items = [encode(one, depth - 1) for one in value]
        return {"is": kind.__name__, "of": sorted(items, key=repr) if kind is set else items}
    raise TypeError(f"a value of type {kind.__name__} is none of those that a question can have")


def _encode_pandas(value: Any, depth: int) -> Json:
    """A table, a column or an index of pandas as JSON; None for every other object."""
    import numpy as np
    import pandas as pd

    if isinstance(value, pd.DataFrame):
        columns = [encode(value.iloc[:, place], depth - 1) for place in range(value.shape[1])]
        names = {"names": encode(list(value.columns.names), depth - 1)}
        return {"is": "table", "of": columns, "index": encode(value.index, depth - 1), "columns": names}
    if isinstance(value, pd.Series):
        numbers = value.dtype.kind in "biuf" and isinstance(value.dtype, np.dtype)
        of = _numbers(value) if numbers else [encode(one, depth - 1) for one in value.array]
        index, name = encode(value.index, depth - 1), encode(value.name, depth - 1)
        return {"is": "column", "of": of, "dtype": str(value.dtype), "index": index, "name": name}
    if isinstance(value, pd.RangeIndex):
        return {"is": "range", "of": [value.start, value.stop, value.step], "name": encode(value.name)}
    if isinstance(value, pd.Index):
        of, names_of = [encode(one, depth - 1) for one in value], encode(list(value.names), depth - 1)
        many = isinstance(value, pd.MultiIndex)
        return {"is": "index", "of": of, "names": names_of, "dtype": None if many else str(value.dtype)}
    return None


def _numbers(column: pd.Series) -> list[Json]:
    """The numbers of a column, which says itself of what type they are; what is none in JSON is a text."""
    return [one if one - one == 0 else repr(one) for one in column.tolist()]


def decode(json: Any) -> Any:
    """The value that `encode` was given, made anew."""
    if not isinstance(json, dict):
        return json
    kind, of = json["is"], json["of"]
    if kind in _READ:
        return _READ[kind](of)
    if kind in _LISTS:
        return _LISTS[kind]([decode(one) for one in of])
    if kind == "dict":
        return {decode(key): decode(one) for key, one in of}
    if kind in _OF_PANDAS:
        return _decode_pandas(json)
    if kind in _OF_NUMPY:
        import numpy as np

        return np.dtype(json["dtype"]).type(decode(of)) if kind == "numpy" else np.array(decode(of), json["dtype"])
    raise ValueError(f"There is no type {kind!r}.")


def _decode_pandas(json: Any) -> Any:
    import pandas as pd

    kind, of = json["is"], json["of"]
    if kind == "timestamp":
        return pd.Timestamp(of)
    if kind == "missing":
        return pd.NaT if of == "NaT" else pd.NA
    if kind == "range":
        return pd.RangeIndex(of[0], of[1], of[2], name=decode(json["name"]))
    if kind == "index":
        items, names = [decode(one) for one in of], decode(json["names"])
        if json["dtype"] is None:
            return pd.MultiIndex.from_tuples(items, names=names)
        return pd.Index(items, dtype=json["dtype"], name=names[0])
    if kind == "column":
        items = [decode(one) for one in of]
        if json["dtype"].startswith("float"):
            items = [float(one) for one in items]
        return pd.Series(items, dtype=json["dtype"], index=decode(json["index"]), name=decode(json["name"]))
    columns = [decode(one) for one in of]
    index = decode(json["index"])
    made = pd.concat(columns, axis=1) if columns else pd.DataFrame(index=index)
    made.columns = pd.Index([column.name for column in columns], tupleize_cols=True)
    made.columns.names = decode(json["columns"]["names"])
    return made


def same(before: Json, value: Any) -> bool:
    """Whether a value is still what ``before`` encodes."""
    try:
        return bool(encode(value) == before)
    except Exception:
        return False


def show(arguments: Json, most: int = 60) -> str:
    """The arguments of a call as a person writes them: ``"Canada", date(2026, 2, 9)``.

    What is copied into a cell runs, with ``from datetime import date``; a table or a column stands as ``…``.
    """
    if not isinstance(arguments, dict):
        return ""
    of: Any = arguments["of"]
    if arguments["is"] == "dict":
        parts = [f"{key}={_written(one)}" for key, one in of]
    else:
        parts = [_written(one) for one in of]
    text = ", ".join(parts)
    return text if len(text) <= most else text[: most - 1] + "…"


def describe(arguments: Json) -> str:
    """What stands as ``…`` where `show` writes the arguments: ``a table of 34 rows``; empty where nothing does."""
    of: Any = arguments["of"] if isinstance(arguments, dict) else []
    given = [one for _, one in of] if isinstance(arguments, dict) and arguments["is"] == "dict" else of
    return " and ".join(f"{_LONG[one['is']]} of {_many(one)}" for one in given if _is_long(one))


_LONG = {"table": "a table", "column": "a column", "array": "an array", "index": "an index", "range": "an index"}


def _is_long(json: Any) -> bool:
    return isinstance(json, dict) and json["is"] in _LONG


def _many(json: Any) -> str:
    number = len(decode(json))
    one = "row" if json["is"] == "table" else "value"
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def _written(json: Any) -> str:
    if _is_long(json):
        return "…"
    value = decode(json)
    if isinstance(json, dict) and json["is"] == "timestamp":
        return f"pd.Timestamp({str(value)!r})"
    return repr(value).removeprefix("datetime.").removeprefix("decimal.")
