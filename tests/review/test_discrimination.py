"""Who reviews well is worth more than who reviews badly, for every pull request there is, by a stated margin."""

from __future__ import annotations

import runpy
from dataclasses import replace
from pathlib import Path

import pytest

from firstquery import course
from firstquery.grade.variants_sealed import CAPSTONE, sealed_of
from firstquery.review import pulls, sealed
from firstquery.review.evidence import Evidence
from firstquery.review.pulls import load
from firstquery.review.score import PASS
from firstquery.review.truth import unplaced
from tests.review import discrimination
from tests.review.conftest import TWELVE

pytestmark = pytest.mark.needs("git")
HERE = course.COURSE / "source" / "pull-requests"
ARE_BUILT = (course.COURSE / "data" / "service" / "pulls").is_dir()
TRUE = sorted(path.parent.name for path in HERE.glob("[0-9]*/truth.toml")) if ARE_BUILT else []


def test_twelve_reviews_of_a_small_change_are_worth_what_they_should_be(reviewed_course: Path) -> None:
    folder = reviewed_course / "source" / "pull-requests" / "0142"
    (folder / "reviews.py").write_text(f"REVIEWS = {TWELVE!r}\n", encoding="utf-8")
    scored = discrimination.scored(folder)
    assert discrimination.disorder(scored) == []
    # and another order is told
    swapped = [replace(one, kind={"good": "poor", "poor": "good"}.get(one.kind, one.kind)) for one in scored]
    told = discrimination.disorder(swapped)
    assert any("does not pass" in one for one in told) and any("is not 10 above" in one for one in told)
    assert discrimination.disorder(scored[1:])[0] == "2 good, and 3 are needed"


VARIANTS = sorted(one for one in pulls.numbers() if one not in TRUE and one.startswith("02"))
if VARIANTS:

    def test_each_variant_of_the_capstone_has_four_faults_of_the_same_harm(work: Path) -> None:
        faults = [sealed.opened(sealed_of(HERE, number)).truth.fault for number in VARIANTS]
        assert {len(some) for some in faults} == {4}
        assert len({sum(one.harm for one in some) for some in faults}) == 1

    def test_reviews_of_the_capstone_are_worth_what_they_should_be(work: Path) -> None:
        listed = runpy.run_path(str(HERE / CAPSTONE / "reviews.py"))["REVIEWS"]
        assert sorted(listed) == VARIANTS
        for number in VARIANTS:
            assert discrimination.disorder(discrimination.scored(HERE / CAPSTONE, number)) == [], number

    def test_a_review_copied_from_any_colleague_with_another_variant_never_passes(work: Path) -> None:
        told = runpy.run_path(str(HERE / CAPSTONE / "reviews.py"))
        passed = {}
        for number in VARIANTS:
            others = [other for other in VARIANTS if other != number]
            made = [told["reviews_of"](told["SHIPPED"][number], told["SHIPPED"][other]) for other in others]
            copied = [one for reviews in made for one in reviews if one["name"].startswith("copied")]
            for other, found in zip(others, discrimination.scores(copied, number), strict=True):
                if found.total >= PASS:
                    passed[number, other] = found.total
        assert passed == {}


if TRUE:

    @pytest.mark.parametrize("number", TRUE)
    def test_good_reviews_pass_and_each_better_one_is_worth_ten_more(number: str, work: Path) -> None:
        assert discrimination.disorder(discrimination.scored(HERE / number)) == []

    @pytest.mark.parametrize("number", TRUE)
    def test_every_planted_fault_is_in_the_diff_and_all_its_evidence_reproduces(number: str, work: Path) -> None:
        pull, opened = load(number), sealed.opened(sealed.seal(HERE / number))
        assert unplaced(opened.truth, pull) == []
        evidence = Evidence(pull, opened.faults, course.COURSE / "data" / "kestrel.sqlite")
        asked = {fault.name: list(fault.evidence) for fault in opened.truth.fault}
        evidence.run_ahead(asked)
        silent = {
            name: [one for one in texts if one not in evidence.reproduced(texts, name)] for name, texts in asked.items()
        }
        assert silent == {name: [] for name in asked}
