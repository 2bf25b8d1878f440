"""A beginning that was sent before is charged less, as usage, the ledger and the table of calls say."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from firstquery.ai_vendor import client as kernel_vendor
from firstquery.ai_vendor import table
from firstquery.ai_vendor.caching import KEPT, MOST, Beginnings
from firstquery.ai_vendor.models import MODELS
from firstquery.ai_vendor.server import Vendor
from firstquery.sql.query import sql
from tests.ai_vendor.asking import FORM, MESSAGES, client

LONG: Any = [
    MESSAGES[0],
    *({"role": role, "content": "A crew is on the board for Friday. " * 8} for role in ("user", "assistant") * 12),
]


def ask(asked: Any, question: str, **more: Any) -> Any:
    messages = [*LONG, {"role": "user", "content": f"Ticket: {question}"}]
    return asked.chat.completions.create(
        model="nearest-1", messages=messages, response_format=FORM, temperature=0, **more
    )


def test_a_beginning_that_was_sent_before_costs_a_tenth() -> None:
    vendor = Vendor()
    with vendor.serving() as address:
        first, second = (ask(client(address), one).usage for one in ("One invoice.", "One visit."))
        other = client(address).chat.completions.create(model="rules-1", messages=MESSAGES).usage
    assert [one.prompt_tokens_details.cached_tokens for one in (first, other)] == [0, 0]
    cached = second.prompt_tokens_details.cached_tokens
    assert 1_024 <= cached < second.prompt_tokens and cached % 128 == 0
    saved = cached * 0.9 * MODELS["nearest-1"].dollars_in / 1_000_000
    whole = MODELS["nearest-1"].dollars(second.prompt_tokens, second.completion_tokens)
    assert second.model_dump()["cost"] == pytest.approx(whole - saved)
    assert vendor.log[1].tokens_cached == cached


def test_a_beginning_is_kept_for_minutes_for_one_model_and_so_many_are() -> None:
    kept = Beginnings()
    assert kept.count("a", LONG, 0) == 0
    assert kept.count("b", LONG, 1) == 0
    assert kept.count("a", LONG, KEPT - 1) > 1_024
    assert kept.count("a", LONG, 3 * KEPT) == 0
    assert kept.count("a", LONG[1:], 3 * KEPT) == 0  # another beginning
    for number in range(MOST):
        kept.count("a", [{"role": "user", "content": f"{number} " * 1_100}], 3 * KEPT)
    assert kept.count("a", LONG, 3 * KEPT) == 0


def test_the_prices_say_what_a_beginning_and_a_batch_cost() -> None:
    prices = next(one for one in Vendor().models() if one["id"] == "nearest-1")["pricing"]
    assert float(prices["input_cache_read"]) == pytest.approx(float(prices["prompt"]) / 10)
    assert float(prices["batch_completion"]) == pytest.approx(float(prices["completion"]) / 2)


def test_a_table_made_before_has_the_column_from_the_next_call_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRSTQUERY_WORK", str(tmp_path))
    for name in ("AI_BASE_URL", "AI_API_KEY", "AI_MODEL"):
        monkeypatch.delenv(name, raising=False)
    columns = ", ".join(f"{name} {kind}" for name, (kind, _) in table.COLUMNS.items() if name != "tokens_cached")
    with contextlib.closing(sqlite3.connect(table.path())) as database, database:
        database.execute(f"CREATE TABLE ai_calls ({columns})")
    asked = kernel_vendor.vendor()
    for one in ("One invoice.", "One visit."):
        ask(asked, one)
    assert (sql("SELECT tokens_cached FROM ai_calls ORDER BY call_id")["tokens_cached"] > 0).tolist() == [False, True]
