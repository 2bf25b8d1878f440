"""The measurements that prove what `kestrel.health` plants. No model is fitted here: each build asks for them.

What models make of it is measured by ``python -m benchmarks.churn``.
"""

from __future__ import annotations

import pandas as pd

from kestrel.measures import Numbers, Tables

#: What a model may learn from, what it is tried on, and of the second what it is tried on where nothing has changed.
LEARNT_FROM, TRIED_ON = ("2024-01-31", "2025-03-31"), ("2025-06-30", "2025-09-30")


def labelled(tables: Tables) -> pd.DataFrame:
    """The rows of `health` whose outcome is known by the last day, with ``leaves``: within ninety days after the note.

    ``exit_survey_sent`` of accounts, which knows the future, stands beside it.
    """
    known = tables["accounts"][["account_id", "cancelled_on", "exit_survey_sent"]]
    notes = tables["health"].merge(known, on="account_id")
    notes = notes[notes["noted_on"] <= TRIED_ON[1]].reset_index(drop=True)
    days = (pd.to_datetime(notes["cancelled_on"]) - pd.to_datetime(notes["noted_on"])).dt.days
    return notes.assign(leaves=(days <= 90).astype(int)).drop(columns="cancelled_on")


def between(notes: pd.DataFrame, days: tuple[str, str]) -> pd.DataFrame:
    """The notes from the first to the last of these days."""
    return notes[notes["noted_on"].between(*days)]


def rule(notes: pd.DataFrame) -> pd.Series:
    """The salesperson's rule, 1 where it warns: a Solo account used on fewer than five days, or an invoice overdue."""
    return (((notes["plan"] == "Solo") & (notes["days_used"] < 5)) | (notes["late_days"] > 0)).astype(int)


def told_apart(score: pd.Series, leaves: pd.Series) -> float:
    """How often a leaver has the higher score than one who stays (area under the ROC curve); a tie is half."""
    many = leaves.sum()
    return float((score.rank()[leaves == 1].sum() - many * (many + 1) / 2) / (many * (len(leaves) - many)))


def notes_of_health(tables: Tables) -> Numbers:
    notes = tables["health"].merge(tables["accounts"], on="account_id", suffixes=("", "_of_account"))
    days = pd.to_datetime(notes["noted_on"])
    before = notes.groupby("account_id")["days_used"].shift()
    first = tables["invoices"].groupby("account_id")["issued_on"].min()
    signed_up = (days - pd.to_datetime(notes["signed_up_on"])).dt.days
    owners = notes.groupby("account_id")["owner_days"].count()
    return {
        "months": float(notes["noted_on"].nunique()),
        "not the last day of a month": float((~days.dt.is_month_end).sum()),
        "of tests": float(notes["is_test"].sum()),
        "before the first invoice": float((notes["account_id"].map(first) > notes["noted_on"]).sum()),
        "after leaving": float((notes["cancelled_on"] <= notes["noted_on"]).sum()),
        "more days than the month": float((notes["days_used"] > days.dt.day).sum()),
        "unlike the note before": float((before.notna() & (before != notes["days_used_before"])).sum()),
        "no month before": float(((notes["months"] == 0) != notes["days_used_before"].isna()).sum()),
        "owner away before the account was": float((notes["owner_days"] > signed_up).sum()),
        "owner there in a month without use": float(
            ((notes["days_used"] == 0) & (notes["owner_days"] < days.dt.day) & (signed_up >= days.dt.day)).sum()
        ),
        "owner never signed in": float((owners == 0).mean()),
        "sellers": float(notes["sold_by"].nunique()),
    }


def fading(tables: Tables) -> Numbers:
    notes = labelled(tables)
    calm, after = between(notes, LEARNT_FROM), between(notes, TRIED_ON)
    use = [told_apart(-part["days_used"], part["leaves"]) for part in (calm, after)]
    return {
        "leave, until March 2025": calm["leaves"].mean(),
        "leave, after June 2025": after["leaves"].mean(),
        "told by use, until March 2025": use[0],
        "told by use, after June 2025": use[1],
        "told less after the new prices": use[0] - use[1],
        "told by the rule, after June 2025": told_apart(rule(after), after["leaves"]),
        "few days of those who stay": (after.loc[after["leaves"] == 0, "days_used"] < 5).mean(),
    }


def sellers(tables: Tables) -> Numbers:
    """A seller's share of leavers, as a score of the very rows it was taken from, and of other accounts."""
    notes = between(labelled(tables), LEARNT_FROM)
    half = notes["account_id"] % 2 == 0
    share = notes.groupby("sold_by")["leaves"].mean()
    other = notes[half].groupby("sold_by")["leaves"].mean()
    rest = notes[~half]
    return {
        "told on the same rows": told_apart(notes["sold_by"].map(share), notes["leaves"]),
        "told on other accounts": told_apart(rest["sold_by"].map(other).fillna(0), rest["leaves"]),
    }
