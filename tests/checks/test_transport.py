"""What a block of answers.py gives comes back as it was, and what cannot travel is named."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from firstquery.checks.transport import NotPlain, decode, encode

PLAIN: list[Any] = [
    None,
    True,
    5,
    1.5,
    "text",
    float("inf"),
    (1, "a"),
    {"a": [1, (2,)], 3: None},
    {1, 2},
    dt.date(2025, 12, 31),
    dt.datetime(2025, 12, 31, 23, 41),
]


@pytest.mark.parametrize("value", PLAIN, ids=repr)
def test_plain_values_come_back_as_they_were(value: Any) -> None:
    back = decode(json.loads(json.dumps(encode(value))))
    assert back == value and type(back) is type(value)


def test_tables_come_back_with_their_types() -> None:
    frame = pd.DataFrame({"name": ["Oak", None], "total": [1.25, np.nan], "n": [1, 2]}, index=[3, 5])
    frame["day"] = pd.to_datetime(["2025-01-31", "2025-02-28"])
    back = decode(
        json.loads(json.dumps(encode({"rows": frame, "labels": frame["n"], "x": np.array([[1, 2], [3, 4]])})))
    )
    assert back["rows"].to_dict("list")["n"] == [1, 2] and list(back["rows"].index) == [3, 5]
    assert back["rows"]["day"].tolist() == frame["day"].tolist()
    assert back["rows"]["total"].isna().tolist() == [False, True]
    assert back["labels"].name == "n" and back["labels"].tolist() == [1, 2]
    assert back["x"].tolist() == [[1, 2], [3, 4]]


def test_what_cannot_travel_is_named() -> None:
    with pytest.raises(NotPlain, match="a value of type builtin_function_or_method"):
        encode([print])
