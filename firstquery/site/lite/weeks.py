"""Which weeks a browser's Python can run, by what each says of itself, and what is said of the others."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from firstquery.core import course
from firstquery.learner.text import join_words

#: Kinds of answers that SQL and words give: no library of tables makes or reads them, and no program runs.
KINDS = frozenset({"choice", "table", "text", "value"})
#: What a week uses that a browser has not.
_LACKS = {
    "git": "git",
    "http": "requests to other programs",
    "python": "pandas, the library of tables",
    "vendor": "a second program that answers",
}


def runs(week: course.Week) -> bool:
    """Return whether a browser can run the week: it asks the warehouse in SQL, and its answers are of `KINDS`."""
    return not (week.uses or week.data or _kinds(week) - KINDS)


def that_run(root: Path) -> list[course.Week]:
    """Return the weeks of the course that a browser can run, with what is not graded, by number."""
    return [week for week in course.practices(root) if week.release.is_file() and runs(week)]


def why_not(week: course.Week) -> str:
    """Return the sentence about a week that a browser can't run."""
    lacks = [said for name, said in _LACKS.items() if name in week.uses] or [_LACKS["python"]]
    return f"This week needs {join_words(lacks)}, which a browser does not have. It runs in the installed course."


def _kinds(week: course.Week) -> frozenset[str]:
    try:
        exercises = json.loads(week.key.read_text(encoding="utf-8"))["exercises"]
    except (OSError, ValueError, KeyError):
        return frozenset({""})  # a practice without a key has no checks: it is no week to try
    return frozenset(str(one["kind"]) for one in exercises.values())


def numbers(weeks: Sequence[course.Week]) -> str:
    """Return how a sentence names weeks: *week 1* or *weeks 1 to 4*, where they are graded."""
    found = [week.number for week in weeks if week.graded]
    if len(found) > 2 and found[-1] - found[0] == len(found) - 1:
        return f"weeks {found[0]} to {found[-1]}"
    return f"{'week' if len(found) == 1 else 'weeks'} {join_words([str(number) for number in found])}"
