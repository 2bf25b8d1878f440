"""How a practice stands: what is right here, and the marks. Counted once, for every page that says it.

*Right here* is what a check has found right on the data that she has. *Marks* are points on data that nobody has seen,
as her last ``grade_mine()`` gave them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from firstquery.checks.keys import Exercise
from firstquery.core import records
from firstquery.core.records import Progress, Record
from firstquery.learner.numbers import format_number
from firstquery.learner.text import count

UNSEEN = "on data that nobody has seen"
RIGHT_HERE_NOTE = "Right here: exercises that a check has found right on the data that you have."
MARKS_NOTE = f"Marks: points {UNSEEN}, as your last grade_mine() gave them."


@dataclass(frozen=True)
class Marks:
    """``earned`` points of ``most``, and the points by exercise."""

    earned: float
    most: float
    points: Mapping[str, float] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{format_number(self.earned)} of {format_number(self.most)}"

    @property
    def sentence(self) -> str:
        return f"{self} {'point' if self.most == 1 else 'points'} {UNSEEN}."


@dataclass(frozen=True)
class Standing:
    """``exercises`` are those that are asked; ``optional`` ones earn nothing, and count nowhere.

    ``right``: the exercises that are right here; ``short``: those of them with fewer marks than that is worth.
    """

    exercises: tuple[Exercise, ...]
    right: tuple[Exercise, ...]
    short: tuple[Exercise, ...]
    marks: Marks | None
    optional: tuple[Exercise, ...] = ()

    @property
    def left(self) -> tuple[Exercise, ...]:
        """Those with something still to do."""
        done = {one.id for one in self.right} - {one.id for one in self.short}
        return tuple(one for one in self.exercises if one.id not in done)

    @property
    def right_here(self) -> str:
        return f"{len(self.right)} of {count(len(self.exercises), 'exercise')}"


def standing_of(exercises: Sequence[Exercise], tried: Mapping[str, Progress], graded: Record | None = None) -> Standing:
    """Return how a practice of these exercises stands, from its attempts and the record of its last grading."""
    asked = tuple(one for one in exercises if not one.is_optional)
    right = tuple(one for one in asked if one.id in tried and tried[one.id].outcome == "right")
    marks = _marks_in(graded or {})
    points = marks.points if marks else {}
    short = tuple(one for one in right if one.id in points and points[one.id] < _reached(one, tried[one.id]) - 1e-9)
    return Standing(asked, right, short, marks, tuple(one for one in exercises if one.is_optional))


def _reached(exercise: Exercise, progress: Progress) -> float:
    """Return the points that being right here is worth: a review passes with a part of them, all else has them all."""
    return progress.points if 0 < progress.points < exercise.points else exercise.points


def read_standing(week: int, exercises: Sequence[Exercise]) -> Standing:
    """Return how the practice of that week stands, from her records."""
    return standing_of(exercises, records.progress(one.id for one in exercises), records.read(record_name(week)))


def record_name(week: int) -> str:
    """Return the name of the record that `grade_mine` leaves of a week."""
    return f"grade-mine-week-{week:02}"


def _marks_in(graded: Record) -> Marks | None:
    """Return the marks in a record; None where there are none that can be read."""
    points, earned, most = graded.get("points"), graded.get("earned"), graded.get("most")
    if not isinstance(points, dict) or not _is_number(earned) or not _is_number(most):
        return None
    each = {str(name): float(one) for name, one in points.items() if _is_number(one)}
    return Marks(float(earned), float(most), each)  # type: ignore[arg-type]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15
