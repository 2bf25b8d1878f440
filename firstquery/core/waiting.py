"""What stands below a cell, or in a terminal, while something long is under way."""

from __future__ import annotations

import time
from html import escape
from typing import Any


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

    def show(self, shown: object) -> None:
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
