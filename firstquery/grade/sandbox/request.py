"""What a fork in the sandbox is told: JSON through a file descriptor, in no folder and on no command line."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from firstquery.grade.sandbox import namespaces
from firstquery.grade.sandbox.limits import Limits

#: Channels that are listened on. Nobody asks for the heartbeat: the manager knows whether the process is there.
CHANNELS = ("shell", "iopub", "stdin", "control")
#: What a fork becomes: the kernel of a submission, a shell that runs listed answers (firstquery.grade.child), or a
#: trial of a version of the service (firstquery.service.child).
Becomes = Literal["kernel", "shell", "trial"]
#: What a server imports before it forks: all that a kernel of the course uses, all but the libraries that take longest,
#: or what a trial alone uses.
Imports = Literal["all", "few", "trials"]
#: The order in which its file descriptors are sent, by what it becomes.
SENT: dict[Becomes, tuple[str, ...]] = {
    "kernel": ("life", "request", *namespaces.NAMES, *CHANNELS),
    "shell": ("life", "request", *namespaces.NAMES, "results"),
    "trial": ("life", "request", *namespaces.NAMES, "results"),
}


@dataclass(frozen=True)
class Request:
    """What a kernel is told. ``connection`` is a connection file's content, ``folder`` the name of its folder, in HOME.

    ``sockets`` are the numbers of the open, listening sockets by channel.
    """

    connection: dict[str, Any]
    folder: str
    limits: Limits
    sockets: dict[str, int]
    arguments: Sequence[str] = ()

    def pipe(self) -> int:
        """The reading end of a pipe that holds this request. The caller closes it."""
        reading, writing = os.pipe()
        with os.fdopen(writing, "w", encoding="utf-8") as out:
            json.dump(asdict(self), out)
        return reading


def read(fd: int) -> Request:
    """The request that `Request.pipe` wrote; ``fd`` is closed."""
    with os.fdopen(fd, encoding="utf-8") as text:
        told = json.load(text)
    return Request(**{**told, "limits": Limits(**told["limits"])})
