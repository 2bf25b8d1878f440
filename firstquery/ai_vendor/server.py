"""The vendor as a server on loopback, in the public chat-completions protocol.

``POST /v1/chat/completions`` (JSON or a stream, with tools), ``GET /v1/models``, in the forms of 2026; the prices are
made up. Beyond the protocol, as some vendors do: a model has its ``pricing``, ``usage`` has the call's ``cost`` in US
dollars, an Idempotency-Key gives the same answer again without charge. ``GET /log`` is a page of what the vendor
counted, and is not counted itself.
"""

from __future__ import annotations

import json
import math
import secrets
import socket
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from types import MappingProxyType
from typing import Any, ClassVar, get_args

from firstquery.ai_vendor import ledger as counting
from firstquery.ai_vendor.acting import ToolCall
from firstquery.ai_vendor.caching import Beginnings
from firstquery.ai_vendor.ledger import Busy, Entry, Lasting, Ledger, Trouble
from firstquery.ai_vendor.models import BATCH, CACHED, MODELS, SUCCESSORS, Answer, Call, Model
from firstquery.ai_vendor.prompt import TOKEN, content, tokens
from firstquery.ai_vendor.smol import HOW
from firstquery.core import loopback

LOG = "/log"
CREATED = 1_767_225_600  # of every model, and of every answer's fingerprint: the first second of 2026
MOST_BYTES = 1_000_000  # of a request: its text has at most 32,000 tokens
MOST_TEXT = 20_000  # characters of an answer
AT_ONCE = 4  # requests that are read: what JSON becomes is many times as large
MOST_ENTRIES = 20_000
MOST_ASKED = 20_000  # characters of a prompt that an entry keeps
SLOW = 60.0  # seconds that an answer takes which never comes
CREEP, MOST_CREEP = 0.01, 2.0  # seconds: each answer so much longer than the one before, and at most
DEARER = 3.0  # times the price, after a change of it
SHORT = 8  # tokens of an answer after the change of a default
MINUTE = 60.0
WRONG = '{"category": "unknown", "score": 1}'
QUOTA = "insufficient_quota"
STRANGER = "Sales"  # an option that nobody named
REFUSAL = "I'm sorry, but I can't help with that."
HOUR = 3_600
NOTICE = 30 * 86_400  # seconds from the day on which a vendor says that a model ends to that end


class RequestRefusal(Exception):
    """A request that gets a status and a reason in place of an answer.

    ``met`` is what its entry says that it met, ``after`` what Retry-After says.
    """

    def __init__(
        self,
        status: int,
        message: str,
        code: str | None = None,
        met: Trouble | None = None,
        after: str = "",
        **more: Any,
    ) -> None:
        super().__init__(message)
        kind = {401: "authentication_error", 429: "rate_limit_error"}.get(status, "invalid_request_error")
        kind = "server_error" if status >= 500 else kind
        self.status, self.met, self.after = status, status if met is None else met, after
        self.body = {"error": {"message": message, "type": kind, "param": None, "code": code, **more}}


