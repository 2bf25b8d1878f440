"""HTML from the templates beside this module, with Markdown and code in it, and what IPython shows of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup, escape
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_for_filename
from pygments.lexers.special import TextLexer
from pygments.token import STANDARD_TYPES, Token
from pygments.util import ClassNotFound

from firstquery.review.changes import Row

DEEPER = 4  # levels by which the headings of a description stand below those of the page
Spans = Sequence[tuple[int, int]]  # from which character to which
_WITHOUT = {"", "p", "o", "n", "w", "err", "ni", "nn"}  # plain in the page's own colour


class RichText:
    """What IPython displays; in a terminal, and for a screen reader that prefers it, the same as plain text."""

    def __init__(self, text: str, html: str) -> None:
        self._text, self._html = text, html

    def __repr__(self) -> str:
        return self._text

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": self._text, "text/html": self._html}


def render(template: str, **values: Any) -> str:
    """The template of that name, with the style sheet of all that this room shows."""
    return _templates().get_template(template).render(**values)


@cache
def _templates() -> Environment:
    """Everything that a template is given is escaped, but for Markdown, whose own HTML is never passed on."""
    loader = PackageLoader("firstquery.review")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters["markdown"] = _markdown
    return made


def _markdown(text: str) -> Markup:
    """Markdown that somebody else wrote: nothing in it runs, and nothing is loaded from elsewhere."""
    reader = MarkdownIt("commonmark", {"html": False, "breaks": False}).enable("table").disable("image")
    tokens = reader.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + DEEPER)}"
        elif token.type == "th_open":
            token.attrSet("scope", "col")
    return Markup(reader.renderer.render(tokens, reader.options, {}))


def highlight_rows(rows: Sequence[Row], path: str, within: Mapping[int, Spans]) -> list[Markup]:
    """The rows with their colours. Both sides are read whole, so that a text over two lines is one.

    ``within``: by its place, which characters of a row are marked as changed.
    """
    lexer = _lexer(path)
    lines = [Markup()] * len(rows)
    for side in ("-", "+"):  # lines of both sides take the colours of the new one
        places = [number for number, row in enumerate(rows) if row.kind in (side, " ")]
        code = "\n".join(rows[number].text for number in places)
        for number, pieces in zip(places, _lines(code, lexer), strict=False):
            lines[number] = Markup().join(_mark_spans(pieces, within.get(number, ())))
    return lines


def _mark_spans(pieces: Iterable[tuple[str, str]], spans: Spans) -> Iterator[Markup]:
    """Each piece of a line in its colour, cut where a mark begins or ends."""
    cuts, at = sorted({end for span in spans for end in span}), 0
    for name, text in pieces:
        ends = [at, *(cut for cut in cuts if at < cut < at + len(text)), at + len(text)]
        for start, end in pairwise(ends):
            told = escape(text[start - at : end - at])
            told = told if name in _WITHOUT else Markup('<span class="{}">{}</span>').format(name, told)
            is_marked = any(first <= start < last for first, last in spans)
            yield Markup("<mark>{}</mark>").format(told) if is_marked else told
        at += len(text)


def _lexer(path: str) -> Lexer:
    try:
        return get_lexer_for_filename(path, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return TextLexer(stripnl=False, ensurenl=False)


def _lines(code: str, lexer: Lexer) -> list[list[tuple[str, str]]]:
    """Each line in pieces: the class of its colour, and the text.

    Space goes with the word that follows it: where it stood alone, a reader of HTML could make it one space.
    """
    lines: list[list[tuple[str, str]]] = [[]]
    space = ""
    for kind, text in lexer.get_tokens(code):
        while kind not in STANDARD_TYPES and kind is not Token:
            kind = kind.parent
        for number, piece in enumerate(text.split("\n")):
            if number:
                lines.append([])
                space = ""
            if piece and not piece.strip():
                space += piece
            elif piece:
                lines[-1].append((STANDARD_TYPES.get(kind, ""), space + piece))
                space = ""
    return lines
