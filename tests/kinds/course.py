"""A course of the one week that has an exercise of every kind, on a table of orders, and its submissions."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from tests.conftest import ROOT
from tests.grading.orders import DATA, Course, cell_of, write_settings

STEM = "week-91-every-kind"
SEEDS = {"data": 1, "held-out": 2}
#: How many orders come from each region, so that no snapshot has two alike.
REGIONS = ["East"] * 5 + ["North"] * 4 + ["South"] * 3 + ["West"] * 2


def warehouse(path: Path, seed: int, orders: int = 160) -> None:
    """A SQLite file with one table, orders: who pays soon has mostly paid."""
    drawn = random.Random(seed)
    rows = []
    for _ in range(orders):
        days = drawn.randint(0, 80)
        paid = int(days < 40) if drawn.random() < 0.95 else drawn.randint(0, 1)
        rows.append(
            (
                f"C{drawn.randint(100, 999)}",
                drawn.choice(REGIONS),
                drawn.randint(2, 60) * 10 + drawn.randint(1, 9),
                days,
                paid,
            )
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(path) as database:
        database.execute(
            "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT, region TEXT, total INTEGER, days INTEGER, "
            "paid INTEGER)"
        )
        database.executemany("INSERT INTO orders (customer, region, total, days, paid) VALUES (?, ?, ?, ?, ?)", rows)
    database.close()


def make(root: Path) -> Course:
    """The course in ``root``, with both snapshots; nothing is released."""
    shutil.copytree(ROOT / "tests" / "fixture" / STEM, root / "source" / STEM)
    for name in ("nbgrader_config.py", "grader_config.py"):
        shutil.copy(ROOT / name, root)
    with (root / "grader_config.py").open("a", encoding="utf-8") as policies:
        policies.write("\nc.Execute.timeout = 20\n")
    write_settings(root, STEM)
    for folder, seed in SEEDS.items():
        warehouse(root / folder / DATA.name, seed)
    return Course(root)


def released(course: Course) -> NotebookNode:
    return nbformat.read(course.root / "release" / STEM / f"{STEM}.ipynb", as_version=4)


def submit(course: Course, student: str, answers: dict[str, str]) -> None:
    """Hands in the release with ``answers``, the source of an answer cell by exercise."""
    notebook = released(course)
    for exercise, source in answers.items():
        cell_of(notebook, f"{exercise}-answer").source = source
    folder = course.root / "submitted" / student / STEM
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{STEM}.ipynb")
    shutil.copy(course.root / "release" / STEM / "key.json", folder)
