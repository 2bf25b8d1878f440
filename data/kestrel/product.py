"""The product: its use, its releases and its incidents."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from kestrel.schema import FIRST_DAY, TODAY
from kestrel.story import INCIDENT_FIRST, SEASON, Story

DAY = dt.timedelta(days=1)
DAYS = (TODAY - FIRST_DAY).days + 1
FEATURES = ("schedule", "quote", "invoice", "route", "message")
FEATURE_SHARE = (0.34, 0.17, 0.18, 0.17, 0.14)
WEEKDAY = (1.14, 1.22, 1.2, 1.17, 1.08, 0.5, 0.19)


def draw_usage(story: Story, accounts: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """A sample of use, one row an account, day and feature. Use fades in the two months before an account leaves."""
    there = accounts[accounts["role"] != "test"]
    ids = there["account_id"].to_numpy()
    start = np.array([max(0, (d - FIRST_DAY).days) for d in there["signed_up"]])
    stop = np.array([((d or TODAY) - FIRST_DAY).days for d in there["cancelled"]])
    leaves = there["cancelled"].notna().to_numpy()
    liking = rng.lognormal(0, 0.6, len(ids)) * there["seats"].to_numpy() ** 0.3
    size = np.log1p(there["seats"].to_numpy())
    season = [
        SEASON[(FIRST_DAY + DAY * d).month - 1] ** 0.7 * WEEKDAY[(FIRST_DAY + DAY * d).weekday()] for d in range(DAYS)
    ]
    present = np.array([((start <= d) & (d <= stop)).sum() for d in range(DAYS)])
    expected = np.array(season) * present
    expected *= story.usage_rows * 1.034 / expected.sum()
    parts = []
    for d in range(DAYS):
        weight = np.where((start <= d) & (d <= stop), liking, 0.0)
        weight *= np.where(leaves & (stop - d < 60), 0.25 + 0.75 * np.clip((stop - d) / 60, 0, 1), 1.0)
        count = int(rng.poisson(expected[d]))
        who = rng.choice(len(ids), size=count, p=weight / weight.sum())
        what = rng.choice(len(FEATURES), size=count, p=FEATURE_SHARE)
        pairs = np.unique(np.stack([who, what], axis=1), axis=0)
        actions = 1 + rng.poisson(rng.exponential(2.2, len(pairs)) * size[pairs[:, 0]])
        parts.append((pairs, np.minimum(actions, 120), np.full(len(pairs), d)))
    pairs = np.concatenate([p[0] for p in parts])
    days = np.array([(FIRST_DAY + DAY * d).isoformat() for d in range(DAYS)], dtype=object)
    frame = pd.DataFrame(
        {
            "account_id": ids[pairs[:, 0]],
            "day": days[np.concatenate([p[2] for p in parts])],
            "feature": np.array(FEATURES, dtype=object)[pairs[:, 1]],
            "actions": np.concatenate([p[1] for p in parts]),
        }
    )
    return frame.sort_values(["account_id", "day", "feature"], kind="stable").reset_index(drop=True)


CHANGES = (
    "Quotes can be signed on a phone.", "Faster board with more than fifty crews.", "Route view shows traffic.",
    "Reminders by text can be turned off per customer.", "Fixes for repeating visits.", "New colours for job types.",
    "Office hours per location.", "Photos are smaller to upload.", "Export for payroll.",
    "Two-step sign-in for owners.",
    "Invoices carry a purchase order number.", "French for the customer messages.", "Drag a whole day to another.",
    "Calendar feed covers twelve months.", "Less battery use in the app.", "Search across all customers.",
    "Import checks the file before it starts.", "Time clock rounds to the quarter hour.", "Price list by region.",
    "Notes can be dictated.", "Fixes for the summer time change.", "Card terminals pair in one step.",
    "Maintenance contracts.", "Larger text in the app.", "A job can hold two crews.", "Faster start of the app.",
)  # fmt: skip


def draw_releases(rng: np.random.Generator) -> pd.DataFrame:
    """One release every two to three weeks, on Tuesdays and Wednesdays."""
    rows, day, major, minor = [], dt.date(2023, 1, 10), 3, 4
    special = {
        (2024, 7): "Plans are now called Solo, Crew and Fleet (were Basic, Pro and Fleet).",
        (2025, 3): "New sync engine in the mobile app.",
        (2025, 7): "New prices from 1 July.",
        (2025, 9): "An assistant sorts incoming tickets (pilot).",
    }
    while day <= TODAY:
        first, second = (str(c) for c in rng.choice(CHANGES, size=2, replace=False))
        notes = special.pop((day.year, day.month), f"{first} {second}")
        rows.append({"version": f"{major}.{minor}", "released_on": day.isoformat(), "notes": notes})
        minor += 1
        if (major, day.year) in ((3, 2024), (4, 2025)) and minor > 8:
            major, minor = major + 1, 0
        day += DAY * int(rng.choice([13, 14, 15, 20, 21]))
        day += DAY * ((1 - day.weekday()) % 7 if day.weekday() not in (1, 2) else 0)
    frame = pd.DataFrame(rows)
    # The release before the outage is the one that brought it.
    frame["release_id"] = frame.index + 1
    return frame


TROUBLES = (
    ("mobile app", "The app was slow to load jobs.", 3), ("mobile app", "Push messages arrived late or not at all.", 2),
    ("scheduling board", "The board did not load for some offices.", 2), ("text messages", "Reminders went out twice.",
    3),
    ("text messages", "Reminders were delayed by up to three hours.", 2), ("payments", "Card payments failed.", 1),
    ("accounting sync", "Invoices were not passed on to accounting.", 2), ("sign-in", "Some people could not sign in.",
    2),
    ("import", "Imports stopped before the last row.", 3), ("maps", "Routes were drawn without traffic.", 3),
    ("reports", "The weekly report was mailed a day late.", 3), ("calendar feed", "Feeds showed times an hour off.", 2),
)  # fmt: skip


def draw_incidents(rng: np.random.Generator) -> pd.DataFrame:
    """About one incident a month, and the three days of March 2025."""
    rows = []
    for day in sorted(int(d) for d in rng.choice(DAYS - 3, size=int(rng.integers(34, 43)), replace=False)):
        component, summary, severity = TROUBLES[int(rng.integers(len(TROUBLES)))]
        start = dt.datetime.combine(FIRST_DAY + DAY * day, dt.time(int(rng.integers(8, 22)), int(rng.integers(60))))
        end = start + dt.timedelta(minutes=int(20 + rng.exponential(110) * (4 - severity)))
        rows.append((start, end, severity, component, summary))
    start = dt.datetime.combine(INCIDENT_FIRST, dt.time(11, 42))
    rows.append(
        (
            start,
            start + dt.timedelta(hours=67),
            1,
            "mobile app",
            "The app lost sync: work done on phones never reached the office.",
        )
    )
    keys = ("started_at", "ended_at", "severity", "component", "summary")
    frame = pd.DataFrame(sorted(rows), columns=list(keys))
    for key in keys[:2]:
        frame[key] = frame[key].dt.strftime("%Y-%m-%d %H:%M")
    frame["incident_id"] = frame.index + 1
    return frame
