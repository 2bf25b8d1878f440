"""Whether words of no known kind speak of a fault: held against how people have said what is wrong there.

A fault's own words are those of its reason and of its tellings (told.toml), without the words of its lines: whoever
says something else that is wrong with a line names what stands in it, too. The numbers below are measured on 148
remarks that name no kind, each held against tellings without it: tests/review/test_telling.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from firstquery.review import said

TOLD, SHARE = 5, 0.3  # own words, and their share of all that it says: with a call that shows the fault
SHORT, MOST_OF_IT = 2, 0.45  # or so many in a short remark
PLAIN, PLAIN_SHARE = 7, 0.3  # so many that the words alone are enough


@dataclass(frozen=True)
class Telling:
    """The own words of a fault, and the words of its lines, which tell nothing."""

    own: frozenset[str]
    code: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str], code: Iterable[str]) -> Telling:
        """Of its reason and of how people say it, and of the text of its lines."""
        lines = frozenset(said.words(" ".join(code)))
        return cls(frozenset(said.words(" ".join(texts))) - lines, lines)

    def is_told(self, text: str) -> bool:
        """Whether ``text`` speaks of the fault, as far as can be said of one whose call shows it."""
        count, share = self._held(text)
        return (count >= TOLD and share >= SHARE) or (count >= SHORT and share >= MOST_OF_IT)

    def is_plain(self, text: str) -> bool:
        """Whether ``text`` speaks of it so much that no call is needed."""
        count, share = self._held(text)
        return count >= PLAIN and share >= PLAIN_SHARE

    def _held(self, text: str) -> tuple[int, float]:
        words = said.words(text) - self.code
        count = len(words & self.own)
        return count, count / len(words) if words else 0.0
