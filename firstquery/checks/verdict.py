"""The verdict on one answer, as data: an outcome, points and coded findings. `words` turns it into sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Outcome = Literal["right", "not-yet", "not-attempted", "could-not-run"]
Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


class Finding(BaseModel):
    """One thing that is so of an answer: ``Finding(code="rows_missing", data={"number": 3})``.

    ``code`` has a `Phrase` in the kind or in `words`; ``data`` fills its fields.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    data: dict[str, Any] = Field(default_factory=dict)


class Verdict(BaseModel):
    """What is found of one answer.

    The first finding is what is said first; the others are details. ``share`` (0 to 1) of the points are earned where
    it is given, whatever the outcome; else all when right, none otherwise. `worth` sets ``points`` of ``max_points``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    share: float | None = None
    points: float = 0.0
    max_points: float = 0.0

    @property
    def right(self) -> bool:
        return self.outcome == "right"

    @property
    def mistake(self) -> str | None:
        """The name of the recognised mistake of answers.py, if one was."""
        return next((str(found.data["name"]) for found in self.findings if found.code == "mistake"), None)

    def worth(self, max_points: float) -> Verdict:
        """The same verdict with its points."""
        share = self.share if self.share is not None else float(self.right)
        return self.model_copy(update={"points": round(max_points * share, 2), "max_points": max_points})


def right(*findings: Finding) -> Verdict:
    """The verdict on a right answer."""
    return Verdict(outcome="right", findings=findings)


def not_yet(code: str, /, *more: Finding, **data: Any) -> Verdict:
    """The verdict ``not-yet`` whose first finding is ``code`` with ``data``."""
    return Verdict(outcome="not-yet", findings=(Finding(code=code, data=data), *more))


def mistake(name: str, message: str) -> Verdict:
    """The verdict on a mistake that answers.py names."""
    return not_yet("mistake", name=name, message=message)


def not_attempted(code: str, /, **data: Any) -> Verdict:
    """The verdict where there is no answer yet."""
    return Verdict(outcome="not-attempted", findings=(Finding(code=code, data=data),))


def could_not_run(code: str, /, **data: Any) -> Verdict:
    """The verdict where the answer, or the check, could not run."""
    return Verdict(outcome="could-not-run", findings=(Finding(code=code, data=data),))
