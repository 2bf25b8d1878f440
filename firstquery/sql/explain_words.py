"""Words and signs that beginners write for those of SQL, and the sentences that more than one hint says."""

from __future__ import annotations

import difflib

from firstquery.sql.failure import ORDER

IN_FULL = {"GROUP": "GROUP BY", "ORDER": "ORDER BY"}
# Words of SQL that a misspelt one may be meant to be.
MEANT = (*ORDER, *IN_FULL, "DISTINCT", "BETWEEN", "UNION", "NULL", "NOT")
# What other languages, or English, say for a word or a sign of SQL.
WORDS = {
    **{"GROUPBY": "GROUP BY", "ORDERBY": "ORDER BY", "SORT BY": "ORDER BY", "ISNULL": "IS NULL", "ISNOT": "IS NOT"},
    **{"NOTNULL": "IS NOT NULL", "NOTIN": "NOT IN", "LEFTJOIN": "LEFT JOIN", "DESCENDING": "DESC", "DSC": "DESC"},
    **{"ASCENDING": "ASC", "UNIQUE": "DISTINCT", "ADN": "AND", "EQUALS": "=", "EVERYTHING": "*"},
}
SIGNS = {
    **{"==": "=", "=<": "<=", "=>": ">=", "=!": "<>", "><": "<>", "=/=": "<>", "/=": "<>", "!": "NOT"},
    **{"&": "AND", "&&": "AND", "|": "OR", "||": "OR", "[": "(", "]": ")", "{": "(", "}": ")"},
    **{"≥": ">=", "≤": "<=", "≠": "<>", "×": "*", "÷": "/", "–": "-"},
}
BOTH = "Between two conditions stands AND (both have to hold) or OR (one is enough)"
NULL = "NULL is asked for after the column and without a sign: column IS NULL, or column IS NOT NULL."
IS = "IS stands before NULL only. Any other value takes a sign: = for equal, <> for not equal."
DESCENDING = "DESC stands right after the column that the rows are sorted by: ORDER BY seats DESC."
CONDITIONS = "Conditions stand in WHERE, and WHERE comes before ORDER BY and LIMIT."
CASE = "A value that depends on a condition is written: CASE WHEN condition THEN value ELSE value END."


def near_word(name: str) -> str:
    """Which word of SQL a name is likely meant to be; empty where it is like none."""
    if name.upper() in WORDS:
        return f"In SQL, {name} is written {WORDS[name.upper()]}."
    near = difflib.get_close_matches(name.upper(), MEANT, 1, 0.74) if len(name) > 2 else []
    return f"Is {name} meant to be {IN_FULL.get(near[0], near[0])}?" if near else ""
