"""Sample reviews as a score takes them, on the lines that they speak of."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from firstquery.review import score
from firstquery.review.finding import Finding
from firstquery.review.pulls import PullRequest
from firstquery.review.score import Review, Score
from firstquery.review.truth import Truth


def score_of(pull: PullRequest, held: Truth, review: Mapping[str, Any]) -> Score:
    """What a sample review comes to, where evidence shows a fault if it is one of the fault's own expressions."""
    findings = tuple(made for one in review["findings"] if (made := finding_of(pull, one)))
    given = Review(review["verdict"], review["summary"], findings)

    def shows(found: Any, fault: Any) -> bool:
        return any(text in fault.evidence for one in found for text in one.evidence)

    return score.score(pull, held, given, shows, bool)


def finding_of(pull: PullRequest, one: Mapping[str, Any]) -> Finding | None:
    """The finding on the first line that it matches; where its line is not there, on the first line of the file."""
    file = pull.file(one["path"])
    if file is None or not file.head:
        return None
    lines = [number for number, text in file.head.items() if re.search(one["line_match"], text)]
    line = lines[0] if lines else min(file.head)
    evidence = (one["evidence"],) if one["evidence"] else ()
    return Finding(
        one["path"], line, line, "RIGHT", one["severity"], one["problem"], evidence, one["suggestion"], one["family"]
    )


def diff_of(before: Path, after: Path) -> str:
    """Both folders as one diff, as git would write it."""
    names = sorted(
        {path.relative_to(side).as_posix() for side in (before, after) for path in side.rglob("*") if path.is_file()}
    )
    out = []
    for name in names:
        old, new = (
            (side / name).read_text(encoding="utf-8").splitlines(keepends=True) if (side / name).is_file() else []
            for side in (before, after)
        )
        if old != new:
            start = f"a/{name}" if (before / name).is_file() else "/dev/null"
            out += difflib.unified_diff(old, new, start, f"b/{name}")
    return "".join(out)
