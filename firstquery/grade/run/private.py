"""A private copy of the gradebook for the workers: one assignment, its cells, and what its submissions have so far.

nbgrader's Autograde reads and writes a gradebook many times for each submission. On a copy of its own a worker waits
for nobody, and nothing of a submission that was not graded to its end ever reaches the real one.
"""

from __future__ import annotations

from pathlib import Path

from nbgrader.api import Base
from sqlalchemy import Connection, Table, create_engine, insert, inspect, select
from sqlalchemy.engine import RowMapping

from firstquery.sentence import Sentence

_T: dict[str, Table] = Base.metadata.tables


def copy(db_url: str, assignment: str, path: Path) -> None:
    """Writes the copy to ``path``, as SQLite. Raises `Unknown`."""
    path.unlink(missing_ok=True)
    source, target = create_engine(db_url), create_engine(f"sqlite:///{path}")
    try:
        with source.connect() as there, target.begin() as here:
            rows = _rows(there, assignment)
            Base.metadata.create_all(here)  # nbgrader would ask alembic for its version, which takes seconds
            for table, found in rows.items():
                if found:
                    here.execute(insert(_T[table]), [dict(row) for row in found])
    finally:
        source.dispose()
        target.dispose()


class Unknown(Sentence):
    """The gradebook does not know the assignment."""


def _unknown(assignment: str) -> Unknown:
    return Unknown(f"The gradebook does not know {assignment} yet. `firstquery release` enters it.")


def _rows(there: Connection, assignment: str) -> dict[str, list[RowMapping]]:
    found: dict[str, list[RowMapping]] = {}

    def take(table: str, column: str | None, among: list[object]) -> list[str]:
        query = select(_T[table])
        if column is not None:
            query = query.where(_T[table].c[column].in_(among))
        found[table] = list(there.execute(query).mappings())
        return [row["id"] for row in found[table]]

    if not inspect(there).has_table("assignment"):
        raise _unknown(assignment)
    take("course", None, [])
    assigned = take("assignment", "name", [assignment])
    if not assigned:
        raise _unknown(assignment)
    notebooks = take("notebook", "assignment_id", list(assigned))
    take("source_cell", "notebook_id", list(notebooks))
    cells = take("base_cell", "notebook_id", list(notebooks))
    for kind in ("grade_cells", "solution_cells", "task_cells"):
        take(kind, "id", list(cells))
    take("student", None, [])
    submissions = take("submitted_assignment", "assignment_id", list(assigned))
    submitted = take("submitted_notebook", "assignment_id", list(submissions))
    take("grade", "notebook_id", list(submitted))
    take("comment", "notebook_id", list(submitted))
    return found
