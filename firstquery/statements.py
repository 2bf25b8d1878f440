"""Which SQL a table came from, known by the table's identity: a copy of it, or one made from it, came from none."""

from __future__ import annotations

import weakref
from typing import Any

_statements: dict[int, tuple[weakref.ref[Any], str]] = {}


def keep_statement(frame: Any, text: str) -> None:
    """Keeps the SQL of the table that a query returned, for as long as the table lives."""
    key = id(frame)
    _statements[key] = (weakref.ref(frame, lambda _: _statements.pop(key, None)), text)


def statement_of(frame: object) -> str | None:
    """The SQL of the very table that a query returned; None for every other object."""
    kept = _statements.get(id(frame))
    return kept[1] if kept is not None and kept[0]() is frame else None
