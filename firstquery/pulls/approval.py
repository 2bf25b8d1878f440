"""What an approval rests on: the parts of the change that its summary names, and what it has tried."""

from __future__ import annotations

import re
from pathlib import Path

from firstquery.pulls import expression
from firstquery.pulls.finding import Finding
from firstquery.pulls.pulls import PullRequest

NAMED = 3  # files, functions and classes of the change that an approval has to name
NOTHING_NAMED = 0.4  # what a summary is worth that names none
WORDS = 8  # of such a summary, at least
_NAME = re.compile(r"[A-Za-z]\w*_\w+|_\w+|[A-Z][a-z]+[A-Z]\w+|[A-Z_]{5,}")  # more than a word: made up by a programmer
_MADE = re.compile(r"\b(?:def|class) (\w+)")
_CODE = re.compile(r"`([^`]+)`")


def named_share(pull: PullRequest, summary: str) -> float:
    """From 0 to 1: how many names of the change stand in ``summary``. Of its other words nothing is read."""
    rows = [row for one in pull.files for row in one.rows]
    changed = " ".join(row.text for row in rows if row.kind != " ")
    around = " ".join(row.text for row in rows)  # with the function that a change is in
    names = {*_NAME.findall(changed), *_MADE.findall(around), *(Path(one.path).stem for one in pull.files)}
    spoken = {_plain(word) for word in re.findall(r"\w+", summary)} & {_plain(name) for name in names}
    if not spoken and len(summary.split()) < WORDS:
        return 0.0
    return max(NOTHING_NAMED, min(1.0, len(spoken) / NAMED))


def tried(summary: str, findings: list[Finding]) -> list[str]:
    """What an approval has run: the code in its summary, and the evidence of these findings."""
    return [*map(expression.bare, _CODE.findall(summary)), *(text for one in findings for text in one.evidence)]


def runs_tests(text: str, number: str) -> bool:
    """Whether ``text`` runs the tests of this pull request, which is to try it as well."""
    return bool(re.match(rf"run_tests\(\s*['\"]?0*{int(number)}['\"]?\s*[,)]", text))


def _plain(name: str) -> str:
    return name.casefold().strip("_").removeprefix("test_")
