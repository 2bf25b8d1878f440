"""Reads SQL into tokens, so that what stands in quotes or comments is never mistaken for a statement."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

SPACES = "\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u0085"
UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
CURLY = "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u00b4"


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Token:
    """One token. ``kind``: word, number, text, name (a quoted one), curly, symbol or comment.

    ``value`` is what it means: a word as written, a text or a quoted name without its quotes. ``start`` and ``end``
    are character offsets into the SQL. ``closed`` is False where a quote or a comment never ends.
    """

    kind: str
    value: str
    start: int
    end: int
    closed: bool = True

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end

    @property
    def word(self) -> str:
        """The word in capitals; empty where the token is no word."""
        return self.value.upper() if self.kind == "word" else ""


@lru_cache
def _grammar(engine: str) -> re.Pattern[str]:
    backslashes = r"'(?P<escaped>(?:[^'\\]|''|\\.)*+)(?P<q0>'?)"
    parts = [
        rf"(?P<blank>[\s{SPACES}{UNSEEN}]+)",
        r"(?P<dashes>--[^\n]*+)",
        r"(?P<slashes>/\*)",
    ]
    if engine == "postgresql":
        parts.append(r"(?P<dollar>\$(?P<tag>(?:[^\W\d]\w*)?)\$)")
        parts.append(rf"[eE]{backslashes}")
    elif engine in {"mysql", "mariadb"}:
        parts.append(r"(?P<hash>\#[^\n]*+)")
        parts.append(backslashes)
        parts.append(r'"(?P<double>(?:[^"\\]|""|\\.)*+)(?P<q4>"?)')
    parts += [
        r"(?:[nNxXbB](?='))?'(?P<text>(?:[^']|'')*+)(?P<q1>'?)",
        r'"(?P<name>(?:[^"]|"")*+)(?P<q2>"?)',
        r"`(?P<tick>(?:[^`]|``)*+)(?P<q3>`?)",
    ]
    if engine in {"sqlite", "mssql"}:
        parts.append(r"\[(?P<bracket>[^\]]*+)(?P<q5>\]?)")
    parts += [
        rf"(?P<curly>[{CURLY}])",
        r"(?P<number>\d(?:[\w.]|(?<=[eE])[+-])*+)",
        r"(?P<word>[^\W\d][\w$]*+)",
        r"(?P<symbol>==|<>|!=|<=|>=|\|\||::|->>|->|.)",
    ]
    return re.compile("|".join(parts), re.DOTALL)


def clean(sql: str, engine: str) -> str:
    """The SQL with what a word processor or a web page puts in place of a space made a space, outside quotes."""
    if not re.search(f"[{SPACES}{UNSEEN}]", sql):
        return sql
    out, at = [], 0
    for token in _scan(sql, engine):
        gap = sql[at : token.start]
        out.append(re.sub(f"[{SPACES}]", " ", re.sub(f"[{UNSEEN}]", "", gap)))
        out.append(sql[token.start : token.end])
        at = token.end
    out.append(re.sub(f"[{SPACES}]", " ", re.sub(f"[{UNSEEN}]", "", sql[at:])))
    return "".join(out)


def tokens(sql: str, engine: str) -> list[Token]:
    """The tokens of one or more statements of SQL, comments left out."""
    return [token for token in _scan(sql, engine) if token.kind != "comment"]


def unclosed(sql: str, engine: str) -> Token | None:
    """The quote or comment that never ends, if there is one."""
    return next((token for token in _scan(sql, engine) if not token.closed), None)


def statements(found: list[Token]) -> list[list[Token]]:
    """The tokens of each statement; empty ones (a second semicolon) left out."""
    groups: list[list[Token]] = [[]]
    for token in found:
        if token.kind == "symbol" and token.value == ";":
            groups.append([])
        else:
            groups[-1].append(token)
    return [group for group in groups if group]


@lru_cache(maxsize=4)  # one statement is looked at from several sides
def _scan(sql: str, engine: str) -> tuple[Token, ...]:
    grammar, at = _grammar(engine), 0
    found: list[Token] = []
    while at < len(sql):
        match = grammar.match(sql, at)
        if match is None:  # no character is left out by the grammar; this keeps the loop finite all the same
            at += 1
            continue
        token = _token(sql, match, engine)
        at = token.end
        if token.kind != "blank":
            found.append(token)
    return tuple(found)


def _token(sql: str, match: re.Match[str], engine: str) -> Token:
    start, end = match.span()
    group = match.groupdict()
    for kind, names in (("text", ("escaped", "text", "double")), ("name", ("name", "tick", "bracket"))):
        for name in names:
            if group.get(name) is not None:
                closed = any(group.get(f"q{n}") for n in range(6))
                value = group[name] or ""
                quote = sql[end - 1] if closed else ""
                return Token(kind, value.replace(quote * 2, quote) if quote else value, start, end, closed)
    if group["dashes"] is not None or group.get("hash") is not None:
        return Token("comment", match.group(), start, end)
    if group["slashes"] is not None:
        stop = _comment_end(sql, end, nested=engine == "postgresql")
        return Token("comment", sql[start : stop or len(sql)], start, stop or len(sql), stop is not None)
    if group.get("dollar") is not None:
        stop = sql.find(match.group(), end)
        if stop < 0:
            return Token("text", sql[end:], start, len(sql), False)
        return Token("text", sql[end:stop], start, stop + len(match.group()))
    for kind in ("blank", "curly", "number", "word", "symbol"):
        if group[kind] is not None:
            return Token(kind, match.group(), start, end)
    raise AssertionError(match)


def _comment_end(sql: str, at: int, *, nested: bool) -> int | None:
    depth = 1
    for mark in re.finditer(r"/\*|\*/" if nested else r"\*/", sql[at:]):
        depth += 1 if mark.group() == "/*" else -1
        if depth == 0:
            return at + mark.end()
    return None
