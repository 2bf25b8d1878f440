"""A real kernel that is sent cells the way JupyterLab sends them: with the cell's id in the request's metadata."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager

from tests.conftest import ROOT
from tests.content import warm

WEEK_1 = ROOT / "release" / "week-01-first-query"
FIRST_CELL = 'from firstquery import *\nrebuild("week-01-first-query")'


@dataclass
class Shown:
    """What one cell showed: ``text`` is all of it, ``error`` the lines of an error alone (empty when there is none)."""

    text: str
    error: str
    name: str


class Kernel:
    """``run(code, id)`` runs a cell; without an id none is sent, as some front ends do.

    With ``page`` go the code cells of its notebook, by id, as our page sends them with a check.
    """

    def __init__(self, client: BlockingKernelClient) -> None:
        self.client = client

    def run(self, code: str, cell_id: str | None = None, page: dict[str, str] | None = None) -> Shown:
        metadata: dict[str, Any] = {"cellId": cell_id} if cell_id else {}
        if page is not None:
            metadata["firstqueryPage"] = [{"id": one, "source": text} for one, text in page.items()]
        content: dict[str, Any] = {"code": code, "silent": False, "store_history": True, "allow_stdin": False}
        message = self.client.session.msg("execute_request", content, metadata=metadata)
        self.client.shell_channel.send(message)
        texts, error, name = [], "", ""
        end = time.monotonic() + 120
        while time.monotonic() < end:
            answer = self.client.get_iopub_msg(timeout=120)
            if answer["parent_header"].get("msg_id") != message["header"]["msg_id"]:
                continue
            kind, said = answer["msg_type"], answer["content"]
            if kind == "stream":
                texts.append(said["text"])
            elif kind in ("display_data", "execute_result"):
                texts.append(said["data"]["text/plain"])
            elif kind == "error":
                error, name = in_whole_lines(said), said["ename"]
                texts.append(error)
            elif kind == "status" and said["execution_state"] == "idle":
                return Shown("\n".join(texts), error, name)
        raise TimeoutError(code)


def in_whole_lines(said: dict[str, Any]) -> str:
    """What an error shows. A sentence of ours is as it was written: that it was wrapped to be shown is taken back."""
    shown = "\n".join(said["traceback"])
    return said["evalue"] if said["evalue"].split() == shown.split() else shown


@contextmanager
def kernel(folder: Path, python: Path | None = None, **environment: str) -> Iterator[Kernel]:
    """A kernel in a folder: a fork, as on a hub, or a process of its own where its Python or its course is another."""
    is_own = python or "FIRSTQUERY_COURSE" in environment
    manager = KernelManager(kernel_name="python3") if is_own else warm.Forked(kernel_name="python3")
    assert manager.kernel_spec is not None
    if python:
        manager.kernel_spec.argv[0] = str(python)
    manager.start_kernel(cwd=str(folder), env={**os.environ, "PYTHONPATH": str(ROOT), **environment})
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=120)
        yield Kernel(client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
