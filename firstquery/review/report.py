"""What is said of a score: hints for whoever reads again, and everything for whoever has passed, or is graded.

It repeats no word of a review: findings are named by their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from firstquery.checks.words import join_names
from firstquery.review.finding import Finding
from firstquery.review.score import PASS, UNREAD, WEIGHTS, Review, Score
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

#: What an approval lacks, where it accuses nobody.
_LACKS = {
    "found": "three of its files, functions or classes by name are all of it",
    "evidence": "an expression that runs, between two backticks in the summary",
    "severity": "three names, as above",
    "verdict": "its reason is what the summary names",
}
#: Where the words of a finding are not understood: the way out that is always open.
_KIND = 'the name of one of the twelve families, which stand in the lesson of week 25, inside finding(…): family="…".'


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
        said.append((45 * (1 - score.precision) + 10, _accused(score, review)))
    if score.matched.unnamed:
        said.append((30, _unnamed(score.matched.unnamed, review)))
    if score.matched.near:
        said.append((20, _near(score.matched.near)))
    if score.matched.beside:
        said.append((30, _beside(score.matched.beside)))
    if score.matched.contrary:
        said.append((42, _contrary(score.matched.contrary)))
    if mute := score.matched.mute - score.matched.contrary:
        said.append((40, f"{_mute(mute)}. {_way_out(mute, review)}"))
    if score.matched.denied:
        said.append((50, f"{_denied(score.matched.denied)}. What is wrong there, if anything? Leave out what is not."))
    unshown = [row for row, fault in score.matched.found.items() if fault.name not in score.shown]
    if unshown and lost["evidence"] > 3:
        said.append((lost["evidence"], _unshown(unshown, review)))
    if not truth.fault and lost["found"] > 5 and not score.alarms:
        said.append((lost["found"], "The summary has to say what you read: three files, functions or classes of this "
                     "change by their names, and what you tried, between backticks."))  # fmt: skip
    if weighed := _weighed(score, review):
        said.append((lost["severity"], f"How bad is {weighed}? What happens, to whom, and can it be taken back?"))
    if score.unkind:
        said.append((lost["tone"] + UNREAD, f"The tone: {score.unkind[0].why} Write what is wrong with the code."))
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
        said = _contrary_in_full(row, fault) if row in score.matched.contrary else ""
        is_shown, is_mute = fault.name in score.shown, row in score.matched.mute
        lines.append(said or _found(row, fault, review.findings[row], is_shown, is_mute))
    lines += [_missed(fault, truth) for fault in score.missed]
    if score.alarms:
        lines.append(f"Wrongly accused: {_numbered(score.alarms, verb=False)}. No fault of that kind is there.")
    if score.matched.beside:
        lines.append(f"{_beside(score.matched.beside, asks=False)} No points.")
    if score.matched.unnamed:
        here = _numbered(score.matched.unnamed, verb=False)
        lines.append(f"{here}: the right place, and words that the check could not match with a fault there.")
    if score.matched.denied:
        lines.append(f"{_denied(score.matched.denied)}: no points.")
    if score.matched.fair:
        lines.append(f"Fair, and no planted fault: {_numbered(score.matched.fair, verb=False)}. It costs nothing.")
    if not truth.fault:
        lines.append("There is no fault in this change.")
    lines += [f"Tone: {one.why}" for one in score.unkind]
    weighed = _weighed(score, review)
    if not truth.fault and not score.alarms:
        names |= {part: f"{names[part]} ({why})" for part, why in _LACKS.items() if score.parts[part] < WEIGHTS[part]}
    of = {**names, **({"severity": f"{names['severity']} ({weighed} should be another)"} if weighed else {})}
    lines += [f"{_points(score.parts[part])} of {WEIGHTS[part]}: {of[part]}." for part in WEIGHTS]
    if score.unkind:
        lines.append(f"{UNREAD} more are taken off for words that belittle: what is right beside them is not read.")
    if score.precision < 1:
        lines.append(f"False alarms leave {score.precision:.0%} of the points for finding, showing and weighing.")
    return lines


def _found(row: int, fault: Fault, finding: Finding, is_shown: bool, is_mute: bool) -> str:
    if is_mute:
        return (
            f"Shown by finding {row + 1}: {fault.family} (harm {fault.harm} of 5). Its words do not say what goes "
            f"wrong, so it is worth three tenths. {fault.why}"
        )
    same = "its evidence gives the same once the fault is mended" if finding.evidence else "shown by no evidence"
    shown = "its evidence shows it" if is_shown else same
    bad = "" if finding.severity in fault.severities else f"; we would call it a {fault.severity}"
    return f"Found by finding {row + 1}: {fault.family} (harm {fault.harm} of 5), {shown}{bad}. {fault.why}"


def _missed(fault: Fault, truth: Truth) -> str:
    order = [step.place for step in truth.reading]
    read = f" Reading in this order meets it: {join_names(order, 9)}." if order else ""
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
    after = f", then {join_names([one.place for one in steps[1:]])}" if steps[1:] else ""
    return f"{count} Read {first.place} again{asks}{after}."


def _accused(score: Score, review: Review) -> str:
    rows = score.alarms
    one = len(rows) == 1
    names = f"{_numbered(rows, verb=False)} {'says' if one else 'say'} that something is wrong which is right."
    if set(rows) & score.showing:
        shown = sorted(set(rows) & score.showing)
        which = "The call" if one else f"The call of {_numbered(shown, verb=False).lower()}"
        return f"{names} {which} shows a fault, and not this one. What comes out, and which line makes it?"
    if all(review.findings[row].severity == "question" for row in rows):
        return f"{_numbered(rows, verb=False)} {'asks' if one else 'ask'} about what is right. Five questions are free."
    if all(review.findings[row].evidence for row in rows):
        return f"{names} The evidence comes out as it should. Is it the right line, and the right call?"
    return f"{names} Which call would give another value than it should?"


def _near(rows: Sequence[int]) -> str:
    it, points = ("it", "points") if len(rows) == 1 else ("they", "point")
    return (
        f"{_numbered(rows, verb=False)} could not be confirmed where {it} {points}. A fault of this file lies some "
        "lines off. Which line makes it? Point there."
    )


def _beside(rows: Sequence[int], *, asks: bool = True) -> str:
    yours = "yours" if len(rows) == 1 else "what they say"
    ask = " What comes out when you try it? And what else does the line do?" if asks else ""
    return f"Another fault lies near {_numbered(rows, verb=False).lower()}; {yours} could not be confirmed.{ask}"


def _contrary(rows: Iterable[int]) -> str:
    numbers = _numbered(rows, verb=False)
    call, show, name, it = ("call", "shows", "its", "it is") if numbers.startswith("Finding ") else (
        "calls", "show", "their", "they are")  # fmt: skip
    return (
        f"The {call} of {numbers.lower()} {show} a fault here, and not the one that {name} words name. So {it} worth "
        "three tenths. What comes out, what should, and of what?"
    )


def _contrary_in_full(row: int, fault: Fault) -> str:
    return (
        f"Shown by finding {row + 1}: {fault.family} (harm {fault.harm} of 5). Its words name another fault than that, "
        f"so it is worth three tenths. {fault.why}"
    )


def _weighed(score: Score, review: Review) -> str:
    """The findings whose severity is another than that of their fault; none where they are right."""
    rows = [row for row, one in score.matched.found.items() if review.findings[row].severity not in one.severities]
    return _numbered(rows, verb=False).lower() if rows else ""


def _way_out(rows: Iterable[int], review: Review) -> str:
    """What to write where words are not understood. Who has named the kind lacks a sentence, and nothing else."""
    if all(review.findings[row].family for row in rows):
        return "Its kind is named; what goes wrong in this code, and for whom? Write a sentence of that."
    return f"What goes wrong, and for whom? Write that, or {_KIND}"


def _unnamed(rows: Sequence[int], review: Review) -> str:
    points = "points" if len(rows) == 1 else "point"
    if all(review.findings[row].family for row in rows):
        return f"{_numbered(rows, verb=False)} {points} at a place that matters. {_way_out(rows, review)}"
    return (
        f"{_numbered(rows, verb=False)} {points} at a place that matters, and the check does not know the kind of "
        "fault by these words. What goes wrong, and for whom? A call that shows it would tell. So would "
        f"{_KIND}"
    )


def _unshown(rows: Sequence[int], review: Review) -> str:
    which = _numbered(rows, verb=False).lower()
    if any(review.findings[row].evidence for row in rows):
        return (
            f"The evidence of {which} comes out the same with the fault mended, so it does not show it. Which call "
            "gives another value than it should?"
        )
    return f"Nothing shows {which} yet. Which call gives another value, or another error, than it should?"


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
    return f"Findings {join_names(numbers)}{' name' if verb else ''}"


def _are(many: int) -> str:
    return "is one fault" if many == 1 else f"are {many} faults"


def _points(given: float) -> str:
    return f"{given:.0f}"
