"""The verdict: what `check` says about an answer, and `NotYet`, the way it is said when the answer is not right."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from firstquery.sentence import wrapped

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
    ``share`` (0 to 1) of the points are earned where it is given, whatever the outcome; else all when right, or none.
    ``report`` is everything that can be said, line by line, for whoever may know all.
    ``title`` takes the place of the outcome's heading where that would say too much: a text is complete, not right.
    """

    outcome: Outcome
    message: str = ""
    details: list[str] = field(default_factory=list)
    mistake: str | None = None
    points: float = 0.0
    max_points: float = 0.0
    title: str = ""
    share: float | None = None
    report: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        return self.outcome == "right"

    @property
    def heading(self) -> str:
        return self.title or HEADINGS[self.outcome]

    def headline(self) -> str:
        """The heading, the message and, where something is earned, the points: one line of text."""
        parts = [self.heading, self.message]
        if (self.right or self.points) and self.max_points:
            parts.append(points_in_words(self.points, self.max_points))
        return " ".join(part for part in parts if part)

    def lines(self) -> list[str]:
        """The whole verdict as lines that fit a notebook and a terminal."""
        lines = wrapped(self.headline())
        for detail in self.details if self.report else self.details[:MOST_DETAILS]:
            lines += wrapped(detail, "- ", "  ")
        return [line for line in lines if line.strip()]

    def worth(self, max_points: float) -> Verdict:
        """The same verdict with its points: its share of them; without one all when right, none otherwise."""
        share = self.share if self.share is not None else float(self.right)
        return replace(self, points=round(max_points * share, 2), max_points=max_points)


def points_in_words(points: float, max_points: float) -> str:
    """``2 of 2 points.``"""
    return f"{points:g} of {max_points:g} {'point' if max_points == 1 else 'points'}."


class NotYet(Exception):
    """An answer that is not right (yet). It shows as its own short text, never as a traceback.

    ``verdict`` holds the whole verdict; its outcome may be any but "right". ``offer`` is a line of help that is shown
    below it, and no part of it.
    """

    def __init__(self, verdict: Verdict, offer: str = "") -> None:
        super().__init__(verdict.headline())
        self.verdict = verdict
        self.offer = offer

    def _render_traceback_(self) -> list[str]:
        """IPython's hook: the lines shown in place of a traceback."""
        return [*self.verdict.lines(), *(wrapped(self.offer) if self.offer else [])]


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
