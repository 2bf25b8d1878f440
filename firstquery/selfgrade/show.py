"""The marks below a cell and in a terminal, and what stands there while they are waited for."""

from __future__ import annotations

import os
from html import escape
from pathlib import Path

from firstquery.selfgrade.told import Graded, points, remarks, said


class Shown:
    """The marks as a notebook shows them: a table that a screen reader announces, and the link to the feedback page."""

    def __init__(self, graded: Graded) -> None:
        self.graded = graded

    def __repr__(self) -> str:
        return text(self.graded)

    def _repr_html_(self) -> str:
        from firstquery.selfgrade import page

        graded = self.graded
        notes = "".join(f"<p>{page.text(line)}</p>" for line in remarks(graded))
        return (
            f'<div role="status"><p><strong>{escape(graded.headline)}</strong></p></div>{page.table(graded)}{notes}'
            f"<p>{_link(Path(graded.page))}</p><p>{escape(graded.graded)}</p>"
        )


def text(graded: Graded) -> str:
    """All of it as lines of text."""
    lines = [graded.headline, ""]
    for mark in graded.marks:
        lines.append(f"  {mark.exercise}  {points(mark):>10}  {said(mark)}")
    return "\n".join([*lines, "", *remarks(graded), graded.graded, f"Feedback page: {graded.page}"])


def _link(page: Path) -> str:
    """To the page, from the folder where the notebook stands: JupyterLab opens it beside the notebook."""
    try:
        there = Path(os.path.relpath(page)).as_posix()
    except ValueError:  # another drive
        return f"Feedback page: {escape(str(page))}"
    return f'<a href="{escape(there)}" target="_blank">Open the feedback page</a> ({escape(page.name)})'
