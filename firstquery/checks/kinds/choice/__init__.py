"""A choice: one letter, or several. It cannot be run again, so the key holds it as salted hashes alone.

The expected half has ``salt`` (text), ``right`` (`letters_hash` of the right letters), ``options``, ``many``, for each
mistake ``hash`` (of the letters chosen) beside its name and message, and in ``texts`` what the practice says of each
option, which counts as its letter.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import model_validator

from firstquery.checks.kind import Kind, Material, Mistake, Options, Trial
from firstquery.checks.verdict import Verdict, cells_of, mistake, not_attempted, not_yet, right, unusable
from firstquery.checks.words import Messages
from firstquery.core.errors import UserError

PLACEHOLDER = "?"
_MOST_LETTERS = 200
_OPTION = re.compile(r"^- \*\*([A-Za-z])\.\*\* +(.+)$", re.MULTILINE)
# Before the letters: "My answer is B". After one: a mark, the line's end or a reason, and never another letter.
_FILLERS = frozenset({"ANSWER", "OPTION", "CHOICE", "LETTER", "AND", "THE", "MY", "IS", "IT"})
_SAYS = r"i(?:['’]d)?\s+(?:think|say|choose|take|pick)\b(?:\s+(?:that\s+)?it(?:['’]s|\s+is)\b)?"
_BEFORE = rf"[\W_]*(?:{_SAYS}[\W_]*)?(?:(?:(?:the|my)\s+)?(?:answer|option|choice)\b(?:\s+is\b)?[\W_]*)?"
_LEADING = re.compile(
    _BEFORE + r"([^\W\d_])[*_`\"')]*(?:\s*[.):;,!–—(]|\s+--?\s|\s*\n|\s+(?:because|since)\b|\s+(?=\d)|\s*$)(.*)",
    re.DOTALL | re.I,
)
_DENIES = frozenset({"NOT", "NEVER", "NEITHER", "IS", "OR", "ALL", "IF", "MAYBE", "PERHAPS", "ACTUALLY"})
_CAPITAL = re.compile(r"(?<![\w'’])[A-Z](?![\w'’])")  # another letter in the reason


class ChoiceOptions(Options):
    """``options`` to choose from, those that are ``right``, and whether ``many`` may be chosen."""

    options: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    many: bool = False

    @model_validator(mode="after")
    def _whole(self) -> ChoiceOptions:
        if len(self.options) < 2 or not self.right or not set(self.right) <= set(self.options):
            raise ValueError("A choice needs options=A,B,C and right= one of them.")
        if len(self.right) > 1 and not self.many:
            raise ValueError("This choice has several right options: add `many`.")
        return self


class Choice(Kind[ChoiceOptions]):
    name = "choice"
    Options = ChoiceOptions
    reruns = False
    magic = "choice"
    phrases = Messages(__file__)

    def least_wrong(self, options: ChoiceOptions) -> int:
        return len(options.options) - len(options.right)

    def build_key(
        self, options: ChoiceOptions, reference: dict[str, Any], mistakes: Sequence[Mistake], material: Material
    ) -> dict[str, Any]:
        salt = hashlib.sha256(material.exercise.encode()).hexdigest()[:16]
        folded = [fold(option) for option in options.options]
        hashed = []
        for one in mistakes:
            letters = chosen_letters(_cells(one.payload), folded)
            if not letters:
                raise UserError(f"The wrong answer {one.name!r} of {material.exercise} is none of its options.")
            hashed.append({"name": one.name, "message": one.message, "hash": letters_hash(salt, letters)})
        texts = {fold(letter): _plain(text) for letter, text in _OPTION.findall(material.question)}
        return {
            "salt": salt,
            "right": letters_hash(salt, options.right),
            "options": folded,
            "many": options.many,
            "texts": texts if set(texts) == set(folded) else {},
            "mistakes": hashed,
        }

    def judge(self, payload: Mapping[str, Any], expected: Mapping[str, Any], trial: Trial | None = None) -> Verdict:
        options = list(expected["options"])
        many = bool(expected.get("many"))
        either = f"{', '.join(options[:-1])} {'and' if many else 'or'} {options[-1]}"
        asked = f"a choice of letters out of {either}" if many else f"one letter ({either})"
        early = unusable(payload, asked)
        if early:
            return early
        cells = _cells(payload)
        if not "".join(cells).strip(" ?.\n"):
            return not_attempted("no_letter")
        chosen = chosen_letters(cells, options, expected.get("texts") or {})
        if chosen is None:
            return not_yet("no_option", asked=asked)
        if len(chosen) > 1 and not many:
            return not_yet("several_options", asked=asked)
        if many and len(chosen) > 1 and "OR" in re.findall(r"\w+", fold(" ".join(cells))):
            return not_yet("left_open", asked=asked)
        given = letters_hash(expected["salt"], chosen)
        if given == expected["right"]:
            return right()
        for known in expected.get("mistakes", []):
            if given == known.get("hash"):
                return mistake(known["name"], known["message"])
        return not_yet("other_letters" if many else "other_letter")

    def blank(self, name: str, options: ChoiceOptions) -> str:
        return f"%%choice {name}\n{PLACEHOLDER}"

    def page(self, options: ChoiceOptions) -> dict[str, Any]:
        return {"many": True} if options.many else {}


KIND = Choice()


def fold(letter: str) -> str:
    """An option in the form in which options are compared."""
    return unicodedata.normalize("NFKC", letter).strip().upper()


def letters_hash(salt: str, letters: Iterable[str] | str) -> str:
    """The salted SHA-256 of one option (``"B"``) or of several in any order (``["C", "A"]``), as hexadecimal text."""
    chosen = [letters] if isinstance(letters, str) else letters
    joined = "|".join(sorted({fold(letter) for letter in chosen}))
    return hashlib.sha256(f"{salt}{joined}".encode()).hexdigest()


def chosen_letters(
    cells: Iterable[str], options: Sequence[str], texts: Mapping[str, str] | None = None
) -> set[str] | None:
    """The options named in the cells: letters alone, a letter before its text, or an option's own text.

    None where anything else is named.
    """
    chosen: set[str] = set()
    for cell in cells:
        found = _letters(cell, options) or _leading(cell, options, texts or {})
        found = found or _by_text(cell, texts or {})
        if not found:
            return None
        chosen |= found
    return chosen or None


def _letters(cell: str, options: Sequence[str]) -> set[str]:
    """The options in a cell of options and fillers alone; letters may stand together, as in ``AC``."""
    words = [word for word in re.findall(r"\w+", fold(cell)) if word in options or word not in {*_FILLERS, "OR"}]
    lettered = all(len(option) == 1 for option in options)
    split = [[word] if word in options or not lettered else list(word) for word in words]
    found = {letter for word in split for letter in word}
    return found if found <= set(options) else set()


def _leading(cell: str, options: Sequence[str], texts: Mapping[str, str]) -> set[str]:
    """The letter that a text begins with, and every other option that stands in it as a letter by itself.

    The letter's own text behind it names no other, though it may begin with "A".
    """
    text = unicodedata.normalize("NFKC", cell)
    found = _LEADING.match(text)
    if found is None or fold(found[1]) not in options:
        return set()
    if (own := _plain(found[2])) and _plain(texts.get(fold(found[1]), "")).startswith(own):
        return {fold(found[1])}
    rest = re.findall(r"\w+", fold(found[2]))
    if rest == ["NO"] or set(rest[:1]) & _DENIES:
        return set()
    return {fold(found[1]), *({other[0] for other in _CAPITAL.finditer(found[2])} & set(options))}


def _by_text(cell: str, texts: Mapping[str, str]) -> set[str]:
    """The one option whose own words the cell repeats: a part of it between two marks, or three words in a row."""
    words = _words(cell)
    holders = {letter for letter, text in texts.items() if words and f" {words} " in f" {_words(text)} "}
    if len(holders) != 1 or len(words.split()) >= 3:
        return holders if len(holders) == 1 else set()
    (letter,) = holders
    parts = {_words(part) for part in re.split(r"[.,:;!?()–—]", texts[letter])}
    return (
        holders
        if words in parts or words.removeprefix("the ") in {one.removeprefix("the ") for one in parts}
        else set()
    )


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", _plain(text)))


def _plain(text: str) -> str:
    """As texts of options are compared: small letters, without the marks of Markdown and a point at the end."""
    return " ".join(re.sub(r"<[^>]+>|[*`>#]", "", text).casefold().split()).rstrip(".")


def _cells(payload: Mapping[str, Any]) -> list[str]:
    cells = itertools.islice((cell for row in cells_of(payload) for cell in row), _MOST_LETTERS)
    return [str(cell)[:_MOST_LETTERS] for cell in cells if cell is not None]
