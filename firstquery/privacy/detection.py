"""What a scan finds: where it stands, what kind it is, and a sentence about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["key", "email", "phone", "bank", "path", "name"]

#: What each kind is called. Where two overlap in a text, the one that stands first here is told.
CALLED: dict[Kind, str] = {
    "key": "a password or key",
    "email": "an e-mail address",
    "bank": "an account or card number",
    "phone": "a phone number",
    "path": "a folder that holds a person's name",
    "name": "a name from the warehouse",
}


@dataclass(frozen=True)
class Span:
    """A place in a text: characters ``start`` to ``end`` (exclusive), and what stands there."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True)
class Detection:
    """Something private in a text. ``found``: the words as they stand; ``line`` counts from 1.

    ``start`` and ``end`` are its place in the text, in characters, the end exclusive.
    """

    kind: Kind
    found: str
    line: int
    start: int
    end: int

    @property
    def sentence(self) -> str:
        """What was found and where, for a person. A password or key is shown only by its first four signs."""
        shown = " ".join(self.found.split())
        if self.kind == "key":
            shown = f"{shown[:4]}…"
        elif len(shown) > 60:
            shown = f"{shown[:59]}…"
        return f"Line {self.line} holds {CALLED[self.kind]}: {shown}"
