"""Former practices in a gradebook: who handed in one keeps its cells and its total, and nobody else's total changes.

nbgrader has one set of cells for a notebook. Those of a former practice stand under a notebook of the same name that
belongs to no assignment, so that no total of the week counts them. A submission is one of the week as ever, and its
grades and comments are of the cells of the practice that it was made from: a sum over them is its own.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import Base, Gradebook, GradeCell, MissingEntry, SourceCell
from nbgrader.preprocessors import OverwriteCells as Stock
from nbgrader.preprocessors import SaveCells as StockSave
from sqlalchemy import Connection, Table, create_engine, delete, insert, select, update
from sqlalchemy.pool import NullPool

from firstquery.core.course import FORMER, RELEASED_FORMER
from firstquery.core.errors import UserError
from firstquery.grading.places import course_of

_T: dict[str, Table] = Base.metadata.tables
#: What a submission has of each kind of cell.
_KINDS = {"grade": ("GradeCell", "TaskCell"), "comment": ("SolutionCell", "TaskCell")}
Cells = Mapping[str, Mapping[str, Any]]  # by grade id, as `released_cells` has them


def pages(released: Path) -> list[Path]:
    """Return the practice at ``released`` as the learners got it, and those of former releases, the newest first."""
    found = [path for path in (released.parent / RELEASED_FORMER).glob("*.ipynb") if path.stem.isdecimal()]
    return [released, *sorted(found, key=lambda path: -int(path.stem))]


def released_cells(path: Path) -> dict[str, dict[str, Any]]:
    """Return the graded cells of the release at ``path``, as `repair.release.gradebook_cells` has those of a gradebook.

    Raises what reading it raises.
    """
    return cells_in(json.loads(path.read_text(encoding="utf-8")))


def cells_in(notebook: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the graded cells of a release."""
    return {
        said["grade_id"]: {
            "source": "".join(cell["source"]),
            "cell_type": cell["cell_type"],
            "nbgrader": {"task": False, **said, "cell_type": cell["cell_type"]},
        }
        for cell in notebook["cells"]
        if (said := cell["metadata"].get("nbgrader"))
    }


def former_releases(week: Path) -> list[Path]:
    """Return what `pages` has of former releases, from the folder of the week in source/."""
    found = [path for path in (week / FORMER).glob("*/release.ipynb") if path.parent.name.isdecimal()]
    return sorted(found, key=lambda path: -int(path.parent.name))


def settle(db_url: str, released: Path) -> None:
    """Give the gradebook the cells of every practice of a week. Nothing is done for a week without a former one.

    A cohort that is upgraded has there the cells of a former practice as those of the week: they and the marks on them
    become those of the former one, and the week gets its new ones.
    """
    if len(found := pages(released)) == 1:
        return
    practices = [released_cells(path) for path in found]
    engine = create_engine(db_url, poolclass=NullPool)
    try:
        with engine.begin() as connection:
            _settle(connection, released.stem, practices)
    finally:
        engine.dispose()


def _settle(connection: Connection, stem: str, practices: Sequence[Cells]) -> None:
    present, *former = practices
    if (own := _own(connection, stem)) is None:
        return
    there = _names(connection, own)
    if there != present.keys() and any(there == one.keys() for one in former):
        holder = _add_notebook(connection, stem)
        for table in ("base_cell", "source_cell"):
            connection.execute(update(_T[table]).where(_T[table].c.notebook_id == own).values(notebook_id=holder))
        _add_cells(connection, own, present)
    known = [_names(connection, one) for one in former_notebooks(connection, stem)]
    for one in former:
        if set(one) not in known:
            _add_cells(connection, _add_notebook(connection, stem), one)


def find_holder(connection: Connection, stem: str, names: Collection[str]) -> str | None:
    """Return the id of the notebook that holds the cells of the practice with those ``names``, else the week's own."""
    former = former_notebooks(connection, stem)
    return next((one for one in former if _names(connection, one) == set(names)), _own(connection, stem))


def former_notebooks(connection: Connection, stem: str) -> list[str]:
    """Return the ids of the notebooks that hold cells of former practices of the week."""
    notebook = _T["notebook"]
    query = select(notebook.c.id).where(notebook.c.name == stem, notebook.c.assignment_id.is_(None))
    return list(connection.scalars(query))


def hold_to(connection: Connection, submitted: str, holder: str) -> dict[str, float]:
    """Make the grades and comments of a submitted notebook those of the cells of ``holder``.

    What both practices ask keeps what it has. Returns the points that a person gave for what is not in this one.
    """
    cell = _T["base_cell"]
    lost: dict[str, float] = {}
    for name, kinds in _KINDS.items():
        rows = _T[name]
        query = select(cell.c.name, cell.c.id).where(cell.c.notebook_id == holder, cell.c.type.in_(kinds))
        missing = {row.name: row.id for row in connection.execute(query)}
        hers = select(rows, cell.c.name).join(cell, cell.c.id == rows.c.cell_id).where(rows.c.notebook_id == submitted)
        for row in connection.execute(hers).all():
            wanted = missing.pop(row.name, None)
            if wanted is None:
                connection.execute(delete(rows).where(rows.c.id == row.id))
                lost |= {row.name: row.manual_score} if name == "grade" and row.manual_score is not None else {}
            elif wanted != row.cell_id:
                connection.execute(update(rows).where(rows.c.id == row.id).values(cell_id=wanted))
        if missing:
            connection.execute(insert(rows), [{"cell_id": one, "notebook_id": submitted} for one in missing.values()])
    return lost


