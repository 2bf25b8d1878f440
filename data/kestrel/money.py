"""The invoices and the exchange rates."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd

from kestrel.bounds import PlantedInvoice, invoices_on_the_bounds
from kestrel.edges import texts_on_the_last_day
from kestrel.schema import FIRST_DAY, TODAY
from kestrel.story import (
    END,
    MONTHS,
    PAID_AT_KNOWN_FROM,
    PRICES,
    PRICES_UP_ON,
    SEASON,
    TEXT_PACK,
    month_of,
    month_start,
    records,
    utc,
)

DAY = dt.timedelta(days=1)
FIRST_NUMBER = 40_001


def draw_fx(rng: np.random.Generator) -> pd.DataFrame:
    """One row a month and currency; a Canadian dollar is worth 0.71 to 0.76 US dollars."""
    rate = 0.742
    rows = []
    for month in range(MONTHS):
        rate = min(0.757, max(0.7125, rate + rng.normal(0, 0.006) - 0.1 * (rate - 0.733)))
        rows.append({"month": month_start(month).isoformat(), "currency": "CAD", "usd_per_unit": round(rate, 4)})
        rows.append({"month": month_start(month).isoformat(), "currency": "USD", "usd_per_unit": 1.0})
    return pd.DataFrame(rows)


def draw_invoices(accounts: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """One row an invoice line: subscriptions, text packs, withdrawn ones, and those loaded twice."""
    rows: list[dict[str, Any]] = []
    for account in records(accounts):
        if account.role == "payer":
            _subscription(account, rows, rng)
        elif account.role == "test":
            _staff(account, rows, rng)
        elif account.role == "lapsed" and account.signed_up == dt.date(2025, 12, 26):
            # Invoiced before the trial was over, and withdrawn.
            rows.append({**_line(account, dt.date(2025, 12, 29), 1, 49.0), "status": "void"})
    for account, day in texts_on_the_last_day(accounts, rng):
        line = _line(account, day, 1, TEXT_PACK[account.currency][day >= PRICES_UP_ON])
        _pay(account, line, day, 0.0, True, rng)
        rows.append(line)
    rows += [_planted(one, rng) for one in invoices_on_the_bounds(accounts, rng)] if "on_the_eve" in accounts else []
    frame = pd.DataFrame(rows)
    frame = pd.concat([frame, _a_zero_too_many(frame, rng)], ignore_index=True)
    frame = frame.assign(luck=rng.random(len(frame))).sort_values(["issued_on", "luck"], kind="stable")
    frame["number"] = np.arange(len(frame)) + FIRST_NUMBER
    twice = [frame[frame["twice"].notna()]] if "twice" in frame else []
    frame = pd.concat([frame, _loaded_twice(frame, accounts, rng), *twice]).sort_values(["issued_on"], kind="stable")
    frame["invoice_id"] = np.arange(len(frame)) + 1
    return frame.drop(columns="luck").reset_index(drop=True)


def _planted(one: PlantedInvoice, rng: np.random.Generator) -> dict[str, Any]:
    """A planted invoice, paid but where it has its ``amount``; ``twice`` is set where it is to be loaded twice."""
    account, day = one.account, one.day
    if one.amount:
        return {**_line(account, day, 1, one.amount), "status": "void" if one.void else "open", "twice": None}
    amount = amount_of(account.plan_now, one.seats, account.currency, account.discount, 1, day)
    line = _line(account, day, 1, amount or TEXT_PACK[account.currency][day >= PRICES_UP_ON])
    _pay(account, line, day, 0.0, True, rng)
    return {**line, "paid_at": one.paid_at or line["paid_at"], "twice": True if one.twice else None}


def amount_of(plan: str, seats: int, currency: str, discount: float, months: int, day: dt.date) -> float:
    """What a subscription costs, in its own currency. Twelve months cost ten."""
    price = PRICES[currency][plan][day >= PRICES_UP_ON]
    return float(round(seats * price * (1 - discount) * (10 if months == 12 else 1), 2))


def seats_in(account: Any, month: int) -> int:
    """How many people may use it in a month: an account grows once, and some hire for the season."""
    seats: int = account.seats if month >= account.grew_in else account.seats_before
    if account.flexes and 4 <= month % 12 <= 8:
        seats += max(1, round(seats * 0.18))
    return seats


def due_in(account: Any, month: int) -> dt.date | None:
    """The day of a month on which a subscription's invoice falls due, thirty days after its date; None: none does."""
    first = account.first_invoice
    for issued in (month - 1, month - 2):
        since = issued - month_of(first)
        if since >= 0 and since % (12 if account.billing == "annual" else 1) == 0:
            day = (month_start(issued).replace(day=account.anchor) if since else first) + 30 * DAY
            if month_of(day) == month:
                return day
    return None


def _subscription(account: Any, rows: list[dict[str, Any]], rng: np.random.Generator) -> None:
    step = 12 if account.billing == "annual" else 1
    first = account.first_invoice
    luck = rng.random((MONTHS, 5))
    for month in range(max(0, month_of(first)), MONTHS):
        day = month_start(month).replace(day=account.anchor) if month != month_of(first) else first
        if (month - month_of(first)) % step or day < FIRST_DAY or day > TODAY:
            continue
        if account.cancelled and day > account.cancelled:
            break
        seats = seats_in(account, month)
        amount = amount_of(account.plan_now, seats, account.currency, account.discount, step, day)
        last = bool(account.cancelled) and month_of(account.cancelled) == month
        line = _line(account, day, step, amount)
        if luck[month, 0] < 0.012:  # Wrong at first, withdrawn, and issued again.
            wrong = round(amount * (2 if luck[month, 1] < 0.5 else 1.25), 2)
            rows.append({**_line(account, day, step, wrong), "status": "void"})
        early = account.converted or (step == 12) or (account.cancelled and month == MONTHS - 1)
        paid = _pay(account, line, day, luck[month, 2], bool(early), rng)
        owed = luck[month, 3] < (0.22 if last else 0.03 if month == MONTHS - 2 else 0.002)
        owed = owed if step == 1 else month == MONTHS - 1 and luck[month, 3] < 0.2
        if owed and not account.converted:
            line.update(status="open", paid_at=None)
        rows.append(line)
        _texts(account, rows, month, day, seats, luck[month, 4], paid and line["status"] == "paid", rng)


