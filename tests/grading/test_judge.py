"""What the judge takes from a kernel: one payload, of the right form, for that very exercise, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_output

from firstquery.check.judging import MIME_TYPE, envelope
from firstquery.check.payload import payload
from firstquery.grade import verdicts
from firstquery.grade.judge import Judge
from firstquery.grade.verdicts import Unjudged

ENTRY = {"kind": "value", "name": "paying", "points": 2, "spec": {}, "expected": payload(1800), "mistakes": []}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
STATES = st.sampled_from(["answered", "blank", "failed", "missing"])


def shown(content: Any, kind: str = "display_data") -> Any:
    return new_output(kind, data={MIME_TYPE: content})


def test_one_payload_for_the_exercise_is_taken() -> None:
    outputs = [new_output("stream", name="stderr", text="old\n"), shown(envelope("w01-q4", payload(1800)))]
    said = Judge().payload("w01-q4", outputs)
    assert verdicts.judge(said.state, said.payload, ENTRY).points == 2


@pytest.mark.parametrize(
    ("outputs", "reason"),
    [
        ([], "no answer"),
        ([shown(envelope("w01-q4", payload(1))), shown(envelope("w01-q4", payload(1)))], "more than one"),
        ([shown(envelope("w01-q5", payload(1)))], "another exercise"),
        ([shown({**envelope("w01-q4", payload(1)), "score": 2})], "not in the form"),
        ([shown({**envelope("w01-q4", payload(1)), "version": "1"})], "not in the form"),
        ([shown("no JSON")], "not in the form"),
        ([shown(envelope("w01-q4", {"type": "text", "value": "x" * 6_000_001}))], "too large"),
    ],
)
def test_anything_else_is_ungraded_with_a_reason(outputs: list[Any], reason: str) -> None:
    with pytest.raises(Unjudged, match=reason):
        Judge().payload("w01-q4", outputs)


@settings(max_examples=60)
@given(JSON)
def test_no_json_from_a_kernel_earns_a_mark_or_breaks_the_judge(content: Any) -> None:
    try:
        said = Judge().payload("w01-q4", [shown(content)])
        verdict = verdicts.judge(said.state, said.payload, ENTRY)
    except Unjudged:
        return
    assert verdict.points == 0


@settings(max_examples=60)
@given(
    st.sampled_from(["answered", "blank", "failed", "missing"]),
    st.none() | st.dictionaries(st.text(max_size=5), JSON, max_size=3),
)
def test_no_payload_breaks_the_judge(state: str, content: dict[str, Any] | None) -> None:
    try:
        verdict = verdicts.judge(state, content, ENTRY)
    except Unjudged:
        return
    assert verdict.points == 0
