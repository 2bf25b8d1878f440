"""What a submission may show in a browser: text, pictures and tables, and nothing that runs, loads or misleads.

A facilitator opens feedback and the formgrader with her rights on the course, so what a learner's notebook brings along
is cleaned by bleach, as nbconvert does it: outputs when they are put back after grading, Markdown when it is rendered
(cleaned as source, its quotes and code would be spoilt). What stays is a list of what is allowed, never of what is not.
"""

from __future__ import annotations

import base64
import re
from functools import lru_cache
from html import escape
from typing import Any

from bleach.css_sanitizer import CSSSanitizer  # type: ignore[import-untyped]
from bleach.sanitizer import Cleaner  # type: ignore[import-untyped]
from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode

# Of HTML beyond these the plain text is shown: cleaning takes time with the square of the depth. A pandas table of
# 60 rows and 20 columns has 2,600 tags and a depth of 5.
LARGEST_HTML, MOST_TAGS, DEEPEST = 500_000, 20_000, 100
NOT_SHOWN = "(This output is not shown here.)"
# A formula that begins and never ends is looked for to the end of the text, each time anew: this bounds beginnings by
# length. A chapter of 100 kB with two hundred formulas stays below it.
MOST_LOOKING = 20_000_000
_FORMULAS = ("\\begin{", "\\(", "\\[")

_TAGS = """
a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i
img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var
"""
_ATTRIBUTES = "alt title colspan rowspan scope align valign border width height start open lang dir style"
_STYLES = """
background-color border border-bottom border-collapse border-color border-left border-right border-top color font-family
font-style font-variant font-weight max-width padding padding-left padding-right text-align text-decoration
vertical-align white-space width
"""
_CLASS = re.compile(r"dataframe|highlight|[a-z]\w?")  # a pandas table; code with its colours
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]*", re.ASCII)
_LINK = re.compile(r"(?:https?:|mailto:)[^\x00-\x20]*|#[\w.-]*", re.ASCII | re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*", re.ASCII)
# The text of a style sheet would be left standing where its tags are taken away.
_SHEET = re.compile(r"<(style|script|title)\b[^<>]*>[^<]*</\1\s*>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)(?!(?:br|col|hr|img)\b)[a-z!?]", re.IGNORECASE)
_PICTURES = ("image/png", "image/jpeg")


def _is_allowed(tag: str, name: str, value: str) -> bool:
    if name == "class":
        return all(map(_CLASS.fullmatch, value.split()))
    if name == "src":
        return tag == "img" and bool(_PICTURE.fullmatch(value))
    if name == "href":
        return tag == "a" and bool(_LINK.fullmatch(value.strip()))
    return name in _ATTRIBUTES.split()


@lru_cache(maxsize=200)  # many learners hand in the same table
def clean(html: str) -> str:
    """HTML that runs nothing and loads nothing from elsewhere. A link to another page stays a link.

    What is too large to be cleaned comes back as its own source, as text.
    """
    if is_too_large(html):
        return f"<pre>{escape(html[:LARGEST_HTML])}</pre>"
    cleaner = Cleaner(
        tags=_TAGS.split(),
        attributes=_is_allowed,
        protocols=["http", "https", "mailto", "data"],
        css_sanitizer=CSSSanitizer(allowed_css_properties=_STYLES.split(), allowed_svg_properties=[]),
        strip=True,
    )
    return str(cleaner.clean(_SHEET.sub("", html)))


def is_too_large(html: str) -> bool:
    """Whether cleaning would take long: by its length, by its tags, or by how deep they stand in one another."""
    depth = 0
    if len(html) > LARGEST_HTML or html.count("<") + html.count("&") > MOST_TAGS:
        return True
    for tag in _TAG.finditer(html):
        depth = max(0, depth + (-1 if tag[1] else 1))
        if depth > DEEPEST:
            return True
    return False


@pass_context
def markdown2html(context: Context, source: str) -> str:
    """nbconvert's filter of this name, its result cleaned: for ``c.HTMLExporter.filters``.

    What it can't render, such as a picture that is not in the notebook any more, is shown as it was written.
    """
    if len(source) > LARGEST_HTML or len(source) * sum(map(source.count, _FORMULAS)) > MOST_LOOKING:
        return f"<pre>{escape(source[:LARGEST_HTML])}</pre>"
    exporter = HTMLExporter(exclude_anchor_links=True)  # type: ignore[no-untyped-call]
    try:
        return clean(exporter.markdown2html(context, source))
    except Exception:
        return f"<pre>{escape(source[:LARGEST_HTML])}</pre>"


def return_unchanged(html: str) -> str:
    """In place of nbconvert's ``strip_files_prefix``, which looks for the end of each bracket to the end of the text.

    It mends links of notebooks from before 2014, and none of those is left by `clean`.
    """
    return html


def outputs(submitted: Any) -> list[NotebookNode]:
    """The outputs that a learner saw, from whatever stands there in a submission: valid, and safe to show."""
    listed = submitted if isinstance(submitted, list) else []
    return [_node(shown) for shown in map(_output, listed) if shown]


def execution_count(submitted: Any) -> int | None:
    """An execution count: a number, or none (a template writes it out as it is)."""
    return submitted if type(submitted) is int and 0 <= submitted < 1_000_000 else None


def _output(output: Any) -> dict[str, Any] | None:
    if not isinstance(output, dict):
        return None
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": _text(output.get("text")) or ""}
    if kind == "error":
        lines = output.get("traceback")
        trace = [line for line in lines if isinstance(line, str)] if isinstance(lines, list) else []
        name, value = _text(output.get("ename")) or "Error", _text(output.get("evalue")) or ""
        return {"output_type": "error", "ename": name, "evalue": value, "traceback": trace or [f"{name}: {value}"]}
    if kind in ("display_data", "execute_result"):
        data = output.get("data")
        # As a display alone: nbgrader would read a mark out of an execute_result.
        return {"output_type": "display_data", "data": _data(data if isinstance(data, dict) else {}), "metadata": {}}
    return None


def _data(data: dict[str, Any]) -> dict[str, str]:
    shown = {}
    for kind in ("text/plain", "text/latex"):
        if (text := _text(data.get(kind))) is not None:
            shown[kind] = text
    for kind in _PICTURES:
        picture = _text(data.get(kind))
        if picture is not None and _BASE64.fullmatch(picture):
            shown[kind] = picture
    drawing, html, markdown = (_text(data.get(kind)) for kind in ("image/svg+xml", "text/html", "text/markdown"))
    if drawing is not None and not any(kind in shown for kind in _PICTURES):
        # As a picture: in an <img> a drawing runs no script and loads nothing.
        coded = base64.b64encode(drawing.encode("utf-8", "replace")).decode("ascii")
        shown["text/html"] = f'<img alt="" src="data:image/svg+xml;base64,{coded}">'
    elif html is not None and not is_too_large(html):
        shown["text/html"] = clean(html)
    elif markdown is not None and len(markdown) <= LARGEST_HTML:
        shown["text/markdown"] = markdown  # cleaned where it is rendered
    return shown or {"text/plain": NOT_SHOWN}


def _text(value: Any) -> str | None:
    """A text as a notebook may hold it: whole, or as a list of its lines."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "".join(value)
    return value if isinstance(value, str) else None


def _node(fields: dict[str, Any]) -> NotebookNode:
    return NotebookNode({name: _plain(value) for name, value in fields.items()})  # type: ignore[no-untyped-call]


def _plain(value: Any) -> Any:
    return NotebookNode(value) if isinstance(value, dict) else value  # type: ignore[no-untyped-call]
