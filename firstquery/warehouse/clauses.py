"""Slips in the parts of a query that are no conditions: SELECT, FROM, ORDER BY, LIMIT."""

from __future__ import annotations

from firstquery.warehouse.level import KEYWORDS, ORDER, in_full, named
from firstquery.warehouse.slip import COMPARES, VALUES, Slip

AGGREGATES = ("COUNT", "SUM", "AVG", "MIN", "MAX")
# What other languages, or English, say for a word of SQL.
MEANT = {
    "GROUPBY": "GROUP BY",
    "ORDERBY": "ORDER BY",
    "ISNULL": "IS NULL",
    "ISNOT": "IS NOT",
    "NOTIN": "NOT IN",
    "NOTLIKE": "NOT LIKE",
    "NOTNULL": "IS NOT NULL",
    "LEFTJOIN": "LEFT JOIN",
    "COUNTDISTINCT": "COUNT(DISTINCT column)",
    "DESCENDING": "DESC",
    "ASCENDING": "ASC",
    "DECENDING": "DESC",
    "UNIQUE": "DISTINCT",
    "ADN": "AND",
    "NAD": "AND",
    "DSC": "DESC",
    "DECS": "DESC",
    "DES": "DESC",
}


def count(slip: Slip) -> str:
    before, second = slip.back(1).word, slip.back(2).word
    if (before in AGGREGATES and slip.word == "DISTINCT") or (
        second in AGGREGATES and before == "DISTINCT" and slip.bad
    ):
        word, column = (before, slip.ahead(1)) if before in AGGREGATES else (second, slip.ahead(0))
        return f"{word} takes brackets right after it: {word}(DISTINCT {column.value if named(column) else 'column'})."
    if slip.sign == "*" and slip.back(1).value == "(" and second not in AGGREGATES and not named(slip.back(2)):
        return "Before (*) the word COUNT is missing: COUNT(*)."
    if "{" in {slip.sign, slip.back(1).value} or "[" in {slip.sign, slip.back(1).value}:
        word = next((w for w in (before, second) if w in AGGREGATES), "")
        return f"{word} takes round brackets: {word}({'*' if word == 'COUNT' else 'column'})." if word else ""
    if slip.sign == ")" and before in {"ALL", "DISTINCT"} and slip.back(3).word in AGGREGATES:
        word = slip.back(3).word
        inside = "*" if word == "COUNT" and before == "ALL" else "DISTINCT column" if before != "ALL" else "column"
        return f"Between the brackets something is missing: {word}({inside})."
    if slip.clause == "FROM" and (before in AGGREGATES or (second in AGGREGATES and slip.back(1).value == "(")):
        word = before if before in AGGREGATES else second
        return f"{word} stands after SELECT, before FROM."
    for steps in (1, 2, 3):
        word = slip.back(steps).word
        if word in AGGREGATES and slip.back(steps - 1).value == "*" and steps > 1:
            return f"{word} takes brackets right after it: {word}({'*' if word == 'COUNT' else 'column'})."
    return ""


def underscores(slip: Slip) -> str:
    """A column's name written as several words."""
    for length in (2, 3, 4):
        for first in range(max(0, slip.at - length + 1), slip.at + 1):
            part = slip.tokens[first : first + length]
            name = "_".join(token.value.lower() for token in part)
            if len(part) == length and name in slip.columns and all(token.kind == "word" for token in part):
                return f"The name of that column is one word: {name}."
    return ""


def missing_comma(slip: Slip) -> str:
    if slip.bad is None or slip.clause not in {"SELECT", "GROUP", "ORDER"}:
        return ""
    bad, before = slip.bad, slip.back(1)
    if before.word == "SA":
        return "Is SA meant to be AS?"
    if slip.clause == "ORDER" and (slip.ahead(1).value in COMPARES or slip.ahead(1).word in {"IS", "IN", "LIKE"}):
        return "Conditions stand in WHERE, and WHERE comes before ORDER BY."
    if bad.kind == "number" and slip.clause == "ORDER":
        return f"Is LIMIT missing before {bad.value}?"
    if bad.kind in VALUES and bad.word not in KEYWORDS and (before.kind in VALUES or before.value in {")", "*"}):
        if slip.opened is not None and slip.back(1).kind != "word":
            return f"Is a comma missing before {bad.value}? Between two values in brackets stands a comma."
        if slip.opened is not None and before.word and not {before.value.lower(), bad.value.lower()} & slip.known:
            return f"If it is meant as text, it goes between single quotes: '{before.value} {bad.value}'."
        if before.word and before.value.lower() not in slip.known and bad.value.lower() not in slip.known:
            return (
                f"Is a comma missing before {bad.value}? Between two columns stands a comma. "
                f'A name of two words goes in double quotes, after AS: AS "{before.value} {bad.value}".'
            )
        return f"Is a comma missing before {bad.value}? Between two columns stands a comma."
    if bad.value == "(" and slip.back(2).word in {"ROUND", "LOWER", "UPPER", "LENGTH", "ABS"}:
        return f"{slip.back(2).word} takes brackets right after it: {slip.back(2).word}({before.value}(...))."
    if bad.value == "(" and slip.back(2).kind in VALUES:
        return f"Is a comma missing before {before.value}? Between two columns stands a comma."
    return ""


