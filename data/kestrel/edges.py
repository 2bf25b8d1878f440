"""What is rare in any company and decides whether a query is right: namesakes, the last evening of a year, a tie.

A slip such as GROUP BY name, ``> '2025-10-01'`` or ``>= 150`` gives the right result wherever nothing stands at the
edge. So something does, on every snapshot; `kestrel.faults` holds the measurement ("inhabited edges").

What is so on the learning data by coincidence is otherwise on all others: who left after an invoice of 1 December,
staff who wrote a ticket, and in accounts.py and story.py how many of the first numbers are missing and how many
industries are large. So a slip that nothing tells from the right answer here is refused there.

A customer called Whitestone has the letters "test" in its name, a test account is called like a company, and the fifth
newest sign-up has another day on every data but the learning ones: for these nothing is drawn, so that all else stays.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from kestrel import companies
from kestrel.story import INDUSTRY_ASKED_FROM, records

#: Exactly so many customers has one industry: the threshold of an exercise ("more than 150").
THRESHOLD = 150
#: Days that a condition may lose or let in: the first and the last of a period, of a quarter, of a year.
LAST_DAYS = (dt.date(2024, 12, 31), dt.date(2025, 12, 31))
#: Sign-ups among the newest five: a customer who paid at once, and one of Kestrel's own test accounts.
PAID_AT_ONCE = dt.date(2025, 12, 28)
NEWEST_TEST = dt.date(2025, 12, 29)
FIFTH_AND_SIXTH = (dt.date(2025, 12, 24), dt.date(2025, 12, 23))

Ticket = dict[str, Any]


def accounts_at_the_edges(accounts: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The accounts with a column ``silent`` (it never writes), namesakes, and one industry at the threshold."""
    accounts["silent"] = False
    accounts["on_the_last_day"] = False
    _annual_payers_of_the_last_day(accounts, rng)
    _ordinary_test_accounts(accounts, rng)
    _namesakes(accounts, rng)
    move_industry_to(accounts, THRESHOLD, rng)
    return accounts


def _annual_payers_of_the_last_day(accounts: pd.DataFrame, rng: np.random.Generator) -> None:
    """Two annual payers pay on 31 December, and on no other day of that month; one of them leaves that day."""
    others = accounts["first_invoice"].map(lambda day: day is not None and day.month != 12 and day.year < 2025)
    there = customers_of(accounts) & (accounts["billing"] == "annual") & (accounts["currency"] == "USD") & others
    stays, leaves = rng.permutation(accounts.index[there])[:2]
    accounts.loc[[stays, leaves], "on_the_last_day"] = True
    accounts.at[leaves, "status"] = "cancelled"
    accounts.at[leaves, "cancelled"] = LAST_DAYS[1]
    accounts.at[leaves, "cancelled_on"] = LAST_DAYS[1].isoformat()


def customers_of(accounts: pd.DataFrame) -> pd.Series:
    return (accounts["status"] == "active") & (accounts["role"] == "payer")


def _ordinary_test_accounts(accounts: pd.DataFrame, rng: np.random.Generator) -> None:
    """Two of staff's own accounts are called like any company: only ``is_test`` tells them apart."""
    older = accounts.index[(accounts["role"] == "test") & (accounts["signed_up_on"] < "2025-09-01")]
    active = [one for one in older if accounts.at[one, "status"] == "active"]
    for one in rng.permutation(active)[:2]:
        taken = set(accounts.loc[accounts["region"] == accounts.at[one, "region"], "name"])
        name = companies.company_name(str(accounts.at[one, "trade"]), str(accounts.at[one, "town"]), rng)
        while name in taken:
            name = companies.company_name(str(accounts.at[one, "trade"]), str(accounts.at[one, "town"]), rng)
        accounts.at[one, "name"] = name


