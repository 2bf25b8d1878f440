"""A piece of a query that begins with one of its words: what stands in its brackets, and where it ends."""

from __future__ import annotations

from firstquery.warehouse.lex import Token
from firstquery.warehouse.slip import NONE

LONGEST = 60  # letters of a piece that are repeated in a sentence


class Piece:
    """The piece of ``text`` from token ``at`` on, to the token ``end``; ``said`` is what a sentence calls it."""

    def __init__(self, text: str, tokens: list[Token], at: int) -> None:
        self.text = text
        self.tokens = tokens
        self.begin = self.end = at
        self.word = self.said = tokens[at].word
        self.inside: list[str] | None = self._inside(at + 1)

    def ahead(self, steps: int) -> Token:
        """The token so many steps after the first (before it, where negative); an empty one beyond the query."""
        n = self.begin + steps
        return self.tokens[n] if 0 <= n < len(self.tokens) else NONE

    def shown(self, first: int, last: int) -> str:
        """What is written from one token to another, both by their steps from the first."""
        return self.text[self.ahead(first).start : self.ahead(last).end]

    def upto(self, steps: int) -> None:
        """Sets where it ends, in steps from its first token."""
        self.end = min(self.begin + steps, len(self.tokens) - 1)

    def values(self, *counts: int) -> list[str]:
        """What stands between its brackets, where it is one of so many values and short; else nothing."""
        found = self.inside or []
        return found if len(found) in counts and sum(map(len, found)) <= LONGEST else []

    @property
    def called(self) -> bool:
        """Whether brackets follow at once, as after the name of a function."""
        return self.inside is not None

    @property
    def span(self) -> tuple[int, int]:
        return self.tokens[self.begin].start, self.tokens[self.end].end

    def covers(self, span: tuple[int, int] | None, message: str) -> bool:
        """Whether the database stopped here: at its place, or at the name in its message where it gave no place."""
        if span is not None:
            return self.span[0] <= span[0] < self.span[1]
        name = message.rpartition(":")[2].strip().lower()
        return any(token.value.lower() == name for token in self.tokens[self.begin : self.end + 1])

    def _inside(self, at: int) -> list[str] | None:
        """The values between the brackets that open at a token, and the piece's end at their close."""
        if at >= len(self.tokens) or self.tokens[at].value != "(" or self.tokens[at].kind != "symbol":
            return None
        depth, since, found = 0, self.tokens[at].end, []
        for n, token in enumerate(self.tokens[at:], at):
            if token.kind != "symbol":
                continue
            depth += {"(": 1, ")": -1}.get(token.value, 0)
            if depth == 0 or (depth == 1 and token.value == ","):
                found.append(self.text[since : token.start].strip())
                since = token.end
            if depth == 0:
                self.end = n
                return [value for value in found if value] if found == [""] else found
        return None
