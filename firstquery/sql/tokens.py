"""SQL as tokens, read by sqlglot, so that what stands in quotes or comments is never mistaken for a statement."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from firstquery.sql.errors import QueryStopped, place

SPACES = "\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u0085\x0b\x0c\x1c-\x1f"
UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
CURLY = "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u00b4"
#: SQLAlchemy's names of engines whose SQL has another name in sqlglot.
DIALECTS = {"postgresql": "postgres", "mssql": "tsql", "mariadb": "mysql", "awsathena": "athena"}
_QUOTED = re.compile(rf"'[^']*'|\"[^\"]*\"|`[^`]*`|--[^\n]*|/\*.*?\*/|([{SPACES}])|[{UNSEEN}]", re.DOTALL)


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Token:
    """One token. ``kind``: word, number, text, name (a quoted one) or symbol. GROUP BY is one word, ORDER BY too.

    ``value`` is what it means: a text or a quoted name without its quotes. ``start`` and ``end`` are offsets.
    """

    kind: str
    value: str
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end

    @property
    def word(self) -> str:
        """The word in capitals; empty where the token is no word."""
        return self.value.upper() if self.kind == "word" else ""


NO_TOKEN = Token("symbol", "", 0, 0)


def clean(sql: str) -> str:
    """The SQL with what a word processor or a web page puts in place of a space made a space, outside quotes."""
    return _QUOTED.sub(lambda found: " " if found[1] else "" if found[0][0] in UNSEEN else found[0], sql)


def tokens(sql: str, engine: str) -> list[Token]:
    """The tokens of one or more statements of SQL, comments left out. Raises QueryStopped."""
    return list(_tokens(sql, engine))


@lru_cache(maxsize=4)
def _tokens(sql: str, engine: str) -> tuple[Token, ...]:
    from sqlglot.errors import TokenError

    try:
        return tuple(_token(sql, found) for found in _tokenizer(engine)().tokenize(sql))
    except TokenError:
        raise QueryStopped(_unclosed_sentence(sql, engine, _find_opening(sql, engine))) from None


def statements(found: Iterable[Token]) -> list[list[Token]]:
    """The tokens of each statement; empty ones (a second semicolon) left out."""
    groups: list[list[Token]] = [[]]
    for token in found:
        if token.kind == "symbol" and token.value == ";":
            groups.append([])
        else:
            groups[-1].append(token)
    return [group for group in groups if group]


def dots(found: list[Token]) -> list[tuple[int, int]]:
    """Where three dots, or the one character for them, stand outside quotes, as in a frame that was not filled in."""
    spans = [token.span for token in found if "…" in token.value and token.kind == "symbol"]
    for a, b, c in zip(found, found[1:], found[2:], strict=False):
        if a.value == b.value == c.value == "." and c.end - a.start == 3:
            spans.append((a.start, c.end))
    return sorted(spans)


def explain_dots(text: str, found: list[tuple[int, int]]) -> str:
    """The sentence for the dots found in a query."""
    lines = [str(n) for n in sorted({text.count("\n", 0, start) + 1 for start, _ in found})]
    where = lines[0] if len(lines) == 1 else f"{', '.join(lines[:-1])} and {lines[-1]}"
    return (
        f"The dots in line{'s' if len(lines) > 1 else ''} {where} stand for something to be filled in. "
        "Write your own words in their place."
    )


@lru_cache
def _tokenizer(engine: str) -> Callable[[], Any]:
    from sqlglot.dialects.dialect import Dialect

    try:
        dialect = Dialect.get_or_raise(DIALECTS.get(engine, engine))
    except ValueError:
        dialect = Dialect.get_or_raise("")
    # sqlglot takes what follows a COMMAND such as SHOW or EXPLAIN for one text: here it is tokens like all else.
    plain = type("Tokenizer", (dialect.tokenizer_class,), {"COMMANDS": set()})
    return lambda: plain(dialect=dialect)


def _token(sql: str, found: Any) -> Token:
    kind, value = found.token_type.name, found.text
    first = sql[found.start : found.start + 1]
    if kind == "IDENTIFIER" and first not in '"`[':
        kind = "NUMBER" if first.isdigit() else "VAR"
    if kind == "IDENTIFIER":
        kind = "name"
    elif kind.endswith("STRING") and kind not in {"HEX_STRING", "BIT_STRING"}:
        kind = "text"
    elif kind == "NUMBER" or kind.endswith("STRING"):
        kind = "number"
    elif value[:1].isalpha() or value[:1] == "_":
        kind = "word"
    else:
        kind = "symbol"
    return Token(kind, value, found.start, found.end + 1)


def _find_opening(sql: str, engine: str) -> int | None:
    """Where the quote or comment begins that never ends: the last place up to which the text can be read."""
    from sqlglot.errors import TokenError

    for at in [found.start() for found in re.finditer(r"['\"`\[$]|/\*", sql)][:-60:-1]:
        with suppress(TokenError):
            _tokenizer(engine)().tokenize(sql[:at])
            return at
    return None


def _unclosed_sentence(sql: str, engine: str, at: int | None) -> str:
    """The sentences for a quote, bracket or comment that is opened and never closed."""
    if at is None:
        return "This query cannot be read: a quote or a comment in it never ends."
    mark = sql[at]
    what = {"/": "comment (/*)", "[": "bracket"}.get(mark, "quote")
    said = f"A {what} is opened here and never closed.\n{place(sql, (at, at + (2 if mark == '/' else 1)))}"
    if what != "quote":
        return said
    before = tokens(sql[:at], engine)
    doubled = len(before) > 1 and before[-2].kind == "text"  # 'O'Brien': an apostrophe has ended the text
    if before and before[-1].kind == "word" and before[-1].end == at and not doubled:
        word = before[-1]
        said = f"Of the two quotes around {word.value} one is missing.\n{place(sql, word.span)}"
    return (
        f"{said}\nA text stands between two straight single quotes, as in 'West'. An apostrophe inside it is written "
        "twice: 'It''s'."
    )