def _line(account: Any, day: dt.date, months: int, amount: float) -> dict[str, Any]:
    return {
        "account_id": account.account_id,
        "issued_on": day.isoformat(),
        "months": months,
        "amount": amount,
        "currency": account.currency,
        "status": "open",
        "paid_at": None,
    }


def _pay(account: Any, line: dict[str, Any], day: dt.date, luck: float, early: bool, rng: np.random.Generator) -> bool:
    """Marks a line paid when its payment falls before the end of the data. Cards pay at once, cheques do not."""
    if account.autopay or early:
        when = day + DAY * (int(luck * 3) if luck < 0.9 else 4)
    else:
        when = day + DAY * int(3 + 30 * luck**1.6)
        if luck > 0.55:  # Many owners do their books on the last evening of the month.
            month_end = month_start(month_of(when) + 1) - DAY
            when = month_end if 0 <= (month_end - day).days <= 40 else when
    minute = int(rng.integers(17 * 60, 23 * 60 + 40)) if luck > 0.5 else int(rng.integers(7 * 60, 18 * 60))
    moment = utc(when, minute, account.time_zone)
    if moment > END:
        if not early:
            return False
        moment = utc(day, 9 * 60 + int(60 * luck), account.time_zone)
    line.update(status="paid", paid_at=moment if day >= PAID_AT_KNOWN_FROM else None)
    return True


def _texts(
    account: Any,
    rows: list[dict[str, Any]],
    month: int,
    day: dt.date,
    seats: int,
    luck: float,
    paid: bool,
    rng: np.random.Generator,
) -> None:
    """A line for text messages to customers, in the months in which the plan's own were used up."""
    busy = SEASON[month % 12]
    if not account.texts or luck > 0.72 * busy:
        return
    sent = day + DAY * int(rng.integers(5, 24))
    if sent > TODAY or (account.cancelled and sent > account.cancelled):
        return
    price = TEXT_PACK[account.currency][sent >= PRICES_UP_ON]
    packs = 1 + int(rng.poisson(seats / 5 * busy**2))
    line = _line(account, sent, 1, float(price * packs))
    # Who has not paid December's subscription has not paid December's texts.
    if paid or month < MONTHS - 1:
        _pay(account, line, sent, float(rng.random()), month < MONTHS - 2, rng)
    rows.append(line)


def _staff(account: Any, rows: list[dict[str, Any]], rng: np.random.Generator) -> None:
    """Staff tried the billing system too: mostly withdrawn at once, a few paid with the office card."""
    kind = rng.random()
    if account.cancelled == dt.date(2025, 12, 10):  # paid with the office card, then closed
        day = dt.date(2025, 12, 3)
        rows.append({**_line(account, day, 1, 1.0), "status": "paid", "paid_at": utc(day, 600, account.time_zone)})
    if account.status != "active" or account.signed_up >= dt.date(2025, 9, 1):
        return
    if account.office_card:
        for month in (8, 10, 11):
            day = dt.date(2025, month + 1, 4 + int(rng.integers(20)))
            line = {**_line(account, day, 1, 1.0), "status": "paid", "paid_at": utc(day, 600, account.time_zone)}
            rows.append(line)
    elif kind < 0.4:
        for _ in range(int(rng.integers(1, 4))):
            day = max(account.signed_up, FIRST_DAY) + DAY * int(rng.integers(60))
            amount = amount_of(account.plan_now, account.seats, account.currency, 0.0, 1, day)
            rows.append({**_line(account, day, 1, amount), "status": "void"})
    elif kind < 0.5:  # never sent to anybody, and never settled
        rows.append(_line(account, dt.date(2025, 10, 6), 1, 1.0))


def _a_zero_too_many(frame: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Two of the largest American customers were sent one invoice of 2025 with a zero too many. Withdrawn at once."""
    year = frame[(frame["issued_on"] >= "2025") & (frame["currency"] == "USD") & (frame["status"] == "paid")]
    largest = year.groupby("account_id")["amount"].sum().nlargest(2).index
    lines = [year[year["account_id"] == one] for one in largest]
    wrong: pd.DataFrame = pd.concat([own.iloc[[int(rng.integers(len(own)))]] for own in lines])
    return wrong.assign(amount=(wrong["amount"] * 10).round(2), status="void", paid_at=None)


def _loaded_twice(frame: pd.DataFrame, accounts: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """About 110 paid invoices, more in the year of the new customer system, and a few open ones."""
    staff = accounts.loc[accounts["role"] == "test", "account_id"]
    pool = frame[(frame["status"] == "paid") & ~frame["account_id"].isin(staff)]
    year = pool["issued_on"].str[:4]
    picks = [
        pool[year == y].iloc[np.sort(rng.choice(int((year == y).sum()), size=int(n), replace=False))]
        for y, n in zip(("2023", "2024", "2025"), rng.integers([24, 40, 28], [34, 52, 38]), strict=True)
    ]
    # A few that still wait to be paid, too.
    waiting = frame[(frame["status"] == "open") & ~frame["account_id"].isin(staff)]
    picks.append(waiting.iloc[np.sort(rng.choice(len(waiting), size=4, replace=False))])
    return pd.concat(picks)
