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


def test_what_the_leaking_feature_of_0143_seems_to_gain_is_as_its_reason_says(trees: Trees):
    """On 1 September 2025: 25 of 241 unpaid invoices, and four leavers in fifty calls in place of two."""
    source = SOURCES["0143"]
    rows = "examples(db, [date(2025, 9, 1)])"
    hits = f'float(precision_at(train(db, date(2025, 9, 1)), {rows}[NUMBERS + WORDS], {rows}["cancelled"], 50) * 50)'
    unpaid = 'float(features(db, date(2025, 9, 1))["unpaid_invoices"].sum())'
    others = [one for one in source.faults if one != "open-today"]
    asked = {name: (trees.head(source, some), [unpaid, hits]) for name, some in (("with", source.faults), ("", others))}
    found = {name: [float(one) for one in said] for name, said in outcomes(DB, asked).items()}
    assert found == {"with": [25, 4], "": [241, 2]}
    reason = next(one.why for one in truth.load(source.folder).fault if one.name == "open-today")
    assert "241 invoices were unpaid; the feature counts 25" in reason
    assert "four in the first fifty calls in place of two" in reason
