"""The one writer to the gradebook, and a worker's own copy of it.

The copy has one assignment, its cells, and what its submissions have so far.

nbgrader's Autograde opens, reads and writes a gradebook some ten times for each submission. On a copy of its own a
worker waits for nobody, and nothing of a submission that was not graded to its end ever reaches the real one.
"""

from __future__ import annotations

import errno
import json
import shutil
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from nbgrader.api import Assignment, Base, BaseCell, Grade, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import Connection, Engine, Table, create_engine, event, insert, inspect, or_, select
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import RowMapping
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from firstquery.core.errors import UserError
from firstquery.grading.former import former_notebooks
from firstquery.grading.run import entries, grades, standings
from firstquery.grading.run.entries import set_due
from firstquery.grading.run.grades import Mark, Result
from firstquery.grading.run.plan import Plan
from firstquery.grading.run.standings import Standing

R = TypeVar("R")
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
    """Write the copy to ``path``, as SQLite. Raises `UnknownAssignment`."""
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
        raise UnknownAssignment(f"{assignment} is not in the gradebook yet.")
    for table in ("course", "student"):
        found[table] = list(there.execute(select(_T[table])).mappings())
    for table, column, of in _COPIED:
        among = [row["id"] for row in found[of]]
        former = former_notebooks(there, assignment) if table == "notebook" else []
        wanted = or_(_T[table].c[column].in_(among), _T[table].c.id.in_(former))
        found[table] = list(there.execute(select(_T[table]).where(wanted)).mappings())
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
    """Return the address of the copy at ``path``, for `Gradebook` and `sqlalchemy.create_engine` in this process."""
    return f"sqlite+copy:///{path}"


class Writer:
    """Writes to the gradebook at ``db_url``. ``say`` is called with a sentence while another program holds it."""

    def __init__(self, db_url: str, plan: Plan, say: Callable[[str], None] = print):
        self.plan, self.patience, self.say = plan, plan.options.patience, say
        self._notebooks: list[entries.Notebook] = []  # of the assignment, read with the first submission
        options: dict[str, Any] = {"connect_args": {"timeout": 1}} if db_url.startswith("sqlite") else {}
        self._engine = create_engine(db_url, **options)

    def close(self) -> None:
        self._engine.dispose()

    def marks(self) -> dict[str, Mark]:
        """Return the marks so far, by student."""
        return self.read(lambda connection: grades.read_marks(connection, self.plan.assignment))

    def set_due(self, due: datetime | None) -> None:
        """Write until when the week is handed in; see `lateness.set_due`."""

        def write() -> None:
            with self._engine.begin() as connection:
                set_due(connection, self.plan.assignment, due)

        if due is not None:
            self.retry(write)

    def read(self, act: Callable[[Connection], R]) -> R:
        def read() -> R:
            with self._engine.connect() as connection:
                return act(connection)

        return self.retry(read)

    def scores(self, student: str) -> dict[str, tuple[float | None, float | None]]:
        """(given by the grader, entered by hand) by exercise."""
        query = (
            select(BaseCell.name, Grade.auto_score, Grade.manual_score)
            .join(Grade, Grade.cell_id == BaseCell.id)
            .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
            .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .where(Assignment.name == self.plan.assignment, SubmittedAssignment.student_id == student)
        )
        return self.read(
            lambda connection: {name: (auto, by_hand) for name, auto, by_hand in connection.execute(query)}
        )

    def standings(self) -> dict[str, Standing]:
        """Return how every student of the assignment stands, points by hand among them, by name."""
        found = self.read(lambda connection: standings.query(connection, [self.plan.assignment]).found)
        return {student: one for (student, _), one in found.items()}

    def write(self, graded: Result) -> None:
        """Put ``graded`` in its place, all or nothing of it in the gradebook. Raises `UserError`.

        Killed between the gradebook and the files, the two do not carry one stamp, and the next run grades it again.
        """
        assert graded.mark is not None and graded.tree is not None
        place = self.plan.autograded_folder(graded.student)
        old = _texts(place, graded)
        new = _texts(graded.tree, graded) if old else {}
        kept = {name: source == new.get(name) for name, source in old.items()}
        try:
            taken = self.retry(lambda: self._commit(graded, kept))
            _move(graded.tree, place)
        except OSError as fault:
            raise full(fault, graded.student) from None
        for sentence in taken:
            self.say(sentence)

    def _commit(self, graded: Result, kept: Mapping[str, bool]) -> list[str]:
        assert graded.mark is not None
        if not self._notebooks:
            with Session(self._engine) as session:
                self._notebooks = entries.notebooks(session, self.plan.assignment)
        with self._engine.begin() as connection:
            taken = entries.save(connection, self._notebooks, graded, kept)
            grades.write_mark(connection, graded.mark, graded.described)
        return taken

    def retry(self, act: Callable[[], R]) -> R:
        """Do it, again and again while the gradebook is locked. Nothing of an attempt that failed stays.

        Raises `UserError` when it stays locked or can't be used, and OSError when the disk is full.
        """
        until = time.monotonic() + self.patience
        told = False
        while True:
            try:
                return act()
            except OperationalError as fault:
                said = str(fault.orig)
                if "full" in said or "disk I/O" in said:
                    raise OSError(errno.ENOSPC, said) from None
                if "locked" not in said:
                    raise UserError(f"The gradebook can't be used: {said.strip()}") from None
                if time.monotonic() > until:
                    raise UserError(
                        f"Another program has held the gradebook for {self.patience:g} seconds, so nothing can be "
                        "written. Close it (a formgrader, a database browser) and give the command again: what is "
                        "written stays, and it goes on with the rest."
                    ) from None
                if not told:
                    self.say("Another program holds the gradebook. Waiting for it.")
                    told = True
                time.sleep(0.2)


def _move(tree: Path, target: Path) -> None:
    """A folder can't take another's place in one step. Without either the next run grades it again."""
    target.parent.mkdir(parents=True, exist_ok=True)
    old = tree.with_name(f"{tree.name}.old")
    if target.exists():
        target.rename(old)
    tree.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def full(fault: OSError, student: str) -> UserError:
    """Return what to say of a disk that takes no more."""
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return UserError(
            f"The disk is full: {student} could not be written. What was written before stays. Make room and give the "
            "command again; it goes on from there."
        )
    return UserError(f"{student} could not be written: {fault.strerror or fault}.")


def _texts(folder: Path, graded: Result) -> dict[str, str]:
    """Return what a person reads in the autograded notebooks in ``folder``, by the names of its cells."""
    found = {}
    for notebook, said in graded.notebooks.items():
        with suppress(OSError, ValueError, KeyError, TypeError):
            for cell in json.loads((folder / f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]:
                name = cell["metadata"].get("nbgrader", {}).get("grade_id")
                if name in said.scores and said.scores[name].is_text:
                    found[str(name)] = "".join(cell["source"])
    return found
