"""Text for a person: times, dates and short lists in plain English, and Markdown.

The English is the same on every computer, whatever language it is set to. Markdown is rendered in a notebook, and plain
lines elsewhere.
"""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from collections.abc import Sequence

from firstquery.core.errors import WIDTH
from firstquery.learner.session import show

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
#: A block of code in Markdown; `split` keeps it between the words above and below it.
CODE_BLOCK = re.compile(r"(^```[^\n]*\n.*?^```[ \t]*$)", re.DOTALL | re.MULTILINE)


def count(number: int, one: str, more: str = "") -> str:
    """Return ``1 week``, ``2 weeks``."""
    return f"{number} {one if number == 1 else more or one + 's'}"


def join_words(words: Sequence[object]) -> str:
    """Return ``3``, ``3 and 5``, ``3, 5 and 6``."""
    texts = [str(word) for word in words]
    return " and ".join([", ".join(texts[:-1]), texts[-1]]) if len(texts) > 1 else "".join(texts)


def duration(time: dt.timedelta, *, short: bool = False) -> str:
    """To the minute: ``1 hour 5 minutes``, or ``1 h 5 min`` for a column. Empty for no time at all."""
    if time <= dt.timedelta():
        return ""
    minutes = max(1, round(time.total_seconds() / 60))
    hours, minutes = divmod(minutes, 60)
    words = ("{} h", "{} min") if short else (count(hours, "hour"), count(minutes, "minute"))
    parts = [word.format(number) for number, word in zip((hours, minutes), words, strict=True) if number]
    return " ".join(parts)


def day_of(day: dt.date) -> str:
    """Return ``13 January 2027``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date(moment: dt.date, now: dt.date | None = None) -> str:
    """Return ``Tuesday 3 November``, with the year where it is not that of ``now``."""
    day = f"{DAYS[moment.weekday()]} {moment.day} {MONTHS[moment.month - 1]}"
    return day if now is not None and moment.year == now.year else f"{day} {moment.year}"


def ago(time: dt.timedelta) -> str:
    """``12 days ago``, from three weeks on in weeks, from three months on in months, from two years on in years."""
    days = time.days
    if days < 21:
        return f"{count(days, 'day')} ago"
    if days < 90:
        return f"{days // 7} weeks ago"
    if days < 730:
        return f"{days // 30} months ago"
    return f"{days // 365} years ago"


class Text:
    """What IPython displays: Markdown for JupyterLab, the same as plain lines for a terminal."""

    def __init__(self, markdown: str) -> None:
        self.markdown = markdown

    def __repr__(self) -> str:
        return plain(self.markdown)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": repr(self), "text/markdown": self.markdown}


def show_markdown(markdown: str) -> None:
    """Display in a notebook, prints elsewhere."""
    show(Text(markdown))


def plain(markdown: str, width: int = WIDTH) -> str:
    """Markdown as lines of text: paragraphs wrapped, code as it stands and set in, bold and links as their words."""
    lines: list[str] = []
    for block in CODE_BLOCK.split(markdown):
        if block.startswith("```"):
            lines += ["    " + line if line else "" for line in block.splitlines()[1:-1]] + [""]
            continue
        for paragraph in re.split(r"\n\s*\n", block.strip("\n")):
            lines += [*_wrap(paragraph, width), ""] if paragraph.strip() else []
    return "\n".join(lines).strip("\n")


def _wrap(paragraph: str, width: int) -> list[str]:
    """Return a paragraph, a heading, or the items of a list."""
    lines: list[str] = []
    for item in re.split(r"\n(?=[ \t]*(?:[-*]|\d+\.) )", paragraph):
        text = inline(item)
        marker = re.match(r"[ \t]*(?:[-*]|\d+\.) ", text)
        later = " " * len(marker[0]) if marker else ""
        lines += textwrap.wrap(text, width, subsequent_indent=later, break_on_hyphens=False, break_long_words=False)
    return lines


def inline(text: str) -> str:
    """Return one line of words: bold, headings and links as what they say. Code keeps its backticks."""
    text = re.sub(r"\[([^\]]+)\]\([^)\s]+\)", r"\1", " ".join(text.split()))
    return re.sub(r"^#+ ", "", re.sub(r"\*\*([^*]+)\*\*", r"\1", text))
