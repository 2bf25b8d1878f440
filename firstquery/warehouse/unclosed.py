"""Refuses a statement whose quote, bracket or comment never ends."""

from __future__ import annotations

import re
from itertools import pairwise

from firstquery.warehouse import lex
from firstquery.warehouse.place import place
from firstquery.warehouse.stopped import QueryStopped


def refuse_unclosed(sql: str, engine: str) -> None:
    """Raises QueryStopped where something is opened and never closed."""
    token = lex.unclosed(sql, engine)
    if token is None:
        return
    what = {"text": "quote", "name": "quote", "comment": "comment (/*)"}[token.kind]
    if sql[token.start] == "[":
        what = "bracket"
    here = place(sql, (token.start, token.start + (2 if token.kind == "comment" else 1)))
    hint = "A text stands between two single quotes, as in 'West'. An apostrophe inside it is written twice: 'It''s'."
    if sql[token.start] == '"':
        hint = "A name in double quotes ends with a second one. A text stands between two single quotes: 'West'."
    half = _half_quoted(sql, engine) if what == "quote" else None
    apostrophe = _apostrophe(sql, engine) if what == "quote" else None
    if half is not None:
        raise QueryStopped(
            f"Of the two quotes around {half.value} one is missing.\n{place(sql, half.span)}\n"
            f"A text stands between two single quotes: '{half.value}'."
        )
    if apostrophe is not None:
        here, hint = place(sql, apostrophe), "An apostrophe inside a text is written twice, as in 'It''s'."
    elif any(mark in sql[token.start : token.end] for mark in "\u2018\u2019\u201c\u201d"):
        hint = "The quote that should close it is a curly one, as a word processor writes it. Type a straight one: '"
    raise QueryStopped(f"A {what} is opened here and never closed.\n{here}" + (f"\n{hint}" if what == "quote" else ""))


def _half_quoted(sql: str, engine: str) -> lex.Token | None:
    """The word before a quote without a space (its first quote is missing), or after one that runs into the next."""
    found = lex.tokens(sql, engine)
    first = next((n for n, token in enumerate(found) if token.kind == "text"), None)
    if first is None:
        return None
    before, text = found[max(0, first - 1)], found[first]
    if before.kind == "word" and before.end == text.start:
        return before
    if text.closed and re.search(r"([=<>(,]|\b(LIKE|IN))\s*$", text.value, re.IGNORECASE):
        word = re.match(r"\w+", text.value)
        return lex.Token("word", word[0], text.start, text.start + 1 + word.end()) if word else None
    return None


def _apostrophe(sql: str, engine: str) -> tuple[int, int] | None:
    """Where a text ends and a word follows without a space: an apostrophe that ended the text, as in 'It's'."""
    found = lex.tokens(sql, engine)
    for a, b in pairwise(found):
        if a.kind == "text" and a.closed and b.kind == "word" and a.end == b.start:
            return a.end - 1, a.end
    return None