def from_missing(slip: Slip) -> str:
    bad = slip.bad
    if bad is None or slip.clause != "SELECT" or "FROM" in slip.here:
        return ""
    tables = slip.tables - slip.columns
    if bad.kind == "word" and bad.value.lower() not in slip.known and slip.ahead(1).value.lower() in tables:
        return f"Is {bad.value} meant to be FROM?"
    return f"Is FROM missing before {bad.value}?" if bad.value.lower() in tables else ""


def two_words(slip: Slip) -> str:
    before = slip.back(1)
    if slip.back(2).word != "AS" or not slip.bad or slip.clause != "SELECT" or before.word == "FROM":
        return ""
    if slip.bad.kind == "word" and slip.word not in KEYWORDS and slip.ahead(1).value != "(":
        if slip.bad.value.lower() in slip.columns:
            both = f'"{before.value} {slip.bad.value}"'
            return f"Is a comma missing before {slip.bad.value}? If both words are one name, it goes in quotes: {both}."
        rest = slip.tokens[slip.at :]
        ends = next((n for n, token in enumerate(rest) if not named(token)), len(rest))
        both = " ".join([before.value, *(token.value for token in rest[:ends])])
        return f'A name of two words goes in double quotes: "{both}". Or make it one: {both.replace(" ", "_")}.'
    return ""


def reckons(slip: Slip) -> bool:
    return slip.back(1).value in {"+", "-", "/", "*"} and slip.back(2).value not in {",", "(", "SELECT"}


def limit(slip: Slip) -> str:
    if slip.clause != "LIMIT" or slip.word in ORDER:
        return ""
    before = slip.back(1)
    if before.word == "LIMIT" and slip.bad:
        number = slip.ahead(1).value if slip.ahead(1).kind == "number" else "5"
        return f"After LIMIT stands the number and nothing else: LIMIT {number}."
    if before.kind == "number" and slip.back(2).word == "LIMIT" and slip.word in {"DESC", "ASC"}:
        return f"{slip.word} belongs to ORDER BY, right after the column, before LIMIT."
    if slip.word in {"AND", "OR"} or slip.ahead(1).value in COMPARES or slip.ahead(1).word in {"IS", "IN", "LIKE"}:
        return "Conditions stand in WHERE, and WHERE comes before ORDER BY and LIMIT."
    if before.kind == "number" and slip.back(2).word == "LIMIT" and slip.bad and slip.bad.kind in VALUES:
        return f"After LIMIT stands the number and nothing else: LIMIT {before.value}. Take {slip.bad.value} away."
    return ""


def by(slip: Slip) -> str:
    for token in (slip.back(1), slip.bad):
        if token and token.word in {"GROUP", "ORDER"} and slip.bad and slip.word != "BY":
            after = slip.tokens[slip.tokens.index(token) + 1 :][:1]
            if after and after[0].word != "BY" and slip.clauses.count(token.word) <= 1:
                return f"{token.word} is always followed by BY: {token.word} BY."
    word = slip.word if slip.word in {"DESC", "ASC"} else slip.back(1).word
    if slip.word in {"DESC", "ASC"} and slip.back(1).value in {"=", "<", ">"}:
        return f"{word} stands after the column that the rows are sorted by, without a sign."
    if word in {"DESC", "ASC"} and slip.clause == "ORDER":
        column = slip.bad if named(slip.bad) else slip.ahead(1)
        if "BY" in {slip.back(1).word, slip.back(2).word}:
            name = slip.shown(column) if named(column) else "column"
            return f"{word} stands after the column: ORDER BY {name} {word}."
    return ""


