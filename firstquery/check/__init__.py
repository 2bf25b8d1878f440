"""check: an answer becomes a payload, is held against a key, and a verdict is said.

``check(exercise, answer)`` is what a notebook calls. ``judge(exercise_key, message)`` is what the grader calls with
what a kernel emitted. ``payload(answer)`` turns any object into plain JSON.
"""

from __future__ import annotations

from firstquery.check.checking import check
from firstquery.check.judging import MIME_TYPE, envelope, judge, judge_payload
from firstquery.check.verdict import NotYet, Verdict

__all__ = ["MIME_TYPE", "NotYet", "Verdict", "check", "envelope", "judge", "judge_payload"]