@dataclass
class Vendor:
    """What is served, and how the day goes: what the first calls meet. ``token``: the key that is asked for.

    ``successor``: what the model is called that follows a retired one, in place of its usual name.
    ``has_log``: there is a page that says what it counted.
    """

    token: str = ""
    day: list[Trouble] = field(default_factory=list)
    retry_after: float = 1.0
    successor: str = ""
    has_log: bool = True
    ledger: Ledger = field(default_factory=Ledger)
    variable: ClassVar[str] = "AI_BASE_URL"  # of the environment, where a program finds the address
    base: ClassVar[str] = "/v1"  # what stands behind the port there

    def __post_init__(self) -> None:
        self.day = counting.day(self.day)
        named = {one: self.successor or one for one in SUCCESSORS.values()}
        known = [replace(one, id=named.get(one.id, one.id)) for one in MODELS.values()]
        self._models = {one.id: one for one in known}
        self._start = time.monotonic()
        self._lock = threading.Lock()
        self._lasting: dict[Lasting, float] = {}
        self._retired: set[str] = set()
        self._kept: dict[str, tuple[Entry, Model, Answer]] = {}
        self._recent: dict[str, deque[float]] = {}
        self._beginnings = Beginnings()
        self.reading = threading.BoundedSemaphore(AT_ONCE)

    @property
    def log(self) -> list[Entry]:
        return self.ledger.entries

    @property
    def price(self) -> float:
        """By how much all prices are multiplied."""
        return DEARER if "price" in self._lasting else 1.0

    def page(self) -> str:
        return self.ledger.page()

    def serving(self, listening: socket.socket | None = None) -> AbstractContextManager[str]:
        """Serve on a socket that listens, or on a free port, and give the address; ends with the block."""
        return loopback.serving(self, _Handler, listening)

    def models(self) -> list[dict[str, Any]]:
        """Return those that can be asked, as the protocol lists them."""
        return [self.describe(one) for one in self._models.values() if one.is_here and one.id not in self._retired]

    def describe(self, model: Model) -> dict[str, Any]:
        prices = {
            "prompt": model.dollars_in,
            "completion": model.dollars_out,
            "input_cache_read": CACHED * model.dollars_in,
            "batch_prompt": BATCH * model.dollars_in,
            "batch_completion": BATCH * model.dollars_out,
        }
        return {
            "id": model.id,
            "object": "model",
            "created": CREATED,
            "owned_by": "first-query",
            "description": model.says,
            "context_length": model.context,
            "requests_per_minute": model.a_minute,
            "pricing": {name: f"{dollars * self.price / 1_000_000:.8f}" for name, dollars in prices.items()},
        }

    def answer(self, asked: Mapping[str, Any], key: str, authorization: str) -> tuple[Entry, Model, Answer]:
        """Return the entry of a call with what it met, its model and the answer.

        Raises `RequestRefusal`, also an entry.
        """
        messages = asked.get("messages") if isinstance(asked.get("messages"), list) else []
        messages = [one for one in messages or [] if isinstance(one, Mapping)]
        last = next((content(one.get("content")) for one in reversed(messages) if one.get("role") == "user"), "")
        entry = Entry(
            time.monotonic() - self._start,
            str(asked.get("model"))[:60],
            last[:MOST_ASKED],
            counting.digest(messages),
            key[:200],
            200,
            200,
        )
        try:
            model, call = self._read(asked, messages, authorization)
            with self._lock:
                kept = self._kept.get(key) if key else None
                if kept and kept[0].digest != entry.digest:
                    raise RequestRefusal(
                        409, "This Idempotency-Key belongs to another request.", "idempotency_conflict"
                    )
                met: Trouble = 200 if kept else self._next_trouble(model)
            if kept:
                met = "lost" if kept[0].met == "lost" else 200
                entry = replace(entry, met=met, text=kept[2].text, choice=kept[2].choice)
                entry = replace(entry, is_replay=True, paid=kept[0].dollars, tokens_cached=kept[0].tokens_cached)
                self._enter(entry)
                return entry, kept[1], kept[2]
        except RequestRefusal as refused:
            self._enter(replace(entry, met=refused.met, status=refused.status))
            raise
        if call.limit is None and "default" in self._lasting:
            call = replace(call, limit=SHORT)
        made = model.answer(call)
        if len(made.text) > MOST_TEXT:
            made = replace(made, text=made.text[:MOST_TEXT], finish="length")
        if met == "broken":
            made = replace(made, text=made.text[: max(1, len(made.text) // 2)])
        elif met == "wrong":
            made = replace(made, text=WRONG)
        elif met == "stranger":
            made = replace(made, text=_strange(made.text))
        elif met == "cut":
            made = replace(made, text=made.text[: max(1, len(made.text) // 3)], finish="length")
        elif met == "refusal":
            made = replace(made, text=REFUSAL, tokens_out=tokens(REFUSAL), choice=None, is_refusal=True)
        with self._lock:
            cached = self._beginnings.count(model.id, messages, entry.at)
        cost = model.dollars(made.tokens_in, made.tokens_out, self.price, cached)
        entry = replace(entry, met=met, text=made.text, choice=made.choice, dollars=cost)
        entry = replace(entry, tokens_in=made.tokens_in, tokens_out=made.tokens_out, tokens_cached=cached)
        with self._lock:
            if key:
                self._kept[key] = (entry, model, made)
        self._enter(entry)
        return entry, model, made

    def headers(self, model: Model) -> dict[str, str]:
        """Return how many calls are left in this minute; and on which day the model ends, where that is known."""
        left = model.a_minute - len(self._recent.get(model.id, ()))
        said = time.time()
        ends = {"Deprecation": f"@{said:.0f}", "Sunset": formatdate(said + NOTICE, usegmt=True)}  # RFC 9745, RFC 8594
        return {
            **(ends if "ending" in self._lasting else {}),
            "x-ratelimit-limit-requests": str(model.a_minute),
            "x-ratelimit-remaining-requests": str(max(0, left)),
            "x-ratelimit-reset-requests": "60s",
        }

    def pause(self) -> float:
        """Seconds that the next answer takes beyond its work."""
        with self._lock:
            if "creep" not in self._lasting:
                return 0.0
            self._lasting["creep"] = min(MOST_CREEP, self._lasting["creep"] + CREEP)
            return self._lasting["creep"]

    def note_broken(self, method: str, path: str, status: int) -> None:
        """Count a request that could not be read. A call names a model; where there is none, it was no call."""
        model = "None" if method == "POST" else ""
        self._enter(Entry(time.monotonic() - self._start, model, "", "", "", status, status))

    def _enter(self, entry: Entry) -> None:
        with self._lock:
            if len(self.ledger.entries) < MOST_ENTRIES:
                self.ledger.entries.append(entry)

    def _read(self, asked: Mapping[str, Any], messages: Sequence[Any], authorization: str) -> tuple[Model, Call]:
        if self.token and authorization != f"Bearer {self.token}":
            raise RequestRefusal(401, "Incorrect API key provided.", "invalid_api_key")
        if not messages:
            raise RequestRefusal(400, "messages has to be a list with at least one message.", "invalid_request")
        name = str(asked.get("model"))
        model = self._models.get(name)
        if model is None:
            raise RequestRefusal(404, f"The model {name!r} does not exist.", "model_not_found")
        if not model.is_here:
            raise RequestRefusal(404, HOW, "model_not_found")
        if asked.get("n") not in (None, 1):
            raise RequestRefusal(400, "n has to be 1: this vendor gives one choice.", "invalid_request")
        limit = asked.get("max_completion_tokens") or asked.get("max_tokens")
        temperature = asked.get("temperature")
        if limit is not None and not (isinstance(limit, int) and limit > 0):
            raise RequestRefusal(400, "max_tokens has to be a whole number above 0.", "invalid_request")
        if temperature is not None and not (isinstance(temperature, int | float) and 0 <= temperature <= 2):
            raise RequestRefusal(400, "temperature has to be a number from 0 to 2.", "invalid_request")
        form = asked.get("response_format")
        seed = asked.get("seed")
        tools = asked.get("tools")
        call = Call(
            messages,
            form if isinstance(form, Mapping) else None,
            1.0 if temperature is None else float(temperature),
            seed if isinstance(seed, int) else None,
            limit,
            [one for one in tools if isinstance(one, Mapping)] if isinstance(tools, list) else [],
        )
        if call.tokens > model.context:
            said = f"This model takes {model.context:,} tokens at most; the messages have {call.tokens:,}."
            raise RequestRefusal(400, said, "context_length_exceeded")
        return model, call

    def _next_trouble(self, model: Model) -> Trouble:
        """Return what this call meets. Raises `RequestRefusal`."""
        met: Trouble = self.day.pop(0) if self.day else 200
        if met in get_args(Lasting):
            if met == "retired":
                self._retired.add(model.id)
            else:
                self._lasting.setdefault(met, 0.0)  # type: ignore[arg-type]
            met = 200
        if model.id in self._retired:
            after = self.successor or SUCCESSORS.get(model.id)
            said = f"The model {model.id!r} has been retired. Use {after!r} in its place."
            raise RequestRefusal(404, said, "model_not_found", successor=after)
        if "quota" in self._lasting:
            said = "You exceeded what your account may spend. See its cap at the vendor's."
            raise RequestRefusal(429, said, QUOTA, "quota")
        if met in get_args(Busy) or (isinstance(met, int) and met != 200):
            raise self._refuse(met)
        recent = self._recent.setdefault(model.id, deque())
        now = time.monotonic()
        while recent and recent[0] < now - MINUTE:
            recent.popleft()
        if len(recent) >= model.a_minute:
            said = f"{model.a_minute} requests a minute are allowed for {model.id}."
            raise RequestRefusal(429, said, "rate_limit_exceeded", after=f"{self.retry_after:g}")
        recent.append(now)
        return met

    def _refuse(self, met: Trouble) -> RequestRefusal:
        """Return the refusal that a day has for one call."""
        named = f"{self.retry_after:g}"
        after = {
            429: named,
            503: named,
            "dated": formatdate(math.ceil(time.time() + self.retry_after), usegmt=True),
            "hour": str(HOUR),
        }
        reasons = {
            401: "Incorrect API key provided.",
            429: "Rate limit reached. Please wait.",
            503: "The engine is overloaded. Please wait.",
        }
        status = met if isinstance(met, int) else 429
        reason = reasons.get(status, "The server had an error while processing your request.")
        return RequestRefusal(status, reason, met=met, after=after.get(met, ""))


class _Handler(loopback.Handler):
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16  # head and body go in one piece: in two, the second waits for the first's receipt

    def do_GET(self) -> None:
        vendor: Vendor = self.server.service
        if self.read_body(MOST_BYTES) is None:
            return
        path = self.path.partition("?")[0].rstrip("/")
        listed = {one["id"]: one for one in vendor.models()}
        if path == LOG and vendor.has_log:
            self._send(200, vendor.page().encode(errors="replace"), {"Content-Type": "text/plain; charset=utf-8"})
        elif path == "/v1/models":
            self._json(200, {"object": "list", "data": list(listed.values())})
        elif path.removeprefix("/v1/models/") in listed:
            self._json(200, listed[path.removeprefix("/v1/models/")])
        else:
            self._json(404, RequestRefusal(404, f"There is nothing at {path or '/'}.", "not_found").body)

    def do_POST(self) -> None:
        vendor: Vendor = self.server.service
        try:
            with vendor.reading:
                answered = self._answer(vendor)
        except RequestRefusal as refused:
            self._json(refused.status, refused.body, {"Retry-After": refused.after} if refused.after else {})
            return
        if answered is None:
            return
        entry, model, made, is_stream, with_usage = answered
        self.server.ended.wait(vendor.pause())
        if entry.met == "slow":
            self.server.ended.wait(SLOW)
            self.close_connection = True
            return
        headers = vendor.headers(model)
        if entry.is_replay:
            headers["Idempotent-Replayed"] = "true"
        if is_stream:
            self._stream(entry, model, made, headers, with_usage)
        else:
            self._whole(entry, model, made, headers)

    def _answer(self, vendor: Vendor) -> tuple[Entry, Model, Answer, bool, bool] | None:
        """Read a call, and return what it gets, and whether as a stream, and with its usage.

        None where it could not be read, which is answered. Raises `RequestRefusal`.
        """
        body = self.read_body(MOST_BYTES)
        if body is None:
            return None
        if self.path.partition("?")[0].rstrip("/") != "/v1/chat/completions":
            vendor.note_broken(self.command, self.path[:200], 404)
            raise RequestRefusal(404, f"There is nothing at {self.path[:60]}.", "not_found")
        try:
            asked = json.loads(body)
        except (ValueError, RecursionError):
            asked = None
        if not isinstance(asked, dict):
            vendor.note_broken(self.command, self.path[:200], 400)
            raise RequestRefusal(400, "The body has to be a JSON object.", "invalid_request")
        key, authorization = (self.headers.get(name, "") for name in ("Idempotency-Key", "Authorization"))
        try:
            entry, model, made = vendor.answer(asked, key, authorization)
        except RequestRefusal:
            raise
        except Exception as fault:  # what the models can't make sense of, such as a schema that is none
            self.server.tell(fault)
            vendor.note_broken(self.command, self.path[:200], 500)
            raise RequestRefusal(500, "The server had an error while processing your request.") from None
        options = asked.get("stream_options")
        with_usage = isinstance(options, Mapping) and bool(options.get("include_usage"))
        return entry, model, made, bool(asked.get("stream")), with_usage

    def _whole(self, entry: Entry, model: Model, made: Answer, headers: Mapping[str, str]) -> None:
        message: dict[str, Any] = {"role": "assistant", "content": made.text, "refusal": None}
        if made.tool:
            message.update(content=None, tool_calls=[_tool_call(made.tool)])
        elif made.is_refusal:
            message.update(content=None, refusal=made.text)
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": made.finish}
        choices = [] if entry.met == "empty" else [choice]
        body = json.dumps({**_head(model, "chat.completion"), "choices": choices, "usage": _usage(entry, made)})
        if entry.met in ("drop", "lost"):
            self._send(200, body.encode()[: len(body) // 2], headers, length=len(body.encode()))
            self.close_connection = True
        else:
            self._send(200, body.encode(), headers)

    def _stream(self, entry: Entry, model: Model, made: Answer, headers: Mapping[str, str], with_usage: bool) -> None:
        self.send_response(200)
        for name, value in {"Content-Type": "text/event-stream", "Connection": "close", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.close_connection = True
        head = _head(model, "chat.completion.chunk")
        for place, (delta, finish) in enumerate(_deltas(made)):
            if entry.met == "empty" or (entry.met in ("drop", "lost") and place == 2):
                break
            choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
            self._event({**head, "choices": [choice], **({"usage": None} if with_usage else {})})
        if entry.met in ("drop", "lost"):
            return
        if with_usage:
            self._event({**head, "choices": [], "usage": _usage(entry, made)})
        self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, said: Mapping[str, Any]) -> None:
        self.wfile.write(f"data: {json.dumps(said)}\n\n".encode())
        self.wfile.flush()

    def _json(self, status: int, said: Mapping[str, Any], more: Mapping[str, str] = MappingProxyType({})) -> None:
        self._send(status, json.dumps(said).encode(), more)

    def _send(self, status: int, body: bytes, more: Mapping[str, str], length: int | None = None) -> None:
        self.send_response(status)
        size = str(len(body) if length is None else length)
        headers = {"Content-Type": "application/json", "Content-Length": size, **more}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _strange(text: str) -> str:
    """Return an answer of the same form, each word in it replaced by one that nobody gave the model to choose from."""
    try:
        said = json.loads(text)
    except ValueError:
        return STRANGER
    if not isinstance(said, dict):
        return STRANGER
    return json.dumps({name: STRANGER if isinstance(value, str) else value for name, value in said.items()})


def _head(model: Model, kind: str) -> dict[str, Any]:
    return {
        "id": f"chatcmpl-{secrets.token_hex(12)}",
        "object": kind,
        "created": int(time.time()),
        "model": model.id,
        "service_tier": "default",
        "system_fingerprint": f"fp_{CREATED:x}",
    }


def _tool_call(tool: ToolCall) -> dict[str, Any]:
    called = {"name": tool.name, "arguments": tool.text}
    return {"id": f"call_{secrets.token_hex(12)}", "type": "function", "function": called}


def _usage(entry: Entry, made: Answer) -> dict[str, Any]:
    return {
        "prompt_tokens": made.tokens_in,
        "completion_tokens": made.tokens_out,
        "total_tokens": made.tokens_in + made.tokens_out,
        "prompt_tokens_details": {"cached_tokens": entry.tokens_cached},
        "cost": entry.paid if entry.is_replay else entry.dollars,
    }


def _deltas(made: Answer) -> Iterator[tuple[dict[str, Any], str | None]]:
    """Yield the pieces of an answer, and at its end why it ended."""
    yield {"role": "assistant", "content": "", "refusal": None}, None
    if made.tool:
        yield {"tool_calls": [{"index": 0, **_tool_call(made.tool)}]}, None
        yield {}, made.finish
        return
    name = "refusal" if made.is_refusal else "content"
    place = 0
    for found in TOKEN.finditer(made.text):
        yield {name: made.text[place : found.end()]}, None
        place = found.end()
    if made.text[place:]:
        yield {name: made.text[place:]}, None
    yield {}, made.finish
