"""Which of the rows that a model was fitted on it may not know: told by what they are, never by how many."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from firstquery.core.course import course_folder
from firstquery.core.files import read_only_address
from firstquery.core.warehouse import learning

#: The column that says of each row whether a model may learn from it.
IN_TIME = "in_time"
#: So many cells of a row are those of the row whose label it has, where some were filled in anew.
CELLS = 0.75
#: So many rows of a table are; where they are numbered anew, some are by chance.
ROWS = 0.98
#: So many are no mistake: where empty cells were filled, or copies numbered on, a row may become another's by chance.
BY_CHANCE = 0.02


def read(query: str) -> pd.DataFrame:
    """The rows that ``query`` gives in the database of this kernel, numbered from 0 as the notebook's own are."""
    asked = os.environ.get("FIRSTQUERY_WAREHOUSE") or str(learning(course_folder()))
    with closing(sqlite3.connect(read_only_address(Path(asked).absolute()), uri=True)) as database:
        return pd.read_sql_query(query, database)


def count_others(tables: Iterable[pd.DataFrame], rows: pd.DataFrame) -> int:
    """How many rows of ``tables``, on which models were fitted, are among ``rows`` and not ``in_time``.

    A copied row counts as often as it stands there. Where cells were computed anew, nothing tells whose they are: 0.
    """
    return max((_count(table, rows) for table in tables), default=0)


def _count(table: pd.DataFrame, rows: pd.DataFrame) -> int:
    names = [name for name in table.columns.unique() if name in rows.columns and name != IN_TIME]
    if not names or not table.columns.is_unique or table.empty:
        return 0
    in_time = rows[IN_TIME].to_numpy(dtype=bool)
    forms = [_forms(table[name], rows[name]) for name in names]
    found = _find_by_label(table.index, forms, in_time)
    if found is None:
        hers = _hashes(given for given, _ in forms)
        known = _hashes(known for _, known in forms)
        found = np.isin(hers, np.setdiff1d(known[~in_time], known[in_time]))
    others = int(found.sum())
    return others if others > BY_CHANCE * len(table) else 0


def _find_by_label(labels: pd.Index, forms: list[tuple[Any, Any]], in_time: Any) -> Any:
    """Which rows are not ``in_time`` by their labels; None where they have no labels, or new ones."""
    numbers = _numbers(labels, len(in_time))
    if numbers is None:
        return None
    alike = np.mean([given == known[numbers] for given, known in forms], axis=0) >= CELLS
    return alike & ~in_time[numbers] if alike.mean() >= ROWS else None


def _numbers(labels: pd.Index, most: int) -> Any:
    """The labels of a table as numbers of rows; None where they are none."""
    if not pd.api.types.is_integer_dtype(labels.dtype) or not len(labels) or labels.min() < 0 or labels.max() >= most:
        return None
    return labels.to_numpy()


def _forms(given: pd.Series, known: pd.Series) -> tuple[Any, Any]:
    """Both columns so that cells with the same value are equal: 3 is 3.0, and an empty cell is one."""
    try:
        pair = [one.astype(float).to_numpy() for one in (given, known)]
        return np.nan_to_num(pair[0], nan=np.inf), np.nan_to_num(pair[1], nan=np.inf)
    except (TypeError, ValueError):
        empty = ""
        texts = [one.astype(object).where(one.notna(), empty).map(str).to_numpy(dtype=object) for one in (given, known)]
        return texts[0], texts[1]


def _hashes(columns: Iterable[Any]) -> Any:
    frame = pd.DataFrame(dict(enumerate(columns)))
    return pd.util.hash_pandas_object(frame, index=False).to_numpy()
