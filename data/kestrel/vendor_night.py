"""A night on which 200 tickets were sorted by the AI vendor, as our program wrote it down, and the vendor's bill of it.

Planted: the two lists differ in the number of tickets and in dollars, for three reasons, each ticket of which has one.
Where an answer did not arrive the program asked again, and was charged for each (*twice*). What it could not read it
dropped without a word: charged, and on no list of ours (*lost*). From a minute of the night on the vendor's price was
half as high again, and the program went on counting with the old one (*price*). A few tickets were sorted by the rule
instead: on our list with 0 dollars, and on no bill. How many of each, and the minute, are drawn with the seed.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd

from firstquery.vendor.models import MODELS, Call
from firstquery.vendor.prompt import tokens
from kestrel.schema import TEAMS

TICKETS = 200
BEFORE = "2025-12-30"  # what had come in until then
BEGAN = dt.datetime(2025, 12, 30, 2, 0, 5)
MODEL = MODELS["rules-1"]
HANDBOOK = (3_380, 3_440)  # tokens of support's handbook, which each prompt carries
DEARER = 1.5  # times the price, from a minute of the night on
TWICE, LOST, FALLBACK = (15, 20), (7, 12), (5, 9)  # tickets
THRICE = (2, 5)  # of those that were charged more than once
DEARER_FROM = (130, 150)  # the place of the first ticket that was charged the new price
LEAST = 0.000_001  # dollars: what is less is the rounding of a sum


def draw_night(tickets: pd.DataFrame, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """``night_log``, one row a ticket on our list, and ``vendor_bill``, one row a charge."""
    there = tickets[tickets["opened_at"] < BEFORE].sort_values(["opened_at", "ticket_id"])
    night = there.tail(TICKETS).sort_values("ticket_id")
    dearer_from = int(rng.integers(*DEARER_FROM))
    early, late = np.arange(3, dearer_from - 4), np.arange(dearer_from, TICKETS - 3)
    # Two in three of each reason before the change, so that no reason is a matter of the hour.
    counts = {
        name: int(rng.integers(*bounds)) for name, bounds in (("twice", TWICE), ("lost", LOST), ("fallback", FALLBACK))
    }
    reason: dict[int, str] = {}
    for name, count in counts.items():
        soon = -(-2 * count // 3)
        for places, size in ((early, soon), (late, count - soon)):
            free = np.array([one for one in places if one not in reason])
            reason |= dict.fromkeys(sorted(int(one) for one in rng.choice(free, size, replace=False)), name)
    thrice = set(rng.choice([one for one, why in reason.items() if why == "twice"], int(rng.integers(*THRICE)), False))
    log: list[dict[str, Any]] = []
    bill: list[dict[str, Any]] = []
    clock = BEGAN
    for place, ticket in enumerate(night.itertuples()):
        why = reason.get(place, "")
        clock += dt.timedelta(seconds=int(rng.integers(8, 14)))
        text = f"{ticket.subject}. {ticket.body}"
        team = _team(text)
        asked = int(rng.integers(*HANDBOOK)) + tokens(text)
        said = tokens(f'{{"team": "{team}"}}')
        paid = round(MODEL.dollars(asked, said, DEARER if place >= dearer_from else 1.0), 6)
        charges = 0 if why == "fallback" else 3 if place in thrice else 2 if why == "twice" else 1
        for _ in range(charges):
            bill.append({"charged_at": clock, "ticket_id": ticket.ticket_id, "model": MODEL.id, "tokens_in": asked,
                         "tokens_out": said, "dollars": paid})  # fmt: skip
            clock += dt.timedelta(seconds=2)
        if why != "lost":
            by = "fallback" if why == "fallback" else "vendor"
            counted = 0.0 if why == "fallback" else round(MODEL.dollars(asked, said), 6)
            log.append(
                {"ticket_id": ticket.ticket_id, "sorted_at": clock, "team": team, "sorted_by": by, "dollars": counted}
            )
    charged = pd.DataFrame(bill)
    charged.insert(0, "line", range(1, len(charged) + 1))
    return _minutes(pd.DataFrame(log), "sorted_at"), _minutes(charged, "charged_at")


def _team(text: str) -> str:
    """What the vendor's model says of a ticket."""
    asked = f"Which team? One of {', '.join(TEAMS)}. Answer with the name alone, nothing else.\nTicket: {text}"
    said = MODEL.answer(Call([{"role": "user", "content": asked}], temperature=0)).text
    return next((team for team in TEAMS if team in said), TEAMS[0])


def _minutes(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    return frame.assign(**{column: [moment.strftime("%Y-%m-%d %H:%M") for moment in frame[column]]})


def reconciled(night_log: pd.DataFrame, vendor_bill: pd.DataFrame) -> pd.DataFrame:
    """For each reason (``cause``) its ``tickets``, and by how many ``dollars`` the bill is above what we counted."""
    bill = vendor_bill.groupby("ticket_id")["dollars"].agg(["size", "sum"])
    ours = night_log.set_index("ticket_id")["dollars"]
    rows = []
    for ticket, (lines, charged) in bill.iterrows():
        above = charged - ours.get(ticket, 0.0)
        if above > LEAST:
            cause = "lost" if ticket not in ours.index else "twice" if lines > 1 else "price"
            rows.append({"cause": cause, "dollars": above})
    found = pd.DataFrame(rows).groupby("cause")["dollars"].agg(tickets="size", dollars="sum")
    return found.reset_index()
