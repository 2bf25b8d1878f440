"""Hints about values of two kinds in one comparison: a text and a number, a date without quotes, yes and no."""

from __future__ import annotations

import re

from firstquery.warehouse.clauses import AGGREGATES
from firstquery.warehouse.elsewhere import CONDITIONS
from firstquery.warehouse.lex import Token
from firstquery.warehouse.names import YES
from firstquery.warehouse.slip import COMPARES
from firstquery.warehouse.trouble import NUMBERS, TEXTS, Trouble


def unlike(trouble: Trouble, _: re.Match[str]) -> str:
    """PostgreSQL: no such comparison between these two kinds."""
    token = trouble.token
    at = trouble.number(token)
    sign = next((n for n in (at, at - 1) if 0 < n < len(trouble.tokens) and _sign(trouble.tokens[n])), None)
    if sign is None:
        return _reckoned(trouble)
    joined = _written(trouble, sign)
    if joined in {"=<", "=>", "=!", "><"}:
        right = {"=<": "<=", "=>": ">=", "=!": "<>", "><": "<>"}[joined]
        return f"The two signs are written {right}, in this order."
    if joined in {"=/=", "/="}:
        return "In SQL, not equal is written with these two signs: <>"
    if joined == "==":
        return "In SQL, equal is written with one sign: ="
    if joined.startswith("!") and joined != "!=":
        return "SQL does not know the sign ! by itself. Not equal is written <>"
    if joined not in COMPARES:
        return _reckoned(trouble)
    column = trouble.tokens[sign - 1]
    after = [token.word for token in trouble.tokens[sign + 1 : sign + 3]]
    if after == ["NOT", "NULL"]:
        return f"NULL is asked for without a sign: {column.value} IS NOT NULL."
    value = trouble.tokens[sign + 1] if sign + 1 < len(trouble.tokens) else None
    date = _date(trouble, sign + 1)
    if date:
        trouble.span = date
        return f"A date goes between single quotes, year first: {column.value} {joined} '2024-01-31'."
    if value is not None and value.value == "(":
        return f"For one of several values the word is IN, in place of the sign: {column.value} IN (...)"
    kind = trouble.kind(column)
    if value is not None and value.word in YES and NUMBERS.match(kind):
        trouble.span = value.span
        number = YES[value.word]
        return (
            f"{column.value} holds numbers. As a rule 1 stands for yes and 0 for no: {column.value} {joined} {number}."
        )
    if value is not None and value.kind == "number" and TEXTS.match(kind):
        trouble.span = value.span
        example = f"{column.value} {joined} '{value.value}'"
        return f"{column.value} holds text, and a text stands between single quotes: {example}."
    return _general(trouble)


def _sign(token: Token) -> bool:
    return token.kind == "symbol" and (token.value in COMPARES or token.value in {"!", "/", "&", "|"})


def _written(trouble: Trouble, at: int) -> str:
    """The signs that PostgreSQL reads as one: =/=, !>."""
    text = trouble.statement.text
    start = end = trouble.tokens[at].start
    while start > 0 and text[start - 1] in "=<>!/&|":
        start -= 1
    while end < len(text) and text[end] in "=<>!/&|":
        end += 1
    if trouble.span:
        trouble.span = (start, end)
    return text[start:end]


def _date(trouble: Trouble, at: int) -> tuple[int, int] | None:
    """Where a date without quotes stands: 2024-01-31 is read as a sum, 31/1/2024 too."""
    parts = trouble.tokens[at : at + 5]
    numbers = len(parts) == 5 and all(part.kind == "number" for part in parts[::2])
    if numbers and parts[1].value == parts[3].value and parts[1].value in {"-", "/", "."}:
        return parts[0].start, parts[4].end
    return None


def _reckoned(trouble: Trouble) -> str:
    """A sign of arithmetic between texts, or LIKE with a list."""
    token = trouble.token
    if token is None or token.kind != "symbol":
        return _list_for_like(trouble) if token and token.word == "LIKE" else _general(trouble)
    column = trouble.before(token)
    if TEXTS.match(trouble.kind(column)):
        comma = " Between two columns stands a comma." if trouble.slip().clause == "SELECT" else ""
        return f"The sign {token.value} needs numbers on both sides, and {column.value} holds text.{comma}"
    return "" if token.value in {"+", "-", "*", "/", "%"} else _general(trouble)


