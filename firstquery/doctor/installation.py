"""The installation: Python and its libraries, other programs, and the course's own files."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from firstquery.core import bundle, course
from firstquery.core.errors import UserError
from firstquery.core.warehouse import learning
from firstquery.doctor.problem import Folders, Problem, few, is_notebook, read, start

OLDEST = (3, 11)
NEEDED = (
    *("IPython", "filelock", "icalendar", "ipykernel", "jinja2", "jupyterlab", "markdown_it", "matplotlib", "nbgrader"),
    *("pandas", "phonenumbers", "psycopg", "pydantic", "rich", "simpleeval", "sklearn", "sqlalchemy", "sqlglot"),
    *("typer", "unidiff"),
)
# Each library in turn: one that does not load must not hide the next.
_LOAD = """
import importlib, json, sys
failed = {}
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except BaseException as fault:
        failed[name] = f"{type(fault).__name__}: {fault}"
print("loaded " + json.dumps(failed))
"""
AGAIN = "Get the course again into a new folder, and start from there: your own folder is not touched."
CARRIED = "Delete the folder {}: the next command unpacks the course again. Your own folder is not touched."


def version(folders: Folders) -> Iterator[Problem]:
    """The version of Python."""
    if sys.version_info[:2] < OLDEST:
        yield Problem(
            f"This is Python {sys.version_info[0]}.{sys.version_info[1]}, and First Query needs 3.11 or newer.",
            "Install a newer one from python.org, then run start.py with it.",
        )


def environment(folders: Folders) -> Iterator[Problem]:
    """The environment that start.py made: finished, for this version of the course, and in this place."""
    folder = folders.course / ".venv"
    if not folder.exists():
        return
    again = f"Close JupyterLab, then run {start()}: it makes the environment again. Your own folder is not touched."
    stamp = read(folder / "first-query.json") or {}
    if not {"folder", "lock"} <= stamp.keys():
        yield Problem(f"The environment in {folder} was never finished.", again, "warning")
        return
    if Path(str(stamp["folder"])).resolve() != folders.course.resolve():
        what = f"The environment was made in {stamp['folder']}, and the course has moved to {folders.course}."
        yield Problem(what, again)
    lock = folders.course / "requirements.lock"
    if lock.is_file() and stamp["lock"] != hashlib.sha256(lock.read_bytes().replace(b"\r\n", b"\n")).hexdigest():
        yield Problem("The environment was made for another version of the course.", again, "warning")


def libraries(folders: Folders) -> Iterator[Problem]:
    """The libraries load, each tried in a Python of its own."""
    # -I leaves out PYTHONPATH and the folder at hand
    ran = subprocess.run(
        [sys.executable, "-I", "-c", _LOAD, *NEEDED],
        capture_output=True,
        timeout=120,
        check=False,
        encoding="utf-8",
        errors="replace",  # what a library of Windows says of itself may be in the coding of that machine
    )
    said = ran.stdout.rpartition("loaded ")[2]
    failed = json.loads(said) if ran.returncode == 0 and said else {"Python": (ran.stderr or "it ended").strip()[-200:]}
    for name, why in sorted(failed.items()):
        yield Problem(
            f"The library {name} does not load ({why.splitlines()[0][:200]}).",
            "Install First Query again, into an environment of its own."
            if folders.course == bundle.folder()
            else f"Something in the environment is damaged: delete the folder {folders.course / '.venv'}, then "
            f"run {start()}; with conda, make the environment anew from environment.yml.",
        )


def files(folders: Folders) -> Iterator[Problem]:
    """The folder is the course's, and each week has its lesson and its practice."""
    if folders.course == bundle.folder():
        try:
            bundle.unpack()
        except UserError as fault:
            yield Problem(fault.sentence, "Then give the command again.")
            return
    if not (folders.course / "course.toml").is_file():
        yield Problem(f"{folders.course} is not the folder of the course.", _again(folders))
        return
    lessons, practices = folders.course / "notebooks", folders.course / "release"
    stems = {*course.stems(folders.course), *(path.name for path in practices.glob("week-*"))}
    if not stems:
        yield Problem(
            f"There is no week in {folders.course}: its folder notebooks is missing or empty.", _again(folders)
        )
    # A practice that is not graded is questions alone.
    alone = {week.stem for week in course.practices(folders.course) if not week.graded}
    wanted = [lessons / f"{stem}.ipynb" for stem in ("start-here", *sorted(stems - alone))]
    wanted += [practices / stem / f"{stem}.ipynb" for stem in sorted(stems)]
    bad = [path for path in wanted if not is_notebook(path)]
    missing = [path.relative_to(folders.course).as_posix() for path in bad if not path.exists()]
    damaged = [path.relative_to(folders.course).as_posix() for path in bad if path.exists()]
    if missing:
        yield Problem(f"Files of the course are missing: {few(missing)}.", _again(folders))
    if damaged:
        yield Problem(f"Files of the course are damaged: {few(damaged)}.", _again(folders))


