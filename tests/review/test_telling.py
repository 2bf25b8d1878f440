"""Who says what goes wrong in words that nobody foresaw is understood, and who says something else there is not.

Measured on remarks of three rounds, written without a look at the check. What was right in the first stands in
told.toml, and each is held here against the others, without itself; what was right in the others stands in remarks.json
alone, and so does what was wrong in all, beside a call that shows the fault all the same.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from firstquery import course
from firstquery.grade.variants_sealed import CAPSTONE, sealed_of
from firstquery.review import pulls, sealed, truth, variants
from firstquery.review.finding import finding
from firstquery.review.matching import Target
from firstquery.review.score import Review, Score, score
from firstquery.review.truth import Fault, Truth
from firstquery.sentence import Sentence
from tests.review.test_contrary import REMARKS

SOURCES = course.COURSE / "source" / "pull-requests"
NUMBERS = [path.parent.name for path in sorted(SOURCES.glob("*/told.toml")) if path.parent.name != CAPSTONE]


@cache
def held(number: str) -> Truth:
    return sealed.opened(sealed_of(SOURCES, number)).truth


def tellings() -> list[tuple[str, Fault, str]]:
    """Pull request, fault and words: of the capstone, the first variant that has the fault."""
    found = [(number, fault, words) for number in NUMBERS for fault in held(number).fault for words in fault.told]
    for fault in truth.load(SOURCES / CAPSTONE).fault:
        has = [one.number for one in variants.variants(SOURCES / CAPSTONE) if fault.name in one.faults]
        known = [number for number in has if number in pulls.numbers()]
        found += [(known[0], fault, words) for words in fault.told if known]
    return found


def judged(number: str, fault: Fault, words: str, path: str, lines: object, call: bool) -> Score:
    """A review of this one finding, held against this one fault."""
    one = finding(path, lines, fault.severity, words, evidence="shows" if call else "")
    review = Review("request_changes", "I have read it all twice.", (one,))
    alone = held(number).model_copy(update={"fault": (fault,)})
    return score(pulls.load(number), alone, review, lambda *_: call, bool)


def is_known(made: Score) -> bool:
    return bool(made.matched.found) and not made.matched.mute


def at(number: str, fault: Fault) -> tuple[str, int]:
    path, lines = next(iter(Target(fault, pulls.load(number)).lines.items()))
    return path, sorted(lines)[len(lines) // 2]


@pytest.mark.parametrize(("call", "least"), [(True, 0.88), (False, 0.83)])
def test_each_telling_is_understood_without_itself(call: bool, least: float) -> None:
    """With a call that shows the fault, and by the words alone."""
    told = tellings()
    assert len(told) >= 200
    missed = []
    for number, fault, words in told:
        without = fault.model_copy(update={"told": tuple(one for one in fault.told if one != words)})
        path, line = at(number, fault)
        if not is_known(judged(number, without, words, path, line, call)):
            missed.append((fault.name, words))
    assert len(missed) <= (1 - least) * len(told), missed


def taken(kind: str, call: bool) -> list[tuple[str, str]]:
    """Of the remarks of that kind in remarks.json, those that are taken for their fault."""
    return [
        (fault.name, words)
        for number, path, line, name, words in REMARKS[kind]
        for fault in held(number).fault
        if fault.name == name and is_known(judged(number, fault, words, path, line, call))
    ]


@pytest.mark.parametrize(
    ("kind", "many", "call", "least"),
    [
        ("unforeseen", 141, True, 138),
        ("unforeseen", 141, False, 134),
        ("images", 156, True, 136),
        ("images", 156, False, 115),
    ],
)
def test_words_that_nobody_foresaw_are_understood(kind: str, many: int, call: bool, least: int) -> None:
    """Of people whose words stand in no telling; those of the third round speak in images: bakeries, phone plans."""
    assert len(REMARKS[kind]) == many
    assert len(taken(kind, call)) >= least


@pytest.mark.parametrize(("call", "most"), [(True, 44), (False, 26)])
def test_another_reason_is_not_taken_for_it_though_the_call_shows_it(call: bool, most: int) -> None:
    """Of 311, one in seven is: it names what follows from the fault, or its very words."""
    assert len(REMARKS["beside"]) == 311
    assert len(taken("beside", call)) <= most, taken("beside", call)


@pytest.mark.parametrize("call", [True, False])
def test_that_all_is_well_finds_nothing(call: bool) -> None:
    """In whole paragraphs, by people who praise a line that has a fault."""
    assert len(REMARKS["affirms"]) == 35
    assert len(taken("affirms", call)) <= 3, taken("affirms", call)


def test_who_points_at_a_whole_block_and_says_what_goes_wrong_has_found_it() -> None:
    """Ten lines are one place, as long as the words, and not the call alone, tell which of its faults is meant."""
    fault = next(one for one in held("0208").fault if one.name == "a-night-of-nothing")
    told = "I mistyped the path of the warehouse and got an empty summary and 0. The scheduler would tick it off."
    assert is_known(judged("0208", fault, told, "desk/nightly.py", "113-118", call=True))
    assert not judged("0208", fault, "See the call.", "desk/nightly.py", "113-118", call=True).matched.found
    assert judged("0208", fault, "See the call.", "desk/nightly.py", "115-117", call=True).matched.mute


def test_a_telling_of_a_fault_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "truth.toml").write_bytes((SOURCES / "0148" / "truth.toml").read_bytes())
    (tmp_path / "told.toml").write_text('nobodys-fault = ["It is late."]\n', encoding="utf-8")
    with pytest.raises(Sentence, match="nobodys-fault, and there is no such fault"):
        truth.load(tmp_path)
