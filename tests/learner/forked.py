"""Real kernels of the course, many a minute: each is a fork of a process that has imported what a notebook needs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.connect import write_connection_file

from tests.conftest import ROOT

# A kernel ends with its parent's word in ordinary life; here only by force.
FACTORY = """
import os, signal, sys
import IPython, pandas, ipykernel.ipkernel
import firstquery.check.checking, firstquery.check.magic, firstquery.notebook.rebuild, firstquery.learner.predict
import firstquery.warehouse.query, firstquery.warehouse.magic, firstquery.notebook.startup
from ipykernel.kernelapp import IPKernelApp
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
nowhere = os.open(os.devnull, os.O_RDWR)
while line := sys.stdin.readline():
    child = os.fork()
    if child == 0:
        os.setsid()
        for number in (0, 1, 2):
            os.dup2(nowhere, number)
        app = IPKernelApp.instance(connection_file=line.strip(), parent_handle=0)
        app.initialize([])
        from firstquery.notebook.startup import prepare
        prepare(app.shell)
        app.start()
        os._exit(0)
    print(child, flush=True)
"""


class Forked:
    """One kernel: `send` a cell, see which have `finished`, `kill` it."""

    def __init__(self, pid: int, client: BlockingKernelClient) -> None:
        self.pid = pid
        self.client = client

    def send(self, code: str, cell_id: str) -> str:
        """Sends a cell as JupyterLab does, and does not wait. Returns the request's id."""
        content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": False}
        message = self.client.session.msg("execute_request", content, metadata={"cellId": cell_id})
        self.client.shell_channel.send(message)
        return str(message["header"]["msg_id"])

    def finished(self, *, until: str | None = None, wait: float = 0.2) -> dict[str, str]:
        """The requests that have come to their end, and the text that each showed; waits for ``until`` where given."""
        texts: dict[str, str] = {}
        done: dict[str, str] = {}
        while until not in done:
            try:
                said: dict[str, Any] = self.client.get_iopub_msg(timeout=60 if until else wait)
            except Exception:  # the queue is empty
                assert until is None, f"no end of {until}"
                return done
            of, content = str(said["parent_header"].get("msg_id")), said["content"]
            shown = content.get("text") or content.get("data", {}).get("text/plain") or content.get("traceback") or ""
            texts[of] = texts.get(of, "") + (shown if isinstance(shown, str) else "\n".join(shown))
            if said["msg_type"] == "status" and content["execution_state"] == "idle":
                done[of] = texts[of]
        return done

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)


class Factory:
    """`kernel` gives one that is ready, and has the next one begin to start meanwhile."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self.process = process
        self.folder = folder
        self.count = 0
        self.next = self._begin()

    def _begin(self) -> tuple[int, str]:
        self.count += 1
        name, _ = write_connection_file(str(self.folder / f"kernel-{self.count}.json"))
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(f"{name}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline()), name

    @contextmanager
    def kernel(self) -> Iterator[Forked]:
        (pid, name), self.next = self.next, self._begin()
        client = BlockingKernelClient(connection_file=name)
        client.load_connection_file()
        client.start_channels(stdin=False, hb=False)  # a busy machine lets hearts miss a beat
        try:
            client.wait_for_ready(timeout=60)
            yield Forked(pid, client)
        finally:
            client.stop_channels()
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


@contextmanager
def factory(cwd: Path, folder: Path, **environment: str) -> Iterator[Factory]:
    """Kernels that start in ``cwd``; their connection files go to ``folder``."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    process = subprocess.Popen(
        [sys.executable, "-c", FACTORY], cwd=cwd, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    made = Factory(process, folder)
    try:
        yield made
    finally:
        with suppress(ProcessLookupError):
            os.kill(made.next[0], signal.SIGKILL)
        process.kill()
        process.communicate()
