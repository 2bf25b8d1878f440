"""What customer care noted of each paying account at the end of a month: the table that models of leaving learn from.

All of its signal is planted here. Who leaves fades for some four months before, and so do enough of those who stay.
Whom the new prices of July 2025 drive away was content until then, and hardly fades. What an account is like (its own
level of use, its seats, its age) lasts: a model that has seen one of its months knows it again in another.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from kestrel.accounts import churn_hazard
from kestrel.money import due_in, seats_in
from kestrel.story import MONTHS, PRICES_UP_ON, SEASON, Story, month_days, month_of, month_start, records

#: One value an account, or a grid: one row an account, one column a month drawn.
Values = npt.NDArray[Any]

FIRST_NOTED = 12  # January 2024, counted from January 2023
#: One month more is drawn than noted: the first note says what the month before was.
DRAWN = range(FIRST_NOTED - 1, MONTHS)
ENDS = [month_start(month + 1) - dt.timedelta(days=1) for month in DRAWN]
NEVER = 10**6
SELLERS = 180
NO_OWNER = 0.08

#: How far one turns away: who leaves anyway, whom prices drive away, and in a quiet spell of anybody.
LEAVING, DRIVEN, SPELL = (0.6, 1.1), (0.14, 0.54), (0.4, 1.0)
#: Days before leaving at which the fading begins, and how many it takes.
BEGINS, TAKES = 125, 55
#: The chance that a quiet spell of somebody who stays begins in a month, and how many months it lasts.
QUIET_SPELL, SPELL_LASTS = 0.033, (3, 8)


class Lives(NamedTuple):
    """The accounts that ever pay, and of each month drawn what is certain about them."""

    accounts: pd.DataFrame
    there: Values  # how many days of the month it could sign in
    since: Values  # days since it signed up
    until: Values  # days until it leaves
    paying: Values  # whether it pays on the month's last day
    seen: Values  # days of the month on which `usage_events` has seen it


def draw_health(story: Story, accounts: pd.DataFrame, usage: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """One row an account and month, January 2024 to December 2025, of the accounts that pay on the month's last day."""
    lives = _lives(accounts, usage)
    size = len(lives.accounts)
    turned, quiet = _turned_away(lives, story, rng), _quiet(lives, rng)
    used = _days_used(lives, np.maximum(turned, quiet), rng)
    # Who is only quiet looks after the account none the less, for the most part.
    cool = np.maximum(turned, 0.4 * quiet)
    owner = _owner_days(lives, cool, used, rng)
    tickets = _open_tickets(lives, cool, rng)
    late = _late_days(lives, cool, rng)
    sold_by = _sold_by(size, rng)
    no_owner = rng.permutation(size) < NO_OWNER * size
    kept = lives.paying & (np.array(DRAWN) >= FIRST_NOTED)
    which, when = np.nonzero(kept)
    here = lives.accounts.iloc[which]
    months = np.array(DRAWN)[when] - here["first_invoice"].map(month_of).to_numpy()
    frame = pd.DataFrame(
        {
            "account_id": here["account_id"].to_numpy(),
            "noted_on": np.array([day.isoformat() for day in ENDS], dtype=object)[when],
            "plan": here["plan_now"].to_numpy(),
            "months": months,
            "seats": [seats_in(account, DRAWN[at]) for account, at in zip(records(here), when, strict=True)],
            "days_used": used[kept],
            "days_used_before": pd.Series(used[which, when - 1], dtype="Int64").mask(months == 0),
            "owner_days": pd.Series(owner[kept], dtype="Int64").mask(no_owner[which]),
            "open_tickets": tickets[kept],
            "late_days": late[kept],
            "sold_by": sold_by[which],
        }
    )
    return frame.sort_values(["account_id", "noted_on"], kind="stable").reset_index(drop=True)


def _lives(accounts: pd.DataFrame, usage: pd.DataFrame) -> Lives:
    payers = accounts[accounts["role"] == "payer"]
    came, first, gone = (
        np.array([[NEVER if day is None else day.toordinal()] for day in payers[name]])
        for name in ("signed_up", "first_invoice", "cancelled")
    )
    ends = np.array([day.toordinal() for day in ENDS])
    days = usage.drop_duplicates(["account_id", "day"])
    seen = days.groupby(["account_id", days["day"].str[:7]]).size().unstack(fill_value=0)
    return Lives(
        accounts=payers,
        there=np.clip(ends - came + 1, 0, [month_days(month) for month in DRAWN]),
        since=ends - came,
        until=gone - ends,
        paying=(first <= ends) & (gone > ends),
        seen=seen.reindex(payers["account_id"], columns=[f"{day:%Y-%m}" for day in ENDS], fill_value=0).to_numpy(),
    )


def _turned_away(lives: Lives, story: Story, rng: np.random.Generator) -> Values:
    """How far each account has turned away at the end of each month: 0 not at all, 1 almost wholly."""
    leaves, driven = lives.accounts["cancelled"].notna().to_numpy(), _driven(lives, story, rng)
    depth = np.zeros(len(driven))
    for group, (low, high) in ((leaves & ~driven, LEAVING), (driven, DRIVEN)):
        depth[group] = low + (high - low) * _evenly(int(group.sum()), rng)
    turned: Values = depth[:, None] * np.clip((BEGINS - lives.until) / TAKES, 0, 1)
    return turned


