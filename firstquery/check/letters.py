"""Which letters a text names: `C`, `Answer: c`, `B and not C`, `B, because ...`, `B. The ten accounts ...`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_FILLERS = frozenset(
    {"option", "answer", "letter", "and", "or", "the", "my", "is", "i", "think", "it", "s", "would", "say"}
)
_ARTICLES = frozenset({"a", "an", "the"})
_RUN = 3  # so many words in a row are no accident
# What may stand before the letter, and what after it: a mark, a line's end, or a word that begins a reason.
_BEFORE = (
    r"[\W_]*(?:[^\W\d]\w+\s*=[\W_]*)?"
    r"(?:(?:(?:i|we)(?:['’]d|\s+would)?\s+(?:think|choose|pick|say|take|go\s+(?:with|for))|definitely|clearly)\b[\W_]*)?"
    r"(?:(?:it|that)(?:['’]s|\s+is)\b[\W_]*)?"
    r"(?:(?:the|my)\s+)?(?:(?:answer|option|choice|letter)\b(?:\s+is\b)?[\W_]*)?"
)
_LETTER = r"(?P<letter>[^\W\d_])(?![\w'’])[*_`\"')]*"
_AFTER = (
    r"(?:[.):;,!→=][*_`\"']*(?!\d)|\s*[–—→(#]|\s*(?:--|/\*|[-=]>)|\s+-(?=\s)|\s*\n|\s+[=→]"
    r"|\s+(?=(?:because|since|as|so|for|due\s+to|given|without\s+doubt|i\s+think)\b)"
    r"|\s+(?=(?:(?:and|but)\s+)?(?:not|rather\s+than|instead\s+of|over)\s+\w\b)"
    r"|\s+is\s+(?:right|correct|it|the\s+(?:right|correct|answer))\b|\s*$)(?P<text>.*)"
)
_LEADING = re.compile(_BEFORE + _LETTER + _AFTER, re.DOTALL | re.IGNORECASE)
# A letter that is taken back, or left open, by what comes right after it.
_DENIED = re.compile(
    r"[\W_]*(?:(?:is\s+)?(?:no|not|never|neither|wrong|false|all but)[\W_]*$"
    r"|(?:is\s+)?(?:wrong|false|incorrect)\s*(?:[,.;!]|because|since)|(?:is\s+)?not\s+(?:sure|certain|right|correct|the)\b"
    r"|no\s*,|(?:or|if|unless|maybe|perhaps|possibly|then|otherwise|actually|sorry)\b|(?:and|but)\b(?!\s+not\b))",
    re.IGNORECASE,
)
# Another letter in the text after it: a capital by itself (of A only what is no article), "d." and "d)", a last "or d".
_VERBS = "is|are|was|and|or|does|has|have|would|cannot|can|could|may|might|needs?|because|since|too|also|but|if|seems"
_OTHER = re.compile(
    rf"(?<![\w'’])(?:[B-Z](?![\w'’])|A(?![\w'’])(?!\s+(?!(?:{_VERBS})\b)\w\w)|[^\W\d_](?=\s+(?:is|are|was|too|also)\b)"
    r"|[^\W\d_][.)](?!\w)|(?<=\bor\s)[^\W\d_](?=[\W_]*$)|(?<=\bnot\s)[^\W\d_](?=[\W_]*$))"
)
# What is said against other letters, after the one that was chosen: "not C", "rather than A or D", "C would need ...".
_LIST = r"[A-Z]\b(?:(?:\s*[,/]\s*|,?\s+(?:or|nor|and)\s+)[A-Z]\b)*"
_AGAINST = re.compile(
    rf"\(?(?<!\bif\s)\b(?:not|neither|nor|rather\s+than|instead\s+of|over|unlike)\s+{_LIST}(?!\s+(?:alone|only)\b)\)?"
    rf"|(?<![\w'’]){_LIST}(?=:?\s+(?:(?:is|are|was|were|would\s+be|seems?)\s+(?:wrong|false|out|not|too\s+\w)"
    r"|(?:would|needs?|has|have|had|lacks?|ignores?|misses|counts?|sorts?)\s+(?!do\b|work\b|fit\b)\w))",
    re.IGNORECASE,
)
# With one of these words, another letter in the text is an answer, too.
_OPEN = re.compile(
    r"\b(?:also|as well|both|either|maybe|perhaps|possibly|could|may|might|(?<!\bnot\s)(?:right|correct))\b|\btoo\W*$",
    re.I,
)


def fold(letter: str) -> str:
    """An option in the form in which options are compared."""
    return unicodedata.normalize("NFKC", letter).strip().upper()


def chosen_letters(cells: Iterable[str], options: list[str]) -> set[str] | None:
    """The options named in the texts, whatever stands around them; None when anything else is named too.

    A letter may stand before its text (``C. Five accounts``, ``C because ...``) as long as no other letter is named,
    unless it is to say that it was not chosen.
    """
    chosen: set[str] = set()
    for cell in cells:
        found = _leading(cell, options) or _named(cell, options)
        if found is None:
            return None
        chosen |= found
    return chosen or None


def worded(cell: str, texts: dict[str, str]) -> set[str] | None:
    """The one option whose own words the cell repeats: all of them, a part between two marks, or a run of three."""
    said = _plain(cell)
    if not said:
        return None
    repeats = {letter for letter, text in texts.items() if f" {said} " in f" {_plain(text)} "}
    if len(repeats) != 1 or len(said.split()) >= _RUN:
        return repeats if len(repeats) == 1 else None
    (letter,) = repeats
    parts = (_plain(part) for part in re.split(r"[.,:;!?()–—]", texts[letter]))
    return repeats if said in parts else None


def _plain(text: str) -> str:
    words: list[str] = re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)


def _leading(cell: str, options: list[str]) -> set[str] | None:
    """The letter that a text begins with, and with it every other that the text names; None where none leads."""
    found = _LEADING.match(unicodedata.normalize("NFKC", cell))
    if found is None or fold(found["letter"]) not in options or _DENIED.match(found["text"]):
        return None
    text = found["text"] if _OPEN.search(found["text"]) else _AGAINST.sub(" ", found["text"])
    letters = _named(text, options)
    if letters is None:
        letters = {fold(other[0].strip(" .)")) for other in _OTHER.finditer(text)} & set(options)
    return {fold(found["letter"])} | letters


def _named(cell: str, options: list[str]) -> set[str] | None:
    """The options in a text of options and fillers alone."""
    folded = fold(cell)
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
