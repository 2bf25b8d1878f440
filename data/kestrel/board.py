"""A decision of the board as data, held against the review that it rests on and against the trial of autumn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from firstquery.sql.query import sql

SHIPS = ("yes", "smaller", "after changes", "not yet", "no")
LEAST_LAG, MOST_LAG = 10, 25  # points between which the assistant was behind in autumn, on any data
#: Who is no person: a team beside these, such as Billing, is none either.
_NOBODY = frozenset(
    ("we", "none", "nobody", "support", "engineering", "legal", "finance", "sales", "team", "company", "board")
)
_LAGS = """
SELECT 100 * AVG(CASE handled_by WHEN 'people' THEN solved_first_time END)
     - 100 * AVG(CASE handled_by WHEN 'assistant' THEN solved_first_time END) AS lag
FROM triage_pilot JOIN tickets USING (ticket_id)
GROUP BY priority
"""


def hold(decision: Mapping[str, Any], review: Any) -> pd.DataFrame:
    """Return one row: 0 below each line of the decision that holds, how many do not, and the trial's worst lag.

    ``review``, ``ship``, ``may_lag``, ``day`` and ``counts`` are 0, or the number of what is wrong; ``open`` counts
    those; ``lag_today`` are the points by which the assistant was behind people, in the priority where it was worst.
    """
    ship = " ".join(str(decision.get("ship")).replace("_", " ").lower().split()).strip(" .")
    may_lag = float(pd.to_numeric(str(decision.get("may_lag")), errors="coerce"))
    faults = {
        "review": _against_review(ship, review),
        "ship": int(ship not in SHIPS),
        "may_lag": _against_trial(ship, may_lag),
        "day": int(not _is_to_come(decision.get("day"))),
        "counts": int(not _is_person(decision.get("counts", ""))),
    }
    is_open = sum(fault > 0 for fault in faults.values())
    return pd.DataFrame([{**faults, "open": is_open, "lag_today": sql(_LAGS)["lag"].max()}])


def _against_review(ship: str, review: Any) -> int:
    """1: it ships what the review stops; 2: it waits for changes that nobody asks for; 3: there is no review."""
    verdict = getattr(review, "verdict", None)
    if verdict is None:
        return 3
    asks = verdict == "request_changes" or "blocker" in [one.severity for one in getattr(review, "findings", [])]
    if ship == "after changes":
        return 0 if asks else 2
    return int(asks and ship in ("yes", "smaller"))


def _against_trial(ship: str, may_lag: float) -> int:
    """1: it is no number; 2: the autumn would have met it; 3: a yes to more than the autumn showed."""
    if ship != "no" and not -100 < may_lag < 100:
        return 1
    if ship == "not yet" and may_lag >= MOST_LAG:
        return 2
    return 3 if ship == "yes" and may_lag < LEAST_LAG else 0


def _is_to_come(day: Any) -> bool:
    found = pd.to_datetime(str(day)[:10], format="%Y-%m-%d", errors="coerce")
    return bool(found > pd.Timestamp("2025-12-31"))


def _is_person(counts: Any) -> bool:
    name = str(counts).lower().strip(" .").removeprefix("the ")
    for group in (" team", " department", " desk"):
        name = name.removesuffix(group)
    teams = {team.lower() for team in sql("SELECT DISTINCT team FROM tickets")["team"]}
    return name not in _NOBODY | teams and any(letter.isalpha() for letter in name)
