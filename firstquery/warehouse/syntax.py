"""Guesses, from the word where a database stopped reading, which of the usual slips it was."""

from __future__ import annotations

import difflib
from collections.abc import Callable

from firstquery.warehouse import cases, clauses, conditions, pieces
from firstquery.warehouse.clauses import MEANT
from firstquery.warehouse.level import KEYWORDS, ORDER, in_full, named
from firstquery.warehouse.lex import Token
from firstquery.warehouse.slip import VALUES, Slip

CLAUSES = (
    "SELECT",
    "FROM",
    "WHERE",
    "GROUP",
    "HAVING",
    "ORDER",
    "LIMIT",
    "JOIN",
    "DISTINCT",
    "BETWEEN",
    "UNION",
    "NULL",
)


def guess(slip: Slip) -> str:
    """A sentence about the likely slip; never empty."""
    for rule in RULES:
        sentence = rule(slip)
        if sentence:
            return sentence
    if slip.bad is None:
        return "The query ends too early: something is still missing after its last word."
    return "The slip is at this word or right before it: look for a missing comma, a missing word or a misspelt one."


def _colon(slip: Slip) -> str:
    if slip.sign != ":" or not slip.bad:
        return ""
    after = slip.ahead(1)
    if after.kind == "word" and after.start == slip.bad.end:
        return "A colon before a name stands for a value that comes from Python. In a text, it belongs inside quotes."
    if slip.clause in {"WHERE", "HAVING", "JOIN"}:
        return "SQL does not know the colon here. Equal is written with one sign: ="
    return "The colon does not belong here. Take it away."


def _point(slip: Slip) -> str:
    """A point where none belongs: it stands between a table and its column only."""
    for steps in (0, 1):
        point = slip.back(steps) if steps or slip.bad else slip.back(1)
        near = slip.back(steps + 1) if steps or slip.bad else slip.back(2)
        if point.value == "." and point.kind == "symbol" and (not named(near) or not named(slip.ahead(1 - steps))):
            return "A point stands only between a table and its column. Take it away, or write the column after it."
    return ""


def _backtick(slip: Slip) -> str:
    """PostgreSQL knows no such quotes."""
    token = next((t for t in slip.tokens if t.kind == "name" and slip.text[t.start] == "`"), None)
    return f"Text goes between straight single quotes: '{token.value}'." if token else ""


def _number(slip: Slip) -> str:
    token = slip.bad if slip.bad and slip.bad.kind == "number" else slip.back(1)
    if slip.back(1).value == "%" and slip.back(2).kind == "number" and not (slip.bad and slip.bad.kind in VALUES):
        if slip.back(3).word == "LIMIT":
            return "LIMIT takes a number of rows, not a share: LIMIT 5."
        number = slip.back(2).value
        return f"A number stands without the sign %: {number}, or {number} / 100.0 for that share."
    digits = token.value.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
    if token.kind == "number" and digits != token.value and digits.replace(".", "", 1).isdigit():
        return f"{token.value} is neither a number nor a name. A number is written in figures alone, as in 5000 or 0.5."
    return ""


def _misspelt(slip: Slip) -> str:
    for token in (slip.bad, slip.back(1), slip.back(2)):
        if token is None or not token.word or token.value.lower() in slip.known or token.word in KEYWORDS:
            continue
        if token.word in MEANT:
            if MEANT[token.word].replace(" ", "") == token.word:
                return f"{token.value} is {'two' if token.word[:5] != 'NOTNU' else 'three'} words: {MEANT[token.word]}."
            return f"In SQL, {token.value} is written {MEANT[token.word]}."
        near = difflib.get_close_matches(token.word, CLAUSES, 1, 0.74) if len(token.word) > 2 else []
        if near:
            return f"Is {token.value} meant to be {near[0]}?"
    return ""


def _order(slip: Slip) -> str:
    word = "JOIN" if slip.word in {"LEFT", "INNER", "RIGHT", "CROSS"} else slip.word
    if word not in ORDER or not slip.clauses:
        return ""
    if word in slip.clauses and word not in {"JOIN", "SELECT"}:
        more = " Join conditions with AND." if word in {"WHERE", "HAVING"} else ""
        return f"{word} stands here a second time.{more}"
    if word == "SELECT" and "SELECT" in slip.clauses and "FROM" in slip.clauses:
        return "A second query begins here. One runs at a time; further columns stand after the first SELECT."
    last = max(slip.clauses, key=lambda clause: ORDER[clause])
    if ORDER[last] > ORDER[word]:
        return f"{in_full(word)} comes before {in_full(last)}. The order is: {_sequence(slip)}."
    if word not in {"SELECT", "FROM"} and "FROM" not in slip.clauses:
        return f"The query does not say where from: FROM and a table belong before {word}."
    return ""


def _sequence(slip: Slip) -> str:
    """The order of the parts: those of a first query, and of the others those that this query has."""
    first = {"SELECT", "FROM", "WHERE", "ORDER", "LIMIT"}
    return ", ".join("JOIN ... ON" if word == "JOIN" else in_full(word) for word in ORDER if word in first | slip.here)


