"""Every planted fault stands in every snapshot, and what a learner could type in differs between them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pandas as pd

from kestrel.bounds import LEAST, incidents_on_the_bounds
from kestrel.build import BuildReport, place
from kestrel.edges import silent_namesakes
from kestrel.facts import KEPT, facts, shared_facts
from kestrel.faults import FAULTS, broken
from kestrel.measures import Tables, calendar, customers, revenue
from kestrel.schema import metadata


def test_each_planted_fault_is_in_the_committed_data_and_names_its_columns(learning: Tables) -> None:
    """A build proves them for every snapshot before it puts one in place."""
    assert broken(learning) == []
    for fault in FAULTS:
        for where in fault.where:
            table, column = where.split(".")
            assert column in metadata.tables[table].columns
        assert fault.weeks and all(1 <= week <= 26 for week in fault.weeks)


def test_a_repaired_fault_is_noticed(learning: Tables) -> None:
    repaired = dict(learning)
    repaired["invoices"] = learning["invoices"].drop_duplicates("number")
    repaired["accounts"] = learning["accounts"].query("is_test == 0")
    said = " ".join(broken(repaired))
    assert "invoices loaded twice" in said
    assert "test accounts" in said


def test_an_edge_that_nobody_stands_at_is_noticed_before_the_tickets_are_written(learning: Tables) -> None:
    books = {name: learning[name] for name in ("accounts", "invoices", "fx_rates", "calendar")}
    assert broken(books) == []
    accounts = books["accounts"]
    books["accounts"] = accounts[(accounts["seats"] != 25) | (accounts["region"] != "South")]
    assert [one for one in broken(books) if "25 seats" in one] == [
        "inhabited edges: customers of 25 seats in the South is 0, not 1 to 99"
    ]
    books["calendar"] = books["calendar"].query("kind != 'strategy'")
    assert any(one.startswith("the calendar hides its share") for one in broken(books))


def test_no_count_can_be_carried_from_learning_to_held_out(held_out: dict[int, Tables]) -> None:
    for tables in held_out.values():
        assert shared_facts(tables) == []


#: (a slip, the query that is asked for): what nothing tells apart on the learning data.
BY_CHANCE = [
    ("SELECT account_id FROM accounts WHERE account_id <= 11", "SELECT account_id FROM accounts ORDER BY 1 LIMIT 10"),
    (
        "SELECT industry FROM accounts WHERE {active} GROUP BY 1 ORDER BY COUNT(*) DESC LIMIT 4",
        "SELECT industry FROM accounts WHERE {active} GROUP BY 1 HAVING COUNT(*) > 150",
    ),
    (
        "SELECT industry FROM accounts WHERE {active} GROUP BY 1 HAVING COUNT(*) > 150 LIMIT 4",
        "SELECT industry FROM accounts WHERE {active} GROUP BY 1 HAVING COUNT(*) > 150",
    ),
    (
        "SELECT account_id FROM accounts WHERE status <> 'active' AND account_id IN ({paid} > '2025-12-01')",
        "SELECT account_id FROM accounts WHERE status <> 'active' AND account_id IN ({paid} >= '2025-12-01')",
    ),
    (
        "SELECT ticket_id FROM {written} WHERE priority = 'high' AND opened_at >= '2025-10-01' AND is_test = 0",
        "SELECT ticket_id FROM {written} WHERE priority = 'high' AND opened_at >= '2025-10-01'",
    ),
    (
        "SELECT region, COUNT(*) FROM {written} WHERE {here} AND is_test = 0 GROUP BY 1",
        "SELECT region, COUNT(*) FROM {written} WHERE {here} GROUP BY 1",
    ),
]
PARTS = {
    "active": "status = 'active' AND is_test = 0 AND industry IS NOT NULL",
    "here": "currency = 'USD' AND opened_at >= '2025'",
    "paid": "SELECT account_id FROM invoices WHERE status = 'paid' AND issued_on",
    "written": "tickets JOIN accounts USING (account_id)",
}


def test_a_slip_that_chance_makes_right_on_the_learning_data_is_wrong_on_others(
    held_out_reports: dict[int, tuple[BuildReport, Path]],
) -> None:
    """A third seed is that on which tests/proof proves the same answers."""

    def rows(path: Path, text: str) -> list[object]:
        with closing(sqlite3.connect(path)) as link:
            return sorted(link.execute(text.format(**PARTS)))

    for slip, asked in BY_CHANCE:
        assert rows(place("learning"), slip) == rows(place("learning"), asked), slip
        for seed, (_, path) in held_out_reports.items():
            assert rows(path, slip) != rows(path, asked), (seed, slip)


def test_the_learning_facts_are_those_of_the_committed_snapshot(learning: Tables) -> None:
    import json

    assert json.loads(KEPT.read_text(encoding="utf-8")) == facts(learning)


def test_who_leads_differs_between_the_snapshots(learning: Tables, held_out: dict[int, Tables]) -> None:
    def leaders(tables: Tables) -> tuple[str, str, str]:
        here = customers(tables)
        plans = here["plan"].replace({"Basic": "Solo", "Pro": "Crew"})
        region = revenue(tables, "2025").groupby("region")["usd"].sum().idxmax()
        return str(region), str(here["industry"].value_counts().idxmax()), str(plans.value_counts().idxmax())

    assert leaders(learning) == ("West", "Plumbing", "Solo")
    for tables in held_out.values():
        assert all(there != here for there, here in zip(leaders(tables), leaders(learning), strict=True))


def test_more_than_half_of_the_learning_calendar_is_strategy_and_less_of_the_held_out(
    learning: Tables, held_out: dict[int, Tables]
) -> None:
    numbers = calendar(learning)
    assert 0.55 <= numbers["strategy by count"] <= 0.62
    assert 0.52 <= numbers["strategy by hours"] <= 0.65
    assert all(calendar(tables)["strategy by count"] < 0.48 for tables in held_out.values())


def test_no_name_and_no_day_stands_for_the_newest_five(learning: Tables, held_out: dict[int, Tables]) -> None:
    """On the learning data or on every other one, each of these differs from the customers who signed up last."""

    def newest(tables: Tables, keep: Callable[[pd.DataFrame], pd.Series]) -> list[str]:
        accounts = tables["accounts"].sort_values("signed_up_on", ascending=False)
        return list(accounts[keep(accounts)]["name"].head(5))

    def lacking(words: str) -> Callable[[pd.DataFrame], pd.Series]:
        return lambda accounts: ~accounts["name"].str.contains(words, case=False)

    day = newest_day(learning)
    for tables in held_out.values():
        right = newest(tables, lambda accounts: accounts["is_test"] == 0)
        for words in ("kestrel|zz", "kestrel|zz|demo|test do|load|sandbox|training", "test", "test|demo|kestrel"):
            assert newest(tables, lacking(words)) != right, words
        since = tables["accounts"].query("is_test == 0")["signed_up_on"] >= day
        assert since.sum() == 4
    assert newest(learning, lacking("test|demo")) != newest(learning, lambda accounts: accounts["is_test"] == 0)


def newest_day(tables: Tables) -> str:
    """The day on which the fifth newest customer signed up."""
    return str(tables["accounts"].query("is_test == 0")["signed_up_on"].sort_values().iloc[-5])


def test_a_draw_without_two_silent_customers_of_one_trade_is_left_for_the_next_one() -> None:
    """`broken` then names the fault that is missing, and the tables are drawn again."""
    facts = {"region": "West", "status": "active", "role": "payer", "plan_now": "Solo"}
    trades = ("Plumbing", "Roofing", "Heating")
    for many in range(len(trades) + 1):
        accounts = pd.DataFrame(
            [{"account_id": at, "name": f"Ash {trades[at]}", "trade": trades[at], **facts} for at in range(many)],
            columns=["account_id", "name", "trade", *facts],
        )
        left = silent_namesakes(accounts, pd.DataFrame({"account_id": pd.Series([], dtype=float)}))
        assert list(left["name"]) == list(accounts["name"])


def test_a_year_of_few_incidents_is_drawn_again_and_stops_nothing(learning: Tables) -> None:
    few = learning["incidents"].query("started_at < '2025-03-20'")
    assert 0 < (few["started_at"] >= "2025").sum() < LEAST
    assert incidents_on_the_bounds(few) is few
    assert "three days without sync" in " ".join(broken({**learning, "incidents": few}))
