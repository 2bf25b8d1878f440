"""Whether a cell of the page makes an answer as it stands, for a front end that says what stands there.

Ours sends the code cells of the page with a cell that has a check in it (lab/pages/first-query/static/standing.js).
Where none are sent, as in stock Jupyter, all is judged as it is bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from firstquery.checks.keys import Exercise
from firstquery.checks.verdict import Finding, Verdict, absent, could_not_run, not_attempted
from firstquery.core import course
from firstquery.core.blank import Blank
from firstquery.kernel import runs
from firstquery.kernel.advice import advise, find_slip, find_unkept
from firstquery.kernel.bindings import binds, bound_names, essence, open_places, parse
from firstquery.kernel.runs import noun
from firstquery.learner.exercises import practice_of
from firstquery.learner.session import cell_id, current_week
from firstquery.sql import connect
from firstquery.sql.lint import notes
from firstquery.sql.query import statement_of

PAGE = "firstqueryPage"  # in the metadata of the request
_ANSWER = "answer cell"
TABLES = ("a table", "a column of values")


@dataclass(frozen=True)
class Cell:
    """A code cell as it stands in the page."""

    id: str
    source: str

    @property
    def has_run(self) -> bool:
        """Whether it has run to its end, and as it stands."""
        run = self.last_run
        return run is not None and not run.fault and run.said == essence(self.source)

    @property
    def last_run(self) -> runs.Run | None:
        """Its last run, whatever it said then."""
        return runs.last_run(self.id, self.source)


def page_cells(shell: Any) -> list[Cell]:
    """Return the code cells of the page in order, the one that runs among them; empty where they are not sent."""
    try:
        sent = shell.kernel.get_parent()["metadata"][PAGE]
        found = [Cell(str(one["id"]), str(one["source"])) for one in sent]
    except (AttributeError, KeyError, TypeError, LookupError):
        return []
    return found if any(one.id == cell_id(shell) for one in found) else []


def refuse(shell: Any, exercise: Exercise, answer: object) -> Verdict | None:
    """Return why an answer is not judged: no cell of the page makes it as it stands. None where one does, or may."""
    page, name = page_cells(shell), exercise.name
    if not page or shell.user_ns.get(name) is not answer or _is_made(page, name, cell_id(shell), answer):
        return None
    here = next((one for one in page if one.id == exercise.cell), None)
    if here is not None and (found := _open_frame(here.source)):
        return found
    makers = [one for one in page if binds(one.source, name)]
    if makers:
        return _of_a_maker(here if here in makers else _nearest(makers, page, cell_id(shell)), exercise, answer)
    if here is not None and parse(here.source) != [] and not _has_run_so(here):
        return _not_as_it_stands(here, _ANSWER, answer)
    own = [one for one in _between(page, exercise, cell_id(shell)) if one.has_run]
    for cell in [one for one in (here, *reversed(own)) if one is not None and one.has_run]:
        if told := advise(cell.source, _shown(cell), name, exercise.kind, shell.user_ns):
            return could_not_run("not_made", what=_ANSWER if cell == here else "cell above", name=name, **told)
    if here is not None and here.last_run and here.last_run.fault:
        return absent({"type": "failed", "sentence": here.last_run.fault}, "")
    if isinstance(answer, Blank):
        return None
    empty = here is not None and parse(here.source) == []
    return not_attempted("gone", name=name) if empty else could_not_run("older", name=name)


def complete(shell: Any, exercise: Exercise, verdict: Verdict) -> Verdict:
    """Return a verdict that is not right with what its cell tells of it: a frame left open, a result not kept."""
    page = page_cells(shell)
    here = next((one for one in page if one.id == exercise.cell), None)
    run = runs.last_run(exercise.cell, "")
    source = here.source if here is not None else run.source if run is not None else ""
    if not verdict.points and source and (found := _open_frame(source)):
        return found
    if not verdict.points and source and _is_as_released(exercise, source, page):
        return not_attempted("as_it_came")
    if verdict.outcome != "not-yet" or here is None or not here.has_run:
        return verdict
    if verdict.findings[0].code in ("returns_nothing", "returns_nothing_prints"):
        return verdict
    slip, piece = find_slip(here.source, exercise.name, shell.user_ns.get(exercise.name))
    if slip:
        first, *rest = verdict.findings
        return verdict.model_copy(
            update={"findings": (first, Finding(code=slip, data={"line": piece, "name": exercise.name}), *rest)}
        )
    if note := _note(here.source, shell.user_ns):
        first, *rest = verdict.findings
        return verdict.model_copy(update={"findings": (first, Finding(code="query_note", data={"note": note}), *rest)})
    if noun(shell.user_ns.get(exercise.name)) not in TABLES:
        return verdict
    if not (line := find_unkept(here.source, exercise.name, _released(exercise).get(exercise.cell, ""))):
        return verdict
    first, *rest = verdict.findings
    told = Finding(code="unkept", data={"line": line, "name": exercise.name})
    return verdict.model_copy(update={"findings": (first, told, *rest)})


def _note(source: str, names: dict[str, Any]) -> str:
    """Return the first note on the queries that a cell has asked with `sql`; empty where there is none.

    A cell that is a query shows its notes below itself. One of Python shows no table, and so no note.
    """
    for name in bound_names(parse(source) or []):
        statement = statement_of(names.get(name))
        if statement is not None and (database := connect.choose_database()) is not None:
            for sentence in notes(statement, database):
                return sentence
    return ""


def is_made_elsewhere(shell: Any, name: str, cell: str) -> bool:
    """Return whether it is not the cell of that id that has made the answer, but another, as it stands."""
    made = runs.maker(name)
    standing = {essence(one.source) for one in page_cells(shell) if one.id != cell}
    return made is not None and made.id != cell and made.said in standing


def _is_made(page: list[Cell], name: str, running: str | None, answer: object) -> bool:
    made = runs.maker(name)
    if not runs.is_unchanged(name, answer) or (made is None and not isinstance(answer, Blank)):
        return True  # by whatever is no cell of this page
    standing = {essence(one.source) for one in page}
    if made is not None and (not made.id or made.said in standing):
        return True
    return any(binds(one.source, name) and (one.has_run or one.id == running) for one in page)


def _of_a_maker(cell: Cell, exercise: Exercise, answer: object) -> Verdict | None:
    """Return what to say of a cell that makes the answer, and has not run to its end as it stands."""
    its_own = cell.id == exercise.cell
    if not _has_run_so(cell):
        return _not_as_it_stands(cell, _ANSWER if its_own else f"cell that makes `{exercise.name}`", answer)
    if its_own and cell.last_run is not None:
        return absent({"type": "failed", "sentence": cell.last_run.fault}, "")
    return could_not_run("stopped_elsewhere", name=exercise.name)


def _has_run_so(cell: Cell) -> bool:
    """Return whether the last run of a cell was of what stands there, whether or not it came to its end."""
    return cell.last_run is not None and cell.last_run.said == essence(cell.source)


def _not_as_it_stands(cell: Cell, what: str, answer: object) -> Verdict:
    if cell.last_run is not None:
        return could_not_run("changed", what=what)
    return (not_attempted if isinstance(answer, Blank) else could_not_run)("not_run", what=what)


def _shown(cell: Cell) -> str:
    return cell.last_run.shown if cell.last_run else ""


def _nearest(cells: list[Cell], page: list[Cell], running: str | None) -> Cell:
    """Return the last of ``cells`` above the one that runs; the first below it where none is above."""
    ids = [one.id for one in page]
    at = ids.index(running) if running in ids else len(ids)
    above = [one for one in cells if ids.index(one.id) < at]
    return above[-1] if above else cells[0]


def _between(page: list[Cell], exercise: Exercise, running: str | None) -> list[Cell]:
    """Return the cells of her own right above the check."""
    ids = [one.id for one in page]
    at = ids.index(running) if running in ids else 0
    released = set(_released(exercise))
    found: list[Cell] = []
    for one in reversed(page[:at]):
        if one.id in released and one.id != exercise.cell:
            break
        found.insert(0, one)
    return [one for one in found if one.id != exercise.cell]


def _open_frame(source: str) -> Verdict | None:
    lines = open_places(source)
    return not_attempted("frame", number=len(lines), lines=[str(one) for one in lines]) if lines else None


def _released(exercise: Exercise) -> dict[str, str]:
    """Return the cells of the practice by id, as the course ships them."""
    week = current_week()
    cells = course.cells_in(practice_of(week)) if week is not None and week.number == exercise.week else []
    return {one.id: one.source for one in cells if one.kind == "code"}


def _is_as_released(exercise: Exercise, source: str, page: list[Cell]) -> bool:
    """Return whether the answer cell has a frame and is as it came. What it needs may be made in cells of her own."""
    released = _released(exercise)
    frame = released.get(exercise.cell, "")
    if essence(frame) != essence(source) or parse(frame) == []:
        return False
    return parse(frame) is None or (bool(page) and all(one.id in released for one in page))
