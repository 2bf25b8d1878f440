"""Slips in a condition: after WHERE, ON, HAVING or WHEN."""

from __future__ import annotations

import re
from collections.abc import Callable

from firstquery.warehouse.clauses import AGGREGATES
from firstquery.warehouse.level import KEYWORDS, ORDER, in_full, named
from firstquery.warehouse.nulls import SPOKEN, compared, null, written
from firstquery.warehouse.slip import COMPARES, VALUES, Slip

BOTH = "AND (both have to hold) or OR (one is enough)"
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


def sign(slip: Slip) -> str:
    """Two signs in a wrong order, apart or doubled, and signs that SQL does not know."""
    bad, before, after = slip.sign, slip.back(1).value, slip.ahead(1).value
    if bad in {"[", "]", "{", "}"} and slip.back(1).word not in {*AGGREGATES, "IN"}:
        return "Here SQL has round brackets only: ( and ). A text stands between single quotes, without brackets."
    strange = next((sign for sign in (bad, before) if sign in SIGNS), "")
    if strange:
        return f"SQL does not know the sign {strange}. It is typed: {SIGNS[strange]}"
    around = "".join(slip.text[slip.back(2).start : slip.bad.end + 2].split()) if slip.bad else ""
    if re.search(r"=/=|/=", around):
        return "In SQL, not equal is written with these two signs: <>"
    if bad == "&" or before == "&" or (bad in COMPARES and slip.back(2).value == "&"):
        return "In SQL the word AND stands between two conditions, not the sign &."
    if (before == "||" or slip.back(2).value == "||") and (bad in COMPARES or bad == "|"):
        return "In SQL the word OR stands between two conditions, not the sign |."
    if (slip.back(1).word == "NOT" and bad == "=" and slip.back(2).word != "IS") or (
        slip.word == "NOT" and after == "=" and slip.back(1).word != "IS"
    ):
        return "In SQL, not equal is written with these two signs: <>"
    swapped = {("=", ">"): ">=", ("=", "<"): "<=", ("=", "!"): "<>", ("!", "="): "<>", ("<", ">"): "<>"}
    swapped |= {(">", "="): ">=", ("<", "="): "<=", ("!=", "="): "<>", ("<>", "="): "<>"}
    for two in ((before, bad), (bad, after)):
        if two in swapped:
            return f"The two signs are written {swapped[two]}, in this order and without a space."
    if bad == "==" or (before, bad) == ("=", "="):
        return "In SQL, equal is written with one sign: ="
    if bad == "!" or before == "!":
        return "SQL does not know the sign ! by itself. Not equal is written <>"
    return ""


def apostrophe(slip: Slip) -> str:
    """A text that ended earlier than meant."""
    before = slip.back(1)
    if slip.bad and slip.bad.kind in VALUES and before.kind == "text" and before.end == slip.bad.start:
        if not before.value:
            return f"A text stands between one single quote on each side: '{slip.bad.value}'."
        return "An apostrophe inside a text is written twice: 'It''s'."
    return ""


def between(slip: Slip) -> str:
    """BETWEEN without its AND."""
    words = [token.word for token in slip.inside]
    if "BETWEEN" in words[-7:]:
        since = words[len(words) - words[::-1].index("BETWEEN") :]
        if "AND" not in since or since[-1] == "AND":
            return "BETWEEN needs two values with AND between them: BETWEEN 3 AND 5."
    return ""


def unfinished(slip: Slip) -> str:
    """A condition that lacks its beginning, its sign or its value."""
    before, column = slip.back(1), slip.back(2)
    ends = slip.bad is None or slip.word in ORDER or slip.word in {"AND", "OR", "LIMIT", "ON"} or slip.sign == ")"
    what = in_full(slip.word) or slip.sign
    where = f"here {what} follows" if slip.bad else "here the query ends"
    if before.word in {"AND", "OR"} and ends and slip.clause in {"WHERE", "HAVING", "JOIN"}:
        return f"After {before.word} comes another condition; {where}. Write the condition, or take {before.word} away."
    if before.word == "WHERE" and slip.word in {"AND", "OR"}:
        return f"After WHERE comes the first condition. Take {slip.word} away."
    if before.word == "HAVING" and slip.sign in COMPARES:
        return f"Before {slip.sign} stands what is compared, such as COUNT(*)."
    if before.word in {"WHERE", "AND", "OR"} and slip.sign in COMPARES:
        earlier = [t for t in slip.inside if named(t) and t.value.lower() in slip.columns]
        name = f" Is {earlier[-1].value} {slip.sign} ... meant?" if earlier else ""
        if before.word == "WHERE":
            return f"Before {slip.sign} the name of a column is missing."
        return f"Each condition names its column again, also after {before.word}.{name}"
    if before.word in {"WHERE", "AND", "OR", "NOT"} and slip.word in {"IN", "LIKE", "BETWEEN", "IS"}:
        return f"Before {slip.word} the name of a column is missing."
    if before.word == "IS" and column.word in {"WHERE", "AND", "OR", "NOT"}:
        return "Before IS the name of a column is missing."
    if before.value in COMPARES and ends:
        name = f" {column.value}" if named(column) else ""
        return f"What is{name} compared with? After {before.value} a value is missing; {where}."
    if "IN" in {before.word, slip.back(2).word} and "LIKE" in {slip.word, before.word}:
        return "Before LIKE stands no IN: take IN away."
    if before.word == "IN" and slip.word in {"SELECT", "WITH"}:
        return "The query after IN stands in brackets: IN (SELECT ...)."
    if before.word == "IN" and slip.bad:
        value = slip.ahead(1) if slip.sign else slip.bad
        example = "3, 4" if value.kind not in {"text", "word"} else f"'{value.value}'"
        return f"After IN comes a list in {'round ' if slip.sign else ''}brackets: IN ({example})."
    if slip.word == "SELECT" and before.value in {*COMPARES, "+", "-", "*", "/"}:
        return f"A query inside the query stands in brackets: {before.value} (SELECT ...)"
    for steps in (0, 1, 2, 3):  # SQLite stops at the sign after LIKE, or at the end where % was read as a sum
        if slip.back(steps + 1).word == "LIKE" and (steps == 0 or slip.back(1).value == "%" or slip.sign == "%"):
            return "After LIKE stands a text in single quotes, as in '%Roof%'."
    if slip.word in {"AND", "OR"} and slip.clause == "FROM":
        if slip.ahead(1).value.lower() in slip.tables and slip.ahead(2).value != ".":
            return f"{slip.word} joins conditions, not tables. After FROM stands one table."
        return "The first condition comes after WHERE; AND and OR only join further ones."
    return ""


