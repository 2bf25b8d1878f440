"""Guesses, from the word where a database stopped reading, which of the usual slips it was."""

from __future__ import annotations

import difflib
from collections.abc import Callable

from firstquery.warehouse.lex import Token

# The order in which the parts of a query stand.
ORDER = {"SELECT": 0, "FROM": 1, "JOIN": 2, "WHERE": 3, "GROUP": 4, "HAVING": 5, "ORDER": 6, "LIMIT": 7}
SEQUENCE = "SELECT, FROM, JOIN ... ON, WHERE, GROUP BY, HAVING, ORDER BY, LIMIT"
KEYWORDS = [
    *ORDER,
    *(
        "BY",
        "ON",
        "AS",
        "AND",
        "OR",
        "NOT",
        "IN",
        "IS",
        "NULL",
        "LIKE",
        "BETWEEN",
        "CASE",
        "WHEN",
        "THEN",
        "ELSE",
        "END",
    ),
    *("DISTINCT", "LEFT", "INNER", "OUTER", "UNION", "ALL", "DESC", "ASC", "OVER", "PARTITION", "OFFSET", "EXISTS"),
]
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
VALUES = {"word", "name", "number", "text"}
COMPARES = {"=", "==", "<>", "!=", "<", ">", "<=", ">="}


class Slip:
    """The tokens of a statement and the place ``at`` where the database stopped (the number of tokens: at the end)."""

    def __init__(self, tokens: list[Token], at: int, names: set[str]) -> None:
        self.tokens = tokens
        self.at = at
        self.names = names  # tables and columns, small letters: none of these is a misspelt keyword
        self.bad = tokens[at] if at < len(tokens) else None

    def back(self, steps: int) -> Token:
        """The token so many steps before the place; an empty one before the beginning."""
        return self.tokens[self.at - steps] if 0 <= self.at - steps < len(self.tokens) else Token("symbol", "", 0, 0)

    @property
    def clauses(self) -> list[str]:
        """The clause words before the place, in the same pair of brackets."""
        found, depth = [], 0
        for token in reversed(self.tokens[: self.at]):
            if token.kind == "symbol" and token.value in "()":
                depth += 1 if token.value == ")" else -1
                if depth < 0:
                    break
            elif depth == 0 and token.word in ORDER:
                found.append(token.word)
        return found[::-1]

    @property
    def clause(self) -> str:
        return self.clauses[-1] if self.clauses else ""


def guess(tokens: list[Token], at: int, names: set[str]) -> str:
    """A sentence about the likely slip; never empty."""
    slip = Slip(tokens, at, names)
    for rule in RULES:
        sentence = rule(slip)
        if sentence:
            return sentence
    if slip.bad is None:
        return "The query ends too early: something is still missing after its last word."
    return "The slip is at the arrow or right before it: look for a missing comma, a missing word or a misspelt one."


def _twin_symbols(slip: Slip) -> str:
    bad = slip.bad.value if slip.bad else ""
    after = slip.tokens[slip.at + 1].value if slip.at + 1 < len(slip.tokens) else ""
    pair = (slip.back(1).value, bad)
    if bad == "==" or pair == ("=", "="):
        return "In SQL, equal is written with one sign: ="
    swapped = {("=", ">"): ">=", ("=", "<"): "<=", ("=", "!"): "!=", ("!", "="): "!=", ("<", ">"): "<>"}
    for two in (pair, (bad, after)):
        if two in swapped:
            return f"The two signs are written {swapped[two]}, in this order and without a space."
    return ""


def _apostrophe(slip: Slip) -> str:
    before = slip.back(1)
    if slip.bad and before.kind == "text" and before.end == slip.bad.start:
        return "An apostrophe inside a text is written twice: 'It''s'."
    return ""


SIGNS = {
    "\u2013": "-",
    "\u2014": "--",
    "\u2212": "-",
    "\u2265": ">=",
    "\u2264": "<=",
    "\u2260": "<>",
    "\u00d7": "*",
    "\u00f7": "/",
}


def _sign(slip: Slip) -> str:
    bad = slip.bad.value if slip.bad else ""
    return f"SQL does not know the sign {bad}. It is typed: {SIGNS[bad]}" if bad in SIGNS else ""


def _unfinished(slip: Slip) -> str:
    before = slip.back(1)
    if slip.bad and slip.bad.value == ":":
        return "A colon before a name stands for a value that comes from Python. In a text, it belongs inside quotes."
    if before.word == "IN" and slip.bad:
        return "After IN comes a list in brackets: IN (3, 4)."
    if before.word == "LIKE" or (slip.bad and slip.bad.value == "%" and slip.back(1).word == "LIKE"):
        return "After LIKE stands a text in single quotes, as in '%Roof%'."
    words = [token.word for token in slip.tokens[: slip.at]]
    if "BETWEEN" in words[-4:] and "AND" not in words[len(words) - words[::-1].index("BETWEEN") :]:
        return "BETWEEN needs two values with AND between them: BETWEEN 3 AND 5."
    if slip.bad is None and before.word in KEYWORDS:
        what = {"FROM": "the name of a table", "JOIN": "the name of a table", "BY": "a column", "LIMIT": "a number"}
        return f"After {before.word} comes {what.get(before.word, 'something more')}; here the query ends."
    if slip.bad and slip.bad.word in {"AND", "OR"} and slip.clause == "FROM":
        return "The first condition comes after WHERE; AND and OR only join further ones."
    if slip.back(2).word == "AS" and slip.bad and slip.bad.kind == "word" and slip.bad.word not in KEYWORDS:
        both = f"{before.value} {slip.bad.value}"
        return f'A name of two words goes in double quotes: "{both}". Or make it one: {both.replace(" ", "_")}.'
    return ""


