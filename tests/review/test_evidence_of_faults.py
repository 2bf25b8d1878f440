"""Every piece of evidence that a truth names comes out otherwise on the head than on the head without that fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from firstquery.review import expression, sources, truth
from tests.review.evaluate import outcomes
from tests.review.trees import DB, FAULTY, SOURCES, Trees

pytestmark = pytest.mark.needs("git")


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> Trees:
    return Trees(tmp_path_factory.mktemp("trees"))


def quick(fault: truth.Fault) -> list[str]:
    """Its evidence without what waits for a server that never answers: that is a matter of seconds."""
    return [one for one in fault.evidence if "hang=True" not in one]


def test_evidence_shows_each_fault(trees: Trees):
    asked: dict[str, tuple[Path, list[str]]] = {}
    for number in FAULTY:
        source, held = SOURCES[number], truth.load(SOURCES[number].folder)
        asked[number] = trees.head(source, source.faults), [text for fault in held.fault for text in quick(fault)]
        for fault in held.fault:
            others = [one for one in source.faults if one != fault.name]
            asked[f"{number} without {fault.name}"] = trees.head(source, others), quick(fault)
    found = outcomes(DB, asked)
    for number in FAULTY:
        heads = dict(zip(asked[number][1], found[number], strict=True))
        for fault in truth.load(SOURCES[number].folder).fault:
            for text, without in zip(quick(fault), found[f"{number} without {fault.name}"], strict=True):
                assert heads[text] != without, f"{number}, {fault.name}: {text} is {without} with and without it"
                assert not without.startswith(("NameError", "SyntaxError")), f"{number}: {text}: {without}"


@pytest.mark.parametrize("number", [*FAULTY, "capstone"])
def test_evidence_is_written_in_its_language_and_there_are_two_pieces_at_least(number: str):
    for fault in truth.load(sources.folder_of_sources() / number).fault:
        assert len(fault.evidence) >= 2, fault.name
        assert [expression.refusal(text) for text in fault.evidence] == [None] * len(fault.evidence)
