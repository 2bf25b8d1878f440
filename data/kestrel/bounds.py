"""What stands on a bound that an exercise states, and one step beside it: on all data but the learning ones.

`firstquery prove --mutants` finds the bounds that no row tells from the next (docs/truth.md): ``>= '2025-12-01'``
and ``>= '2025-11-30'`` give one number wherever nobody's only invoice is of 30 November. So somebody's is.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from kestrel.edges import THRESHOLD, customers_of, move_industry_to
from kestrel.story import records

DAY = dt.timedelta(days=1)
#: From a sign-up to the first invoice.
TRIAL = dt.timedelta(days=14)
#: The day before the month that Finance counts, and when one of those who paid that day has left.
EVE, LEFT_ON = dt.date(2025, 11, 30), dt.date(2025, 12, 5)
#: The last day before the year that Finance reports, its first and its last.
OF_THE_YEAR = (dt.date(2024, 12, 31), dt.date(2025, 1, 1), dt.date(2025, 12, 31))
#: The last day before the sign-ups that can be judged for two years, the first and the last of them, and the last of
#: those that can be judged for three months. Three of the four who signed up that day have left: when.
SIGN_UPS = {
    dt.date(2022, 12, 31): dt.date(2025, 8, 20),
    dt.date(2023, 1, 1): dt.date(2024, 6, 12),
    dt.date(2024, 12, 31): dt.date(2025, 8, 20),
    dt.date(2025, 9, 30): dt.date(2025, 11, 20),
}
#: Who signed up in 2023 and left on this day did not leave in the year after.
AFTER_TWO_YEARS = dt.date(2025, 1, 1)
#: Who signed up in 2023 and left on this day did.
ON_THE_LAST_DAY = dt.date(2024, 12, 31)
#: So many customers of an industry are just more than 150.
JUST_MORE = 151
#: When somebody in Phoenix paid, in UTC: the first minute of a quarter there, its last evening, the next quarter.
IN_PHOENIX = ("2025-04-01 07:00", "2025-07-01 06:30", "2025-07-01 07:00", "2025-07-01 18:20")
PHOENIX = "America/Phoenix"
#: What nobody has paid for five months begun: 1.5 % of it a month come to half a cent, and one hair less in binary.
HALF_A_CENT, UNPAID_SINCE = (128.20, 257.40, 263.40), dt.date(2025, 7, 20)
#: What one of the largest customers was sent and has not paid yet: three figures before the comma that Billing writes.
SIX_FIGURES, SENT_ON = 120_435.75, dt.date(2025, 11, 5)
#: An invoice of the last day of November that was withdrawn.
WITHDRAWN = 312.0
#: Two text packs of December, both paid, of one who left in that month: a join meets her twice.
TWICE_IN_DECEMBER = (dt.date(2025, 12, 3), dt.date(2025, 12, 9))
#: Mondays whose first ticket is opened at midnight, of UTC.
MIDNIGHTS = ("2025-03-10", "2025-03-17", "2025-12-01", "2025-12-08")
#: So many tickets of that Friday are of the Sunday on which November ends.
FRIDAY, ON_SUNDAY = "2025-11-28", 3
#: Tickets of so many days from the quarter's first day on are of that day, where the customer wrote no other in the
#: quarter, and those of the day before its eve are of the eve, where the customer wrote none afterwards. Those of the
#: last week before it are closed in it.
QUARTER, NEXT_DAYS = pd.Timestamp("2025-10-01"), 4
#: The day, a Sunday, and the moment of the one ticket in the week before the first Monday.
SUNDAY, ALONE = "2023-01-01", "2023-01-01 17:25"
#: From here on the assistant is called sure.
SURE = 0.8
#: An incident that lasts longer is no trouble of an evening.
MOST_HOURS = 20
#: So many incidents of the year are moved.
LEAST = 6
#: A trade of some customers that the learning data do not have.
OTHER_TRADE, OF_OTHER_TRADE = "Maintenance", 7


@dataclass(frozen=True)
class PlantedInvoice:
    """An invoice of an ``account``, a record: for so many ``seats``, none is a text pack; ``paid_at`` where it matters.

    ``twice``: it is loaded twice. ``amount``: it is of so much, and nobody has paid it, or it is ``void``.
    """

    account: Any
    day: dt.date
    seats: int = 0
    paid_at: str | None = None
    twice: bool = False
    amount: float = 0.0
    void: bool = False


def accounts_on_the_bounds(accounts: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The accounts with a column ``on_the_eve``: their last invoice is of 30 November. One of them has left since."""
    _last_paid_on_the_eve(accounts, rng)
    _signed_up_on_the_bounds(accounts, rng)
    _left_after_two_years(accounts, rng)
    _of_another_trade(accounts, rng)
    staff = accounts.index[(accounts["role"] == "test") & (accounts["status"] == "active")]
    accounts.at[staff[int(rng.integers(len(staff)))], "time_zone"] = PHOENIX
    if THRESHOLD not in set(accounts.loc[customers_of(accounts), "industry"].value_counts()):  # one of them has left
        move_industry_to(accounts, THRESHOLD, rng)
    move_industry_to(accounts, JUST_MORE, rng)
    _alike(accounts, rng)
    return accounts