def other_words(slip: Slip) -> str:
    before = slip.back(1)
    if before.word in {"FIRST", "LAST"} and slip.bad is not None and slip.bad.kind == "number":
        return f"The number of rows comes last: LIMIT {slip.shown(slip.bad)}."
    if before.word == "TOP" and slip.back(2).word in {"SELECT", "DISTINCT"}:
        return "TOP belongs to another kind of database. Here the number of rows comes last: LIMIT 5."
    other = slip.word == "BY" and before.word not in {"ORDER", "GROUP", "PARTITION", "SORT"}
    strange = named(slip.bad) and slip.ahead(1).word == "BY" and slip.shown(slip.bad).lower() not in slip.known
    if (other and not named(before)) or (strange and slip.word not in MEANT and slip.word[:3] not in {"ORD", "GRO"}):
        return "Before BY stands ORDER, to sort rows, or GROUP, to count them in groups."
    if slip.word == "BY" and before.word == "SORT":
        return "Rows are sorted with ORDER BY."
    if slip.clause == "FROM" and "WHERE" not in slip.clauses:
        word = next((w for w in (slip.word, before.word) if w in {"IF", "WHEN", "WITH", "WHILE", "THAT", "ONLY"}), "")
        if word and (slip.word == word or named(slip.bad)):
            return f"A condition comes after the word WHERE, not {word}."
    if slip.word in {"DESC", "ASC"} and slip.clause not in {"ORDER", "LIMIT"} and slip.clause:
        return f"{slip.word} belongs to ORDER BY and a column: ORDER BY seats {slip.word}."
    if slip.clause == "FROM" and (slip.sign in COMPARES or slip.word in {"IS", "IN", "LIKE"}):
        return "A condition comes after the word WHERE, and here WHERE is missing."
    if slip.clause == "FROM" and slip.sign == "." and named(slip.back(2)):
        return "A condition comes after the word WHERE. Is WHERE missing here?"
    if slip.clause == "FROM" and slip.bad and slip.bad.kind == "number":
        return f"Is LIMIT missing before {slip.bad.value}?"
    if slip.clause == "FROM" and before.word in {"BY", "PER", "EACH"} and named(slip.bad):
        return "To sort rows, write ORDER BY; to count them in groups, GROUP BY."
    if "FILTER" in {before.word, slip.back(2).word} and "WHERE" in {before.word, slip.word}:
        return "FILTER takes its condition in brackets: FILTER (WHERE ...)"
    columns = slip.clause == "ORDER" and slip.word and slip.shown(slip.bad).lower() not in slip.columns
    if columns and named(slip.bad) and named(before) and slip.word not in MEANT:
        return "After the column stands DESC for the largest first, or nothing for the smallest first."
    if slip.word == "DISTINCT" and slip.clause == "SELECT" and before.word != "SELECT":
        return "DISTINCT stands right after SELECT: SELECT DISTINCT ..."
    return ""


def stray_comma(slip: Slip) -> str:
    """A comma after a word or a sign that cannot end anything, or before one that cannot begin anything."""
    before, after = slip.back(1), slip.ahead(1)
    if slip.sign != ",":
        return ""
    signs = {*COMPARES, "(", "+", "-", "/", "||"}
    if (before.word in KEYWORDS and before.word not in {"NULL", "END", "ALL", "ASC", "DESC"}) or before.value in signs:
        return f"After {in_full(before.word) or before.value} stands no comma. Take it away."
    if after.value in COMPARES or after.word in {"IS", "IN", "LIKE", "BETWEEN", "AS"}:
        return f"Before {after.word or after.value} stands no comma. Take it away."
    return ""


def comma_too_many(slip: Slip) -> str:
    if slip.back(1).value != "," or slip.back(1).kind != "symbol":
        before = slip.back(2)
        if slip.back(1).word == "JOIN" and before.value == ",":
            return "There is a comma too many before JOIN. Take it away."
        return ""
    if slip.bad is None:
        return "There is a comma at the end with nothing after it. Take it away."
    if slip.word in {"DESC", "ASC"}:
        return f"Before {slip.word} stands no comma: {slip.back(2).value} {slip.word}."
    if slip.sign == ",":
        return "There are two commas here. Take one away."
    if slip.word in ORDER or slip.word in {"LEFT", "INNER", "UNION", "AS"} or slip.sign == ")":
        return f"There is a comma too many before {in_full(slip.word) or slip.sign}. Take it away."
    return ""


def ends_after(slip: Slip) -> str:
    before = slip.back(1).word
    if slip.bad is None and before in KEYWORDS and before not in {"AND", "OR"}:
        what = {"FROM": "the name of a table", "JOIN": "the name of a table", "BY": "a column", "LIMIT": "a number"}
        what |= {"WHERE": "a condition", "ON": "a condition", "HAVING": "a condition", "SELECT": "a column or *"}
        return f"After {before} comes {what.get(before, 'something more')}; here the query ends."
    if before == "BY" and slip.word in ORDER:
        return f"After {in_full(slip.back(2).word)} comes a column; here {in_full(slip.word)} follows."
    if before in {"SELECT", "DISTINCT", "ALL"} and slip.word == "FROM":
        return f"After {before} come the columns to show, or * for all of them; here FROM follows at once."
    if slip.word in {"FROM", "AS"} and reckons(slip):
        return f"After the sign {slip.back(1).value} a number or a column is missing; here {slip.word} follows."
    return ""
