"""What the gradebook says of every learner and week, in a few queries: nbgrader's own objects take minutes for that.

The gradebook may be SQLite or PostgreSQL, and is only read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.api import Base
from sqlalchemy import Connection, Table, and_, case, create_engine, func, inspect, or_, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from firstquery.core.errors import UserError
from firstquery.grading.run.grades import MARKS

_T: dict[str, Table] = Base.metadata.tables
DAMAGED = "damaged"  # a mark's state


@dataclass
class Standing:
    """One learner's week: ``points`` with those given by hand and less ``penalty``, for being late.

    ``ungraded`` checks could not be judged, ``unread`` written answers wait to be read, which those of a damaged file
    do not, and ``by_hand`` cells were given points by a person.
    ``timestamp``, ``graded_at``: UTC, without a zone. ``state``, ``sentence``, ``submission``: as `Mark` has them.
    """

    points: float = 0.0
    most: float = 0.0  # of the practice that was handed in, which may be a former one
    ungraded: int = 0
    unread: int = 0
    by_hand: int = 0
    graded: int = 0  # cells that have a mark, or wait for one
    timestamp: dt.datetime | None = None
    extension: dt.timedelta = dt.timedelta()
    state: str = ""
    sentence: str = ""
    submission: str = ""
    graded_at: dt.datetime | None = None


@dataclass
class Standings:
    """``most`` points and ``due`` (UTC, without a zone) by week's stem; ``found`` by learner and stem; ``students``."""

    most: dict[str, float] = field(default_factory=dict)
    due: dict[str, dt.datetime] = field(default_factory=dict)
    found: dict[tuple[str, str], Standing] = field(default_factory=dict)
    students: list[str] = field(default_factory=list)


@contextmanager
def connect(db_url: str) -> Iterator[Connection | None]:
    """Yield a connection to the gradebook; None where there is none yet. Raises `UserError` where it can't be used."""
    path = make_url(db_url).database
    if db_url.startswith("sqlite") and not (path and Path(path).is_file()):
        yield None
        return
    engine = create_engine(db_url)
    try:
        with engine.connect() as connection:
            yield connection if inspect(connection).has_table("assignment") else None
    except SQLAlchemyError as fault:
        said = " ".join(str(getattr(fault, "orig", None) or fault).split())
        raise UserError(f"The gradebook can't be read: {said}") from None
    finally:
        engine.dispose()


def read(db_url: str, weeks: Sequence[str] | None = None) -> Standings:
    """Return the standings of ``weeks`` (stems), of all in the gradebook without it. Raises `UserError`."""
    with connect(db_url) as connection:
        return Standings() if connection is None else query(connection, weeks)


def query(connection: Connection, weeks: Sequence[str] | None = None) -> Standings:
    """Return the standings of ``weeks`` (stems), of all without it, from a gradebook that has nbgrader's tables."""
    standings = Standings()
    assignments, student = _T["assignment"], _T["student"]
    wanted = select(assignments.c.name, assignments.c.duedate)
    for name, due in connection.execute(wanted):
        if weeks is None or name in weeks:
            standings.most[name] = 0.0
            standings.due |= {name: due} if due else {}
    standings.students = sorted(connection.scalars(select(student.c.id)))
    texts = _worth(connection, standings)
    _points(connection, standings, texts)
    _marks(connection, standings)
    return standings


def _worth(connection: Connection, standings: Standings) -> list[str]:
    """Add up the points of each week. Returns the ids of cells that a person reads: those with an answer in them."""
    cell, notebook, assignment = _T["base_cell"], _T["notebook"], _T["assignment"]
    points: dict[str, float] = {}
    for kind in ("grade_cells", "task_cells"):
        points |= {row.id: row.max_score for row in connection.execute(select(_T[kind].c.id, _T[kind].c.max_score))}
    where = cell.join(notebook, notebook.c.id == cell.c.notebook_id).outerjoin(  # a former practice's is of none
        assignment, assignment.c.id == notebook.c.assignment_id
    )
    query = select(cell.c.id, cell.c.name, cell.c.notebook_id, cell.c.type, assignment.c.name).select_from(where)
    rows = connection.execute(query).all()
    answers = {(name, of) for _, name, of, kind, _ in rows if kind != "GradeCell"}
    texts = []
    for one, name, of, _, week in rows:
        if one in points and (week is None or week in standings.most):
            standings.most |= {week: standings.most[week] + points[one]} if week else {}
            texts += [one] if (name, of) in answers else []
    return texts


