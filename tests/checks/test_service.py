"""A service stands whatever is sent to it: what can't be read is answered, counted, and written into no log."""

from __future__ import annotations

import resource
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from firstquery.ai_vendor.server import Vendor
from firstquery.checks.kinds.client.service import Service
from firstquery.core import loopback
from tests.ai_vendor.asking import FORM, MESSAGES

CHAT = "/v1/chat/completions"
MB = 1_000_000
HEAD = b"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"


@pytest.fixture(params=[Service, Vendor])
def served(request: pytest.FixtureRequest) -> Iterator[tuple[Any, str]]:
    made = Vendor() if request.param is Vendor else Service([{"id": 1}], "/rates")
    with made.serving() as address:
        yield made, address


@pytest.fixture
def vendor() -> Iterator[tuple[Vendor, str]]:
    made = Vendor()
    with made.serving() as address:
        yield made, address


def send(address: str, *pieces: bytes, seconds: float = 5) -> bytes:
    """All that is answered to these bytes until the connection ends; empty where it is cut."""
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=seconds) as connection:
        said = b""
        try:
            for piece in pieces:
                connection.sendall(piece)
            while piece := connection.recv(65_536):
                said += piece
        except ConnectionError:
            pass
        return said


def statuses(served: Any, seconds: float = 5) -> list[int]:
    """What the log has, once it has something."""
    until = time.monotonic() + seconds
    while not served.log and time.monotonic() < until:
        time.sleep(0.02)
    return [one.status if isinstance(served, Vendor) else one.answered for one in served.log]


