"""What should not leave her machine unseen: addresses, numbers, keys, folders and the names in the warehouse.

A scan warns; it proves nothing. What it finds is shown to her, and she decides.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection

from firstquery.privacy import addresses, bank, keys, phones
from firstquery.privacy.finding import CALLED, Finding, Kind, Span
from firstquery.privacy.names import Index

__all__ = ["CALLED", "Finding", "Index", "Kind", "mask", "scan"]


def scan(text: str, *, names: Collection[str] | Index = ()) -> list[Finding]:
    """All that is private in ``text``, in the order in which it stands there.

    ``names``: which names count; none without it. Nothing is raised for any text.
    """
    found_by = (keys.find, addresses.find, bank.find, phones.find)
    spans = _apart([span for find in found_by for span in find(text)] + _names(text, names))
    lines = list(itertools.accumulate((len(line) for line in text.splitlines(keepends=True)), initial=0))
    found, line = [], 0
    for span in spans:
        while line + 1 < len(lines) and lines[line + 1] <= span.start:
            line += 1
        found.append(Finding(span.kind, text[span.start : span.end], line + 1, span.start, span.end))
    return found


def mask(text: str, *, names: Collection[str] | Index = ()) -> str:
    """The text with what is private replaced: ``[an e-mail address]``; her home folder by ``~``."""
    parts, at = [], 0
    for one in scan(text, names=names):
        parts += [text[at : one.start], "~" if one.kind == "path" else f"[{CALLED[one.kind]}]"]
        at = one.end
    return "".join([*parts, text[at:]])


def _names(text: str, given: Collection[str] | Index) -> list[Span]:
    return (given if isinstance(given, Index) else Index(given)).find(text)


def _apart(spans: list[Span]) -> list[Span]:
    """Without overlaps: the more telling kind stays, then the longer one. In order of the text."""
    order = {kind: rank for rank, kind in enumerate(CALLED)}
    kept: list[Span] = []
    free = _Free()
    for span in sorted(spans, key=lambda one: (order[one.kind], one.start - one.end, one.start)):
        if free.take(span.start, span.end):
            kept.append(span)
    return sorted(kept, key=lambda one: one.start)


class _Free:
    """Which places of a text are not taken yet."""

    def __init__(self) -> None:
        self.taken: list[tuple[int, int]] = []

    def take(self, start: int, end: int) -> bool:
        """Takes the place where no part of it is taken; says whether it did."""
        from bisect import bisect_left

        at = bisect_left(self.taken, (start, end))
        before = at > 0 and self.taken[at - 1][1] > start
        after = at < len(self.taken) and self.taken[at][0] < end
        if before or after:
            return False
        self.taken.insert(at, (start, end))
        return True
