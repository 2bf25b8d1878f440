"""Markdown that somebody else wrote, as HTML: nothing in it runs, and nothing is loaded from elsewhere."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt

DEEPER = 4  # levels by which its headings stand below those of the page


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": False}).enable("table").disable("image")


def as_html(text: str) -> str:
    tokens = _reader().parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + DEEPER)}"
        elif token.type == "th_open":
            token.attrSet("scope", "col")
    return str(_reader().renderer.render(tokens, _reader().options, {}))
