"""The due date of a week in the gradebook: that of ``cohort.toml``, from which nbgrader reckons what is late."""

from __future__ import annotations

from datetime import UTC, datetime

from nbgrader.api import Assignment
from sqlalchemy import Connection, inspect, update


def set_due(connection: Connection, assignment: str, due: datetime | None) -> None:
    """Writes ``due`` (aware) to the gradebook. None, or a week that is not there, changes nothing.

    So a date that was entered in the formgrader stands as long as the cohort's file has none.
    """
    if due is None or not inspect(connection).has_table("assignment"):
        return
    moment = due.astimezone(UTC).replace(tzinfo=None)
    connection.execute(update(Assignment).where(Assignment.name == assignment).values(duedate=moment))
