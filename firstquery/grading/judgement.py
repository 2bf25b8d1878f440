"""One answer, judged as the grader judges it: a verdict with its points, or "ungraded" and why."""

from __future__ import annotations

from typing import Any

from firstquery.checks.judging import UNGRADED, judge
from firstquery.checks.kind import Trial
from firstquery.checks.verdict import Verdict, could_not_run
from firstquery.checks.words import SHARED, sentence


class Unjudged(Exception):
    """Why there is no verdict, in words for the facilitator and the learner: the answer is ungraded, not wrong."""


def judge_answer(entry: dict[str, Any], message: dict[str, Any], trial: Trial | None = None) -> Verdict:
    """The verdict on an answer where the notebook was run from top to bottom, with its points.

    Raises `Unjudged` where the answer is not in a form to be judged, or the judge has a fault of its own.
    """
    if message["state"] == "missing":
        return could_not_run("never_bound", name=str(entry["name"])).worth(float(entry["points"]))
    verdict = judge(entry, message, trial)
    unjudged = next((found for found in verdict.findings if found.code in UNGRADED), None)
    if unjudged is not None:
        raise Unjudged(sentence(unjudged, SHARED[unjudged.code], grader=True))
    return verdict