BROKEN = {
    "no HTTP": (b"\x16\x03\x01\x02\x00\r\n", 400),
    "no version": (b"GET / FTP/1.1\r\n\r\n", 400),
    "too many words": (b"GET / and more HTTP/1.1\r\n\r\n", 400),
    "a method of nobody": (b"BREW /rates HTTP/1.1\r\n\r\n", 501),
    "a long first line": (b"GET /" + b"x" * 40_000 + b" HTTP/1.1\r\n\r\n", 414),
    "a long header": (b"GET /rates HTTP/1.1\r\nX: " + b"x" * 40_000 + b"\r\n\r\n", 431),
    "many headers": (b"GET /rates HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n", 431),
    "headers without end": (b"GET /rates HTTP/1.1\r\n" + b"X: y\r\n" * 1_000_000, 431),
    "a length that is none": (b"POST /rates HTTP/1.1\r\nContent-Length: " + b"9" * 5_000 + b"\r\n\r\n", 400),
    "a body of another length": (b"POST /rates HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
    "a body in chunks": (b"POST /rates HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
    "a body of 5 MB": (b"POST /rates HTTP/1.1\r\nContent-Length: 5000000\r\n\r\n" + b"x" * 5 * MB, 413),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_request_that_is_broken_is_answered_and_counted_and_writes_nothing(
    name: str, served: tuple[Any, str], capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    sent, status = BROKEN[name]
    said = send(served[1], sent)
    if name != "headers without end":  # what is still sent may cut the line before the answer is read
        assert said.split()[1:2] == [str(status).encode()]
    assert len(said) < 2_000, "it says nothing back of what was sent"
    assert statuses(served[0]) == [status]
    assert capfd.readouterr() == ("", "") and not caplog.records
    assert httpx.get(f"{served[1]}/log", trust_env=False).status_code == 200


def test_a_page_that_drips_is_never_silent_for_a_second_and_takes_longer() -> None:
    service = Service([{"id": number} for number in range(40)], "/rates", day=["drip"])
    with service.serving() as address:
        began = time.monotonic()
        answer = httpx.get(f"{address}/rates", timeout=2)
        assert len(answer.json()["rows"]) == 40 and time.monotonic() - began > 2.4


def test_an_address_that_is_none_is_counted_as_any_other(capfd: pytest.CaptureFixture[str]) -> None:
    service = Service([{"id": 1}], "/rates")
    with service.serving() as address:
        assert b" 404 " in send(address, b"GET http://[ HTTP/1.1\r\n\r\n")
    assert statuses(service) == [404]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"[" * 500_000, 400),
        (b'{"a":' * 100_000, 400),
        (b"\xff\xfe", 400),
        (b"5", 400),
        (b'{"model": "rules-1", "messages": [{"role": "user", "content": "\\ud800"}]}', 200),
        (b'{"model": "rules-1", "messages": [{"role": "user", "content": "x"}], "temperature": NaN}', 400),
    ],
)
def test_a_body_that_is_no_call_is_answered_and_counted(
    body: bytes, status: int, vendor: tuple[Vendor, str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert httpx.post(f"{vendor[1]}{CHAT}", content=body, trust_env=False).status_code == status
    assert statuses(vendor[0]) == [status]
    assert httpx.get(f"{vendor[1]}/log", trust_env=False).status_code == 200
    assert capfd.readouterr() == ("", "")


def test_a_call_to_another_path_is_counted(vendor: tuple[Vendor, str]) -> None:
    for path in ("/chat/completions", "/v1/completions"):
        assert httpx.post(f"{vendor[1]}{path}", json={}, trust_env=False).status_code == 404
    assert statuses(vendor[0]) == [404, 404]


def test_what_the_models_can_make_no_sense_of_is_told_in_a_few_short_lines(
    vendor: tuple[Vendor, str], capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    form = {
        "type": "json_schema",
        "json_schema": {"schema": {"properties": {"x": {"type": "object", "properties": ["x" * 10_000]}}}},
    }
    asked = {"model": "rules-1", "messages": MESSAGES, "response_format": form}
    with httpx.Client(trust_env=False) as http:
        for _ in range(20):
            assert http.post(f"{vendor[1]}{CHAT}", json=asked).status_code == 500
    assert statuses(vendor[0]) == [500] * 20
    assert len(caplog.records) == loopback.MOST_TOLD
    assert all(len(one.getMessage()) < 400 and one.exc_info is None for one in caplog.records)
    assert "Traceback" not in capfd.readouterr().err


def test_after_a_body_that_was_refused_the_next_call_is_read(vendor: tuple[Vendor, str]) -> None:
    asked = {"model": "rules-1", "messages": MESSAGES, "response_format": FORM, "temperature": 0}
    with httpx.Client(trust_env=False) as http:
        assert http.post(f"{vendor[1]}{CHAT}", content=b"x" * 3 * MB).status_code == 413
        assert http.post(f"{vendor[1]}{CHAT}", json=asked).status_code == 200
        assert http.request("GET", f"{vendor[1]}/v1/models", content=b"GET /v1/no HTTP/1.1\r\n\r\n").status_code == 200
        assert http.get(f"{vendor[1]}/v1/models").status_code == 200
    assert statuses(vendor[0]) == [413, 200]


def test_who_says_nothing_or_little_keeps_no_connection(
    served: tuple[Any, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loopback, "TIMEOUT", 0.5)
    began = time.monotonic()
    assert send(served[1]) == b""
    assert statuses(served[0], seconds=0) == []
    host, port = served[1].removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection, pytest.raises(ConnectionError):
        connection.sendall(b"GET /rates HTTP/1.1\r\n")
        for _ in range(100):
            time.sleep(0.1)
            connection.sendall(b"X: y\r\n")
    assert statuses(served[0]) == [408]
    assert time.monotonic() - began < 8


def test_more_connections_than_are_served_at_once_wait_and_cost_little(served: tuple[Any, str]) -> None:
    host, port = served[1].removeprefix("http://").split(":")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    open_ones = [socket.create_connection((host, int(port)), timeout=5) for _ in range(loopback.MOST_CONNECTIONS + 20)]
    try:
        for one in open_ones:
            one.sendall(b"GET /rates HTTP/1.1\r\n" + b"X: " + b"y" * 30_000)
        time.sleep(0.5)
        assert threading.active_count() < loopback.MOST_CONNECTIONS + 20
    finally:
        for one in open_ones:
            one.close()
    assert httpx.get(f"{served[1]}/log", trust_env=False, timeout=20).status_code == 200
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 60_000, "kB"
