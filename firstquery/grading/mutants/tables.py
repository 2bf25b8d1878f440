"""The hash of the data that a week's numbers come from: the tables that its cells and answers name, as they are drawn.

A row that is planted for one week changes no other week's hash, but where both ask its table.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from firstquery.core.course import settings
from firstquery.core.files import read_only_address
from firstquery.core.warehouse import builder, generator_hash, learning, warehouse_of
from firstquery.grading.keys import Source, require_file
from firstquery.grading.prove import drawn_snapshot


def hash_data(source: Source, texts: Iterable[str]) -> str:
    """Return the hash of the tables that ``texts`` name, on the learning and on the held-out data of the proof.

    Where they name none, all tables count; where a course draws no data, its files do. Raises `UserError`.
    """
    course = source.course
    if builder(course) is None:
        return generator_hash(course)
    words = {word.lower() for text in texts for word in re.findall(r"\w+", text)}
    total = hashlib.sha256()
    for snapshot in (require_file(learning(course)), drawn_snapshot(course, settings(course).seeds.proof)):
        file = warehouse_of(source.stem, course, snapshot)
        known = _tables(file)
        named = {name for name in known if name.lower() in words}
        # A view stands for the tables that it is made of.
        asked = {of for name in named or set(known) for of in (known[name] or {name})}
        for name in sorted(asked):
            total.update(f"{name} {_digest(file, name)}\n".encode())
    return total.hexdigest()


@lru_cache(maxsize=16)
def _tables(file: Path) -> dict[str, frozenset[str]]:
    """Return the tables of a file, and its views, each with the tables that it is made of."""
    with closing(sqlite3.connect(read_only_address(file.absolute()), uri=True)) as database:
        found = database.execute("SELECT name, type, sql FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
    tables = {name for name, kind, _ in found if kind == "table"}
    made = {name: frozenset(re.findall(r"\w+", sql or "")) & tables for name, kind, sql in found if kind == "view"}
    return {**dict.fromkeys(sorted(tables), frozenset()), **made}


@lru_cache(maxsize=200)
def _digest(file: Path, table: str) -> str:
    total = hashlib.sha256()
    with closing(sqlite3.connect(read_only_address(file.absolute()), uri=True)) as database:
        for row in database.execute(f'SELECT * FROM "{table}"'):
            total.update(repr(row).encode())
    return total.hexdigest()
