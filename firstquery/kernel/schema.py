"""What stands in JupyterLab's panel of tables: the databases that a notebook's queries go to, as the kernel sees them.

The panel asks with an empty, silent request and this as its *user expression*: nothing runs, no count goes up, no hook
of IPython is called, and what comes back is data. A file written with the release could not know her own database.
"""

from __future__ import annotations

from typing import Any

from IPython.display import JSON

from firstquery.kernel.completion import tables_of
from firstquery.learner.session import shell
from firstquery.sql.catalogue import Table, meaning, meanings
from firstquery.sql.connect import Database
from firstquery.sql.listing import in_words

TITLES = {"The data of this notebook": False, "Your own database, with --own": True}
NOT_NOW = "This database does not list its tables just now."


def read_schema() -> JSON:
    """The databases that the cells can ask, as JSON: title, tables with all columns, and a sentence where none is.

    Before the notebook's first cell has run, its cells can ask none.
    """
    ip = shell()
    found: dict[Database, dict[str, Any]] = {}
    for title, own in TITLES.items() if ip is not None and "sql" in ip.user_ns else ():
        database, tables = tables_of(own=own)
        if database is not None and database not in found:
            listed = [_table(one) for one in tables]
            found[database] = {"title": title, "said": "" if listed else NOT_NOW, "tables": listed}
    return JSON(list(found.values()))  # type: ignore[no-untyped-call]


def _table(table: Table) -> dict[str, Any]:
    known = meanings(table)
    columns = [[name, in_words(kind), comment or known.get(name, "")] for name, kind, comment in table.columns]
    return {"name": table.full_name, "meaning": meaning(table), "columns": columns}
