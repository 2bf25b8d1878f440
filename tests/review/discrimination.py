"""Reviews of one pull request by people who review well, not so well and badly, and what each is worth.

pull-requests/NNNN/reviews.py holds ``REVIEWS``: ``{"kind": "good" | "middling" | "poor", "name", "verdict",
"summary", "findings": [...]}``. A finding has ``path``, ``line_match``, ``severity``, ``problem`` and ``kind``, and as
it likes ``evidence`` and ``suggestion``. ``line_match`` is a regular expression: the finding stands on the first line
after the change that it fits, or else on a removed one. The capstone has a list for each variant, by its number.

What evidence gives is computed once for a pull request (`proven`); scoring is pure.
"""

from __future__ import annotations

import re
import runpy
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from firstquery.core import course
from firstquery.review import score as scoring
from firstquery.review import spelling, truth, variants
from firstquery.review.evidence import Evidence, is_search
from firstquery.review.finding import ReviewFinding, finding
from firstquery.review.pulls import PullRequest, load
from firstquery.review.review import MOST_FINDINGS, Review
from firstquery.review.score import PASS, Score
from firstquery.review.truth import Fault

SOURCES = course.COURSE / "pull-requests"
MARGIN = 10
LEAST = {"good": 3, "middling": 3, "poor": 6}
Proven = dict[str, frozenset[str]]


@dataclass(frozen=True)
class Scored:
    kind: str
    name: str
    score: Score

    def __str__(self) -> str:
        parts = ", ".join(f"{name} {points:.0f}" for name, points in self.score.parts.items())
        return f"{self.kind} ({self.name}): {self.score.total} ({parts}; precision {self.score.precision:.2f})"


def opened(number: str) -> truth.Contents:
    return truth.unseal(variants.seal_of(SOURCES, number))


@cache
def listed(number: str) -> list[dict[str, Any]]:
    """The sample reviews of a pull request, or of a variant of the capstone."""
    own = SOURCES / number / "reviews.py"
    if own.is_file():
        return list(runpy.run_path(str(own))["REVIEWS"])
    return list(runpy.run_path(str(SOURCES / variants.NAME / "reviews.py"))["REVIEWS"][number])


@cache
def proven(number: str) -> Proven:
    """The expressions that show each fault, of those that its truth names and that sample reviews give for its kind.

    Of a pull request without a fault, under "": those that state what a call gives, and are true.
    """
    held, pull = opened(number), load(number)
    evidence = Evidence(pull, held.faults, course.COURSE / "data" / "kestrel.sqlite")
    findings = [one for review in listed(number) for one in review["findings"]]
    if not held.faults:
        tried = [text for one in listed(number) for text in re.findall("`([^`]+)`", one["summary"])]
        return {"": frozenset(text for text in tried if evidence.states([text]))}
    given = {kind: [one["evidence"] for one in findings if one["kind"] == kind] for kind in spelling.families()}
    asked = {one.name: [*one.evidence, *filter(None, given[one.kind])] for one in held.truth.fault}
    return {name: frozenset(evidence.reproduce(texts, name)) for name, texts in asked.items()}


def scored(number: str) -> list[Scored]:
    """Each of the sample reviews with its score, its evidence run on the data that ships."""
    return [Scored(one["kind"], one["name"], score_of(one, number, proven(number))) for one in listed(number)]


def score_of(one: dict[str, Any], number: str, shown: Proven) -> Score:
    """What a review of the form of reviews.py is worth, where ``shown`` are the expressions that show each fault."""
    pull = load(number)

    def shows(findings: Sequence[ReviewFinding], fault: Fault) -> bool:
        return any(text in shown[fault.name] for each in findings for text in each.evidence)

    def states(texts: Sequence[str]) -> bool:
        return any(text in shown[""] for text in texts)

    return scoring.score(pull, opened(number).truth, review_of(one, pull), shows, states)


def review_of(one: dict[str, Any], pull: PullRequest) -> Review:
    """Made without review(…): what was copied has evidence of another change, which that refuses.

    Of whoever names many kinds on many lines, as many findings as one review may have.
    """
    findings = tuple(finding_of(each, pull) for each in one["findings"][:MOST_FINDINGS])
    return Review(pull=pull.number, verdict=one["verdict"], summary=one["summary"], findings=findings)


def finding_of(one: dict[str, Any], pull: PullRequest) -> ReviewFinding:
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


def unplaced(held: truth.Truth, pull: PullRequest) -> list[str]:
    """What is amiss with a truth: faults without a line in the diff, too little evidence, two faults of one kind."""
    kinds = [fault.kind for fault in held.fault]
    lacks = [
        f"{kind}: of two faults of one kind nobody can say which a finding is."
        for kind in {*kinds}
        if kinds.count(kind) > 1
    ]
    for fault in held.fault:
        if not truth.lines_of(fault.places, pull):
            lacks.append(f"{fault.name}: none of its places is a line of the diff of {pull.number}.")
        lacks += [f"{fault.name}: {place.path} is not changed." for place in fault.places if not pull.file(place.path)]
        if not [one for one in fault.evidence if not is_search(one)]:
            lacks.append(f"{fault.name}: no evidence shows it.")
    for bait in held.bait:
        lacks += [f"bait {bait.match}: no line of {bait.path}."] if not truth.lines_of([bait], pull) else []
    if bool(held.fault) != (held.verdict == "request_changes"):
        lacks.append(f"The verdict is {held.verdict}, with {len(held.fault)} faults.")
    return lacks
