"""Until when each week is handed in: the table [due] of ``cohort.toml`` in the course folder.

::

    [due]
    1 = 2026-01-19T09:00:00
    2 = 2026-01-26        # that whole day still

A time without an offset is the local time of the machine that reads it. Who learns alone has no such file.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from firstquery.core.course import Week
from firstquery.core.errors import UserError

FILE = "cohort.toml"
#: By so much a learner's clock, or her zone, may be ahead of the clock of whoever reads her time.
SKEW = dt.timedelta(days=1)


def settings(root: Path) -> dict[str, Any]:
    """What the cohort's file in the course folder ``root`` says, empty without one. Raises OSError and ValueError."""
    path = root / FILE
    return tomllib.loads(path.read_text(encoding="utf-8-sig")) if path.exists() else {}


def due(week: Week) -> dt.datetime | None:
    """The moment until which ``week`` is handed in, aware; None where none is set. Raises `UserError`."""
    try:
        day = day_of(settings(week.course).get("due"), week)
    except (OSError, ValueError) as fault:
        raise UserError(f"The due dates of the cohort, in {week.course / FILE}, cannot be read ({fault}).") from None
    return None if day is None else end_of(day)


def day_of(table: object, week: Week) -> dt.date | None:
    """The day or the moment that a table has for the week, by its number or its stem."""
    names = (str(week.number), f"{week.number:02d}", week.stem)
    days = [table[name] for name in names if name in table] if isinstance(table, dict) else []
    return next((day for day in days if isinstance(day, dt.date)), None)


def is_ahead(moment: dt.datetime) -> bool:
    """Whether a time at which something is said to have been handed in is still to come; UTC where it has no zone."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return aware > dt.datetime.now(dt.UTC) + SKEW


def end_of(day: dt.date) -> dt.datetime:
    """The moment itself, or the end of a day without a time; aware, in local time where no offset is given."""
    if isinstance(day, dt.datetime):
        return day.astimezone()
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time()).astimezone()
