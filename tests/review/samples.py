"""Reviews of one pull request, made of what three people would say of each fault: good, middling and poor ones.

They prove that a score tells them apart. pull-requests/NNNN/reviews.py holds what is said, and REVIEWS.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

VOICES = ("a former programmer, terse", "a chief operating officer, in plain words", "English as a third language")
#: What somebody writes who hopes that one of many will fit.
_SPRAY = {
    "fan-out join": "Rows are multiplied by this join.",
    "SQL glued from strings": "This query is glued from text.",
    "silent change of a metric": "The number changes without saying so.",
    "swallowed exception": "The error is swallowed here.",
    "missing time-out": "There is no time-out.",
    "off-by-one at a month's end": "The last day is lost.",
}
#: A kind that a fault is not.
_WRONG = {"missing time-out": "fan-out join", "swallowed exception": "SQL glued from strings"}
_OTHER = "missing time-out"

Found = dict[str, Any]


@dataclass(frozen=True)
class Remark:
    """One fault in three voices; each is the problem and the suggestion, which may be empty."""

    path: str
    match: str
    kind: str
    severity: str
    evidence: str
    terse: tuple[str, str]
    plain: tuple[str, str]
    third: tuple[str, str]

    def finding(self, voice: int, **instead: Any) -> Found:
        problem, suggestion = (self.terse, self.plain, self.third)[voice]
        return {
            "path": self.path,
            "line_match": self.match,
            "severity": self.severity,
            "problem": problem,
            "evidence": self.evidence,
            "suggestion": suggestion,
            "kind": self.kind,
            **instead,
        }


def reviews(
    told: Sequence[Remark],
    summaries: tuple[str, str, str],
    quiet: Mapping[str, tuple[str, str]],
    copied: Sequence[Mapping[str, Any]],
) -> list[dict[str, Any]]:
    """Thirteen reviews. ``quiet``: by path and pattern of a right line what somebody accuses it of, kind and words.

    ``copied`` are findings of another review.
    """
    lines = [(path, match) for path, _, match in (one.partition("::") for one in quiet)]
    worst = sorted(told, key=lambda one: one.severity != "blocker")
    return [
        *(
            _review("good", name, "request_changes", summaries[voice], [one.finding(voice) for one in told])
            for voice, name in enumerate(VOICES)
        ),
        _review("middling", "one fault, with evidence", "request_changes", "I found one thing.", [worst[0].finding(1)]),
        _review(
            "middling",
            "all seen, no evidence and no verdict",
            "comment",
            "Please look again at these lines before it is merged.",
            [one.finding(2, evidence="", severity="minor") for one in told],
        ),
        _review(
            "middling",
            "one fault and two alarms",
            "request_changes",
            "I am not sure about some of this.",
            [worst[0].finding(2), *(_at(*place, "major", *quiet["::".join(place)]) for place in lines[:2])],
        ),
        _review("poor", "empty", "approve", "", []),
        _review(
            "poor",
            "spray: many kinds on many lines",
            "request_changes",
            "There are many problems here.",
            [
                _at(*place, "blocker", kind, problem)
                for kind, problem in _SPRAY.items()
                for place in [*lines, *((one.path, one.match) for one in told)]
            ],
        ),
        _review(
            "poor",
            "style alone",
            "request_changes",
            "Please tidy this up: names and length.",
            [_at(*place, "minor", "something else", "A shorter name would do, and shorter lines.") for place in lines],
        ),
        _review(
            "poor",
            "right place, wrong reason",
            "request_changes",
            "Several lines are not safe.",
            [one.finding(1, kind=_WRONG.get(one.kind, _OTHER), evidence="") for one in told],
        ),
        _review(
            "poor",
            "right place, no kind",
            "request_changes",
            "Something is wrong with several lines.",
            [one.finding(1, kind="something else") for one in told],
        ),
        _review(
            "poor",
            "right faults, wrong verdict",
            "approve",
            "Some remarks, which can wait. It is useful, so let us merge it.",
            [one.finding(1, severity="minor") for one in told],
        ),
        _review("poor", "copied from another pull request", "request_changes", "See below.", copied),
    ]


def _review(kind: str, name: str, verdict: str, summary: str, findings: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "kind": kind,
        "name": name,
        "verdict": verdict,
        "summary": summary,
        "findings": [dict(one) for one in findings],
    }


def _at(path: str, match: str, severity: str, kind: str, problem: str) -> Found:
    return {
        "path": path,
        "line_match": match,
        "severity": severity,
        "problem": problem,
        "evidence": "",
        "suggestion": "",
        "kind": kind,
    }
