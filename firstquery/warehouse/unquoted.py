"""A text that was written without its quotes: where a name stands that is none, is a text likely meant?"""

from __future__ import annotations

from firstquery.warehouse.level import KEYWORDS
from firstquery.warehouse.lex import Token
from firstquery.warehouse.trouble import TEXTS, Trouble

#: The signs that compare with a text as a rule; smaller and greater are for numbers and dates.
EQUALS = {"=", "==", "<>", "!="}


def unquoted(trouble: Trouble, token: Token | None, bare: str) -> str:
    """What to write in place of a name that is compared with a column of texts; empty where none is."""
    sign, column = trouble.before(token), trouble.before(token, 2)
    if sign.value in EQUALS or sign.word == "LIKE":
        if column.word == "NOT":
            column = trouble.before(token, 3)
        return (
            f"A text goes between single quotes: {column.value} {sign.value} '{bare}'."
            if _texts(trouble, column)
            else ""
        )
    start = in_a_list(trouble, token)
    if start and _texts(trouble, _compared(trouble, start)):
        return f"A text goes between single quotes: '{bare}'."
    return ""


def after_in(trouble: Trouble, token: Token, bare: str) -> str:
    """The same for ``region IN West``, which SQLite reads as a table."""
    at = trouble.number(token)
    if trouble.before(token).word != "IN" or not _texts(trouble, _compared(trouble, at)):
        return ""
    return f"After IN comes a list in brackets, and a text goes between single quotes: IN ('{bare}')."


def in_a_list(trouble: Trouble, token: Token | None) -> int:
    """Where the bracket after IN stands, if the token is in it; else 0."""
    at = trouble.number(token)
    while at > 0 and (trouble.tokens[at - 1].value == "," or trouble.tokens[at - 1].kind in {"word", "text", "number"}):
        at -= 1
        if trouble.tokens[at].word in KEYWORDS:
            return 0
    return at - 1 if at > 1 and trouble.tokens[at - 1].value == "(" and trouble.tokens[at - 2].word == "IN" else 0


def _compared(trouble: Trouble, at: int) -> Token | None:
    """The column before IN or NOT IN, of which the list or its bracket is the token number ``at``."""
    before = [token for token in trouble.tokens[max(0, at - 3) : at] if token.word not in {"IN", "NOT"}]
    return before[-1] if before else None


def _texts(trouble: Trouble, column: Token | None) -> bool:
    return TEXTS.match(trouble.kind(column)) is not None
