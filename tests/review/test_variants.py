"""Each learner has a capstone of her own: as hard and as harmful as any other, and no neighbour's review fits it."""

from __future__ import annotations

import itertools
import runpy
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from firstquery.review import pulls, score, truth, variants
from firstquery.review.variants import Variant, arranged, number_for, numbered, source_of, truth_of, variant_of
from firstquery.sentence import Sentence
from tests.review.evaluate import outcomes
from tests.review.samples import diff_of, score_of
from tests.review.trees import DB, Trees, content

CAPSTONE = variants._folder()
ALL = variants.variants()
TRUTH = truth.load(CAPSTONE)
BY_NAME = {one.name: one for one in TRUTH.fault}
SAID = runpy.run_path(str(CAPSTONE / "reviews.py"))

pytestmark = pytest.mark.needs("git")


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> Trees:
    return Trees(tmp_path_factory.mktemp("variants"))


def test_there_are_sixteen_faults_of_all_twelve_families_and_more_than_forty_variants():
    assert len(TRUTH.fault) == 16
    assert len({one.family for one in TRUTH.fault}) == 12
    assert len({frozenset(one.faults) for one in ALL}) == len(ALL) >= 40
    assert [one.number for one in ALL] == [f"{201 + place:04d}" for place in range(len(ALL))]


def test_all_variants_do_the_same_harm_and_are_as_hard():
    assert {sum(BY_NAME[name].harm for name in one.faults) for one in ALL} == {19}
    assert {tuple(sorted(BY_NAME[name].difficulty for name in one.faults)) for one in ALL} == {(1, 2, 2, 3)}
    assert all(len({BY_NAME[name].family for name in one.faults}) == 4 for one in ALL)


def test_no_two_variants_share_more_than_two_faults_and_every_fault_is_in_several():
    assert max(len({*one.faults} & {*other.faults}) for one, other in itertools.combinations(ALL, 2)) <= 2
    often = Counter(name for one in ALL for name in one.faults)
    assert set(often) == set(BY_NAME)
    assert min(often.values()) >= len(ALL) / 8


def test_a_learner_has_the_same_variant_each_time_and_a_group_has_many():
    group = [f"learner-{number}" for number in range(30)]
    assert [variant_of(one) for one in group] == [variant_of(one) for one in group]
    assert len({variant_of(one).number for one in group}) >= 15
    assert [variant_of(seed) for seed in range(len(ALL))] == list(ALL)
    assert number_for("learner-1", ["0131", "0201", "0202"]) in ("0201", "0202")
    with pytest.raises(Sentence, match="has no capstone"):
        number_for("learner-1", ["0131"])


def test_a_number_that_does_not_exist_is_a_sentence():
    assert numbered("0201") == ALL[0]
    with pytest.raises(Sentence, match="0299"):
        numbered("0299")


def test_variants_can_be_made_of_any_faults_that_fall_into_classes():
    families = [*dict.fromkeys(one.family for one in TRUTH.fault)]
    made = [
        TRUTH.fault[0].model_copy(
            update={"name": f"f{place}", "family": families[place], "difficulty": 1 + place % 2, "harm": 3}
        )
        for place in range(10)
    ]
    found = arranged(made)
    assert len(found) >= 3
    assert {Counter(int(name[1:]) % 2 for name in one)[0] for one in found} == {2}
    with pytest.raises(Sentence, match="only 3"):
        arranged(made[:3])


def test_the_shown_text_has_the_variants_number_and_names_no_fault():
    shown = source_of(ALL[6]).shown
    assert f'number = "{ALL[6].number}"' in shown
    assert "0200" not in shown
    assert not [name for name in BY_NAME if name in shown]


def covering() -> list[Variant]:
    """Variants that have every fault between them."""
    chosen: list[Variant] = []
    left = set(BY_NAME)
    while left:
        chosen.append(max(ALL, key=lambda one: len(left & {*one.faults})))
        left -= {*chosen[-1].faults}
    return chosen


def quick(name: str) -> list[str]:
    """The evidence of a fault without what waits for a server that never answers: that is a matter of seconds."""
    found = [one for one in BY_NAME[name].evidence if "hang=True" not in one]
    assert found and len(BY_NAME[name].evidence) >= 2
    return found[:2]


def test_any_two_faults_can_be_planted_in_either_order_and_all_at_once(trees: Trees):
    source = source_of(ALL[0])
    everything = content(trees.head(source, source.faults))
    assert everything == content(trees.head(source, source.faults[::-1]))
    near = [
        (one, other)
        for one, other in itertools.combinations(TRUTH.fault, 2)
        if one.places[0].path == other.places[0].path
    ]
    for one, other in near:
        if one.family != other.family:
            names = [one.name, other.name]
            assert content(trees.head(source, names)) == content(trees.head(source, names[::-1]))


def test_every_fault_shows_in_its_evidence_within_a_variant(trees: Trees):
    asked: dict[str, tuple[Path, list[str]]] = {}
    for one in covering():
        source = source_of(one)
        everything = [each for name in one.faults for each in quick(name)]
        asked[one.number] = trees.head(source, one.faults), everything
        for name in one.faults:
            others = [each for each in one.faults if each != name]
            asked[f"{one.number} without {name}"] = trees.head(source, others), quick(name)
    found = outcomes(DB, asked)
    for one in covering():
        heads = found[one.number]
        for name in one.faults:
            without = found[f"{one.number} without {name}"]
            for expression, before, after in zip(quick(name), heads, without, strict=False):
                assert before != after, f"{name}: {expression} is {after} with and without it"
            heads = heads[len(without) :]


@cache
def pull_of(variant: Variant, trees: Trees) -> pulls.PullRequest:
    source = source_of(variant)
    patch = diff_of(trees.base, trees.head(source, variant.faults))
    return pulls.PullRequest(source.request, source.folder, patch, "")


def test_its_truth_fits_every_variant(trees: Trees):
    for one in covering():
        assert truth.unplaced(truth_of(one), pull_of(one, trees)) == []


def test_reviews_in_all_three_voices_pass_and_poor_ones_do_not(trees: Trees):
    for one in covering():
        other = next(each for each in ALL if not {*each.faults} & {*one.faults})
        for review in SAID["reviews_of"](one.faults, other.faults):
            total = score_of(pull_of(one, trees), truth_of(one), review).total
            low, high = {"good": (85, 100), "middling": (20, 69), "poor": (0, 50)}[review["kind"]]
            assert low <= total <= high, f"{one.number}, {review['name']}: {total}"


def test_a_review_copied_from_any_other_variant_does_not_pass(trees: Trees):
    totals = []
    for one in covering():
        for other in ALL:
            if other != one:
                copied = SAID["reviews_of"](other.faults)[0]
                shared = len({*one.faults} & {*other.faults})
                totals.append((score_of(pull_of(one, trees), truth_of(one), copied).total, shared))
    print(
        f"{len(totals)} copies: "
        + ", ".join(f"{shared} shared {max(t for t, s in totals if s == shared)} at most" for shared in (0, 1, 2))
    )
    assert len(totals) >= 200
    assert max(total for total, _ in totals) < score.PASS
    assert max(total for total, shared in totals if shared == 0) <= 40
