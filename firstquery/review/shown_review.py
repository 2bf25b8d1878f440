"""A review as it is shown: readable in a notebook, and as plain text everywhere else."""

from __future__ import annotations

import textwrap
from html import escape
from typing import TYPE_CHECKING

from firstquery.review import show
from firstquery.review.finding import Finding
from firstquery.review.markdown import as_html
from firstquery.review.words import SAID_OF
from firstquery.sentence import WIDTH

if TYPE_CHECKING:
    from firstquery.review.review import Review


def text(review: Review) -> str:
    out = [head(review)]
    if review.summary:
        out += ["", *textwrap.wrap(review.summary, WIDTH)]
    for number, one in enumerate(review.findings, 1):
        lines = repr(one).splitlines()
        out += ["", *textwrap.wrap(f"{number}. {lines[0]}", WIDTH, subsequent_indent="   ")]
        code = _line(review, one)
        out += [f"   > {code}"] if code else []
        out += [wrapped for line in lines[1:] for wrapped in textwrap.wrap(line, WIDTH, subsequent_indent="   ")]
    return "\n".join(out)


def head(review: Review) -> str:
    number = len(review.findings)
    many = f"{number} {'finding' if number == 1 else 'findings'}" if number else "no findings"
    return f"Review of pull request {review.number}: {SAID_OF[review.verdict]}, {many}"


def html(review: Review) -> str:
    items = "".join(_item(review, one) for one in review.findings)
    summary = as_html(review.summary) if review.summary else "<p>No summary.</p>"
    listed = f"<ol>{items}</ol>" if items else ""
    return show.framed(f"<h3>{escape(head(review))}</h3>{summary}{listed}")


def as_markdown(review: Review) -> str:
    """Verdict and summary, and a heading for each finding: for a page, or a letter."""
    parts = [f"{SAID_OF[review.verdict]}.", review.summary]
    for number, one in enumerate(review.findings, 1):
        parts += [f"## {number}. {one.severity.capitalize()}: {one.where}", one.problem]
        parts += [f"- Evidence: {text}" for text in one.evidence]
        parts += [f"- Suggestion: {one.suggestion}"] if one.suggestion else []
    return "\n\n".join(part for part in parts if part)


def _item(review: Review, one: Finding) -> str:
    family = f" ({escape(one.family)})" if one.family else ""
    code = _line(review, one)
    evidence = "".join(f"<li><code>{escape(each)}</code></li>" for each in one.evidence)
    return (
        f"<li><p><strong>{escape(one.severity.capitalize())}</strong>{family} in {escape(one.where)}</p>"
        f"{f'<pre>{escape(code)}</pre>' if code else ''}{as_html(one.problem)}"
        f"{f'<p>Evidence:</p><ul>{evidence}</ul>' if evidence else ''}"
        f"{f'<p>Suggestion:</p>{as_html(one.suggestion)}' if one.suggestion else ''}</li>"
    )


def _line(review: Review, one: Finding) -> str:
    """The line that the finding stands on."""
    file = review.pull.file(one.path)
    lines = {} if file is None else file.head if one.side == "RIGHT" else file.base
    return lines.get(one.last, "").strip()
