"""A course of one week in a new folder: its data, its settings, a lesson, a practice, and the list that proves it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from os import environ
from pathlib import Path
from typing import Any

import nbformat
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from firstquery.authoring.new_course.snapshot import Progress, take
from firstquery.authoring.new_course.subject import Subject, subject
from firstquery.core.errors import UserError
from firstquery.core.notebook_form import dump, normalise

TEMPLATES = Path(__file__).with_name("templates")
STEM = "week-01-count-by-group"
#: The files of templates/, and where they stand in a course.
PLACES = {
    "course.toml.j2": "course.toml",
    "grader_config.py.j2": "grader_config.py",
    "nbgrader_config.py.j2": "nbgrader_config.py",
    "gitignore.j2": ".gitignore",
    "held_out.py.j2": "data/held_out.py",
    "start-here.ipynb": "notebooks/start-here.ipynb",
    "lesson.ipynb": f"notebooks/{STEM}.ipynb",
    "practice.ipynb": f"source/{STEM}/{STEM}.ipynb",
    "answers.py.j2": f"source/{STEM}/answers.py",
    "facilitator.md.j2": f"source/{STEM}/facilitator.md",
    "solutions.md.j2": f"source/{STEM}/solutions.md",
}
#: What brings a course that was just made into order, the proof last.
STEPS = {
    "release the practice": ("release", "1"),
    "run the notebooks": ("tidy", "--run"),
    "prove every listed answer": ("prove", "1", "--json"),
}
NEXT = {
    "firstquery lab": "opens the week as a learner has it",
    "firstquery release 1": "after each change of the practice or of answers.py: makes release/ anew",
    "firstquery prove 1": "and proves again that each listed answer gets its mark",
}


@dataclass(frozen=True)
class Made:
    """What was made: what its exercise asks, and the tables of which only the first rows are there."""

    subject: Subject
    cut: list[str]


def make(folder: Path, data: str, title: str, tables: Sequence[str], most: int, progress: Progress) -> Made:
    """Make a course in ``folder``, which is new or empty. Raise `UserError` where that fails, and write nothing."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(
            f"{folder} is there already and is not empty. A new course needs a folder of its own: name another."
        )
    slug = re.sub(r"[^a-z0-9]+", "-", folder.name.lower()).strip("-") or "course"
    with tempfile.TemporaryDirectory(prefix="first-query-") as aside:
        taken = Path(aside, "data.sqlite")
        cut = take(data, taken, tables, most, progress)
        asked = subject(taken)
        names = {"title": title, "slug": slug, "stem": STEM, "table": asked.table, "column": asked.column}
        texts = {place: _rendered(name, names) for name, place in PLACES.items()}
        for place, text in texts.items():
            path = folder / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        shutil.copyfile(taken, folder / "data" / f"{slug}.sqlite")
    return Made(asked, cut)


def _rendered(name: str, names: dict[str, str]) -> str:
    pages = Environment(
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False
    )
    pages.filters["toml"] = lambda text: json.dumps(text, ensure_ascii=False)
    if not name.endswith(".ipynb"):
        return pages.get_template(name).render(names)
    notebook: Any = nbformat.read(TEMPLATES / name, as_version=4)  # type: ignore[no-untyped-call]
    for cell in notebook.cells:
        cell.source = pages.from_string(cell.source).render(names)
    normalise(notebook)
    return dump(notebook)


def run(folder: Path, *arguments: str) -> str:
    """Return what a command of ours prints about the course in ``folder``. Raise `UserError` with it where it fails."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "firstquery.cli.main", *arguments],
        cwd=folder,
        env={**environ, "FIRSTQUERY_COURSE": str(folder)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip()
        raise UserError(
            f"{folder} is made, and `firstquery {' '.join(arguments)}` failed there. Mend it, or remove the folder "
            f"and begin again.\n{said}"
        )
    return done.stdout


def proven(said: str) -> str:
    """Return in a line what `prove --json` says of a week whose proof holds."""
    [week] = json.loads(said)["weeks"]
    cases = [one for one in week["cases"] if one["snapshot"] == "held-out" and one["line"]]
    count = {role: sum(one["role"] == role for one in cases) for role in ("right", "wrong", "typed")}
    return (
        f"Proven on these data and on held-out ones: {count['right']} right answers are accepted, {count['wrong']} "
        f"wrong ones refused with their own message, {count['typed']} typed-in one refused on held-out data."
    )
