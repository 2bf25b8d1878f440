"""The support tickets: who writes, when, about what, and how it ends; and the pilot of autumn 2025."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from kestrel.bounds import tickets_on_the_bounds
from kestrel.edges import tickets_at_the_edges, tickets_of_staff
from kestrel.schema import FIRST_DAY, TEAMS, TODAY
from kestrel.story import (
    END,
    INCIDENT_FIRST,
    INCIDENT_LAST,
    PILOT_FIRST,
    PILOT_LAST,
    PRICES_UP_ON,
    SEASON,
    Story,
    records,
    utc,
)
from kestrel.tickets_text import Writer

DAY = dt.timedelta(days=1)
DAYS = (TODAY - FIRST_DAY).days + 1
WEEKDAY = (1.32, 1.2, 1.1, 1.08, 1.05, 0.36, 0.16)
TEAM_SHARE = {"Billing": 0.25, "Onboarding": 0.11, "Scheduling": 0.27, "Mobile app": 0.22, "Integrations": 0.15}
HOURS_TO_CLOSE = {"low": 40.0, "normal": 20.0, "high": 7.0}


def draw_tickets(story: Story, accounts: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """One row a ticket, in the order in which they came in, with an extra column ``topic``."""
    opened = _who_and_when(story, accounts, rng)
    writer = Writer(rng)
    people = {row.account_id: row for row in records(accounts)}
    zones = list(accounts["time_zone"])
    rows = []
    for account_id, day, topic in opened:
        person = people.get(account_id)
        zone = person.time_zone if person else zones[int(rng.integers(len(zones)))]
        rows.append(_ticket(writer, person, account_id, day, topic, zone, rng))

    def write(account: Any, day: dt.date) -> dict[str, Any]:
        return _ticket(writer, people[account.account_id], account.account_id, day, "", account.time_zone, rng)

    rows += tickets_at_the_edges(accounts, write, rng)
    frame = pd.DataFrame(rows)
    if story.snapshot != "learning":
        staff = pd.DataFrame(tickets_of_staff(accounts, write, rng))
        frame = tickets_on_the_bounds(pd.concat([frame, staff], ignore_index=True))
    frame = frame.sort_values("opened_at", kind="stable").reset_index(drop=True)
    frame["ticket_id"] = frame.index + 1
    return frame


def _how_many(accounts: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    """Tickets per account: many never write, most write a few times, a handful write all the time.

    Fleet accounts have a person at Kestrel whom they call, so the accounts with most revenue write least.
    """
    counts = np.zeros(len(accounts), dtype=int)
    rank = accounts["seats"].where(accounts["role"] == "payer", 0).rank(ascending=False, method="first")
    for i, row in enumerate(records(accounts)):
        silent = {"Solo": 0.36, "Crew": 0.36, "Fleet": 0.52}[row.plan_now]
        luck, spread = rng.random(), rng.lognormal(0, 1.05)
        if row.role == "test" or row.silent or luck < (silent if row.role in ("payer", "lapsed") else 0.6):
            continue
        start = max(FIRST_DAY, row.signed_up)
        years = max(0.08, ((row.cancelled or TODAY) - start).days / 365.25)
        rate = {"Solo": 2.6, "Crew": 1.75, "Fleet": 0.42}[row.plan_now]
        counts[i] = max(1, min(44, round(rate * spread * years**0.8)))
        if row.plan_now == "Fleet":
            counts[i] = min(counts[i], 1 + int(luck > 0.85) if rank.iloc[i] <= 150 else 3)
    return counts


def _who_and_when(
    story: Story, accounts: pd.DataFrame, rng: np.random.Generator
) -> list[tuple[int | None, dt.date, str]]:
    days = [FIRST_DAY + DAY * d for d in range(DAYS)]
    pull = np.array([WEEKDAY[d.weekday()] * SEASON[d.month - 1] ** 0.8 for d in days])
    pull *= np.array([1.25 if PRICES_UP_ON <= d < dt.date(2025, 11, 1) else 1.0 for d in days])
    counts = _how_many(accounts, rng)
    stray = round(story.tickets * 0.031)
    outage = round(story.tickets * 0.034)
    # Scale the counts to the story's number without waking a silent account.
    scale = (story.tickets - stray - outage) / counts.sum()
    counts = np.where(counts > 0, np.maximum(1, np.floor(counts * scale + rng.random(len(counts)))), 0).astype(int)
    out: list[tuple[int | None, dt.date, str]] = []
    for count, row in zip(counts, records(accounts), strict=True):
        if not count:
            continue
        low = max(0, (row.signed_up - FIRST_DAY).days)
        high = min(DAYS, ((row.cancelled or TODAY) - FIRST_DAY).days + 4)
        weight = pull[low:high].copy()
        if row.signed_up >= FIRST_DAY:
            weight[:40] *= 3.0
        for d in rng.choice(high - low, size=int(count), p=weight / weight.sum()):
            out.append((int(row.account_id), days[low + int(d)], ""))
    for d in rng.choice(DAYS, size=stray, p=pull / pull.sum()):
        out.append((None, days[int(d)], ""))
    out += _outage(accounts, counts, outage, rng)
    return out


def _outage(
    accounts: pd.DataFrame, counts: np.ndarray, size: int, rng: np.random.Generator
) -> list[tuple[int | None, dt.date, str]]:
    here = np.array([d is None or d > INCIDENT_LAST for d in accounts["cancelled"]])
    there = here & np.array([d < dt.date(2025, 2, 1) for d in accounts["signed_up"]]) & (counts > 0)
    weight = np.where(there, np.minimum(counts, 6) ** 0.5, 0.0)
    whose = rng.choice(accounts["account_id"].to_numpy(), size=size, p=weight / weight.sum())
    spread = np.array([0.2, 0.25, 0.22, 0.12, 0.03, 0.02, 0.07, 0.04, 0.03, 0.02])
    when = rng.choice(len(spread), size=size, p=spread / spread.sum())
    return [(int(a), INCIDENT_FIRST + DAY * int(d), "incident") for a, d in zip(whose, when, strict=True)]


def _ticket(
    writer: Writer, person: Any, account_id: int | None, day: dt.date, topic: str, zone: str, rng: np.random.Generator
) -> dict[str, Any]:
    chance = rng.random(8)
    fresh = person is not None and 0 <= (day - person.signed_up).days < 50
    team = _team(day, topic, fresh, chance[0])
    if team == "Billing" and PRICES_UP_ON - 20 * DAY <= day < dt.date(2025, 12, 1) and chance[1] < 0.42:
        topic = "price"
    mood = chance[2] + (0.25 if topic else 0.0)
    temper = "angry" if mood > 0.91 else "hurry" if chance[3] < 0.14 else "polite" if chance[3] > 0.68 else ""
    urgent = 0.17 + 0.35 * (topic == "incident") + 0.2 * (temper == "angry") + 0.1 * (temper == "hurry")
    priority = "high" if chance[4] < urgent else "low" if chance[4] > 0.76 else "normal"
    who = {
        "region": person.region if person else "South",
        "industry": (person.trade if person else "Plumbing"),
        "company": person.name if person else "a customer of yours",
        "french": str(int(person.french)) if person else "0",
    }
    subject, body = writer.write(team, day, who, topic, temper)
    opened = utc(day, int(min(1290, max(280, rng.normal(11.2 * 60, 190)))), zone)
    hours = HOURS_TO_CLOSE[priority] * rng.lognormal(0, 1.0)
    hours *= {"Integrations": 1.7, "Onboarding": 0.8}.get(team, 1.0) * (1.9 if topic == "incident" else 1.0)
    hours *= 1.35 if day >= dt.date(2025, 9, 1) else 1.0
    status: str = "closed"
    closed: str | None = _after(opened, hours)
    csat = None
    if chance[5] < 0.032:
        status, closed = "merged", None
    elif (closed or "") > END or (day >= dt.date(2025, 10, 1) and chance[5] > 0.965):
        status, closed = "open", None
    elif chance[6] < 0.475:
        csat = _mark(hours, topic, temper, chance[7])
    years = (day - FIRST_DAY).days / 365
    channel = "chat" if chance[1] > 0.86 - 0.06 * years else "phone" if chance[1] < 0.2 else "email"
    return {
        "account_id": account_id,
        "opened_at": min(opened, END),
        "closed_at": closed,
        "channel": channel,
        "team": team,
        "priority": priority,
        "status": status,
        "csat": csat,
        "subject": subject,
        "body": body,
        "topic": topic,
    }


def _team(day: dt.date, topic: str, fresh: bool, luck: float) -> str:
    if topic == "incident":
        return "Mobile app"
    return TEAMS_IN_ORDER[int(np.searchsorted(_edges_of_teams(fresh, day >= PRICES_UP_ON - 20 * DAY), luck))]


@cache
def _edges_of_teams(fresh: bool, dearer: bool) -> np.ndarray:
    """Up to which luck a ticket is each team's: of an account that is new, and once the new prices are known."""
    share = dict(TEAM_SHARE)
    if fresh:
        share["Onboarding"] = 0.75
    if dearer:
        share["Billing"] *= 1.6
    edges: np.ndarray = np.cumsum(list(share.values()))
    return edges / float(edges[-1])


