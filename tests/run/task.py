"""A task that does what it is told, for tests of who runs tasks. It imports nothing that a worker would not have."""

from __future__ import annotations

import os
import time


def do(what: str) -> str:
    """Return ``what``, once that is done."""
    while what == "computes":
        pass
    if what == "takes memory":
        bytearray(16_000 * 2**20)
    if what == "takes what honest work does":
        bytearray(300 * 2**20)
    if what == "waits":
        time.sleep(60)
    if what == "is killed":
        os.kill(os.getpid(), 9)
    return what
