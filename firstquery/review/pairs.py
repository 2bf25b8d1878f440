"""Lines before and after a change beside each other, and what differs within two that belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from firstquery.review.changes import Row
from firstquery.review.render import Spans

ALIKE = 0.5  # of two lines: less, and the one is no changed form of the other
_WORD = re.compile(r"\w+|\s+|.")
Pair = tuple[int | None, int | None]


def pairs(rows: Sequence[Row]) -> Iterator[Pair]:
    """The places of rows beside each other: a run of removed lines beside the run of added ones that follows it."""
    removed: list[int] = []
    added: list[int] = []
    for place, row in enumerate(rows):
        if row.kind == "-" and not added:
            removed.append(place)
        elif row.kind == "+":
            added.append(place)
        else:
            yield from zip_longest(removed, added)
            removed, added = ([place], []) if row.kind == "-" else ([], [])
            if row.kind == " ":
                yield place, place
    yield from zip_longest(removed, added)


def changed_within(rows: Sequence[Row]) -> dict[int, Spans]:
    """Of each row beside which another form of it stands, the characters that differ."""
    found: dict[int, Spans] = {}
    for before, after in pairs(rows):
        if before is None or after is None or before == after:
            continue
        old, new = (_WORD.findall(rows[place].text) for place in (before, after))
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        if matcher.ratio() >= ALIKE:
            codes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
            found[before] = [_span(old, start, end) for _, start, end, _, _ in codes if end > start]
            found[after] = [_span(new, start, end) for _, _, _, start, end in codes if end > start]
    return found


def _span(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    return len("".join(words[:start])), len("".join(words[:end]))
