"""Numbers and dates written as on paper: 1,710 and 0,73, and a date without quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from firstquery.warehouse.guard import Statement
from firstquery.warehouse.level import ORDER, named
from firstquery.warehouse.lex import Token
from firstquery.warehouse.place import place
from firstquery.warehouse.slip import COMPARES
from firstquery.warehouse.stopped import QueryStopped

if TYPE_CHECKING:
    from firstquery.warehouse.doubts import Doubted

REASONABLE = range(1900, 2100)  # years that a date may have


def commas(doubted: Doubted) -> Iterator[str]:
    """``SELECT 1,710 - 371`` and ``SELECT amount * 0,73`` show two columns."""
    tokens, depth, clause = doubted.statement.tokens, 0, ""
    for n, token in enumerate(tokens):
        depth += {"(": 1, ")": -1}.get(token.value, 0) if token.kind == "symbol" else 0
        clause = token.word if token.word in ORDER else clause
        parts = _grouped(tokens[n:]) if token.kind == "number" and clause == "SELECT" and not depth else []
        if len(parts) < 2 or (n > 1 and tokens[n - 1].value == "," and tokens[n - 1].end == token.start):
            continue
        shown, before = ",".join(parts), tokens[n - 1]
        if len(parts) == 2 and (parts[0] == "0" or (before.value in {"*", "/"} and len(parts[1]) != 3)):
            yield (
                f"{shown} is two numbers here, in two columns. The decimals of a number stand after a point: "
                f"{'.'.join(parts)}."
            )
        elif all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3:
            many = {2: "two", 3: "three"}.get(len(parts), "several")
            yield f"{shown} is {many} numbers here, in {many} columns. As one number it is written {''.join(parts)}."


def _grouped(tokens: list[Token]) -> list[str]:
    """The figures at the beginning of these tokens that only commas part, without a space."""
    parts = [tokens[0].value]
    for at in range(1, len(tokens) - 1, 2):
        sign, number = tokens[at], tokens[at + 1]
        together = tokens[at - 1].end == sign.start and sign.end == number.start
        if sign.value != "," or number.kind != "number" or not together or not number.value.isdigit():
            break
        parts.append(number.value)
    return parts if parts[0].isdigit() else []


def refuse_date_without_quotes(statement: Statement) -> None:
    """``>= 2025-12-01`` is 2012 to every database: the query would run and answer another question."""
    tokens = statement.tokens
    for n in range(1, len(tokens) - 4):
        found = _date(tokens[n : n + 5])
        before = tokens[n - 1]
        if found and (before.value in COMPARES or before.word in {"BETWEEN", "AND"} or _listed(tokens, n)):
            text, sign = statement.text[tokens[n].start : tokens[n + 4].end], tokens[n + 1].value
            word, by = ("subtraction", "minus") if sign == "-" else ("division", "divided by")
            reckoned = f" {by} ".join(str(int(token.value)) for token in tokens[n : n + 5 : 2])
            column = tokens[n - 2].value if before.value in COMPARES and n > 1 and named(tokens[n - 2]) else ""
            example = f": {column} {before.value} '{found[1]}'" if column else f": '{found[1]}'"
            example = example if found[1] else ", as in '2024-01-31'"
            raise QueryStopped(
                f"Without quotes, {text} is a {word}: {reckoned}{f', which is {found[0]}' if sign == '-' else ''}.\n"
                f"{place(statement.text, (tokens[n].start, tokens[n + 4].end))}\n"
                f"A date goes between single quotes, year first{example}."
            )


def _listed(tokens: list[Token], at: int) -> bool:
    """Whether the number is in a list after IN."""
    while at > 1 and (tokens[at - 1].kind == "number" or tokens[at - 1].value in {"-", "/", ","}):
        at -= 1
    return at > 1 and tokens[at - 1].value == "(" and tokens[at - 2].word == "IN"


def _date(five: list[Token]) -> tuple[int, str] | None:
    """What a date without quotes comes to as a sum, and the form that it takes in quotes (empty: unsure)."""
    together = all(a.end == b.start for a, b in pairwise(five))
    figures = [token.value for token in five[::2]]
    if not together or five[1].value != five[3].value or five[1].value not in {"-", "/"}:
        return None
    if not all(re.fullmatch(r"\d{1,2}|\d{4}", figure) for figure in figures):
        return None
    one, two, three = map(int, figures)
    if one in REASONABLE and 1 <= two <= 12 and 1 <= three <= 31:
        return one - two - three, f"{one}-{two:02}-{three:02}"
    if three in REASONABLE and 1 <= one <= 31 and 1 <= two <= 31 and min(one, two) <= 12:
        return one - two - three, ""  # which of the two is the month is not for us to say
    return None
