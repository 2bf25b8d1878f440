"""A worker's own copy of the gradebook: one assignment, its cells, and what its submissions have so far.

nbgrader's Autograde opens, reads and writes a gradebook some ten times for each submission. On a copy of its own a
worker waits for nobody, and nothing of a submission that was not graded to its end ever reaches the real one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.api import Base
from sqlalchemy import Connection, Engine, Table, create_engine, event, insert, inspect, select
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import RowMapping

from firstquery.core.errors import UserError

_T: dict[str, Table] = Base.metadata.tables
_compiled: dict[Any, Any] = {}
#: Which rows go into a copy: the table, the column that names others, and the table whose rows those are.
_COPIED = (
    ("notebook", "assignment_id", "assignment"),
    ("source_cell", "notebook_id", "notebook"),
    ("base_cell", "notebook_id", "notebook"),
    *((kind, "id", "base_cell") for kind in ("grade_cells", "solution_cells", "task_cells")),
    ("submitted_assignment", "assignment_id", "assignment"),
    ("submitted_notebook", "assignment_id", "submitted_assignment"),
    ("grade", "notebook_id", "submitted_notebook"),
    ("comment", "notebook_id", "submitted_notebook"),
)


class UnknownAssignment(UserError):
    """The gradebook does not know the assignment."""


def copy_gradebook(db_url: str, assignment: str, path: Path) -> None:
    """Writes the copy to ``path``, as SQLite. Raises `UnknownAssignment`."""
    path.unlink(missing_ok=True)
    source, target = create_engine(db_url), create_engine(f"sqlite:///{path}")
    try:
        with source.connect() as there, target.begin() as here:
            rows = _rows(there, assignment)
            Base.metadata.create_all(here)  # nbgrader would ask alembic for its version, which takes seconds
            for table in ("course", "assignment", "student", *(name for name, _, _ in _COPIED)):
                if rows[table]:
                    here.execute(insert(_T[table]), [dict(row) for row in rows[table]])
    finally:
        source.dispose()
        target.dispose()


def _rows(there: Connection, assignment: str) -> dict[str, list[RowMapping]]:
    is_known = inspect(there).has_table("assignment")
    named = select(_T["assignment"]).where(_T["assignment"].c.name == assignment)
    found = {"assignment": list(there.execute(named).mappings()) if is_known else []}
    if not found["assignment"]:
        raise UnknownAssignment(f"The gradebook does not know {assignment} yet. `firstquery release` enters it.")
    for table in ("course", "student"):
        found[table] = list(there.execute(select(_T[table])).mappings())
    for table, column, of in _COPIED:
        among = [row["id"] for row in found[of]]
        found[table] = list(there.execute(select(_T[table]).where(_T[table].c[column].in_(among))).mappings())
    return found


class CopyDialect(SQLiteDialect_pysqlite):
    """SQLite for such a copy, quick to open again and again: it has all tables, and all engines share what is compiled.

    Its instances are equal, which makes them one to the cache of compiled statements. Nothing waits for the disk: when
    the machine goes down, such a copy is of no use to anybody.
    """

    supports_statement_cache = True

    def __hash__(self) -> int:
        return hash(CopyDialect)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def has_table(self, connection: Any, table_name: str, *args: Any, **kw: Any) -> bool:
        return table_name in _T or super().has_table(connection, table_name, *args, **kw)  # type: ignore[no-untyped-call]

    def get_table_names(self, *args: Any, **kw: Any) -> list[str]:
        return [*_T]  # nbgrader asks whether there are any

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=_compiled)
        event.listen(engine, "connect", _without_waiting)


def _without_waiting(connection: Any, record: Any) -> None:
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA journal_mode = MEMORY")


registry.register("sqlite.copy", __name__, CopyDialect.__name__)


def copy_url(path: Path) -> str:
    """The address of the copy at ``path``, for `Gradebook` and `sqlalchemy.create_engine` in this process."""
    return f"sqlite+copy:///{path}"
