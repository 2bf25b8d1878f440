"""Which finding of a review is which planted fault: by its file, its lines and its kind, whatever its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from firstquery.review import truth
from firstquery.review.finding import LONGEST, ReviewFinding
from firstquery.review.pulls import PullRequest
from firstquery.review.spelling import SOMETHING_ELSE
from firstquery.review.truth import Accusation, Fault, Truth

WEAK_TEST = "test that cannot fail"
MOST_NEAR = 2  # findings of the right kind and file, some lines off
SENTENCE = 6  # words: fewer do not say what goes wrong, and for whom


@dataclass
class Matches:
    """Findings by their number, from 0; each is in one of these. ``found``: the fault that it is.

    ``unnamed``: at a fault's place, and "something else". ``bare``: a fault's place and kind, and no sentence.
    ``near``: a fault's kind and file, some lines off. ``free``: "something else", or fair. ``misnamed``: at the place
    of a fault, and of another kind. ``refuted``: at a bait. ``absent``: a fault of another variant. ``others``: not one
    of ours, and perhaps true.
    """

    found: dict[int, Fault] = field(default_factory=dict)
    unnamed: list[int] = field(default_factory=list)
    bare: list[int] = field(default_factory=list)
    near: list[int] = field(default_factory=list)
    free: list[int] = field(default_factory=list)
    misnamed: list[int] = field(default_factory=list)
    refuted: list[int] = field(default_factory=list)
    absent: list[int] = field(default_factory=list)
    others: list[int] = field(default_factory=list)


def match(pull: PullRequest, held: Truth, findings: Sequence[ReviewFinding]) -> Matches:
    """Return what each finding is.

    A pull request has one fault of a kind at most, so the kind says which fault is meant.
    """
    made = Matches()
    faults = {one.kind: one for one in held.fault}
    lines = {one.kind: truth.lines_of(one.places, pull) for one in held.fault}
    tests = {one.kind: truth.tests_of(one, pull) for one in held.fault}
    weak = {path for paths in tests.values() for path in paths}  # tests that have let a fault through
    for row, one in enumerate(findings):
        fault = faults.get(one.kind)
        here = [kind for kind, at in lines.items() if _stands_on(one, at, pull)]
        in_file = fault is not None and one.path in (*lines[one.kind], *tests[one.kind])
        if fault and one.kind in here:
            if len(one.problem.split()) >= SENTENCE:
                made.found[row] = fault
            else:
                made.bare.append(row)
        elif one.kind == SOMETHING_ELSE:
            (made.unnamed if here else made.free).append(row)
        elif _is_one_of(one, held.fair, pull):
            made.free.append(row)
        elif not here and _is_one_of(one, held.bait, pull):
            made.refuted.append(row)
        elif len(made.near) < MOST_NEAR and (in_file or (one.kind == WEAK_TEST and one.path in weak)):
            made.near.append(row)
        elif here:
            made.misnamed.append(row)
        elif _is_one_of(one, held.absent, pull):
            made.absent.append(row)
        else:
            made.others.append(row)
    return made


def _is_one_of(one: ReviewFinding, listed: Sequence[Accusation], pull: PullRequest) -> bool:
    """Return whether it says something of that kind of one of these lines."""
    return any(one.kind in each.kinds and _stands_on(one, truth.lines_of([each], pull), pull) for each in listed)


def _stands_on(one: ReviewFinding, lines: dict[str, set[int]], pull: PullRequest) -> bool:
    changed = pull.file(one.path)
    if changed is None or one.path not in lines or one.last - one.first >= LONGEST:
        return False
    return any(changed.in_head(line, one.side) in lines[one.path] for line in range(one.first, one.last + 1))
