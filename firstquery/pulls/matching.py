"""Which finding of a review is which planted fault: by its file, its lines and its kind, and by its evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from firstquery.pulls import truth
from firstquery.pulls.finding import LONGEST, Finding
from firstquery.pulls.pulls import PullRequest
from firstquery.pulls.spelling import SOMETHING_ELSE
from firstquery.pulls.truth import Fault, Truth

WEAK_TEST = "test that cannot fail"
FREE_NEAR = 2  # findings of the right kind and file, some lines off
SENTENCE = 4  # words: fewer do not say what goes wrong
#: Whether the evidence of findings comes out otherwise without the fault.
Shows = Callable[[Sequence[Finding], Fault], bool]


@dataclass
class Matched:
    """Findings by their number, from 0; each is in one of these. ``found``: the fault that it is.

    ``unnamed``: at a fault's place, and "something else". ``bare``: a fault's place and kind, and no sentence.
    ``near``: a fault's kind and file, some lines off. ``free``: "something else", or true and planted by nobody.
    ``alarms``: no such fault was planted there; ``misnamed``: those of them at the place of another kind.
    """

    found: dict[int, Fault] = field(default_factory=dict)
    unnamed: list[int] = field(default_factory=list)
    bare: list[int] = field(default_factory=list)
    near: list[int] = field(default_factory=list)
    free: list[int] = field(default_factory=list)
    alarms: list[int] = field(default_factory=list)
    misnamed: list[int] = field(default_factory=list)


def match(pull: PullRequest, held: Truth, findings: Sequence[Finding], shows: Shows) -> Matched:
    """What each finding is. A pull request has one fault of a kind at most, so the kind says which fault is meant."""
    made = Matched()
    faults = {one.kind: one for one in held.fault}
    lines = {one.kind: truth.lines_of(one.places, pull) for one in held.fault}
    tests = {one.kind: truth.tests_of(one, pull) for one in held.fault}
    weak = {path for paths in tests.values() for path in paths}  # tests that have let a fault through
    fair = [(one.kinds, truth.lines_of([one], pull)) for one in held.fair]
    for row, one in enumerate(findings):
        fault = faults.get(one.kind)
        here = [kind for kind, at in lines.items() if _stands_on(one, at, pull)]
        in_file = fault is not None and one.path in (*lines[one.kind], *tests[one.kind])
        if fault and (one.kind in here or (in_file and shows([one], fault))):
            if len(one.problem.split()) >= SENTENCE:
                made.found[row] = fault
            else:
                made.bare.append(row)
        elif one.kind == SOMETHING_ELSE:
            (made.unnamed if here else made.free).append(row)
        elif any(one.kind in kinds and _stands_on(one, at, pull) for kinds, at in fair):
            made.free.append(row)
        elif len(made.near) < FREE_NEAR and (in_file or (one.kind == WEAK_TEST and one.path in weak)):
            made.near.append(row)
        else:
            made.alarms.append(row)
            made.misnamed += [row] if here else []
    return made


def _stands_on(one: Finding, lines: dict[str, set[int]], pull: PullRequest) -> bool:
    changed = pull.file(one.path)
    if changed is None or one.path not in lines or one.last - one.first >= LONGEST:
        return False
    return any(changed.in_head(line, one.side) in lines[one.path] for line in range(one.first, one.last + 1))
