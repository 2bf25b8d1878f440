"""Rows of a data frame, one at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

import pandas as pd


def records(frame: pd.DataFrame) -> Iterable[Any]:
    """The rows, each with its columns as attributes, which are of whatever type the column holds."""
    return cast("Iterable[Any]", frame.itertuples())
