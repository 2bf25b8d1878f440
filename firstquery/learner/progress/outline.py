"""The course as a list beside the page: months, weeks, exercises and how each stands, as plain JSON.

JupyterLab's panel draws it (firstquery/lab/pages); whoever serves the page, or a kernel, calls `outline`.
"""

from __future__ import annotations

import datetime as dt
import json
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from firstquery.checks.keys import Exercise
from firstquery.checks.kind import unread
from firstquery.core import course as courses
from firstquery.learner import text
from firstquery.learner.progress.history import History, history_of, read_records
from firstquery.learner.progress.state import Progress, State, Week, plans, progress_of
from firstquery.learner.progress.view import MARKS, state_in_words

START = "start-here.ipynb"
#: How an exercise stands: its mark and its words.
STANDS = {
    "right": ("✓", "done"),
    "not-yet": ("◐", "not yet"),
    "could-not-run": ("◐", "could not be checked"),  # as finish() says it
    "": ("○", "not tried"),
}
#: Right here, and short of marks on unseen data; of a text, a person has yet to read it.
SHORT, WRITTEN = ("◐", "short of marks"), ("✓", "written")
OPTIONAL = ("○", "if you like")  # while it is not tried


def outline(now: dt.datetime | None = None, course: Path | None = None) -> dict[str, Any]:
    """Return the months and their weeks as they stand at ``now`` (with an offset; else this moment), and the next step.

    ``week`` is the number of the week to go on with and ``here`` the exercise in it, empty where its lesson comes
    first; both are None where nothing is left to do.
    """
    now = now or dt.datetime.now().astimezone()
    history = history_of(read_records(), now)
    found = progress_of(plans(course), history, now)
    current = found.current
    groups = groupby(found.weeks, key=lambda one: (one.plan.month, one.plan.month_title))
    return {
        "title": courses.settings(course).title,
        "said": f"{found.done} of {text.count(len(found.weeks), 'week')} done",
        "start": _path(START),
        "week": current.number if current else None,
        "here": _here(found, current) if current else None,
        "months": [_month(number, title, list(weeks), history, course) for (number, title), weeks in groups],
    }


def _here(found: Progress, week: Week) -> str:
    """Return the exercise to go on with: the one checked last, if it is not right yet, else the next one left."""
    order = [one.id for one in week.plan.exercises]
    left = [one for one in order if courses.number_of(one) in week.left]
    if not (week.tried and left):
        return ""
    last = found.last_check.exercise if found.last_check else ""
    onward = [one for one in left if last in order and order.index(one) >= order.index(last)]
    return (onward or left)[0]


def _month(number: int, title: str, weeks: list[Week], history: History, course: Path | None) -> dict[str, Any]:
    done = sum(one.state is State.DONE for one in weeks)
    written = any(one.plan.stem for one in weeks)
    return {
        "number": number,
        "title": f"Month {number} · {title}",
        "done": done,
        "said": f"{done} of {text.count(len(weeks), 'week')} done" if written else str(State.NOT_WRITTEN),
        "weeks": [_week(one, history, course) for one in weeks],
    }


def _week(week: Week, history: History, course: Path | None) -> dict[str, Any]:
    stem = week.plan.stem
    released = (course or courses.COURSE) / "release" / f"{stem}" / f"{stem}.ipynb"
    minutes = minutes_of(released) if stem else {}
    exercises = [_exercise(one, week, history, minutes) for one in week.plan.exercises]
    asked = {one.id for one in week.standing.exercises}
    left = sum(one["minutes"] for one in exercises if one["id"] in asked and one["mark"] != MARKS[State.DONE])
    return {
        "number": week.number,
        "title": week.plan.title,
        "mark": MARKS[week.state],
        "said": state_in_words(week),
        "done": week.done,
        "left": left,
        "lesson": _path(f"{stem}.ipynb") if stem else "",
        "practice": _path(f"practice/{stem}/{stem}.ipynb") if stem else "",
        "exercises": exercises,
    }


def _exercise(exercise: Exercise, week: Week, history: History, minutes: dict[str, int]) -> dict[str, Any]:
    stands = history.tried.get(exercise.id)
    outcome = stands.outcome if stands else ""
    mark, said = STANDS.get(outcome, STANDS["" if outcome == "not-attempted" else "not-yet"])
    if exercise in week.standing.short:
        mark, said = SHORT
    elif outcome == "right" and unread(exercise.kind):
        mark, said = WRITTEN
    elif exercise.is_optional and (mark, said) == STANDS[""]:
        mark, said = OPTIONAL
    return {
        "id": exercise.id,
        "number": courses.number_of(exercise.id),
        "title": exercise.title,
        "mark": mark,
        "said": said,
        "minutes": minutes.get(exercise.id, 0),
        "optional": exercise.is_optional,
    }


def _path(name: str) -> str:
    """Return the name of a notebook in the learner's folder; empty where she has removed it."""
    return name if (courses.work_folder() / name).is_file() else ""


def minutes_of(notebook: Path) -> dict[str, int]:
    """Return the minutes of each exercise, as a practice's cells say them; none where it can't be read."""
    try:
        stat = notebook.stat()
    except OSError:
        return {}
    return dict(_read_minutes(notebook.absolute(), stat.st_mtime_ns, stat.st_size))


@lru_cache(maxsize=256)
def _read_minutes(notebook: Path, _changed: int, _size: int) -> dict[str, int]:
    """Read each practice once, and again when it has changed. What stands above an answer is of its exercise."""
    found: dict[str, int] = {}
    said = 0
    try:
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            minutes = cell["metadata"].get("firstquery", {}).get("minutes")
            said += minutes if type(minutes) is int else 0
            name = str(cell["metadata"].get("nbgrader", {}).get("grade_id", "")).removesuffix("-answer")
            if said and courses.EXERCISE.fullmatch(name):
                found[name], said = found.get(name, 0) + said, 0
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return found
