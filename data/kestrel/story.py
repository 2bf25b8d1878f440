"""What is true of Kestrel in one snapshot: the business facts, drawn from the seed; and its days, months and hours.

The faults are the same in every snapshot; who leads, who is largest and every count are not. The learning snapshot's
headlines are fixed here (West leads, Plumbing and Solo are the largest), and a held-out snapshot never shares them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from firstquery.core.warehouse import Snapshot
from kestrel.schema import FIRST_DAY

LEARNING_SEED = 2014
RENAMED_ON = dt.date(2024, 7, 1)
INDUSTRY_ASKED_FROM = dt.date(2023, 9, 1)
PAID_AT_KNOWN_FROM = dt.date(2023, 4, 1)
PRICES_UP_ON = dt.date(2025, 7, 1)
INCIDENT_FIRST, INCIDENT_LAST = dt.date(2025, 3, 11), dt.date(2025, 3, 13)
EXPERIMENT_FIRST, EXPERIMENT_LAST = dt.date(2025, 3, 3), dt.date(2025, 5, 30)
PILOT_FIRST, PILOT_LAST = dt.date(2025, 9, 8), dt.date(2025, 12, 5)
MONTHS = 36
END = "2025-12-31 23:59"

# Trades are busy from April to September; January is quiet. One factor a month, mean about 1.
SEASON = (0.72, 0.78, 0.97, 1.14, 1.24, 1.28, 1.22, 1.15, 1.05, 0.94, 0.80, 0.71)
INDUSTRIES = ("Plumbing", "Electrical", "HVAC", "Roofing", "Landscaping", "Other")

# Per seat and month, before and after 1 July 2025.
PRICES = {
    "USD": {"Solo": (45, 50), "Crew": (39, 44), "Fleet": (32, 36)},
    "CAD": {"Solo": (59, 66), "Crew": (52, 58), "Fleet": (43, 48)},
}
TEXT_PACK = {"USD": (25, 28), "CAD": (33, 37)}


def month_start(month: int) -> dt.date:
    """The first day of a month, counted from January 2023 = 0."""
    return dt.date(FIRST_DAY.year + month // 12, month % 12 + 1, 1)


def month_of(day: dt.date) -> int:
    """A day's month, counted from January 2023 = 0 (negative before)."""
    return (day.year - FIRST_DAY.year) * 12 + day.month - 1


def month_days(month: int) -> int:
    """How many days a month has."""
    return (month_start(month + 1) - month_start(month)).days


@lru_cache(maxsize=20_000)
def _offset(zone: str, day: dt.date) -> dt.timedelta:
    offset = ZoneInfo(zone).utcoffset(dt.datetime(day.year, day.month, day.day, 12))
    assert offset is not None
    return offset


@lru_cache(maxsize=20_000)
def _midnight(zone: str, day: dt.date) -> dt.datetime:
    """The beginning of a local day, in UTC by what the clocks show at noon."""
    return dt.datetime(day.year, day.month, day.day) - _offset(zone, day)


def utc(day: dt.date, minute: int, zone: str) -> str:
    """A local day and minute of the day (0 to 1439) in ``zone``, as UTC text like ``2025-03-11 23:05``."""
    return (_midnight(zone, day) + dt.timedelta(minutes=int(minute))).isoformat(" ", "minutes")


def local_month(moment: str, zone: str) -> str:
    """The month, like ``2025-03``, in which a UTC moment falls in ``zone``."""
    at = dt.datetime.fromisoformat(moment)
    return (at + _offset(zone, at.date())).strftime("%Y-%m")


def records(frame: pd.DataFrame) -> Iterable[Any]:
    """The rows, each with its columns as attributes, which are of whatever type the column holds."""
    return cast("Iterable[Any]", frame.itertuples())


@dataclass(frozen=True)
class Story:
    """The facts of one snapshot. Shares add up to 1; counts are accounts."""

    snapshot: Snapshot
    revenue_share: dict[str, float]
    account_share: dict[str, float]
    industry_share: dict[str, float]
    plan_share: dict[str, float]
    base: int
    added: int
    trials: int
    tests: int
    lapsed: int
    experiment: int
    quiet_churn: float
    tickets: int
    usage_rows: int
    strategy_share: float


def draw_story(snapshot: Snapshot, rng: np.random.Generator) -> Story:
    """The story of a snapshot. Canada is first when CAD is read as USD, and never when it is converted."""
    learning = snapshot == "learning"

    def count(low: int, high: int, learning_low: int, learning_high: int) -> int:
        """Learning draws from its own band, held-out from what lies around it: the two never agree."""
        band = range(learning_low, learning_high + 1)
        return int(rng.choice(band if learning else [n for n in range(low, high + 1) if n not in band]))

    leader = "West" if learning else str(rng.choice(["Northeast", "South"]))
    others = [str(r) for r in rng.permutation([r for r in ("Northeast", "South", "West") if r != leader])]
    revenue = {leader: 0.315, "Canada": 0.262, others[0]: 0.225, others[1]: 0.198}
    # Most accounts are not where most money is: the second region has the most customers.
    counts = {others[0]: 0.30, leader: 0.265, others[1]: 0.235, "Canada": 0.20}
    wobble = {r: s * rng.uniform(0.97, 1.03) for r, s in counts.items()}
    first = "Plumbing" if learning else str(rng.choice(["Electrical", "HVAC", "Roofing"]))
    rest = [str(i) for i in rng.permutation([i for i in INDUSTRIES[:5] if i != first])]
    # Beyond 150 customers: four industries, and elsewhere five, or a LIMIT 4 would do for the condition on the groups.
    sizes = (0.29, 0.20, 0.155, 0.12, 0.095, 0.14) if learning else (0.25, 0.185, 0.155, 0.14, 0.116, 0.154)
    industries = dict(zip([first, *rest, "Other"], sizes, strict=True))
    solo = rng.uniform(0.475, 0.495) if learning else rng.uniform(0.395, 0.41)
    crew = rng.uniform(0.36, 0.375) if learning else rng.uniform(0.435, 0.45)
    return Story(
        snapshot=snapshot,
        revenue_share=revenue,
        account_share={r: s / sum(wobble.values()) for r, s in wobble.items()},
        industry_share=industries,
        plan_share={"Solo": solo, "Crew": crew, "Fleet": 1 - solo - crew},
        base=count(885, 925, 904, 912),
        added=count(1225, 1290, 1252, 1262),
        trials=count(80, 103, 91, 94),
        tests=count(34, 46, 39, 41),
        lapsed=count(22, 38, 29, 31),
        experiment=count(206, 240, 222, 226),
        quiet_churn=float(rng.uniform(0.0062, 0.0070)),
        tickets=count(11700, 12300, 11950, 12050),
        usage_rows=count(184500, 187500, 185500, 186500),
        strategy_share=float(rng.uniform(0.57, 0.585) if learning else rng.uniform(0.42, 0.455)),
    )
