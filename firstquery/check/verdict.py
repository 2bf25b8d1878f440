"""The verdict: what `check` says about an answer, and `NotYet`, the way it is said when the answer is not right."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field, replace
from typing import Literal

Outcome = Literal["right", "not-yet", "not-attempted", "could-not-run"]
HEADINGS: dict[str, str] = {
    "right": "Right.",
    "not-yet": "Not yet.",
    "not-attempted": "Not attempted yet.",
    "could-not-run": "Could not run.",
}
COMPLETE = "Complete."
NOT_CHECKED = "Could not check."
SYMBOLS: dict[str, str] = {"right": "✓", "not-yet": "○", "not-attempted": "…", "could-not-run": "!"}
MOST_DETAILS = 3


@dataclass(frozen=True)
class Verdict:
    """What is said about one answer.

    ``message`` is one plain sentence or two, without the heading; ``details`` are at most three further sentences;
    ``mistake`` is the name of the recognised mistake, if one was. ``points`` of ``max_points`` are earned.
    ``title`` takes the place of the outcome's heading where that would say too much: a text is complete, not right.
    """

    outcome: Outcome
    message: str = ""
    details: list[str] = field(default_factory=list)
    mistake: str | None = None
    points: float = 0.0
    max_points: float = 0.0
    title: str = ""

    @property
    def right(self) -> bool:
        return self.outcome == "right"

    @property
    def heading(self) -> str:
        return self.title or HEADINGS[self.outcome]

    def headline(self) -> str:
        """The heading, the message and, where something is earned, the points: one line of text."""
        parts = [self.heading, self.message]
        if self.right and self.max_points:
            parts.append(points_in_words(self.points, self.max_points))
        return " ".join(part for part in parts if part)

    def lines(self) -> list[str]:
        """The whole verdict as lines of at most 100 characters, for a terminal."""
        # A name such as w01-q4 stays in one piece.
        lines = textwrap.wrap(self.headline(), 100, break_on_hyphens=False)
        for detail in self.details[:MOST_DETAILS]:
            lines += textwrap.wrap(detail, 98, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False)
        return lines

    def worth(self, max_points: float) -> Verdict:
        """The same verdict with its points: all of them when right, none otherwise."""
        return replace(self, points=max_points if self.right else 0.0, max_points=max_points)


def points_in_words(points: float, max_points: float) -> str:
    """``2 of 2 points.``"""
    return f"{points:g} of {max_points:g} {'point' if max_points == 1 else 'points'}."


class NotYet(Exception):
    """An answer that is not right (yet). It shows as its own short text, never as a traceback.

    ``verdict`` holds the whole verdict; its outcome may be any but "right".
    """

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.headline())
        self.verdict = verdict

    def _render_traceback_(self) -> list[str]:
        """IPython's hook: the lines shown in place of a traceback."""
        return self.verdict.lines()


def right(message: str = "", details: list[str] | None = None) -> Verdict:
    return Verdict("right", message, details or [])


def complete(message: str) -> Verdict:
    """Counts as right, and says less: nothing that is asked for is missing."""
    return Verdict("right", message, title=COMPLETE)


def not_yet(message: str, details: list[str] | None = None, mistake: str | None = None) -> Verdict:
    return Verdict("not-yet", message, (details or [])[:MOST_DETAILS], mistake)


def not_attempted(message: str) -> Verdict:
    return Verdict("not-attempted", message)


def could_not_run(message: str) -> Verdict:
    return Verdict("could-not-run", message)


def could_not_check(message: str) -> Verdict:
    """The answer may run well: it is the check that has no answer, no key or no form it knows."""
    return Verdict("could-not-run", message, title=NOT_CHECKED)
