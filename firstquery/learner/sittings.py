"""The time that she spent, told from the moments at which something ran: those close together are one sitting.

Nobody watches a clock for her. A check, a prediction and a cell of the course leave a moment each; what lies between
two of them counts as time when they are less than twenty minutes apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

#: Moments less than this apart belong to one sitting: a long exercise takes seven minutes, reading before it as long.
APART = dt.timedelta(minutes=20)
#: What was read before the first cell ran.
BEFORE = dt.timedelta(minutes=2)
#: Nobody sits longer at one hour of the course; a cell that runs in a loop all night is no work.
MOST = dt.timedelta(hours=3)

HOW = (
    "Time: what runs within twenty minutes of something else counts as one sitting, from its first moment to its last "
    "and two minutes before it, three hours at most. Reading without running anything is not seen."
)


@dataclass(frozen=True, order=True)
class Moment:
    """Something of ``week`` ran at ``at`` (with an offset). A check names its ``exercise`` and outcome."""

    at: dt.datetime
    week: int
    exercise: str = ""
    right: bool = False


@dataclass
class Sitting:
    """One sitting: its first and last moment, and the time of each week in it."""

    first: Moment
    last: Moment
    weeks: dict[int, dt.timedelta] = field(default_factory=dict)

    @property
    def time(self) -> dt.timedelta:
        return sum(self.weeks.values(), dt.timedelta())

    def _add(self, week: int, time: dt.timedelta) -> None:
        room = max(MOST - self.time, dt.timedelta())
        self.weeks[week] = self.weeks.get(week, dt.timedelta()) + min(time, room)


def sittings(moments: Iterable[Moment]) -> list[Sitting]:
    """The sittings, the oldest first, whatever the order of the moments. Each has some time, and at most MOST."""
    found: list[Sitting] = []
    for moment in sorted(moments):
        sitting = found[-1] if found else None
        if sitting is None or moment.at - sitting.last.at >= APART:
            sitting = Sitting(moment, moment)
            sitting._add(moment.week, BEFORE)
            found.append(sitting)
        else:
            # What lies between two moments was spent on what ran at its end.
            sitting._add(moment.week, moment.at - sitting.last.at)
            sitting.last = moment
    return found


def time_spent(sat: Iterable[Sitting]) -> dict[int, dt.timedelta]:
    """The time of each week, over all sittings."""
    found: dict[int, dt.timedelta] = {}
    for sitting in sat:
        for week, time in sitting.weeks.items():
            found[week] = found.get(week, dt.timedelta()) + time
    return found
