"""A course of one week in a new folder: its data, its settings, a lesson, a practice, and the list that proves it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os import environ
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from firstquery.authoring.new_course.snapshot import Progress, take
from firstquery.authoring.new_course.subject import Subject, subject
from firstquery.authoring.tidy import mark
from firstquery.core.course import curriculum
from firstquery.core.errors import UserError
from firstquery.core.notebook_form import dump, normalise, read
from firstquery.core.settings import FILE
from firstquery.core.warehouse import learning

TEMPLATES = Path(__file__).with_name("templates")
#: The files of templates/, and where they stand in a course: of the whole, and of one week.
COURSE = {
    "course.toml.j2": "course.toml",
    "grader_config.py.j2": "grader_config.py",
    "nbgrader_config.py.j2": "nbgrader_config.py",
    "gitignore.j2": ".gitignore",
    "held_out.py.j2": "data/held_out.py",
    "start-here.ipynb": "notebooks/start-here.ipynb",
}
WEEK = {
    "lesson.ipynb": "notebooks/{stem}.ipynb",
    "practice.ipynb": "source/{stem}/{stem}.ipynb",
    "answers.py.j2": "source/{stem}/answers.py",
    "facilitator.md.j2": "source/{stem}/facilitator.md",
    "solutions.md.j2": "source/{stem}/solutions.md",
}
FIRST = ("Count by group", "How many rows are there of each kind?")
#: What brings a week that was just made into order, the proof last, and what an author does next.
STEPS = {
    "release the practice": ("release", "{}"),
    "run the notebooks": ("tidy", "--run"),
    "prove every listed answer": ("prove", "{}", "--json"),
}
NEXT = {
    "firstquery lab": "opens the course as a learner has it",
    "firstquery release {}": "after each change of the practice or of answers.py: makes release/ anew",
    "firstquery prove {}": "and proves again that each listed answer gets its mark",
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
    slug = _slug(folder.name) or "course"
    with tempfile.TemporaryDirectory(prefix="first-query-") as aside:
        taken = Path(aside, "data.sqlite")
        cut = take(data, taken, tables, most, progress)
        asked = subject(taken)
        for name, place in COURSE.items():
            _write(folder / place, _rendered(name, {"course": title, "slug": slug}))
        shutil.copyfile(taken, folder / "data" / f"{slug}.sqlite")
    _write_week(folder, 1, *FIRST, asked)
    return Made(asked, cut)


def add_week(course: Path, title: str, question: str) -> int:
    """Add a week to the course, the exercise of which is that of `make`; return its number."""
    number = max(one.number for one in curriculum(course)) + 1
    if not _slug(title):
        raise UserError(f"The title {title!r} has no letter from A to Z, of which the week's files get their names.")
    _write_week(course, number, title, question, subject(learning(course)))
    return number


def _write_week(course: Path, number: int, title: str, question: str, asked: Subject) -> None:
    stem = f"week-{number:02}-{_slug(title)}"
    said = {"week": number, "title": title, "question": question}
    names = {"number": number, "title": title, "question": question, "stem": stem, "id": f"w{number:02}"}
    names |= {"table": asked.table, "column": asked.column}
    for name, place in WEEK.items():
        _write(course / place.format(stem=stem), _rendered(name, names, said))
    with (course / FILE).open("a", encoding="utf-8", newline="\n") as settings:
        settings.write(_rendered("week.toml.j2", names))


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _rendered(name: str, names: Mapping[str, Any], said: Mapping[str, Any] = MappingProxyType({})) -> str:
    """The text of a template; ``said`` goes into the metadata of a notebook."""
    pages = Environment(
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False
    )
    pages.filters["toml"] = lambda text: json.dumps(text, ensure_ascii=False)
    if not name.endswith(".ipynb"):
        return pages.get_template(name).render(names)
    notebook = read((TEMPLATES / name).read_text(encoding="utf-8"))
    for cell in notebook.cells:
        cell.source = pages.from_string(cell.source).render(names)
    notebook.metadata.firstquery |= said
    mark(notebook)
    normalise(notebook)
    return dump(notebook)


def prove(course: Path, number: int, progress: Progress) -> str:
    """Release, run and prove a week that was just made; return in a line what was proven. Raise `UserError`."""
    for what, arguments in STEPS.items():
        progress(what, 1.0)
        said = _run(course, *(one.format(number) for one in arguments))
    [week] = json.loads(said)["weeks"]
    cases = [one for one in week["cases"] if one["snapshot"] == "held-out" and one["line"]]
    count = {role: sum(one["role"] == role for one in cases) for role in ("right", "wrong", "typed")}
    return (
        f"Proven on these data and on held-out ones: {count['right']} right answers are accepted, {count['wrong']} "
        f"wrong ones refused with their own message, {count['typed']} typed-in one refused on held-out data."
    )


def _run(folder: Path, *arguments: str) -> str:
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
