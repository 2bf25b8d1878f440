"""Slips inside CASE ... END."""

from __future__ import annotations

from firstquery.warehouse.level import ORDER
from firstquery.warehouse.slip import VALUES, Slip

SHAPE = "CASE WHEN condition THEN value ELSE value END"


def case(slip: Slip) -> str:
    """A sentence about a slip inside CASE; empty where the place is elsewhere."""
    before = slip.back(1)
    if before.word == "END" and slip.back(2).word in {"ELSE", "THEN"}:  # SQLite reads that END as a column's name
        return _no_value(slip.back(2).word)
    if slip.word == "IF" and before.word in {"CASE", "ELSE"}:
        return _no_if(before.word)
    if before.word == "IF" and slip.back(2).word in {"CASE", "ELSE"}:
        return _no_if(slip.back(2).word)
    if before.word == "END" and slip.word in {"CASE", "IF"}:
        return "CASE ends with the one word END."
    if "IF" in {token.word for token in slip.inside} and slip.clause == "SELECT" and not slip.case:
        return f"A value that depends on a condition is written: {SHAPE}."
    return _inside(slip) if slip.case else ""


def _inside(slip: Slip) -> str:
    before, part = slip.back(1).word, slip.case
    if slip.sign == "," and slip.ahead(1).word in {"WHEN", "THEN", "ELSE", "END"}:
        return f"Between the parts of CASE stands no comma. Take the comma before {slip.ahead(1).word} away."
    if before in {"THEN", "ELSE"} and slip.word in {"WHEN", "THEN", "ELSE", "END"}:
        return _no_value(before)
    if before == "WHEN" and slip.word in {"THEN", "ELSE", "END"}:
        return f"After WHEN comes a condition; here {slip.word} follows. The form is: {SHAPE}."
    if part == "CASE" and slip.word in {"THEN", "ELSE"}:
        return f"WHEN is missing after CASE. The form is: {SHAPE}."
    starts = slip.bad is not None and slip.bad.kind in VALUES and slip.word not in ORDER
    complete = slip.back(1).kind in VALUES or slip.back(1).value == ")"
    if part == "WHEN" and complete and starts and slip.word not in {"AND", "OR", "WHEN"}:
        return f"Is THEN missing before {slip.shown(slip.bad)}? The form is: {SHAPE}." if slip.bad else ""
    if part == "ELSE" and slip.word in {"WHEN", "THEN"}:
        return "ELSE comes last in CASE, once, and stands for every row that no WHEN has met."
    over = slip.bad is None or slip.word in ORDER or slip.sign in {")", ","} or slip.word == "AS"
    if over and slip.sign == "," and slip.at + 1 < len(slip.tokens) and _ends_later(slip):
        return ""
    return "CASE needs END after its last part." if over else ""


def _ends_later(slip: Slip) -> bool:
    words = [token.word for token in slip.tokens]
    return words.count("END") >= words.count("CASE")


def _no_value(word: str) -> str:
    return f"After {word} comes a value, and here there is none. The form is: {SHAPE}."


def _no_if(before: str) -> str:
    if before == "CASE":
        return f"After CASE stands WHEN, not IF. The form is: {SHAPE}."
    return "A further condition in CASE takes WHEN again, in place of ELSE IF. ELSE comes last, without a condition."
