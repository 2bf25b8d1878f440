"""What a cell shows is bounded where it arrives: a kernel can send more than the grader has memory for."""

from __future__ import annotations

import json
import math
import time
from contextlib import suppress
from queue import Empty
from typing import Any

import zmq
import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from nbclient.client import NotebookClient
from nbformat import NotebookNode
from traitlets import Integer

from firstquery.checks.judging import MIME_TYPE

LARGEST_MESSAGE = 16 * 1024 * 1024  # bytes; ZeroMQ drops the connection of whoever sends more
_WAITING = 16  # messages, before they are read
_SENDING = 5.0  # seconds for a question to leave, on a busy machine
_SHOWN = ("stream", "display_data", "execute_result", "update_display_data", "error")
_KNOWN = (*_SHOWN, "status", "execute_input", "clear_output", "comm_open", "comm_msg", "comm_close")
_EACH = 100  # bytes that the smallest output costs: many of them cost memory, too
_PAYLOAD = 8_000_000  # bytes; the judge has a bound of its own, below this
_PAYLOADS = 2  # of one cell: a second one is what the judge has to see to refuse it


class BoundedClient(AsyncKernelClient):
    """A kernel client that takes no message larger than `LARGEST_MESSAGE`, and few before they are read.

    What it asks leaves within seconds or not at all (zmq.Again): a kernel can cut the line by sending what is no
    message, and ZeroMQ would wait without an end for somebody at the other end of it.

    It has no heartbeat: a kernel in the sandbox gives none, and waiting for it to stop takes up to a second.
    """

    def start_channels(
        self, shell: bool = True, iopub: bool = True, stdin: bool = True, hb: bool = False, control: bool = True
    ) -> None:
        super().start_channels(shell=shell, iopub=iopub, stdin=stdin, hb=False, control=control)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """As jupyter_client's, which then listens for 0.2 seconds until all is quiet. Here the kernel's word is enough.

        Raises RuntimeError when the kernel has ended, or does not answer within ``timeout`` seconds.
        """
        until = time.monotonic() + (math.inf if timeout is None else timeout)
        while not await self._is_heard():
            if not await self.is_alive():
                raise RuntimeError("The kernel ended before it was ready.")
            if time.monotonic() > until:
                raise RuntimeError(f"The kernel was not ready within {timeout:g} seconds.")

    async def _is_heard(self) -> bool:
        """Whether the kernel answers, and its messages arrive here, too: the last one about this question has come."""
        asked = self.kernel_info()
        with suppress(Empty):
            while (reply := await self.get_shell_msg(timeout=1))["parent_header"].get("msg_id") != asked:
                pass
            self._handle_kernel_info_reply(reply)
            while True:
                said = await self.get_iopub_msg(timeout=0.2)
                if said["parent_header"].get("msg_id") == asked and said["content"].get("execution_state") == "idle":
                    return True
        return False

    def _context_default(self) -> zmq.asyncio.Context:
        context = super()._context_default()
        context.setsockopt(zmq.MAXMSGSIZE, LARGEST_MESSAGE)
        context.setsockopt(zmq.RCVHWM, _WAITING)
        context.setsockopt(zmq.SNDTIMEO, round(1000 * _SENDING))
        return context


class BoundedOutputs(NotebookClient):
    """A notebook client that drops what a cell shows beyond ``output_bytes``, with a sentence in its place."""

    output_bytes = Integer(1_000_000, help="The most bytes that one cell may show; the rest is dropped").tag(
        config=True
    )

    _shown_by: int | None = None
    _bytes = 0
    _payloads = 0
    _told = False

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> NotebookNode | None:
        if cell_index != self._shown_by:
            self._shown_by, self._bytes, self._payloads, self._told = cell_index, 0, 0, False
        if msg["msg_type"] not in _KNOWN:
            return None  # nbclient would write it into the log
        if "execution_count" in msg["content"]:
            msg["content"]["execution_count"] = None  # of whatever size and type; the grader shows the learner's own
        if msg["msg_type"] == "clear_output":
            self._bytes = 0
        if msg["msg_type"] in _SHOWN and not self._fits(msg, cell):
            return None
        return super().process_message(msg, cell, cell_index)

    def handle_comm_msg(self, outs: list[NotebookNode], msg: dict[str, Any], cell_index: int) -> None:
        """Widgets have nobody to show themselves to, and their state would be kept without a bound."""

    def _fits(self, msg: dict[str, Any], cell: NotebookNode) -> bool:
        content = msg["content"]
        size = _size(content)
        data = content.get("data")
        if msg["msg_type"] == "display_data" and isinstance(data, dict) and MIME_TYPE in data:
            self._payloads += 1
            return size <= _PAYLOAD and self._payloads <= _PAYLOADS
        room = self.output_bytes - self._bytes
        self._bytes += size
        if size <= room:
            return True
        if not self._told:
            self._told = True
            if msg["msg_type"] == "stream" and room > 0:
                kept = str(content.get("text", ""))[:room]
                cell.outputs.append(_stream(str(content.get("name", "stdout")), kept))
            limit = f"{self.output_bytes / 1_000_000:g} MB"
            cell.outputs.append(_stream("stderr", f"\nThis cell shows more than {limit}. The rest is left out.\n"))
        return False


def _size(content: dict[str, Any]) -> int:
    try:
        return len(json.dumps(content, default=str)) + _EACH
    except (RecursionError, ValueError, TypeError):
        return LARGEST_MESSAGE


def _stream(name: str, text: str) -> NotebookNode:
    return NotebookNode(output_type="stream", name=name if name == "stderr" else "stdout", text=text)  # type: ignore[no-untyped-call]
