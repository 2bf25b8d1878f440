"""Blame in a failure note: a word list, and how to tell the same without these words.

What a thing did is no blame ("the query failed"). What a person is, or should have known, is. A list finds the plain
cases; whoever means one of its words otherwise says so with ``even_so=True``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SELF = (
    "You are not the mistake. Tell what you did and what you saw then, as in: I counted all rows, and did not know "
    "that the table holds test accounts."
)
OTHERS = (
    "Tell what happened to the work, not who did it, as in: The definition had changed, and the change had not "
    "reached me."
)
HINDSIGHT = (
    "What is plain now was not plain then. "
    "Tell what you knew at that moment, as in: The dashboard showed no sign of it."
)
_HINDSIGHT = ("obviously", "of course", "common sense", "no-brainer", "should have known", "should've known")
_PERSON = (
    *("stupid", "stupidity", "idiot", "idiots", "idiotic", "moron", "morons", "dumb", "foolish", "silly me"),
    *("incompetent", "incompetence", "clueless", "useless", "lazy", "laziness", "careless", "carelessness"),
    *("sloppy", "sloppiness", "negligent", "negligence", "unprofessional", "irresponsible", "culprit"),
    *("blame", "blames", "blamed", "to blame", "at fault", "my fault", "my own fault", "his fault", "her fault"),
    *("their fault", "your fault", "our fault", "'s fault", "fault of", "messed up", "messed it up", "screwed up"),
    *("let me down", "let us down", "let them down", "dropped the ball", "cut corners", "shame on", "ashamed"),
    *("ignored my", "ignored our", "ignored me", "ignored us", "refused to", "forgot to tell", "never told me"),
    *("did not bother", "didn't bother", "never listens", "could not be bothered", "couldn't be bothered"),
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


@dataclass(frozen=True)
class Blame:
    """``words`` as they stand, the ``sentence`` they stand in, and ``how`` to word it."""

    words: str
    sentence: str
    how: str


def blame(text: str) -> list[Blame]:
    """Every sentence of ``text`` with a word of the list; each is told once."""
    found = []
    for match in _SENTENCE.finditer(text):
        sentence = match[0].strip()
        if words := _first(sentence, _HINDSIGHT):
            found.append(Blame(words, sentence, HINDSIGHT))
        elif words := _first(sentence, _PERSON):
            found.append(Blame(words, sentence, SELF if re.search(r"\bI\b|\bmy\b|\bme\b", sentence) else OTHERS))
    return found


def _first(sentence: str, listed: tuple[str, ...]) -> str:
    """The first of the words that stand in the sentence; empty where none does."""
    plain = " ".join(sentence.lower().replace("’", "'").split())
    return next((words for words in listed if re.search(rf"{_begin(words)}{re.escape(words)}(?!\w)", plain)), "")


def _begin(words: str) -> str:
    return "" if words.startswith("'") else r"(?<!\w)"
