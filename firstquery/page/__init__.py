"""A page of First Query as one HTML file: it loads nothing, runs nothing, and reads well on a phone and on paper."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self'; base-uri 'none'; form-action 'none'"


@cache
def style() -> str:
    """The style sheet that all our pages share."""
    return (Path(__file__).parent / "style.css").read_text(encoding="utf-8")


def page(
    title: str, body: str, *, intro: str = "", foot: str = "", further_style: str = "", language: str = "en"
) -> str:
    """A whole HTML document.

    ``title`` is plain text, and the page's one ``<h1>``; ``body``, ``intro`` (below the title) and ``foot`` are HTML
    that is safe already, whose headings begin at ``<h2>``. ``further_style`` is CSS of this one page.
    """
    footer = f"<footer>{foot}</footer>\n" if foot else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style()}{further_style}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#content">To the content</a>\n'
        f"<header><h1>{escape(title)}</h1>{intro}</header>\n"
        f'<main id="content">\n{body}\n</main>\n{footer}</body>\n</html>\n'
    )