TEAMS_IN_ORDER = tuple(TEAM_SHARE)
assert set(TEAMS_IN_ORDER) == set(TEAMS)


def _after(opened: str, hours: float) -> str:
    moment = dt.datetime.fromisoformat(opened) + dt.timedelta(minutes=max(6, round(hours * 60)))
    return moment.isoformat(" ", "minutes")


def _mark(hours: float, topic: str, temper: str, luck: float) -> int:
    mood = luck - 0.0022 * min(hours, 120) - 0.3 * (temper == "angry") + 0.05 * (temper == "polite")
    mood -= {"incident": 0.5, "price": 0.2}.get(topic, 0.0)
    return 5 if mood > 0.40 else 4 if mood > 0.14 else 3 if mood > -0.02 else 2 if mood > -0.14 else 1


SOLVED = {"low": 0.88, "normal": 0.64, "high": 0.38}
BY_ASSISTANT = {"low": 0.9, "normal": 0.46, "high": 0.1}


def draw_pilot(tickets: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """One row a ticket of the pilot.

    The assistant is given the easy tickets. Within every team and priority it solves fewer at the first go than people
    do, and over all tickets it solves more (Simpson's paradox), by construction and not by luck.
    """
    day = tickets["opened_at"].str[:10]
    there = tickets[
        (day >= PILOT_FIRST.isoformat()) & (day <= PILOT_LAST.isoformat()) & (tickets["status"] != "merged")
    ]
    rows: list[dict[str, Any]] = []
    for (team, priority), group in there.groupby(["team", "priority"], sort=True):
        ids = rng.permutation(group["ticket_id"].to_numpy())
        size = len(ids)
        by_assistant = int(
            np.clip(round(size * BY_ASSISTANT[str(priority)]), min(4, size // 2), max(size - 4, size // 2))
        )
        shift = 0.03 * (TEAMS_IN_ORDER.index(str(team)) - 2) / 2
        rate = SOLVED[str(priority)] + shift
        solved = int(np.floor(by_assistant * (rate - 0.04)))
        solved_by_people = min(size - by_assistant, int(np.ceil((size - by_assistant) * (rate + 0.04))))
        for place, ticket in enumerate(ids):
            assistant = place < by_assistant
            first_time = place < solved if assistant else place - by_assistant < solved_by_people
            rows.append(_sorted_by(int(ticket), str(team), assistant, first_time, rng))
    return pd.DataFrame(rows).sort_values("ticket_id").reset_index(drop=True)


def _sorted_by(ticket: int, team: str, assistant: bool, solved: bool, rng: np.random.Generator) -> dict[str, Any]:
    suggestion, confidence = None, None
    if assistant:
        wrong = rng.random() < (0.04 if solved else 0.35)
        suggestion = str(rng.choice([t for t in TEAMS if t != team])) if wrong else team
        confidence = round(float(np.clip(rng.beta(9, 2) - 0.13 * wrong, 0.21, 0.995)), 3)
    return {
        "ticket_id": ticket,
        "handled_by": "assistant" if assistant else "people",
        "suggested_team": suggestion,
        "confidence": confidence,
        "solved_first_time": int(solved),
    }
