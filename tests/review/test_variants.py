"""Each learner has a capstone of her own: as hard and as harmful as any other, and no neighbour's review fits it."""

from __future__ import annotations

import itertools
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from firstquery.cli.main import app
from firstquery.core.errors import UserError
from firstquery.review import expression, make, pulls, truth, variants
from firstquery.review.evidence import is_search
from firstquery.review.variants import arrange, find_variant, number_for, source_of, variant_of
from tests.review.discrimination import unplaced
from tests.review.evaluate import outcomes
from tests.review.trees import DB, SERVICE, Trees, content

ALL = variants.variants()
TRUTH = truth.load(variants._folder())
BY_NAME = {one.name: one for one in TRUTH.fault}
SHIPPED = [one for one in pulls.numbers(SERVICE / "pulls") if variants.is_variant(one)]

pytestmark = pytest.mark.needs("git")


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> Trees:
    return Trees(tmp_path_factory.mktemp("variants"))


def test_there_are_sixteen_faults_of_all_twelve_kinds_and_more_than_forty_variants() -> None:
    assert len(TRUTH.fault) == 16
    assert len({one.kind for one in TRUTH.fault}) == 12
    assert len({frozenset(one.faults) for one in ALL}) == len(ALL) >= 40
    assert [one.number for one in ALL] == [f"{201 + place:04d}" for place in range(len(ALL))]


def test_all_variants_do_the_same_harm_and_are_as_hard() -> None:
    assert {sum(BY_NAME[name].harm for name in one.faults) for one in ALL} == {18}
    assert {tuple(sorted(BY_NAME[name].difficulty for name in one.faults)) for one in ALL} == {(1, 2, 2, 3)}
    assert all(len({BY_NAME[name].kind for name in one.faults}) == 4 for one in ALL)


def test_no_two_variants_share_more_than_two_faults_and_every_fault_is_in_several() -> None:
    assert max(len({*one.faults} & {*other.faults}) for one, other in itertools.combinations(ALL, 2)) <= 2
    often = Counter(name for one in ALL for name in one.faults)
    assert set(often) == set(BY_NAME)
    assert min(often.values()) >= len(ALL) / 8


def test_a_learner_has_the_same_variant_each_time_and_a_group_has_many() -> None:
    group = [f"learner-{number}" for number in range(30)]
    assert [variant_of(one) for one in group] == [variant_of(one) for one in group]
    assert len({variant_of(one).number for one in group}) >= 15
    assert [variant_of(seed) for seed in range(len(ALL))] == list(ALL)
    assert number_for("learner-1", ["0131", "0201", "0202"]) in ("0201", "0202")
    with pytest.raises(UserError, match="has no capstone"):
        number_for("learner-1", ["0131"])


def test_a_number_that_does_not_exist_is_a_sentence() -> None:
    assert find_variant("0201") == ALL[0]
    with pytest.raises(UserError, match="0299"):
        find_variant("0299")


def test_variants_can_be_made_of_any_faults_that_fall_into_classes() -> None:
    kinds = [*dict.fromkeys(one.kind for one in TRUTH.fault)]
    made = [
        TRUTH.fault[0].model_copy(
            update={"name": f"f{place}", "kind": kinds[place], "difficulty": 1 + place % 2, "harm": 3}
        )
        for place in range(10)
    ]
    found = arrange(made)
    assert len(found) >= 3
    assert {Counter(int(name[1:]) % 2 for name in one)[0] for one in found} == {2}
    with pytest.raises(UserError, match="only 3"):
        arrange(made[:3])


def test_every_fault_says_whom_it_harms_in_each_variant_and_in_its_key() -> None:
    assert all(one.harms for one in TRUTH.fault)
    for variant in ALL[:: len(ALL) // 4]:
        for reasons in (True, False):
            held = truth.unseal(variants.seal_of(variants._folder().parent, variant.number, reasons=reasons)).truth
            assert {one.name: one.harms for one in held.fault} == {name: BY_NAME[name].harms for name in variant.faults}


def test_the_shown_text_has_the_variants_number_and_names_no_fault() -> None:
    shown = source_of(ALL[6]).shown
    assert f'number = "{ALL[6].number}"' in shown
    assert "0200" not in shown
    assert not [name for name in BY_NAME if name in shown]


def test_any_two_faults_can_be_planted_in_either_order_and_all_at_once(trees: Trees) -> None:
    source = source_of(ALL[0])
    everything = content(trees.head(source, source.faults))
    assert everything == content(trees.head(source, source.faults[::-1]))
    for one, other in itertools.combinations(TRUTH.fault, 2):
        if one.places[0].path == other.places[0].path and one.kind != other.kind:
            names = [one.name, other.name]
            assert content(trees.head(source, names)) == content(trees.head(source, names[::-1]))


def test_every_fault_shows_in_its_evidence(trees: Trees) -> None:
    """What waits for a server that never answers is left out: that is a matter of seconds."""
    source = source_of(ALL[0])
    quick = {one.name: [text for text in one.evidence if "hang=True" not in text] for one in TRUTH.fault}
    asked = {name: (trees.head(source, [name]), texts) for name, texts in quick.items()}
    asked["right"] = trees.head(source, ()), [text for texts in quick.values() for text in texts]
    found = outcomes(DB, asked)
    right = dict(zip(asked["right"][1], found["right"], strict=True))
    for name, texts in quick.items():
        assert BY_NAME[name].evidence and not [text for text in BY_NAME[name].evidence if is_search(text)]
        assert [expression.refusal(text) for text in BY_NAME[name].evidence] == [None] * len(BY_NAME[name].evidence)
        assert [text for text, given in zip(texts, found[name], strict=True) if given == right[text]] == [], name


def test_a_fresh_capstone_is_whole_green_and_told_to_the_facilitator_alone(tmp_path: Path) -> None:
    ran = CliRunner().invoke(app, ["pulls", "fresh", "--seed", "11", "--to", str(tmp_path)])
    assert ran.exit_code == 0, ran.output
    one = variants.variant_of(11)
    made = pulls.load(one.number, tmp_path)
    assert made.is_green
    assert unplaced(variants.truth_of(one), made) == []
    assert all(f"\n{name}: " in ran.output and f"to {BY_NAME[name].harms_text}\n" in ran.output for name in one.faults)
    assert not [name for name in one.faults if name in made.patch]


def test_a_capstone_that_ships_is_the_one_that_is_made(tmp_path: Path) -> None:
    one = variants.find_variant(SHIPPED[-1])
    (tmp_path / "base").mkdir()
    start = make.build_base(SERVICE, tmp_path / "base")
    held = pulls.load(one.number, SERVICE / "pulls")
    assert held.patch == make.build_head(start, variants.source_of(one), one.faults, tmp_path / "desk")
    assert held.is_green
