"""The course's texts (.md) as pages: the one that ``site`` in course.toml names, and what its links lead to."""

from __future__ import annotations

import re
from functools import cache, partial
from pathlib import Path
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markupsafe import Markup

from firstquery.core import course
from firstquery.core.errors import UserError
from firstquery.html import page
from firstquery.html.accessible import put_right
from firstquery.html.notebook import embed_picture
from firstquery.site.plan import INDEX, Plan

_LINK = re.compile(r"\]\(([^)\s]+)\)")
#: Folders with answers and with what learners did: no text in them is published, whatever links to it.
_KEPT_BACK = ("source", "held-out", "submitted", "autograded", "feedback")


def front_text(root: Path) -> Path | None:
    """Return the file of the first page's words; None without one. Raises `UserError` where the named one is gone."""
    said = course.settings(root).site
    if not said:
        return None
    path = (root / said).resolve()
    if not path.is_file():
        raise UserError(f"course.toml says that the first page of the site is {said}, and there is no such file.")
    return path


def linked(root: Path) -> dict[Path, str]:
    """Return the texts that the first page leads to, directly or through another: the name of the page of each."""
    first = front_text(root)
    found, waiting = {}, [first] if first else []
    while waiting:
        path = waiting.pop(0)
        for address in _LINK.findall(path.read_text(encoding="utf-8")):
            one = (path.parent / unquote(address).partition("#")[0]).resolve()
            if one.suffix == ".md" and one not in found and one.is_file() and _is_public(one, root.resolve()):
                found[one] = _page_name(one, root.resolve())
                waiting.append(one)
    return {**({first: INDEX} if first else {}), **{path: name for path, name in found.items() if path != first}}


def _is_public(path: Path, root: Path) -> bool:
    return path.is_relative_to(root) and path.relative_to(root).parts[0] not in _KEPT_BACK


def _page_name(path: Path, root: Path) -> str:
    parts = [part for part in path.relative_to(root).with_suffix("").parts if part not in ("docs", "README")]
    return f"{'-'.join(parts).lower() or 'readme'}.html"


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _anchor(words: str) -> str:
    """Return the id of a heading as code hosts give it, which is what a text's own links name."""
    return re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")


def read(plan: Plan, path: Path) -> tuple[str, Markup]:
    """Return the title of a text, and its HTML below the title."""
    html = _reader().render(path.read_text(encoding="utf-8"))
    leads, beside = partial(plan.target, path), partial(embed_picture, path.parent)
    title, body, _ = put_right(html, plan.title, leads, beside, anchor=_anchor)
    return title, Markup(body)


def render(plan: Plan, path: Path, above: Markup, style: str) -> str:
    """Return the page of a text."""
    title, body = read(plan, path)
    return page(title, body, above=above, about=f"{title}: {plan.title}", further_style=style)
