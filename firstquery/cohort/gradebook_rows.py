"""The rows of nbgrader's gradebook that are of one student: read in plain values, and erased."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.api import Base
from sqlalchemy import Connection, Engine, Table, create_engine, delete, inspect, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.sql.elements import ColumnElement

from firstquery.core.errors import UserError
from firstquery.grading.run.grades import MARKS

_T: dict[str, Table] = Base.metadata.tables


def read(db_url: str, student: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows by table, each by its columns; none in a gradebook that is not there yet. Raises `UserError`."""
    file = make_url(db_url).database
    if db_url.startswith("sqlite") and not (file and Path(file).exists()):
        return {}
    engine = _engine(db_url)
    try:
        with engine.connect() as connection:
            return {
                table.name: [dict(row) for row in connection.execute(_readable(table).where(which)).mappings()]
                for table, which in _of(connection, student)
            }
    except OperationalError as fault:
        raise _fault(fault) from None
    finally:
        engine.dispose()


def erase(db_url: str, student: str) -> int:
    """Erase the rows in one transaction, and return how many there were. Raises `UserError`.

    SQLite keeps what was erased in free pages of its file: they are written over, too.
    """
    engine = _engine(db_url)
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.execute(text("PRAGMA secure_delete = ON"))
            count = sum(
                connection.execute(delete(table).where(which)).rowcount for table, which in _of(connection, student)
            )
            connection.commit()
            if connection.dialect.name == "sqlite" and count:
                connection.execute(text("VACUUM"))
        return count
    except OperationalError as fault:
        raise _fault(fault) from None
    finally:
        engine.dispose()


def _of(connection: Connection, student: str) -> list[tuple[Table, ColumnElement[bool]]]:
    """Return each table with which of its rows are the student's, those first that others are needed to find."""
    there = set(inspect(connection).get_table_names())
    submission, notebook = _T["submitted_assignment"], _T["submitted_notebook"]
    submissions = select(submission.c.id).where(submission.c.student_id == student).scalar_subquery()
    notebooks = select(notebook.c.id).where(notebook.c.assignment_id.in_(submissions)).scalar_subquery()
    found = [
        (_T["comment"], _T["comment"].c.notebook_id.in_(notebooks)),
        (_T["grade"], _T["grade"].c.notebook_id.in_(notebooks)),
        (notebook, notebook.c.assignment_id.in_(submissions)),
        (submission, submission.c.student_id == student),
        (_T["student"], _T["student"].c.id == student),
        (MARKS, MARKS.c.student == student),
    ]
    return [one for one in found if one[0].name in there]


def _readable(table: Table) -> Any:
    """Return a query of the table, with the names of assignments and cells in place of their ids."""
    cell, assignment = _T["base_cell"], _T["assignment"]
    if "cell_id" in table.c:
        return select(cell.c.name.label("exercise"), *table.c).join(cell, cell.c.id == table.c.cell_id)
    if table.name == "submitted_assignment":
        named = assignment.c.name.label("assignment")
        return select(named, *table.c).join(assignment, assignment.c.id == table.c.assignment_id)
    return select(table)


def _engine(db_url: str) -> Engine:
    return create_engine(db_url, **({"connect_args": {"timeout": 30}} if db_url.startswith("sqlite") else {}))


def _fault(fault: OperationalError) -> UserError:
    return UserError(
        f"The gradebook can't be used ({str(fault.orig).strip()}): close what holds it, such as a formgrader, and give "
        "the command again."
    )
