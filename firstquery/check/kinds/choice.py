"""A choice: one letter, or several. It cannot be run again, so the key holds it as salted hashes alone.

In the key, an exercise of this kind has ``salt`` (text), ``right`` (`letters_hash` of the right letters) and, for each
mistake, ``hash`` (of the letters chosen) beside its name and message. ``spec["texts"]`` has what the practice says of
each option, which counts as its letter.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterable
from typing import Any

from firstquery.check.kinds import base
from firstquery.check.letters import chosen_letters, fold, worded
from firstquery.check.payload import payload
from firstquery.check.verdict import Verdict, not_attempted, not_yet, right

__all__ = ["judge", "letters_hash", "payload"]

PLACEHOLDER = "?"
_OR = re.compile(r"\bor\b", re.IGNORECASE)
_MOST_LETTERS = 200


def letters_hash(salt: str, letters: Iterable[str] | str) -> str:
    """The salted SHA-256 of one option (``"B"``) or of several in any order (``["C", "A"]``), as hexadecimal text."""
    chosen = [letters] if isinstance(letters, str) else letters
    joined = "|".join(sorted({fold(letter) for letter in chosen}))
    return hashlib.sha256(f"{salt}{joined}".encode()).hexdigest()


def judge(answer: dict[str, Any], key: dict[str, Any]) -> Verdict:
    """Hold a payload against an exercise of the key (see `firstquery.check.keys`)."""
    spec = key.get("spec") or {}
    options = [fold(str(option)) for option in spec.get("options") or ["A", "B", "C", "D"]]
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
    if chosen is None and not many:
        chosen = worded(" ".join(cells), spec.get("texts") or {})
    if chosen is None:
        return not_yet(f"That is not among the options: write {asked} first. Nothing else is needed.")
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
