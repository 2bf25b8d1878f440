"""What findings say, from a file beside the module that has them: read, corrected and translated in one place.

A finding's code is a heading of the file, and below it stand the parts of its `Phrase`: ``text``, and ``grader`` or
``public = true`` where the grader says the same words; ``heading`` where it is another than the outcome's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from firstquery.checks.kind import Phrase

FILE = "messages.en.toml"


class Messages(Mapping[str, Phrase]):
    """The phrases of the file beside a module, by code, and those of ``others`` that it has not; read when needed."""

    def __init__(self, module: str, *others: Mapping[str, Phrase]) -> None:
        """``module``: the path of the module, its ``__file__``."""
        self.path = Path(module).with_name(FILE)
        self._others = others

    @cached_property
    def _phrases(self) -> dict[str, Phrase]:
        entries = tomllib.loads(self.path.read_text(encoding="utf-8"))
        phrases = {code: phrase for other in self._others for code, phrase in other.items()}
        return {**phrases, **{code: _phrase(**parts) for code, parts in entries.items()}}

    def __getitem__(self, code: str) -> Phrase:
        return self._phrases[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._phrases)

    def __len__(self) -> int:
        return len(self._phrases)


def _phrase(text: str, grader: str | None = None, heading: str = "", *, public: bool = False) -> Phrase:
    return Phrase(text, text if public else grader, heading)
