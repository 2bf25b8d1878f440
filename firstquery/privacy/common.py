"""Words that stand in company names and in every text: alone they tell of nobody."""

from __future__ import annotations

from functools import cache
from pathlib import Path

#: First names that are also words of a sentence: "carla lopez" is a person, "sue mills" may be advice.
FIRST_NAMES_TOO = {
    *("al", "art", "bill", "bob", "dawn", "drew", "frank", "grace", "grant", "hope", "jack", "joy", "lou", "mark"),
    *("may", "pat", "ray", "rob", "rose", "sue", "will"),
}


@cache
def common() -> frozenset[str]:
    """The words of common.txt, in small letters."""
    text = (Path(__file__).parent / "common.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
