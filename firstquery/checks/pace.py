"""Keep a check quick: no garbage collection while a large table is read and compared."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def pause_collection() -> Iterator[None]:
    """Pause Python's cycle collector, if it runs.

    A table makes thousands of small lists at once. They hold no cycles, yet each burst of them sets off collections
    of everything that the notebook holds, which takes longer than the comparison itself.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
