"""The course's panel asks the server: at home, and behind a hub's longer address; nobody else gets an answer."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from firstquery.core import records
from firstquery.lab import ports, server
from firstquery.learner.workspace import fill

TOKEN = "a" * 48


def asked(address: str, token: str = TOKEN) -> tuple[int, Any]:
    request = urllib.request.Request(address, headers={"Authorization": f"token {token}"})
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        return refused.code, None


@contextmanager
def serve(work: Path, base: str) -> Iterator[str]:
    """Yield the address of a server of hers at ``base``, as `firstquery lab` starts one at home and a hub elsewhere."""
    with socket.create_server((ports.HOST, 0)) as free:
        port = free.getsockname()[1]
    options = server.settings(work) | {
        "ServerApp.ip": ports.HOST,
        "ServerApp.port": port,
        "ServerApp.open_browser": False,
        "ServerApp.allow_root": True,
        "ServerApp.base_url": base,
    }
    command = [sys.executable, "-m", "firstquery.lab.program", *server.arguments(options)]
    process = subprocess.Popen(command, env=server.environment(work, TOKEN), cwd=work, stderr=subprocess.DEVNULL)
    address = f"http://{ports.HOST}:{port}{base}"
    try:
        while process.poll() is None:
            with suppress(urllib.error.URLError):
                asked(f"{address}api/status")
                break
            time.sleep(0.1)
        yield address
    finally:
        process.send_signal(signal.SIGTERM if os.name == "posix" else signal.SIGINT)
        process.wait(240)  # a kernel that is only starting is waited for


@pytest.mark.parametrize("base", ["/", "/user/ann/"])
def test_the_server_says_how_the_course_stands(work: Path, base: str) -> None:
    fill()

    def stands() -> str:
        status, found = asked(f"{address}first-query/outline")
        assert status == 200
        return str(found["months"][0]["weeks"][0]["exercises"][0]["said"])

    with serve(work, base) as address:
        assert stands() == "not tried"
        records.attempt("w01-q1", "right", 2, 2)
        assert stands() == "done"
        assert asked(f"{address}first-query/outline", "b" * 48)[0] == 403
