"""What grading one submission gives: what goes into the gradebook, and what the facilitator is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from firstquery.grading.run.marks import Mark


@dataclass(frozen=True)
class Score:
    """One graded cell: ``auto`` is None where a person has to look at it (``by_hand``); ``total`` its points.

    ``is_text`` where that is always so, since a person reads what was written.
    """

    auto: float | None
    by_hand: bool
    total: float
    is_text: bool = False


@dataclass(frozen=True)
class Notebook:
    """What Autograde said of one notebook, by the names of its cells."""

    scores: Mapping[str, Score]
    comments: Mapping[str, str | None]
    late_penalty: float | None


@dataclass(frozen=True)
class Result:
    """One submission, graded or not: ``mark`` is None where grading itself failed, and ``log`` says why.

    ``tree`` holds the autograded files, not yet in their place; ``seconds`` are the worker's.
    """

    student: str
    mark: Mark | None
    described: dict[str, Any] = field(default_factory=dict)
    notebooks: dict[str, Notebook] = field(default_factory=dict)
    timestamp: datetime | None = None
    tree: Path | None = None
    seconds: float = 0.0
    log: tuple[str, ...] = ()
    full_disk: bool = False

    @property
    def state(self) -> str:
        """ "graded", "ungraded", "time-out", "out of memory", "kernel died", "damaged"; "failed" without a mark."""
        return self.mark.state if self.mark else "failed"

    @property
    def sentence(self) -> str:
        if self.mark is None:
            return self.log[-1] if self.log else "Grading stopped, and it is not known why."
        return self.mark.sentence

    def scores(self) -> dict[str, Score]:
        return {name: one for notebook in self.notebooks.values() for name, one in notebook.scores.items()}

    @property
    def earned(self) -> float:
        return sum(one.auto or 0.0 for one in self.scores().values())

    @property
    def total(self) -> float:
        return sum(one.total for one in self.scores().values())

    @property
    def ungraded(self) -> list[str]:
        """Exercises without a verdict."""
        return sorted(name for name, one in self.scores().items() if one.auto is None and not one.is_text)

    def as_json(self) -> dict[str, Any]:
        """For machines: plain values, in order."""
        mark = self.mark
        verdicts = mark.verdicts if mark else {}
        return {
            "student": self.student,
            "state": self.state,
            "sentence": self.sentence,
            "earned": self.earned,
            "total": self.total,
            "exercises": {
                name: {
                    "score": one.auto,
                    "total": one.total,
                    "by_hand": one.by_hand,
                    "outcome": verdicts[name].outcome if name in verdicts else "",
                    "says": verdicts[name].says if name in verdicts else "",
                }
                for name, one in sorted(self.scores().items())
            },
            "hashes": {"submission": mark.submission, "key": mark.key, "environment": mark.environment} if mark else {},
            "seconds": round(self.seconds, 2),
            "log": list(self.log),
        }
