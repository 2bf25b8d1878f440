"""Names and a day by which a query is right in most companies, and wrong here: they do not say who is meant.

A customer called Whitestone has the letters "test" in its name, a test account is called like a company, two silent
customers have one name, and the fifth newest sign-up has another day on every data but the learning ones. Nothing is
drawn for it, so that all else stays as it is.
"""

from __future__ import annotations

import datetime as dt
import itertools

import pandas as pd

from firstquery.data import companies

#: Sign-ups among the newest five: a customer who paid at once, and one of Kestrel's own test accounts.
PAID_AT_ONCE = dt.date(2025, 12, 28)
NEWEST_TEST = dt.date(2025, 12, 29)
FIFTH_AND_SIXTH = (dt.date(2025, 12, 24), dt.date(2025, 12, 23))


def newest_otherwise(accounts: pd.DataFrame, *, learning: bool) -> pd.DataFrame:
    """A newest customer is called Whitestone; beyond the learning data, a test account like a company."""
    _call(accounts, (accounts["signed_up"] == PAID_AT_ONCE) & (accounts["role"] != "test"), "Whitestone")
    if not learning:  # the first lesson shows the names of both newest test accounts, and names them
        _call(accounts, (accounts["signed_up"] == NEWEST_TEST) & (accounts["role"] == "test"), "Riverside")
        # A day earlier each: a date in place of LIMIT 5 then lets in four. What they did since stays after it.
        for came in FIFTH_AND_SIXTH:
            accounts.loc[accounts["signed_up"] == came, "signed_up_on"] = (came - dt.timedelta(days=1)).isoformat()
    return accounts


def _call(accounts: pd.DataFrame, who: pd.Series, word: str) -> None:
    one = accounts.index[who][0]
    trades = companies.TRADES[str(accounts.at[one, "trade"])]
    taken = set(accounts["name"].str.casefold())
    names = (f"{word} {trade}{ending}" for ending, trade in itertools.product(companies.ENDINGS, trades))
    accounts.at[one, "name"] = next(name for name in names if name.casefold() not in taken)


def silent_namesakes(accounts: pd.DataFrame, tickets: pd.DataFrame) -> pd.DataFrame:
    """Two active customers in the West who never wrote have one name; a copy of the accounts."""
    west = (accounts["region"] == "West") & (accounts["status"] == "active") & (accounts["role"] == "payer")
    never = ~accounts["account_id"].isin(tickets["account_id"])
    there = accounts.index[west & never & (accounts["plan_now"] == "Solo")]
    one, *later = there[len(there) // 2 :]
    other = next(n for n in later if str(accounts.at[n, "trade"]) == str(accounts.at[one, "trade"]))
    accounts = accounts.copy()
    accounts.at[other, "name"] = str(accounts.at[one, "name"])
    return accounts
