"""A right verdict as it is shown: plain text for a terminal, and HTML that a screen reader announces."""

from __future__ import annotations

import html

from firstquery.check.verdict import SYMBOLS, Verdict


class Shown:
    """What IPython displays. The word carries the meaning; the symbol repeats it and the border only decorates."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict

    def __repr__(self) -> str:
        return "\n".join(self.verdict.lines())

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": as_html(self.verdict)}


def as_html(verdict: Verdict) -> str:
    """The verdict as HTML without a style sheet: it takes the page's own colours, light or dark."""
    rest = verdict.headline().removeprefix(verdict.heading).strip()
    details = "".join(f"<li>{html.escape(detail)}</li>" for detail in verdict.details)
    return (
        '<div role="status" style="border-left: 4px solid currentColor; padding: 0.3em 0.8em; margin: 0.3em 0">'
        f'<span aria-hidden="true">{SYMBOLS[verdict.outcome]}</span> '
        f"<strong>{html.escape(verdict.heading)}</strong> {html.escape(rest)}"
        f"{f'<ul>{details}</ul>' if details else ''}</div>"
    )
