"""Words that belittle, by a plain list. It knows no sarcasm and no context: a person judges the tone."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"")  # code, and what somebody else wrote


@cache
def _listed() -> re.Pattern[str]:
    words = tomllib.loads((Path(__file__).parent / "tone.toml").read_text(encoding="utf-8"))["words"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def belittling(texts: Iterable[str]) -> tuple[str, ...]:
    """The words of the list that stand in these texts, outside of code and quotes."""
    found = (word for text in texts for word in _listed().findall(" ".join(_QUOTED.sub(" ", text).split())))
    return tuple(dict.fromkeys(word.casefold() for word in found))