def _points(connection: Connection, standings: Standings, texts: list[str]) -> None:
    grade, notebook, submission, assignment = (
        _T[name] for name in ("grade", "submitted_notebook", "submitted_assignment", "assignment")
    )
    is_text = grade.c.cell_id.in_(texts)
    has_none = and_(grade.c.manual_score.is_(None), grade.c.auto_score.is_(None))
    waits = grade.c.needs_manual_grade

    def count(condition: object) -> object:
        return func.sum(case((condition, 1), else_=0))  # type: ignore[arg-type]

    earned = func.coalesce(grade.c.manual_score, grade.c.auto_score, 0.0) + func.coalesce(grade.c.extra_credit, 0.0)
    graded, task = _T["grade_cells"], _T["task_cells"]
    worth = func.coalesce(graded.c.max_score, task.c.max_score, 0.0)
    totals = (
        select(
            grade.c.notebook_id,
            func.sum(earned).label("points"),
            func.sum(worth).label("most"),
            count(and_(waits, ~is_text, has_none, worth > 0)).label("ungraded"),  # type: ignore[attr-defined]
            count(and_(waits, is_text)).label("unread"),  # type: ignore[attr-defined]
            count(grade.c.manual_score.is_not(None)).label("by_hand"),  # type: ignore[attr-defined]
            count(or_(grade.c.auto_score.is_not(None), waits)).label("graded"),  # type: ignore[attr-defined]
        )
        .select_from(
            grade.outerjoin(graded, graded.c.id == grade.c.cell_id).outerjoin(task, task.c.id == grade.c.cell_id)
        )
        .group_by(grade.c.notebook_id)
        .subquery()
    )
    where = (
        submission.join(assignment, assignment.c.id == submission.c.assignment_id)
        .outerjoin(notebook, notebook.c.assignment_id == submission.c.id)
        .outerjoin(totals, totals.c.notebook_id == notebook.c.id)
    )
    query = select(
        submission.c.student_id,
        assignment.c.name,
        submission.c.timestamp,
        submission.c.extension,
        notebook.c.late_submission_penalty,
        *(totals.c[name] for name in ("points", "most", "ungraded", "unread", "by_hand", "graded")),
    ).select_from(where)
    for student, week, timestamp, extension, penalty, points, most, *counts in connection.execute(query):
        if week not in standings.most:
            continue
        one = standings.found.setdefault((student, week), Standing())
        one.timestamp, one.extension = timestamp, extension or dt.timedelta()
        one.most += most or 0.0
        one.points += max(0.0, (points or 0.0) - (penalty or 0.0))
        for name, number in zip(("ungraded", "unread", "by_hand", "graded"), counts, strict=True):
            setattr(one, name, getattr(one, name) + int(number or 0))


def _marks(connection: Connection, standings: Standings) -> None:
    if not inspect(connection).has_table(MARKS.name):
        return
    columns = ("student", "assignment", "state", "sentence", "submission", "graded_at")
    for student, week, *said in connection.execute(select(*(MARKS.c[name] for name in columns))):
        if one := standings.found.get((student, week)):
            one.state, one.sentence, one.submission, one.graded_at = said
            one.unread = 0 if one.state == DAMAGED else one.unread


def find_damaged(connection: Connection, assignment: str) -> frozenset[str]:
    """Return the students of whose submission nothing could be read."""
    if not inspect(connection).has_table(MARKS.name):
        return frozenset()
    wanted = select(MARKS.c.student).where(MARKS.c.assignment == assignment, MARKS.c.state == DAMAGED)
    return frozenset(connection.scalars(wanted))
