"""What came out: of an expression on one version of the service, or of a run of its tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from firstquery.pulls import values

#: What a mistake in a call mostly is, by the words of Python's own error, and how it is written instead.
_WAYS_OUT = {
    "'str' object has no attribute 'isoformat'": "A day stands there without quotes: date(2025, 12, 31).",
    "'str' object has no attribute 'year'": "A day stands there without quotes: date(2025, 12, 31).",
}


@dataclass(frozen=True)
class Outcome:
    """Of one expression: a value (``ok``, as JSON) or an ``error``; ``late`` where it was still running at the end.

    ``refused``: it was no evidence at all, and ``error`` is the sentence why.
    """

    ok: Any = None
    error: str | None = None
    late: bool = False
    seconds: float = 0.0
    refused: bool = False

    @property
    def text(self) -> str:
        """As a person reads it."""
        if self.error is None:
            return values.shown(self.ok)
        return self.error + next((f" {way}" for sign, way in _WAYS_OUT.items() if sign in self.error), "")

    @property
    def table(self) -> dict[str, Any] | None:
        """The table that came out; None where something else did."""
        return self.ok["table"] if isinstance(self.ok, dict) and "table" in self.ok else None

    def same_as(self, other: Outcome) -> bool:
        """By value, whatever the time that it took."""
        return (self.error, self.late) == (other.error, other.late) and values.same(self.ok, other.ok)


@dataclass(frozen=True)
class TestRun:
    """Of a version's tests: what became of each (passed, failed, error or skipped), and what pytest printed."""

    __test__ = False  # pytest would take it for a test

    tests: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    seconds: float = 0.0
    late: bool = False

    def those(self, *became: str) -> list[str]:
        """The names of those that passed, failed and so on."""
        return [name for name, one in self.tests.items() if one in became]

    @property
    def summary(self) -> str:
        """For instance ``41 passed, 1 failed``."""
        counts = {kind: len(self.those(kind)) for kind in ("passed", "failed", "error", "skipped")}
        said = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
        return f"{said or 'no test ran'}{', stopped before the end' if self.late else ''}"