def _comma_too_many(slip: Slip) -> str:
    if slip.back(1).value != ",":
        return ""
    if slip.bad is None:
        return "There is a comma at the end with nothing after it. Take it away."
    if slip.bad.word in ORDER or slip.bad.value in {")", ","}:
        return f"There is a comma too many before {slip.bad.value}. Take it away."
    return ""


def _misspelt(slip: Slip) -> str:
    for token in (slip.bad, slip.back(1), slip.back(2)):
        if token is None or not token.word or token.value.lower() in slip.names or token.word in KEYWORDS:
            continue
        joined = {"GROUPBY": "GROUP BY", "ORDERBY": "ORDER BY", "ISNULL": "IS NULL", "LEFTJOIN": "LEFT JOIN"}
        if token.word in joined:
            return f"{token.value} is two words: {joined[token.word]}."
        near = difflib.get_close_matches(token.word, CLAUSES, 1, 0.74) if len(token.word) > 2 else []
        if near:
            return f"Is {token.value} meant to be {near[0]}?"
    return ""


def _no_by(slip: Slip) -> str:
    for token in (slip.back(1), slip.bad):
        if token and token.word in {"GROUP", "ORDER"} and slip.bad and slip.bad.word != "BY":
            after = slip.tokens[slip.tokens.index(token) + 1 :][:1]
            if after and after[0].word != "BY" and slip.clauses.count(token.word) <= 1:
                return f"{token.word} is always followed by BY: {token.word} BY."
    return ""


def _order(slip: Slip) -> str:
    word = slip.bad.word if slip.bad else ""
    word = "JOIN" if word in {"LEFT", "INNER", "RIGHT", "CROSS"} else word
    if word not in ORDER or not slip.clauses:
        return ""
    if word in slip.clauses and word not in {"JOIN", "SELECT"}:
        more = " Join conditions with AND." if word in {"WHERE", "HAVING"} else ""
        return f"{word} stands here a second time.{more}"
    last = max(slip.clauses, key=lambda clause: ORDER[clause])
    if ORDER[last] > ORDER[word]:
        by = {"GROUP": "GROUP BY", "ORDER": "ORDER BY"}
        return f"{by.get(word, word)} comes before {by.get(last, last)}. The order is: {SEQUENCE}."
    if word not in {"SELECT", "FROM"} and "FROM" not in slip.clauses:
        return f"The query does not say where from: FROM and a table belong before {word}."
    return ""


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


def _case(slip: Slip) -> str:
    words = [token.word for token in slip.tokens]
    return "CASE needs END after its last part." if words.count("CASE") > words.count("END") else ""


def _reserved(slip: Slip) -> str:
    before = slip.back(1).word
    if slip.bad is None or before not in {"AS", "FROM", "JOIN"}:
        return ""
    if slip.bad.word and (before == "AS" or (slip.bad.word in KEYWORDS and slip.bad.word not in ORDER)):
        word = slip.bad.value
        return f'"{word}" is a word of SQL and cannot be a name by itself. Take another name, such as {word}_1.'
    return f"After {before} stands the name of a table." if slip.bad.word in ORDER else ""


def _text_without_quotes(slip: Slip) -> str:
    if slip.bad and slip.bad.kind == "word" and slip.back(1).kind == "word" and slip.back(2).value in COMPARES:
        words = f"{slip.back(1).value} {slip.bad.value}"
        if slip.bad.word not in KEYWORDS and slip.back(1).value.lower() not in slip.names:
            return f"A text stands between single quotes: '{words}'."
    return ""


def _on(slip: Slip) -> str:
    if slip.clause != "JOIN" or slip.bad is None:
        return ""
    words = [token.word for token in slip.tokens[: slip.at]]
    since = words[len(words) - words[::-1].index("JOIN") :]
    return "After JOIN and the table comes ON with the condition." if "ON" not in since and since else ""


def _missing_comma(slip: Slip) -> str:
    if slip.bad is None or slip.clause != "SELECT":
        return ""
    bad, before = slip.bad, slip.back(1)
    if bad.kind in VALUES and bad.word not in KEYWORDS and (before.kind in VALUES or before.value in {")", "*"}):
        return f"Is a comma missing before {bad.value}? Between two columns stands a comma."
    if bad.value == "(" and slip.back(2).kind in VALUES:
        return f"Is a comma missing before {before.value}? Between two columns stands a comma."
    return ""


def _missing_and(slip: Slip) -> str:
    bad = slip.bad
    if bad is None or slip.clause not in {"WHERE", "HAVING", "JOIN"}:
        return ""
    if bad.kind in VALUES and bad.word not in KEYWORDS and (slip.back(1).kind in VALUES or slip.back(1).value == ")"):
        return f"Between two conditions stands AND or OR: is one missing before {bad.value}?"
    return ""


RULES: tuple[Callable[[Slip], str], ...] = (
    _twin_symbols,
    _apostrophe,
    _sign,
    _comma_too_many,
    _reserved,
    _misspelt,
    _unfinished,
    _no_by,
    _order,
    _brackets,
    _case,
    _text_without_quotes,
    _on,
    _missing_comma,
    _missing_and,
)
