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
from firstquery.review.evidence import is_statement
from firstquery.review.finding import ReviewFinding
from firstquery.review.matching import Matches, match
from firstquery.review.pulls import PullRequest
from firstquery.review.review import Review
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
A_FEW = 3  # findings beside the faults that are free, the lightest: more of them hide what matters
BLOCKING = ("blocker", "major")  # severities for which a change is sent back
NEXT_TO_RIGHT = 0.5  # of the points for severity, one step beside
OTHERS_HARMED = 0.5  # of the points for severity, where whom it harms is another, or not said
WITHOUT_REASON = 0.4  # of the points for a verdict that no finding supports which blocks, and is shown
WRONG = 0.25  # of all points: a harmful change approved, or a good one sent back, is the worst outcome of all
NOISY = 0.45  # of precision: below, the verdict drowns in false alarms and loses points as well
CAP_OPEN = 65  # no verdict at all leaves the decision to chance: below a pass
_STEPS = ("minor", "major", "blocker")

NAMED = 3  # files, functions and classes of the change that an approval has to name
NOT_STATED = 0.4  # what a summary is worth at most that does not state what a call gave
CODE = re.compile(r"`([^`]+)`")
_NAME = re.compile(r"[A-Za-z]\w*_\w+|_\w+|[A-Z][a-z]+[A-Z]\w+")  # more than a word: made up by a programmer
_CLASS = re.compile(r"\bclass (\w+)")
_FUNCTION = re.compile(r"\bdef (\w+)")
_CALLED = re.compile(r"\b\w+(?=\()")
_QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"")  # code, and what somebody else wrote

#: Whether the evidence of findings comes out otherwise without the fault.
Shows = Callable[[Sequence[ReviewFinding], Fault], bool]
#: Whether any of some expressions states what a call gives, and is true.
States = Callable[[Sequence[str]], bool]


@dataclass(frozen=True)
class Score:
    """``parts`` are points of each of WEIGHTS; ``cap`` says why the total is less, where it is.

    ``missed``: faults that no finding has found. ``alarms``: findings that cost something. ``shown``: the names of
    faults whose evidence reproduces. ``unkind``: words that belittle.
    """

    parts: dict[str, float]
    precision: float
    cap: str
    matched: Matches
    missed: tuple[Fault, ...]
    alarms: tuple[int, ...]
    shown: frozenset[str]
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
    faults = list(dict.fromkeys(matched.found.values()))
    precision = max(1, len(faults)) / (max(1, len(faults)) + sum(ALARM[findings[row].severity] for row in alarms))
    if held.fault:
        of = {one.name: [findings[row] for row, it in matched.found.items() if it == one] for one in faults}
        shown = frozenset(one.name for one in faults if shows(of[one.name], one))
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
        unkind=unkind,
    )


def _alarms(held: Truth, findings: Sequence[ReviewFinding], matched: Matches) -> list[int]:
    """The findings that cost something: a wrong kind, what is refuted, and those beside the faults that are too many.

    Where there is no fault, nothing blocks: whoever says so accuses wrongly.
    """
    rows = [*matched.unnamed, *matched.bare, *matched.near, *matched.free, *matched.others]
    # The lightest are free, whichever number they have: what costs must not tell one letter from another.
    beside = sorted(rows, key=lambda row: (ALARM[findings[row].severity], row in matched.others, row))
    blocks = [] if held.fault else [row for row in matched.others if findings[row].severity in BLOCKING]
    return sorted({*matched.misnamed, *matched.refuted, *beside[A_FEW:], *blocks})


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


def named_share(pull: PullRequest, summary: str) -> float:
    """From 0 to 1: how many names of the change stand in ``summary``. Its other words are not read.

    A name is written as it is in the code. One that is a word as well (``def told``) is one where it is written as
    code: between backticks, or with a bracket behind it. What a call gave says nothing of what was read.
    """
    rows = [row for one in pull.files for row in one.rows]
    changed = " ".join(row.text for row in rows if row.kind != " ")
    around = " ".join(row.text for row in rows)  # with the function that a change is in
    functions = {*_FUNCTION.findall(around)}
    words = {name for name in functions if not _NAME.fullmatch(name)}
    names = {*_NAME.findall(changed), *_CLASS.findall(around), *(Path(one.path).stem for one in pull.files)}
    names |= functions - words
    said = CODE.sub(lambda found: "" if is_statement(expression.bare(found[1])) else found[0], summary)
    spoken = {_plain(word) for word in re.findall(r"\w+", said)} & {_plain(name) for name in names}
    code = {*_CALLED.findall(said), *(word for one in CODE.findall(said) for word in re.findall(r"\w+", one))}
    spoken |= {_plain(word) for word in code} & {_plain(name) for name in words}
    return min(1.0, len(spoken) / NAMED)


def _plain(name: str) -> str:
    return name.removeprefix("test_")


def belittling(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the words of tone.toml that stand in these texts, outside of code and quotes: a person judges the tone."""
    found = (word for text in texts for word in _tone_pattern().findall(" ".join(_QUOTED.sub(" ", text).split())))
    return tuple(dict.fromkeys(word.casefold() for word in found))


@cache
def _tone_pattern() -> re.Pattern[str]:
    words = tomllib.loads((Path(__file__).parent / "tone.toml").read_text(encoding="utf-8"))["words"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
