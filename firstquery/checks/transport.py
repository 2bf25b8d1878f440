"""Python values as JSON and back: what a block of answers.py gave in its process, for the one that builds the key.

Numbers, texts, dates, lists, tuples, sets, dictionaries, DataFrames, Series and arrays; no pickle, since nothing of a
process that ran somebody's code is unpickled.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

TAG = "firstquery"


class NotPlain(ValueError):
    """The value is of a type that does not travel; the message names it."""


def encode(value: Any) -> Any:
    """The value as JSON. Raises `NotPlain`."""
    if value is None or isinstance(value, bool | str | int):
        return value
    if isinstance(value, np.generic):
        return encode(value.item())
    if isinstance(value, float):
        return value if value - value == 0 else {TAG: "float", "value": repr(value)}
    if isinstance(value, pd.Timestamp | dt.datetime | dt.date):
        made_as = "date" if type(value) is dt.date else "datetime"
        return {TAG: made_as, "value": value.isoformat()}
    if isinstance(value, list):
        return [encode(one) for one in value]
    if isinstance(value, tuple | set | frozenset):
        made_as = "tuple" if isinstance(value, tuple) else "set"
        return {TAG: made_as, "value": [encode(one) for one in value]}
    if isinstance(value, dict):
        return {TAG: "dict", "value": [[encode(key), encode(one)] for key, one in value.items()]}
    if isinstance(value, np.ndarray):
        return {TAG: "array", "value": encode(value.tolist()), "dtype": str(value.dtype)}
    if isinstance(value, pd.Series):
        return {TAG: "series", "value": _table(value.to_frame(name="value")), "name": encode(value.name)}
    if isinstance(value, pd.DataFrame):
        return {TAG: "frame", "value": _table(value)}
    raise NotPlain(f"a value of type {type(value).__name__}")


def _table(frame: pd.DataFrame) -> str:
    return str(frame.to_json(orient="table", index=True, date_unit="us", double_precision=15))


def decode(value: Any) -> Any:
    """The value of which `encode` made this JSON."""
    if isinstance(value, list):
        return [decode(one) for one in value]
    if not isinstance(value, dict):
        return value
    made_as, held = value[TAG], value["value"]
    if made_as in ("frame", "series"):
        frame = pd.read_json(io.StringIO(held), orient="table")
        frame.index.name = None if frame.index.name == "index" else frame.index.name
        return frame if made_as == "frame" else frame["value"].rename(decode(value["name"]))
    if made_as == "dict":
        return {decode(key): decode(one) for key, one in held}
    readers: dict[str, Callable[[Any], Any]] = {
        "float": float,
        "date": dt.date.fromisoformat,
        "datetime": dt.datetime.fromisoformat,
        "tuple": lambda listed: tuple(map(decode, listed)),
        "set": lambda listed: set(map(decode, listed)),
        "array": lambda listed: np.array(decode(listed), dtype=value.get("dtype")),
    }
    return readers[made_as](held)