def keys(folders: Folders) -> Iterator[Problem]:
    """Each week's key, in the course and beside her practice: without it no check can say anything."""
    for week in course.practices(folders.course):
        if week.key.parent.is_dir() and _key(week.key) is None:
            yield Problem(f"The key of week {week.number}, {week.key}, is missing or damaged.", _again(folders))
    for practice in sorted((folders.work / "practice").glob("week-*")):
        if practice.is_dir() and _key(practice / "key.json") is None:
            yield Problem(
                f"The key beside your practice, {practice / 'key.json'}, is missing or damaged, so no check works.",
                f"Run {start()}: it puts the key back. Your answers are not touched.",
            )


def data(folders: Folders) -> Iterator[Problem]:
    """The course's database: there, and to the byte the one that the keys were made with."""
    path, title = learning(folders.course), course.settings(folders.course).warehouse.title
    is_carried = folders.course == bundle.folder()
    mend = _again(folders) if is_carried else "`firstquery warehouse build` makes it anew, in about a minute."
    if not path.is_file():
        yield Problem(f"{title} is missing: {path}.", mend)
        return
    made_with = {str(key["hash"]) for week in course.weeks(folders.course) if (key := _key(week.key)) and "hash" in key}
    if made_with and hashlib.sha256(path.read_bytes()).hexdigest() not in made_with:
        yield Problem(f"{title}, {path}, is damaged or of another version: checks would be wrong.", mend)


def own_database(folders: Folders) -> Iterator[Problem]:
    if os.environ.get("FIRSTQUERY_WAREHOUSE"):
        yield Problem(
            "FIRSTQUERY_WAREHOUSE is set: your queries run on that database, and checks ask about the course's.",
            "Unset it to work on the exercises.",
            "warning",
        )


def git(folders: Folders) -> Iterator[Problem]:
    """git, for the weeks that read the history of a project; the version that they were made with, or newer."""
    from firstquery.review import program

    try:
        program.must_be_new_enough()
    except UserError as fault:
        what = fault.sentence.removesuffix(f" {program.GET_IT}")
        weeks = ", ".join(str(week.number) for week in course.weeks(folders.course) if "git" in week.uses)
        yield Problem(f"{what} It is needed in: week {weeks}.", program.GET_IT, "warning")


def sandbox(folders: Folders) -> Iterator[Problem]:
    """For whoever grades: other people's notebooks run in a sandbox. A learner needs none."""
    from firstquery.sandbox import box

    grades = any((folders.course / name).exists() for name in ("held-out", "submitted", "gradebook.db"))
    if grades and (why := box.refusal()):
        yield Problem("Nothing that was handed in can be graded on this machine: it has no sandbox.", why)


def _again(folders: Folders) -> str:
    """Return how a course gets its files back: one that is installed is unpacked again."""
    return CARRIED.format(folders.course) if folders.course == bundle.folder() else AGAIN


def _key(path: Path) -> dict[str, Any] | None:
    key = read(path)
    return key if key and isinstance(key.get("exercises"), dict) and key["exercises"] else None
