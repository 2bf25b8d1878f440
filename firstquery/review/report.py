"""Say a score in full, to those who have passed or are graded.

It repeats no word of a review. It names findings by severity and file alone, since which number a finding has is a
submission's to choose, and could be a letter of the held-out data. Beside a fault that it finds stands one of three
words: whom it harms.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from firstquery.checks.words import join_names
from firstquery.review.evidence import is_search, names_service
from firstquery.review.finding import ReviewFinding
from firstquery.review.hints import find_misjudged, is_without_block, not_ours
from firstquery.review.matching import SENTENCE
from firstquery.review.review import Review
from firstquery.review.score import A_FEW, PASS, WEIGHTS, Score
from firstquery.review.spelling import SEVERITIES
from firstquery.review.truth import Fault, Truth

MOST_NAMED = 3
_PARTS = {
    "found": "faults found, by the harm that each would do",
    "evidence": "evidence that comes out otherwise without the fault",
    "severity": "how bad each is",
    "verdict": "the verdict",
    "tone": "the tone",
}
_QUIET = {
    "found": "nothing accused that is right, and what was read is named",
    "evidence": "what a call gave is stated, and true",
    "severity": "nothing called worse than it is",
}
#: What an approval lacks, where it accuses nobody.
_LACKS = {
    "found": "three of its functions or classes by name (or two, and a file), and what a call gave, are all of it",
    "evidence": "what a call gave that the change could alter, between two backticks in the summary: `call(…) == 3`",
    "severity": "as above",
    "verdict": "its reason is what the summary names and states",
}
#: Nothing here reads what a review says to its author.
FOR_ITS_AUTHOR = "What your words are worth to the author, no check can tell. A person reads them."


def headline(score: Score) -> str:
    return f"This review is worth {score.total} of 100; {PASS} are a pass."


def full(score: Score, truth: Truth, review: Review) -> list[str]:
    """All of it, line by line: points, what was found and missed and why it mattered, and what is not one of ours."""
    lines = [headline(score)]
    if score.cap:
        right = "changes are to be requested" if truth.fault else "it is to be approved"
        costs = "is worth 65 at most" if score.cap == "open" else "keeps a quarter of its points"
        lines.append(f"The right verdict: {right}. With another one a review {costs}.")
    missed = {fault.name for fault in score.missed}
    lines += [_found_sentence(fault, score, review) for fault in truth.fault if fault.name not in missed]
    lines += [_missed_sentence(fault, truth) for fault in truth.fault if fault.name in missed]
    matched = score.matched
    if matched.misnamed:
        lines.append(f"The place of a fault, and another kind: {_kinds(matched.misnamed, review)}. It costs points.")
    if matched.refuted:
        lines.append(f"Refuted, where it is said why it is right: {_kinds(matched.refuted, review)}. It costs points.")
    if matched.absent:
        lines.append(
            f"A fault that others were given, and not this change: {_kinds(matched.absent, review)}. It costs points."
        )
    if matched.others:
        lines.append(f"{_kinds(matched.others, review).capitalize()}: {not_ours(score, truth)}")
    if truth.fault and (more := len({*score.alarms} - {*matched.misnamed, *matched.refuted, *matched.absent})):
        lines.append(f"Beside the faults {A_FEW} findings are free. Beyond these stood {more} more, which cost points.")
    if matched.bare:
        lines.append(f"The right place, and fewer words than {SENTENCE}: {_kinds(matched.bare, review)}. No points.")
    if matched.unnamed:
        lines.append(f"The right place, and none of the twelve kinds: {_kinds(matched.unnamed, review)}.")
    if not truth.fault:
        lines.append("There is no fault in this change.")
    if score.unkind:
        lines.append("Tone: a word or two may belittle.")
    names = {**_PARTS, **({} if truth.fault else _QUIET)}
    if not truth.fault and not score.alarms:
        names |= {part: f"{names[part]} ({why})" for part, why in _LACKS.items() if score.parts[part] < WEIGHTS[part]}
    names["severity"] += ", and for whom" if any(one.harms for one in truth.fault) else ""
    if weighed := find_misjudged(score, review):
        names["severity"] += f" ({_kinds(weighed, review)} should be another)"
    if truth.fault and not score.cap and (not score.shown or is_without_block(score, review)):
        names["verdict"] += " (no blocker and no major that its evidence shows supports it)"
    lines += [f"{score.parts[part]:.0f} of {WEIGHTS[part]}: {names[part]}." for part in WEIGHTS]
    if score.precision < 1:
        lines.append(f"False alarms leave {score.precision:.0%} of the points for finding, showing and weighing.")
    return [*lines, FOR_ITS_AUTHOR]


def _found_sentence(fault: Fault, score: Score, review: Review) -> str:
    found = [review.findings[row] for row, one in score.matched.found.items() if one.name == fault.name]
    shown = "evidence shows it" if fault.name in score.shown else _unshown(found, score.void)
    bad = "" if any(one.severity in fault.severities for one in found) else f"; we would call it a {fault.severity}"
    return f"Found: {fault.kind} (harm {fault.harm} of 5), {shown}{bad}{_whom(fault, found)}. {fault.why}".rstrip()


def _unshown(found: Sequence[ReviewFinding], void: frozenset[str]) -> str:
    """Return why findings do not show their fault: no evidence, lines alone, or what comes out the same without it."""
    given = [text for one in found for text in one.evidence]
    if not given:
        return "shown by no evidence"
    if void.intersection(given):
        return "evidence stands with another kind as well, and shows neither"
    if all(is_search(text) for text in given):
        return "evidence finds lines, and does not show what they do"
    if not any(names_service(text) for text in given):
        return "evidence calls nothing of desk"
    return "evidence gives the same once it is mended"


def _whom(fault: Fault, found: Iterable[ReviewFinding]) -> str:
    """Whom the findings of a fault name as harmed, and whom we do, where these differ."""
    said = dict.fromkeys(one.harms for one in found)
    if not fault.harms or said.keys() & {*fault.harms}:
        return ""
    named = join_names([one for one in said if one])
    return f"; {f'you said {named}' if named else 'whom it harms is not said'}, we say {fault.harms_text}"


def _missed_sentence(fault: Fault, truth: Truth) -> str:
    order = [step.partition(": ")[0] for step in truth.reading]
    read = f" Reading in this order meets it: {join_names(order, 9)}." if order else ""
    where = ", ".join(dict.fromkeys(place.path for place in fault.places))
    why = f" {fault.why} Where one meets it: {fault.met_by.rstrip('.')}." if fault.why else ""
    return f"Missed: {fault.kind} in {where} (harm {fault.harm} of 5).{why}{read}"


def _kinds(rows: Iterable[int], review: Review) -> str:
    """These findings by severity and file, the worst first and each once; of more than `MOST_NAMED` no number."""
    found = {(list(SEVERITIES).index(one.severity), one.path) for one in (review.findings[row] for row in rows)}
    said = [f"a {list(SEVERITIES)[severity]} in {path}" for severity, path in sorted(found)]
    return join_names([*said[:MOST_NAMED], *(["others"] if len(said) > MOST_NAMED else [])])
