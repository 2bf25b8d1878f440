"""`help_me()`: what a helper needs to know, as one text to copy. Nothing leaves the machine by itself."""

from __future__ import annotations

import html
import os
import platform
import re
import sys
from importlib import metadata
from typing import Any

from firstquery.core import course, records
from firstquery.core.errors import UserError, in_sentences
from firstquery.learner import display
from firstquery.learner.current_week import current_week
from firstquery.learner.exercises import Exercise, exercises_of
from firstquery.learner.help.exercise_reference import resolve, usage
from firstquery.learner.help.hints import shown_hints
from firstquery.learner.help.last_failure import LONGEST, Failure, last
from firstquery.learner.help.redaction import redacted

MOST_TRIES = 5
_ID = re.compile(r"\bw\d\d-q\d+\b")


class Report:
    """What IPython displays: a box to copy from, and the same text for a terminal."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        rows = min(30, self.text.count("\n") + 2)
        box = (
            "<p>Read this, then copy it and send it to whoever helps you. Nothing was sent. Go into it (Tab, or a "
            "click), then <kbd>Ctrl</kbd>+<kbd>A</kbd> and <kbd>Ctrl</kbd>+<kbd>C</kbd> (on a Mac <kbd>⌘</kbd>).</p>"
            f'<textarea readonly aria-label="Text for a helper" rows="{rows}" '
            'style="width: 100%; box-sizing: border-box; font-family: monospace; font-size: 1em">'
            f"{html.escape(self.text)}</textarea>"
        )
        return {"text/plain": self.text, "text/html": box}


@in_sentences(lambda: f"help_me() or {usage('help_me')}")
def help_me(exercise: Any = None) -> None:
    """Gathers the last cell that failed, its error, what was tried and the versions, as one text to copy.

    ``exercise``, such as ``w01-q3``, says what it is about; without it, the failed cell does. Home folder, user name,
    addresses, keys and names are left out, and no rows of data are in it. Silent at the grader.
    """
    if records.at_the_grader():
        return
    week, name = resolve(exercise) if exercise is not None else _about(last())
    display.show(Report(report_of(display.shell(), week, name)))


def report_of(shell: Any, week: course.Week | None, name: str) -> str:
    """The text. ``shell`` is IPython's, or None; ``name`` is the exercise's, or empty."""
    cell = last()
    if cell is not None and name and _about(cell)[1] not in ("", name):
        cell = None  # it failed at another exercise
    one = next((one for one in exercises_of(week) if one.id == name), None) if week else None
    parts = ["First Query: what a helper needs to know", ""]
    if week:
        parts += [f"Week {week.number}, {week.title}{f', exercise {name} ({one.title})' if one else ''}", ""]
    parts += (
        _cell("The cell that failed last", cell.source) if cell else ["No failed cell is known in this notebook.", ""]
    )
    if cell:
        parts += _cell("What it said", cell.error)
    if one and (answer := _answer(shell, one)) and (cell is None or answer.strip() != cell.source.strip()):
        parts += _cell(f"The answer it is about ({one.name})", answer)
    if name:
        parts += _tried(name)
    parts += ["Versions", *(f"  {line}" for line in versions())]
    return redacted("\n".join(parts))


def versions() -> list[str]:
    """Of the program, of Python and what matters of its libraries, and of the system; one a line."""
    found = [f"Python {platform.python_version()}"]
    for package in ("firstquery", "jupyterlab", "ipython", "pandas", "sqlalchemy"):
        try:
            found.append(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            found.append(f"{package}: not installed")
    own = " (queries go to a database of her own)" if os.environ.get("FIRSTQUERY_WAREHOUSE") else ""
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return [", ".join(found), f"{system}, text as {sys.getfilesystemencoding()}{own}"]


def _about(cell: Failure | None) -> tuple[course.Week | None, str]:
    """The week, and the exercise that a failed cell belongs to; empty where that cannot be told."""
    here = current_week()
    if cell is None:
        return here, ""
    if named := _ID.search(cell.id) or _ID.search(cell.source):
        try:
            return course.week(named[0]), named[0]
        except UserError:
            return here, ""
    first = cell.source.lstrip().partition("\n")[0]
    for one in exercises_of(here) if here else []:
        if re.match(rf"%%\w+\s+{re.escape(one.name)}\s*$|{re.escape(one.name)}\s*=", first):
            return here, one.id
    return here, ""


def _answer(shell: Any, one: Exercise) -> str:
    """The cell that made the answer last, as it was written; empty where none was run."""
    history = getattr(getattr(shell, "history_manager", None), "input_hist_raw", [])
    made = re.compile(rf"%%\w+[ \t]+{re.escape(one.name)}[ \t]*$|^{re.escape(one.name)}[ \t]*=", re.MULTILINE)
    return next((str(cell)[:LONGEST] for cell in reversed(history) if made.search(str(cell))), "")


def _tried(name: str) -> list[str]:
    record = records.read(name) or {}
    made = record.get("attempts")
    tries = [one for one in made if isinstance(one, dict)] if isinstance(made, list) else []
    if not tries:
        return ["What was tried: no check has been run.", ""]
    count = record.get("count")
    lines = [f"What was tried (checks: {count if isinstance(count, int) else len(tries)}, the last ones first)"]
    for one in reversed(tries[-MOST_TRIES:]):
        lines.append(f"  {str(one.get('said') or one.get('outcome') or '?')[:600]}")
    if shown := sorted(shown_hints(name)):
        lines.append(f"  Hints shown: {', '.join(map(str, shown))}")
    return [*lines, ""]


def _cell(title: str, text: str) -> list[str]:
    return [title, *(f"    {line}".rstrip() for line in text.strip("\n").split("\n")), ""]