def _own(connection: Connection, stem: str) -> str | None:
    """Return the id of the week's own notebook; None where the gradebook does not know the week."""
    notebook, assignment = _T["notebook"], _T["assignment"]
    joined = select(notebook.c.id).join(assignment, assignment.c.id == notebook.c.assignment_id)
    return connection.scalar(joined.where(notebook.c.name == stem, assignment.c.name == stem))


def _names(connection: Connection, notebook: str) -> set[str]:
    cell = _T["source_cell"]
    return set(connection.scalars(select(cell.c.name).where(cell.c.notebook_id == notebook)))


def _add_notebook(connection: Connection, stem: str) -> str:
    made = uuid4().hex
    connection.execute(insert(_T["notebook"]).values(id=made, name=stem))
    return made


def _add_cells(connection: Connection, notebook: str, cells: Cells) -> None:
    for name, one in cells.items():
        said = one["nbgrader"]
        for role, kind in (("grade", "GradeCell"), ("solution", "SolutionCell"), ("task", "TaskCell")):
            if not said.get(role):
                continue
            made = uuid4().hex  # nbgrader's own default is one for all
            connection.execute(insert(_T["base_cell"]).values(id=made, name=name, type=kind, notebook_id=notebook))
            of_it = {} if role == "solution" else {"max_score": float(said["points"]), "cell_type": one["cell_type"]}
            connection.execute(insert(_T[f"{role}_cells"]).values(id=made, **of_it))
        of_it = {part: one[part] for part in ("cell_type", "source")}
        of_it |= {"checksum": said.get("checksum"), "locked": bool(said.get("locked"))}
        connection.execute(insert(_T["source_cell"]).values(id=uuid4().hex, name=name, notebook_id=notebook, **of_it))


class SaveCells(StockSave):  # type: ignore[misc]
    """nbgrader's SaveCells, for which a week with submissions may have other cells: those it had are a former one's."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        said = resources["nbgrader"]
        if found := former_releases(course_of(self) / "source" / said["assignment"]):
            practices = [cells_in(nb), *map(released_cells, found)]
            with Gradebook(said["db_url"]) as gradebook:
                _settle(gradebook.db.connection(), said["notebook"], practices)
                gradebook.db.commit()
        return super().preprocess(nb, resources)  # type: ignore[no-any-return]

    def _create_notebook(self, nb: NotebookNode) -> None:
        try:
            super()._create_notebook(nb)
        except RuntimeError:  # raised for this alone: nbgrader's words do not say what to do
            raise UserError(
                f"The gradebook has submissions of {self.assignment_id}, and exercises of it were added or taken out "
                "since. If all that was handed in so far is a trial, remove gradebook.db, submitted/, autograded/ and "
                "feedback/. If a cohort handed in, keep the practice as it was committed: "
                f"`firstquery retire {self.assignment_id}`. Then release it again."
            ) from None


class OverwriteCells(Stock):  # type: ignore[misc]
    """nbgrader's OverwriteCells, by the cells of the practice that the submission was made from."""

    _holder: str | None = None
    gradebook: Any

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        said, self._holder = resources["nbgrader"], None
        names = {cell.metadata.nbgrader["grade_id"] for cell in nb.cells if cell.metadata.get("nbgrader")}
        with Gradebook(said["db_url"]) as gradebook:
            connection = gradebook.db.connection()
            if former := former_notebooks(connection, said["notebook"]):
                holder = find_holder(connection, said["notebook"], names)
                submitted = gradebook.find_submission_notebook(said["notebook"], said["assignment"], said["student"])
                hold_to(connection, submitted.id, str(holder))
                self._holder = holder if holder in former else None
                gradebook.db.commit()
        return super().preprocess(nb, resources)  # type: ignore[no-any-return]

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        if self._holder and not isinstance(self.gradebook, _FormerCells):
            self.gradebook = _FormerCells(self.gradebook, self._holder)
        return super().preprocess_cell(cell, resources, cell_index)  # type: ignore[no-any-return]


class _FormerCells:
    """The cells under one notebook of a gradebook, whichever week and notebook are named. Raises `MissingEntry`."""

    def __init__(self, gradebook: Gradebook, notebook: str) -> None:
        self._db, self._notebook = gradebook.db, notebook

    def find_source_cell(self, name: str, *place: str) -> Any:
        return self._find(SourceCell, name)

    def find_graded_cell(self, name: str, *place: str) -> Any:
        return self._find(GradeCell, name)

    def _find(self, kind: Any, name: str) -> Any:
        found = self._db.query(kind).filter(kind.name == name, kind.notebook_id == self._notebook).one_or_none()
        if found is None:
            raise MissingEntry(f"No such cell: {name}")
        return found