def _list_for_like(trouble: Trouble) -> str:
    return "LIKE takes one text. For a second one stands OR, with the column and LIKE again."


def _general(trouble: Trouble) -> str:
    return "A text and a number, or a text and a date, are compared here. A text stands in quotes, a number does not."


def no_value(trouble: Trouble, match: re.Match[str]) -> str:
    """PostgreSQL: a text where a number, a date, or a yes or no belongs."""
    kind, token = match.group(1), trouble.token
    before = trouble.before(token)
    if kind == "boolean" and before.word in {"OR", "AND", "WHERE", "NOT"}:
        sign = trouble.before(token, 3)
        column = trouble.before(token, 4).value if sign.value in COMPARES else ""
        text = trouble.statement.text[token.start : token.end] if token else ""
        example = f": {column} {sign.value} {text}" if column else "."
        return f"After {before.word} stands a whole condition again, with its column{example}"
    column = trouble.before(token, 2).value
    list_before = trouble.before(token, 2)
    listed = list_before.word == "IN" or list_before.value in COMPARES
    if kind == "boolean" and before.value == "(" and listed and token is not None:
        return f"Between the values of a list stands a comma, and before the list IN: IN ('{token.value}', ...)"
    if NUMBERS.match(kind) and before.value in COMPARES and token is not None:
        if token.value.upper() in YES:
            number = YES[token.value.upper()]
            return f"{column} holds numbers. As a rule 1 stands for yes and 0 for no: {column} {before.value} {number}."
        return f"{column} holds numbers, and '{token.value}' is none."
    if kind in {"date", "timestamp", "time"} or kind.startswith("timestamp"):
        return "A date is written with the year first, between single quotes: '2024-01-31'."
    return _general(trouble)


def no_condition(trouble: Trouble, match: re.Match[str]) -> str:
    """PostgreSQL: a column where a condition belongs."""
    word, token = match.group(1).split("/")[-1], trouble.token
    name = token.value if token else "the column"
    if token is not None:
        at = trouble.number(token)
        if at + 2 < len(trouble.tokens) and trouble.tokens[at + 1].value == ".":
            name = f"{name}.{trouble.tokens[at + 2].value}"
            trouble.span = (token.start, trouble.tokens[at + 2].end)
    if word == "NOT" and trouble.before(token, 2).value in COMPARES:
        return f"In SQL, not equal is written with these two signs: {trouble.before(token, 3).value} <> {name}"
    clause = trouble.slip().clause
    if clause == "LIMIT":
        return CONDITIONS
    later = trouble.tokens[trouble.number(token) :]
    if clause == "GROUP" and word == "AND" and any(t.word in AGGREGATES for t in later):
        return "A condition on groups goes after GROUP BY, in HAVING, not after AND."
    if clause in {"GROUP", "ORDER", "SELECT"} and word in {"AND", "OR"}:
        return f"Between two columns stands a comma, not {word}."
    if word == "ON":
        return f"After ON stands a condition with two columns and a sign between them; here {name} stands alone."
    return f"{name} alone is no condition. Compare it with a value, as in {name} = 1."


def money(trouble: Trouble, _: re.Match[str]) -> str:
    """A dollar sign before a number, or a colon before a name: the database waits for a value."""
    found = next((n for n, t in enumerate(trouble.tokens) if t.value == "$" and t.kind == "symbol"), None)
    if found is not None and found + 1 < len(trouble.tokens):
        number = trouble.tokens[found + 1]
        trouble.span = (trouble.tokens[found].start, number.end)
        return f"A number stands without a sign for money: {number.value}."
    trouble.point(next((t for t in trouble.tokens if t.kind == "symbol" and t.value in {":", "?", "@"}), None))
    return "A colon before a name stands for a value that comes from Python. In a text, it belongs inside quotes."
