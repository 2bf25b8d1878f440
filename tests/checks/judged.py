"""What is said of a payload, for tests: the verdict and its words in one, and entries of a key in short."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from firstquery.checks.judging import envelope, judge
from firstquery.checks.kind import kind
from firstquery.checks.kinds.choice import letters_hash
from firstquery.checks.verdict import Verdict
from firstquery.checks.words import Wording, wording


@dataclass(frozen=True)
class Said:
    """A verdict, in words as the learner's machine says it, or (``at_grader``) as the grader does."""

    verdict: Verdict
    words: Wording
    at_grader: Wording

    @property
    def right(self) -> bool:
        return self.verdict.right

    @property
    def outcome(self) -> str:
        return self.verdict.outcome

    @property
    def mistake(self) -> str | None:
        return self.verdict.mistake

    @property
    def points(self) -> float:
        return self.verdict.points

    @property
    def codes(self) -> list[str]:
        return [found.code for found in self.verdict.findings]

    @property
    def heading(self) -> str:
        return self.words.heading

    @property
    def message(self) -> str:
        return self.words.message

    @property
    def details(self) -> list[str]:
        return list(self.words.details)

    def headline(self) -> str:
        return self.words.headline()

    def lines(self) -> list[str]:
        return self.words.lines()


def entry(kind_name: str, answer: Any = None, mistakes: Any = (), points: float = 1, **expected: Any) -> dict[str, Any]:
    """An entry of a key: ``answer`` is the reference's payload, or the right letters of a choice."""
    if kind_name == "choice":
        right = letters_hash("s", answer)
        expected = {"options": ["A", "B", "C", "D"], "salt": "s", "right": right, **expected}
    else:
        expected = {"answer": answer, **expected}
    made = {**expected, "mistakes": list(mistakes)}
    return {"kind": kind_name, "name": "answer", "points": points, "title": "", "questions": None, "expected": made}


def said_of(one: dict[str, Any], payload: dict[str, Any]) -> Said:
    """What is said of a payload that was made in this process."""
    verdict = judge(one, envelope("w01-q1", payload))
    return Said(verdict, wording(verdict, one["kind"]), wording(verdict, one["kind"], grader=True))


def is_sound(payload: Any, kind_name: str = "table") -> bool:
    return isinstance(payload, dict) and kind(kind_name).sound(payload)
