"""Reads, from tokens alone, what a query takes from where: it works for a query that no parser can read."""

from __future__ import annotations

from dataclasses import dataclass

from firstquery.warehouse.lex import Token, words

# The order in which the parts of a query stand.
ORDER = {"SELECT": 0, "FROM": 1, "JOIN": 2, "WHERE": 3, "GROUP": 4, "HAVING": 5, "ORDER": 6, "LIMIT": 7}
KEYWORDS = words(
    "SELECT FROM JOIN WHERE GROUP HAVING ORDER LIMIT BY ON AS AND OR NOT IN IS NULL LIKE BETWEEN CASE WHEN THEN ELSE "
    "END DISTINCT LEFT RIGHT FULL CROSS NATURAL INNER OUTER USING UNION INTERSECT EXCEPT ALL DESC ASC OVER PARTITION "
    "OFFSET EXISTS WITH WINDOW"
)


def in_full(word: str) -> str:
    """A word of SQL with the one that always follows it: GROUP BY, ORDER BY."""
    return f"{word} BY" if word in {"GROUP", "ORDER"} else word


@dataclass(frozen=True)
class Source:
    """What FROM or JOIN names: its name in this query, and the table in small letters (empty: a query in brackets)."""

    name: str
    table: str


@dataclass(frozen=True)
class Given:
    """A name that SELECT gives to what it computes: ``COUNT(*) AS n``."""

    name: str
    tokens: list[Token]  # of what it stands for


def named(token: Token | None) -> bool:
    """Whether a token is a name: a quoted one, or a word that is none of SQL's own."""
    return token is not None and (token.kind == "name" or (token.kind == "word" and token.word not in KEYWORDS))


def queries(tokens: list[Token]) -> list[int]:
    """For each token the query it stands in: the number of the bracket or UNION that opens it, -1 for the first."""
    stack, found = [-1], []
    for n, token in enumerate(tokens):
        if token.kind == "symbol" and token.value == ")" and len(stack) > 1:
            stack.pop()
        elif token.word in {"UNION", "INTERSECT", "EXCEPT"}:
            stack[-1] = n
        found.append(stack[-1])
        if token.kind == "symbol" and token.value == "(":
            inner = n + 1 < len(tokens) and tokens[n + 1].word in {"SELECT", "WITH"}
            stack.append(n if inner else stack[-1])
    return found


def level(tokens: list[Token], at: int) -> list[Token]:
    """The tokens of the query that token number ``at`` stands in, without those of queries inside it."""
    if not tokens:
        return []
    found = queries(tokens)
    mine = found[min(at, len(tokens) - 1)]
    return [token for token, query in zip(tokens, found, strict=True) if query == mine]


def sources(tokens: list[Token]) -> list[Source]:
    """What FROM and JOIN name, for the tokens of one level."""
    found, at, listing, expected = [], 0, False, False
    padded = [*tokens, Token("symbol", "", 0, 0), Token("symbol", "", 0, 0), Token("symbol", "", 0, 0)]
    while at < len(tokens):
        token = padded[at]
        at += 1
        if token.word in {"FROM", "JOIN"} or (listing and token.value == "," and token.kind == "symbol"):
            listing = expected = True
        elif token.word in ORDER or token.word in {"ON", "USING"}:
            listing = expected = False
        elif expected and (named(token) or token.value == "("):
            expected = False
            table = "" if token.value == "(" else token.value
            while token.value == "(" and at < len(tokens) and padded[at - 1].value != ")":
                at += 1
            while table and padded[at].value == "." and named(padded[at + 1]):
                table = padded[at + 1].value
                at += 2
            at += padded[at].word == "AS"
            short = named(padded[at])
            found.append(Source(padded[at].value if short else table, table.lower()))
            at += short
    return found


def given(tokens: list[Token]) -> list[Given]:
    """The names that SELECT gives, for the tokens of one level."""
    found: list[Given] = []
    part: list[Token] = []
    depth, inside = 0, False
    for token in [*tokens, Token("word", "FROM", 0, 0)]:
        depth += {"(": 1, ")": -1}.get(token.value, 0) if token.kind == "symbol" else 0
        ends = token.word in ORDER and depth == 0
        if inside and (ends or (token.value == "," and token.kind == "symbol" and depth == 0)):
            if len(part) > 1 and named(part[-1]) and (part[-2].word == "AS" or part[-2].value == ")"):
                found.append(Given(part[-1].value, part[: -2 if part[-2].word == "AS" else -1]))
            part = []
        elif inside:
            part.append(token)
        inside = token.word == "SELECT" or (inside and not ends)
    return found
