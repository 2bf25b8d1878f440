"""A course with six submissions of different marks, the real commands run on it, and all that they leave there."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Collection
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from nbformat import NotebookNode
from sqlalchemy import create_engine, text

from tests.commands import Command
from tests.grading.conftest import RIGHT, SMALLEST
from tests.grading.orders import STEM, Course, answer

WRONG = {
    "q1": "%%sql paid_orders\nSELECT COUNT(*) FROM orders",
    "q2": SMALLEST,
    "q3": "%%choice reason\nA",
    "q4": "%%text definition\nOrders",
}
TEMPORARY = "FIRSTQUERY_TESTS_TEMPORARY"
#: Which of the four answers are right, as bits: each is with some learners, and is not with others.
RIGHT_ONES = (0, 5, 6, 9, 10, 15)
LEARNERS = len(RIGHT_ONES)
NAMES = [f"learner-{number:02}" for number in range(LEARNERS)]
#: Every row of a gradebook that grading decides, by names in place of ids and without the time of grading.
ROWS = {
    "grade": """
        SELECT submitted_assignment.student_id, base_cell.name, auto_score, manual_score, extra_credit,
            needs_manual_grade
        FROM grade JOIN base_cell ON base_cell.id = cell_id
            JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
            JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id""",
    "comment": """
        SELECT submitted_assignment.student_id, base_cell.name, auto_comment, manual_comment
        FROM comment JOIN base_cell ON base_cell.id = cell_id
            JOIN submitted_notebook ON submitted_notebook.id = comment.notebook_id
            JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id""",
    "submitted_notebook": """
        SELECT student_id, notebook.name, late_submission_penalty, submitted_assignment.timestamp
        FROM submitted_notebook JOIN notebook ON notebook.id = notebook_id
            JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id""",
    "firstquery_marks": """
        SELECT student, assignment, submission, key, environment, state, sentence, verdicts FROM firstquery_marks""",
}
Rows = dict[str, list[tuple[Any, ...]]]


def points(number: int) -> list[int]:
    """What the submission of a number earns, by exercise."""
    return [worth if RIGHT_ONES[number] >> bit & 1 else 0 for bit, worth in enumerate((2, 3, 1, 1))]


def answered(blank: NotebookNode, number: int) -> NotebookNode:
    """The submission of a number from 0."""
    bits = RIGHT_ONES[number]
    return answer(blank, **{name: (RIGHT if bits >> bit & 1 else WRONG)[name] for bit, name in enumerate(RIGHT)})


def prepare(course: Course) -> Run:
    """A released course in which `NAMES` have handed in and nothing is graded."""
    for number, name in enumerate(NAMES):
        course.submit(name, answered(course.released(), number))
    return Run(course.root)


@dataclass(frozen=True)
class Ended:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """All of it, on one line: no width of a terminal breaks a sentence."""
        return " ".join((self.out + self.err).split())


@dataclass(frozen=True)
class Run:
    """The course at ``root``; commands run on it in processes of their own, with temporary files of their own."""

    root: Path
    more: dict[str, str] = field(default_factory=dict)

    def copy(self, root: Path, students: list[str] | None = None) -> Run:
        """The same course elsewhere, with the submissions of ``students`` alone where they are named."""
        shutil.copytree(self.root, root)
        for folder in list((root / "submitted").iterdir()):
            if students is not None and folder.name not in students:
                shutil.rmtree(folder)
        return Run(root, self.more)

    @property
    def temporary(self) -> Path:
        """A short path, since sockets stand there: conftest.py sets `TEMPORARY` and removes it."""
        folder = Path(os.environ[TEMPORARY]) / hashlib.sha256(str(self.root).encode()).hexdigest()[:8]
        folder.mkdir(exist_ok=True)
        return folder

    @property
    def environment(self) -> dict[str, str]:
        here = {"FIRSTQUERY_COURSE": str(self.root), "FIRSTQUERY_WORK": str(self.root / "work"), "COLUMNS": "200"}
        return {**os.environ, **here, "TMPDIR": str(self.temporary), **self.more}

    def start(self, *arguments: str, is_sharing: bool = True) -> Command:
        """``start("grade", STEM)`` is `firstquery grade` of that week; see `Command` for ``is_sharing``."""
        return Command("firstquery.cli.main", arguments, self.root, self.environment, is_sharing)

    def ended(self, process: Command, seconds: float = 200) -> Ended:
        out, err = process.communicate(timeout=seconds)
        ended = Ended(process.returncode, out, err)
        assert "Traceback" not in ended.said, out + err
        return ended

    def firstquery(self, *arguments: str, is_sharing: bool = True) -> Ended:
        return self.ended(self.start(*arguments, is_sharing=is_sharing))

    def grade(self, *options: str, code: int = 0) -> Ended:
        """`firstquery grade` of the week, without feedback, which has to end with ``code``."""
        ended = self.firstquery("grade", STEM, "--no-feedback", *options)
        assert ended.code == code, ended.out + ended.err
        return ended

    def results(self, *options: str) -> dict[str, dict[str, Any]]:
        """What `grade --json` writes of each learner."""
        self.grade("--json", str(self.root / "results.json"), *options)
        read = json.loads((self.root / "results.json").read_text(encoding="utf-8"))
        return {one["student"]: one for one in read["graded"]}

    def nbgrader(self, *arguments: str) -> str:
        return Course(self.root).run("nbgrader", *arguments)

    def processes(self) -> list[psutil.Process]:
        """All that commands on this course started and that has not ended; what is in a sandbox by its parents."""
        found = {}
        for one in psutil.process_iter():
            with suppress(psutil.Error):
                own = one.environ().get("FIRSTQUERY_COURSE") == str(self.root) or one.cwd() == str(self.root)
                if own and one.status() != "zombie":
                    found.update({below.pid: below for below in [one, *one.children(recursive=True)]})
        return list(found.values())

    def workers(self, process: Command) -> list[psutil.Process]:
        """Those of a run: forks of it."""
        main = psutil.Process(process.pid)
        found = []
        for one in main.children():
            with suppress(psutil.Error):  # it has ended since
                if one.cmdline() == main.cmdline():
                    found.append(one)
        return found

    def gradebook(self, readonly: bool = False) -> sqlite3.Connection:
        place = f"file:{self.root / 'gradebook.db'}?mode={'ro' if readonly else 'rw'}"
        return sqlite3.connect(place, uri=True, timeout=20)

    def marks(self) -> int:
        """How many marks are stored, also while a run writes."""
        with suppress(sqlite3.OperationalError), closing(self.gradebook(readonly=True)) as database:
            return int(database.execute("SELECT COUNT(*) FROM firstquery_marks").fetchone()[0])
        return 0

    def change(self, statement: str, *values: object) -> None:
        with closing(self.gradebook()) as database, database:
            assert database.execute(statement, values).rowcount > 0, statement

    def enter(self, table: str, student: str, cell: str, **values: object) -> None:
        """What a person enters in the formgrader, into a row of ``grade`` or ``comment``."""
        told = ", ".join(f"{name} = ?" for name in values)
        where = """cell_id IN (SELECT id FROM base_cell WHERE name = ?) AND notebook_id = (
            SELECT submitted_notebook.id FROM submitted_notebook JOIN submitted_assignment
            ON submitted_assignment.id = submitted_notebook.assignment_id WHERE student_id = ?)"""
        self.change(f"UPDATE {table} SET {told} WHERE {where}", *values.values(), cell, student)

    def rows(self, students: Collection[str] = NAMES) -> Rows:
        """All rows of ``students``, the same from SQLite and PostgreSQL."""
        engine = create_engine(self.db_url)
        with engine.connect() as connection:
            found = {
                table: sorted(tuple(map(_plain, row)) for row in connection.execute(text(query)) if row[0] in students)
                for table, query in ROWS.items()
            }
        engine.dispose()
        return found

    @property
    def db_url(self) -> str:
        return self.more.get("GRADEBOOK", f"sqlite:///{self.root / 'gradebook.db'}")

    def configure(self, *lines: str) -> None:
        """Adds lines to grader_config.py."""
        with (self.root / "grader_config.py").open("a", encoding="utf-8") as file:
            file.write("".join(f"{line}\n" for line in lines))

    def hand_in(self, student: str, **cells: str) -> None:
        """A submission in place of the one before it, if there was one; what ``cells`` does not say is right."""
        shutil.rmtree(self.root / "submitted" / student, ignore_errors=True)
        course = Course(self.root)
        course.submit(student, answer(course.released(), **{**RIGHT, **cells}))

    def notebook(self, student: str) -> Path:
        return self.root / "autograded" / student / STEM / f"{STEM}.ipynb"

    def notebooks(self, students: Collection[str] = NAMES) -> dict[str, bytes]:
        """Every autograded file."""
        found = (path for name in students for path in (self.root / "autograded" / name).rglob("*"))
        return {str(path.relative_to(self.root)): path.read_bytes() for path in found if path.is_file()}

    def hashes(self) -> dict[str, str]:
        """Of every file that holds or shows a mark."""
        places = [self.root / "gradebook.db", *(self.root / name for name in ("autograded", "feedback", "release"))]
        files = [path for place in places for path in [place, *place.rglob("*")] if path.is_file()]
        return {str(path.relative_to(self.root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    def litter(self) -> list[str]:
        """What no finished run leaves: its own folder, and temporary files."""
        return self.litter_of_grading() + [path.name for path in self.temporary.iterdir()]

    def litter_of_grading(self) -> list[str]:
        return [path.name for path in (self.root / ".grading").glob("*") if path.name != "lock"]


def _plain(value: Any) -> str:
    return repr(float(value)) if isinstance(value, int | float) else str(value)


def once_each(rows: Rows) -> bool:
    """Whether every (learner, cell) has one row, and every learner one mark."""
    keys = {table: [row[:2] for row in rows[table]] for table in rows}
    return all(len(found) == len(set(found)) for found in keys.values())


def eventually(holds: Callable[[], bool], seconds: float = 30) -> bool:
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True
