"""Dates and today as other kinds of database write them; and which day is today to Kestrel's data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from firstquery.warehouse.catalogue import Table
from firstquery.warehouse.lex import words
from firstquery.warehouse.piece import Piece

if TYPE_CHECKING:
    from firstquery.warehouse.doubts import Doubted

NOW = words("GETDATE NOW SYSDATE SYSDATETIME SYSTIMESTAMP CURDATE TODAY")
OF_KESTREL = {"accounts", "invoices", "fx_rates"}  # tables that no other database has all of
TODAY = "today"  # stands for the sentence that `today` says of the database
# Where a part of a date stands in its text, and how long it is.
PARTS = {"YEAR": "1, 4", "MONTH": "6, 2", "DAY": "9, 2"}
UPTO = {"YEAR": "1, 4", "MONTH": "1, 7", "DAY": "1, 10"}
PATTERNS = {"YYYY": "1, 4", "YYYY-MM": "1, 7", "MM": "6, 2", "YYYY-MM-DD": "1, 10"}


def today(tables: Sequence[Table]) -> str:
    """Which day is today: to Kestrel's data their last one; in a database of the learner's own, today."""
    if not {table.name.lower() for table in tables} >= OF_KESTREL:
        return "Here it is written CURRENT_DATE."
    from firstquery.warehouse import schema

    last = schema.TODAY
    return f"The data end on {last.day} {last:%B %Y}: write '{last}'."


def now(piece: Piece) -> str:
    """``GETDATE()``, ``SYSDATE``."""
    alone = piece.word in {"SYSDATE", "SYSTIMESTAMP"} and not piece.called
    return TODAY if piece.word in NOW and (alone or piece.inside == []) else ""


def running(doubted: Doubted) -> Iterator[str]:
    """``CURRENT_DATE``, ``DATE('now')``: a query that runs, and gives another result every day."""
    tokens = doubted.statement.tokens
    for n, token in enumerate(tokens):
        before, after = tokens[n - 1] if n else token, tokens[n + 1] if n + 1 < len(tokens) else token
        shown = ""
        if token.word in {"CURRENT_DATE", "CURRENT_TIMESTAMP"} or (token.word == "NOW" and after.value == "("):
            shown = token.word + ("()" if token.word == "NOW" else "")
        elif token.kind == "text" and token.value.lower() == "now" and before.value in {"(", ","}:
            shown = "'now'" if doubted.database.engine == "sqlite" else ""
        if shown and {table.name.lower() for table in doubted.tables} >= OF_KESTREL:
            yield f"{shown} is the day on which the query runs. {today(doubted.tables)}"
            return


def _literal(piece: Piece) -> str:
    """``DATE '2025-01-01'``."""
    if piece.word not in {"DATE", "DATETIME", "TIMESTAMP"} or piece.ahead(1).kind != "text":
        return ""
    piece.upto(1)
    return f"Here a date is written as a text alone: '{piece.ahead(1).value}'."


def _part(piece: Piece) -> str:
    """``YEAR(day)``, ``EXTRACT(YEAR FROM day)``, ``DATE_PART('year', day)``, ``DATE_TRUNC('month', day)``."""
    found = piece.values(1, 2)
    places, part, column = PARTS, piece.word, ""
    if piece.word in PARTS and len(found) == 1:
        (column,) = found
    elif piece.word == "EXTRACT" and len(found) == 1:
        part, _, column = (one.strip() for one in _from(found[0]))
    elif piece.word in {"DATEPART", "DATE_PART", "DATE_TRUNC", "DATETRUNC"} and len(found) == 2:
        part, column = found
        places = UPTO if "TRUNC" in piece.word else PARTS
    elif piece.word in {"TO_CHAR", "DATE_FORMAT"} and len(found) == 2:
        column, part = found
        places = PATTERNS
    place = places.get(part.strip("'").upper())
    if not place or not column:
        return ""
    return f"Of a date that begins with its year, this part is a text: SUBSTR({column}, {place})."


def _from(inside: str) -> tuple[str, str, str]:
    at = inside.upper().find(" FROM ")
    return (inside[:at], "FROM", inside[at + 6 :]) if at > 0 else ("", "", "")


def _reckoned(piece: Piece) -> str:
    """``DATEDIFF(day, one, other)``, ``DATEDIFF(later, earlier)``, ``TO_DATE(text, pattern)``, ``DATEADD``."""
    found = piece.values(2, 3)
    if piece.word == "TO_DATE" and found:
        return f"Here a date is written as a text alone: {found[0]}."
    if piece.word in {"DATEDIFF", "TIMESTAMPDIFF"} and piece.called:
        # MySQL names the later day first; where the unit stands before them, the earlier one comes first.
        last, first = found if len(found) == 2 else found[:0:-1] or ("later", "earlier")
        return f"Here the days between two dates are: JULIANDAY({last}) - JULIANDAY({first})."
    if piece.word in {"DATEADD", "DATE_ADD", "DATE_SUB"} and piece.called:
        return "Here a date some days later is written: DATE('2025-01-31', '+7 days')."
    if piece.word == "INTERVAL" and piece.ahead(1).kind in {"text", "number"}:
        piece.upto(1)
        return "Here a date some days earlier is written: DATE('2025-01-31', '-7 days')."
    return ""


RULES = (_literal, _part, _reckoned)
