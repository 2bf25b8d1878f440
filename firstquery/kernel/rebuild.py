"""The first cell of every notebook: whoever comes back after three weeks runs it and can go on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from IPython.display import clear_output

from firstquery.checks.keys import all_questions
from firstquery.core import course, records, rooms
from firstquery.core.blank import Blank
from firstquery.core.errors import in_sentences
from firstquery.core.settings import DataTable
from firstquery.core.warehouse import add_to_path, learning, warehouse_of, words_of
from firstquery.kernel import answer, magics
from firstquery.learner import session
from firstquery.learner.exercises import exercises_of
from firstquery.learner.standing import read_standing
from firstquery.sql import connect, engines
from firstquery.sql.query import ping, sql


@in_sentences(lambda: f'rebuild("{course.example_stem()}")')
def rebuild(stem: str) -> None:
    """Makes a fresh kernel ready for a notebook of that week, and says so in a line or two.

    It teaches the notebook ``%%sql``, ``%%text`` and ``%%choice``, opens the warehouse, runs the set-up queries that
    the notebook's metadata lists (``firstquery.setup``: name to SQL), and marks every answer not made yet as blank.
    Raises `UserError` when there is no such week, and the warehouse's own sentence when it does not open.
    """
    add_to_path(course.COURSE)
    shell = session.shell()
    if records.at_the_grader():
        if shell is not None:
            magics.register(shell, [str(one.get("kind")) for one in all_questions().values()])
            _bring(course.uses_of(stem), shell)
        _set_up(stem, shell)
        return
    week = _week_called(stem)
    session.set_current_week(week)
    data = _open_data(week)
    exercises = exercises_of(week)
    if shell is not None:
        magics.register(shell, [one.kind for one in exercises])
        _bring(week.uses, shell)
    ping()
    _set_up(week.stem, shell)
    if shell is not None:
        answer.watch(shell, [one.name for one in exercises if one.name.isidentifier()])
        session.watch(shell, week.number)
        for exercise in exercises:
            if exercise.name.isidentifier():
                shell.user_ns.setdefault(exercise.name, Blank())
    ready = f"week {week.number}, {week.title}" if week.graded else "the ten questions"
    print(f"Ready for {ready}. {data}")
    standing = read_standing(week.number, exercises)
    if standing.right:
        print(f"Right here so far: {standing.right_here}.")


def _bring(uses: frozenset[str], shell: Any) -> None:
    """Let the rooms that the week uses bring their magics and tables."""
    for register in rooms.load_used("magics", uses):
        register(shell)
    for path in rooms.load_used("tables", uses):
        engines.attach(path)


def _open_data(week: course.Week) -> str:
    """Have the notebook ask what its week is about, and say so. Other data are written first where they are missing."""
    told: list[str] = []
    words = words_of(week.stem, course.COURSE)

    def tell() -> None:
        told.append(words.writing if isinstance(words, DataTable) else "")
        print(*told)

    ours = learning(course.COURSE)
    file = warehouse_of(week.stem, course.COURSE, ours, tell)
    if told:
        clear_output(wait=True)  # type: ignore[no-untyped-call]  # it is done, and the next line takes its place
    connect.open_course_data(None if file == ours else file)
    if os.environ.get("FIRSTQUERY_WAREHOUSE"):
        return "Your own database is open, for reading only."
    return words.opened


def _week_called(stem: str) -> course.Week:
    """The week of that stem; of that number, where her notebook is older than the name that the week has now."""
    number = int(stem[5:7]) if isinstance(stem, str) and course.STEM.fullmatch(stem) else None
    named = next((one for one in course.weeks() if one.number == number), None)
    return named or course.week(stem)


def _set_up(stem: str, shell: Any) -> None:
    """Binds what the notebook builds on, where it is not bound yet: name to SQL in its metadata."""
    if shell is None or not isinstance(stem, str) or not course.STEM.fullmatch(stem):
        return
    for notebook in (Path(f"{stem}.ipynb"), course.COURSE / "notebooks" / f"{stem}.ipynb"):
        queries = course.metadata_of(notebook).get("setup")
        if isinstance(queries, dict):
            for name, text in queries.items():
                if name not in shell.user_ns:
                    shell.user_ns[name] = sql(text)
            return
