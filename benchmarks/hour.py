"""The measure of an hour beside the readings of the course: how far it is off, and how its three weights were fitted.

``python -m benchmarks.hour [--small] [WEEK]`` prints, for each week of ``readings`` in lint.toml, the minutes of the
reader and those of the measure. Then, fitted on every other reading in order of week, beginning with the first: what it
says of the others, which it has not seen. Then each reading left out in turn, and the weights that all of them give,
which are those of `Clock`. The same for what was tried beside it. ``--small``: without the latter. With a WEEK: only
what it has of each unit now, as a new reading wants it.

Least squares of the relative error, no weight below zero.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import nnls

from firstquery.authoring.lint import hour
from firstquery.authoring.lint.style import Clock, style_of
from firstquery.authoring.lint.unit import unit_of
from firstquery.core import course

UNITS = ("words", *hour.UNITS)
FREE = ("lines", "exercises", "shown")
#: What was tried, by the weights that are fitted; a unit with a zero is not counted at all.
TRIED: dict[str, tuple[tuple[str, ...], dict[str, float]]] = {
    "the measure": (FREE, {}),
    "words, cells, lines, exercises": (FREE, {"rows": 0, "gaps": 0, "written": 0, "terms": 0, "questions": 0}),
    "five weights free": (("lines", "gaps", "terms", "rows", "exercises"), {"written": 0}),
    "four weights free": ((*FREE, "written"), {}),
    "without the lines of a frame": (("lines", "exercises"), {"shown": 0}),
    "without questions": (FREE, {"questions": 0}),
    "without rows of outputs": (FREE, {"rows": 0}),
}


@dataclass(frozen=True)
class Reading:
    """What a week has of each unit, and the minutes that a reader needed."""

    stem: str
    minutes: float
    units: dict[str, int]


def readings() -> list[Reading]:
    """Return the readings of the course in order of week."""
    listed = sorted(style_of(course.course_folder()).readings.items())
    return [Reading(stem, said["minutes"], {unit: said[unit] for unit in UNITS}) for stem, said in listed]


def counted(which: str) -> dict[str, int]:
    """Return what a week has of each unit now."""
    week = course.week(which, course.course_folder())
    parts = hour.core(hour.parts_of(unit_of(week), week))
    return {unit: sum(getattr(part, unit) for part in parts) for unit in UNITS}


def fit(seen: Sequence[Reading], free: Sequence[str] = FREE, clock: Clock | None = None) -> Clock:
    """Return the clock whose ``free`` weights miss the readings ``seen`` least; its others stay."""
    clock = clock or Clock()
    fixed = clock.model_copy(update=dict.fromkeys(free, 0.0))
    minutes = np.array([one.minutes for one in seen])
    amounts = np.array([[one.units[unit] for unit in free] for one in seen]) / 60
    rest = minutes - [measure(one, fixed) for one in seen]
    weights, _ = nnls(amounts / minutes[:, None], rest / minutes)
    return clock.model_copy(update=dict(zip(free, map(float, weights), strict=True)))


def measure(one: Reading, clock: Clock) -> float:
    return hour.Part(one.stem, **one.units).minutes(clock)


def misses(seen: Sequence[Reading], others: Sequence[Reading], free: Sequence[str], clock: Clock) -> list[float]:
    """Return by what share the measure, fitted on the readings ``seen``, misses each of the others."""
    fitted = fit(seen, free, clock)
    return [measure(one, fitted) / one.minutes - 1 for one in others]


def left_out(all_of: Sequence[Reading], free: Sequence[str] = FREE, clock: Clock | None = None) -> list[float]:
    """Return by what share a clock fitted on all other readings misses each."""
    clock = clock or Clock()
    return [misses([other for other in all_of if other is not one], [one], free, clock)[0] for one in all_of]


def on_half(all_of: Sequence[Reading], free: Sequence[str] = FREE, clock: Clock | None = None) -> list[float]:
    """Return by what share a clock fitted on the first, third, fifth, … reading misses the others."""
    return misses(all_of[::2], all_of[1::2], free, clock or Clock())


def _said(shares: Sequence[float]) -> str:
    sizes = [100 * abs(share) for share in shares]
    return f"mean {np.mean(sizes):4.1f} %, at most {max(sizes):4.1f} %"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--small", action="store_true", help="without what was tried beside the measure")
    parser.add_argument("week", nargs="?", help="count the units of this week alone")
    asked = parser.parse_args()
    if asked.week:
        print(", ".join(f"{unit} = {count}" for unit, count in counted(asked.week).items()))
        return
    listed, clock = readings(), Clock()
    half, turns = fit(listed[::2]), left_out(listed)
    print(f"{'':42} reader  fitted on half        left out in turn")
    for at, (one, turn) in enumerate(zip(listed, turns, strict=True)):
        minutes = measure(one, half)
        seen = "seen" if at % 2 == 0 else f"{100 * (minutes / one.minutes - 1):+3.0f} %"
        print(f"{one.stem:42} {one.minutes:6.0f}  {minutes:6.1f}  {seen:>6}        {100 * turn:+3.0f} %")
    for name, (free, without) in list(TRIED.items())[: 1 if asked.small else None]:
        changed = clock.model_copy(update=without)
        whole = fit(listed, free, changed)
        print(f"{name}: on the other half {_said(on_half(listed, free, changed))}; ", end="")
        print(f"left out in turn {_said(left_out(listed, free, changed))}; ", end="")
        print("seconds " + ", ".join(f"{unit} {getattr(whole, unit):.0f}" for unit in free))


if __name__ == "__main__":
    main()
