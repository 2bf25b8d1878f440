"""What stands on a bound that an exercise states, and one step beside it: on all data but the learning ones.

`firstquery prove --mutants` finds the bounds that no row tells from the next (docs/truth.md): ``>= '2025-12-01'``
and ``>= '2025-11-30'`` give one number wherever nobody's only invoice is of 30 November. So somebody's is.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd

from kestrel.edges import customers_of, move_industry_to
from kestrel.story import records

#: The day before the month that Finance counts.
EVE = dt.date(2025, 11, 30)
LEFT_ON = dt.date(2025, 12, 5)
#: The last day before the year that Finance reports, its first and its last.
OF_THE_YEAR = (dt.date(2024, 12, 31), dt.date(2025, 1, 1), dt.date(2025, 12, 31))
#: So many customers of an industry are just more than 150.
JUST_MORE = 151

#: An account, the day of an invoice of its own, and for how many of its seats: none is a text pack.
Planted = tuple[Any, dt.date, int]


def accounts_on_the_bounds(accounts: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The accounts with a column ``on_the_eve``: their last invoice is of 30 November. One of them has left since."""
    months = accounts["first_invoice"].map(lambda day: 0 if day is None or day.year > 2024 else day.month)
    there = customers_of(accounts) & (accounts["billing"] == "annual") & (accounts["currency"] == "USD")
    there &= months.between(1, 10) & ~accounts["on_the_last_day"] & ~accounts["silent"]
    stays, leaves = rng.permutation(accounts.index[there])[:2]
    accounts["on_the_eve"] = accounts.index.isin([stays, leaves])
    accounts.at[leaves, "status"] = "cancelled"
    accounts.at[leaves, "cancelled"] = LEFT_ON
    accounts.at[leaves, "cancelled_on"] = LEFT_ON.isoformat()
    move_industry_to(accounts, JUST_MORE, rng)
    return accounts


def invoices_on_the_bounds(accounts: pd.DataFrame, rng: np.random.Generator) -> list[Planted]:
    """Invoices of 30 November, and three of large customers, each on another end of the year."""
    eve = [(account, EVE, 0) for account in records(accounts[accounts["on_the_eve"]])]
    large = accounts[
        customers_of(accounts) & (accounts["currency"] == "USD") & (accounts["signed_up_on"] < "2024-06-01")
    ]
    payers = list(records(large.nlargest(len(OF_THE_YEAR), "seats")))
    chosen = [payers[int(one)] for one in rng.permutation(len(payers))]
    return eve + [(account, day, account.seats // 2) for account, day in zip(chosen, OF_THE_YEAR, strict=True)]
