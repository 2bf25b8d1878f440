"""How far an approval says what it rests on. One that could stand below any change says nothing."""

from __future__ import annotations

import re
from pathlib import Path

from firstquery.review.pulls import PullRequest

NAMED = 3  # files, functions and classes of the change that an approval has to speak of
WORDS = 8  # of its summary, at least, where it names fewer than two of them
NOTHING_NAMED = 0.4  # what a sentence is worth that says the right thing and names nothing
_NAME = re.compile(r"[A-Za-z_]\w{3,}")
_MADE = re.compile(r"\b(?:def|class) (\w+)")
_UNREAD = re.compile(
    r"\b(?:did not|didn't|have not|haven't|never|without) (?:really |actually )?(?:read|look|tr(?:y|ied)|run)"
    r"|\b(?:read|looked at|checked|tried) (?:nothing|none|neither)\b(?! (?:that|which|wrong|bad|harmful|else))"
    r"|\bnothing (?:was|is|has been) (?:read|tried|looked at)\b|\bunread\b|\bno time to (?:read|look|try)"
)
_COMMON = {
    *("about", "after", "again", "before", "could", "class", "false", "import", "other", "return", "right", "should"),
    *("tests", "their", "there", "these", "which", "while", "within", "without", "would", "wrong"),
}


def grounded(pull: PullRequest, summary: str) -> float:
    """From 0 to 1: the names of the change that ``summary`` speaks of; its other words count a little."""
    if _UNREAD.search(summary.casefold().replace("’", "'")):
        return 0.0
    changed = " ".join(row.text for one in pull.files for row in one.rows if row.kind != " ")
    around = " ".join(row.text for one in pull.files for row in one.rows)  # with the function that a change is in
    words = {one for one in _NAME.findall(changed) if len(one) >= 5}
    coined = {one for one in words if "_" in one.rstrip("_") or one[1:] != one[1:].casefold() != one[1:].upper()}
    names = {_plain(one) for one in [*coined, *_MADE.findall(around), *(Path(one.path).stem for one in pull.files)]}
    spoken = {_plain(word) for word in re.findall(r"\w+", summary)}
    others = {_plain(one) for one in words} - _COMMON - names
    if len(summary.split()) < WORDS and len(names & spoken) < 2:
        return 0.0
    prose = min(1.0, 0.5 * len(others & spoken))
    return max(NOTHING_NAMED, min(1.0, (len(names & spoken) + prose) / NAMED))


def _plain(name: str) -> str:
    return name.casefold().strip("_").removeprefix("test_")
