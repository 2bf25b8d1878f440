"""A pull request without a fault has none: it does what the base does, and its tests see the mistakes that it names."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.review.evaluate import outcomes
from tests.review.trees import DB, FREE, SOURCES, Trees, changed_tests

pytestmark = pytest.mark.needs("git")


def proof(number: str) -> dict[str, Any]:
    """proof.toml of a pull request without a fault."""
    return tomllib.loads((SOURCES[number].folder / "proof.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> Trees:
    return Trees(tmp_path_factory.mktemp("trees"))


def old_tests(number: str, trees: Trees) -> list[str]:
    """The tests of the base that the pull request changes."""
    return [f"tests({path!r})" for path in changed_tests(SOURCES[number]) if (trees.base / path).is_file()]


@pytest.fixture(scope="module")
def found(trees: Trees, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What the base and each head give: all in one process, for importing what the service needs takes longest."""
    asked: dict[str, tuple[Path, list[str]]] = {}
    place = tmp_path_factory.mktemp("mistakes")
    for number in FREE:
        same: list[str] = proof(number)["same"]
        head = trees.head(SOURCES[number], ())
        asked[f"{number} base"] = trees.base, same
        both = trees.with_tests_of(head, trees.base)
        asked[f"{number} head"] = both, [*same, *old_tests(number, trees)]
        for row, one in enumerate(proof(number)["told"]):
            for name, tree in (("base", trees.base), ("head", head)):
                tests = [f"tests({path!r})" for path in one["tests"]]
                asked[f"{number} {row} {name} right"] = tree, tests
                asked[f"{number} {row} {name} wrong"] = (
                    mistaken(tree, place / f"{number}-{row}-{name}", one, name),
                    tests,
                )
    return outcomes(DB, asked)


def mistaken(tree: Path, target: Path, one: dict[str, Any], name: str) -> Path:
    """A copy of ``tree`` with one mistake in it."""
    shutil.copytree(tree, target)
    file = target / one["path"]
    text = file.read_text(encoding="utf-8")
    old, new = one["on_base"] if name == "base" and "on_base" in one else one["change"]
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    return target


@pytest.mark.parametrize("number", FREE)
def test_it_gives_what_the_base_gives_and_passes_the_tests_of_the_base(
    number: str, trees: Trees, found: dict[str, list[str]]
) -> None:
    passed = ["'passed'"] * len(old_tests(number, trees))
    assert found[f"{number} head"] == [*found[f"{number} base"], *passed]


@pytest.mark.parametrize("number", FREE)
def test_what_its_description_says_of_a_mistake_is_so(number: str, found: dict[str, list[str]]) -> None:
    """Without the mistake the tests of base and head are green; with it, as proof.toml says."""
    told = proof(number)["told"]
    assert told and all(one["says"] in SOURCES[number].request.description for one in told)
    for row, one in enumerate(told):
        for name in ("base", "head"):
            assert set(found[f"{number} {row} {name} right"]) == {"'passed'"}
            colour = "green" if set(found[f"{number} {row} {name} wrong"]) == {"'passed'"} else "red"
            assert colour == one[name], one["says"]
