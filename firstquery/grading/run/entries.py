"""What a graded submission writes into the gradebook: a dozen statements, where nbgrader's objects take many more.

Of what a person has entered nothing is written over, but where the text that it was for is another one now.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from nbgrader.api import Assignment, Base
from nbgrader.api import Notebook as NotebookRow
from sqlalchemy import Connection, Row, Table, bindparam, insert, inspect, select, update
from sqlalchemy.orm import Session

from firstquery.grading.former import former_notebooks, hold_to
from firstquery.grading.run import grades
from firstquery.grading.run.grades import Result

_T: dict[str, Table] = Base.metadata.tables


class Notebook(NamedTuple):
    """One notebook of an assignment, with its cells as (id, name): those that have points, and those with comments."""

    id: str
    name: str
    assignment: str  # its id; empty of a former practice
    graded: list[tuple[str, str]]
    commented: list[tuple[str, str]]


def notebooks(session: Session, assignment: str) -> list[Notebook]:
    """Return the notebooks of an assignment, and behind them those that hold the cells of former practices of it."""
    assigned = session.scalars(select(Assignment).where(Assignment.name == assignment)).one()
    former = former_notebooks(session.connection(), assignment)
    held = session.scalars(select(NotebookRow).where(NotebookRow.id.in_(former))) if former else ()
    return [
        Notebook(
            one.id,
            one.name,
            one.assignment_id or "",
            [(cell.id, cell.name) for cell in [*one.grade_cells, *one.task_cells]],
            [(cell.id, cell.name) for cell in [*one.solution_cells, *one.task_cells]],
        )
        for one in (*assigned.notebooks, *held)
    ]


def save(connection: Connection, notebooks: list[Notebook], graded: Result, kept: Mapping[str, bool]) -> list[str]:
    """Write what Autograde decides, and nothing that a person has entered: that stays as it is.

    It goes with a text that is another one now: ``kept`` is False for that. Returns sentences that say so.
    """
    _row(connection, "student", id=graded.student)
    submission = _row(
        connection, "submitted_assignment", assignment_id=notebooks[0].assignment, student_id=graded.student
    )
    if graded.timestamp is not None:
        _change(connection, "submitted_assignment", [{"row": submission, "timestamp": graded.timestamp}])
    taken: dict[str, list[str]] = {}
    for notebook in [one for one in notebooks if one.assignment]:
        said = graded.notebooks[notebook.name]
        submitted = _row(connection, "submitted_notebook", notebook_id=notebook.id, assignment_id=submission)
        penalty = {"row": submitted, "late_submission_penalty": said.late_penalty}
        _change(connection, "submitted_notebook", [penalty])
        holder = next((one for one in notebooks if one.id == said.holder), notebook)
        if len(notebooks) > 1:
            lost = hold_to(connection, submitted, holder.id)
            taken |= {name: [f"the {points:g} points"] for name, points in lost.items()}
        _grade(connection, submitted, holder.graded, said, kept, taken)
        _comment(connection, submitted, holder.commented, said, kept, taken)
    return [
        f"{graded.student} has changed {name} since you read it. It is to be read again, without {' and '.join(parts)}"
        for name, parts in taken.items()
    ]


def _grade(
    connection: Connection,
    submitted: str,
    cells: list[tuple[str, str]],
    said: grades.Notebook,
    kept: Mapping[str, bool],
    taken: dict[str, list[str]],
) -> None:
    rows = _by_cell(connection, "grade", submitted, [cell for cell, _ in cells])
    changed, emptied = [], []
    for cell, name in cells:
        before, score = rows[cell], said.scores[name]
        by_hand, needs = before.manual_score, before.needs_manual_grade
        if kept.get(name) is False and by_hand is not None:
            taken[name] = [f"the {by_hand:g} points"]
            emptied.append({"row": before.id, "manual_score": None, "extra_credit": None})
            by_hand = None
        if not kept.get(name) or by_hand is None:
            needs = score.by_hand or by_hand is not None
        changed.append({"row": before.id, "auto_score": score.auto, "needs_manual_grade": needs})
    _change(connection, "grade", changed)
    _change(connection, "grade", emptied)


def _comment(
    connection: Connection,
    submitted: str,
    cells: list[tuple[str, str]],
    said: grades.Notebook,
    kept: Mapping[str, bool],
    taken: dict[str, list[str]],
) -> None:
    rows = _by_cell(connection, "comment", submitted, [cell for cell, _ in cells])
    emptied = []
    for cell, name in cells:
        manual = rows[cell].manual_comment
        if kept.get(name) is False and manual:
            taken.setdefault(name, []).append(f"your comment: {manual}")
            emptied.append({"row": rows[cell].id, "manual_comment": None})
    _change(
        connection, "comment", [{"row": rows[cell].id, "auto_comment": said.comments.get(name)} for cell, name in cells]
    )
    _change(connection, "comment", emptied)


def _row(connection: Connection, name: str, **named: str) -> str:
    """Return the id of the row of a table that is so named, or of a new one."""
    table = _T[name]
    found = connection.scalar(select(table.c.id).filter_by(**named))
    if found is None:
        made = connection.execute(insert(table).values(**named)).inserted_primary_key
        found = made[0] if made else None
    return str(found)


def _by_cell(connection: Connection, name: str, notebook: str, cells: list[str]) -> dict[str, Row[Any]]:
    """Return the rows of a submitted notebook by their cells; a new one for each cell that has none."""
    query = select(_T[name]).filter_by(notebook_id=notebook)
    rows = {one.cell_id: one for one in connection.execute(query)}
    if new := [{"cell_id": cell, "notebook_id": notebook} for cell in cells if cell not in rows]:
        connection.execute(insert(_T[name]), new)
        rows = {one.cell_id: one for one in connection.execute(query)}
    return rows


def _change(connection: Connection, name: str, rows: list[dict[str, Any]]) -> None:
    """Write ``rows``, each with its id in ``row``."""
    if rows:
        changed: dict[str, Any] = {column: bindparam(column) for column in rows[0] if column != "row"}
        connection.execute(update(_T[name]).where(_T[name].c.id == bindparam("row")).values(changed), rows)


def set_due(connection: Connection, assignment: str, due: datetime | None) -> None:
    """Writes ``due`` (aware) to the gradebook. None, or a week that is not there, changes nothing.

    So a date that was entered in the formgrader stands as long as the cohort's file has none.
    """
    if due is None or not inspect(connection).has_table("assignment"):
        return
    moment = due.astimezone(UTC).replace(tzinfo=None)
    connection.execute(update(Assignment).where(Assignment.name == assignment).values(duedate=moment))
