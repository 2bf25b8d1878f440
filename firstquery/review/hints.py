"""Hints for whoever reads again: where to look next, the dearest first, and never what is there.

They repeat no word of a review, and name findings by their number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from firstquery.checks.words import join_names
from firstquery.review import expression
from firstquery.review.evidence import is_search, is_statement, names_service
from firstquery.review.matching import SENTENCE
from firstquery.review.review import Review
from firstquery.review.score import A_FEW, BLOCKING, WEIGHTS, Score
from firstquery.review.summary import CODE
from firstquery.review.truth import Truth

#: Why what a summary states of a call does not count, by how it is written.
_STATED = {
    "one sign": "Between the backticks stands one equals sign. Two ask whether both sides are the same: "
    "`call(…) == 3`.",
    "no backticks": "The summary states what a call gave, without backticks. It is run between two of them: "
    "`call(…) == 3`.",
    "no call": "What stands between the backticks states no call of desk. On one side of == stands the call alone, on "
    "the other one the value: `call(…) == 3`.",
    "untrue": "What stands between the backticks was run, and not all of it comes out like that. What does "
    "try_on_data say of each call?",
    "idle": "What stands between the backticks is true, and stays true with every function broken that this change "
    "touches. Which call needs one of them?",
}
_SET = re.compile(r"\)\s*=(?!=)")
_CALLED = re.compile(r"\w\([^`]*\)\s*==?")


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
    if matched.absent:
        asks = "others were given such a fault in that file, and this change has none. What did you try there?"
        said.append((costs, f"{_findings(matched.absent)}: {asks}"))
    if matched.others:
        weighs = costs if {*matched.others} & {*score.alarms} else 5
        said.append((weighs, f"{_findings(matched.others)}: {not_ours(score, truth)}"))
    if matched.unnamed:
        said.append((30, f"{_findings(matched.unnamed)}: a place that matters. Which of the twelve kinds is it?"))
    if matched.near:
        off = f"{_findings(matched.near)}: a fault of this file lies some lines off. Which line makes it? Point there."
        said.append((20, off))
    unshown = [row for row, fault in matched.found.items() if fault.name not in score.shown]
    if unshown and lost["evidence"] > 3:
        said.append((lost["evidence"], _evidence_sentence(unshown, review, failed, score.void)))
    if truth.fault and not score.cap and is_without_block(score, review):
        asks = "You ask for changes, and call nothing that you show a blocker or major. Could it be merged, then?"
        said.append((lost["verdict"] + lost["severity"], asks))
    if not truth.fault and lost["found"] > 5 and not score.alarms:
        said.append((lost["found"], _lacking(score, review, idle)))
    if weighed := find_misjudged(score, review):
        bad = f"{'is' if len(weighed) == 1 else 'are'} {_findings(weighed).lower()}"
        said.append((lost["severity"], f"How bad {bad}? What happens, to whom, and can it be taken back?"))
    others = [row for row, one in matched.found.items() if one.harms and review.findings[row].harms not in one.harms]
    if others:
        asks = "whom does it harm most? One of three words says so, in harms=."
        said.append((lost["severity"], f"{_findings(others)}: {asks}"))
    if score.unkind:
        said.append((lost["tone"], "The tone: a word or two may belittle. Write what is wrong with the code."))
    return [text for _, text in sorted(said, key=lambda pair: -pair[0])]


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
    asks = "three functions or classes of this change by their names, of which one may be a file"
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
    if any("==" in one for one in spans):
        return "no call"
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


def not_ours(score: Score, truth: Truth) -> str:
    """Of findings that nobody planted. What is true was perhaps seen by nobody, so none of them is called wrong."""
    matched = score.matched
    ours = "not one of ours" if len(matched.others) == 1 else "none of them one of ours"
    cost = len({*matched.others} & {*score.alarms})
    if not cost:
        return f"{ours}; costs nothing."
    if not truth.fault:
        return f"{ours}, and it says that this must not be merged. Which call gives another value than it should?"
    return f"{ours}. Beside the faults {A_FEW} findings are free, and each further one costs. Which of them do harm?"


def _evidence_sentence(rows: list[int], review: Review, failed: Mapping[str, str], void: frozenset[str]) -> str:
    which = _findings(rows).lower()
    for row in rows:
        its = review.findings[row].evidence
        if its and all(one in failed for one in its):
            which, error = _findings([row]).lower(), failed[its[0]].removesuffix(".")
            return f"The evidence of {which} ends with an error, and so it does with the fault mended: {error}."
    given = [text for row in rows for text in review.findings[row].evidence]
    if both := [row for row in rows if {*review.findings[row].evidence} & void]:
        which = _findings(both).lower()
        return f"Evidence of {which} stands with two kinds, and shows neither. Which call shows this fault alone?"
    if given and all(is_search(text) for text in given):
        return f"The evidence of {which} finds lines, and does not show what they do. Which call comes out otherwise?"
    if given and not any(names_service(text) for text in given):
        return f"The evidence of {which} calls nothing of desk. Which call of it comes out otherwise with the fault?"
    if given:
        return (
            f"The evidence of {which} comes out the same with the fault mended, so it does not show it. Which call "
            "gives another value than it should?"
        )
    return f"Nothing shows {which} yet. Which call gives another value, or another error, than it should?"


def find_misjudged(score: Score, review: Review) -> list[int]:
    """Return the findings whose severity is another than that of their fault."""
    return [row for row, one in score.matched.found.items() if review.findings[row].severity not in one.severities]


def is_without_block(score: Score, review: Review) -> bool:
    """Return whether faults are shown, and none of them is called what sends a change back."""
    shown = [row for row, fault in score.matched.found.items() if fault.name in score.shown]
    return bool(shown) and all(review.findings[row].severity not in BLOCKING for row in shown)


def _findings(rows: Iterable[int]) -> str:
    numbers = [str(row + 1) for row in sorted(rows)]
    return f"Finding {numbers[0]}" if len(numbers) == 1 else f"Findings {join_names(numbers)}"
