"""A review as it is shown: in a notebook, as plain text, and as Markdown for a page."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from firstquery.core.errors import WIDTH
from firstquery.pulls.finding import Finding
from firstquery.pulls.render import render
from firstquery.pulls.spelling import SAID_OF

if TYPE_CHECKING:
    from firstquery.pulls.review import Review


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
    findings = [(one, _line(review, one)) for one in review.findings]
    return render("review.html", head=head(review), summary=review.summary, findings=findings)


def as_markdown(review: Review) -> str:
    """Verdict and summary, and a heading for each finding: for a page, or a letter."""
    parts = [f"{SAID_OF[review.verdict]}.", review.summary]
    for number, one in enumerate(review.findings, 1):
        parts += [f"## {number}. {one.severity.capitalize()}: {one.where}", one.problem]
        parts += [f"- Evidence: {text}" for text in one.evidence]
        parts += [f"- Suggestion: {one.suggestion}"] if one.suggestion else []
    return "\n\n".join(part for part in parts if part)


def _line(review: Review, one: Finding) -> str:
    """The line that the finding stands on."""
    file = review.pull.file(one.path)
    lines = {} if file is None else file.head if one.side == "RIGHT" else file.base
    return lines.get(one.last, "").strip()
