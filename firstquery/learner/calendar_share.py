"""How much of her own calendar is strategy meetings. The share and the date are kept; the calendar never is."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from firstquery.core import course, records
from firstquery.core.errors import UserError, in_sentences, quote_value, wrapped
from firstquery.learner.numbers import format_number, number_in
from firstquery.learner.session import current_week, is_blank
from firstquery.learner.text import day_of

_USAGE = "calendar_share(strategy=14, total=31)"


@in_sentences(_USAGE)
def calendar_share(strategy: Any = ..., total: Any = ...) -> None:
    """Say what share of ``total`` meetings is ``strategy`` (both counts, or both hours), and keep the share.

    Measured again on the same day, the new share takes the place of the old. Meetings that she counted, as a number
    of Python's own, are of her own calendar, of which nothing else is kept; what a table or a query gave is of the
    course's, which is kept with its name. Raises `UserError` on anything else.
    """
    if strategy is ... or total is ...:
        print(f"Not measured yet. Put your two numbers in place of the dots, as in: {_USAGE}")
        return
    some, whole = _count("strategy", strategy), _count("total", total)
    if whole == 0:
        raise UserError("total is 0: there is no calendar to take a share of. It counts all meetings of the period.")
    if some > whole:
        raise UserError(
            f"strategy ({format_number(some)}) is more than total ({format_number(whole)}). "
            "total counts all meetings, strategy meetings among them."
        )
    share, today = some / whole, dt.date.today().isoformat()
    kept = [] if records.at_the_grader() else [one for one in _measures() if one["date"] != today]
    earlier = [(one["date"], float(one["share"])) for one in kept]
    lines = [f"Strategy meetings are {_per_cent(share)}% of this calendar. {_meaning(share)}"]
    if earlier:
        lines.append(
            f"{'Before' if len(earlier) > 1 else 'The time before'}: {', then '.join(map(format_measure, earlier))}."
        )
    is_hers = type(strategy) in (int, float, Decimal)
    of = {} if is_hers else {"of": course.settings().warehouse.title}
    kept.append({"date": today, "share": round(share, 4), **of})
    if not records.at_the_grader() and records.update("calendar", lambda _: {"version": 1, "measures": kept}):
        number = week.number if (week := current_week()) else 1
        more = (one.number for one in course.curriculum() if one.number > number and one.measures == "calendar")
        following = next((f" Week {number} measures again." for number in more), "")
        lines.append(f"Only this share and today's date are kept, on this computer.{following}")
    print("\n".join(line for one in lines for line in wrapped(one)))


def shares() -> list[tuple[str, float]]:
    """Return what was measured so far: (ISO date, share from 0 to 1), the oldest first."""
    return [(one["date"], float(one["share"])) for one in _measures()]


def own_shares() -> list[tuple[str, float]]:
    """Return those of her own calendar."""
    return [(one["date"], float(one["share"])) for one in _measures() if not one.get("of")]


def _measures() -> list[dict[str, Any]]:
    found = (records.read("calendar") or {}).get("measures")
    return sorted(
        (
            one
            for one in (found if isinstance(found, list) else [])
            if isinstance(one, dict) and isinstance(one.get("date"), str) and isinstance(one.get("share"), int | float)
        ),
        key=lambda one: one["date"],
    )


def format_measure(measured: tuple[str, float]) -> str:
    """Return ``62% on 8 June 2026``."""
    try:
        day = day_of(dt.date.fromisoformat(measured[0]))
    except ValueError:  # the file is hers to edit
        day = measured[0][:20]
    return f"{format_share(measured[1])} on {day}"


def format_share(share: float) -> str:
    """Return ``62%``."""
    return f"{_per_cent(share)}%"


def _per_cent(share: float) -> str:
    """Whole per cent; with decimals where it is almost a half, so that 50% is told of the half alone."""
    decimals = next((n for n in range(6) if share == 0.5 or round(share * 100, n) != 50), 6)
    return format_number(share * 100, decimals)


def _meaning(share: float) -> str:
    if share > 0.5:
        return "With more than half, you mostly hear about the work, and seldom see it."
    if share == 0.5:
        return "That is exactly half: with one more, you mostly hear about the work, and seldom see it."
    return "That is less than half. In the others, do you see the work, or hear about it?"


def _count(name: str, value: Any) -> float:
    if is_blank(value):
        raise UserError(f"The number for {name} is not there yet. Run the cell that counts it, then this one.")
    count = number_in(value)
    if count is None or count < 0:
        raise UserError(f"{name} is a number, 0 or more, and this is not one: {quote_value(value)}")
    return count
