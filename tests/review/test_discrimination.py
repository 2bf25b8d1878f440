"""Who reviews well is worth more than who reviews badly, for every pull request there is, by a stated margin."""

from __future__ import annotations

import runpy
from dataclasses import replace

import nbformat
import pytest

from firstquery.grading import answers
from firstquery.review import pulls, variants
from firstquery.review.kind import ReviewOptions
from firstquery.review.score import PASS
from tests.review import discrimination, profiles
from tests.review.discrimination import SOURCES, opened, proven, score_of, scored, unplaced
from tests.review.trees import FAULTY, FREE, NUMBERS

pytestmark = pytest.mark.needs("git")
VARIANTS = [one for one in pulls.numbers() if variants.is_variant(one)]


def checked_shares() -> list[float]:
    """Of each exercise whose review has findings, the share of points that its check gives; a person gives the rest."""
    shares = []
    for path in sorted(SOURCES.parent.glob("source/*/answers.py")):
        asked = {
            name: one.options for name, one in answers.read(path).items() if isinstance(one.options, ReviewOptions)
        }
        cells = nbformat.read(path.parent / f"{path.parent.name}.ipynb", as_version=4).cells if asked else []
        points = {
            said["grade_id"]: said.get("points") or 0 for cell in cells if (said := cell.metadata.get("nbgrader"))
        }
        shares += [
            points[name] / (points[name] + points[f"{name}-answer"])
            for name, options in asked.items()
            if opened(options.pull[0]).truth.fault
        ]
    return shares


SHARES = checked_shares()


@pytest.mark.parametrize("number", [*NUMBERS, *VARIANTS])
def test_good_reviews_pass_and_each_better_one_is_worth_ten_more(number: str) -> None:
    assert discrimination.disorder(scored(number)) == []


def test_another_order_is_told() -> None:
    reviews = scored("0131")
    swapped = [replace(one, kind={"good": "poor", "poor": "good"}.get(one.kind, one.kind)) for one in reviews]
    told = discrimination.disorder(swapped)
    assert any("does not pass" in one for one in told) and any("is not 10 above" in one for one in told)
    assert discrimination.disorder(reviews[1:])[0] == "2 good, and 3 are needed"


@pytest.mark.parametrize("number", [*NUMBERS, *VARIANTS])
def test_every_planted_fault_is_in_the_diff_and_all_its_evidence_reproduces(number: str) -> None:
    held = opened(number).truth
    assert unplaced(held, pulls.load(number)) == []
    assert [set(one.evidence) - proven(number)[one.name] for one in held.fault] == [set() for _ in held.fault]


def test_each_variant_of_the_capstone_has_four_faults_of_the_same_harm() -> None:
    faults = [opened(number).truth.fault for number in VARIANTS]
    assert {len(some) for some in faults} == {4}
    assert len({sum(one.harm for one in some) for some in faults}) == 1


def test_a_review_copied_from_any_colleague_with_another_variant_never_passes() -> None:
    told = runpy.run_path(str(SOURCES / variants.NAME / "reviews.py"))
    passed = {}
    for number in VARIANTS:
        for other in (one for one in VARIANTS if one != number):
            made = told["reviews_of"](told["SHIPPED"][number], told["SHIPPED"][other])
            (copied,) = (one for one in made if one["name"].startswith("copied"))
            total = score_of(copied, number, proven(number)).total
            passed |= {(number, other): total} if total >= PASS else {}
    assert passed == {}


@pytest.mark.parametrize("number", [*NUMBERS, *VARIANTS])
def test_each_profile_is_worth_what_it_knows(number: str) -> None:
    of = profiles.case(number)
    best = of.score(profiles.expert(of))
    assert best.total >= profiles.EXPERT, best
    for name, make in profiles.WORST.items():
        if of.held.fault or name != "all minor":  # who finds nothing wrong calls nothing minor
            made = of.score(make(of))
            assert made.total <= profiles.MOST[name], (name, made.total, made.parts)
    said_nothing = of.score(profiles.gibberish(of)).total
    # Of sentences nothing is read but names: what a person gives for them is not given.
    assert said_nothing * (max(SHARES) if of.held.fault else 1) <= profiles.MOST["gibberish"]
    sprayed = [of.score(one) for one in profiles.sprayed(of)]
    assert max(one.total for one in sprayed) <= profiles.MOST["sprayed"]


@pytest.mark.parametrize("number", FAULTY)
def test_a_finding_beside_its_fault_finds_nothing_whatever_its_evidence_shows(number: str) -> None:
    of = profiles.case(number)
    made = of.score(profiles.beside(of))
    assert (made.matched.found, made.total <= 15) == ({}, True)


@pytest.mark.parametrize("number", FREE)
@pytest.mark.parametrize("summary", [profiles.TOLD, profiles.ALL_IS_WELL])
def test_a_yes_of_words_and_of_a_call_that_the_change_cannot_alter_is_no_pass(number: str, summary: str) -> None:
    of = profiles.case(number)
    for stated in (profiles.PRINTED[number], profiles.READ[number].partition(". ")[2]):
        review = profiles.expert(of).model_copy(update={"summary": f"{summary} {stated}"})
        assert of.score(review).total <= 60, stated
    named = profiles.READ[number].partition(". ")[0]
    review = profiles.expert(of).model_copy(update={"summary": f"{named}. {profiles.PRINTED[number]}"})
    assert of.score(review).total <= 60
