"""SQL that another kind of database understands, such as NVL or TOP 5, told as it is written here."""

from __future__ import annotations

import re
from collections.abc import Callable

from firstquery.warehouse import moments
from firstquery.warehouse.level import named
from firstquery.warehouse.lex import words
from firstquery.warehouse.piece import Piece
from firstquery.warehouse.trouble import Trouble

STOPPED = r"syntax error|no such (function|column)|unrecognized token|does not exist|wrong number of arguments"
LIKES = words("ILIKE RLIKE REGEXP SIMILAR")


def elsewhere(trouble: Trouble) -> str:
    """What to write in place of the piece at which the database stopped; empty where it is none of these."""
    if not re.search(STOPPED, trouble.message):
        return ""
    rules = ANYWHERE if trouble.postgres else (*ANYWHERE, *SQLITE)
    for n, token in enumerate(trouble.tokens):
        for rule in rules if token.word or token.value == "::" or token.kind == "text" else ():
            piece = Piece(trouble.statement.text, trouble.tokens, n)
            here = rule(piece)
            if here and (piece.covers(trouble.span, trouble.message) or _near_text(piece, trouble.message)):
                trouble.span = piece.span
                written = moments.today(trouble.tables) if here == moments.TODAY else here
                return f"{piece.said} belongs to another kind of database. {written}"
    return ""


def _no_value(piece: Piece) -> str:
    if piece.word not in {"NVL", "ISNULL"} or not piece.called:
        return ""
    if piece.word == "ISNULL" and (one := piece.values(1)):
        return f"Here it is written: {one[0]} IS NULL."
    inside = ", ".join(piece.values(2)) or "column, value"
    return f"Here it is written: COALESCE({inside})."


def _rows(piece: Piece) -> str:
    """TOP 5, FETCH FIRST 5 ROWS ONLY, ROWNUM <= 5."""
    number = "5"
    if piece.word == "TOP" and piece.ahead(-1).word in {"SELECT", "DISTINCT"}:
        if not piece.called and piece.ahead(1).kind == "number":
            piece.upto(1)
        elif not piece.called:
            return ""
        number = (piece.values(1) or [piece.ahead(1).value])[0]
    elif piece.word == "ROWNUM":
        if piece.ahead(1).value in {"<", "<="} and piece.ahead(2).kind == "number":
            piece.upto(2)
            number = piece.ahead(2).value
    elif piece.word == "FETCH" and piece.ahead(1).word in {"FIRST", "NEXT"}:
        if piece.ahead(2).kind == "number":
            number = piece.ahead(2).value
        piece.upto(next((n for n in range(2, 6) if piece.ahead(n).word == "ONLY"), 1))
    else:
        return ""
    return f"Here the number of rows comes last: LIMIT {number}."


def _choice(piece: Piece) -> str:
    if piece.word != "DECODE" or not piece.called:
        return ""
    found = piece.values(3, 4, 5, 6, 7, 8)
    if not found:
        return "Here it is written: CASE column WHEN value THEN result ELSE other END."
    pairs = " ".join(f"WHEN {when} THEN {then}" for when, then in zip(found[1::2], found[2::2], strict=False))
    last = f" ELSE {found[-1]}" if len(found) % 2 == 0 else ""
    return f"Here it is written: CASE {found[0]} {pairs}{last} END."


def _locks(piece: Piece) -> str:
    if piece.word != "WITH" or piece.inside is None or [one.upper() for one in piece.inside] != ["NOLOCK"]:
        return ""
    piece.said = piece.shown(0, piece.end - piece.begin)
    owner = any(token.word == "DBO" for token in piece.tokens)
    return f"Take it away: nobody waits for a query here.{' Take dbo. away as well.' if owner else ''}"


def _national(piece: Piece) -> str:
    """``N'active'``."""
    written = piece.shown(0, 0)
    if piece.ahead(0).kind != "text" or not written.lower().startswith("n'"):
        return ""
    piece.said = "The letter N before a text"
    return f"Here a text is written without it: {written[1:]}."


def _near_text(piece: Piece, message: str) -> bool:
    """Whether the database stopped at this text: it names it, and gives no place for it."""
    return piece.ahead(0).kind == "text" and f'near "{piece.shown(0, 0)[1:]}"' in message


def _qualify(piece: Piece) -> str:
    if piece.word != "QUALIFY" or piece.ahead(-1).word == "AS":
        return ""
    piece.upto(1)
    return (
        "Here the query goes into brackets, and WHERE stands outside them: "
        "SELECT * FROM (SELECT name, ROW_NUMBER() OVER (ORDER BY name) AS place FROM accounts) AS r WHERE place = 1."
    )


def _like(piece: Piece) -> str:
    if piece.word not in LIKES or piece.ahead(1).word == "(":
        return ""
    if piece.word == "SIMILAR":
        piece.upto(1)
    alike = "LIKE takes capitals and small letters for the same here, as far as they are the letters A to Z."
    signs = "After LIKE, % stands for any letters and _ for one."
    return f"Here it is written LIKE. {alike if piece.word == 'ILIKE' else signs}"


def _part_of_text(piece: Piece) -> str:
    found = piece.values(2) if piece.word in {"LEFT", "RIGHT"} else []
    if not found:
        return ""
    return f"Here it is written: SUBSTR({found[0]}, {f'1, {found[1]}' if piece.word == 'LEFT' else f'-{found[1]}'})."


def _cast(piece: Piece) -> str:
    """``seats::text``, ``CONVERT(INT, seats)``."""
    if piece.word == "CONVERT" and (found := piece.values(2)):
        return f"Here it is written: CAST({found[1]} AS {found[0]})."
    called = _call_before(piece)
    if piece.ahead(0).value != "::" or not (called or named(piece.ahead(-1))) or not named(piece.ahead(1)):
        return ""
    back = called or (3 if piece.ahead(-2).value == "." and named(piece.ahead(-3)) else 1)
    column, kind = piece.shown(-back, -1), piece.ahead(1).value
    piece.begin -= back
    piece.upto(back + 1)
    piece.said = "The sign ::"
    written = f"DATE({column})" if kind.upper() == "DATE" else f"CAST({column} AS {kind})"
    return f"Here it is written: {written}."


def _call_before(piece: Piece) -> int:
    """How many tokens the call has that ends before this one, as COUNT(*) has four; 0 where there is none."""
    depth = 0
    for back in range(1, piece.begin + 1):
        token = piece.ahead(-back)
        depth += {")": 1, "(": -1}.get(token.value, 0) if token.kind == "symbol" else 0
        if depth == 0:
            return back + 1 if back > 1 and piece.ahead(-back - 1).word else 0
    return 0


def _without(piece: Piece) -> str:
    if piece.word != "MINUS" or piece.ahead(1).word != "SELECT":
        return ""
    piece.upto(1)
    return "Here it is written: EXCEPT SELECT."


Rule = Callable[[Piece], str]
ANYWHERE: tuple[Rule, ...] = (_no_value, _rows, _choice, _locks, _qualify, moments.now)
SQLITE: tuple[Rule, ...] = (_like, _national, _part_of_text, _cast, _without, *moments.RULES)
