"""A client of the vendor in a notebook: the one on this machine, or the one that AI_BASE_URL names."""

from __future__ import annotations

import atexit
import os
from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from firstquery.ai_vendor import table
from firstquery.core.errors import UserError, in_sentences
from firstquery.core.records import at_the_grader
from firstquery.sql.engines import attach

if TYPE_CHECKING:
    from openai import OpenAI

__all__ = ["forget_calls", "ledger", "vendor"]

SECONDS = 20.0  # that a call may take
LOCAL = ("127.0.0.1", "localhost", "::1")
NO_KEY = "no-key-needed"
_serving: list[tuple[ExitStack, Any, str]] = []


@in_sentences("vendor()")
def vendor(day: Sequence[int | str] = (), *, model: str = "") -> OpenAI:
    """Return a client of the vendor, of which every call is a row of ``ai_calls``; says first what leaves this machine.

    Without AI_BASE_URL in the environment the vendor is on this machine, and ``day`` is what its first calls meet, such
    as ``[429, "slow"]``. With it, it is the one at that address, with the key in AI_API_KEY. AI_MODEL is the model;
    ``model`` takes its place. AI_PRICE, such as ``2,8``, are another vendor's dollars for a million tokens in and out.
    Raises `UserError`.
    """
    from openai import OpenAI

    theirs = _is_other_vendor()
    if theirs and day:
        raise UserError("Only the vendor on this machine has a day to choose: AI_BASE_URL names another one.")
    attach(table.path)
    if not theirs:
        _start(day)
    if model:
        os.environ["AI_MODEL"] = model
    os.environ.setdefault("AI_MODEL", "rules-1")
    os.environ.setdefault("AI_API_KEY", NO_KEY)
    address = os.environ["AI_BASE_URL"]
    prices = _prices() if theirs else None
    _say(address, prices)
    import httpx2

    from firstquery.ai_vendor.calls import Transport

    # An environment with a proxy in it must not send what is meant for this machine through that.
    sending = httpx2.Client(transport=Transport(prices), timeout=SECONDS)
    return OpenAI(base_url=address, api_key=os.environ["AI_API_KEY"], timeout=SECONDS, http_client=sending)


def forget_calls(text: str) -> None:
    """Remove from `ai_calls` those calls in whose prompt ``text`` stands: what an earlier run of a cell has left."""
    table.forget(text)


def ledger() -> str:
    """Return the vendor's own page of what it counted, where it is on this machine; else an empty text."""
    return str(_serving[-1][1].page()) if _serving else ""


def _is_other_vendor() -> bool:
    """Return whether AI_BASE_URL names another vendor than the one started here."""
    asked = os.environ.get("AI_BASE_URL", "").strip()
    return bool(asked) and not at_the_grader() and not (_serving and asked == _serving[-1][2])


def _start(day: Sequence[int | str]) -> None:
    from firstquery.ai_vendor.server import Vendor

    made = Vendor(day=list(day))  # type: ignore[arg-type]
    while _serving:
        _serving.pop()[0].close()
    kept = ExitStack()
    address = kept.enter_context(made.serving()) + "/v1"
    atexit.register(kept.close)
    _serving.append((kept, made, address))
    os.environ["AI_BASE_URL"] = address


def _prices() -> tuple[float, float] | None:
    """Dollars for a million tokens in and out, as AI_PRICE states them; None where it does not. Raises `UserError`."""
    said = os.environ.get("AI_PRICE", "").strip()
    try:
        prices = [float(one) for one in said.split(",")] if said else []
    except ValueError:
        prices = [-1.0]
    if prices and (len(prices) != 2 or min(prices) < 0):
        raise UserError("AI_PRICE is two numbers, such as 2,8: dollars for a million tokens in, and out.")
    return (prices[0], prices[1]) if prices else None


def _say(address: str, prices: tuple[float, float] | None) -> None:
    host = urlsplit(address).hostname or address
    name = os.environ["AI_MODEL"]
    if host in LOCAL:
        from firstquery.ai_vendor.models import MODELS

        known = MODELS.get(name)
        price = f" It costs {known.dollars_in:g} $ a million tokens in, {known.dollars_out:g} $ out." if known else ""
        print(f"The vendor is on this machine ({address}): nothing leaves it, no key is needed. Model: {name}.{price}")
        return
    cost = "What it charges is not known here: put it into the environment, as AI_PRICE=2,8 (in and out)."
    if prices:
        each = (100 * prices[0] + 20 * prices[1]) / 1_000
        cost = f"A thousand calls of 100 tokens, with answers of 20, cost {each:,.2f} $."
    print(f"The vendor is {host}: every prompt leaves this machine. Model: {name}. {cost} Nothing has been sent yet.")
    if os.environ["AI_API_KEY"] == NO_KEY:
        raise UserError(f"{host} wants a key. Put it into the environment as AI_API_KEY, never into a notebook.")
