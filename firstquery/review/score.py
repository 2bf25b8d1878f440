"""What a review is worth, from 0 to 100, weighted by harm. docs/review.md explains it with the same numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from firstquery.review import expression, families, matching, said
from firstquery.review.finding import Finding
from firstquery.review.grounded import grounded
from firstquery.review.matching import Matched
from firstquery.review.pulls import PullRequest
from firstquery.review.tone import Belittles, belittling
from firstquery.review.truth import Fault, Truth

PASS = 70
#: Each part, and why it weighs what it does.
WEIGHTS = {
    "found": 45,  # a fault that nobody sees does its harm: the heart of a review
    "evidence": 15,  # who can show it convinces, and has checked herself
    "severity": 10,  # what must not wait has to be told from what can
    "verdict": 25,  # the one thing that stops a harmful change, or lets a good one through
    "tone": 5,  # a review that belittles is not read to its end
}
#: What a false alarm costs, measured in faults found: it takes the author's time, and trust in the next alarm.
ALARM = {"blocker": 1.0, "major": 0.6, "minor": 0.3, "question": 0.3}
FREE = {"minor": 3, "question": 5}  # a few small remarks and questions are part of a good review
A_FEW = 8  # false alarms in all: beyond, none of them is free, however small it is called
NEXT_TO_RIGHT = 0.5  # of the points for severity, one step beside
WITHOUT_REASON = 0.4  # of the points for a verdict that no finding, or no word, supports
WRONG = 0.4  # of all points: a harmful change approved, or a good one sent back, is the worst outcome of all
MUTE = 0.3  # of a fault's points where evidence alone says it: its author has to guess what goes wrong, and for whom
MOST_HELD = 3  # false alarms whose evidence is held against the faults, to say what it shows
NARROW = 3  # lines of a finding whose evidence may stand for its words
NOISY = 0.45  # of precision: below, the verdict drowns in false alarms and loses points as well
UNREAD = 10  # points, besides those for the tone: what belittles is not read, however right it is
CAP_OPEN = 65  # no verdict at all leaves the decision to chance: below a pass
_STEPS = ("minor", "major", "blocker")


@dataclass(frozen=True)
class Review:
    """What is scored, as it comes out of a payload."""

    verdict: str
    summary: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Score:
    """``parts`` are points of each of WEIGHTS; ``cap`` says why the total is less, where it is."""

    parts: dict[str, float]
    precision: float
    cap: str
    matched: Matched
    missed: tuple[Fault, ...]
    alarms: tuple[int, ...]
    shown: frozenset[str]
    unkind: tuple[Belittles, ...]
    showing: frozenset[int] = frozenset()  # alarms whose evidence shows a fault all the same

    @cached_property
    def total(self) -> int:
        points = max(0.0, sum(self.parts.values()) - (UNREAD if self.unkind else 0))
        if self.cap in ("approved", "rejected"):
            points *= WRONG
        return int((min(CAP_OPEN, points) if self.cap == "open" else points) + 1e-9)

    @property
    def passes(self) -> bool:
        return self.total >= PASS


#: Whether a finding's evidence comes out otherwise without the fault; and whether any of some expressions has a value.
Shows = Callable[[Sequence[Finding], Fault], bool]
Runs = Callable[[Sequence[str]], bool]


def score(pull: PullRequest, truth: Truth, review: Review, shows: Shows, runs: Runs) -> Score:
    """The score. ``shows`` and ``runs`` run what the review gives as evidence."""
    matched = matching.match(pull, truth, review.findings)
    _by_evidence(matched, pull, truth, review.findings, shows)
    _near_by_evidence(matched, pull, truth, review.findings, shows)
    alarms = _alarms(matched, review.findings)
    precision = _precision(len(matched.found), alarms, review.findings)
    found = list(matched.found.values())
    missed = tuple(one for one in truth.fault if one not in found)
    unkind = tuple(each for text in _texts(review) for each in belittling(text))
    if truth.fault:
        shown = frozenset(one.name for one in found if shows(_of(one, matched, review.findings), one))
        shares = _of_faults(truth, matched, review, shown)
        reason = max((_told(matched, row) for row in matched.found), default=0.0)
    else:
        named = grounded(pull, review.summary)
        tried = tried_in(review, alarms)
        has_run = bool(tried) and (any(_runs_tests(text, pull.number) for text in tried) or runs(tried))
        shown = frozenset({"ran"}) if named and has_run else frozenset()
        shares = {"found": named, "evidence": float(bool(shown)), "severity": named}
        reason = named
    shares = {part: share * precision for part, share in shares.items()}
    shares["verdict"] = _verdict(truth, review.verdict, reason) * min(1.0, precision / NOISY)
    free = len(matched.alarms) - len(alarms)
    is_said = len(review.summary.split()) >= 3 or bool(matched.found) or free > 0
    shares["tone"] = 0.0 if unkind or not is_said else 1.0
    parts = {part: WEIGHTS[part] * shares[part] for part in WEIGHTS}
    tries = [row for row in alarms if review.findings[row].evidence][:MOST_HELD]
    showing = frozenset(row for row in tries if any(shows([review.findings[row]], one) for one in truth.fault))
    cap = _cap(truth, review.verdict)
    return Score(parts, precision, cap, matched, missed, tuple(alarms), shown, unkind, showing)


def tried_in(review: Review, alarms: Sequence[int] = ()) -> list[str]:
    """What an approval has tried: the code in its summary, and the evidence of what is no false alarm."""
    quiet = [text for row, one in enumerate(review.findings) if row not in alarms for text in one.evidence]
    return [*map(expression.bare, re.findall(r"`([^`]+)`", review.summary)), *quiet]


def _runs_tests(text: str, number: str) -> bool:
    """Whether ``text`` runs the tests of this pull request, which is to try it as well."""
    return bool(re.match(rf"run_tests\(\s*['\"]?0*{int(number)}['\"]?\s*[,)]", text))


def _by_evidence(
    matched: Matched, pull: PullRequest, truth: Truth, findings: tuple[Finding, ...], shows: Shows
) -> None:
    """A finding is of the fault that its evidence shows, on the fault's own line or, where it names it, in its file.

    Words are free. Where they say nothing of it, the same of every line, or something else that is wrong, whoever reads
    them does not know what goes wrong: it is mute, and has to point at a line or a few.
    """
    texts = [" ".join(one.problem.casefold().split()) for one in findings]
    lists = (matched.unnamed, matched.beside, matched.near, matched.alarms, matched.denied)
    for row in sorted(row for rows in lists for row in rows if _has_run(findings[row])):
        one = findings[row]
        run = replace(one, evidence=tuple(text for text in one.evidence if "found(" not in text))
        for fault in truth.fault:
            target = matching.Target(fault, pull)
            if fault in matched.found.values() or one.family not in ("", fault.family) or one.path not in target.lines:
                continue
            spoken = families.recognised(one.problem)
            is_named = target.is_meant(one, spoken) or target.is_known(one)
            is_empty = texts.count(texts[row]) > matching.REPEATED or not target.is_told(one)
            if is_empty and one.last - one.first >= NARROW:
                continue
            if (is_named or target.is_placed(one)) and shows([run], fault):
                matched.found[row] = fault
                next(rows for rows in lists if row in rows).remove(row)
                if target.is_contradicted(one) or (not is_named and target.is_another(one, spoken)):
                    matched.contrary.add(row)
                if row in matched.contrary or said.denies(one) or (is_empty and not is_named):
                    matched.mute.add(row)
                break


def _near_by_evidence(
    matched: Matched, pull: PullRequest, truth: Truth, findings: tuple[Finding, ...], shows: Shows
) -> None:
    """Her call shows a fault of this file that she has not found, some lines off: she accuses nobody."""
    left = [fault for fault in truth.fault if fault not in matched.found.values()]
    for row in [row for row in matched.alarms if _has_run(findings[row])][:MOST_HELD]:
        one = findings[row]
        spoken = families.recognised(one.problem)
        targets = [matching.Target(fault, pull) for fault in left if one.family in ("", fault.family)]
        here = [
            target.fault
            for target in targets
            if one.path in target.lines and not target.is_contradicted(one) and not target.is_another(one, spoken)
        ]
        if len(matched.near) < matching.FREE_NEAR_MISSES and any(shows([one], fault) for fault in here):
            matched.alarms.remove(row)
            matched.near.append(row)


def _has_run(one: Finding) -> bool:
    """Whether its evidence may say what words do not: something that was run, not read."""
    return any("found(" not in text for text in one.evidence)


def _of(fault: Fault, matched: Matched, findings: tuple[Finding, ...]) -> list[Finding]:
    rows = [row for row, one in [*matched.found.items(), *matched.also.items()] if one == fault]
    return [findings[row] for row in rows if findings[row].evidence]


def _of_faults(truth: Truth, matched: Matched, review: Review, shown: frozenset[str]) -> dict[str, float]:
    harm = {row: fault.harm * _told(matched, row) / truth.harm for row, fault in matched.found.items()}
    return {
        "found": sum(harm.values()),
        "evidence": sum(harm[row] for row, fault in matched.found.items() if fault.name in shown),
        "severity": sum(harm[row] * _severity(review.findings[row].severity, matched.found[row]) for row in harm),
    }


def _told(matched: Matched, row: int) -> float:
    return MUTE if row in matched.mute else 1.0


def _severity(given: str, fault: Fault) -> float:
    if given in fault.severities:
        return 1.0
    if given not in _STEPS:
        return 0.0
    beside = min(abs(_STEPS.index(given) - _STEPS.index(one)) for one in fault.severities)
    return NEXT_TO_RIGHT if beside == 1 else 0.0


def _alarms(matched: Matched, findings: tuple[Finding, ...]) -> list[int]:
    """The false alarms that cost something: a few minor ones and questions are free."""
    left = dict(FREE) if len(matched.alarms) <= A_FEW else {}
    costly = []
    for row in matched.alarms:
        severity = findings[row].severity
        if left.get(severity, 0) > 0:
            left[severity] -= 1
        else:
            costly.append(row)
    return costly


def _precision(found: int, alarms: Sequence[int], findings: tuple[Finding, ...]) -> float:
    held = max(1, found)
    return held / (held + sum(ALARM[findings[row].severity] for row in alarms))


def _verdict(truth: Truth, given: str, reason: float) -> float:
    if given == truth.verdict:
        return WITHOUT_REASON + (1 - WITHOUT_REASON) * reason
    return WITHOUT_REASON if given == "comment" else 0.0


def _cap(truth: Truth, given: str) -> str:
    if given == "comment":
        return "open"
    if given == truth.verdict:
        return ""
    return "approved" if given == "approve" else "rejected"


def _texts(review: Review) -> list[str]:
    return [review.summary, *(text for one in review.findings for text in (one.problem, one.suggestion))]
