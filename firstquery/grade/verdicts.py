"""One way from a state and a payload to a verdict, for the judge and for the proof."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from firstquery.check.judging import is_sound
from firstquery.check.kinds import KINDS
from firstquery.check.verdict import Verdict, could_not_run


class Unjudged(Exception):
    """Why there is no verdict, in words for the facilitator and the learner: the answer is ungraded, not wrong."""


def judge(state: str, payload: Mapping[str, Any] | None, entry: Mapping[str, Any]) -> Verdict:
    """The verdict on an answer, with its points. Raises `Unjudged` where an answer is not in a form to be judged.

    ``state`` and ``payload`` are as a test cell emits them at the grader, ``entry`` is the exercise's in the key.
    """
    points = float(entry["points"])
    if state == "missing":
        return could_not_run(
            f"When the notebook was run from top to bottom, nothing was called `{entry['name']}` here."
        ).worth(points)
    if state == "answered" and not is_sound(payload):
        raise Unjudged("The answer did not come through in a form that can be judged.")
    given = dict(payload or {}) if state == "answered" else {**(payload or {}), "type": state}
    try:
        return KINDS[str(entry["kind"])].judge(given, dict(entry)).worth(points)
    except Exception as fault:
        raise Unjudged(f"The judge had a fault of its own on this answer ({type(fault).__name__}).") from None
