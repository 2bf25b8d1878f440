"""A pull request without a fault has none: it does what the base does, and its tests notice mistakes in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from firstquery.review import pulls
from firstquery.review.grounded import grounded
from tests.review import mutated
from tests.review.evaluate import outcomes
from tests.review.survivors import survivors
from tests.review.trees import DB, FREE, SOURCES, Trees, changed_tests

pytestmark = pytest.mark.needs("git")
RUN = 4  # mistakes of each pull request, spread over its lines; `python -m tests.review.mutated NNNN` runs all


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> Trees:
    return Trees(tmp_path_factory.mktemp("trees"))


def old_tests(number: str, trees: Trees) -> list[str]:
    """The tests of the base that the pull request changes."""
    return [f"tests({path!r})" for path in changed_tests(SOURCES[number]) if (trees.base / path).is_file()]


@pytest.fixture(scope="module")
def found(trees: Trees) -> dict[str, list[str]]:
    """What the base and each head give: all in one process, for importing what the service needs takes longest."""
    asked: dict[str, tuple[Path, list[str]]] = {}
    for number in FREE:
        same: list[str] = mutated.proof(number)["same"]
        head = trees.with_tests_of(trees.head(SOURCES[number], ()), trees.base)
        asked[f"{number} base"] = trees.base, same
        asked[f"{number} head"] = head, [*same, *old_tests(number, trees)]
    return outcomes(DB, asked)


@pytest.mark.parametrize("number", FREE)
def test_it_gives_what_the_base_gives_and_passes_the_tests_of_the_base(
    number: str, trees: Trees, found: dict[str, list[str]]
) -> None:
    passed = ["'passed'"] * len(old_tests(number, trees))
    assert found[f"{number} head"] == [*found[f"{number} base"], *passed]


@pytest.mark.parametrize("number", FREE)
def test_a_mistake_in_it_is_noticed(number: str, trees: Trees) -> None:
    head = trees.head(SOURCES[number], ())
    noticeable = [one for one in mutated.mutants_of(number, head) if not mutated.is_equivalent(number, head, one)]
    assert len(noticeable) >= RUN
    chosen = noticeable[:: len(noticeable) // RUN][:RUN]
    green = survivors(head, [(one.path, one.text, mutated.tests_for(number, head, one)) for one in chosen])
    assert [str(one) for one, survived in zip(chosen, green, strict=True) if survived] == []


@pytest.mark.parametrize("number", FREE)
def test_what_its_description_says_of_a_mistake_is_so(number: str, trees: Trees) -> None:
    """Without the mistake the tests of base and head are green; with it, as proof.toml says."""
    description = SOURCES[number].request.description
    told: list[dict[str, Any]] = mutated.proof(number)["told"]
    assert told and all(one["says"] in description for one in told)
    for name, tree in (("base", trees.base), ("head", trees.head(SOURCES[number], ()))):
        asked = []
        for one in told:
            text = (tree / one["path"]).read_text(encoding="utf-8")
            change = one["on_base"] if name == "base" and "on_base" in one else one["change"]
            assert text.count(change[0]) == 1
            asked += [(one["path"], words, one["tests"]) for words in (text, text.replace(*change))]
        green = survivors(tree, asked)
        assert green[::2] == [True] * len(told)
        assert {one["says"]: one[name] for one in told} == {
            one["says"]: "green" if survived else "red" for one, survived in zip(told, green[1::2], strict=True)
        }


@pytest.mark.parametrize("number", FREE)
def test_what_is_called_equivalent_is_a_mistake_that_is_made(number: str, trees: Trees) -> None:
    head: Path = trees.head(SOURCES[number], ())
    listed = mutated.proof(number)["equivalent"]
    found = [one for one in mutated.mutants_of(number, head) if mutated.is_equivalent(number, head, one)]
    assert len(found) == len(listed) and all(one["why"] for one in listed)


def test_an_approval_may_name_the_function_that_a_changed_line_is_in() -> None:
    pull = pulls.load("0141")
    assert grounded(pull, "I read _apply, _ask and precision_at from the first line to the last one.") == 1
    assert grounded(pull, "I read monthly_revenue, invoiced_in and tickets_of from the first line to the last.") < 0.5
