"""SQLite for a worker's own copy of the gradebook: quick to open again and again.

nbgrader opens a gradebook some ten times for a submission, each time with an engine of its own. It would look for each
of its tables, and SQLAlchemy would compile the same statements each time. A copy has all tables from its beginning
(firstquery.grade.run.private), all engines share what was compiled, and nothing waits for the disk: when the machine
goes down, such a copy is of no use to anybody.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.api import Base
from sqlalchemy import Engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

_compiled: dict[Any, Any] = {}


class Copy(SQLiteDialect_pysqlite):
    """All its instances are equal, which makes them one to the cache of compiled statements."""

    supports_statement_cache = True

    def __hash__(self) -> int:
        return hash(Copy)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def has_table(self, connection: Any, table_name: str, *args: Any, **kw: Any) -> bool:
        return table_name in Base.metadata.tables or super().has_table(connection, table_name, *args, **kw)  # type: ignore[no-untyped-call]

    def get_table_names(self, *args: Any, **kw: Any) -> list[str]:
        return [*Base.metadata.tables]  # nbgrader asks whether there are any

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=_compiled)
        event.listen(engine, "connect", _unsafe_and_quick)


def _unsafe_and_quick(connection: Any, record: Any) -> None:
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA journal_mode = MEMORY")


registry.register("sqlite.copy", __name__, Copy.__name__)


def url(path: Path) -> str:
    """The address of the copy at ``path``, for `Gradebook` and `sqlalchemy.create_engine` in this process."""
    return f"sqlite+copy:///{path}"
