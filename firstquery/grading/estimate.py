"""How long work will take: at first by what its parts have taken elsewhere, then ever more by what it took here."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from firstquery.checks.verdict import count_noun

EVERY = 10.0  # seconds, from one line to the next
#: Seconds of work after which what was measured here counts as much as what was measured elsewhere.
TRUST = 5.0


class Estimate:
    """Lines about work of stated parts: what is done now, which share is done, and how long the rest will take."""

    def __init__(self, logger: logging.Logger, seconds: float) -> None:
        """``seconds``: what all parts have taken elsewhere."""
        self._logger = logger
        self._whole, self._done = seconds, 0.0
        self._again = 0.0  # of work that had to be begun again, which tells of the pace as well
        self._why = ""
        self._began = self._told = time.monotonic()

    def more(self, why: str, seconds: float) -> None:
        """There is more to do than was thought, and why; it is said before each later line."""
        self._whole, self._why = self._whole + seconds, f"{why}: "

    @property
    def remaining(self) -> float:
        """The seconds that the rest will take."""
        pace = (time.monotonic() - self._began + TRUST) / (self._done + self._again + TRUST)
        return max(0.0, self._whole - self._done) * pace

    @contextmanager
    def part(self, what: str, seconds: float) -> Iterator[Callable[[float], None]]:
        """A part of the work, which took ``seconds`` elsewhere; gives what to call with the share that is done."""
        before = self._done

        def progress(share: float) -> None:
            done = before + seconds * min(1.0, share)
            self._again += max(0.0, self._done - done)
            self._done = done
            self._say(self._why + what)

        yield progress
        self._done = before + seconds

    def _say(self, what: str) -> None:
        now = time.monotonic()
        if now - self._told < EVERY or self._done >= self._whole:
            return
        self._told = now
        left = count_noun(max(1, round(self.remaining)), "second")
        self._logger.warning(
            "%s (%.0f %% done, about %s left)",
            what[:1].upper() + what[1:],
            100 * (self._done + self._again) / (self._whole + self._again),
            left,
        )
