"""What the judge takes from a kernel: one payload, of the right form, for that very exercise, and nothing else."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_output

from firstquery.checks.judging import MIME_TYPE, envelope
from firstquery.checks.payload import payload
from firstquery.checks.verdict import Verdict
from firstquery.checks.words import wording
from firstquery.grading.judge import Judge
from firstquery.grading.judgement import NoVerdict, judge_answer
from tests.checks.judged import entry

ENTRY = entry("value", payload(1800), points=2)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def verdict_on(state: str, content: Any, one: dict[str, Any] = ENTRY) -> Verdict:
    return judge_answer(one, {"state": state, "payload": content})


def shown(content: Any, kind: str = "display_data") -> Any:
    return new_output(kind, data={MIME_TYPE: content})


def test_one_payload_for_the_exercise_is_taken() -> None:
    outputs = [new_output("stream", name="stderr", text="old\n"), shown(envelope("w01-q4", payload(1800)))]
    said = Judge().payload("w01-q4", outputs)
    assert judge_answer(ENTRY, said.model_dump()).points == 2


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
    with pytest.raises(NoVerdict, match=reason):
        Judge().payload("w01-q4", outputs)


@settings(max_examples=60)
@given(JSON)
def test_no_json_from_a_kernel_earns_a_mark_or_breaks_the_judge(content: Any) -> None:
    try:
        said = Judge().payload("w01-q4", [shown(content)])
        verdict = judge_answer(ENTRY, said.model_dump())
    except NoVerdict:
        return
    assert verdict.points == 0


MARKS = "\u0301" * 30_000 + "\u0323" * 30_000  # to be sorted by whoever normalises them


@pytest.mark.parametrize("kind", ["value", "table", "text"])
@pytest.mark.parametrize(
    "content",
    [
        {"type": "text", "value": MARKS},
        {"type": "scalar", "value": MARKS},
        {"type": "table", "columns": ["a"], "rows": [[MARKS]]},
        {"type": "table", "columns": [MARKS], "rows": [[1]]},
        {"type": "text", "value": "w " * 10_001},
    ],
)
def test_what_is_made_to_be_looked_at_for_ever_is_not_looked_at(kind: str, content: dict[str, Any]) -> None:
    begun = time.process_time()
    with pytest.raises(NoVerdict):
        verdict_on("answered", content, {**ENTRY, "kind": kind})
    assert time.process_time() - begun < 1


ROWS = [[name, number] for number, name in enumerate(("Oak", "Thorn", "Sorb"), 1)]
ANSWER: dict[str, Any] = {"type": "table", "columns": ["customer", "total"], "rows": ROWS}
TABLE = entry("table", ANSWER, points=3)


@pytest.mark.parametrize("count", [21, 955, 10_955, 19_000])
def test_no_verdict_counts_what_a_payload_can_be_made_to_have(count: int) -> None:
    """The number of its rows, columns or words would bring a number of the held-out data out."""
    more = {**ANSWER, "rows": [*ROWS, *[["x", n] for n in range(count)]]}
    other = {**ANSWER, "rows": [["x", n] for n in range(count)]}
    wide = {**ANSWER, "columns": [f"c{n}" for n in range(min(count, 400))], "rows": []}
    text = entry("text", least=5, most=15)
    for one, content in (
        (TABLE, more),
        (TABLE, other),
        (TABLE, wide),
        (text, {"type": "text", "value": "w " * min(count, 9_999)}),
        (text, {"type": "table", "columns": ["a"], "rows": [["w "]] * count}),
        (ENTRY, other),
    ):
        said = " ".join(wording(verdict_on("answered", content, one), one["kind"], grader=True).lines())
        assert f"{count:,}" not in said and str(count) not in said and f"{min(count, 400)} col" not in said, said


def test_no_verdict_repeats_a_text_of_the_submission() -> None:
    """A name or a value that a submission has read in the held-out data does not come out in what is said of it."""
    secret = "Thorn & Daughters"
    named = {**ANSWER, "columns": ["customer", secret], "rows": [[name, 0] for name, _ in ROWS]}
    one_row = {**ANSWER, "rows": [*ROWS[:2], [secret, 3]]}
    beside = {**ANSWER, "columns": ["customer", "total", secret], "rows": [[*row, 0] for row in ROWS]}
    for one, content in (
        *((TABLE, content) for content in (named, one_row, beside)),
        (ENTRY, {"type": "unknown", "what": secret}),
        (TABLE, {"type": "too-large", "what": secret}),
        (entry("text", least=5), {"type": "text", "value": secret}),
        (entry("choice", "B"), {"type": "text", "value": secret}),
    ):
        words = wording(verdict_on("answered", content, one), one["kind"], grader=True)
        assert secret not in " ".join(words.lines()), words
        assert words.message
    for made in ({"sentence": secret}, {"sentence": secret, "renamed": True, "name": secret}):
        failed = verdict_on("failed", made)
        assert secret not in " ".join(wording(failed, "value", grader=True).lines())
    limit = {"column": "total", "over": 5, "message": "{number} of them are gone."}
    one_row = {**ANSWER, "rows": [["Oak", 70955]]}
    over = verdict_on("answered", one_row, entry("table", {**ANSWER, "rows": [["Oak", 3]]}, tells=[limit]))
    assert wording(over, "table").message == "70955 of them are gone."
    assert wording(over, "table", grader=True).message == "Several of them are gone."


def test_what_is_asked_for_is_said_in_the_keys_own_words() -> None:
    short = verdict_on("answered", {"type": "text", "value": "word " * 35}, entry("text", least=40))
    assert wording(short, "text", grader=True).message == "Your text is too short: at least 40 words are asked for."
    other = verdict_on("answered", {**ANSWER, "rows": [[name, 0] for name, _ in ROWS]}, TABLE)
    assert wording(other, "table", grader=True).message == "Column `total` differs; the other column is right."
