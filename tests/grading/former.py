"""The tiny week after its second exercise was changed: what it was is kept, and the other one has a new id."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from .orders import STEM, Course

#: In the present practice: five points where the former exercise had three.
SMALLEST = "%%sql smallest\nSELECT customer, total FROM orders ORDER BY total LIMIT 3"
NEW = {
    "q1": "%%sql paid_orders\nSELECT COUNT(*) FROM orders WHERE paid = 1",
    "q5": SMALLEST,
    "q3": "%%choice reason\nB",
    "q4": "%%text definition\nEvery order that has been paid, counted once.",
}


def commit(root: Path) -> None:
    """Commit all of the course, as its author does before a release."""
    who = {f"GIT_{one}_{part}": "author" for one in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    environment = {**os.environ, **who}
    for command in (("init", "-q"), ("add", "source", "release"), ("commit", "-q", "-m", "release")):
        subprocess.run(["git", *command], cwd=root, check=True, env=environment)


def change(root: Path) -> None:
    """Ask for the smallest three in place of the largest, under a new id, in the practice and in answers.py."""
    folder = root / "source" / STEM
    notebook = nbformat.read(folder / f"{STEM}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.id.startswith("w90-q2"):
            cell.id = cell.id.replace("q2", "q5")
            cell.metadata.nbgrader["grade_id"] = cell.id
            cell.source = cell.source.replace("largest", "smallest").replace(" DESC", "").replace("w90-q2", "w90-q5")
        if cell.id == "w90-q5":
            cell.metadata.nbgrader["points"] = 5
    nbformat.write(notebook, folder / f"{STEM}.ipynb")
    answers = (folder / "answers.py").read_text(encoding="utf-8")
    head, _, rest = answers.partition("# %% w90-q2 exercise")
    _, _, tail = rest.partition("# %% w90-q3 exercise")
    listed = """# %% w90-q5 exercise: table ordered=total | The smallest three
# %% w90-q5 right: sorted and cut
smallest = sql("SELECT customer, total FROM orders ORDER BY total LIMIT 3")
# %% w90-q5 right: other columns first
smallest = sql("SELECT total, customer FROM orders ORDER BY 1 LIMIT 3")
# %% w90-q5 right: with pandas
smallest = sql("SELECT customer, total FROM orders").nsmallest(3, "total")
# %% w90-q5 wrong: the largest | Those are the largest three.
smallest = sql("SELECT customer, total FROM orders ORDER BY total DESC LIMIT 3")
# %% w90-q5 wrong: the first | Those are the first three that came in.
smallest = sql("SELECT customer, total FROM orders ORDER BY id LIMIT 3")
# %% w90-q5 typed: typed in | This table fits the data you have and no other.

"""
    (folder / "answers.py").write_text(f"{head}{listed}# %% w90-q3 exercise{tail}", encoding="utf-8")


def change_again(root: Path) -> None:
    """Ask for the smallest two, under yet another id, for four points."""
    for name in (f"{STEM}.ipynb", "answers.py"):
        path = root / "source" / STEM / name
        text = (
            path.read_text(encoding="utf-8")
            .replace("w90-q5", "w90-q6")
            .replace("ORDER BY total LIMIT 3", "ORDER BY total LIMIT 2")
        )
        text = text.replace("ORDER BY 1 LIMIT 3", "ORDER BY 1 LIMIT 2").replace("nsmallest(3", "nsmallest(2")
        path.write_text(text.replace('"points": 5', '"points": 4'), encoding="utf-8")


def retire(course: Course) -> NotebookNode:
    """Keep the practice of a released ``course``, change it and release it anew. Returns the practice as it was."""
    before = course.released()
    commit(course.root)
    course.run("firstquery.cli.main", "retire", "90")
    change(course.root)
    course.run("firstquery.cli.main", "release", "90")
    return before


def upgrade(course: Course, changed: Path) -> None:
    """Put the files of a ``changed`` course in place of the course's, as an upgrade does; what is a cohort's stays."""
    for name in ("source", "release"):
        shutil.rmtree(course.root / name)
        shutil.copytree(changed / name, course.root / name)


def key(root: Path) -> dict[str, object]:
    return json.loads((root / "release" / STEM / "key.json").read_text(encoding="utf-8"))
