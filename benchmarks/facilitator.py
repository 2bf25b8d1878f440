"""How long the facilitator's commands take on a large gradebook: `firstquery roster`, `export` and `report`, and stock.

``python -m benchmarks.facilitator [--learners 1000] [--peer-learners N] [--small] [--json]``. A gradebook in nbgrader's
own schema is filled with every week of the course, and beside it stands what was handed in. Each command is timed
whole, as a process of its own; the peer is `nbgrader export` on the same gradebook, for ``--peer-learners`` of them
where that is said. Printed: seconds on the clock and of the processor, and the ratio
of the two exports for one learner.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import nbformat
from nbgrader.api import Base, Gradebook
from sqlalchemy import Connection, create_engine, insert, select

from firstquery.core import course
from firstquery.grading.answers import Exercise, read
from firstquery.grading.run.grades import MARKS, tables

ROOT = Path(__file__).resolve().parent.parent
#: Learners for whom something is otherwise than with most, out of a hundred.
MISSING, LATE, DAMAGED, UNGRADED = 6, 10, 1, 3
FIRST = dt.datetime(2026, 1, 12, 9)  # the due date of the first week, UTC
NOW = dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
BESIDE = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
_T = Base.metadata.tables


class Timed(NamedTuple):
    """Seconds on the clock, and of the processor."""

    seconds: float
    processor: float


def make(place: Path, learners: int, weeks: Sequence[course.Week], seed: int = 19) -> Path:
    """A course folder with a filled gradebook and what was handed in. Returns its path."""
    place.mkdir(parents=True)
    for name in ("course.toml", "grader_config.py", "nbgrader_config.py"):
        shutil.copy(ROOT / name, place)
    for name in ("notebooks", "source", "release"):
        (place / name).mkdir()
    for week in weeks:
        shutil.copy(week.lesson, place / "notebooks")
        shutil.copytree(week.source, place / "source" / week.stem)
        shutil.copytree(week.release.parent, place / "release" / week.stem)
    due = "".join(f"{one.number} = {FIRST + dt.timedelta(weeks=place)}Z\n" for place, one in enumerate(weeks))
    (place / "cohort.toml").write_text(f"[due]\n{due}", encoding="utf-8")
    names = [f"learner-{number:04}" for number in range(1, learners + 1)]
    people = "".join(f"{name},Learner {name[-4:]},{name}@example.com\n" for name in names)
    (place / "roster.csv").write_text(f"name,display name,email\n{people}", encoding="utf-8")
    url = f"sqlite:///{place / 'gradebook.db'}"
    os.environ["PATH"] = BESIDE  # nbgrader starts `alembic` by its name
    with Gradebook(url) as gradebook:
        for week in weeks:
            _assignment(gradebook, week)
    engine = create_engine(url)
    with engine.begin() as connection:
        tables.create_all(connection)
        connection.execute(insert(_T["student"]), [{"id": name} for name in names])
        for number, week in enumerate(weeks):
            _week(connection, place, week, names, FIRST + dt.timedelta(weeks=number), random.Random(f"{seed} {number}"))
    engine.dispose()
    return place


def _assignment(gradebook: Gradebook, week: course.Week) -> None:
    gradebook.add_assignment(week.stem)
    gradebook.add_notebook(week.stem, week.stem)
    for cell in nbformat.read(week.release, as_version=4).cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade"):
            of = {"max_score": about["points"], "cell_type": cell.cell_type}
            gradebook.add_grade_cell(about["grade_id"], week.stem, week.stem, **of)
        if about.get("solution"):
            gradebook.add_solution_cell(about["grade_id"], week.stem, week.stem)


def _week(
    connection: Connection, place: Path, week: course.Week, names: list[str], due: dt.datetime, chance: random.Random
) -> None:
    cell, notebook, grade = _T["base_cell"], _T["notebook"], _T["grade_cells"]
    of_week = select(notebook.c.id, notebook.c.assignment_id).where(notebook.c.name == week.stem)
    book, assignment = connection.execute(of_week).one()
    cells = connection.execute(
        select(cell.c.id, cell.c.name, grade.c.max_score)
        .join(grade, grade.c.id == cell.c.id)
        .where(cell.c.notebook_id == book)
    ).all()
    answers = list(
        connection.scalars(select(cell.c.id).where(cell.c.notebook_id == book, cell.c.type == "SolutionCell"))
    )
    listed = read(week.answers)
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in (*_FILLED, MARKS.name)}
    for name in names:
        if chance.randrange(100) < MISSING:
            continue
        at = due + dt.timedelta(
            hours=chance.randrange(1, 40) if chance.randrange(100) < LATE else -chance.randrange(90)
        )
        _hand_in(place, name, week.stem, at)
        handed_in, submitted = uuid4().hex, uuid4().hex
        rows["submitted_assignment"].append(
            {"id": handed_in, "assignment_id": assignment, "student_id": name, "timestamp": at}
        )
        rows["submitted_notebook"].append({"id": submitted, "notebook_id": book, "assignment_id": handed_in})
        is_damaged, verdicts = chance.randrange(100) < DAMAGED, {}
        for one, called, points in cells:
            scores: dict[str, Any] = {"auto_score": None, "manual_score": None, "needs_manual_grade": is_damaged}
            if called in listed and not is_damaged:
                outcome, says = _verdict(listed[called], chance)
                verdicts[called] = {"key": "", "outcome": outcome, "says": says}
                scores["auto_score"] = float(points) if outcome == "right" else 0.0
                if outcome == "ungraded":
                    scores |= {"auto_score": None, "needs_manual_grade": True}
            elif not is_damaged:
                is_read = chance.randrange(2) == 0
                scores |= {"manual_score": float(chance.randrange(4)) if is_read else None, "auto_score": 0.0}
                scores["needs_manual_grade"] = not is_read
            rows["grade"].append({"id": uuid4().hex, "cell_id": one, "notebook_id": submitted, **scores})
        rows["comment"] += [{"id": uuid4().hex, "cell_id": one, "notebook_id": submitted} for one in answers]
        rows[MARKS.name].append(_mark(name, week.stem, is_damaged, verdicts))
    for table in _FILLED:
        connection.execute(insert(_T[table]), rows[table])
    connection.execute(insert(MARKS), rows[MARKS.name])


_FILLED = ("submitted_assignment", "submitted_notebook", "grade", "comment")


def _verdict(exercise: Exercise, chance: random.Random) -> tuple[str, str]:
    """An outcome, and what the grader says: a mistake of the list as often as a room makes one."""
    number = chance.randrange(100)
    if number < UNGRADED:
        return "ungraded", "The check gave no answer to judge."
    if number < 70:
        return "right", "Right."
    if number < 75:
        return "not-attempted", "Not attempted yet."
    wrong = exercise.by_role("wrong", "typed")
    return "not-yet", f"Not yet. {wrong[min(chance.randrange(len(wrong)), chance.randrange(len(wrong)))].message}"


def _mark(name: str, week: str, is_damaged: bool, verdicts: dict[str, Any]) -> dict[str, Any]:
    is_ungraded = any(one["outcome"] == "ungraded" for one in verdicts.values())
    return {
        "assignment": week,
        "student": name,
        "submission": "0" * 64,
        "key": "",
        "environment": "",
        "graded_at": NOW + dt.timedelta(hours=1),  # later than any file of it
        "state": "damaged" if is_damaged else "ungraded" if is_ungraded else "graded",
        "sentence": "",
        "verdicts": json.dumps(verdicts),
    }


def _hand_in(place: Path, name: str, week: str, at: dt.datetime) -> None:
    folder = place / "submitted" / name / week
    folder.mkdir(parents=True)
    (folder / f"{week}.ipynb").write_text("{}", encoding="utf-8")
    (folder / "timestamp.txt").write_text(f"{at} UTC", encoding="utf-8")


def timed(place: Path, *command: str) -> Timed:
    """Runs a command in the course, which has to end well."""
    here = {"FIRSTQUERY_COURSE": str(place), "FIRSTQUERY_WORK": str(place / "work"), "COLUMNS": "250"}
    before, begun = _spent(), time.monotonic()
    done = subprocess.run(
        command, cwd=place, env={**os.environ, **here, "PATH": BESIDE}, capture_output=True, text=True
    )
    seconds = time.monotonic() - begun
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} did not work:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return Timed(seconds, _spent() - before)


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measured(place: Path, peers: Sequence[str]) -> Iterator[tuple[str, Timed]]:
    """Each command with its time; the last is stock's, for the learners in ``peers``, for all where there are none."""
    ours = (sys.executable, "-m", "firstquery.cli.main")
    yield "roster", timed(place, *ours, "roster", "--csv", "roster-by-week.csv")
    yield "export", timed(place, *ours, "export", "--for", "canvas", "marks.csv")
    yield "report", timed(place, *ours, "report")
    only = [f"--CsvExportPlugin.student={name}" for name in peers]
    yield "stock", timed(place, "nbgrader", "export", "--to", "stock.csv", *only)


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--learners", type=int, default=1000)
    parser.add_argument("--peer-learners", type=int, default=0, help="of how many stock exports the marks; 0: of all")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--small", action="store_true", help="once, to see that it runs: no figure of it counts")
    options = parser.parse_args()
    weeks = course.weeks(ROOT)
    if options.small:
        options.learners, weeks = 6, weeks[:3]
    with tempfile.TemporaryDirectory(prefix="first-query-facilitator-") as folder:
        place = make(Path(folder) / "course", options.learners, weeks)
        peers = options.peer_learners or options.learners
        names = [f"learner-{number:04}" for number in range(1, peers + 1)] if peers < options.learners else []
        taken = dict(measured(place, names))
    if options.json:
        print(json.dumps({name: one._asdict() for name, one in taken.items()}))
        return
    print(f"{options.learners} learners, {len(weeks)} weeks; stock's export of {peers} of them")
    for name, one in taken.items():
        print(f"{name:8}{one.seconds:8.1f} s{one.processor:8.1f} s of the processor")
    stock = taken["stock"].processor / peers * options.learners
    print(f"ratio {stock / taken['export'].processor:.1f}")


if __name__ == "__main__":
    main()
