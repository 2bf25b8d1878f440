"""A choice: one letter, or several. It cannot be run again, so the key holds it as salted hashes alone.

In the key, an exercise of this kind has ``salt`` (text), ``right`` (`letters_hash` of the right letters) and, for each
mistake, ``hash`` (of the letters chosen) beside its name and message.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from firstquery.check.kinds import base
from firstquery.check.payload import payload
from firstquery.check.verdict import Verdict, not_attempted, not_yet, right

__all__ = ["judge", "letters_hash", "payload"]

PLACEHOLDER = "?"
_FILLERS = frozenset(
    {"option", "answer", "letter", "and", "or", "the", "my", "is", "i", "think", "it", "s", "would", "say"}
)
# "C. Five accounts", "**C** - five accounts", "Answer: C, because ...": one letter, a mark or a reason, then any text.
_LEADING = re.compile(
    r"[\W_]*(?:(?:the|my)\s+)?(?:(?:answer|option)\b(?:\s+is\b)?[\W_]*)?(?P<letter>[^\W\d_])[*_`]*"
    r"(?:[.):]+[*_`]*(?=\s|[^\W\d_])|\s*[–—]|\s+-(?=\s)|,?\s+(?=(?:because|since|as)\b))(?P<text>.+)",
    re.DOTALL | re.IGNORECASE,
)
_DENIED = re.compile(r"[\W_]*(?:is\s+)?(?:no|not|never|neither|wrong|false|all but)[\W_]*", re.IGNORECASE)
# Another letter in the text after it: "d." and "d)", a last "or d", a capital by itself (of A only what is no article).
_OTHER = re.compile(
    r"(?<![\w'’])(?:[B-Z](?![\w'’])|A(?![\w'’])(?!\s+(?!(?:is|was|and|or|does|has|would|cannot)\b)[a-z])"
    r"|[^\W\d_][.)](?!\w)|(?<=\bor\s)[^\W\d_](?=[\W_]*$)|(?<=\bnot\s)[^\W\d_](?=[\W_]*$))"
)
_OR = re.compile(r"\bor\b", re.IGNORECASE)
_MOST_LETTERS = 200


def letters_hash(salt: str, letters: Iterable[str] | str) -> str:
    """The salted SHA-256 of one option (``"B"``) or of several in any order (``["C", "A"]``), as hexadecimal text."""
    chosen = [letters] if isinstance(letters, str) else letters
    joined = "|".join(sorted({_fold(letter) for letter in chosen}))
    return hashlib.sha256(f"{salt}{joined}".encode()).hexdigest()


def _fold(letter: str) -> str:
    return unicodedata.normalize("NFKC", letter).strip().upper()


def judge(answer: dict[str, Any], key: dict[str, Any]) -> Verdict:
    """Hold a payload against an exercise of the key (see `firstquery.check.keys`)."""
    spec = key.get("spec") or {}
    options = [_fold(str(option)) for option in spec.get("options") or ["A", "B", "C", "D"]]
    many = bool(spec.get("many"))
    asked = (
        f"a choice of letters out of {_either(options, 'and')}" if many else f"one letter ({_either(options, 'or')})"
    )
    early = base.not_an_answer(answer, asked)
    if early:
        return early
    cells = _cells(answer)
    if not "".join(cells).strip(" ?.\n"):
        return not_attempted("Write your letter in the answer cell, in place of the question mark, and run that cell.")
    chosen = chosen_letters(cells, options)
    if chosen is None:
        return not_yet(f"That is not among the options: write {asked} first, and nothing else need follow.")
    if len(chosen) > 1 and not many:
        return not_yet(f"That is more than one answer: give {asked}.")
    if many and len(chosen) > 1 and any(map(_OR.search, cells)):
        return not_yet(f"That leaves open which: answer with {asked}.")
    given = letters_hash(key["salt"], chosen)
    if given == key["right"]:
        return right()
    for mistake in key.get("mistakes", []):
        if given == mistake.get("hash"):
            return not_yet(mistake["message"], mistake=mistake["name"])
    if many:
        return not_yet("That is not the right set of letters: one is too many, or one is missing.")
    return not_yet("That is not the one. Read the options once more.")


def _either(options: list[str], word: str) -> str:
    return f"{', '.join(options[:-1])} {word} {options[-1]}" if len(options) > 1 else "".join(options)


def _cells(answer: dict[str, Any]) -> list[str]:
    if answer["type"] != "table":
        return [str(answer["value"])[:_MOST_LETTERS]]
    index = answer.get("index", 0)
    rows = [row[index:] if len(row) > index else row for row in answer["rows"]]
    cells = list(itertools.islice((cell for row in rows for cell in row), _MOST_LETTERS))
    return [str(cell)[:_MOST_LETTERS] for cell in cells if cell is not None]


def chosen_letters(cells: Iterable[str], options: list[str]) -> set[str] | None:
    """The options named in the texts, whatever stands around them; None when anything else is named too.

    A letter may stand before its text (``C. Five accounts``, ``C because ...``) as long as no other letter is named.
    """
    chosen: set[str] = set()
    for cell in cells:
        found = _leading(cell, options) or _named(cell, options)
        if found is None:
            return None
        chosen |= found
    return chosen or None


def _leading(cell: str, options: list[str]) -> set[str] | None:
    """The letter that a text begins with, and with it every other that the text names; None where none leads."""
    found = _LEADING.match(unicodedata.normalize("NFKC", cell))
    if found is None or _fold(found["letter"]) not in options or _DENIED.fullmatch(found["text"]):
        return None
    letters = _named(found["text"], options)
    if letters is not None:
        return {_fold(found["letter"])} | letters
    others = {_fold(other[0].strip(" .)")) for other in _OTHER.finditer(found["text"])}
    return {_fold(found["letter"])} | (others & set(options))


def _named(cell: str, options: list[str]) -> set[str] | None:
    """The options in a text of options and fillers alone."""
    folded = _fold(cell)
    if folded in options:
        return {folded}
    chosen: set[str] = set()
    lettered = all(len(option) == 1 for option in options)
    for word in re.findall(r"\w+", folded):
        if word in options:
            chosen.add(word)
        elif lettered and len(word) > 1 and all(letter in options for letter in word):
            chosen |= set(word)
        elif word.casefold() not in _FILLERS:
            return None
    return chosen or None
