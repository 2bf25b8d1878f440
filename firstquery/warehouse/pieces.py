"""One number written in two pieces, and a text with one of its quotes."""

from __future__ import annotations

from firstquery.warehouse.level import named
from firstquery.warehouse.slip import COMPARES, NONE, VALUES, Slip

MONTHS = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"}


def in_pieces(slip: Slip) -> str:
    """``1 710`` and ``0,73``: one number, written as on paper."""
    for number, sign, before in ((slip.ahead(0), NONE, slip.back(1)), (slip.ahead(1), slip.ahead(0), slip.back(1))):
        both = number.kind == before.kind == "number" and (number.value + before.value).isdigit()
        if both and sign is NONE and len(number.value) == 3 and len(before.value) <= 3:
            return f"If one number is meant, it is written without a space: {before.value}{number.value}."
        if both and sign.value == "," and before.end == sign.start and sign.end == number.start:
            if len(number.value) == 3 and before.value != "0":
                return f"A number is written without commas: {before.value}{number.value}."
            return f"The decimals of a number stand after a point, not a comma: {before.value}.{number.value}."
    return ""


def month(slip: Slip) -> str:
    """``>= December 2025``: a date as it is said."""
    year, name = slip.ahead(0), slip.back(1)
    if year.kind == "number" and len(year.value) == 4 and name.word[:3] in MONTHS and slip.back(2).value in COMPARES:
        return "A date goes between single quotes, year first, as in '2024-01-31'."
    return ""


def times(slip: Slip) -> str:
    """``seats x 2``: a letter for the sign."""
    for steps in (0, 1):
        x, number, column = slip.ahead(-steps), slip.ahead(1 - steps), slip.back(1 + steps)
        if x.word == "X" and number.kind in VALUES and (column.kind == "number" or named(column)):
            return f"To multiply, write a star in place of x: {column.value} * {slip.shown(number)}"
    return ""


def half_quoted(slip: Slip) -> str:
    """``West' AND plan = Solo'``: both opening quotes are missing."""
    for before, word, text in zip([NONE, *slip.tokens], slip.tokens, slip.tokens[1:], strict=False):
        doubled = before.kind == "text" and before.end == word.start
        of_a_date = word.word in {"DATE", "TIME", "TIMESTAMP", "INTERVAL"}
        quote = text.kind == "text" and word.end == text.start and slip.text[text.start] == "'"
        if quote and word.kind == "word" and not doubled and not of_a_date:
            return f"Of the two quotes around {word.value} one is missing: '{word.value}'."
    return ""
