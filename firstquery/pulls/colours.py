"""Code with its colours: each line as HTML, whose classes have a colour in the style sheet."""

from __future__ import annotations

from markupsafe import Markup, escape
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_for_filename
from pygments.lexers.special import TextLexer
from pygments.token import STANDARD_TYPES, Token
from pygments.util import ClassNotFound

from firstquery.pulls.changes import Part

_WITHOUT = {"", "p", "o", "n", "w", "err", "ni", "nn"}  # plain in the page's own colour


def coloured(part: Part, path: str) -> list[Markup]:
    """The rows of ``part`` as HTML, in order. Both sides are read whole, so that a text over two lines is one."""
    lexer = _lexer(path)
    lines = [Markup()] * len(part.rows)
    for side in ("-", "+"):  # lines of both sides take the colours of the new one
        places = [number for number, row in enumerate(part.rows) if row.kind in (side, " ")]
        code = "\n".join(part.rows[number].text for number in places)
        for number, html in zip(places, _lines(code, lexer), strict=False):
            lines[number] = html
    return lines


def _lexer(path: str) -> Lexer:
    try:
        return get_lexer_for_filename(path, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return TextLexer(stripnl=False, ensurenl=False)


def _lines(code: str, lexer: Lexer) -> list[Markup]:
    """Space goes with the word that follows it: where it stood alone, a reader of HTML could make it one space."""
    lines, space = [Markup()], ""
    for kind, text in lexer.get_tokens(code):
        name = _name(kind)
        for number, piece in enumerate(text.split("\n")):
            if number:
                lines.append(Markup())
                space = ""
            if piece and not piece.strip():
                space += piece
            elif piece:
                told, space = escape(space + piece), ""
                lines[-1] += told if name in _WITHOUT else Markup('<span class="{}">{}</span>').format(name, told)
    return lines


def _name(kind: object) -> str:
    while kind not in STANDARD_TYPES and kind is not Token:
        kind = kind.parent  # type: ignore[attr-defined]
    return STANDARD_TYPES.get(kind, "")  # type: ignore[no-any-return]