def _brackets(slip: Slip) -> str:
    open_at: list[Token] = []
    for token in slip.tokens:
        if token.kind == "symbol" and token.value == "(":
            open_at.append(token)
        elif token.kind == "symbol" and token.value == ")":
            if not open_at:
                return "There is a closing bracket without an opening one."
            open_at.pop()
    if open_at:
        number = slip.tokens.index(open_at[-1])
        before = slip.tokens[number - 1].value if number else ""
        return f'The bracket opened after "{before}" is never closed: a ) is missing.'
    return ""


def _open_query(slip: Slip) -> str:
    """A query in brackets that is never closed: what follows looks like a second WHERE or a wrong order."""
    opened = slip.opened
    if opened is None or slip.word not in ORDER or slip.tokens[opened + 1].word != "SELECT":
        return ""
    missing = _brackets(slip)
    return f"{missing} Does it belong before this {slip.word}?" if "never closed" in missing else ""


def _reserved(slip: Slip) -> str:
    before = slip.back(1).word
    if slip.word in {"TABLE", "TABLES"} and slip.clause == "FROM":
        return f"After FROM stands the name of the table alone, without the word {slip.shown(slip.bad)}."
    if slip.bad and slip.bad.kind == "text" and before in {"FROM", "JOIN", "AS"}:
        what = "table" if before != "AS" else "column"
        name = slip.bad.value
        if not name.isidentifier():
            return (
                f'The name of a {what} stands without single quotes. One of several words takes double ones: "{name}"'
            )
        return f"The name of a {what} stands without single quotes: {name}."
    if slip.bad is None or before not in {"AS", "FROM", "JOIN"}:
        return ""
    if before == "AS" and slip.word == "SELECT" and slip.tokens[0].word == "WITH":
        return f"After AS stands the query in brackets: WITH {slip.back(2).value} AS (SELECT ...)"
    parts = {*ORDER, "ON", "USING", "AND", "OR", "IS", "IN", "LEFT", "INNER"} - {"ORDER", "GROUP"}
    if before == "AS" and slip.word in parts:
        return f"After AS comes a name; here {in_full(slip.word)} follows."
    if before == "JOIN" and slip.word == "ON":
        return "After JOIN stands the name of a table, and after that ON with the condition."
    if slip.word and (before == "AS" or (slip.word in KEYWORDS and slip.word not in ORDER)):
        word = slip.bad.value
        return f'"{word}" is a word of SQL and cannot be a name by itself. Take another name, such as {word}_1.'
    return f"After {before} stands the name of a table." if slip.word in ORDER else ""


def _with(slip: Slip) -> str:
    if slip.tokens[0].word != "WITH":
        return ""
    if slip.word == "SELECT" and slip.back(1).value == "(" and slip.at == 3 and slip.back(2).kind == "word":
        return f"AS is missing before the bracket: WITH {slip.back(2).value} AS (SELECT ...)"
    if slip.bad is None and slip.back(1).value == ")" and slip.opened is None and "SELECT" not in slip.clauses:
        return "After the query in brackets comes the query that uses it: SELECT ... FROM and its name."
    return ""


def _after_as(slip: Slip) -> str:
    if slip.back(2).word == "AS" and slip.back(1).word == "FROM":  # PostgreSQL takes FROM for the name
        return "After AS comes a name; here FROM follows."
    return ""


def _on(slip: Slip) -> str:
    inside = [token.word for token in slip.inside]
    if "JOIN" not in inside:
        return ""
    since = inside[len(inside) - inside[::-1].index("JOIN") :]
    if slip.back(1).word == "USING" and slip.bad:
        return f"After USING stands the column in brackets: USING ({slip.bad.value})."
    if not since or {"ON", "USING", "CROSS", "NATURAL"} & {*since, *inside[-len(since) - 2 : -len(since)]}:
        return ""
    if slip.word == "WITH":
        return "After JOIN and its table comes ON with the condition, not WITH."
    if slip.word == "ON" and "WHERE" in since:
        return "ON belongs right after JOIN and its table, before WHERE."
    if slip.bad is None or slip.word in ORDER or slip.word in {"LEFT", "INNER"} or slip.sign == ")":
        return "After JOIN and its table comes ON with the condition that says which rows belong together."
    if named(slip.bad) or slip.sign in {".", "="}:
        return "ON is missing before the condition: after JOIN and its table comes ON with the condition."
    return ""


def _join_missing(slip: Slip) -> str:
    for steps in (0, 1, 2):
        token = slip.back(steps + 1)
        if token.word in {"LEFT", "INNER", "RIGHT"} and (steps or named(slip.bad)) and slip.clause == "FROM":
            return f"After {token.word} stands JOIN: {token.word} JOIN."
    return ""


RULES: tuple[Callable[[Slip], str], ...] = (
    pieces.in_pieces,
    pieces.half_quoted,
    pieces.times,
    pieces.month,
    cases.case,
    clauses.stray_comma,
    *conditions.RULES,
    _colon,
    _point,
    _backtick,
    _number,
    clauses.count,
    clauses.comma_too_many,
    _reserved,
    _after_as,
    _with,
    clauses.underscores,
    clauses.other_words,
    _misspelt,
    clauses.limit,
    clauses.by,
    clauses.ends_after,
    _on,
    _join_missing,
    clauses.from_missing,
    clauses.two_words,
    _open_query,
    _order,
    _brackets,
    *conditions.LATE,
    clauses.missing_comma,
)
