"""What a kernel in the sandbox is told: JSON through a pipe, so that it stands in no file and on no command line."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from firstquery.grade.sandbox.limits import Limits

#: Channels that are listened on. Nobody asks for the heartbeat: the manager knows whether the process is there.
CHANNELS = ("shell", "iopub", "stdin", "control")


@dataclass(frozen=True)
class Request:
    """``connection`` is a connection file's content, ``folder`` the name of the folder to work in, under HOME.

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
