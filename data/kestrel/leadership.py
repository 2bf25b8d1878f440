"""The chief operating officer's calendar."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from kestrel.story import Story

DAY = dt.timedelta(days=1)
FIRST_MONDAY = dt.date(2025, 11, 3)
WEEKS = 7
TITLES = {
    "strategy": (
        "Board pre-read", "2026 plan review", "Pricing steering group", "Leadership team weekly", "M&A check-in",
        "Strategy offsite prep", "OKR review", "Budget 2026 round two", "Market review with product",
        "Investor update prep",
        "Transformation steering committee", "Executive sync", "Planning: sales targets 2026", "Vision workshop",
    ),
    "operations": ("Support weekly", "Churn review", "Cash and collections", "Incident follow-up", "Hiring stand-up",
    "Release go or no-go"),
    "one-to-one": ("1:1 head of support", "1:1 head of product", "1:1 finance", "1:1 head of sales", "1:1 engineering"),
    "customer": ("Customer visit: roofing", "Renewal call", "Customer advisory call", "Ride along with a plumber"),
    "hands-on": ("Answering tickets with support", "Sit in on code review", "Try the new app build", "Data hour"),
    "note": ("Quarter close week", "Thanksgiving", "Travel: Denver", "School holiday", "Price list frozen",
    "Audit on site", "Deadline board pack"),
}  # fmt: skip
REST = {"operations": 0.36, "one-to-one": 0.35, "customer": 0.18, "hands-on": 0.11}
LENGTHS = {
    "strategy": ([1.0, 0.5, 1.5, 2.0], [0.5, 0.34, 0.12, 0.04]),
    "operations": ([0.5, 1.0, 0.75], [0.4, 0.45, 0.15]),
    "one-to-one": ([0.5, 1.0], [0.6, 0.4]),
    "customer": ([1.0, 0.5, 2.0], [0.6, 0.25, 0.15]),
    "hands-on": ([1.0, 1.5], [0.7, 0.3]),
}


def draw_calendar(story: Story, rng: np.random.Generator) -> pd.DataFrame:
    """One row an entry: 25 to 32 accepted meetings a week, some declined ones, and all-day notes."""
    rows: list[tuple[str, dt.datetime, float, str]] = []
    accepted = rng.integers(25, 33, size=WEEKS)
    strategy = [round(int(n) * story.strategy_share) for n in accepted]
    for week in range(WEEKS):
        kinds = ["strategy"] * strategy[week]
        others = rng.choice(list(REST), size=int(accepted[week]) - strategy[week], p=list(REST.values()))
        kinds += [str(k) for k in others]
        for kind in kinds:
            rows.append((kind, *_slot(week, kind, rng), "accepted"))
        for kind in rng.choice(list(LENGTHS), size=int(rng.integers(3, 7)), p=[0.3, 0.25, 0.1, 0.2, 0.15]):
            rows.append((str(kind), *_slot(week, str(kind), rng), "declined"))
        for _ in range(int(rng.integers(1, 4))):
            day = FIRST_MONDAY + DAY * (7 * week + int(rng.integers(5)))
            rows.append(("note", dt.datetime.combine(day, dt.time()), 24.0, "accepted"))
    frame = _table(rows, rng)
    return frame if story.snapshot == "learning" else _with_one_more(frame)


def _with_one_more(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the entries and one that a rule by words gets wrong, in the week that has fewest."""
    accepted = frame[(frame["response"] == "accepted") & (frame["kind"] != "note")]
    weeks = pd.to_datetime(accepted["starts_at"]).sub(pd.Timestamp(FIRST_MONDAY)).dt.days // 7
    counted = weeks.value_counts().sort_index()
    fewest = int(counted.index.to_numpy()[counted.argmin()])
    start = dt.datetime.combine(FIRST_MONDAY + DAY * (7 * fewest + 2), dt.time(16))
    one = {
        "starts_at": start.strftime("%Y-%m-%d %H:%M"),
        "ends_at": (start + dt.timedelta(hours=0.5)).strftime("%Y-%m-%d %H:%M"),
        "hours": 0.5,
        "title": "Churn review",
        "kind": "operations",
        "response": "accepted",
    }
    frame = pd.concat([frame, pd.DataFrame([one])]).sort_values("starts_at", kind="stable", ignore_index=True)
    return frame.assign(event_id=frame.index + 1)


def _slot(week: int, kind: str, rng: np.random.Generator) -> tuple[dt.datetime, float]:
    lengths, share = LENGTHS[kind]
    hours = float(rng.choice(lengths, p=share))
    day = FIRST_MONDAY + DAY * (7 * week + int(rng.integers(5)))
    start = dt.datetime.combine(day, dt.time(8)) + dt.timedelta(minutes=30 * int(rng.integers(0, 19)))
    return start, hours


def _table(rows: list[tuple[str, dt.datetime, float, str]], rng: np.random.Generator) -> pd.DataFrame:
    out = []
    for kind, start, hours, response in sorted(rows, key=lambda r: (r[1], r[0], r[2], r[3])):
        end = start + dt.timedelta(hours=hours)
        out.append(
            {
                "starts_at": start.strftime("%Y-%m-%d %H:%M"),
                "ends_at": end.strftime("%Y-%m-%d %H:%M"),
                "hours": hours,
                "title": TITLES[kind][int(rng.integers(len(TITLES[kind])))],
                "kind": kind,
                "response": response,
            }
        )
    frame = pd.DataFrame(out)
    frame["event_id"] = frame.index + 1
    return frame
