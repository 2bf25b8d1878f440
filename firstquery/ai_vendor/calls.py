"""A transport below the vendor's own client, by which every call becomes a row of ``ai_calls``.

The transport sees what is sent and what comes back, whoever sends it: a retry of the client's own is a row, too. No
header is kept, so no key is.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import operator
import time
from collections.abc import Iterator
from typing import Any

import httpx2

from firstquery.ai_vendor.prompt import content
from firstquery.ai_vendor.table import MOST_CHARACTERS, enter


class Transport(httpx2.BaseTransport):
    """Sends as httpx2 does, and enters a row for each request to a model."""

    def __init__(self, prices: tuple[float, float] | None = None) -> None:
        """``prices``: dollars for a million tokens in and out, of a vendor who does not say what a call cost."""
        self._below = httpx2.HTTPTransport()
        self._prices = prices

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        if not request.url.path.endswith("/chat/completions"):
            return self._below.handle_request(request)
        row, began = _request_fields(request), time.monotonic()
        try:
            response = self._below.handle_request(request)
        except BaseException:
            enter(**row, seconds=round(time.monotonic() - began, 4))
            raise
        response.stream = _RecordedStream(response, row, began, self._prices)
        return response

    def close(self) -> None:
        self._below.close()


class _RecordedStream(httpx2.SyncByteStream):
    """The body of a response, of which a row is made when it has ended."""

    def __init__(
        self, response: httpx2.Response, row: dict[str, Any], began: float, prices: tuple[float, float] | None
    ) -> None:
        self._prices = prices
        self._stream, self._row, self._began = response.stream, row, began
        self._status, self._is_events = response.status_code, "event-stream" in response.headers.get("content-type", "")
        self._taken: list[bytes] = []
        self._is_entered = False

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._stream:  # type: ignore[union-attr]
            self._taken.append(piece)
            yield piece

    def close(self) -> None:
        self._stream.close()  # type: ignore[union-attr]
        if not self._is_entered:
            self._is_entered = True
            told = _events(self._taken) if self._is_events else _response_fields(b"".join(self._taken))
            if self._prices and told.get("dollars") is None and told.get("tokens_in") is not None:
                tokens = told["tokens_in"], told["tokens_out"] or 0
                told["dollars"] = sum(map(operator.mul, tokens, self._prices)) / 1_000_000
            seconds = round(time.monotonic() - self._began, 4)
            enter(**self._row, **told, status=self._status, seconds=seconds)


def _request_fields(request: httpx2.Request) -> dict[str, Any]:
    try:
        asked = json.loads(request.read())
    except ValueError:
        asked = {}
    messages = asked.get("messages") or []
    said = "\n\n".join(f"{one.get('role')}: {content(one.get('content'))}" for one in messages if isinstance(one, dict))
    now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M:%S")
    host = str(request.url.host)
    return {"called_at": now, "vendor": host, "model": asked.get("model"), "prompt": said[:MOST_CHARACTERS]}


def _response_fields(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
        choice = (said.get("choices") or [{}])[0]
        usage = said.get("usage") or {}
        message = choice.get("message") or {}
        called = [one["function"] for one in message.get("tool_calls") or ()]
        text = "; ".join(f"{one['name']} {one['arguments']}" for one in called) or message.get("content")
        text = text or message.get("refusal")
    except (ValueError, AttributeError, IndexError, KeyError, TypeError):
        return {}
    return _row(text, usage, choice.get("finish_reason"))


def _events(pieces: list[bytes]) -> dict[str, Any]:
    text, finish = "", None
    usage: dict[str, Any] = {}
    for line in b"".join(pieces).decode("utf-8", "replace").splitlines():
        with contextlib.suppress(ValueError, AttributeError, IndexError):
            said = json.loads(line.removeprefix("data:"))
            usage = said.get("usage") or usage
            for choice in said.get("choices") or []:
                text += (choice.get("delta") or {}).get("content") or ""
                finish = choice.get("finish_reason") or finish
    return _row(text or None, usage, finish)


def _row(text: Any, usage: dict[str, Any], finish: Any) -> dict[str, Any]:
    kept = text[:MOST_CHARACTERS] if isinstance(text, str) else None
    known = {"tokens_in": usage.get("prompt_tokens"), "tokens_out": usage.get("completion_tokens")}
    known["tokens_cached"] = (usage.get("prompt_tokens_details") or {}).get("cached_tokens")
    return {"answer": kept, **known, "dollars": usage.get("cost"), "finish": finish}
