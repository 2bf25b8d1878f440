"""A written text: its words counted in any script, what is copied in it, and the task list below it."""

from __future__ import annotations

import difflib
import re
import unicodedata

PLACEHOLDER = "Write here, in place of this line."
LEAST_DIFFERENT = 0.42  # of the words
RUN = 4  # so many words in a row that stand in another text as well are copied
# Scripts that put no spaces between words: each character counts as one word, as word processors do.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[\U00020000-\U0003fa1f]")
_DASHES = re.compile(r"[\u2012-\u2015/|]|--+")
# As people fill in such a line: any mark, with a space or without, and the dash lost on the way.
_TICK = re.compile(r"^\s*(?:[-*+]\s*)?\[\s*(\S{0,3})\s*\]\s*(.*?)\s*$")


def is_copied(text: str, other: str) -> bool:
    """Whether half of a text's words stand in another one in runs of four and more."""
    mine, theirs = (re.findall(r"\w+", one.casefold()) for one in (text, other))
    if len(mine) < 2 * RUN or len(_runs(mine) & _runs(theirs)) < 0.3 * len(_runs(mine)):
        return False  # seen at a glance: to align a text with a whole lesson takes long
    blocks = difflib.SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= RUN) >= 0.5 * len(mine)


def is_repetitive(text: str) -> bool:
    """Whether the same few words come over and over, in whatever language."""
    words = re.findall(r"\w+", text.casefold())[:100]  # in a longer text words come again
    return len(words) >= 2 * RUN and len(set(words)) < LEAST_DIFFERENT * len(words)


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def strip_placeholder(text: str) -> str:
    """The text without the line that invites to write, and without the space around it."""
    lines = [line for line in text.splitlines() if line.strip().rstrip(".").casefold() != PLACEHOLDER[:-1].casefold()]
    return "\n".join(lines).strip()


def split_ticks(text: str) -> tuple[str, set[str]]:
    """The text without the task list at its end, and the entries of it that are ticked, in plain form."""
    lines = text.rstrip().splitlines()
    ticked = set()
    while lines and (not lines[-1].strip() or _TICK.match(lines[-1])):
        found = _TICK.match(lines.pop())
        if found and found[1]:
            ticked.add(plain(found[2]))
    return "\n".join(lines), ticked


def count_words(text: str) -> int:
    """How many words, in any script: what stands between spaces or dashes and has a letter or digit in it."""
    unspaced = len(_UNSPACED.findall(text))
    rest = _DASHES.sub(" ", _UNSPACED.sub(" ", text))
    return unspaced + sum(any(character.isalnum() for character in word) for word in rest.split())


def has_word(text: str, word: str) -> bool:
    """Whether a word, or several in a row, stands in the text; capitals make no difference, endings do."""
    plain = [re.findall(r"\w+", one.casefold()) for one in (text, word)]
    return f" {' '.join(plain[1])} " in f" {' '.join(plain[0])} "


def plain(text: str) -> str:
    return " ".join(strip_placeholder(unicodedata.normalize("NFC", text)).casefold().split()).rstrip(".")


def strip_marks(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>|[*`>#]", " ", text).split())
