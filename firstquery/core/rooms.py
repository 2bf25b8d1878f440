"""What installed rooms bring that only some weeks need: each thing is an entry point, and loaded when it is asked for.

The groups, each an entry-point group ``firstquery.GROUP`` of whatever distribution: ``kinds`` (a `Kind` by its name),
``names`` (a function that a notebook gets by ``from firstquery import *``), ``magics``, ``completions`` and ``tables``
(by what a week `uses`: called with the shell; with a cell's text and an offset; giving the file of a SQLite database
that stands beside the course's own in a query), ``commands`` (called with the app of the command line).
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any


@cache
def _installed() -> Any:
    """Return all entry points. They are read once, which takes some ten milliseconds; their class is Python's own."""
    return entry_points()


@cache
def brought(group: str) -> dict[str, EntryPoint]:
    """Return what rooms bring of a group, by name."""
    return {one.name: one for one in sorted(_installed().select(group=f"firstquery.{group}"))}


def load_used(group: str, uses: Collection[str]) -> list[Any]:
    """Return the things of a group that a week brings which uses these, loaded."""
    return [one.load() for name, one in brought(group).items() if name in uses]
