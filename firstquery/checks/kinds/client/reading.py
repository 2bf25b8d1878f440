"""Which pages of a service a program has read, and which of them its answer is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from firstquery.checks.equality import column_norm
from firstquery.checks.kinds.program.document import read_cell

Row = tuple[Any, ...]


def find_fault(
    given: Mapping[str, Any], expected: Mapping[str, Any], facts: Mapping[str, Any], fewer: int
) -> tuple[str, dict[str, Any]] | None:
    """What is wrong with the pages that were read: one of them is missing, however right the rows are. None: nothing.

    Those are needed of which the expected files hold the rows; where they hold no page's, all that were read for them.
    """
    rows = facts["rows"]["rows"][: max(0, len(facts["rows"]["rows"]) - fewer)]
    size = facts["size"]
    pages = {place // size + 1: rows[place : place + size] for place in range(0, len(rows), size)}
    asked = _pages_read(expected)
    needed = {page for page in asked if _is_kept(pages.get(page, []), facts["rows"]["columns"], expected)} or asked
    missing = sorted(needed - _pages_read(given))
    if not missing:
        return None
    if _pages_read(given) == {1}:
        return "first_page_only", {"pages": len(pages)}
    return "pages_unread", {"number": len(missing), "pages": [str(page) for page in missing], "of": len(pages)}


def _pages_read(behaviour: Mapping[str, Any]) -> set[int]:
    return {page for page, answered in behaviour["log"] if page and answered == 200}


def _is_kept(page: Sequence[Sequence[Any]], columns: Sequence[str], expected: Mapping[str, Any]) -> bool:
    """Whether the rows of a page stand in a file, as far as it has columns of the same names."""
    norms = [column_norm(name) for name in columns]
    for table in expected["files"].values():
        there = [column_norm(name) for name in table.get("columns", [])]
        shared = [name for name in norms if name in there]
        if page and shared:
            places = [there.index(name) for name in shared]
            held = {_plain(row[place] for place in places) for row in table["rows"]}
            if all(_plain(row[norms.index(name)] for name in shared) in held for row in page):
                return True
    return False


def _plain(cells: Any) -> Row:
    """A row as it would be read in a file."""
    return tuple(None if cell is None else read_cell(str(cell)) for cell in cells)