def comma(slip: Slip) -> str:
    """A comma where AND belongs, in a list without IN, or in a number."""
    if slip.sign != "," or slip.clause not in {"WHERE", "HAVING", "JOIN"}:
        return ""
    before, after = slip.back(1), slip.ahead(1)
    listed = slip.opened is not None and (slip.tokens[slip.opened - 1].word == "IN" or _calls(slip, slip.opened))
    if listed or before.value in {",", "("}:
        return ""
    if slip.back(2).word == "IN":
        return f"After IN comes a list in brackets: IN ({slip.shown(before)}, {slip.shown(after)})."
    if after.word in ORDER or after.word in {"AND", "OR"}:
        return f"Before {in_full(after.word)} stands no comma. Take it away."
    if after.kind in {"text", "number"} and slip.back(2).value in {"=", "<>", "!="} and named(slip.back(3)):
        word = "IN" if slip.back(2).value == "=" else "NOT IN"
        return f"For one of several values: {slip.back(3).value} {word} ({slip.shown(before)}, {slip.shown(after)})."
    if after is not None and not after.value:
        return "There is a comma at the end with nothing after it. Take it away."
    return f"Between two conditions stands {BOTH}, not a comma."


def _calls(slip: Slip, bracket: int) -> bool:
    """Whether a bracket belongs to a function."""
    return bracket > 0 and named(slip.tokens[bracket - 1])


def spoken(slip: Slip) -> str:
    """A sign written as a word, a missing sign, a text of two words without quotes."""
    bad, before = slip.bad, slip.back(1)
    if bad is None or slip.clause not in {"WHERE", "HAVING", "JOIN"}:
        return ""
    if bad.kind == "word" and before.kind == "word" and slip.back(2).value in COMPARES:
        words = f"{before.value} {bad.value}"
        if bad.word not in KEYWORDS and before.value.lower() not in slip.columns:
            return f"A text stands between single quotes: '{words}'."
    if bad.word == "SI" and named(before):
        return "Is SI meant to be IS?"
    if bad.word in SPOKEN and named(before):
        return written(slip, before.value, bad.word)
    if bad.word in {"THAN", "TO"} and before.word in SPOKEN and slip.back(2).word == "IS":
        return written(slip, slip.back(3).value, before.word)
    if bad.kind in VALUES and bad.word not in KEYWORDS and not compared(slip):
        if named(before) and bad.value.lower() in slip.columns and before.value.lower() in slip.tables:
            return f"A point is missing between the table and its column: {before.value}.{bad.value}"
        if named(before) and bad.kind in {"text", "number"}:
            return (
                f"A sign is missing between {before.value} and {slip.shown(bad)}: {before.value} = {slip.shown(bad)}?"
            )
        if named(before) or before.value == ")":
            return f"A sign such as = is missing before {slip.shown(bad)}."
    return ""


def missing_and(slip: Slip) -> str:
    """Two conditions, or two values of a list, side by side."""
    bad, before = slip.bad, slip.back(1)
    if bad is None or slip.clause not in {"WHERE", "HAVING", "JOIN"}:
        return ""
    values = bad.kind in VALUES and bad.word not in KEYWORDS and (before.kind in VALUES or before.value == ")")
    opened = slip.opened
    if values and opened is not None and slip.tokens[opened - 1].word == "IN" and opened:
        return f"Is a comma missing before {slip.shown(bad)}? Between two values of a list stands a comma."
    other = next((t.word for t in (bad, before) if t.word in {"WITH", "BUT", "PLUS", "ALSO", "XOR"}), "")
    if other and slip.clause in {"WHERE", "HAVING"}:
        return f"Between two conditions stands AND or OR, not {other}."
    if "NOT" in {bad.word, before.word} and compared(slip) and slip.ahead(0).word not in {"IN", "LIKE", "NULL"}:
        return "Between two conditions stands AND or OR: is one missing before NOT?"
    if values and bad.word and bad.value.lower() not in slip.known and slip.ahead(1).value.lower() in slip.columns:
        return f"Between two conditions stands AND or OR. Is {bad.value} meant to be one of them?"
    if values and before.word not in KEYWORDS:
        return f"Between two conditions stands AND or OR: is one missing before {slip.shown(bad)}?"
    if bad.value in COMPARES and slip.back(2).value in COMPARES:
        return "One condition has one sign. Two of them are joined with AND, and each names its column."
    return ""


RULES: tuple[Callable[[Slip], str], ...] = (sign, apostrophe, between, comma, null, unfinished)
LATE: tuple[Callable[[Slip], str], ...] = (spoken, missing_and)
