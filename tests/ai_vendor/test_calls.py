"""Every call is a row of `ai_calls`, read by SQL beside Kestrel's tables; a key is in nothing that is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openai
import pytest

from firstquery.ai_vendor import client as kernel_vendor
from firstquery.ai_vendor import server, table
from firstquery.ai_vendor.server import Vendor
from firstquery.core.errors import UserError
from firstquery.sql.query import sql
from tests.ai_vendor.asking import FORM, MESSAGES

KEY = "sk-planted-7f3a9c51d2e84b60"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIRSTQUERY_WORK", str(tmp_path / "work"))
    for name in ("AI_BASE_URL", "AI_API_KEY", "AI_MODEL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "work"


def ask(client: Any, **more: Any) -> Any:
    asked = {"model": "rules-1", "messages": MESSAGES, "response_format": FORM, "temperature": 0, **more}
    return client.chat.completions.create(**asked)


def test_each_call_is_a_row_with_its_price_and_a_failed_one_too(capsys: pytest.CaptureFixture[str]) -> None:
    client = kernel_vendor.vendor(day=[200, 500, "drop"])
    assert "nothing leaves it" in capsys.readouterr().out
    ask(client)
    for _ in range(2):
        with pytest.raises(openai.APIError):
            ask(client.with_options(max_retries=0))
    "".join(str(one) for one in ask(client, stream=True, stream_options={"include_usage": True}))
    rows = sql("SELECT status, answer, tokens_in, dollars, finish FROM ai_calls ORDER BY call_id")
    assert list(rows["status"])[:2] == [200, 500]
    assert json.loads(rows["answer"][0]) == json.loads(rows["answer"][3]) == {"team": "Billing"}
    assert rows["dollars"][0] == rows["dollars"][3] > 0
    assert rows["answer"].isna().tolist() == [False, True, True, False]
    assert int(sql("SELECT COUNT(*) FROM tickets JOIN (SELECT 1 FROM ai_calls LIMIT 1)").iloc[0, 0]) > 0


def test_calls_are_forgotten_by_what_stands_in_their_prompt() -> None:
    kernel_vendor.forget_calls("twice")  # there is no table yet
    client = kernel_vendor.vendor()
    ask(client)
    ask(client, messages=[{"role": "user", "content": "Another matter."}])
    kernel_vendor.forget_calls("charged twice")
    assert sql("SELECT prompt FROM ai_calls")["prompt"].tolist() == ["user: Another matter."]


def test_a_damaged_table_of_calls_keeps_nobody_from_the_warehouse(own_folder: Path) -> None:
    own_folder.mkdir()
    table.path().write_bytes(b"no database at all" * 100)
    assert int(sql("SELECT COUNT(*) FROM accounts").iloc[0, 0]) > 0
    ask(kernel_vendor.vendor())  # what can't be kept is not kept


def test_another_vendor_is_named_with_what_leaves_and_needs_a_key(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AI_BASE_URL", "https://api.example.com/v1")
    with pytest.raises(UserError, match="AI_API_KEY"):
        kernel_vendor.vendor()
    said = capsys.readouterr().out
    assert "api.example.com" in said
    assert "leaves this machine" in said
    with pytest.raises(UserError, match="on this machine"):
        kernel_vendor.vendor(day=[429])


def test_a_vendor_who_does_not_say_what_a_call_cost_is_reckoned_by_its_price(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        server, "_usage", lambda entry, made: {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    )
    with Vendor().serving() as address:
        monkeypatch.setenv("AI_BASE_URL", address.replace("127.0.0.1", "127.0.0.2") + "/v1")
        monkeypatch.setenv("AI_API_KEY", KEY)
        monkeypatch.setenv("AI_PRICE", "2,x")
        with pytest.raises(UserError, match="AI_PRICE"):
            kernel_vendor.vendor()
        monkeypatch.setenv("AI_PRICE", "2,8")
        client = kernel_vendor.vendor()
        assert "cost 0.36 $" in capsys.readouterr().out
        monkeypatch.setenv("AI_BASE_URL", f"{address}/v1")
        ask(kernel_vendor.vendor())
    assert client.base_url.host == "127.0.0.2"
    assert float(sql("SELECT dollars FROM ai_calls").iloc[0, 0]) == pytest.approx(0.00036)


def test_the_same_client_asks_a_vendor_elsewhere_by_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    with Vendor(KEY).serving() as address:
        monkeypatch.setenv("AI_BASE_URL", f"{address}/v1")
        monkeypatch.setenv("AI_API_KEY", KEY)
        assert ask(kernel_vendor.vendor()).choices


def test_a_key_is_in_nothing_that_a_run_writes(
    monkeypatch: pytest.MonkeyPatch, own_folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    served = Vendor(KEY, day=[200, 500, 401, 429, "drop"])
    with served.serving() as address:
        monkeypatch.setenv("AI_BASE_URL", f"{address}/v1")
        monkeypatch.setenv("AI_API_KEY", KEY)
        client = kernel_vendor.vendor().with_options(max_retries=0)
        for _ in range(6):
            try:
                print(ask(client))
            except openai.APIError as fault:
                print(fault, repr(fault))
        print(client, served.page())
        print(sql("SELECT * FROM ai_calls"))
    written = [path.read_bytes() for path in own_folder.rglob("*") if path.is_file()]
    assert written
    said = capfd.readouterr()
    assert not any(KEY.encode() in one for one in [*written, said.out.encode(), said.err.encode()])
