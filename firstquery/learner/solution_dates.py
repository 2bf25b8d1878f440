"""From when worked solutions are shown: always for whoever learns alone, in a cohort as its facilitator has set.

``cohort.toml`` in the course folder says it, and who learns alone has none::

    [solutions]
    from = "after-due"    # or "always", "never", a date, or a table of weeks: {1 = 2026-01-19, 2 = 2026-01-26}

    [due]                 # for "after-due": until when each week is handed in
    1 = 2026-01-19T09:00:00
    2 = 2026-01-26        # that whole day still

A time without an offset is the local time of the learner's machine.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass

from firstquery.core.course import Week
from firstquery.learner.text import date

FILE = "cohort.toml"
_ASK = "Ask your facilitator."


@dataclass(frozen=True)
class Access:
    """Whether the worked solutions of a week are shown now; where not, ``sentence`` says from when."""

    is_open: bool
    sentence: str = ""


def access(week: Week, now: dt.datetime | None = None) -> Access:
    """What the cohort's setting says of ``week`` at the moment ``now`` (aware; without it, this moment)."""
    path = week.course / FILE
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig")) if path.exists() else {}
        when = said.get("solutions", {}).get("from", "always")
    except (OSError, ValueError, AttributeError) as fault:
        return Access(False, f"The setting of your cohort, {path}, cannot be read ({fault}). Tell your facilitator.")
    if when == "always":
        return Access(True)
    if when == "never":
        return Access(False, f"In your cohort, worked solutions are not shown here. {_ASK}")
    if when == "after-due":
        day = _of_week(said.get("due"), week)
        if day is None:
            sentence = "In your cohort, worked solutions are shown once a week is due, and"
            return Access(False, f"{sentence} {FILE} does not say when week {week.number} is. {_ASK}")
        if not isinstance(day, dt.datetime):  # hers to its end
            day += dt.timedelta(days=1)
    else:
        day = _of_week(when, week) if isinstance(when, dict) else when
        if not isinstance(day, dt.date):
            no_day = f"In your cohort, no day is set for the worked solutions of week {week.number}. {_ASK}"
            return Access(False, no_day)
    moment = day if isinstance(day, dt.datetime) else dt.datetime.combine(day, dt.time())
    here = moment.astimezone()  # local where no offset is given
    if (now or dt.datetime.now().astimezone()) >= here:
        return Access(True)
    at = f" at {here:%H:%M}" if (here.hour, here.minute) != (0, 0) else ""
    opens = f"{date(here)}{at}"
    return Access(False, f"In your cohort, the worked solutions of week {week.number} are shown from {opens} on.")


def _of_week(table: object, week: Week) -> dt.date | None:
    """The day or the moment that a table has for the week, by its number or its stem."""
    names = (str(week.number), f"{week.number:02d}", week.stem)
    days = [table[name] for name in names if name in table] if isinstance(table, dict) else []
    return next((day for day in days if isinstance(day, dt.date)), None)
