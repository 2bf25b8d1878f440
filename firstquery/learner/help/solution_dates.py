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
from pathlib import Path
from typing import Any

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
        said = _read(path)
    except (OSError, ValueError) as fault:
        return _closed(f"The setting of your cohort, {path}, cannot be read ({fault}). Tell your facilitator.")
    when = said.get("solutions", {}).get("from", "always") if isinstance(said.get("solutions", {}), dict) else None
    if when == "always":
        return Access(True)
    if when == "never":
        return _closed(f"In your cohort, worked solutions are not shown here. {_ASK}")
    if when == "after-due":
        due = _of_week(said.get("due"), week)
        if due is None:
            return _closed(
                f"In your cohort, worked solutions are shown once a week is due, and {FILE} does not say when week "
                f"{week.number} is. {_ASK}"
            )
        # A day without a time is hers to its end.
        moment = _moment(due + dt.timedelta(days=1) if not isinstance(due, dt.datetime) else due)
    else:
        day = _of_week(when, week) if isinstance(when, dict) else when
        if not isinstance(day, dt.date):
            return _closed(f"In your cohort, no day is set for the worked solutions of week {week.number}. {_ASK}")
        moment = _moment(day)
    if (now or dt.datetime.now().astimezone()) >= moment:
        return Access(True)
    return _closed(f"In your cohort, the worked solutions of week {week.number} are shown from {_in_words(moment)} on.")


def _closed(sentence: str) -> Access:
    return Access(False, sentence)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}


def _of_week(table: object, week: Week) -> dt.date | None:
    """The day or the moment that a table has for the week, by its number or its stem."""
    if not isinstance(table, dict):
        return None
    for name in (str(week.number), f"{week.number:02d}", week.stem):
        if isinstance(table.get(name), dt.date):
            return table[name]  # type: ignore[no-any-return]
    return None


def _moment(day: dt.date) -> dt.datetime:
    """The beginning of a day, or the moment itself; local where no offset is given."""
    if not isinstance(day, dt.datetime):
        day = dt.datetime(day.year, day.month, day.day)
    return day if day.tzinfo else day.astimezone()


def _in_words(moment: dt.datetime) -> str:
    here = moment.astimezone()
    at = f" at {here:%H:%M}" if (here.hour, here.minute) != (0, 0) else ""
    return f"{date(here)}{at}"
