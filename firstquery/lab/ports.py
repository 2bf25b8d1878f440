"""Which port is free, and whether a First Query is open on a folder already.

A server is ours when it answers to the token that we gave it: whoever else listens at that port is passed over.
"""

from __future__ import annotations

import contextlib
import json
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from firstquery.core import files as whole
from firstquery.core import host
from firstquery.core.errors import UserError

HOST = "127.0.0.1"
FIRST_PORT, LAST_PORT = 8888, 8987
FIRST = "start-here.ipynb"
FIRST_PAGE = f"lab/tree/{FIRST}"


def candidates(asked: int | None) -> Iterator[int]:
    """The port asked for, else each free one in turn. Raises UserError where it, or all of them, are taken."""
    if asked is not None:
        if not 0 < asked < 65536:
            raise UserError(f"{asked} is no port: choose a number from 1024 to 65535, or leave --port out.")
        if not free(asked):
            raise UserError(
                f"Port {asked} is taken by another program: leave --port out and First Query finds a free one."
            )
        yield asked
        return
    for port in range(FIRST_PORT, LAST_PORT + 1):
        if free(port):
            if port != FIRST_PORT:
                print(f"Port {FIRST_PORT} is taken by another program; First Query takes {port}.", flush=True)
            yield port
    raise UserError(
        f"All ports from {FIRST_PORT} to {LAST_PORT} are taken: close other programs, or name a free one with --port."
    )


def free(port: int) -> bool:
    with socket.socket() as probe:
        if host.is_posix():  # as JupyterLab does: a port whose last connection ended a moment ago is free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def answers(port: int, token: str) -> bool:
    """Whether the server at that port is the one that was given this token."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a company's proxy is not for this
    request = urllib.request.Request(f"http://{HOST}:{port}/api/status", headers={"Authorization": f"token {token}"})
    try:
        with opener.open(request, timeout=2) as answer:
            said = json.load(answer)
            return answer.status == 200 and isinstance(said, dict) and {"started", "kernels"} <= said.keys()
    except (OSError, urllib.error.URLError, ValueError):
        return False


def address(port: int, token: str) -> str:
    return f"http://{HOST}:{port}/{FIRST_PAGE}?token={token}"


def remember(work: Path, port: int, token: str) -> None:
    """Keeps where the server on this folder is, for its owner's eyes alone."""
    content = json.dumps({"version": 1, "port": port, "token": token}) + "\n"
    with contextlib.suppress(OSError):
        whole.write(_place(work), content.encode(), mode=0o600)


def running(work: Path) -> str | None:
    """The address of a First Query that is open on this folder already; None when there is none."""
    try:
        said = json.loads(_place(work).read_text(encoding="utf-8"))
        port, token = int(said["port"]), str(said["token"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return address(port, token) if answers(port, token) else None


def _place(work: Path) -> Path:
    return work / ".records" / "lab" / "server.json"
