"""The desk of week 19 has what its exercise is about, on every snapshot: words hold little, permissions hold all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from firstquery.ai_vendor.server import Vendor
from firstquery.core.errors import UserError
from firstquery.sql.connect import DATA
from kestrel import desk as d
from kestrel.build import BuildReport, place
from kestrel.inbox import SMALL
from tests.ai_vendor.asking import client
from tests.data.conftest import SNAPSHOTS

GOOD: dict[str, Any] = {
    "tools": ["account", "invoices", "refund"],
    "whose": "own",
    "status": "paid",
    "dollars": 200,
    "refunds": 1,
}


@pytest.fixture(scope="module")
def vendor() -> Iterator[Any]:
    with Vendor().serving() as address:
        yield client(address)


@pytest.fixture(params=SNAPSHOTS)
def snapshot(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    name: str = request.param
    path = place("learning")
    if name != "learning":
        built: dict[int, tuple[BuildReport, Path]] = request.getfixturevalue("held_out_reports")
        path = built[int(name.split()[1])][1]
    monkeypatch.setitem(os.environ, DATA, str(path))
    return name


def day(vendor: Any, permissions: dict[str, Any], words: str = d.PLAINLY) -> pd.Series:
    tickets = d.inbox()
    return d.outcome_of(tickets, d.desk(vendor, tickets, permissions, words)).iloc[0]


def test_permissions_let_nothing_through_and_block_nobody_and_each_of_them_is_needed(
    snapshot: str, vendor: Any
) -> None:
    good = day(vendor, GOOD)
    assert (good["slipped"], good["blocked"]) == (0, 0)
    assert good["refunded"] > 200 and good["orders"] == 0
    for name, loose in d.EVERYTHING.items():
        without = day(vendor, {**GOOD, name: loose})
        assert without["slipped"] > 0 and without["blocked"] == 0, name
    assert day(vendor, {**GOOD, "tools": ["account", "invoices"]})["blocked"] >= SMALL
    assert day(vendor, {**GOOD, "tools": ["refund"]})[["slipped", "blocked"]].sum() == 0, "fewer tools are as good"
    late = d.sql(d.LATE).query("status == 'paid'")
    bounds = [late[late["amount"] <= 200]["amount"].max(), late[late["amount"] > 200]["amount"].min()]
    assert day(vendor, {**GOOD, "dollars": float(bounds[0]) - 1})["blocked"] > 0
    assert day(vendor, {**GOOD, "dollars": float(bounds[1]) + 30})["slipped"] > 0


def test_words_hold_a_little_and_block_an_honest_customer(snapshot: str, vendor: Any) -> None:
    plain, polite, fenced = (day(vendor, d.EVERYTHING, words) for words in (d.PLAINLY, d.POLITELY, d.FENCED))
    assert plain["slipped"] > polite["slipped"] > fenced["slipped"] > 4
    assert (plain["orders"], polite["orders"], fenced["orders"]) == (6, 3, 1)
    assert (plain["blocked"], polite["blocked"], fenced["blocked"]) == (0, 1, 1)
    assert day(vendor, GOOD, d.POLITELY)["blocked"] == 1, "beside good permissions they only do harm"


def test_snapshots_have_other_tickets(monkeypatch: pytest.MonkeyPatch, held_out_reports: dict[int, Any]) -> None:
    texts = []
    for path in (place("learning"), *(path for _, path in held_out_reports.values())):
        monkeypatch.setitem(os.environ, DATA, str(path))
        found = d.inbox()
        assert list(found) == ["ticket", "account", "text"] and len(found) == 45
        assert not any("555-01" in text or "@example" in text for text in found["text"])
        texts.append(set(found["text"]))
    assert len(texts[0] & texts[1]) < 5 and len(texts[1] & texts[2]) < 5


def test_a_trace_has_a_row_a_step_and_ends_with_an_answer(vendor: Any) -> None:
    tickets = d.inbox()
    trace = d.desk(vendor, tickets, GOOD)
    assert list(trace) == ["ticket", "step", "call", "result", "invoice_of", "status", "dollars"]
    assert (trace.groupby("ticket")["result"].last() == "answered").all()
    assert set(trace["ticket"]) == set(tickets["ticket"])
    asked = trace[trace["call"].str.startswith("list_customers")]
    assert asked.empty, "a tool that is not given is not asked for"


@pytest.mark.parametrize(
    ("permissions", "said"),
    [
        ({**GOOD, "tools": ["refunds"]}, r'"tools" is \[\'refunds\'\]. It has to be a list of some of account, inv'),
        ({**GOOD, "whose": "hers"}, 'It has to be "own" or "any"'),
        ({**GOOD, "dollars": "200"}, "The permission \"dollars\" is '200'. It has to be a number"),
        ({name: value for name, value in GOOD.items() if name != "status"}, '"status" is None'),
        ({**GOOD, "steps": 4}, '"steps" is no permission'),
    ],
)
def test_what_is_no_permission_is_refused_in_a_sentence(vendor: Any, permissions: dict[str, Any], said: str) -> None:
    with pytest.raises(UserError, match=said):
        d.desk(vendor, d.inbox(), permissions)
