"""Kestrel reads and plots as a company: growth, seasons, a price change, an incident, people who write."""

from __future__ import annotations

import pandas as pd

from kestrel.measures import Tables, churn, customers, revenue

EVERY_PLAN = ("Solo", "Basic", "Crew", "Pro", "Fleet")


def paying(tables: Tables, day: str) -> int:
    accounts = tables["accounts"].query("is_test == 0")
    accounts = accounts[accounts["account_id"].isin(tables["invoices"]["account_id"])]
    return int(((accounts["signed_up_on"] < day) & ~(accounts["cancelled_on"] <= day)).sum())


def test_the_scale_is_that_of_the_curriculum(tables: Tables) -> None:
    sizes = {name: len(frame) for name, frame in tables.items()}
    assert 2_300 <= sizes["accounts"] <= 2_500
    assert 56_000 <= sizes["invoices"] <= 64_000
    assert 11_500 <= sizes["tickets"] <= 12_500
    assert 183_000 <= sizes["usage_events"] <= 215_000
    assert sizes["fx_rates"] == 72


def test_the_company_grows(tables: Tables) -> None:
    counts = [paying(tables, f"{year}-01-01") for year in (2023, 2024, 2025)] + [len(customers(tables))]
    assert 840 <= counts[0] <= 960
    assert 1_640 <= counts[3] <= 1_850
    assert counts == sorted(counts)
    usd = revenue(tables)
    yearly = usd.groupby(usd["month"].str[:4])["usd"].sum()
    assert 1.15 < yearly["2024"] / yearly["2023"] < 1.6
    assert 1.15 < yearly["2025"] / yearly["2024"] < 1.7


def test_summer_is_the_season(tables: Tables) -> None:
    """Against the months on both sides, June and July carry more money, more use and more tickets than winter."""
    usd = revenue(tables)
    monthly = usd.groupby("month")["usd"].sum()
    used = tables["usage_events"].groupby(tables["usage_events"]["day"].str[:7])["actions"].sum()
    for year in ("2023", "2024"):
        winter = (monthly[f"{year}-02-01"] + monthly[f"{year}-11-01"]) / 2
        assert (monthly[f"{year}-06-01"] + monthly[f"{year}-07-01"]) / 2 > 1.05 * winter
        assert used[f"{year}-06"] > 1.3 * (used[f"{year}-01"] + used[f"{year}-12"]) / 2


def test_the_week_has_a_weekend(tables: Tables) -> None:
    for days in (tables["usage_events"]["day"], tables["tickets"]["opened_at"].str[:10]):
        share = pd.to_datetime(days).dt.day_of_week.value_counts(normalize=True)
        assert share[6] < 0.06 < 0.15 < share[0]


def test_prices_rose_by_an_eighth_in_july_2025(tables: Tables) -> None:
    lines = revenue(tables, "2025-05").query("plan in ('Solo', 'Basic') and months == 1 and status == 'paid'")
    before = lines[lines["month"] < "2025-07"].groupby("currency")["amount"].agg(lambda a: a.mode()[0])
    after = lines[lines["month"] >= "2025-07"].groupby("currency")["amount"].agg(lambda a: a.mode()[0])
    assert ((after / before).between(1.09, 1.15)).all()


def test_churn_steps_up_after_july_2025(tables: Tables) -> None:
    before = churn(tables, EVERY_PLAN, "2024-07", "2025-06")
    after = churn(tables, EVERY_PLAN, "2025-07", "2025-12")
    assert 0.004 < before < 0.013
    assert after > 1.7 * before


def test_march_2025_has_the_most_tickets(tables: Tables) -> None:
    months = tables["tickets"]["opened_at"].str[:7].value_counts()
    assert months.idxmax() == "2025-03"
    assert months["2025-03"] > 1.6 * months["2025-02"]


def test_nothing_happens_after_the_last_day(tables: Tables) -> None:
    for table, column in (
        ("accounts", "signed_up_on"),
        ("accounts", "cancelled_on"),
        ("invoices", "issued_on"),
        ("invoices", "paid_at"),
        ("tickets", "opened_at"),
        ("tickets", "closed_at"),
        ("usage_events", "day"),
    ):
        assert tables[table][column].dropna().max() <= "2025-12-31 23:59", f"{table}.{column}"


def test_what_belongs_to_an_account_lies_within_its_life(tables: Tables) -> None:
    lives = tables["accounts"][["account_id", "signed_up_on", "cancelled_on"]]
    lines = tables["invoices"].merge(lives, on="account_id")
    assert (lines["issued_on"] >= lines["signed_up_on"]).all()
    assert not (lines["issued_on"] > lines["cancelled_on"]).any()
    used = tables["usage_events"].merge(lives, on="account_id")
    assert (used["day"] >= used["signed_up_on"]).all()
    assert not (used["day"] > used["cancelled_on"]).any()
    paid = tables["invoices"].dropna(subset=["paid_at"])
    assert (paid["paid_at"].str[:10] >= paid["issued_on"]).all()


def test_company_names_read_as_names_and_only_the_planted_namesakes_share_one_in_a_region(tables: Tables) -> None:
    accounts = tables["accounts"]
    assert accounts["name"].str.len().between(6, 60).all()
    shared = accounts[accounts.duplicated(["region", "name"], keep=False)].groupby(["region", "name"]).size()
    assert set(shared) == {2}
    # Two plumbers of one size are planted with one name on held-out data, in the same region or not.
    regions = sorted(region for region, _ in shared.index)
    assert len(regions) in (3, 4)
    assert {"Canada", "Northeast", "West"} <= set(regions)


def test_no_two_tickets_say_the_same(tables: Tables) -> None:
    body = tables["tickets"]["body"]
    assert body.nunique() > 0.995 * len(body)
    assert 110 < body.str.len().mean() < 200
    assert not body.str.contains(r"[{}|]").any()
    assert not tables["tickets"]["subject"].str.contains(r"[{}|]").any()
    assert body.str.contains("Bonjour|facture|équipe|synchronisation").sum() > 20
