"""The kernel's process inside the sandbox: ``python -m firstquery.grade.sandbox.kernel FD``, or a fork of the server.

Its sockets were opened outside and are passed on, so that no folder of the machine has to be writable from within.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import zmq
from ipykernel.kernelapp import IPKernelApp

from firstquery.grade.sandbox import calls, namespaces, request
from firstquery.grade.sandbox.limits import Limits
from firstquery.grade.sandbox.request import Request
from firstquery.grade.sandbox.view import HOME, SUBMISSION, TEMPORARY
from firstquery.service import spare


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


def run(told: Request) -> None:
    """Becomes the kernel: bounded, in a copy of the submission. Does not return before the kernel ends."""
    settle(told.limits, told.folder)
    connection = Path(HOME) / ".kernel.json"
    connection.write_text(json.dumps(told.connection), encoding="utf-8")
    app = SandboxedKernel.instance()
    app.listening = {told.connection[f"{channel}_port"]: fd for channel, fd in told.sockets.items()}
    app.initialize(["-f", str(connection), *told.arguments])  # type: ignore[no-untyped-call]
    # Since 3.12 Python says so of every fork, and a kernel has threads: it would stand in an honest answer's output.
    warnings.filterwarnings("ignore", r"This process \(pid=\d+\) is multi-threaded", DeprecationWarning)
    app.start()  # type: ignore[no-untyped-call]


def settle(limits: Limits, folder: str) -> None:
    """Binds this process, and moves it into its copy of the submission: ``folder``, in HOME.

    What holds the sandbox is bound as well: the submission has the same user, and could make it do things.
    """
    for process in Path("/proc").glob("[0-9]*"):
        limits.apply(int(process.name))
    calls.forbid()
    Path(TEMPORARY).mkdir(exist_ok=True)
    tempfile.tempdir = None  # the server of a fork has settled for another, where this one is not
    place = Path(HOME) / folder
    _copy(Path(SUBMISSION), place)
    os.chdir(place)
    _quiet()
    spare.stand_by(place)


def _copy(submission: Path, folder: Path) -> None:
    """The learner's files, hers to change. What can't be copied is missing, as it would be on another machine."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copytree(submission, folder, symlinks=True, dirs_exist_ok=True, copy_function=shutil.copyfile)
    except (OSError, shutil.Error) as fault:
        print(f"not all files of the submission are here: {fault}", file=sys.stderr)


def _quiet() -> None:
    """From here on nothing reaches the grader but through the kernel's own messages."""
    sys.stdout.flush()
    sys.stderr.flush()
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    os.close(null)


def main(arguments: Sequence[str]) -> None:
    """Reads the request from the file descriptor that is named, and runs."""
    namespaces.leave_keyring()
    run(request.read(int(arguments[0])))


if __name__ == "__main__":
    del sys.path[0]  # where it was started: the learner's folder comes in its place, as in every notebook
    # Under its own name, as in a fork: the class must not belong to a __main__ that IPython will replace.
    from firstquery.grade.sandbox import kernel

    kernel.main(sys.argv[1:])
