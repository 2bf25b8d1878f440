"""What a room that only some weeks need brings along, and which such rooms are installed.

A room says it in a `Room`, which an entry point of the group ``firstquery.rooms`` names: ours stand in pyproject.toml,
and another distribution brings its own in the same way. A place is written ``package.module:function``.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from typing import Any

GROUP = "firstquery.rooms"


@dataclass(frozen=True)
class Room:
    """What a room brings.

    ``kinds``: kinds of exercise, each with the module that holds its ``KIND``. ``names``: the functions that a notebook
    gets by ``from firstquery import *``, each with its module. ``magics`` and ``completions``, in weeks that use one of
    ``uses``: places called with the shell, and with a cell's text and an offset. ``tables``: places that give the file
    of a SQLite database which stands beside the course's own in a query, once it is there. ``commands``: places called
    with the app of the command line.
    """

    kinds: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    uses: frozenset[str] = frozenset()
    magics: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    completions: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()


@cache
def rooms() -> dict[str, Room]:
    """Return the rooms that are installed, by name."""
    return {one.name: one.load() for one in sorted(entry_points(group=GROUP), key=lambda one: one.name)}


def load(place: str) -> Any:
    """Return what stands at a place."""
    module, _, name = place.partition(":")
    return getattr(importlib.import_module(module), name)


@cache
def tables() -> tuple[Any, ...]:
    """Return the functions that give the files of further databases."""
    return tuple(load(place) for room in rooms().values() for place in room.tables)
