"""What a review is worth, from 0 to 100, weighted by harm. docs/review.md explains it with the same numbers.

`match` has said of each finding what it is; here it is added up. No word of a review is read, but for a plain list of
those that belittle, and the names of the change in an approval.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from statistics import fmean

from firstquery.review import expression
from firstquery.review.evidence import shared
from firstquery.review.finding import ReviewFinding
from firstquery.review.matching import Matches, match
from firstquery.review.pulls import PullRequest
from firstquery.review.review import Review
from firstquery.review.summary import CODE, named_share
from firstquery.review.truth import Fault, Truth

PASS = 70
#: Each part, and why it weighs what it does.
WEIGHTS = {
    "found": 15,  # a fault that nobody sees does its harm
    "evidence": 35,  # who can show it has checked it herself and convinces: the heart of a review
    "severity": 20,  # what must not wait has to be told from what can, and whom it would harm
    "verdict": 25,  # the one thing that stops a harmful change, or lets a good one through
    "tone": 5,  # a review that belittles is not read to its end
}
#: What a false alarm costs, measured in faults found: it takes the author's time, and trust in the next alarm.
ALARM = {"blocker": 1.0, "major": 0.6, "minor": 0.3, "question": 0.3}
SOME = 2  # false alarms that cost by their severity, the dearest: anybody is mistaken once or twice
MANY = 1.0  # what each further one costs
A_FEW = 3  # findings beside the faults that are free, the lightest: more of them hide what matters
BLOCKING = ("blocker", "major")  # severities for which a change is sent back
NEXT_TO_RIGHT = 0.5  # of the points for severity, one step beside
OTHERS_HARMED = 0.5  # of the points for severity, where whom it harms is another, or not said
WITHOUT_REASON = 0.4  # of the points for a verdict that no finding supports which blocks, and is shown
WRONG = 0.25  # of all points: a harmful change approved, or a good one sent back, is the worst outcome of all
NOISY = 0.45  # of precision: below, the verdict drowns in false alarms and loses points as well
CAP_OPEN = 65  # no verdict at all leaves the decision to chance: below a pass
_STEPS = ("minor", "major", "blocker")

NOT_STATED = 0.4  # what a summary is worth at most that does not state what a call gave
_QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"")  # code, and what somebody else wrote

#: Whether the evidence of findings comes out otherwise without the fault.
Shows = Callable[[Sequence[ReviewFinding], Fault], bool]
#: Whether any of some expressions states what a call gives, and is true.
States = Callable[[Sequence[str]], bool]


@dataclass(frozen=True)
class Score:
    """``parts`` are points of each of WEIGHTS; ``cap`` says why the total is less, where it is.

    ``missed``: faults that no finding has found. ``alarms``: findings that cost something. ``shown``: the names of
    faults whose evidence reproduces. ``void``: evidence that is given to findings of two kinds, but for
    those that are true beside the faults. ``unkind``: words that belittle.
    """

    parts: dict[str, float]
    precision: float
    cap: str
    matched: Matches
    missed: tuple[Fault, ...]
    alarms: tuple[int, ...]
    shown: frozenset[str]
    void: frozenset[str]
    unkind: tuple[str, ...]

    @cached_property
    def total(self) -> int:
        points = sum(self.parts.values()) * (WRONG if self.cap in ("approved", "rejected") else 1)
        return int((min(CAP_OPEN, points) if self.cap == "open" else points) + 1e-9)

    @property
    def passes(self) -> bool:
        return self.total >= PASS


def score(pull: PullRequest, held: Truth, review: Review, shows: Shows, states: States) -> Score:
    """The score. ``shows`` runs what the findings give as evidence, ``states`` what an approval says of a call."""
    findings = review.findings
    matched = match(pull, held, findings)
    alarms = _alarms(held, findings, matched)
    void = frozenset(shared([one for row, one in enumerate(findings) if row not in matched.free]))
    faults = list(dict.fromkeys(matched.found.values()))
    precision = max(1, len(faults)) / (max(1, len(faults)) + _cost(findings, alarms, matched.absent))
    if held.fault:
        of = {one.name: [findings[row] for row, it in matched.found.items() if it == one] for one in faults}
        shown = frozenset(one.name for one in faults if shows(_without(of[one.name], void), one))
        weights = {one.name: one.harm / held.harm for one in faults}
        shares = {
            "found": sum(weights.values()),
            "evidence": sum(weights[name] for name in shown),
            "severity": sum(weights[one.name] * fmean(_severity(each, one) for each in of[one.name]) for one in faults),
        }
        reason = float(any(each.severity in BLOCKING for name in shown for each in of[name]))
    else:
        stated = states([expression.bare(one) for one in CODE.findall(review.summary)])
        named = named_share(pull, review.summary)
        reason = named if stated else min(named, NOT_STATED)
        shown = frozenset({"stated"}) if stated and named else frozenset()
        shares = {"found": reason, "evidence": float(bool(shown)), "severity": reason}
    shares = {part: share * precision for part, share in shares.items()}
    shares["verdict"] = _verdict(held, review.verdict, reason) * min(1.0, precision / NOISY)
    unkind = belittling([review.summary, *(text for one in findings for text in (one.problem, one.suggestion))])
    shares["tone"] = 0.0 if unkind or not (review.summary or findings) else 1.0
    return Score(
        parts={part: weight * shares[part] for part, weight in WEIGHTS.items()},
        precision=precision,
        cap=_cap(held, review.verdict),
        matched=matched,
        missed=tuple(one for one in held.fault if one not in faults),
        alarms=tuple(alarms),
        shown=shown,
        void=void,
        unkind=unkind,
    )


def _without(findings: Sequence[ReviewFinding], texts: frozenset[str]) -> list[ReviewFinding]:
    """Return the findings without these pieces of evidence."""
    own = [tuple(text for text in one.evidence if text not in texts) for one in findings]
    return [one.model_copy(update={"evidence": left}) for one, left in zip(findings, own, strict=True)]


def _cost(findings: Sequence[ReviewFinding], alarms: Iterable[int], absent: Sequence[int]) -> float:
    """Return what false alarms cost together, whichever of them comes first."""
    least = dict.fromkeys(absent, ALARM["major"])
    dearest = sorted((max(ALARM[findings[row].severity], least.get(row, 0.0)) for row in alarms), reverse=True)
    return sum(dearest[:SOME]) + MANY * len(dearest[SOME:])


def _alarms(held: Truth, findings: Sequence[ReviewFinding], matched: Matches) -> list[int]:
    """The findings that cost something: a wrong kind, what is refuted or absent, and those beside the faults, if many.

    Where there is no fault, nothing blocks: whoever says so accuses wrongly.
    """
    rows = [*matched.unnamed, *matched.bare, *matched.near, *matched.free, *matched.others]
    # The lightest are free, whichever number they have: what costs must not tell one letter from another.
    beside = sorted(rows, key=lambda row: (ALARM[findings[row].severity], row in matched.others, row))
    blocks = [] if held.fault else [row for row in matched.others if findings[row].severity in BLOCKING]
    return sorted({*matched.misnamed, *matched.refuted, *matched.absent, *beside[A_FEW:], *blocks})


def _severity(one: ReviewFinding, fault: Fault) -> float:
    """The points for severity: all, half one step beside ours, or none; of these half for a wrong ``harms``."""
    share = 1.0 if not fault.harms or one.harms in fault.harms else OTHERS_HARMED
    if one.severity in fault.severities:
        return share
    is_next = one.severity in _STEPS and abs(_STEPS.index(fault.severity) - _STEPS.index(one.severity)) == 1
    return share * NEXT_TO_RIGHT if is_next else 0.0


def _verdict(held: Truth, given: str, reason: float) -> float:
    alone = WITHOUT_REASON if held.fault else WITHOUT_REASON * reason  # a yes without a reason is no review
    if given == held.verdict:
        return alone + (1 - WITHOUT_REASON) * reason
    return alone if given == "comment" else 0.0


def _cap(held: Truth, given: str) -> str:
    """Return why a verdict costs points of the rest: "open", "approved", "rejected", or "" where it is right."""
    if given == "comment":
        return "open"
    if given == held.verdict:
        return ""
    return "approved" if given == "approve" else "rejected"


def belittling(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the words of tone.toml that stand in these texts, outside of code and quotes: a person judges the tone."""
    found = (word for text in texts for word in _tone_pattern().findall(" ".join(_QUOTED.sub(" ", text).split())))
    return tuple(dict.fromkeys(word.casefold() for word in found))


@cache
def _tone_pattern() -> re.Pattern[str]:
    words = tomllib.loads((Path(__file__).parent / "tone.toml").read_text(encoding="utf-8"))["words"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
