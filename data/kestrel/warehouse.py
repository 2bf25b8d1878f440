"""What the engine asks of a course's data (`firstquery.core.warehouse`), of Kestrel; each imports what it needs."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from firstquery.core.warehouse import BuildReport, Dictionary, Names, Snapshot

#: What the comments of the schema say, as JSON.
MEANINGS = Path(__file__).with_name("dictionary.json")


def build(snapshot: Snapshot, **how: Any) -> BuildReport:
    """Build a snapshot; see `kestrel.build.build`."""
    from kestrel.build import build

    return build(snapshot, **how)


def dictionary() -> Dictionary:
    """Return what the tables and views of the warehouse mean, as `document` has written it down.

    A notebook asks for it with its first query, and the schema itself would load a library for that.
    """
    said = json.loads(MEANINGS.read_text(encoding="utf-8"))
    last_day = date.fromisoformat(said["last_day"])
    return Dictionary(said["tables"], said["columns"], last_day, frozenset({"accounts", "invoices", "fx_rates"}))


def document() -> Path:
    """Write data/README.md, the data dictionary, and `MEANINGS`, and return the path of the first."""
    from kestrel.dictionary import write

    return write()


def is_complete(snapshot: Path) -> bool:
    """Whether a snapshot has every table that the schema has today, or is none of Kestrel's."""
    from kestrel.schema import metadata

    with closing(sqlite3.connect(snapshot.as_uri() + "?mode=ro", uri=True)) as database:
        found = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return "accounts" not in found or metadata.tables.keys() <= found


def names() -> Names:
    """Return whom the data name: customers (accounts that Kestrel's staff made are nobody's), and people in tickets."""
    from kestrel.companies import SURNAMES
    from kestrel.tickets_text import phrases

    return Names(
        "SELECT DISTINCT name FROM accounts WHERE is_test = 0", tuple(phrases()["slots"]["first"]), tuple(SURNAMES)
    )
