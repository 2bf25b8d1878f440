"""A small HTTP service on loopback with good and bad days, and the log of what it saw.

It serves rows, a page at a time, at one path: ``GET /rates?page=2`` answers ``{"page": 2, "pages": 4, "rows": […]}``. A
day is a list of what the first requests meet instead: a status (429, 500, …), ``"slow"``, ``"broken"`` (the page, cut
off), ``"drip"`` (the page, in pieces with pauses), ``"wrong"`` (JSON of another form) or ``"drop"`` (the connection
ends). A refusal (401, 403) is met by all that come after it. ``GET /log`` is a page of what the service saw, and is not
seen itself.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar, Literal, get_args
from urllib.parse import parse_qs, urlsplit

from firstquery.core import loopback
from firstquery.core.errors import UserError

Word = Literal["slow", "drip", "broken", "wrong", "drop"]
Trouble = int | Word
REFUSALS = (401, 403)  # they heal by no waiting
LOG = "/log"
CUT = 60  # bytes of a page that is cut off
MOST_LOGGED = 2_000
MOST_BODY = 65_536  # bytes
PIECES, PAUSE = 5, 0.8  # of a page that drips, and the seconds between them
SLOW = 60.0  # seconds that a slow answer takes; whoever waits so long is stopped before


@dataclass(frozen=True)
class Request:
    """One line of the log: seconds since the service began, what was asked for, and what was answered."""

    at: float
    method: str
    path: str
    page: int | None
    allowed: bool
    answered: Trouble


@dataclass
class Service:
    """What is served, and how the day goes. ``log`` fills as requests come; nothing but the service writes it."""

    rows: list[dict[str, Any]]
    path: str = "/rows"
    size: int = 50
    token: str = ""
    day: list[Trouble] = field(default_factory=list)
    retry_after: float = 1.0
    log: list[Request] = field(default_factory=list)
    has_log: bool = True  # a page that says what it saw
    variable: ClassVar[str] = "SERVICE_URL"  # of the environment, where a program finds the address
    base: ClassVar[str] = ""  # what stands behind the port there

    def __post_init__(self) -> None:
        for one in self.day:
            if not isinstance(one, int) and one not in get_args(Word):
                known = ", ".join(get_args(Word))
                raise UserError(f"A day has numbers, such as 429, and the words {known}; not {one!r}.")
        self._start = time.monotonic()
        self._begun: list[int] = []
        self._lock = threading.Lock()

    @property
    def runs(self) -> list[list[Request]]:
        """The log, apart for each time that it was served: of a program that ran twice, what each run asked."""
        ends = [*self._begun[1:], len(self.log)]
        return [self.log[first:last] for first, last in zip([0, *self._begun[1:]], ends, strict=True)]

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.rows) // self.size))

    def page(self) -> str:
        """What it saw, a line a request: the second, what was asked for, and what was answered."""
        return "\n".join(f"{one.at:6.1f} s  {one.method} {one.path}  {one.answered}" for one in list(self.log))

    def note(self, method: str, address: str, authorization: str) -> Request:
        """Logs a request with what it meets: 200, a status, or a word of the day."""
        try:
            parts = urlsplit(address)
            path, asked = parts.path, parse_qs(parts.query).get("page", ["1"])[0]
        except ValueError:  # no address, such as //[
            path, asked = "", ""
        page = int(asked) if asked.isdecimal() and len(asked) < 7 else None
        allowed = not self.token or authorization == f"Bearer {self.token}"
        with self._lock:
            trouble = self._met(method, path, page, allowed)
            return self._enter(Request(self._now(), method[:10], address[:200], page, allowed, trouble))

    def note_broken(self, method: str, path: str, status: int) -> None:
        """Logs a request that could not be read; its ``method`` is empty where it was no HTTP."""
        with self._lock:
            self._enter(Request(self._now(), method, path, None, True, status))

    def _now(self) -> float:
        return time.monotonic() - self._start

    def _enter(self, one: Request) -> Request:
        if len(self.log) < MOST_LOGGED:
            self.log.append(one)
        return one

    def _met(self, method: str, path: str, page: int | None, allowed: bool) -> Trouble:
        if not allowed:
            return 401
        if path.rstrip("/") != self.path.rstrip("/"):
            return 404
        if method != "GET":
            return 405
        if page is None or not 1 <= page <= self.pages:
            return 400
        if self.day and self.day[0] in REFUSALS:
            return self.day[0]
        return self.day.pop(0) if self.day else 200

    def serving(self, listening: socket.socket | None = None) -> AbstractContextManager[str]:
        """Serves on a socket that listens, or on a free port, and gives the address; ends with the block."""
        self._begun.append(len(self.log))
        return loopback.serving(self, _Handler, listening)


class _Handler(loopback.Handler):
    def do_GET(self) -> None:
        service = self.server.service
        if self.path == LOG and service.has_log:
            self._send(200, service.page().encode(errors="replace"), {"Content-Type": "text/plain; charset=utf-8"})
            return
        if self.read_body(MOST_BODY) is None:  # it asks for nothing that is served here, and is read all the same
            return
        one = service.note(self.command, self.path, self.headers.get("Authorization", ""))
        if one.answered in ("drop", "slow"):
            if one.answered == "slow":
                self.server.ended.wait(SLOW)
            self.close_connection = True
        elif one.answered == "wrong":
            self._send(200, json.dumps({"status": "ok", "items": None}).encode())
        elif one.answered in (200, "broken", "drip"):
            page = one.page or 1
            rows = service.rows[(page - 1) * service.size : page * service.size]
            whole = json.dumps({"page": page, "pages": service.pages, "rows": rows}).encode()
            self._send(
                200,
                whole[: min(CUT, len(whole) - 1)] if one.answered == "broken" else whole,
                pause=PAUSE if one.answered == "drip" else 0,
            )
        else:
            status = int(one.answered)
            said = {"error": self.responses.get(status, ("an error",))[0]}
            more = {"Retry-After": f"{service.retry_after:g}"} if status in (429, 503) else {}
            self._send(status, json.dumps(said).encode(), more)

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_HEAD = do_GET

    def _send(self, status: int, body: bytes, more: Mapping[str, str] = MappingProxyType({}), pause: float = 0) -> None:
        self.send_response(status)
        headers = {"Content-Type": "application/json", "Content-Length": str(len(body)), **more}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        size = -(-len(body) // PIECES) if pause else len(body)
        for at in range(0, len(body) if self.command != "HEAD" else 0, size or 1):
            self.wfile.write(body[at : at + size])
            if pause:
                self.wfile.flush()
                self.server.ended.wait(pause)
