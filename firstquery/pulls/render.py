"""HTML from the templates beside this module, and what IPython shows of it."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from firstquery.pulls.markdown import as_html


class Shown:
    """What IPython displays; in a terminal, and for a screen reader that prefers it, the same as plain text."""

    def __init__(self, text: str, html: str) -> None:
        self._text, self._html = text, html

    def __repr__(self) -> str:
        return self._text

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": self._text, "text/html": self._html}


@cache
def _templates() -> Environment:
    """Everything that a template is given is escaped, but for Markdown, whose own HTML is never passed on."""
    loader = PackageLoader("firstquery.pulls")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters["markdown"] = lambda text: Markup(as_html(text))
    return made


def render(template: str, **values: Any) -> str:
    """The template of that name, with the style sheet of all that this room shows."""
    return _templates().get_template(template).render(**values)
