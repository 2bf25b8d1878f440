"""A course of one tiny week in a folder of its own, and the submissions of its learners."""

from __future__ import annotations

import os
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from tests.commands import Command

ROOT = Path(__file__).resolve().parents[2]
STEM = "week-90-orders"
DATA = Path("data") / "orders.sqlite"
#: (customer, total, paid): the held-out totals are numbers that stand nowhere else.
LEARNING = [("Ash", 10, 1), ("Birch", 40, 0), ("Cedar", 30, 1), ("Elm", 20, 1), ("Fir", 50, 0)]
HELD_OUT = [("Oak", 70911, 1), ("Pine", 70922, 0), ("Rowan", 70955, 1), ("Sorb", 70944, 1), ("Thorn", 70933, 1)]


def warehouse(path: Path, rows: list[tuple[str, int, int]]) -> None:
    """A SQLite file with one table, orders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT, total INTEGER, paid INTEGER)")
        database.executemany("INSERT INTO orders (customer, total, paid) VALUES (?, ?, ?)", rows)
    database.close()


def write_settings(root: Path, stem: str, more: str = "") -> None:
    """Writes the course.toml of a course of one week, whose data nobody draws; ``more`` stands before the weeks."""
    week = f'number = {int(stem[5:7])}\nmonth = 1\nmonth_title = "Try"\ntitle = "Orders"\nquestion = "How many?"\n'
    text = f'title = "Orders"\n[warehouse]\nfile = "{DATA.as_posix()}"\n{more}[[weeks]]\n{week}stem = "{stem}"\n'
    (root / "course.toml").write_text(text, encoding="utf-8")


@dataclass(frozen=True)
class Course:
    """A course root with a source/ and both snapshots; ``run`` starts stock commands in it."""

    root: Path

    @classmethod
    def make(cls, root: Path, cell_seconds: int = 30) -> Course:
        shutil.copytree(ROOT / "tests" / "grading" / "fixture" / "source", root / "source")
        shutil.copy(ROOT / "nbgrader_config.py", root)
        policies = (ROOT / "grader_config.py").read_text(encoding="utf-8")
        (root / "grader_config.py").write_text(f"{policies}\nc.Execute.timeout = {cell_seconds}\n", encoding="utf-8")
        write_settings(root, STEM)
        warehouse(root / DATA, LEARNING)
        warehouse(root / "held-out" / DATA.name, HELD_OUT)
        return cls(root)

    def run(self, *command: str, stem: str = STEM) -> str:
        """The output of a command that must succeed: ``run("nbgrader", "autograde", STEM)``."""
        env = {**os.environ, "FIRSTQUERY_COURSE": str(self.root), "FIRSTQUERY_WORK": str(self.root / "work")}
        done = Command(command[0], command[1:], self.root, env, is_sharing=True)
        said = "".join(done.communicate(900))  # a hundred submissions, on a busy machine
        assert done.returncode == 0, said
        return said

    def released(self) -> NotebookNode:
        return nbformat.read(self.root / "release" / STEM / f"{STEM}.ipynb", as_version=4)

    def submit(self, student: str, notebook: NotebookNode, note: str = "") -> None:
        """Puts a submission where `nbgrader collect` would: with the key beside it, as the learner has it."""
        folder = self.root / "submitted" / student / STEM
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{STEM}.ipynb")
        shutil.copy(self.root / "release" / STEM / "key.json", folder)


def answer(notebook: NotebookNode, **cells: str) -> NotebookNode:
    """Fills answer cells: ``answer(notebook, q1="%%sql paid_orders\\nSELECT 3")``, with what they showed her stored."""
    for number, source in cells.items():
        cell = cell_of(notebook, f"w90-{number}-answer")
        cell.source = source
        cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text=f"shown to the learner in {number}\n")]
    return notebook


def cell_of(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    return next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id)
