"""Reviewers as profiles: the same people on every pull request, made of its truth, and what each may be worth at most.

The expert knows everything. Each other one lacks one thing of hers, or knows nothing and hopes. What evidence gives is
run, on the data that ship.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

from firstquery.core import course
from firstquery.review import spelling, truth
from firstquery.review.evidence import Evidence
from firstquery.review.finding import LONGEST, ReviewFinding
from firstquery.review.pulls import PullRequest, load
from firstquery.review.review import Review
from firstquery.review.score import Score, score
from firstquery.review.truth import Contents, Fault, Truth
from tests.review.discrimination import opened

EXPERT, MOST = 95, {"gibberish": 60, "all minor": 75, "no evidence": 60, "sprayed": 30, "approve all": 5}
SAYS = "This is wrong, and whoever reads the number is misled by it."
ALL_IS_WELL = "I have read the whole change twice, the tests are green, and all of it looks good to me."
TOLD = "I was told where the numbers are, and that all of it is in order."
#: Of each pull request without a fault: three of its names, and what a call of it gives.
READ = {
    "0134": "Read `patiently` in desk/patience.py, RatesBusy in desk/rates.py and the pauses of triage. "
    "`len(fetch_rates(local_server(pages=[[]], fail=[429]).url, 't')) == 0`.",
    "0141": "Read _undo in desk/migrate.py, PAUSE_SECONDS in desk/triage.py and the test with Told. "
    "`calls_made(small_tickets(1), 1, BusyVendor()) == 3`.",
}
#: What is printed in practices and lessons, and can be copied without a look at the change.
PRINTED = {
    "0134": "`len(small_tickets(1)) == 1`",
    "0141": "`len(small_tickets(1)) == 1` `backlog(small, date(2025, 2, 28)) == 1`",
}


@dataclass(frozen=True)
class Case:
    """A pull request, what is true of it, and what its evidence has shown: a profile's is run once for all."""

    pull: PullRequest
    contents: Contents
    shown: dict[tuple[str, str], bool] = field(default_factory=dict)

    @property
    def held(self) -> Truth:
        return self.contents.truth

    def score(self, review: Review) -> Score:
        data = course.COURSE / "data" / "kestrel.sqlite"
        given = Evidence(self.pull, self.contents.faults, data, _shown=self.shown)  # each review has its own time
        return score(self.pull, self.held, review, given.shows, given.states)


@cache
def case(number: str) -> Case:
    return Case(load(number), opened(number))


def expert(of: Case) -> Review:
    """All faults, the worst first, each at its place, with its kind, its severity, whom it harms and what shows it."""
    if not of.held.fault:
        return _review(of, "approve", READ[of.pull.number])
    faults = sorted(of.held.fault, key=lambda one: -one.harm)
    return _review(of, "request_changes", ALL_IS_WELL, *(_finding(one, of.pull) for one in faults))


def all_minor(of: Case) -> Review:
    return _changed(expert(of), severity="minor")


def no_evidence(of: Case) -> Review:
    made = _changed(expert(of), evidence=())
    return made.model_copy(update={"summary": made.summary.replace("`", "'")})


def gibberish(of: Case) -> Review:
    """Right in all that is data, and no sentence says anything."""
    words = "Lorem ipsum dolor sit amet, consectetur adipiscing elit sed."
    return _changed(expert(of), problem=words, suggestion=words).model_copy(update={"summary": words})


def approve_all(of: Case) -> Review:
    """The same yes for each of them."""
    return _review(of, "approve", ALL_IS_WELL)


def sprayed(of: Case) -> Iterator[Review]:
    """A blocker of each kind with one sentence and ten lines, from each of the places on: one of them may be right."""
    blocks = [
        (file.path, first, min(first + LONGEST - 1, last))
        for file in of.pull.files
        for last in [max(file.head, default=0)]
        for first in range(1, last + 1, LONGEST)
        if any(row.kind == "+" and row.new and first <= row.new < first + LONGEST for row in file.rows)
    ]
    for start in range(len(blocks)):
        yield _review(of, "request_changes", ALL_IS_WELL, *_spray(blocks[start:] + blocks[:start]))


def _spray(blocks: list[tuple[str, int, int]]) -> Iterator[ReviewFinding]:
    for row, kind in enumerate(spelling.families()):
        path, first, last = blocks[row % len(blocks)]
        yield ReviewFinding(
            **{"path": path, "first": first, "last": last, "side": "RIGHT", "severity": "blocker"},
            **{"problem": SAYS, "kind": kind, "evidence": (f"found({path!r}, 'return')", "1 + 1")},
        )


WORST: dict[str, Callable[[Case], Review]] = {
    "all minor": all_minor,
    "no evidence": no_evidence,
    "approve all": approve_all,
}


def beside(of: Case) -> Review:
    """The expert, who knows the files and not the lines: each finding stands where its fault is not."""
    return _review(of, "request_changes", ALL_IS_WELL, *(_moved(one, of) for one in expert(of).findings))


def _moved(one: ReviewFinding, of: Case) -> ReviewFinding:
    lines = truth.lines_of(next(each for each in of.held.fault if each.kind == one.kind).places, of.pull)[one.path]
    changed = of.pull.file(one.path)
    assert changed is not None
    off = next(
        (line for line in changed.head if all(abs(line - each) > truth.NEAR for each in lines)), max(changed.head)
    )
    return one.model_copy(update={"first": off, "last": off, "side": "RIGHT"})


def _finding(fault: Fault, pull: PullRequest) -> ReviewFinding:
    lines = truth.lines_of(fault.places, pull)
    place = next(one for one in fault.places if one.path in lines)
    changed = pull.file(place.path)
    assert changed is not None
    line = sorted(lines[place.path])[len(lines[place.path]) // 2 if len(lines[place.path]) < 6 else 2]
    line = min(changed.head, key=lambda each: abs(each - line))
    return ReviewFinding(
        **{"path": place.path, "first": line, "last": line, "side": "RIGHT", "severity": fault.severity},
        **{"problem": SAYS, "kind": fault.kind, "harms": (*fault.harms, "")[0], "evidence": fault.evidence[:1]},
    )


def _changed(review: Review, **instead: object) -> Review:
    findings = tuple(one.model_copy(update=instead) for one in review.findings)
    return review.model_copy(update={"findings": findings})


def _review(of: Case, verdict: str, summary: str, *findings: ReviewFinding) -> Review:
    return Review(pull=of.pull.number, verdict=verdict, summary=summary, findings=findings)  # type: ignore[arg-type]
