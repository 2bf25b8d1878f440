"""The twelve families of fault: their names, and the words by which one is known in what somebody wrote."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from firstquery.sentence import Sentence, shown

FAR = r"[^.!?\n]{0,90}?"
MOST_AT_ONCE = 6  # a text that speaks of more families than that says of none what it means
_SPACE = re.compile(r"\s+")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "`": " "})
# A point within a word (desk.py, 0.5, t.team) ends no sentence.
_INNER_POINT = re.compile(r"(?<=\w)\.(?=\w)")


@dataclass(frozen=True)
class Family:
    """``look``: where a reader meets such a fault. It names no fault of any pull request."""

    name: str
    also: tuple[str, ...]
    look: str
    says: re.Pattern[str]
    denies: re.Pattern[str]

    def is_said_in(self, text: str) -> bool:
        """Whether ``text``, as `plain` has it, speaks of such a fault."""
        return bool(self.says.search(self.denies.sub(" ", text)))


@cache
def all_of_them() -> dict[str, Family]:
    with (Path(__file__).parent / "families.toml").open("rb") as file:
        listed = tomllib.load(file)["family"]
    return {
        one["name"]: Family(
            one["name"],
            tuple(one["also"]),
            one["look"],
            compiled(tuple(one["says"])),
            compiled(tuple(one.get("not") or ["(?!)"])),
        )
        for one in listed
    }


@lru_cache(maxsize=512)
def compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern of several; ``{far}`` in it is up to a line of any words of the same sentence."""
    return re.compile("|".join(f"(?:{one.replace('{far}', FAR)})" for one in patterns), re.IGNORECASE)


def plain(text: str) -> str:
    """Small letters, straight quotes, single spaces."""
    return _INNER_POINT.sub("·", _SPACE.sub(" ", text.translate(_QUOTES).casefold()))


@lru_cache(maxsize=4096)
def recognised(text: str) -> frozenset[str]:
    """The families of which ``text`` speaks; none where it speaks of nearly all."""
    flat = plain(text)
    found = frozenset(name for name, one in all_of_them().items() if one.is_said_in(flat))
    return found if len(found) <= MOST_AT_ONCE else frozenset()


def named(given: object) -> str:
    """The family of that name, in any usual spelling. Raises `Sentence`."""
    known = all_of_them()
    if isinstance(given, str):
        wanted = _key(given)
        keys = {_key(name): one.name for one in known.values() for name in (*one.also, one.name)}
        if wanted in keys:
            return keys[wanted]
        if near := difflib.get_close_matches(wanted, list(keys), n=1, cutoff=0.75):
            return keys[near[0]]
        said = recognised(given)
        if len(said) == 1:
            return next(iter(said))
    raise Sentence(
        f"{shown(given)} is none of the twelve families of fault. They are: {', '.join(known)}. "
        "Leave family= out where none fits."
    )


def is_name(text: str) -> bool:
    """Whether ``text`` is no more than the name of a family: it tells nobody what goes wrong."""
    return _key(text) in {_key(name) for one in all_of_them().values() for name in (*one.also, one.name)}


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", plain(name).replace("'", "")).strip()
