"""Who reviews well is worth more than who reviews badly, for every pull request there is, by a stated margin."""

from __future__ import annotations

import runpy
from dataclasses import replace

import pytest

from firstquery.review import pulls, variants
from firstquery.review.score import PASS
from tests.review import discrimination
from tests.review.discrimination import SOURCES, opened, proven, score_of, scored, unplaced
from tests.review.trees import NUMBERS

pytestmark = pytest.mark.needs("git")
VARIANTS = [one for one in pulls.numbers() if variants.is_variant(one)]


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