def _may_leave(accounts: pd.DataFrame) -> pd.Series:
    """Customers who are on no bound themselves: of 25 seats in the South there may be one."""
    return customers_of(accounts) & ~((accounts["region"] == "South") & (accounts["seats"] == 25))


def _last_paid_on_the_eve(accounts: pd.DataFrame, rng: np.random.Generator) -> None:
    months = accounts["first_invoice"].map(lambda day: 0 if day is None or day.year > 2024 else day.month)
    there = _may_leave(accounts) & (accounts["billing"] == "annual") & (accounts["currency"] == "USD")
    there &= months.between(1, 10) & ~accounts["on_the_last_day"] & ~accounts["silent"]
    stays, leaves = rng.permutation(accounts.index[there])[:2]
    accounts["on_the_eve"] = accounts.index.isin([stays, leaves])
    accounts.at[leaves, "status"] = "cancelled"
    accounts.at[leaves, "cancelled"] = LEFT_ON
    accounts.at[leaves, "cancelled_on"] = LEFT_ON.isoformat()


def _signed_up_on_the_bounds(accounts: pd.DataFrame, rng: np.random.Generator) -> None:
    """Four a bound signed up on it, who would have signed up within three weeks before; one of each stayed."""
    for day, left_on in SIGN_UPS.items():
        before = accounts["signed_up"].map(lambda one, day=day: day - 21 * DAY <= one < day and one not in SIGN_UPS)
        there = accounts.index[_may_leave(accounts) & before & accounts["arm"].isna() & ~accounts["on_the_eve"]]
        chosen = rng.permutation(there)[:4]
        for one in chosen:
            accounts.at[one, "signed_up"] = day
            accounts.at[one, "signed_up_on"] = day.isoformat()
            accounts.at[one, "first_invoice"] = day + TRIAL
            accounts.at[one, "anchor"] = (day + TRIAL).day
        for one in chosen[1:]:
            accounts.at[one, "status"] = "cancelled"
            accounts.at[one, "cancelled"] = left_on
            accounts.at[one, "cancelled_on"] = left_on.isoformat()


def _left_after_two_years(accounts: pd.DataFrame, rng: np.random.Generator) -> None:
    left = accounts["cancelled_on"].fillna("").between("2025-01-02", "2025-03-31")
    of_2023 = accounts["signed_up_on"].str.startswith("2023") & (accounts["role"] == "payer")
    for one, day in zip(
        rng.permutation(accounts.index[left & of_2023]), (AFTER_TWO_YEARS, ON_THE_LAST_DAY), strict=False
    ):
        accounts.at[one, "cancelled"] = day
        accounts.at[one, "cancelled_on"] = day.isoformat()


def _of_another_trade(accounts: pd.DataFrame, rng: np.random.Generator) -> None:
    there = _may_leave(accounts) & (accounts["industry"] == "Other") & ~accounts["on_the_eve"]
    chosen = rng.permutation(accounts.index[there])[:OF_OTHER_TRADE]
    accounts.loc[chosen, "industry"] = OTHER_TRADE
    accounts.loc[chosen[:1], "industry"] = OTHER_TRADE.lower()  # as somebody typed it


