"""A course of twenty-six weeks for the tests: three exercises a week, of which the last is a text."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import nbformat

from firstquery.checks.keys import VERSION, Exercise
from firstquery.core import course
from firstquery.learner.progress.history import history_of
from firstquery.learner.progress.state import Plan, Progress, progress_of

KINDS = (("value", 2), ("table", 2), ("text", 1))
EACH = len(KINDS)
#: A Wednesday.
NOW = dt.datetime(2026, 3, 11, 18, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))


def plans(written: int = 26) -> list[Plan]:
    """The curriculum's weeks, the first ``written`` of them with exercises."""
    return [
        Plan(
            number=one.number,
            month=one.month,
            month_title=one.month_title,
            title=one.title,
            stem=one.stem if one.number <= written else None,
            exercises=tuple(_exercises(one.number)) if one.number <= written else (),
        )
        for one in course.curriculum()
    ]


def _exercises(week: int) -> list[Exercise]:
    return [
        Exercise(f"w{week:02}-q{number}", f"answer_{number}", kind, f"Exercise {number}", points)
        for number, (kind, points) in enumerate(KINDS, 1)
    ]


def build(root: Path, written: int = 26) -> Path:
    """The same course as files: lessons in notebooks/, practices and keys in release/."""
    (root / "notebooks").mkdir(parents=True)
    shutil.copy(course.COURSE / "course.toml", root)
    for plan in plans(written):
        if plan.stem is None:
            continue
        said = {"week": plan.number, "title": plan.title, "question": "How many?"}
        notebook = nbformat.v4.new_notebook(metadata={"firstquery": said})
        nbformat.write(notebook, root / "notebooks" / f"{plan.stem}.ipynb")
        folder = root / "release" / plan.stem
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{plan.stem}.ipynb")
        exercises = {
            one.id: {"kind": one.kind, "name": one.name, "points": one.points, "title": one.title, "expected": {}}
            for one in plan.exercises
        }
        (folder / "key.json").write_text(json.dumps({"version": VERSION, "week": plan.stem, "exercises": exercises}))
    return root


def attempted(exercise: str, at: str | dt.datetime, outcome: str = "right") -> dict[str, dict[str, Any]]:
    """The record of one attempt, under its name."""
    when = at if isinstance(at, str) else at.isoformat()
    points = KINDS[int(exercise.rpartition("q")[2]) - 1][1] if outcome == "right" else 0
    one = {"at": when, "outcome": outcome, "points": points, "max_points": points, "mistake": None}
    return {exercise: {"version": 1, "exercise": exercise, "best": one, "count": 1, "attempts": [one]}}


def done(week: int, at: dt.datetime, exercises: int = EACH) -> dict[str, dict[str, Any]]:
    """The records of an hour: the first ``exercises`` of the week right, seven minutes apart, the last at ``at``."""
    found: dict[str, dict[str, Any]] = {}
    for number in range(1, exercises + 1):
        found |= attempted(f"w{week:02}-q{number}", at - dt.timedelta(minutes=7 * (exercises - number)))
    return found


def stands(kept: dict[str, Any], now: dt.datetime = NOW, written: int = 26) -> Progress:
    return progress_of(plans(written), history_of(kept, now), now)
