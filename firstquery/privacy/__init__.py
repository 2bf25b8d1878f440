"""What should not leave her machine unseen: addresses, numbers, keys, folders and the names in the warehouse.

A scan warns; it proves nothing. What it finds is shown to her, and she decides.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Collection

from firstquery.privacy import contacts, keys
from firstquery.privacy.detection import CALLED, Detection, Kind, Span
from firstquery.privacy.names import Index

__all__ = ["CALLED", "Detection", "Index", "Kind", "mask", "mask_keys", "scan"]


def scan(text: str, *, names: Collection[str] | Index = ()) -> list[Detection]:
    """All that is private in ``text``, in the order in which it stands there.

    ``names``: which names count; none without it. Nothing is raised for any text.
    """
    index = names if isinstance(names, Index) else Index(names)
    spans = _apart([*keys.find(text), *contacts.find(text), *index.find(text)])
    lines = list(itertools.accumulate((len(line) for line in text.splitlines(keepends=True)), initial=0))
    found, line = [], 0
    for span in spans:
        while line + 1 < len(lines) and lines[line + 1] <= span.start:
            line += 1
        found.append(Detection(span.kind, text[span.start : span.end], line + 1, span.start, span.end))
    return found


def mask_keys(text: str) -> str:
    """The text with each password or key replaced, and nothing else: what others see of her work holds none."""
    parts, at = [], 0
    for one in _apart(list(keys.find(text))):
        parts += [text[at : one.start], f"[{CALLED['key']}]"]
        at = one.end
    return "".join([*parts, text[at:]])


def mask(text: str, *, names: Collection[str] | Index = ()) -> str:
    """The text with what is private replaced: ``[an e-mail address]``; her home folder by ``~``."""
    parts, at = [], 0
    for one in scan(text, names=names):
        parts += [text[at : one.start], "~" if one.kind == "path" else f"[{CALLED[one.kind]}]"]
        at = one.end
    return "".join([*parts, text[at:]])


def _apart(spans: list[Span]) -> list[Span]:
    """Without overlaps: the more telling kind stays, then the longer one. In order of the text."""
    order = {kind: rank for rank, kind in enumerate(CALLED)}
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (order[one.kind], one.start - one.end, one.start)):
        at = bisect_left(kept, span.start, key=lambda one: one.start)
        is_free = at == 0 or kept[at - 1].end <= span.start
        if is_free and (at == len(kept) or span.end <= kept[at].start):
            kept.insert(at, span)
    return kept