def _namesakes(accounts: pd.DataFrame, rng: np.random.Generator) -> None:
    """Fleet customers of one name: two silent in the Northeast, two in Canada, one of the largest and a middling."""
    fleet = customers_of(accounts) & (accounts["plan"] == "Fleet") & (accounts["seats"] <= 200)
    early = accounts["signed_up_on"] < INDUSTRY_ASKED_FROM.isoformat()
    first, second = rng.permutation(accounts.index[fleet & early & (accounts["region"] == "Northeast")])[:2]
    _call_alike(accounts, first, second)
    accounts.loc[[first, second], "silent"] = True
    # Early sign-ups may not have told their industry.
    accounts.loc[[first, second], "industry"] = None
    canadian = accounts.index[customers_of(accounts) & (accounts["plan"] == "Fleet") & (accounts["region"] == "Canada")]
    one, other = rng.permutation(canadian)[:2]
    _call_alike(accounts, one, other)
    american = customers_of(accounts) & (accounts["currency"] == "USD")
    largest = accounts[american].nlargest(3, "seats").index[int(rng.integers(3))]
    elsewhere = ~accounts["region"].isin(accounts.loc[accounts["name"] == accounts.at[largest, "name"], "region"])
    middling = rng.permutation(accounts.index[fleet & american & elsewhere & (accounts["seats"] >= 60)])
    _call_alike(accounts, largest, next(one for one in middling if one not in (first, second)))


def _call_alike(accounts: pd.DataFrame, one: int, other: int) -> None:
    accounts.at[other, "name"] = str(accounts.at[one, "name"])


def move_industry_to(accounts: pd.DataFrame, wanted: int, rng: np.random.Generator) -> None:
    """One industry has exactly ``wanted`` customers: the early ones may or may not have told theirs."""
    here = customers_of(accounts)
    counts = accounts.loc[here, "industry"].value_counts().drop("Other", errors="ignore")
    counts = counts[counts != THRESHOLD]  # that one stays
    chosen = str((counts - wanted).abs().idxmin())
    early = here & (accounts["signed_up_on"] < INDUSTRY_ASKED_FROM.isoformat()) & (accounts["trade"] == chosen)
    surplus = int(counts[chosen]) - wanted
    known = accounts["industry"].notna()
    pool = rng.permutation(accounts.index[early & (known if surplus > 0 else ~known)])
    accounts.loc[pool[: abs(surplus)], "industry"] = None if surplus > 0 else chosen


def texts_on_the_last_day(accounts: pd.DataFrame, rng: np.random.Generator) -> list[tuple[Any, dt.date]]:
    """(account, day): customers of both currencies who are sent an invoice on the last day of a year."""
    out = []
    for currency in ("CAD", "USD"):
        there = customers_of(accounts) & (accounts["currency"] == currency) & (accounts["signed_up_on"] < "2024-06-01")
        pool = accounts.loc[rng.permutation(accounts.index[there & accounts["autopay"]])[:6]]
        out += [(account, LAST_DAYS[place % 2]) for place, account in enumerate(records(pool))]
    return out + [(account, LAST_DAYS[1]) for account in records(accounts[accounts["on_the_last_day"]])]


def tickets_at_the_edges(
    accounts: pd.DataFrame, write: Callable[[Any, dt.date], Ticket], rng: np.random.Generator
) -> list[Ticket]:
    """Tickets in the first and last minutes of a period, and two of one customer on one day about one thing.

    ``write`` makes a ticket of an account (a record) and a day; what matters here is then set.
    """
    old = customers_of(accounts) & ~accounts["silent"] & (accounts["signed_up_on"] < "2023-06-01")

    def some(where: pd.Series, many: int) -> list[Any]:
        return list(records(accounts.loc[rng.permutation(accounts.index[where])[:many]]))

    def at(account: Any, moment: str, **said: Any) -> Ticket:
        opened = dt.datetime.fromisoformat(moment)
        closed = (opened + dt.timedelta(hours=5)).isoformat(" ", "minutes") if moment < "2025-12-31" else None
        status = "closed" if closed else "open"
        return {**write(account, opened.date()), "opened_at": moment, "closed_at": closed, "status": status, **said}

    canada = some(old & (accounts["currency"] == "CAD") & (accounts["plan"] != "Fleet"), 2)
    visited = some(old & (accounts["plan"] == "Fleet") & (accounts["region"] == "Northeast"), 4)
    anybody = some(old & (accounts["plan"] != "Fleet"), 2)
    out = [
        at(canada[0], "2023-12-31 21:15", priority="high"),
        at(canada[1], "2024-01-01 00:20", priority="high"),
        at(anybody[0], "2024-12-31 23:10"),
        at(anybody[1], "2025-01-01 00:15"),
        at(visited[0], "2025-09-30 23:30", priority="high"),
        at(visited[1], "2025-10-01 00:10", priority="high"),
        at(visited[2], "2025-12-31 22:45", priority="high", csat=None),
    ]
    again = at(visited[3], "2025-11-12 09:10")
    out += [
        again,
        {**again, "opened_at": "2025-11-12 15:35", "closed_at": None, "status": "open", "csat": None},
        at(visited[3], "2025-11-20 10:05", status="merged", closed_at=None, csat=None),
    ]
    return out


