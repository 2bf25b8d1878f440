"""The further rows of a table that a cell has shown, a page at a time, for whoever turns the pages below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from firstquery.sql.display import ROWS, bundle

#: Values of all tables that are kept, about; the last one that was shown is kept in any case.
MOST = 5_000_000


@dataclass(frozen=True)
class Page:
    """Rows of ``frame`` from ``start`` on; IPython shows them as it shows the first ones, with the same ``lines``."""

    frame: Any
    lines: Sequence[str]
    start: int

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return bundle(self.frame, start=self.start, lines=self.lines)


_shown: dict[str, Page] = {}


def keep(cell: str, frame: Any, lines: Sequence[str] = ()) -> None:
    """Keeps the table that the cell of this id has shown, in memory; of the earlier ones those for which is room."""
    _shown.pop(cell, None)
    if len(frame) > ROWS:
        _shown[cell] = Page(frame.copy(deep=False), lines, 0)  # what is written into the answer later is not seen here
    while len(_shown) > 1 and sum(one.frame.size for one in _shown.values()) > MOST:
        del _shown[next(iter(_shown))]


def page(cell: str, start: int) -> Page | None:
    """The rows of that cell's table from ``start`` on; None where the table is not kept (any longer)."""
    first = _shown.get(cell)
    return None if first is None else Page(first.frame, first.lines, start)
