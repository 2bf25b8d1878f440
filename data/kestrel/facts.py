"""Counts that a learner could type in. A held-out snapshot shares none of them with the learning snapshot.

``firstquery warehouse dictionary`` writes learning_facts.json anew from the learning snapshot's seed.
"""

from __future__ import annotations

import json
from pathlib import Path

from kestrel.edges import THRESHOLD
from kestrel.measures import DECEMBER, Tables, calendar_file, customers, test_accounts, two_dashboards

KEPT = Path(__file__).with_name("learning_facts.json")


def facts(tables: Tables) -> dict[str, int]:
    """Named counts of the tables that are given."""
    accounts, lines = tables["accounts"], tables["invoices"]
    here = customers(tables)
    out = {
        "accounts": len(accounts),
        "customers": len(here),
        "accounts without industry": int(accounts["industry"].isna().sum()),
        "customers without industry": int(here["industry"].isna().sum()),
        "accounts without source": int(accounts["acquired_via"].isna().sum()),
        "cancelled": int((accounts["status"] == "cancelled").sum()),
        "trial": int((accounts["status"] == "trial").sum()),
        "test": int(accounts["is_test"].sum()),
        "annual": int((accounts["billing"] == "annual").sum()),
        "seats of customers": int(here["seats"].sum()),
        "invoices": len(lines),
        "invoice numbers": int(lines["number"].nunique()),
        "loaded twice": int(lines["number"].duplicated().sum()),
        "invoices without paid_at": int(lines["paid_at"].isna().sum()),
        "first ten numbers end at": int(accounts["account_id"].nsmallest(10).max()),
        "industries of more than 150 customers": int((here["industry"].value_counts() > THRESHOLD).sum()),
        "payers": int(lines.loc[lines["status"] == "paid", "account_id"].nunique()),
    }
    for region, count in accounts["region"].value_counts().items():
        out[f"accounts in {region}"] = int(count)
        out[f"customers in {region}"] = int((here["region"] == region).sum())
    for plan, count in accounts["plan"].value_counts().items():
        out[f"accounts on {plan}"] = int(count)
        out[f"customers on {plan}"] = int((here["plan"] == plan).sum())
    for status, count in lines["status"].value_counts().items():
        out[f"{status} invoices"] = int(count)
    gone = set(accounts.loc[accounts["status"] != "active", "account_id"])
    late = lines[(lines["status"] == "paid") & (lines["issued_on"] >= DECEMBER[0])]
    of_the_gone = late[late["account_id"].isin(gone)].groupby("account_id")["issued_on"]
    out["left after an invoice of 1 December alone"] = int((of_the_gone.max() == DECEMBER[0]).sum())
    bridge = two_dashboards(tables)
    for key in ("sales", "finance", "annual, not invoiced in December", "December still open"):
        out[key] = int(bridge[key])
    out["test accounts that are active"] = int((accounts[accounts["is_test"] == 1]["status"] == "active").sum())
    assert test_accounts(tables)["accounts"] == out["test"]
    if "tickets" in tables:
        writers = set(tables["tickets"]["account_id"].dropna().astype(int))
        out["tickets"] = len(tables["tickets"])
        out["tickets from nobody known"] = int(tables["tickets"]["account_id"].isna().sum())
        out["silent accounts"] = int((~accounts["account_id"].isin(writers)).sum())
        out["silent customers"] = int((~here["account_id"].isin(writers)).sum())
        out["test accounts with tickets"] = int(accounts.loc[accounts["account_id"].isin(writers), "is_test"].sum())
        out["accounts with tickets"] = len(writers)
    if "calendar" in tables:
        met = tables["calendar"].query("response == 'accepted' and kind != 'note'")
        out["accepted meetings"] = len(met)
        out["strategy meetings"] = int((met["kind"] == "strategy").sum())
        out["calendar entries"] = len(tables["calendar"])
    if "calendar_files" in tables:
        audited = calendar_file(tables)
        out["meetings of the calendar file"] = int(audited["sat in"])
        out["entries of the calendar file"] = int(audited["entries"])
    return out


def shared_facts(tables: Tables) -> list[str]:
    """The facts that these tables have in common with the learning snapshot, as short sentences."""
    learning: dict[str, int] = json.loads(KEPT.read_text(encoding="utf-8"))
    return [
        f"{name} is {value}, as in learning" for name, value in facts(tables).items() if learning.get(name) == value
    ]
