"""What stands in a code cell, and what it showed, as HTML that runs nothing."""

from __future__ import annotations

import base64
import re
from typing import Any

from markupsafe import Markup, escape
from nbconvert.filters import strip_ansi
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer, SqlLexer

#: What is shown of an output that has several forms, the best first.
KINDS = ("text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/latex", "text/plain")
NO_WORDS = "A picture that the cell made; nothing describes it."
_FIRST_LINE = re.compile(r"%%(sql|text)\b[^\n]*\n?")
_LANGUAGES = {"sql": "SQL", "text": "text"}
_MOST_COLOURED = 100_000  # characters; more is no code that anybody wrote


def language_of(source: str) -> str:
    """``SQL``, ``text`` (an answer in words) or ``Python``."""
    found = _FIRST_LINE.match(source)
    return _LANGUAGES[found[1]] if found else "Python"


def highlight_code(source: str) -> str:
    """Code as HTML, its words in <span>s of pygments' short classes; for a <pre>."""
    found = _FIRST_LINE.match(source)
    if len(source) > _MOST_COLOURED or (found and found[1] == "text"):
        return escape(source)
    first = found[0] if found else ""
    lexer = SqlLexer(stripnl=False, ensurenl=False) if found else PythonLexer(stripnl=False, ensurenl=False)
    rest = highlight(source[len(first) :], lexer, HtmlFormatter(nowrap=True)) if source[len(first) :] else ""
    above = Markup('<span class="cm">{}</span>\n').format(first.rstrip()) if first else ""
    return str(above) + rest.rstrip("\n")


def kind_of(output: Any) -> str:
    """Which of its forms is shown: a MIME type, or the output's own type where it has no data."""
    data = output.get("data")
    if data is None:
        return str(output.get("output_type", ""))
    return next((kind for kind in KINDS if kind in data), "")


def as_html(output: Any) -> str:
    """One output as HTML; empty where it has no form that a page can show. Markdown is left to the template."""
    kind = kind_of(output)
    if kind == "stream":
        return _text(output.get("text", ""))
    if kind == "error":
        look = " open" if output.get("ename") == "NotYet" else " fault"
        return _text("\n".join(output.get("traceback", [])), look)
    if not kind:
        return ""
    content = output["data"][kind]
    content = "".join(content) if isinstance(content, list) else str(content)
    if kind == "text/html":
        return content
    if kind == "image/svg+xml":
        content = base64.b64encode(content.encode()).decode()
    if kind.startswith("image/"):
        words = (output.get("metadata", {}).get(kind) or output.get("metadata", {})).get("alt")
        return Markup('<img alt="{}" src="data:{};base64,{}">').format(words or NO_WORDS, kind, content.strip())
    return _text(content)


def _text(text: str | list[str], look: str = "") -> str:
    whole = "".join(text) if isinstance(text, list) else text
    plain = strip_ansi(whole).rstrip()  # type: ignore[no-untyped-call]
    return Markup('<pre class="said{}">{}</pre>').format(look, plain)