def _quiet(lives: Lives, rng: np.random.Generator) -> Values:
    """The same, of a spell without reason to leave: holidays, one large job far away, nobody to do the books."""
    begins = rng.random(lives.there.shape) < QUIET_SPELL
    lasts = rng.integers(SPELL_LASTS[0], SPELL_LASTS[1] + 1, begins.shape)
    deep = rng.uniform(*SPELL, begins.shape)
    quiet = np.zeros(begins.shape)
    for account, start in zip(*np.nonzero(begins), strict=True):
        spell = slice(start, start + lasts[account, start])
        quiet[account, spell] = np.maximum(quiet[account, spell], deep[account, start])
    return quiet


def _driven(lives: Lives, story: Story, rng: np.random.Generator) -> Values:
    """Whom the new prices drove away: of a plan's leavers since then, the share by which prices raised its hazard."""
    share = np.zeros(len(lives.accounts))
    for at, account in enumerate(records(lives.accounts)):
        if account.cancelled is not None and account.cancelled >= PRICES_UP_ON:
            month = month_of(account.cancelled)
            before, now = (churn_hazard(account.plan_now, one, story.quiet_churn) for one in (month - 12, month))
            share[at] = 1 - before / now
    driven = np.zeros(len(share), dtype=bool)
    for plan in ("Solo", "Crew", "Fleet"):
        left = np.flatnonzero((lives.accounts["plan_now"] == plan).to_numpy() & (share > 0))
        driven[left] = _evenly(len(left), rng) < share[left].sum() / max(1, len(left))
    return driven


def _evenly(size: int, rng: np.random.Generator) -> Values:
    """Numbers from 0 to 1 that fill the range evenly: the same mixture on every seed, dealt by chance."""
    return (rng.permutation(size) + rng.random(size)) / max(1, size)


def _days_used(lives: Lives, fading: Values, rng: np.random.Generator) -> Values:
    """Days with a sign-in; `usage_events` is a sample, so never fewer than the days on which it has seen the account.

    An account keeps to its level: from month to month it wavers less than accounts differ.
    """
    sampled = np.log1p(30 * lives.seen.sum(axis=1) / np.maximum(1, lives.there.sum(axis=1)))
    level = 0.45 * (sampled - sampled.mean()) / sampled.std() + rng.normal(0, 1.2, len(fading))
    season = 0.5 * np.log([SEASON[month % 12] for month in DRAWN])
    share = _chance(-0.6 + level[:, None] + season + rng.normal(0, 0.12, fading.shape) - 2.7 * fading)
    wavers = 0.3 * np.sqrt(lives.there * share * (1 - share)) * rng.normal(0, 1, fading.shape)
    drawn = np.clip(np.rint(lives.there * share + wavers), 0, lives.there).astype(int)
    used: Values = np.maximum(drawn, lives.seen)
    return used


def _chance(odds: Values) -> Values:
    chance: Values = 1 / (1 + np.exp(-odds))
    return chance


def _owner_days(lives: Lives, fading: Values, used: Values, rng: np.random.Generator) -> Values:
    """Days since the owner's last sign-in. A month without one adds its days to those of the month before."""
    rare = rng.normal(-2.6, 0.6, (len(fading), 1))
    away = (rng.random(fading.shape) < _chance(rare + 2.9 * fading)) | (used == 0)
    ago = rng.exponential(np.exp(1.9 + 0.35 * rare + 0.8 * fading)).astype(int)
    days = np.zeros(fading.shape, dtype=int)
    before = rng.integers(0, 25, len(fading))
    for at in range(fading.shape[1]):
        there = lives.there[:, at]
        before = np.where(away[:, at], before + there, np.minimum(ago[:, at], there - 1))
        # Nobody was away longer than the account has been there.
        before = days[:, at] = np.clip(before, 0, np.maximum(0, lives.since[:, at]))
    return days


def _open_tickets(lives: Lives, fading: Values, rng: np.random.Generator) -> Values:
    asks = rng.gamma(1.5, 1 / 1.5, (len(fading), 1)) * lives.accounts["seats"].to_numpy()[:, None] ** 0.25
    waiting: Values = rng.poisson(0.16 * asks * (1 + fading))
    return waiting


def _late_days(lives: Lives, fading: Values, rng: np.random.Generator) -> Values:
    """By how many days the oldest unpaid invoice is overdue. Cards fail less often than people forget."""
    forgets = np.where(lives.accounts["autopay"], -3.8, -3.2)[:, None]
    missed = rng.random(fading.shape) < _chance(forgets + 3.4 * fading)
    waits = rng.random(fading.shape) < 0.25 + 0.3 * np.minimum(1, fading)
    days = np.zeros(fading.shape, dtype=int)
    for row, account in enumerate(records(lives.accounts)):
        for at, month in enumerate(DRAWN):
            if at and days[row, at - 1] and waits[row, at]:
                days[row, at] = days[row, at - 1] + month_days(month)
            elif missed[row, at] and (due := due_in(account, month)):
                days[row, at] = (ENDS[at] - due).days
    return days


def _sold_by(size: int, rng: np.random.Generator) -> Values:
    """Codes of people and partners, some of whom sold far more than others. They say nothing about leaving."""
    codes = np.array([f"P-{number}" for number in range(101, 101 + SELLERS)], dtype=object)
    weights = rng.lognormal(0, 0.8, SELLERS)
    sold_by: Values = rng.choice(codes, size=size, p=weights / weights.sum())
    return sold_by
