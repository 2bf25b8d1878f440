"""A written answer: whether it is complete, and never whether it is right. A person judges whether it is good."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from firstquery.check.kinds import base
from firstquery.check.kinds.prose import mostly_another_language, reads_as_sentences, said_again
from firstquery.check.payload import payload
from firstquery.check.verdict import MOST_DETAILS, Verdict, complete, not_attempted, not_yet

__all__ = ["judge", "payload"]

PLACEHOLDER = "Write here, in place of this line."
# Scripts that put no spaces between words: each character counts as one word, as word processors do.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[\U00020000-\U0003fa1f]")
RUN = 4
MOST_LETTERS = 30  # of a word, on the average: patterns are tried on the text, and a word without end would never end
MOST_MEANT = 8  # words that should not stand there, shown at once
STILL_MISSING = "Something is still missing from your text."
ENGLISH_ONLY = "The check reads English only: write it in English, or judge it yourself with the list."
_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_PARTS = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*•]|\d+[.)])\s)")
_SENTENCE_END = re.compile(
    r"(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bapprox\.)(?<!\bDec\.)(?<!\bvs\.)(?<!\bNo\.)(?<!\bca\.)(?<!\s[A-Z]\.)"
    r"(?<!\b[0-3]\d\.)(?<=[.!?…])[\"'”’)]*\s+|(?<=[。！？।؟])\s*"
)
_TABLE = re.compile(r"(?m)^\s*\|.*\|\s*$\n?")
_DASHES = re.compile(r"[\u2012-\u2015/|]|--+")


def without_placeholder(text: str) -> str:
    """The text without the line that invites to write, and without the space around it."""
    lines = [line for line in text.splitlines() if line.strip().rstrip(".").casefold() != PLACEHOLDER[:-1].casefold()]
    return "\n".join(lines).strip()


def count_words(text: str) -> int:
    """How many words, in any script: what stands between spaces or dashes and has a letter or digit in it."""
    unspaced = len(_UNSPACED.findall(text))
    rest = _DASHES.sub(" ", _UNSPACED.sub(" ", text))
    return unspaced + sum(any(character.isalnum() for character in word) for word in rest.split())


def judge(answer: dict[str, Any], key: dict[str, Any]) -> Verdict:
    """Hold a payload against an exercise of the key (see `firstquery.check.keys`)."""
    early = base.not_an_answer(answer, "a text in your own words")
    if early:
        return early
    text = _text(answer)
    if text is None:
        return not_yet(f"That is {base.described(answer)}; a text in your own words is asked for.")
    text = without_placeholder(unicodedata.normalize("NFC", text))
    if not text.strip("?… .\n"):
        return not_attempted("Write your answer in the cell above, in place of its last line, and run that cell.")
    spec = key.get("spec") or {}
    words = count_words(text)
    for mistake in key.get("mistakes", []):
        theirs = _text(mistake.get("payload") or {"type": "unknown"})
        if theirs is not None and _plain(theirs) == _plain(text):
            return not_yet(mistake["message"], mistake=mistake["name"])
    least, most = spec.get("least"), spec.get("most")
    long = f"Your text has {base.counted(words, 'word')}"
    if most is not None and len(text) > MOST_LETTERS * most:
        return not_yet(f"{long}, and far more letters than so many words have. Are there spaces between them?")
    if least is not None and words < least:
        said, details = _missing(text, spec)
        return not_yet(f"{long}; at least {base.asked_for(least)}. {said}".strip(), details)
    if most is not None and words > most:
        return not_yet(f"{long}; at most {base.asked_for(most)}. What can go?")
    if bounds := spec.get("sentences"):
        found, (fewest, largest) = count_sentences(text), bounds
        if not fewest <= found <= largest:
            return not_yet(f"Your text has {base.counted(found, 'sentence')}; {_between(fewest, largest)} asked for.")
    if not reads_as_sentences(_TABLE.sub("", text)):
        return not_yet("That reads as a list of words. What would you say to a colleague, in full sentences?")
    if again := said_again(_TABLE.sub("", text)):
        return not_yet(f"One sentence stands there more than twice: “{again[:60]}”. What else is there to say?")
    if copied(text, str(spec.get("question") or "")):
        return not_yet("Most of that is the text of the exercise. What would you say in your own words?")
    if not spec.get("asks") and mostly_asks(text):
        return not_yet("Most of that asks. What do you answer?")
    if "in english" in str(spec.get("question") or "").casefold() and mostly_another_language(text):
        return not_yet(ENGLISH_ONLY)
    message, details = _missing(text, spec)
    if len(details) == 1:
        return not_yet(details[0], _meant(text, spec))
    if message or details:
        open_ = "More than one thing is open in your text." if _unwanted(text, spec) else STILL_MISSING
        return not_yet(message or open_, details)
    return complete(
        f"{long}, and nothing that is asked for is missing. Whether it is good, you judge with the list in the "
        "exercise, or your facilitator does."
    )


def count_sentences(text: str) -> int:
    """How many sentences. A line of a list is one; the point of a shortened word, or of a day (31.), ends none."""
    pieces = [piece for part in _PARTS.split(text) for piece in _SENTENCE_END.split(" ".join(part.split()))]
    return sum(any(character.isalpha() for character in piece) for piece in pieces)


def _between(least: int, most: int) -> str:
    few, many = (_NUMBERS[n] if 0 <= n < len(_NUMBERS) else str(n) for n in (least, most))
    return f"{many} {'is' if most == 1 else 'are'}" if least == most else f"{few} to {many} are"


def _missing(text: str, spec: dict[str, Any]) -> tuple[str, list[str]]:
    """What is still open: a sentence where there is one to say (their number, or the language), and what to ask."""
    asks = _asks(text, spec)
    if asks and mostly_another_language(text):
        return ENGLISH_ONLY, []
    if len(asks) <= MOST_DETAILS:
        return "", asks
    much = _NUMBERS[len(asks)].capitalize() if len(asks) < len(_NUMBERS) else str(len(asks))
    return f"{much} things are {'open' if _unwanted(text, spec) else 'missing'}; the first three:", asks[:MOST_DETAILS]


def _meant(text: str, spec: dict[str, Any]) -> list[str]:
    """The words that should not stand there, as they stand there: all of them, so that one reading mends them."""
    flat = _flat(text)
    found = sorted(
        (one.start(), (one.groupdict().get("said") or one[0]).strip(" .,:;?!"))  # of a longer pattern: `said`
        for avoid in spec.get("avoids") or []
        for pattern in avoid.get("any") or []
        for one in re.finditer(pattern, flat, re.IGNORECASE)
    )
    said: dict[str, str] = {}
    for _, one in found:
        if one:
            said.setdefault(one.casefold(), f"“{one[:60]}”")
    here = "It stands" if len(said) == 1 else "They stand"
    return [f"{here} here: {base.listed(list(said.values()), MOST_MEANT)}."] if said else []


def copied(text: str, question: str) -> bool:
    """Whether half of a text's runs of four words stand in the question, too. A beginning that it offers is less."""
    mine, theirs = _runs(text), _runs(question)
    return len(mine) >= RUN and len(mine & theirs) >= 0.5 * len(mine)


