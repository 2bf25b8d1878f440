"""What is said of a score: hints for whoever reads again, and everything for whoever has passed, or is graded.

It repeats no word of a review. Hints name findings by their number; what the grader says names them by severity and
file alone, since which number a finding has is a submission's to choose, and could be a letter of the held-out data.
Of a fault that it finds, one of three words besides: whom it harms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from firstquery.checks.words import join_names
from firstquery.review import expression
from firstquery.review.evidence import is_search, is_statement
from firstquery.review.finding import ReviewFinding
from firstquery.review.matching import SENTENCE
from firstquery.review.review import Review
from firstquery.review.score import A_FEW, BLOCKING, CODE, PASS, WEIGHTS, Score
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
    "found": "three of its files, functions or classes by name, and what a call gave, are all of it",
    "evidence": "what a call gave that the change could alter, between two backticks in the summary: `call(…) == 3`",
    "severity": "as above",
    "verdict": "its reason is what the summary names and states",
}
#: Why what a summary states of a call does not count, by how it is written.
_STATED = {
    "one sign": "Between the backticks stands one equals sign. Two ask whether both sides are the same: "
    "`call(…) == 3`.",
    "no backticks": "The summary states what a call gave, without backticks. It is run between two of them: "
    "`call(…) == 3`.",
    "untrue": "What stands between the backticks was run, and does not come out like that. What does "
    "try_on_data say of the call?",
    "idle": "What stands between the backticks is true, and stays true with every function broken that this change "
    "touches. Which call needs one of them?",
}
_SET = re.compile(r"\)\s*=(?!=)")
_CALLED = re.compile(r"\w\([^`]*\)\s*==?")
#: Nothing here reads what a review says to its author.
FOR_ITS_AUTHOR = "What your words are worth to the author, no check can tell. A person reads them."


def headline(score: Score) -> str:
    return f"This review is worth {score.total} of 100; {PASS} are a pass."


def hints(
    score: Score,
    truth: Truth,
    review: Review,
    failed: Mapping[str, str] = MappingProxyType({}),
    idle: Sequence[str] = (),
) -> list[str]:
    """Return what to look at next, the dearest first. Where to look, never what is there.

    ``failed``: evidence that ends with an error in any case, with the error. ``idle``: statements of an approval that
    are true, and that nothing decides which the change touches.
    """
    lost = {part: WEIGHTS[part] - points for part, points in score.parts.items()}
    matched, said = score.matched, []
    if matched.bare:  # alone: what else a review lacks cannot be told before its findings count
        return [_too_short(matched.bare, review)]
    if score.cap:
        ask = "Is it to be merged or not?" if score.cap == "open" else "What happens to whom, if it is followed?"
        said.append((100.0, f"The verdict costs the most points. {ask}"))
    if score.missed:
        said.append((lost["found"], _reading_sentence(score, truth)))
    costs = 45 * (1 - score.precision) + 10
    if matched.misnamed:
        asks = (
            "the place matters, and the kind is another one. What comes out otherwise there, and which of the twelve is"
        )
        said.append((costs, f"{_findings(matched.misnamed)}: {asks} it?"))
    if matched.refuted:
        asks = "it looks so, and somebody has said why it is not. Which call would give another value than it should?"
        said.append((costs, f"{_findings(matched.refuted)}: {asks}"))
    if matched.others:
        weighs = costs if {*matched.others} & {*score.alarms} else 5
        said.append((weighs, f"{_findings(matched.others)}: {_not_ours(score, truth)}"))
    if matched.unnamed:
        said.append((30, f"{_findings(matched.unnamed)}: a place that matters. Which of the twelve kinds is it?"))
    if matched.near:
        off = f"{_findings(matched.near)}: a fault of this file lies some lines off. Which line makes it? Point there."
        said.append((20, off))
    unshown = [row for row, fault in matched.found.items() if fault.name not in score.shown]
    if unshown and lost["evidence"] > 3:
        said.append((lost["evidence"], _evidence_sentence(unshown, review, failed)))
    if truth.fault and not score.cap and _is_without_block(score, review):
        asks = "You ask for changes, and call nothing that you show a blocker or major. Could it be merged, then?"
        said.append((lost["verdict"] + lost["severity"], asks))
    if not truth.fault and lost["found"] > 5 and not score.alarms:
        said.append((lost["found"], _lacking(score, review, idle)))
    if weighed := _find_misjudged(score, review):
        bad = f"{'is' if len(weighed) == 1 else 'are'} {_findings(weighed).lower()}"
        said.append((lost["severity"], f"How bad {bad}? What happens, to whom, and can it be taken back?"))
    others = [row for row, one in matched.found.items() if one.harms and review.findings[row].harms not in one.harms]
    if others:
        asks = "whom does it harm most? One of three words says so, in harms=."
        said.append((lost["severity"], f"{_findings(others)}: {asks}"))
    if score.unkind:
        said.append((lost["tone"], "The tone: a word or two may belittle. Write what is wrong with the code."))
    return [text for _, text in sorted(said, key=lambda pair: -pair[0])]


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
    if matched.others:
        lines.append(f"{_kinds(matched.others, review).capitalize()}: {_not_ours(score, truth)}")
    if truth.fault and (more := len({*score.alarms} - {*matched.misnamed, *matched.refuted})):
        lines.append(f"Beside the faults {A_FEW} findings are free. Beyond these stood {more} more, which cost points.")
    if matched.bare:
        lines.append(f"The right place, and fewer words than {SENTENCE}: {_kinds(matched.bare, review)}. No points.")
    if matched.unnamed:
        lines.append(f"The right place, and no kind: {_kinds(matched.unnamed, review)}.")
    if not truth.fault:
        lines.append("There is no fault in this change.")
    if score.unkind:
        lines.append("Tone: a word or two may belittle.")
    names = {**_PARTS, **({} if truth.fault else _QUIET)}
    if not truth.fault and not score.alarms:
        names |= {part: f"{names[part]} ({why})" for part, why in _LACKS.items() if score.parts[part] < WEIGHTS[part]}
    names["severity"] += ", and for whom" if any(one.harms for one in truth.fault) else ""
    if weighed := _find_misjudged(score, review):
        names["severity"] += f" ({_kinds(weighed, review)} should be another)"
    if truth.fault and not score.cap and (not score.shown or _is_without_block(score, review)):
        names["verdict"] += " (no blocker and no major that its evidence shows supports it)"
    lines += [f"{score.parts[part]:.0f} of {WEIGHTS[part]}: {names[part]}." for part in WEIGHTS]
    if score.precision < 1:
        lines.append(f"False alarms leave {score.precision:.0%} of the points for finding, showing and weighing.")
    return [*lines, FOR_ITS_AUTHOR]


def _found_sentence(fault: Fault, score: Score, review: Review) -> str:
    found = [review.findings[row] for row, one in score.matched.found.items() if one.name == fault.name]
    shown = "evidence shows it" if fault.name in score.shown else _unshown(found)
    bad = "" if any(one.severity in fault.severities for one in found) else f"; we would call it a {fault.severity}"
    return f"Found: {fault.kind} (harm {fault.harm} of 5), {shown}{bad}{_whom(fault, found)}. {fault.why}".rstrip()


def _unshown(found: Sequence[ReviewFinding]) -> str:
    """Return why findings do not show their fault: no evidence, lines alone, or what comes out the same without it."""
    given = [text for one in found for text in one.evidence]
    if not given:
        return "shown by no evidence"
    if all(is_search(text) for text in given):
        return "evidence finds lines, and does not show what they do"
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


def _reading_sentence(score: Score, truth: Truth) -> str:
    """Return how many are still there, and which places of the reading order meet them."""
    many, found = len(score.missed), len(truth.fault) - len(score.missed)
    left = "is one fault" if many == 1 else f"are {many} faults"
    count = f"You have found {found} of {found + many} faults." if found else f"There {left} to be found."
    places = list(dict.fromkeys(place.path for fault in score.missed for place in fault.places))
    steps = [step for step in truth.reading if any(one in step for one in places)] or sorted(places)
    first, _, why = steps[0].partition(": ")
    asks = f" ({why.rstrip('.')})" if why.endswith("?") else ""
    after = f", then {join_names([one.partition(': ')[0] for one in steps[1:]])}" if steps[1:] else ""
    return f"{count} Read {first} again{asks}{after}."


def _lacking(score: Score, review: Review, idle: Sequence[str]) -> str:
    """Return what the summary of an approval lacks: names of the change, or a call that comes out as it states."""
    how = how_stated(review.summary) if score.parts["found"] and not score.shown else ""
    how = "idle" if how == "untrue" and idle else how
    asks = "three files, functions or classes of this change by their names"
    if score.shown:
        return f"What the call gives is stated, and true. The summary has to name what you read, too: {asks}."
    if how:
        return _STATED[how]
    return f"The summary has to say what you read: {asks}, and between backticks what a call gives: `call(…) == 3`."


def how_stated(summary: str) -> str:
    """Return how a summary says what a call gave: one of `_STATED`, or "" where it does not."""
    spans = CODE.findall(summary)
    if any(is_statement(expression.bare(one)) for one in spans):
        return "untrue"
    if any(_SET.search(one) for one in spans):
        return "one sign"
    return "no backticks" if _CALLED.search(CODE.sub("", summary)) else ""


def _too_short(rows: Sequence[int], review: Review) -> str:
    """Of findings that are right, and say too little to count."""
    words = sorted({len(review.findings[row].problem.split()) for row in rows})
    many = f"{words[0]} word{'s' if words[-1] > 1 else ''}" if len(words) == 1 else f"{words[0]} to {words[-1]} words"
    are = (
        "is in the right place. Its sentence has" if len(rows) == 1 else "are in the right place. Their sentences have"
    )
    return f"{_findings(rows)} {are} {many}; {SENTENCE} are asked for: what goes wrong, and for whom?"


def _not_ours(score: Score, truth: Truth) -> str:
    """Of findings that nobody planted. What is true was perhaps seen by nobody, so none of them is called wrong."""
    matched = score.matched
    ours = "not one of ours" if len(matched.others) == 1 else "none of them one of ours"
    cost = len({*matched.others} & {*score.alarms})
    if not cost:
        return f"{ours}; costs nothing."
    if not truth.fault:
        return f"{ours}, and it says that this must not be merged. Which call gives another value than it should?"
    return f"{ours}. Beside the faults {A_FEW} findings are free, and each further one costs. Which of them do harm?"


def _evidence_sentence(rows: list[int], review: Review, failed: Mapping[str, str]) -> str:
    which = _findings(rows).lower()
    for row in rows:
        its = review.findings[row].evidence
        if its and all(one in failed for one in its):
            which, error = _findings([row]).lower(), failed[its[0]].removesuffix(".")
            return f"The evidence of {which} ends with an error, and so it does with the fault mended: {error}."
    given = [text for row in rows for text in review.findings[row].evidence]
    if given and all(is_search(text) for text in given):
        return f"The evidence of {which} finds lines, and does not show what they do. Which call comes out otherwise?"
    if given:
        return (
            f"The evidence of {which} comes out the same with the fault mended, so it does not show it. Which call "
            "gives another value than it should?"
        )
    return f"Nothing shows {which} yet. Which call gives another value, or another error, than it should?"


def _find_misjudged(score: Score, review: Review) -> list[int]:
    """Return the findings whose severity is another than that of their fault."""
    return [row for row, one in score.matched.found.items() if review.findings[row].severity not in one.severities]


def _is_without_block(score: Score, review: Review) -> bool:
    """Return whether faults are shown, and none of them is called what sends a change back."""
    shown = [row for row, fault in score.matched.found.items() if fault.name in score.shown]
    return bool(shown) and all(review.findings[row].severity not in BLOCKING for row in shown)


def _kinds(rows: Iterable[int], review: Review) -> str:
    """These findings by severity and file, the worst first and each once; of more than `MOST_NAMED` no number."""
    found = {(list(SEVERITIES).index(one.severity), one.path) for one in (review.findings[row] for row in rows)}
    said = [f"a {list(SEVERITIES)[severity]} in {path}" for severity, path in sorted(found)]
    return join_names([*said[:MOST_NAMED], *(["others"] if len(said) > MOST_NAMED else [])])


def _findings(rows: Iterable[int]) -> str:
    numbers = [str(row + 1) for row in sorted(rows)]
    return f"Finding {numbers[0]}" if len(numbers) == 1 else f"Findings {join_names(numbers)}"
