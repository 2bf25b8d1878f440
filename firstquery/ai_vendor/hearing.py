"""What the vendor has said of each item of a batch: which calls were about it, and which answer each of them gave."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from itertools import takewhile
from typing import Any

from firstquery.ai_vendor.ledger import Entry

START = 60  # characters of an item by which a prompt is known to be about it
MOST_WORDS = 4  # of a value that names an option; more are a sentence, which may repeat the item
NOWHERE = (-1, 0)
_UNHEARD = ("slow", "lost", "empty", "refusal")  # no answer arrived, or one without a choice or a text in it


def find_answers(log: Sequence[Entry], batch: Sequence[Mapping[str, Any]]) -> list[list[Entry]]:
    """The entries that are about each item and that were heard. A prompt with several in it is about the last."""
    texts = [_plain(_longest(one)) for one in batch]
    found: list[list[Entry]] = [[] for _ in batch]
    for entry in log:
        if entry.status != 200 or entry.met in _UNHEARD:
            continue
        asked = _plain(entry.asked)
        ranks = [_rank(asked, text) for text in texts]
        best = max(ranks, default=NOWHERE)
        for heard, rank, text in zip(found, ranks, texts, strict=True):
            if (rank == best and best > NOWHERE) or not text:  # an item without words may be any call's
                heard.append(entry)
    return found


def _rank(asked: str, text: str) -> tuple[int, int]:
    """Where a text begins in a prompt, and how far the prompt goes on as it does: two may begin alike."""
    at = asked.rfind(text[:START]) if text else -1
    if at < 0:
        return NOWHERE
    return at, sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(asked[at:], text, strict=False)))


def read_values(entry: Entry, options: Collection[str]) -> set[str]:
    """What an answer gives, as `normalize` has it: the values of its JSON, else the option that it chose and says."""
    known = [normalize(one) for one in options]
    try:
        said = json.loads(entry.text)
    except (ValueError, RecursionError):
        said = None
    if isinstance(said, dict | list):
        return {one for leaf in _leaves(said) for one in _with_option(normalize(str(leaf)), known)}
    text = normalize(entry.text)
    if entry.choice is None:  # a language model: what it says as a whole, or the one option that it names
        return _with_option(text, known, len(text))
    if not options:
        return {text, normalize(entry.choice)}
    chosen = normalize(entry.choice)
    return _with_option(chosen, known) if _stands(chosen, text) else set()


def _with_option(value: str, known: Sequence[str], words: int = MOST_WORDS) -> set[str]:
    """A value and, where it is short, the one option that it names: ``billing team`` is Billing."""
    named = {one for one in known if _stands(one, value)}
    return {value} | (named if len(named) == 1 and len(value.split()) <= words else set())


def normalize(text: str) -> str:
    """A text as it is compared: its words in small letters."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _stands(words: str, text: str) -> bool:
    return bool(words) and f" {words} " in f" {text} "


def _leaves(said: Any) -> list[Any]:
    if isinstance(said, dict):
        said = list(said.values())
    return [leaf for one in said for leaf in _leaves(one)] if isinstance(said, list) else [said]


def _longest(item: Mapping[str, Any]) -> str:
    return max((str(value) for value in item.values() if isinstance(value, str)), key=len, default="")


def _plain(text: str) -> str:
    return " ".join(text.split())
