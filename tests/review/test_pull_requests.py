"""The pull requests are what they claim: their faults do harm that their tests miss, and what ships is what is made."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from firstquery.review import make, pulls, repository, truth
from tests.conftest import ROOT
from tests.review.discrimination import unplaced
from tests.review.evaluate import outcomes
from tests.review.trees import DB, FAULTY, NUMBERS, SERVICE, SOURCES, Trees, changed_tests, content

pytestmark = pytest.mark.needs("git")


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> Trees:
    return Trees(tmp_path_factory.mktemp("trees"))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> make.Base:
    return make.build_base(SERVICE, tmp_path_factory.mktemp("base"))


@pytest.mark.parametrize("number", FAULTY)
def test_any_of_the_faults_can_be_planted_in_any_order(number: str, trees: Trees) -> None:
    source = SOURCES[number]
    for count in range(1, len(source.faults) + 1):
        for chosen in itertools.combinations(source.faults, count):
            first, last = (content(trees.head(source, order)) for order in (chosen, chosen[::-1]))
            assert first == last, f"{number}: {chosen} in another order is another head"


@pytest.fixture(scope="module")
def tried(trees: Trees) -> dict[str, dict[str, list[str]]]:
    """Of each pull request, what its tests said to the right change and to every fault of its code.

    All in one process: what the service imports takes longer than these tests.
    """
    asked: dict[tuple[str, str], tuple[Path, list[str]]] = {}
    for number in FAULTY:
        source = SOURCES[number]
        right = trees.head(source, ())
        tests = [f"tests({path!r})" for path in (*changed_tests(source), *trees.add_proof(source, right))]
        asked[number, "right"] = right, tests
        # A fault that is a test alone does nothing to the code: its evidence says what it lets through.
        for name in [one for one in source.faults if "+++ b/desk/" in source.patch_of(one).read_text(encoding="utf-8")]:
            asked[number, name] = trees.with_tests_of(trees.head(source, [name]), right), tests
    found = outcomes(DB, {" ".join(key): one for key, one in asked.items()})
    return {n: {name: found[f"{n} {name}"] for number, name in asked if number == n} for n in FAULTY}


@pytest.mark.parametrize("number", FAULTY)
def test_each_fault_fails_a_test_that_the_right_change_passes(
    number: str, tried: dict[str, dict[str, list[str]]]
) -> None:
    found = dict(tried[number])
    assert set(found.pop("right")) == {"'passed'"}
    assert [name for name, said in found.items() if "'failed'" not in said] == []


@pytest.mark.parametrize("number", NUMBERS)
def test_what_ships_is_what_is_made(number: str, base: make.Base, tmp_path: Path) -> None:
    source, place = SOURCES[number], SERVICE / "pulls" / number
    assert (place / "request.toml").read_text(encoding="utf-8") == source.shown
    assert (place / "head.patch").read_text(encoding="utf-8") == make.build_head(
        base, source, source.faults, tmp_path / "desk"
    )
    if number == NUMBERS[0]:
        assert (place / "ci.log").read_text(encoding="utf-8") == make.ci_log(tmp_path / "desk")


def test_the_commit_that_a_pull_request_names_is_the_one_in_the_learners_repository(tmp_path: Path) -> None:
    heads = repository.refs(repository.build(tmp_path / "desk.git", service=SERVICE))
    named = {f"refs/heads/pull/{number}": pulls.load(number, SERVICE / "pulls").head_commit for number in NUMBERS}
    assert named.items() <= heads.items()


@pytest.mark.parametrize("number", NUMBERS)
def test_it_is_of_a_size_to_be_read_green_and_its_truth_fits(number: str) -> None:
    pull, held = pulls.load(number, SERVICE / "pulls"), truth.load(SOURCES[number].folder)
    assert 30 <= sum(one.added + one.removed for one in pull.files) <= 250
    assert pull.is_green and "failed" not in pull.log and str(ROOT) not in pull.log
    assert unplaced(held, pull) == []
    assert sorted(one.name for one in held.fault) == sorted(SOURCES[number].faults)
