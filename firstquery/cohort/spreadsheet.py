"""CSV that a spreadsheet opens as it is meant: no text of a learner's becomes a formula there."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

# What Excel, LibreOffice and Google take for the beginning of a formula, also behind spaces and in its full width.
_FORMULA = re.compile(r"'*\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r\n]")
Value = str | int | float | None


def to_csv(rows: Iterable[Sequence[Value]]) -> str:
    """The rows as CSV: None is an empty cell, a number has no decimals that say nothing."""
    target = io.StringIO()
    csv.writer(target).writerows([_format(value) for value in row] for row in rows)
    return target.getvalue()


def _format(value: Value) -> str:
    if value is None:
        return ""
    return escape(value) if isinstance(value, str) else f"{round(value, 2):g}"


def escape(value: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would compute it."""
    return f"'{value}" if _FORMULA.match(value) else value


def unescape(value: str) -> str:
    """What `escape` was given."""
    return value[1:] if value.startswith("'") and _FORMULA.match(value[1:]) else value
