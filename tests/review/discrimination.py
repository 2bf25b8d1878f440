"""Reviews of one pull request by people who review well, not so well and badly, and what each is worth.

source/pull-requests/NNNN/reviews.py holds ``REVIEWS``: ``{"kind": "good" | "middling" | "poor", "name", "verdict",
"summary", "findings": [...]}``. A finding has ``path``, ``line_match``, ``severity`` and ``problem``, and as it likes
``evidence``, ``suggestion`` and ``family``. ``line_match`` is a regular expression: the finding stands on the first
line after the change that it fits, or else on a removed one. The capstone has a list for each variant, by its number.
"""

from __future__ import annotations

import re
import runpy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firstquery import course
from firstquery.grade.variants_sealed import sealed_of
from firstquery.review import matching, sealed
from firstquery.review.evidence import Evidence
from firstquery.review.finding import Finding, finding
from firstquery.review.pulls import PullRequest, load
from firstquery.review.score import PASS, Review, Score, score, tried_in

SOURCES = course.COURSE / "source" / "pull-requests"
MARGIN = 10
LEAST = {"good": 3, "middling": 3, "poor": 6}


@dataclass(frozen=True)
class Scored:
    kind: str
    name: str
    score: Score

    def __str__(self) -> str:
        parts = ", ".join(f"{name} {points:.0f}" for name, points in self.score.parts.items())
        return f"{self.kind} ({self.name}): {self.score.total} ({parts}; precision {self.score.precision:.2f})"


def scored(folder: Path, number: str = "") -> list[Scored]:
    """Each of the reviews with its score, its evidence run on the data that ships. ``number`` is that of a variant."""
    said = runpy.run_path(str(folder / "reviews.py"))["REVIEWS"]
    listed = said[number] if number else said
    found = scores(listed, number or folder.name, folder.parent)
    return [Scored(one["kind"], one["name"], score) for one, score in zip(listed, found, strict=True)]


def scores(listed: list[dict[str, Any]], number: str, sources: Path = SOURCES) -> list[Score]:
    """What reviews of the form of reviews.py are worth, their evidence run."""
    pull = load(number)
    opened = sealed.opened(sealed_of(sources, pull.number))
    evidence = Evidence(pull, opened.faults, course.course_folder() / "data" / "kestrel.sqlite")
    reviews = [_review(one, pull) for one in listed]
    evidence.run_ahead(
        _asked(reviews, pull, opened), [] if opened.faults else [text for one in reviews for text in tried_in(one)]
    )
    return [score(pull, opened.truth, review, evidence.shows, evidence.runs) for review in reviews]


def _asked(reviews: list[Review], pull: PullRequest, opened: sealed.Opened) -> dict[str, list[str]]:
    """All that will be run for a fault, the truth's own evidence too, so that one process runs it for all reviews.

    The evidence of a finding whose words name none is tried on each of them.
    """
    asked = {one.name: list(one.evidence) for one in opened.truth.fault}
    for review in reviews:
        made = matching.match(pull, opened.truth, review.findings)
        named = {**made.also, **made.found}
        for row, one in enumerate(review.findings):
            for fault in [named[row]] if row in named else opened.truth.fault:
                asked[fault.name] += one.evidence
    return asked


def _review(one: dict[str, Any], pull: PullRequest) -> Review:
    return Review(one["verdict"], one["summary"], tuple(_finding(each, pull) for each in one["findings"]))


def _finding(one: dict[str, Any], pull: PullRequest) -> Finding:
    rest = {name: value for name, value in one.items() if name != "line_match"}
    changed = pull.file(one["path"])
    assert changed is not None, f"{one['path']} is not changed by {pull.number}"
    pattern = re.compile(one["line_match"])
    after = [number for number, text in changed.head.items() if pattern.search(text)]
    before = [-number for number, text in changed.base.items() if pattern.search(text)]
    # What was copied from another variant may speak of a line that is not here: then it stands somewhere in the file.
    elsewhere = [row.new for row in changed.rows if row.kind == "+"][:1]
    return finding(line=[*after, *before, *elsewhere][0], **rest)


def disorder(reviews: list[Scored]) -> list[str]:
    """What is not in order: a good one that does not pass, or a better one that is not worth `MARGIN` more."""
    by_kind = {kind: [one for one in reviews if one.kind == kind] for kind in LEAST}
    wrong = [
        f"{len(by_kind[kind])} {kind}, and {least} are needed"
        for kind, least in LEAST.items()
        if len(by_kind[kind]) < least
    ]
    wrong += [f"{one} does not pass" for one in by_kind["good"] if one.score.total < PASS]
    for better, worse in (("good", "middling"), ("middling", "poor")):
        wrong += [
            f"{one} is not {MARGIN} above {other}"
            for one in by_kind[better]
            for other in by_kind[worse]
            if one.score.total < other.score.total + MARGIN
        ]
    return wrong