def newest_otherwise(accounts: pd.DataFrame, *, learning: bool) -> pd.DataFrame:
    """A newest customer is called Whitestone; beyond the learning data, a test account like a company."""
    _call(accounts, (accounts["signed_up"] == PAID_AT_ONCE) & (accounts["role"] != "test"), "Whitestone")
    if not learning:  # the first lesson shows the names of both newest test accounts, and names them
        _call(accounts, (accounts["signed_up"] == NEWEST_TEST) & (accounts["role"] == "test"), "Riverside")
        # A day earlier each: a date in place of LIMIT 5 then lets in four. What they did since stays after it.
        for came in FIFTH_AND_SIXTH:
            accounts.loc[accounts["signed_up"] == came, "signed_up_on"] = (came - dt.timedelta(days=1)).isoformat()
    return accounts


def leavers_of_the_first(accounts: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Two or three who leave in December after an invoice of its first day, and have no other of that month."""
    monthly = (accounts["role"] == "payer") & (accounts["billing"] == "monthly") & accounts["autopay"]
    there = monthly & (accounts["cancelled_on"].fillna("") >= "2025-12-20") & (accounts["signed_up_on"] < "2025-10-01")
    few = rng.permutation(accounts.index[there])[: int(rng.integers(2, 4))]
    accounts.loc[few, "anchor"] = 1
    accounts.loc[few, "texts"] = False
    return accounts


def tickets_of_staff(
    accounts: pd.DataFrame, write: Callable[[Any, dt.date], Ticket], rng: np.random.Generator
) -> list[Ticket]:
    """Two to five tickets of American test accounts in the last quarter, the first urgent and of the West."""
    staff = (accounts["role"] == "test") & (accounts["status"] == "active") & (accounts["currency"] == "USD")
    there = accounts.index[staff & (accounts["signed_up_on"] < "2025-10-01")]
    west_first = accounts.loc[rng.permutation(there)].sort_values(
        "region", key=lambda region: region != "West", kind="stable"
    )
    few = west_first.iloc[: int(rng.integers(2, 6))]
    days = [dt.date(2025, 10, 2) + dt.timedelta(days=int(one)) for one in rng.integers(75, size=len(few))]
    written = [write(account, day) for account, day in zip(records(few), days, strict=True)]
    return [{**written[0], "priority": "high"}, *written[1:]]


def _call(accounts: pd.DataFrame, who: pd.Series, word: str) -> None:
    one = accounts.index[who][0]
    trades = companies.TRADES[str(accounts.at[one, "trade"])]
    taken = set(accounts["name"].str.casefold())
    names = (f"{word} {trade}{ending}" for ending, trade in itertools.product(companies.ENDINGS, trades))
    accounts.at[one, "name"] = next(name for name in names if name.casefold() not in taken)


def silent_namesakes(accounts: pd.DataFrame, tickets: pd.DataFrame) -> pd.DataFrame:
    """A copy of the accounts: two active customers in the West who never wrote have one name, where two fit."""
    west = (accounts["region"] == "West") & (accounts["status"] == "active") & (accounts["role"] == "payer")
    never = ~accounts["account_id"].isin(tickets["account_id"])
    there = accounts.index[west & never & (accounts["plan_now"] == "Solo")]
    accounts = accounts.copy()
    later = list(there[len(there) // 2 :])
    for other in later[1:]:
        if str(accounts.at[other, "trade"]) == str(accounts.at[later[0], "trade"]):
            _call_alike(accounts, later[0], other)
            break
    return accounts
