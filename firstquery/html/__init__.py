"""A page of First Query as one HTML file: it loads nothing, runs nothing, and reads well on a phone and on paper.

All HTML comes from jinja2 templates, which escape what they are given; `markdown` makes HTML of a person's text.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

_HERE = Path(__file__).parent


@cache
def style() -> str:
    """Return the style sheet that all our pages share."""
    return (_HERE / "style.css").read_text(encoding="utf-8")


@cache
def templates(folder: Path) -> Environment:
    """Return the templates in ``folder``: they escape all that they are given; filters are `markdown` and `code`."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["markdown"] = markdown
    environment.filters["code"] = render_code
    return environment


def page(
    title: str,
    body: str,
    *,
    intro: str = "",
    foot: str = "",
    above: str = "",
    about: str = "",
    further_style: str = "",
) -> str:
    """Return a whole HTML document.

    ``title`` is plain text, and the page's one ``<h1>``; ``body``, ``intro`` (below the title), ``foot`` and ``above``
    (the title) are HTML that is safe already, whose headings begin at ``<h2>``. ``about`` is a sentence of plain text
    for a search engine, ``further_style`` CSS of this one page.
    """
    made = templates(_HERE / "templates").get_template("page.html.j2")
    shown = {"title": title, "body": body, "intro": intro, "foot": foot, "above": above, "about": about}
    html = made.render(**shown, style=style() + further_style)
    return html.rstrip("\n") + "\n"


def add_back_link(html: str, address: str) -> str:
    """Return the page ``html`` of this module, with a link to the notebook at ``address`` below its title."""
    link = escape(address)
    return html.replace("</h1>", f'</h1><p class="screen"><a href="{link}">Back to the notebook</a></p>', 1)


@cache
def _reader() -> MarkdownIt:
    # A link or a picture of hers would load or lead out of a page that is given away: both stand there as written.
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
        ["link", "image", "autolink", "html_inline", "entity"]
    )


def markdown(text: str, level: int = 2) -> Markup:
    """The HTML of a person's Markdown, whose headings begin at ``level``; no HTML, link or picture in it is one."""
    tokens = _reader().parse(text)
    least = min((int(token.tag[1]) for token in tokens if token.type == "heading_open"), default=1)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) - least + level, 6)}"
    return Markup(_reader().renderer.render(tokens, _reader().options, {}))


def render_code(sentence: str) -> Markup:
    """Return a sentence of ours as HTML: what stands in backticks is code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(sentence))))
