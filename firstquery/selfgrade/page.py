"""The feedback page of one grading: ``WORK/feedback/STEM.html``, one file that runs nothing and loads nothing."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from firstquery.core import files as whole
from firstquery.core.course import work_folder
from firstquery.html import page
from firstquery.learner.numbers import written
from firstquery.selfgrade.told import Graded, Mark, points, remarks, said

_CODE = re.compile(r"`([^`]+)`")

# Nothing has to be pushed aside to be read, on a phone as well.
_STYLE = "td:nth-child(2) { white-space: nowrap; } th, td { overflow-wrap: anywhere; } pre { white-space: pre-wrap; }\n"


def place(stem: str) -> Path:
    return work_folder() / "feedback" / f"{stem}.html"


def write(graded: Graded) -> Path:
    """Writes it, in place of the one before. Returns its path."""
    path = place(graded.stem)
    whole.write(path, html(graded).encode("utf-8", "replace"))
    return path


def html(graded: Graded) -> str:
    intro = f"<p><strong>{escape(graded.headline)}</strong></p><p class='quiet'>{escape(graded.graded)}</p>"
    notes = "".join(f"<p>{text(line)}</p>" for line in remarks(graded))
    parts = [table(graded), notes, *(_section(mark) for mark in graded.marks)]
    foot = (
        "<p>Made on this computer by <code>firstquery grade-mine</code>. Nobody else has seen it. A written answer is "
        "counted when nothing that was asked for is missing; whether it is good, a person has to judge.</p>"
    )
    return page(
        f"Feedback: week {graded.week}, {graded.title}",
        "\n".join(parts),
        intro=intro,
        foot=foot,
        further_style=_STYLE,
    )


def table(graded: Graded, caption: str = "Your marks, exercise by exercise") -> str:
    """The marks as an HTML table with a caption, and headings for its rows and columns."""
    left = "style='text-align: left; vertical-align: top; font-size: 1rem'"  # JupyterLab would set it to the right
    rows = "".join(
        f"<tr><th scope='row' {left}>{escape(_named(mark))}</th><td {left}>{points(mark)}</td>"
        f"<td {left}>{text(said(mark))}</td></tr>"
        for mark in graded.marks
    )
    heads = "".join(f"<th scope='col' {left}>{head}</th>" for head in ("Exercise", "Points", "On unseen data"))
    return (
        f"<table><caption {left}>{escape(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody><tfoot>"
        f"<tr><th scope='row' {left}>In all</th><td {left}>{written(graded.earned)} of {written(graded.most)}</td>"
        "<td></td></tr></tfoot></table>"
    )


def text(line: str) -> str:
    """A sentence as HTML: what stands in backticks is code."""
    return _CODE.sub(r"<code>\1</code>", escape(line))


def _named(mark: Mark) -> str:
    return f"{mark.exercise}, {mark.title}" if mark.title else mark.exercise


def _section(mark: Mark) -> str:
    answer = mark.answer.strip()
    shown = f"<pre><code>{escape(answer)}</code></pre>" if answer else "<p class='quiet'>There is no answer.</p>"
    return (
        f"<section class='whole'><h2>{escape(_named(mark))}</h2><p><strong>Points: {points(mark)}.</strong> "
        f"{text(said(mark))}</p><p>Your answer, as it was saved:</p>{shown}</section>"
    )
