"""The marks below a cell and in a terminal, and what stands there while they are waited for."""

from __future__ import annotations

import os
import time
from html import escape
from pathlib import Path
from typing import Any

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


class Waiting:
    """One output that says how far it is, and becomes the marks. Outside of a notebook, lines of text."""

    def __init__(self, in_notebook: bool) -> None:
        self._in_notebook = in_notebook
        self._handle: Any = None
        self._begun, self._last, self._said = 0.0, 0.0, ""

    def say(self, sentence: str) -> None:
        self._said = sentence
        self._update(f"<p>{escape(sentence)}</p>", sentence)

    def progress(self, what: str, share: float) -> None:
        """At most four times a second: how far, and about how long it still takes."""
        now = time.monotonic()
        self._begun = self._begun or now
        if now - self._last < 0.25 and share < 1:
            return
        self._last = now
        left = (now - self._begun) * (1 - share) / share if share > 0.05 else None
        about = "" if left is None else f", about {max(1, round(left))} seconds left"
        line = f"{what}: {share:.0%}{about}"
        bar = f'<progress max="100" value="{round(100 * share)}" aria-label="{escape(what)}"></progress>'
        self._update(f"<p>{escape(self._said)}</p><p>{bar} {escape(line)}</p>", f"{self._said}\n{line}", quiet=True)

    def show(self, shown: Shown) -> None:
        if self._in_notebook:
            self._display(shown)
        else:
            print(shown)

    def clear(self) -> None:
        """Takes away what was said, where a refusal follows."""
        if self._handle is not None:
            self._handle.update({"text/plain": ""}, raw=True)

    def _update(self, html: str, plain: str, quiet: bool = False) -> None:
        if self._in_notebook:
            self._display({"text/html": html, "text/plain": plain}, raw=True)
        elif not quiet:
            print(plain, flush=True)

    def _display(self, shown: Any, **more: Any) -> None:
        from IPython.display import display

        if self._handle is None:
            self._handle = display(shown, display_id=True, **more)  # type: ignore[no-untyped-call]
        else:
            self._handle.update(shown, **more)
