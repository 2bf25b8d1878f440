"""A database of the learner's own, for the cells marked ``--own``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from firstquery.warehouse import connect
from firstquery.warehouse.stopped import QueryStopped


def own_database(url: object = None, *, seconds: float = 10.0) -> None:
    """Sets the database that ``--own`` cells read in this kernel, and says what it found there.

    ``url`` is a SQLAlchemy address (``postgresql://user:password@host/database``) or the path of a SQLite file;
    ``seconds`` is how long one query may run. Nothing, ``...`` or an empty text changes nothing and says how to set
    one. Raises QueryStopped where the database cannot be opened.
    """
    if url is None or url is ... or not str(url).strip():
        print(connect.HOW_TO_OWN)
        return
    if not isinstance(url, (str, Path)):
        raise QueryStopped("own_database() takes an address in quotes, or the path of a SQLite file.")
    if connect.at_grader():
        print("A database of your own is not read while answers are graded.")
        return
    found = replace(connect.database(url, "own_database()"), seconds=max(0.1, float(seconds)))
    from firstquery.warehouse.ask import known_tables

    count = len(known_tables(found))
    connect.remember(found)
    print(f"Connected, for reading only, to {found.shown}: {count:,} {'table' if count == 1 else 'tables'}.")
