"""The tone of a review: which words belittle. Firm words about the code are none of them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"")  # code and what somebody else wrote
_TURNED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


@dataclass(frozen=True)
class Belittles:
    """``words`` as they stand in the text, and ``why`` they do."""

    words: str
    why: str


@cache
def _rules() -> list[tuple[re.Pattern[str], str]]:
    with (Path(__file__).parent / "tone.toml").open("rb") as file:
        listed = tomllib.load(file)["rule"]
    return [(re.compile("|".join(f"(?:{each})" for each in one["any"])), str(one["why"])) for one in listed]


def belittling(text: str) -> list[Belittles]:
    """What belittles in ``text``, in its order; what stands in quotes or is code is not hers."""
    flat = " ".join(_QUOTED.sub(" ", text.translate(_TURNED).casefold()).split())
    found = [
        (match.start(), Belittles(match[0].strip(" .,;:"), why))
        for pattern, why in _rules()
        for match in pattern.finditer(flat)
    ]
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]
