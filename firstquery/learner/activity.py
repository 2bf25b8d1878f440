"""The moments at which cells of the course ran: ``WORK/.records/touched.json``, written once a minute at most.

A lesson is read and run and has no checks; without these moments its twenty minutes would not be seen.
"""

from __future__ import annotations

from time import monotonic
from typing import Any

from firstquery.core import records

NAME = "touched"
#: Seconds from one writing to the next.
PAUSE = 60.0
#: The moments kept of one week of the course: twenty-five hours of them.
MOST = 1500

_last: tuple[float, int] | None = None
_watched: int | None = None


def watch(shell: Any, week: int) -> None:
    """Keeps a moment of ``week`` now and after each cell that has run in this kernel."""
    global _watched
    _watched = week
    touch(week)
    events = getattr(shell, "events", None)
    if events is not None and _cell_ran not in events.callbacks.get("post_run_cell", ()):
        events.register("post_run_cell", _cell_ran)


def touch(week: int) -> bool:
    """Keeps this moment. False: one of the last minute is kept already, or it could not be kept; or at the grader."""
    global _last
    if records.at_the_grader():
        return False
    tick = monotonic()
    if _last is not None and _last[1] == week and tick - _last[0] < PAUSE:
        return False
    _last = tick, week

    def add(record: records.Record) -> records.Record:
        kept = record.get("weeks")
        kept = dict(kept) if isinstance(kept, dict) else {}
        moments = kept.get(str(week))
        moments = moments if isinstance(moments, list) else []
        return {"version": 1, "weeks": {**kept, str(week): [*moments, records.now()][-MOST:]}}

    return records.update(NAME, add)


def _cell_ran(*_: object) -> None:
    if _watched is not None:
        touch(_watched)
