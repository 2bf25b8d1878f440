"""Shows a table: a page of its rows, how many there are, and NULL as a word of its own. The same on every machine.

A number has its thousands set apart, 1,743, unless its column numbers things or says when: `is_label`.
"""

from __future__ import annotations

import datetime as dt
import html
import math
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from firstquery.core.table import NUMERIC, PlainTable, loaded

ROWS = 10
COLUMNS = 20
WIDEST = 100  # characters of one value
WHOLE = 1_000  # characters of one value of a table that is shown whole
NULL = "NULL"
#: Beside text/html: how many rows there are, and how many of them it shows. JupyterLab, with the course's extension
#: (lab/pages), then asks for the next page; every other front end, and a page of HTML, shows the HTML alone.
MIME_TYPE = "application/vnd.first-query.table+json"
#: The last word of a column's name where a number is a name or a moment: ``account_id``, ``number``, ``year``.
_LABEL = re.compile(
    r"\b(?:ids?|key|number|code|no|nr|zip|postcode|phone|port|line|flight|"
    r"year|quarter|month|week|day|date|time|hour|minute|timestamp)$"
)
#: A word that says that something is counted or added up, whatever the last one says: ``COUNT(account_id)``.
_AMOUNT = re.compile(r"\b(?:count|sum|avg|average|total|per)\b")
_MIDNIGHT = dt.time()


class Column(NamedTuple):
    """What is shown of one column: its values, whether they are numbers, and whether they are moments of pandas."""

    name: str
    values: list[Any]
    is_numeric: bool
    is_moment: bool


def bundle(
    frame: Any, rows: int = ROWS, *, start: int = 0, lines: Sequence[str] = (), widest: int = WIDEST
) -> dict[str, Any]:
    """The MIME bundle of the page of ``rows`` rows from ``start`` on; ``lines`` follow the caption.

    ``frame`` is a DataFrame, or a `PlainTable`. text/html and text/plain have the same content.
    """
    part = _columns(frame, start, start + rows)
    names, right = [column.name for column in part], [column.is_numeric for column in part]
    columns = [_texts(column, widest, column.is_numeric and not is_label(column.name)) for column in part]
    below = [caption(frame, rows, start), *lines]
    return {
        "text/html": _html(names, columns, right, below),
        "text/plain": _plain(names, columns, right, below),
        MIME_TYPE: {"rows": len(frame), "page": rows},
    }


def as_listed(frame: Any) -> dict[str, Any]:
    """The MIME bundle of all rows, with their whole text."""
    return bundle(frame, rows=max(1, len(frame)), widest=WHOLE)


def _columns(frame: Any, start: int, end: int) -> list[Column]:
    """The columns of the rows from ``start`` to ``end``; of many columns the first."""
    if isinstance(frame, PlainTable):
        named = list(zip(frame.columns, frame.contents, strict=True))[:COLUMNS]
        return [
            Column(str(name), one.values[start:end], one.dtype in NUMERIC, one.dtype is None) for name, one in named
        ]
    is_numeric = loaded("pandas").api.types.is_numeric_dtype
    part = frame.iloc[start:end, :COLUMNS]
    columns = (part.iloc[:, place] for place in range(part.shape[1]))
    return [
        Column(str(name), column.tolist(), bool(is_numeric(column.dtype)), column.dtype.kind == "M")
        for name, column in zip(part.columns, columns, strict=True)
    ]


def caption(frame: Any, rows: int = ROWS, start: int = 0) -> str:
    """The caption: ``2,404 rows, 6 columns; the first 10 rows are shown``."""
    count, wide = frame.shape
    text = f"{_many(count, 'row') if count else 'No rows'}, {_many(wide, 'column')}"
    columns = f"{COLUMNS} columns" if wide > COLUMNS else ""
    if start:
        shown = f"rows {start + 1:,} to {min(start + rows, count):,}" + (f" and the first {columns}" if columns else "")
    else:
        shown = " and ".join(filter(None, (f"{rows} rows" if count > rows else "", columns)))
        shown = f"the first {shown}" if shown else ""
    return f"{text}; {shown} are shown" if shown else text


def is_label(name: str) -> bool:
    """Whether the numbers of a column of this name are names or moments, as keys and years are, and no amounts."""
    words = " ".join(re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)).lower()
    return bool(_LABEL.search(words)) and not _AMOUNT.search(words)


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _missing(value: Any) -> bool:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return True
    pandas = loaded("pandas")
    return pandas is not None and (value is pandas.NA or value is pandas.NaT)


def _texts(column: Column, widest: int, grouped: bool) -> list[str | None]:
    """Each value as text, None for NULL."""
    values = [None if _missing(value) else value for value in column.values]
    places = _places([v for v in values if isinstance(v, float) and math.isfinite(v)])
    is_day = column.is_moment and all(v.time() == _MIDNIGHT for v in values if v is not None)
    return [
        None if value is None else _value(value, places, is_day, widest, "," if grouped else "") for value in values
    ]


def _places(values: list[float]) -> int | None:
    """How many decimals a column needs, so that its points stand under one another; None for scientific notation."""
    if any(abs(v) >= 1e15 or 0 < abs(v) < 1e-4 for v in values):
        return None
    needed = (f"{v:.6f}".rstrip("0").partition(".")[2] for v in values)
    return max([0, *map(len, needed)])


def _value(value: Any, places: int | None, is_day: bool, widest: int, group: str) -> str:
    if isinstance(value, float):
        return f"{value:{group}.{places}f}" if places is not None and math.isfinite(value) else f"{value:.6g}"
    if type(value) is int:
        return f"{value:{group}}"
    if is_day:
        return str(value.date())
    text = " ".join(str(value).split("\n")) if isinstance(value, str) else str(value)
    text = text.replace("\r", " ").replace("\t", " ")
    return text if len(text) <= widest else text[: widest - 3] + "..."


def _html(names: list[str], columns: list[list[str | None]], right: list[bool], lines: list[str]) -> str:
    side = ["right" if to_right else "left" for to_right in right]
    # The two classes keep a front end from reading "$5 to $10" in a cell as a formula.
    out = ['<table class="dataframe tex2jax_ignore mathjax_ignore">']
    look = "text-align:left;caption-side:bottom;white-space:nowrap"
    caption = "<br>".join(html.escape(line) for line in lines)
    out.append(f'<caption style="{look}">{caption}</caption>')
    heads = "".join(
        f'<th scope="col" style="text-align:{at}">{html.escape(name)}</th>'
        for name, at in zip(names, side, strict=True)
    )
    out.append(f"<thead><tr>{heads}</tr></thead>\n<tbody>")
    for row in zip(*columns, strict=True):
        cells = (
            f'<td style="text-align:{at}">{"<em>NULL</em>" if cell is None else html.escape(cell)}</td>'
            for cell, at in zip(row, side, strict=True)
        )
        out.append(f"<tr>{''.join(cells)}</tr>")
    out.append("</tbody></table>")
    return "\n".join(out)


def _plain(names: list[str], columns: list[list[str | None]], right: list[bool], lines: list[str]) -> str:
    cells = [
        [name, *(NULL if cell is None else cell for cell in column)]
        for name, column in zip(names, columns, strict=True)
    ]
    widths = [max(map(len, column)) for column in cells]
    shown = []
    for row in zip(*cells, strict=True):
        parts = (c.rjust(w) if r else c.ljust(w) for c, w, r in zip(row, widths, right, strict=True))
        shown.append("  ".join(parts).rstrip())
    return "\n".join([*shown, *lines])
