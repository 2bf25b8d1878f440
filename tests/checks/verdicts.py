"""A verdict of a kind in one call: the key built from a reference and mistakes, the payload sent through JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from firstquery.checks.kind import Kind, Material, Mistake
from firstquery.checks.verdict import Verdict

SHARED = ("mistake", "blank", "failed", "missing", "too_large")


def verdict(
    kind: Kind[Any],
    answer: Any,
    reference: Any,
    mistakes: Mapping[str, Any] | None = None,
    values: Mapping[str, Any] | None = None,
    **options: Any,
) -> Verdict:
    """The verdict on ``answer``, as a learner's machine comes to it."""
    chosen, material = kind.Options(**options), Material(values=values or {})
    questions = json.loads(json.dumps(kind.questions(chosen, material), allow_nan=False))
    listed = [Mistake(name, f"Is it {name}?", sent(kind, one, questions)) for name, one in (mistakes or {}).items()]
    key = kind.build_key(chosen, sent(kind, reference, questions), listed, material)
    made = kind.judge(sent(kind, answer, questions), json.loads(json.dumps(key, allow_nan=False)))
    for found in made.findings:
        assert_it_can_be_said(kind, found.code, found.data)
    return made


def sent(kind: Kind[Any], answer: Any, questions: Any) -> dict[str, Any]:
    """The payload as it arrives where it is judged."""
    payload: dict[str, Any] = json.loads(json.dumps(kind.payload(answer, questions), allow_nan=False))
    assert payload["type"] in ("blank", "failed", "missing") or kind.sound(payload), payload
    return payload


def code(made: Verdict) -> str:
    """The outcome where it is right, the recognised mistake, or the first finding's code."""
    if made.right:
        return "right"
    return f"mistake: {made.mistake}" if made.mistake else made.findings[0].code


def assert_it_can_be_said(kind: Kind[Any], name: str, data: Mapping[str, Any]) -> None:
    if name in SHARED:
        return
    phrase = kind.phrases[name]
    for text in (phrase.text, phrase.grader or ""):
        fields = set(re.findall(r"\{(\w+)", text))
        assert fields <= data.keys(), (name, fields - data.keys())
