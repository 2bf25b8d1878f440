"""What the last `grade_mine` of a week gave, beside what the checks gave: `finish` does not contradict it."""

from __future__ import annotations

from firstquery.core import records
from firstquery.learner.exercises import Exercise
from firstquery.learner.numbers import written
from firstquery.learner.text import listed


def record_name(week: int) -> str:
    """The name of the record that `grade_mine` leaves of a week."""
    return f"grade-mine-week-{week:02}"


def shortfall(week: int, exercises: list[Exercise], progress: dict[str, records.Progress]) -> str:
    """A sentence where the last grading on unseen data gave less than the checks did; empty where it did not."""
    last = records.read(record_name(week)) or {}
    points = last.get("points")
    if not isinstance(points, dict):
        return ""
    less = [
        one.id.rpartition("q")[2]
        for one in exercises
        if one.id in progress
        and isinstance(got := points.get(one.id), int | float)
        and got < min(progress[one.id].points, one.points) - 1e-9
    ]
    earned, most = last.get("earned"), last.get("most")
    if not less or not isinstance(earned, int | float) or not isinstance(most, int | float):
        return ""
    which = f"exercise {less[0]} falls" if len(less) == 1 else f"exercises {listed(less)} fall"
    return (
        f"On data that nobody has seen, your last grade_mine() gave {written(earned)} of {written(most)} points: "
        f"{which} short there, and those are the marks that count. "
        "If you have changed the answer since, run grade_mine() again."
    )
