"""Whether a payload from outside has the form and the size of a review: only then it is scored."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

MOST_FINDINGS = 500
MOST_CHARACTERS = 4_000
MOST_EVIDENCE, LONGEST_EVIDENCE = 6, 500
LAST_LINE = 1_000_000
_NUMBER = re.compile(r"\d{4}", re.ASCII)
_FIELDS = {"path", "first", "last", "side", "severity", "problem", "evidence", "suggestion", "kind"}
_VERDICTS = ("approve", "request_changes", "comment")
_SEVERITIES = ("blocker", "major", "minor", "question")


def texts_of(payload: dict[str, Any]) -> Iterable[str] | None:
    """Every text in it; None where it has not the form."""
    findings = payload.get("findings")
    head = (payload.get("pull"), payload.get("verdict"), payload.get("summary"))
    if not all(isinstance(one, str) for one in head) or not isinstance(findings, list):
        return None
    if not _NUMBER.fullmatch(str(head[0])) or head[1] not in _VERDICTS or len(findings) > MOST_FINDINGS:
        return None
    texts = [str(head[2])]
    for one in findings:
        if not isinstance(one, dict) or set(one) != _FIELDS or not _is_a_place(one):
            return None
        evidence = one["evidence"]
        if one["severity"] not in _SEVERITIES or not isinstance(evidence, list) or len(evidence) > MOST_EVIDENCE:
            return None
        listed = [one["path"], one["problem"], one["suggestion"], one["kind"], *evidence]
        if not all(isinstance(text, str) for text in listed):
            return None
        if any(len(text) > LONGEST_EVIDENCE for text in (one["path"], one["kind"], *evidence)):
            return None
        texts += listed
    return texts


def _is_a_place(one: dict[str, Any]) -> bool:
    ends = (one["first"], one["last"])
    return (
        one["side"] in ("LEFT", "RIGHT")
        and all(type(end) is int for end in ends)
        and 0 < ends[0] <= ends[1] < LAST_LINE
    )
