"""The names in the warehouse, found in a text however they are written: capitals, "and" or "&", with or without LLC."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path

from firstquery.privacy.detection import Span

_TOKEN = re.compile(r"[^\W_]+|&")
_BETWEEN = re.compile(r"[ \t\u00a0]{0,2}\n?[ \t]{0,8}|['’.-]|\. ")
_SHORT = {"bros", "co", "inc", "st", "mr", "mrs", "ms", "dr", "jr", "ltd"}
_LEGAL = {
    *("llc", "inc", "co", "company", "ltd", "limited", "corp", "corporation"),
    *("group", "gmbh", "plc", "sarl", "sa", "ag"),
}
_SAME = {"&": "and", "bros": "brothers", "services": "service", "et": "and"}
_LONGEST = 8  # words
#: First names that are also words of a sentence: "carla lopez" is a person, "sue mills" may be advice.
_FIRST_NAMES_TOO = {
    *("al", "art", "bill", "bob", "dawn", "drew", "frank", "grace", "grant", "hope", "jack", "joy", "lou", "mark"),
    *("may", "pat", "ray", "rob", "rose", "sue", "will"),
}


@cache
def common() -> frozenset[str]:
    """Words that stand in company names and in every text, in small letters: alone they tell of nobody."""
    text = (Path(__file__).parent / "common.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


class Index:
    """Names, prepared once. ``people``: (first names, surnames); any first name before any surname is a person."""

    def __init__(self, names: Iterable[str], people: tuple[Collection[str], Collection[str]] = ((), ())) -> None:
        self.names: dict[tuple[str, ...], str] = {}
        self.lengths: dict[str, set[int]] = {}
        for name in names:
            words = tuple(_form(word) for word in _TOKEN.findall(name))
            self._add(words, name)
            while len(words) > 2 and words[-1] in _LEGAL:
                words = words[:-1]
                self._add(words, name)
        self.first = {_form(one) for one in people[0]}
        self.surnames = {_form(one) for one in people[1]}

    def _add(self, words: tuple[str, ...], name: str) -> None:
        if not 0 < len(words) <= _LONGEST or (len(words) == 1 and (len(words[0]) < 3 or words[0].isdigit())):
            return
        self.names.setdefault(words, name)
        self.lengths.setdefault(words[0], set()).add(len(words))

    def find(self, text: str) -> list[Span]:
        """Where one of the names stands; the longest where several begin at one word."""
        if not self.names and not self.first:
            return []
        tokens = list(_TOKEN.finditer(text))
        forms = [_form(token[0]) for token in tokens]
        found, at = [], 0
        while at < len(tokens):
            count = self._match_length(text, tokens, forms, at)
            if count:
                found.append(Span("name", tokens[at].start(), tokens[at + count - 1].end()))
            at += count or 1
        return found

    def _match_length(self, text: str, tokens: list[re.Match[str]], forms: list[str], at: int) -> int:
        """How many words of a name begin here; 0: none."""
        for count in sorted(self.lengths.get(forms[at], ()), reverse=True):
            words = tuple(forms[at : at + count])
            name = self.names.get(words) if len(words) == count else None
            if name is not None and _together(text, tokens, forms, at, count):
                written = [token[0] for token in tokens[at : at + count]]
                if _is_name(text, tokens[at].start(), words, written, name):
                    return count
        if at + 1 < len(tokens) and _together(text, tokens, forms, at, 2):
            pair = (forms[at], forms[at + 1])
            if pair[0] in self.first and pair[1] in self.surnames and _a_person(pair, tokens[at][0], tokens[at + 1][0]):
                return 2
        return 0


def _together(text: str, tokens: list[re.Match[str]], forms: list[str], at: int, count: int) -> bool:
    """Whether the words stand as one name: no end of a sentence, no comma but before LLC and the like."""
    for left in range(at, at + count - 1):
        between = text[tokens[left].end() : tokens[left + 1].start()]
        if not _BETWEEN.fullmatch(between) and not (between == ", " and forms[left + 1] in _LEGAL):
            return False
        if between == ". " and tokens[left][0].lower() not in _SHORT:
            return False
    return True


def _is_name(text: str, start: int, words: tuple[str, ...], written: list[str], name: str) -> bool:
    """Whether the name is meant, not the words that it is made of.

    A name of common words alone has to be written with capitals, as "Reliable Plumbing"; one of a single common word,
    as "Summit", moreover within a sentence, for at its beginning every word has a capital.
    """
    telling = [word for word in words if word not in common() and not word.isdigit()]
    capitals = all(word[:1].isupper() or not word[:1].isalpha() for word in written if _form(word) not in ("and", "of"))
    if len(words) > 1:
        return bool(telling) or capitals
    if telling:
        return written[0][:1].isupper() or name[:1].islower()
    return capitals and name[:1].isupper() and not _begins(text, start)


def _begins(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start]
    return not before.strip(" \t\"'“‘(*_>#-") or re.search(r"(?:[.!?:]|\n)[\s\"'“‘(*_>#-]*$", before) is not None


def _a_person(pair: tuple[str, str], first: str, surname: str) -> bool:
    if first[:1].isupper() and surname[:1].isupper():
        return True
    usual = pair[0] in _FIRST_NAMES_TOO or not common().isdisjoint(pair)
    return not usual and first.islower() and surname.islower()


def _form(word: str) -> str:
    """One form for all ways to write a word: no capitals, no accents."""
    low = word.casefold()
    if not low.isascii():
        low = "".join(sign for sign in unicodedata.normalize("NFKD", low) if not unicodedata.combining(sign))
    return _SAME.get(low, low)
