"""Passwords, tokens and keys: those of known services by detect-secrets, others by the word beside them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from firstquery.privacy.detection import Span

OWN, LEAST = "AI_API_KEY", 16  # of the environment, and the fewest signs of a key: fewer may be any word
# Not of a service: words beside a value, which is told below, and public addresses of the internet.
_LEFT_OUT = {"KeywordDetector", "IPPublicDetector"}
_FURTHER = re.compile(
    r"(?:\beyJ[\w=-]{8,}\.[\w=-]{8,}(?:\.[\w=+/-]*)?|sk-(?:proj-|ant-|or-)?[A-Za-z0-9_-]{16,}|AIza[\w-]{35}"
    r"|(?<=://:)[^\s@]{4,200}(?=@)|hf_[A-Za-z0-9]{20,}|(?<=Bearer )[\w.+/=~-]{16,}|(?<=Basic )[\w.+/~-]{16,}={0,2})"
)
_NAMED = re.compile(
    r"(?<![A-Za-z])(?:\w{0,30}[_-])?(?:pass(?:word|wd|phrase|code)|pwd|secret|token|(?:api|access)[_ -]?key"
    r"|passwort|mot de passe)[\w-]{0,20}(?:[\"']?\s{0,3}(?::=|=>|[:=]|\bis\b)|\s)\s{0,3}"
    r"(?P<quote>[\"'`“‘]?)(?P<value>(?:(?!&\w+=)[^\s\"'`“”’,;()\[\]{}<>]){5,200})(?P<end>[\"'`”’]?)",
    re.IGNORECASE,
)
_LONG = re.compile(r"(?<![\w/+.-])[A-Za-z0-9+]{24,200}={0,2}(?![\w/+-])")
_STANDS_FOR = re.compile(
    r"(?:os\.|env|getpass|input|none|null|true|false|your|my[_-]|change|example|password|secret|token|\$|%|\*|…|x{4,}"
    r"|//|\.\.\.|(?-i:[A-Z_]+$))",
    re.IGNORECASE,
)


@cache
def _services() -> list[re.Pattern[str]]:
    """The forms of known services' keys."""
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
    from detect_secrets.plugins.base import RegexBasedDetector

    detectors: list[Any] = list(get_mapping_from_secret_type_to_class().values())
    return [
        form
        for detector in detectors
        if issubclass(detector, RegexBasedDetector) and detector.__name__ not in _LEFT_OUT
        for form in detector().denylist
    ]


def find(text: str) -> Iterator[Span]:
    """Every password, token or key, without the words around it; in any form the one that this environment holds."""
    own = os.environ.get(OWN, "")
    if len(own) >= LEAST:
        for one in re.finditer(re.escape(own), text):
            yield Span("key", *one.span())
    for line in re.finditer(r"[^\n]{8,}", text):
        for start, end in _in_line(line[0][:20_000]):  # a picture written as text has lines without end
            yield Span("key", line.start() + start, line.start() + end)


def _in_line(line: str) -> Iterator[tuple[int, int]]:
    for pattern in _services():
        for one in pattern.finditer(line):
            group = 1 if "://" in one[0] else 0  # of an address with a password, the password
            if not _STANDS_FOR.match(one[group]):
                yield one.span(group)
    for one in _FURTHER.finditer(line):
        yield one.span()
    for one in _NAMED.finditer(line):
        if _is_value(one):
            yield one.span("value")
    for one in _LONG.finditer(line):
        if _is_random(one[0]):
            yield one.span()


def _is_value(one: re.Match[str]) -> bool:
    """A value that could be the secret itself: not a variable, a call, or a word of a sentence."""
    value = one["value"].rstrip(".!?:")
    if _STANDS_FOR.match(value):
        return False
    is_quoted = bool(one["quote"] and one["end"])
    has_digit, has_letter = any(map(str.isdigit, value)), any(map(str.isalpha, value))
    return len(value) > 4 and (is_quoted or (has_digit and has_letter and "=" not in value))


def _is_random(word: str) -> bool:
    """Whether a long word is drawn by chance: all three sorts of signs, mixed as no name of a thing is."""
    runs = re.findall(r"[A-Z]?[a-z]+|[A-Z]+|\d+", word)
    sorts = (str.isdigit, str.isupper, str.islower)
    return all(sum(map(sort, word)) >= 3 for sort in sorts) and len(word) <= 3.5 * len(runs)
