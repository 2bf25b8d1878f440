"""A verdict as it is shown: plain text for a terminal, and HTML that a screen reader announces."""

from __future__ import annotations

import html
from collections.abc import Sequence

from firstquery.checks.verdict import Verdict
from firstquery.checks.words import Wording
from firstquery.core.errors import wrapped

SYMBOLS: dict[str, str] = {"right": "✓", "not-yet": "○", "not-attempted": "…", "could-not-run": "!"}


class NotYet(Exception):
    """An answer that is not right (yet). It shows as its own short text, never as a traceback.

    ``verdict`` is the verdict as data, ``wording`` the same in words; its outcome may be any but "right". ``offer``
    is a line of help that is shown below it, and no part of it.
    """

    def __init__(self, verdict: Verdict, wording: Wording, offer: str = "") -> None:
        super().__init__(wording.headline())
        self.verdict = verdict
        self.wording = wording
        self.offer = offer

    def _render_traceback_(self) -> list[str]:
        """IPython's hook: the lines shown in place of a traceback."""
        return [*self.wording.lines(), *(wrapped(self.offer) if self.offer else [])]


class VerdictDisplay:
    """What IPython displays. The word carries the meaning; the symbol repeats it and the border only decorates."""

    def __init__(self, verdict: Verdict, wording: Wording) -> None:
        self.verdict = verdict
        self.wording = wording

    def __repr__(self) -> str:
        return "\n".join(self.wording.lines())

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": as_html(self.verdict, self.wording)}


class TableDisplay:
    """The rows that a kind shows beside its verdict, the heading first."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self.rows = rows

    def __repr__(self) -> str:
        widths = [max(map(len, column)) for column in zip(*self.rows, strict=True)]
        return "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in self.rows
        )

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        head, *body = [[html.escape(cell) for cell in row] for row in self.rows]
        heading = "".join(f'<th scope="col">{cell}</th>' for cell in head)
        rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in body)
        return {"text/plain": repr(self), "text/html": f"<table><tr>{heading}</tr>{rows}</table>"}


def as_html(verdict: Verdict, wording: Wording) -> str:
    """The verdict as HTML without a style sheet: it takes the page's own colours, light or dark."""
    rest = wording.headline().removeprefix(wording.heading).strip()
    details = "".join(f"<li>{html.escape(detail)}</li>" for detail in wording.details)
    return (
        '<div role="status" style="border-left: 4px solid currentColor; padding: 0.3em 0.8em; margin: 0.3em 0">'
        f'<span aria-hidden="true">{SYMBOLS[verdict.outcome]}</span> '
        f"<strong>{html.escape(wording.heading)}</strong> {html.escape(rest)}"
        f"{f'<ul>{details}</ul>' if details else ''}</div>"
    )
