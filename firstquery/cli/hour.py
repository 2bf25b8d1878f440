"""How `firstquery lint` shows the hour: a table of a week's parts, and the weeks that are longer than their minutes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from firstquery.authoring.lint import hour
from firstquery.core.errors import UserError
from firstquery.learner.text import count, join_words

if TYPE_CHECKING:
    from rich.console import Console

    from firstquery.authoring.lint.hour import Part
    from firstquery.authoring.lint.unit import Unit

#: The units of a part, and their columns. Terms and exercises are of the minutes, and of no column.
COLUMNS = {
    "words": "words", "cells": "cells", "rows": "rows", "questions": "asked", "gaps": "gaps", "shown": "frame",
    "lines": "lines", "written": "to write",
}  # fmt: skip


def show_hours(console: Console, units: Sequence[Unit], *, each: bool) -> None:
    """Print what each week takes, by part where ``each``; then which are longer than their hour, as a note."""
    measured = [(unit, parts) for unit in units if (parts := _parts(unit))]
    for unit, parts in measured if each else ():
        _show_parts(console, unit, parts)
    if notes := [note for unit, parts in measured if (note := _note(unit, parts))]:
        clock = measured[0][0].style.clock
        console.print(f"Longer than the hour ({_error(clock.error)}): {join_words(notes)}.", soft_wrap=each)
    for unit, parts in measured:
        if (most := _loose(unit, parts)) is not None:
            console.print(
                f"{unit.name} became shorter. Write in lint.toml, under [most]: {unit.name} = {most}", soft_wrap=True
            )


def _parts(unit: Unit) -> list[Part]:
    """The parts of a week that is whole; none of what can't be read, which is a remark already."""
    if unit.week is None or not unit.week.graded or {"lesson", "practice"} - {page.role for page in unit.pages}:
        return []
    try:
        return hour.parts_of(unit, unit.week)
    except (UserError, OSError):
        return []


def _show_parts(console: Console, unit: Unit, parts: Sequence[Part]) -> None:
    from rich.table import Table

    clock = unit.style.clock
    table = Table(title=f"{unit.name}, the core", title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.add_column("part")
    for name in (*COLUMNS.values(), "minutes"):
        table.add_column(name, justify="right")
    for part in parts:
        units = (f"{getattr(part, unit):,}" if getattr(part, unit) else "" for unit in COLUMNS)
        table.add_row(
            f"{part.name}, if she likes" if part.is_optional else part.name, *units, f"{part.minutes(clock):.1f}"
        )
    asked = hour.core(parts)
    sums = (sum(getattr(part, unit) for part in asked) for unit in COLUMNS)
    table.add_row("all", *(f"{one:,}" if one else "" for one in sums), f"{hour.total(parts, clock):.1f}", style="bold")
    console.print(table)
    minutes, (mean, worst) = hour.total(asked, clock), clock.error
    least, most = (minutes * (1 + sign * mean / 100) for sign in (-1, 1))
    exercises = count(sum(part.exercises for part in asked), "exercise")
    terms = count(sum(part.terms for part in asked), "new word")
    console.print(
        f"{minutes:.0f} minutes ± {mean} % ({least:.0f} to {most:.0f}), with {terms}, a slip in each of {exercises}. "
        f"This measure missed the clocks of readers by {mean} % on average and by {worst} % at worst."
    )


def _note(unit: Unit, parts: Sequence[Part]) -> str:
    minutes = hour.total(parts, unit.style.clock)
    week = unit.week
    return f"week {week.number} with {minutes:.0f}" if week and minutes > week.minutes else ""


def _loose(unit: Unit, parts: Sequence[Part]) -> int | None:
    """The minutes that ``Style.most`` may let a week have now, where that is less than it says."""
    now = math.ceil(hour.total(parts, unit.style.clock))
    return now if now < unit.style.most.get(unit.name, 0) else None


def _error(error: tuple[int, int]) -> str:
    return f"± {error[0]} %, at worst {error[1]} %"