def mostly_asks(text: str) -> bool:
    """Whether more than half of the sentences are questions."""
    ends = re.findall(r"[.!?](?=\s|$)", text)
    return ends.count("?") > 0.5 * len(ends)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def _text(answer: dict[str, Any]) -> str | None:
    if answer["type"] == "text":
        return str(answer["value"])
    if answer["type"] == "table" and len(answer["columns"]) == 1 and answer["rows"]:
        cells = [row[0] for row in answer["rows"]]
        if all(isinstance(cell, str) for cell in cells):
            return "\n".join(cells)
    return None


def _plain(text: str) -> str:
    return " ".join(without_placeholder(unicodedata.normalize("NFC", text)).casefold().split())


def _asks(text: str, spec: dict[str, Any]) -> list[str]:
    """The questions still open: what the text, or its first line, does not say yet, and what it says and should not."""
    flat = _flat(text)
    asks = [str(need["ask"]) for need in spec.get("mentions") or [] if not _found(need.get("any") or [], flat)]
    first = (text.strip().splitlines() or [""])[0]
    asks += [str(one["ask"]) for one in spec.get("begins") or [] if not _found(one.get("any") or [], first)]
    return list(dict.fromkeys(asks + _unwanted(text, spec)))


def _unwanted(text: str, spec: dict[str, Any]) -> list[str]:
    flat = _flat(text)
    return [str(avoid["ask"]) for avoid in spec.get("avoids") or [] if _found(avoid.get("any") or [], flat)]


def _flat(text: str) -> str:
    """On one line. Capitals stay: a pattern takes them as small letters, save where it says (?-i:…), as for a name."""
    return " ".join(text.split())


def _found(patterns: list[str], flat: str) -> bool:
    return any(re.search(pattern, flat, re.IGNORECASE) for pattern in patterns)
