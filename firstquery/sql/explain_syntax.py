"""Guesses, from the word where a database stopped reading, which of the usual slips of beginners it was."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from itertools import pairwise

from firstquery.sql.failure import AGGREGATES, COMPARES, KEYWORDS, ORDER, Failure
from firstquery.sql.tokens import Token

IN_FULL = {"GROUP": "GROUP BY", "ORDER": "ORDER BY"}
# Words of SQL that a misspelt one may be meant to be.
MEANT = (*ORDER, *IN_FULL, "DISTINCT", "BETWEEN", "UNION", "NULL", "NOT")
# What other languages, or English, say for a word or a sign of SQL.
WORDS = {
    **{"GROUPBY": "GROUP BY", "ORDERBY": "ORDER BY", "SORT BY": "ORDER BY", "ISNULL": "IS NULL", "ISNOT": "IS NOT"},
    **{"NOTNULL": "IS NOT NULL", "NOTIN": "NOT IN", "LEFTJOIN": "LEFT JOIN", "DESCENDING": "DESC", "ASCENDING": "ASC"},
    **{"DSC": "DESC", "UNIQUE": "DISTINCT", "ADN": "AND", "EQUALS": "=", "EVERYTHING": "*"},
}
SIGNS = {
    **{"==": "=", "=<": "<=", "=>": ">=", "=!": "<>", "><": "<>", "=/=": "<>", "/=": "<>", "!": "NOT"},
    **{"&": "AND", "&&": "AND", "|": "OR", "||": "OR", "[": "(", "]": ")", "{": "(", "}": ")"},
    **{"≥": ">=", "≤": "<=", "≠": "<>", "×": "*", "÷": "/", "–": "-"},
}
# What comes after a word, where something is missing.
AFTER = {
    **{"FROM": "the name of a table", "JOIN": "the name of a table", "LIMIT": "a number", "SELECT": "a column or *"},
    **{"GROUP BY": "a column", "ORDER BY": "a column", "DISTINCT": "a column", "AS": "a name"},
    **dict.fromkeys(("WHERE", "ON", "HAVING", "AND", "OR"), "a condition"),
    **dict.fromkeys((*COMPARES, "+", "-", "/"), "a value"),
}
VALUES = {"word", "name", "number", "text"}
BOTH = "Between two conditions stands AND (both have to hold) or OR (one is enough)"
NULL = "NULL is asked for after the column and without a sign: column IS NULL, or column IS NOT NULL."
IS = "IS stands before NULL only. Any other value takes a sign: = for equal, <> for not equal."
DESCENDING = "DESC stands right after the column that the rows are sorted by: ORDER BY seats DESC."
COLON = "A colon before a name stands for a value that a program gives. In a text, it belongs inside quotes."
CONDITIONS = "Conditions stand in WHERE, and WHERE comes before ORDER BY and LIMIT."
CASE = "A value that depends on a condition is written: CASE WHEN condition THEN value ELSE value END."


def guess(failure: Failure) -> str:
    """A sentence about the likely slip; never empty."""
    for rule in RULES:
        if sentence := rule(failure):
            return sentence
    if not failure.near(0).value:
        return "The query ends too early: something is still missing after its last word."
    return "The slip is at this word or right before it: look for a missing comma, a missing word or a misspelt one."


def near_word(name: str) -> str:
    """Which word of SQL a name is likely meant to be; empty where it is like none."""
    if name.upper() in WORDS:
        return f"In SQL, {name} is written {WORDS[name.upper()]}."
    near = difflib.get_close_matches(name.upper(), MEANT, 1, 0.74) if len(name) > 2 else []
    return f"Is {name} meant to be {IN_FULL.get(near[0], near[0])}?" if near else ""


def sign(failure: Failure) -> str:
    """``==``, ``&&``, ``=>``, ``≥``, square brackets."""
    text = failure.statement.text
    start, end = failure.span or (0, 0)
    while start > 0 and text[start - 1] in "=<>!&|/":
        start -= 1
    while 0 < end < len(text) and text[end] in "=<>!&|/":
        end += 1
    for begin, stop in ((start, end), failure.near(-1).span, failure.near(-2).span):
        if text[begin:stop] in SIGNS:
            failure.span = (begin, stop)
            return f"SQL does not know {text[begin:stop]} here. It is written: {SIGNS[text[begin:stop]]}"
    return COLON if failure.near(0).value == ":" else ""


def quote(failure: Failure) -> str:
    """``West'`` and ``'O'Brien'``: a word and a text without a space between them."""
    for a, b in pairwise(failure.tokens):
        if a.end == b.start and (a.kind, b.kind) == ("text", "word") and a.value:
            return "An apostrophe inside a text is written twice: 'It''s'."
        if a.end == b.start and {a.kind, b.kind} == {"word", "text"}:
            return f"A text stands between one single quote on each side: '{(a if a.kind == 'word' else b).value}'."
    return ""


def extra_comma(failure: Failure) -> str:
    """A comma before FROM, at the end, or after a word that cannot end anything."""
    bad, before = failure.near(0), failure.near(-1)
    if before.value == "," and (not bad.value or bad.value in {",", ")"} or bad.word in {*ORDER, "AS", "DESC", "ASC"}):
        return f"There is a comma too many before {bad.word or bad.value or 'the end'}. Take it away."
    goes_on = before.word in KEYWORDS - {"NULL", "END", "DESC", "ASC"} or before.value in {"(", *COMPARES}
    return f"After {before.word or before.value} stands no comma. Take it away." if bad.value == "," and goes_on else ""


def null(failure: Failure) -> str:
    """``= IS NULL``, ``NOT NULL industry``, ``IS 'active'``, ``IS NOT = 3``."""
    around = [failure.near(n).word or failure.near(n).value for n in range(-2, 3)]
    if "NULL" in around and ({"IS", "NOT", "="} & {*around} or _is_name(failure.near(-1))):
        return NULL
    return IS if around[1] == "IS" or around[:2] == ["IS", "NOT"] else ""


def missing_list(failure: Failure) -> str:
    """IN without its brackets, BETWEEN without its AND, LIKE without quotes."""
    near = [failure.near(n).word for n in (-1, -2, -3)]
    if "IN" in near[:2] and failure.clause != "FROM" and failure.near(0).word != "SELECT":
        return "After IN comes a list in brackets, with commas: IN ('West', 'South')."
    last = [token.word for token in failure.inside[-7:]]
    if "BETWEEN" in last and ("AND" not in last[last.index("BETWEEN") :] or last[-1] == "AND"):
        return "BETWEEN needs two values with AND between them: BETWEEN 3 AND 5."
    if any(word == "LIKE" and failure.near(-steps).kind != "text" for steps, word in enumerate(near)):
        return "After LIKE stands a text in single quotes, as in '%Roof%'."
    return ""


def misspelling(failure: Failure) -> str:
    """``FORM``, ``WHER``, ``GROUPBY``, GROUP without BY, CASE without END."""
    found = [token.word for token in failure.tokens]
    if found.count("CASE") > found.count("END"):
        return f"CASE needs END after its last part. {CASE}"
    known = {name.lower() for table in failure.tables for name in (table.name, *table.column_names)}
    for token in (failure.near(0), failure.near(-1), failure.near(-2)):
        if token.word in IN_FULL:
            return f"{token.word} is always followed by BY: {IN_FULL[token.word]}."
        said = near_word(token.value) if token.word and token.word not in KEYWORDS else ""
        if said and token.value.lower() not in known:
            return said
    return ""


def aggregate(failure: Failure) -> str:
    """``COUNT *`` and ``COUNT DISTINCT region``: brackets are missing."""
    for word, after in ((failure.near(n).word, failure.near(n + 1)) for n in (-1, -2)):
        if word in AGGREGATES and after.value != "(":
            inside = {"*": "*", "DISTINCT": "DISTINCT column"}.get(after.value.upper(), "column")
            return f"{word} takes brackets right after it: {word}({inside})."
    return ""


def number(failure: Failure) -> str:
    """``1 000``, ``1,000`` and ``0,5``: one number in two pieces."""
    second = failure.near(1 if failure.near(0).value == "," else 0)
    if second.kind == failure.near(-1).kind == "number":
        return "One number is written without spaces and commas, and its decimals stand after a point: 1000, 0.5."
    return ""


def limit(failure: Failure) -> str:
    """``LIMIT = 5``, a condition after LIMIT, and DESC in a wrong place."""
    bad = failure.near(0)
    if failure.clause not in {"ORDER BY", "LIMIT"} or bad.word in ORDER:
        return ""
    conditions = failure.near(1).value in COMPARES or bad.word in {"AND", "OR"}
    if failure.clause == "LIMIT":
        return CONDITIONS if conditions else "After LIMIT stands the number and nothing else: LIMIT 5."
    after = failure.near(-1).word in {"DESC", "ASC"}
    if bad.word in {"DESC", "ASC"} or (after and failure.near(-2).word == "ORDER BY"):
        return DESCENDING
    if after and bad.kind == "number":
        return f"Is LIMIT missing before {bad.value}?"
    return CONDITIONS if after and conditions else ""


def missing_part(failure: Failure) -> str:
    """A word or a sign after which something is missing."""
    bad, before = failure.near(0), failure.near(-1)
    what, shown = before.word or before.value, bad.word or bad.value
    over = not shown or shown in {*ORDER, "AND", "OR", "ON", "AS", ")"} - {"SELECT"}
    if over and what in AFTER:
        return f"After {what} comes {AFTER[what]}; here {f'{shown} follows' if shown else 'the query ends'}."
    if what == "NOT":
        what, shown = failure.near(-2).word, f"NOT {shown}"
    if what in {"WHERE", "HAVING", "AND", "OR"} and shown in {*COMPARES, "IN", "LIKE", "IS", "NOT IN", "NOT LIKE"}:
        return f"Before {shown} something is missing: each condition names what it compares."
    return ""


def join(failure: Failure) -> str:
    """JOIN without ON."""
    inside = [token.word for token in failure.inside]
    since = inside[len(inside) - inside[::-1].index("JOIN") :] if "JOIN" in inside else []
    if since and not {"ON", "USING", "WHERE"} & {*since, failure.near(0).word}:
        return "After JOIN and its table comes ON with the condition that says which rows belong together."
    return ""


def order(failure: Failure) -> str:
    """No FROM, WHERE after GROUP BY, ORDER BY after LIMIT, a second WHERE."""
    bad, clauses = failure.near(0), failure.clauses
    columns = {name.lower() for table in failure.tables for name in table.column_names}
    if failure.clause == "SELECT" and bad.value.lower() in {table.name.lower() for table in failure.tables} - columns:
        return f"Is FROM missing before {bad.value}?"
    word = "JOIN" if bad.word in {"LEFT", "INNER"} else bad.word
    if word not in ORDER or not clauses:
        return ""
    if word == "SELECT":
        return "A query inside the query stands in brackets: (SELECT ...). A second query takes a cell of its own."
    if clauses == ["SELECT"]:
        return f"The query does not say where from: FROM and a table belong before {word}."
    if word in clauses and word != "JOIN":
        return f"{word} stands here a second time.{' Join conditions with AND.' * (word in {'WHERE', 'HAVING'})}"
    last = max(clauses, key=lambda clause: ORDER[clause])
    parts = {"SELECT", "FROM", "WHERE", "ORDER BY", "LIMIT"} | {token.word for token in failure.tokens}
    sequence = ", ".join("JOIN ... ON" if part == "JOIN" else part for part in ORDER if part in parts)
    return f"{word} comes before {last}. The order is: {sequence}." if ORDER[last] > ORDER[word] else ""


def bracket(failure: Failure) -> str:
    """A bracket that is never closed, or closed without having been opened."""
    opened: list[str] = []
    for before, token in pairwise(failure.tokens):
        if token.kind == "symbol" and token.value == "(":
            opened.append(before.value)
        elif token.kind == "symbol" and token.value == ")":
            if not opened:
                return "There is a closing bracket without an opening one."
            opened.pop()
    return f'The bracket opened after "{opened[-1]}" is never closed: a ) is missing.' if opened else ""


def condition(failure: Failure) -> str:
    """A condition without WHERE; two conditions, or a column and its value, side by side."""
    bad, before = failure.near(0), failure.near(-1)
    shown = failure.statement.text[bad.start : bad.end]
    if failure.clause == "FROM":
        here = bad.value in COMPARES or {"AND", "OR", "IF", "WHEN", "WITH", "IS", "IN"} & {bad.word, before.word}
        return "A condition comes after the word WHERE, and here WHERE is missing." if here else ""
    if failure.clause not in {"WHERE", "HAVING", "JOIN"}:
        return ""
    if bad.value == ",":
        return f"{BOTH}, not a comma. Several values of one column: region IN ('West', 'South')."
    if _is_name(before) and bad.kind in VALUES - {"text"} and failure.near(-2).value in COMPARES:
        return f"A text or a date goes between single quotes: '{before.value} {bad.value}'. {BOTH}."
    if _is_name(before) and bad.kind in {"text", "number"}:
        return f"A sign is missing between {before.value} and {shown}."
    return f"{BOTH}: is one missing before {shown}?" if bad.kind in VALUES else ""


def missing_comma(failure: Failure) -> str:
    """Two columns side by side; a name of two words after AS."""
    bad, before = failure.near(0), failure.near(-1)
    if failure.clause not in {"SELECT", "GROUP BY", "ORDER BY"}:
        return ""
    if failure.near(-2).word == "AS" and _is_name(before) and _is_name(bad) and failure.near(1).value != "(":
        return f'A name of two words goes in double quotes: "{before.value} {bad.value}".'
    first = before if bad.value == "(" else bad
    if first.kind in VALUES and first.word not in KEYWORDS:
        return f"Is a comma missing before {first.value}? Between two columns stands a comma."
    return ""


def _is_name(token: Token) -> bool:
    """Whether a token is a name: a quoted one, or a word that is none of SQL's own."""
    return token.kind == "name" or (token.kind == "word" and token.word not in KEYWORDS)


RULES: tuple[Callable[[Failure], str], ...] = (
    *(sign, quote, extra_comma, null, missing_list, misspelling, aggregate, number, limit),
    *(missing_part, join, order, bracket, condition, missing_comma),
)
