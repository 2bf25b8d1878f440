"""What a bad day does to a call, what the ledger counts of it, and what is paid for twice."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import openai
import pytest

from firstquery.ai_vendor import server
from firstquery.ai_vendor.ledger import Trouble
from firstquery.ai_vendor.models import MODELS
from firstquery.ai_vendor.server import Vendor
from tests.ai_vendor.asking import FORM, MESSAGES, TEAMS, client


def ask(address: str, **more: Any) -> Any:
    key = more.pop("key", "")
    headers = {"Idempotency-Key": key} if key else {}
    asked = {"model": "rules-1", "messages": MESSAGES, "response_format": FORM, "temperature": 0, **more}
    return client(address, timeout=2).chat.completions.create(**asked, extra_headers=headers)


@pytest.mark.parametrize(
    ("trouble", "error"),
    [
        (429, openai.RateLimitError),
        (500, openai.InternalServerError),
        (503, openai.InternalServerError),
        (403, openai.PermissionDeniedError),
        ("slow", openai.APITimeoutError),
        ("drop", openai.APIConnectionError),
    ],
)
def test_a_failure_is_met_by_one_call_and_healed_for_the_next(trouble: Trouble, error: type[Exception]) -> None:
    vendor = Vendor(day=[trouble])
    with vendor.serving() as address:
        with pytest.raises(error):
            ask(address)
        assert ask(address).choices
    assert vendor.ledger.entries[0].met == trouble
    assert (vendor.ledger.entries[0].dollars > 0) == (trouble in ("slow", "drop"))


@pytest.mark.parametrize("trouble", ["broken", "wrong", "stranger", "cut", "empty"])
def test_an_answer_that_can_not_be_used_is_paid_for(trouble: Trouble) -> None:
    vendor = Vendor(day=[trouble])
    with vendor.serving() as address:
        said = ask(address)
    assert vendor.ledger.dollars > 0
    if trouble == "empty":
        assert said.choices == []
        return
    text, finish = said.choices[0].message.content, said.choices[0].finish_reason
    assert finish == ("length" if trouble == "cut" else "stop")
    if trouble == "wrong":
        assert "team" not in json.loads(text)
    elif trouble == "stranger":
        assert set(json.loads(text)) == {"team"}
        assert json.loads(text)["team"] not in TEAMS
    else:
        with pytest.raises(ValueError):
            json.loads(text)


def test_retry_after_says_how_long() -> None:
    with Vendor(day=[429], retry_after=0.5).serving() as address, pytest.raises(openai.RateLimitError) as caught:
        ask(address)
    assert caught.value.response.headers["Retry-After"] == "0.5"


@pytest.mark.parametrize(("trouble", "least", "most"), [("dated", 0, 3), ("hour", 3600, 3600), ("bare", None, None)])
def test_a_busy_vendor_names_a_date_or_an_hour_or_nothing(trouble: Trouble, least: Any, most: Any) -> None:
    vendor = Vendor(day=[trouble], retry_after=1.5)
    with vendor.serving() as address, pytest.raises(openai.RateLimitError) as caught:
        ask(address)
    named = caught.value.response.headers.get("Retry-After")
    if trouble == "dated":
        assert named.endswith("GMT")
        named = (parsedate_to_datetime(named) - datetime.now(UTC)).total_seconds()
    assert named is None if least is None else least <= float(named) <= most
    assert vendor.ledger.entries[0].met == trouble and vendor.ledger.dollars == 0


@pytest.mark.parametrize("is_stream", [False, True])
def test_a_refusal_has_no_text_and_says_no_beside_it(is_stream: bool) -> None:
    vendor = Vendor(day=["refusal"])
    with vendor.serving() as address:
        said = ask(address, stream=is_stream)
        if is_stream:
            deltas = [one.choices[0].delta for one in said]
            assert not any(one.content for one in deltas)
            assert "".join(one.refusal or "" for one in deltas) == server.REFUSAL
        else:
            assert (said.choices[0].message.content, said.choices[0].message.refusal) == (None, server.REFUSAL)
    assert vendor.ledger.dollars > 0


def test_what_is_lost_is_charged_once_and_stays_unheard() -> None:
    vendor = Vendor(day=["lost", "drop"])
    with vendor.serving() as address:
        for key in ("a", "a", "b"):
            with pytest.raises(openai.APIConnectionError):
                ask(address, key=key)
        assert ask(address, key="b").choices
    assert [one.key for one in vendor.ledger.unheard] == ["a"]
    assert len([one for one in vendor.log if one.dollars]) == 2


def test_a_cap_that_is_reached_says_no_for_good_and_names_no_time() -> None:
    with Vendor(day=[200, "quota"]).serving() as address:
        assert ask(address).choices
        for _ in range(2):
            with pytest.raises(openai.RateLimitError) as caught:
                ask(address)
            assert caught.value.code == "insufficient_quota"
            assert "Retry-After" not in caught.value.response.headers


def test_a_retired_model_names_its_successor_and_stays_away() -> None:
    with Vendor(day=["retired"]).serving() as address:
        for _ in range(2):
            with pytest.raises(openai.NotFoundError) as caught:
                ask(address)
        assert isinstance(caught.value.body, dict)
        assert ask(address, model=caught.value.body["successor"]).choices
        assert "rules-1" not in [one.id for one in client(address).models.list()]


def test_a_models_last_day_stands_in_a_header_before_it_comes() -> None:
    with Vendor(day=[200, "ending", "retired"]).serving() as address:
        asked: Any = {"model": "rules-1", "messages": MESSAGES}
        raw = client(address).chat.completions.with_raw_response
        assert "Sunset" not in raw.create(**asked).headers
        told = raw.create(**asked).headers
        assert parsedate_to_datetime(told["Sunset"]).timestamp() > float(told["Deprecation"].removeprefix("@"))
        with pytest.raises(openai.NotFoundError):
            ask(address)


def test_a_successor_with_a_name_of_its_own_has_no_other() -> None:
    with Vendor(day=["retired"], successor="rules-3").serving() as address:
        with pytest.raises(openai.NotFoundError) as caught:
            ask(address)
        assert isinstance(caught.value.body, dict) and caught.value.body["successor"] == "rules-3"
        assert ask(address, model="rules-3").choices
        with pytest.raises(openai.NotFoundError):
            ask(address, model="rules-2")
        assert "rules-2" not in [one.id for one in client(address).models.list()]


def test_a_price_changes_for_good_and_usage_says_so() -> None:
    with Vendor(day=[200, "price"]).serving() as address:
        before, after, later = (ask(address).usage.model_dump()["cost"] for _ in range(3))
        assert after == later == pytest.approx(3 * before)
        assert float(client(address).models.retrieve("rules-1").model_dump()["pricing"]["prompt"]) == pytest.approx(
            6e-6
        )


def test_a_changed_default_cuts_what_states_no_length_of_its_own() -> None:
    with Vendor(day=["default"]).serving() as address:
        assert ask(address).choices[0].finish_reason == "length"
        assert ask(address, max_tokens=60).choices[0].finish_reason == "stop"


def test_answers_that_creep_take_longer_each_time() -> None:
    with Vendor(day=["creep"]).serving() as address:
        for _ in range(30):
            ask(address)
        began = time.monotonic()
        ask(address)
        assert time.monotonic() - began >= 0.3


def test_a_blind_retry_is_paid_twice_and_one_with_a_key_is_not() -> None:
    blind, careful = Vendor(day=["slow"]), Vendor(day=["slow"])
    for vendor, key in ((blind, ""), (careful, "ticket-7")):
        with vendor.serving() as address:
            with pytest.raises(openai.APITimeoutError):
                ask(address, key=key)
            said = ask(address, key=key)
            assert said.usage.model_dump()["cost"] > 0
    assert [len(one.ledger.paid_twice) for one in (blind, careful)] == [1, 0]
    assert blind.ledger.dollars == pytest.approx(2 * careful.ledger.dollars)
    assert "paid again: 1" in blind.page()


def test_a_key_belongs_to_one_request() -> None:
    with Vendor().serving() as address:
        ask(address, key="a")
        with pytest.raises(openai.ConflictError):
            ask(address, key="a", messages=MESSAGES[:1])


def test_more_calls_than_a_minute_allows_are_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    few = {**MODELS, "rules-1": MODELS["rules-1"].__class__(**{**vars(MODELS["rules-1"]), "a_minute": 3})}
    monkeypatch.setattr(server, "MODELS", few)
    with Vendor().serving() as address:
        for _ in range(3):
            ask(address)
        with pytest.raises(openai.RateLimitError):
            ask(address)
