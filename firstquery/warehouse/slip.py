"""The place where a database stopped reading a query, and what stands around it."""

from __future__ import annotations

from firstquery.warehouse.level import ORDER, level
from firstquery.warehouse.lex import Token

NONE = Token("symbol", "", 0, 0)
VALUES = {"word", "name", "number", "text"}
COMPARES = {"=", "==", "<>", "!=", "<", ">", "<=", ">="}


class Slip:
    """The tokens of a statement and the place ``at`` where the database stopped (the number of tokens: at the end).

    ``columns`` and ``tables`` are the names that the database knows, in small letters.
    """

    def __init__(self, tokens: list[Token], at: int, columns: set[str], tables: set[str], text: str) -> None:
        self.tokens = tokens
        self.at = at
        self.columns = columns
        self.tables = tables
        self.text = text
        self.bad = tokens[at] if at < len(tokens) else None

    def back(self, steps: int) -> Token:
        """The token so many steps before the place; an empty one before the beginning."""
        return self.tokens[self.at - steps] if 0 <= self.at - steps < len(self.tokens) else NONE

    def ahead(self, steps: int) -> Token:
        """The token so many steps after the place; an empty one after the end."""
        return self.tokens[self.at + steps] if self.at + steps < len(self.tokens) else NONE

    def shown(self, token: Token | None) -> str:
        """A token as it is written in the query, with its quotes; empty for none."""
        return self.text[token.start : token.end] if token else ""

    @property
    def word(self) -> str:
        """The word at the place in capitals; empty where there is none."""
        return self.bad.word if self.bad else ""

    @property
    def sign(self) -> str:
        """The sign at the place; empty where there is none."""
        return self.bad.value if self.bad and self.bad.kind == "symbol" else ""

    @property
    def known(self) -> set[str]:
        """Names of tables and columns: none of these is a misspelt word of SQL."""
        return self.columns | self.tables

    @property
    def here(self) -> set[str]:
        """The words of the query, in brackets or not, that the place stands in."""
        return {token.word for token in level(self.tokens, self.at) if token.word}

    @property
    def inside(self) -> list[Token]:
        """The tokens before the place, back to the bracket that it stands in; closed brackets left out."""
        found, depth = [], 0
        for token in reversed(self.tokens[: self.at]):
            if token.kind == "symbol" and token.value in {"(", ")"}:
                depth += 1 if token.value == ")" else -1
                if depth < 0:
                    break
            elif depth == 0:
                found.append(token)
        return found[::-1]

    @property
    def opened(self) -> int | None:
        """The number of the bracket that the place stands in; None where it stands in none."""
        depth = 0
        for n in range(self.at - 1, -1, -1):
            if self.tokens[n].kind == "symbol" and self.tokens[n].value in {"(", ")"}:
                depth += 1 if self.tokens[n].value == ")" else -1
                if depth < 0:
                    return n
        return None

    @property
    def clauses(self) -> list[str]:
        """The clause words before the place, in the same pair of brackets."""
        return [token.word for token in self.inside if token.word in ORDER]

    @property
    def clause(self) -> str:
        """The part of the query that the place stands in: SELECT, FROM, WHERE and so on."""
        found = self.clauses
        if found:
            return found[-1]
        opened = self.opened
        around = Slip(self.tokens, opened, self.columns, self.tables, self.text) if opened is not None else None
        return around.clause if around else ""

    @property
    def case(self) -> str:
        """The part of CASE that the place stands in: CASE, WHEN, THEN or ELSE; empty outside of it."""
        open_parts: list[str] = []
        for token in self.inside:
            if token.word == "CASE":
                open_parts.append("CASE")
            elif open_parts and token.word in {"WHEN", "THEN", "ELSE"}:
                open_parts[-1] = token.word
            elif open_parts and token.word == "END":
                open_parts.pop()
        return open_parts[-1] if open_parts else ""