def _alike(accounts: pd.DataFrame, rng: np.random.Generator) -> None:
    """Two customers have one name, one trade and as many seats."""
    there = accounts[_may_leave(accounts) & accounts["industry"].eq("Plumbing") & ~accounts["on_the_eve"]]
    sizes = there.groupby(["plan_now", "seats"])["account_id"].transform("size")
    one = there[sizes > 1].iloc[int(rng.integers((sizes > 1).sum()))]
    other = there[(there["plan_now"] == one["plan_now"]) & (there["seats"] == one["seats"])].index.drop(one.name)[0]
    accounts.at[other, "name"] = one["name"]


def invoices_on_the_bounds(accounts: pd.DataFrame, rng: np.random.Generator) -> list[PlantedInvoice]:
    """Invoices of 30 November, three of large customers about a year's ends, and those of Phoenix about a quarter's."""
    customers = accounts[customers_of(accounts) & (accounts["signed_up_on"] < "2024-06-01")]
    large = customers[customers["currency"] == "USD"].nlargest(len(OF_THE_YEAR), "seats")
    payers = list(records(large.loc[rng.permutation(large.index)]))
    in_phoenix = customers[(customers["time_zone"] == PHOENIX) & ~customers["on_the_eve"]]
    there = list(records(in_phoenix.loc[rng.permutation(in_phoenix.index)[: len(IN_PHOENIX) + 1]]))
    left = (accounts["role"] == "payer") & accounts["cancelled_on"].fillna("").between("2025-12-10", "2025-12-30")
    leaver = list(records(accounts[left].iloc[[int(rng.integers(left.sum()))]]))
    staff = accounts[
        (accounts["role"] == "test") & (accounts["time_zone"] == PHOENIX) & (accounts["status"] == "active")
    ]
    april, may = dt.date(2025, 3, 31), dt.date(2025, 5, 12)
    return [
        *(PlantedInvoice(account, EVE) for account in records(accounts[accounts["on_the_eve"]])),
        *(PlantedInvoice(one, day, one.seats // 2) for one, day in zip(payers, OF_THE_YEAR, strict=True)),
        *(
            PlantedInvoice(one, april if at < "2025-05" else may + 40 * DAY, paid_at=at)
            for one, at in zip(there, IN_PHOENIX, strict=False)
        ),
        *(PlantedInvoice(one, may, paid_at="2025-05-14 20:10", twice=True) for one in there[len(IN_PHOENIX) :]),
        *(PlantedInvoice(one, UNPAID_SINCE, amount=amount) for one, amount in zip(payers, HALF_A_CENT, strict=True)),
        PlantedInvoice(payers[-1], UNPAID_SINCE, amount=HALF_A_CENT[0]),
        *(PlantedInvoice(one, may, paid_at="2025-05-13 17:00") for one in list(records(staff))[:1]),
        *(PlantedInvoice(one, day) for one in leaver for day in TWICE_IN_DECEMBER),
        PlantedInvoice(payers[0], SENT_ON, amount=SIX_FIGURES),
        PlantedInvoice(payers[1], EVE, amount=WITHDRAWN, void=True),
    ]


def tickets_on_the_bounds(tickets: pd.DataFrame) -> pd.DataFrame:
    """Return the tickets, of which four are opened as their week begins, and one alone in the week of 2023's first day.

    The others of that day are a week later.
    """
    opened = pd.to_datetime(tickets["opened_at"])
    dates = opened.dt.strftime("%Y-%m-%d")
    moved = opened.mask(opened.index.isin([opened[dates == day].idxmin() for day in MIDNIGHTS]), opened.dt.normalize())
    eve = opened[dates == FRIDAY].sort_values().index[:ON_SUNDAY]
    moved = moved.mask(moved.index.isin(eve), moved + 2 * DAY)
    of_the_first = opened[dates == SUNDAY].sort_values().index
    moved = moved.mask(moved.index.isin(of_the_first[1:]), moved + 7 * DAY)
    if of_the_first.empty:
        moved = moved.mask(moved.index == opened.idxmin(), pd.Timestamp(ALONE))
    first = moved.index.isin(_first_of_the_quarter(tickets, opened).index)
    moved = moved.mask(first, QUARTER + (opened - opened.dt.normalize()))
    last = moved.index.isin(_last_before_the_quarter(tickets, opened).index)
    moved = moved.mask(last & (opened >= QUARTER - 2 * DAY), opened + DAY)
    closed = pd.to_datetime(tickets["closed_at"])
    days = (moved - opened).where((moved - opened).abs() >= DAY, pd.Timedelta(0))
    days = days.mask(last, QUARTER - opened.dt.normalize())  # opened in one quarter, and closed in the next
    later = (closed + days).dt.strftime("%Y-%m-%d %H:%M")
    return tickets.assign(opened_at=moved.dt.strftime("%Y-%m-%d %H:%M"), closed_at=later.where(closed.notna(), None))


def _first_of_the_quarter(tickets: pd.DataFrame, opened: pd.Series) -> pd.Series:
    ordered = opened[opened >= QUARTER]
    alone: pd.Series = ordered[~tickets.loc[ordered.index, "account_id"].duplicated(keep=False)]
    return alone[alone < QUARTER + NEXT_DAYS * DAY]


def _last_before_the_quarter(tickets: pd.DataFrame, opened: pd.Series) -> pd.Series:
    """Of the last week, one a customer."""
    wrote_afterwards = tickets["account_id"].isin(tickets.loc[opened >= QUARTER - DAY, "account_id"])
    last = opened[~wrote_afterwards & (opened >= QUARTER - 7 * DAY)].sort_values()
    one_each: pd.Series = last[~tickets.loc[last.index, "account_id"].duplicated(keep="last")]
    return one_each


def pilot_on_the_bound(pilot: pd.DataFrame) -> pd.DataFrame:
    """Return the pilot, in which the assistant is as sure of two tickets as `SURE` says, and no surer."""
    sure = pilot["confidence"].sub(SURE).where(pilot["confidence"] > SURE)
    return pilot.assign(confidence=pilot["confidence"].mask(pilot.index.isin(sure.nsmallest(2).index), SURE))


def incidents_on_the_bounds(incidents: pd.DataFrame) -> pd.DataFrame:
    """The incidents, of which some of 2025 stand on a bound: the first is of 1 January, the last of 31 December.

    One begins on the 1st of its month by UTC and on the day before in New York, one ends in the month after, and two of
    one sort are of one day. Of an outage of days (`MOST_HOURS`) nothing moves.
    """
    moments = {name: pd.to_datetime(incidents[name]) for name in ("started_at", "ended_at")}
    lasting = moments["ended_at"] - moments["started_at"]
    of_the_year = lasting[incidents["started_at"] >= AFTER_TWO_YEARS.isoformat()]
    short = of_the_year.index[of_the_year < pd.Timedelta(hours=MOST_HOURS)]
    there = short if len(short) >= LEAST else of_the_year.nsmallest(LEAST, keep="first").index.sort_values()
    if len(there) < LEAST:
        return incidents  # too few for a year: these data are drawn again
    first, begins, ends, one, other, *_, last = there
    starts = moments["started_at"].copy()
    starts[first] -= starts[first].normalize() - pd.Timestamp(AFTER_TWO_YEARS)
    starts[begins] = starts[begins].normalize().replace(day=1) + pd.Timedelta(hours=2, minutes=30)
    starts[ends] = starts[ends].normalize() + pd.offsets.MonthEnd(0) + pd.Timedelta(hours=23, minutes=48)
    starts[other] = starts[one] + pd.Timedelta(minutes=95)
    starts[last] = pd.Timestamp(OF_THE_YEAR[-1]) + pd.Timedelta(hours=15, minutes=20)
    for name, moved in (("started_at", starts), ("ended_at", starts + lasting)):
        incidents[name] = moved.dt.strftime("%Y-%m-%d %H:%M")
    incidents.loc[other, ["component", "summary"]] = incidents.loc[one, ["component", "summary"]].to_numpy()
    incidents = incidents.sort_values("started_at", ignore_index=True)
    return incidents.assign(incident_id=incidents.index + 1)
