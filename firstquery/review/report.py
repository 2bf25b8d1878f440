"""What is said of a score: hints for whoever reads again, and everything for whoever has passed, or is graded.

It repeats no word of a review: findings are named by their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from firstquery.check.kinds.base import listed
from firstquery.review.finding import Finding
from firstquery.review.score import PASS, WEIGHTS, Review, Score
from firstquery.review.truth import Fault, Reading, Truth

_PARTS = {
    "found": "faults found, by the harm that each would do",
    "evidence": "evidence that comes out otherwise without the fault",
    "severity": "how bad each is",
    "verdict": "the verdict",
    "tone": "the tone",
}
_QUIET = {
    "found": "nothing accused that is right, and what was read is named",
    "evidence": "something tried on the change",
    "severity": "nothing called worse than it is",
}


def hints(score: Score, truth: Truth, review: Review) -> list[str]:
    """What to look at next, the dearest first. Where to look, never what is there."""
    lost = {part: WEIGHTS[part] - points for part, points in score.parts.items()}
    said: list[tuple[float, str]] = []
    if score.cap:
        ask = (
            "What happens to whom, if it is followed?" if review.verdict != "comment" else "Is it to be merged or not?"
        )
        said.append((100, f"The verdict costs the most points. {ask}"))
    if score.missed:
        said.append((lost["found"], _where(score, truth)))
    if score.alarms:
        said.append((45 * (1 - score.precision) + 10, _accused(score.alarms, review)))
    if score.matched.unnamed:
        said.append((30, _unnamed(score.matched.unnamed)))
    if score.matched.near:
        is_ = "is right" if len(score.matched.near) == 1 else "are right"
        said.append((20, f"{_numbered(score.matched.near, verb=False)} {is_}, and some lines off. On which line is it "
                     "made? Point there."))  # fmt: skip
    if score.matched.mute:
        said.append((40, f"{_mute(score.matched.mute)}. What goes wrong, and for whom? Write that."))
    if score.matched.denied:
        said.append((50, f"{_denied(score.matched.denied)}. What is wrong there, if anything? Leave out what is not."))
    unshown = [row for row, fault in score.matched.found.items() if fault.name not in score.shown]
    if unshown and lost["evidence"] > 3:
        said.append((lost["evidence"], _unshown(unshown, review)))
    if not truth.fault and lost["found"] > 5 and not score.alarms:
        said.append((lost["found"], "The summary has to say what you read: name the files and the functions of this "
                     "change, and what you tried."))  # fmt: skip
    if not said and lost["severity"] > 3:
        said.append((lost["severity"], "Some findings are worse, or less bad, than you say."))
    if score.unkind:
        said.append((lost["tone"], f"The tone: {score.unkind[0].why} Write what is wrong with the code."))
    return [text for _, text in sorted(said, key=lambda pair: -pair[0])]


def headline(score: Score) -> str:
    return f"This review is worth {score.total} of 100; {PASS} are a pass."


def full(score: Score, truth: Truth, review: Review) -> list[str]:
    """All of it, line by line: points, what was found and missed and why it mattered, and what was wrongly accused."""
    names = {**_PARTS, **({} if truth.fault else _QUIET)}
    lines = [headline(score)]
    if score.cap:
        right = "changes are to be requested" if truth.fault else "it is to be approved"
        costs = "is worth 65 at most" if score.cap == "open" else "keeps two fifths of its points"
        lines.append(f"The right verdict: {right}. With another one a review {costs}.")
    for row, fault in sorted(score.matched.found.items()):
        lines.append(_found(row, fault, review.findings[row], fault.name in score.shown, row in score.matched.mute))
    lines += [_missed(fault, truth) for fault in score.missed]
    if score.alarms:
        lines.append(f"Wrongly accused: {_numbered(score.alarms, verb=False)}. No fault of that kind is there.")
    if score.matched.unnamed:
        lines.append(f"{_numbered(score.matched.unnamed)} the right place, and does not say what goes wrong there.")
    if score.matched.denied:
        lines.append(f"{_denied(score.matched.denied)}: no points.")
    if score.matched.fair:
        lines.append(f"Fair, and no planted fault: {_numbered(score.matched.fair, verb=False)}. It costs nothing.")
    if not truth.fault:
        lines.append("There is no fault in this change.")
    lines += [f"Tone: {one.why}" for one in score.unkind]
    lines += [f"{_points(score.parts[part])} of {WEIGHTS[part]}: {names[part]}." for part in WEIGHTS]
    if score.precision < 1:
        lines.append(f"False alarms leave {score.precision:.0%} of what was found.")
    return lines


def _found(row: int, fault: Fault, finding: Finding, is_shown: bool, is_mute: bool) -> str:
    if is_mute:
        return (
            f"Shown by finding {row + 1}: {fault.family} (harm {fault.harm} of 5). Its words do not say what goes "
            f"wrong, so it is worth two fifths. {fault.why}"
        )
    same = "its evidence gives the same once the fault is mended" if finding.evidence else "shown by no evidence"
    shown = "its evidence shows it" if is_shown else same
    bad = "" if finding.severity in fault.severities else f"; we would call it a {fault.severity}"
    return f"Found by finding {row + 1}: {fault.family} (harm {fault.harm} of 5), {shown}{bad}. {fault.why}"


def _missed(fault: Fault, truth: Truth) -> str:
    order = [step.place for step in truth.reading]
    read = f" Reading in this order meets it: {listed(order, 9)}." if order else ""
    where = ", ".join(dict.fromkeys(place.path for place in fault.places))
    met = fault.met_by.rstrip(".")
    return f"Missed: {fault.family} in {where} (harm {fault.harm} of 5). {fault.why} Where one meets it: {met}.{read}"


def _where(score: Score, truth: Truth) -> str:
    """How many are still there, and which places of the reading order meet them."""
    many = len(score.missed)
    found = len(score.matched.found)
    count = f"You have found {found} of {found + many} faults." if found else f"There {_are(many)} to be found."
    places = list(dict.fromkeys(place.path for fault in score.missed for place in fault.places))
    steps = [step for step in truth.reading if any(one in step.place for one in places)] or [
        Reading(place=one) for one in sorted(places)
    ]
    first = steps[0]
    asks = f" ({first.why.rstrip('.')})" if first.why.endswith("?") else ""
    after = f", then {listed([one.place for one in steps[1:]])}" if steps[1:] else ""
    return f"{count} Read {first.place} again{asks}{after}."


def _accused(rows: Sequence[int], review: Review) -> str:
    names = f"{_numbered(rows)} something wrong that is right there."
    if all(review.findings[row].evidence for row in rows):
        return f"{names} The evidence comes out as it should. Is it the right line, and the right call?"
    return f"{names} Which call would give another value than it should?"


def _unnamed(rows: Sequence[int]) -> str:
    points = "points" if len(rows) == 1 else "point"
    return (
        f"{_numbered(rows, verb=False)} {points} at a place that matters, and the check does not know the kind of "
        "fault by these words. What goes wrong, and for whom? A call that shows it, or its kind as family=, would tell."
    )


def _unshown(rows: Sequence[int], review: Review) -> str:
    are = "is" if len(rows) == 1 else "are"
    which = f"{_numbered(rows, verb=False)} {are} right"
    if any(review.findings[row].evidence for row in rows):
        comes = "its evidence comes" if len(rows) == 1 else "their evidence comes"
        return (
            f"{which}, but {comes} out the same with the fault mended. Which call gives another value than it should?"
        )
    return f"{which}, and without evidence. Which call gives another value, or another error, than it should?"


def _mute(rows: Iterable[int]) -> str:
    numbers = _numbered(rows, verb=False)
    if numbers.startswith("Finding "):
        return f"{numbers} shows a fault by its evidence, and its words do not say which"
    return f"{numbers} show faults by their evidence, and their words do not say which"


def _denied(rows: Sequence[int]) -> str:
    return f"{_numbered(rows, verb=False)} {'says' if len(rows) == 1 else 'say'} that all is right there"


def _numbered(rows: Iterable[int], *, verb: bool = True) -> str:
    numbers = [str(row + 1) for row in sorted(rows)]
    if len(numbers) == 1:
        return f"Finding {numbers[0]}{' names' if verb else ''}"
    return f"Findings {listed(numbers)}{' name' if verb else ''}"


def _are(many: int) -> str:
    return "is one fault" if many == 1 else f"are {many} faults"


def _points(given: float) -> str:
    return f"{given:.0f}"
