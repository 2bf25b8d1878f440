"""The kernel's process in its box. Its sockets were opened outside: nothing of the machine is written from within."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

import zmq
from ipykernel.kernelapp import IPKernelApp
from traitlets.config import Config

from firstquery.sandbox.limits import Limits
from firstquery.sandbox.mounts import HOME, SUBMISSION, TEMPORARY
from firstquery.sandbox.program import bind, copy


class SandboxedKernel(IPKernelApp):
    """ipykernel's application on sockets that are open already (``ZMQ_USE_FD``, see zmq_setsockopt(3))."""

    listening: dict[int, int]  # a socket's file descriptor by port

    def _bind_socket(self, s: Any, port: int) -> Any:
        s.setsockopt(zmq.USE_FD, self.listening[port])
        return super()._bind_socket(s, port)  # type: ignore[no-untyped-call]

    def init_control(self, context: Any) -> None:
        super().init_control(context)  # type: ignore[no-untyped-call]
        # The debugger would look for the shell channel in a folder that is not here, again and again.
        self.debug_shell_socket.disconnect(self.shell_socket.getsockopt(zmq.LAST_ENDPOINT))

    def init_heartbeat(self) -> None:
        """None: it would need a socket of its own, and the manager watches the process."""


def run(asked: dict[str, Any], fds: dict[str, int]) -> None:
    """Becomes the kernel: bounded, in a copy of the submission. Does not return before the kernel ends.

    ``asked`` has the "connection", a connection file's content, the "folder" in HOME, the "limits", and "arguments";
    ``fds`` are sockets that listen, by channel.
    """
    bind(Limits(**asked["limits"]))
    Path(TEMPORARY).mkdir(exist_ok=True)
    tempfile.tempdir = None  # the zygote has settled for another, where this one is not
    place = Path(HOME) / asked["folder"]
    copy(Path(SUBMISSION), place)
    os.chdir(place)
    _quiet()
    connection = Path(HOME) / ".kernel.json"
    connection.write_text(json.dumps(asked["connection"]), encoding="utf-8")
    # Nobody sees an output of this kernel, and a picture takes longer to paint than to judge.
    app = SandboxedKernel.instance(config=Config({"InlineBackend": {"figure_formats": set()}}))
    app.listening = {asked["connection"][f"{channel}_port"]: fd for channel, fd in fds.items()}
    app.initialize(["-f", str(connection), *asked["arguments"]])  # type: ignore[no-untyped-call]
    # Since 3.12 Python says so of every fork, and a kernel has threads: it would stand in an honest answer's output.
    warnings.filterwarnings("ignore", r"This process \(pid=\d+\) is multi-threaded", DeprecationWarning)
    app.start()  # type: ignore[no-untyped-call]


def _quiet() -> None:
    """From here on nothing reaches the grader but through the kernel's own messages."""
    sys.stdout.flush()
    sys.stderr.flush()
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    os.close(null)
