"""Markdown shown to a person: rendered in a notebook, as plain lines elsewhere."""

from __future__ import annotations

import re
import textwrap

from firstquery.core.errors import WIDTH
from firstquery.learner.session import show


class Text:
    """What IPython displays: Markdown for JupyterLab, the same as plain lines for a terminal."""

    def __init__(self, markdown: str) -> None:
        self.markdown = markdown

    def __repr__(self) -> str:
        return plain(self.markdown)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": repr(self), "text/markdown": self.markdown}


def show_markdown(markdown: str) -> None:
    """Displays in a notebook, prints elsewhere."""
    show(Text(markdown))


def plain(markdown: str, width: int = WIDTH) -> str:
    """Markdown as lines of text: paragraphs wrapped, code as it stands and set in, bold and links as their words."""
    lines: list[str] = []
    for block in re.split(r"(^```[^\n]*\n.*?^```[ \t]*$)", markdown, flags=re.DOTALL | re.MULTILINE):
        if block.startswith("```"):
            lines += ["    " + line if line else "" for line in block.splitlines()[1:-1]] + [""]
            continue
        for paragraph in re.split(r"\n\s*\n", block.strip("\n")):
            lines += [*_wrap(paragraph, width), ""] if paragraph.strip() else []
    return "\n".join(lines).strip("\n")


def _wrap(paragraph: str, width: int) -> list[str]:
    """A paragraph, a heading, or the items of a list."""
    lines: list[str] = []
    for item in re.split(r"\n(?=[ \t]*(?:[-*]|\d+\.) )", paragraph):
        text = inline(item)
        marker = re.match(r"[ \t]*(?:[-*]|\d+\.) ", text)
        later = " " * len(marker[0]) if marker else ""
        lines += textwrap.wrap(text, width, subsequent_indent=later, break_on_hyphens=False, break_long_words=False)
    return lines


def inline(text: str) -> str:
    """One line of words: bold, headings and links as what they say. Code keeps its backticks."""
    text = re.sub(r"\[([^\]]+)\]\([^)\s]+\)", r"\1", " ".join(text.split()))
    return re.sub(r"^#+ ", "", re.sub(r"\*\*([^*]+)\*\*", r"\1", text))
