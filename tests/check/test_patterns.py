"""No text that fits into an exercise keeps the judge busy: it reads what a submission wrote, outside of the sandbox."""

from __future__ import annotations

import json
import random
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from firstquery import course
from firstquery.check.kinds import text

KEYS = {week.stem: json.loads(week.key.read_text(encoding="utf-8"))["exercises"] for week in course.weeks()}
TEXTS = {name: one for key in KEYS.values() for name, one in key.items() if one["kind"] == "text"}
SECONDS = 5  # for all patterns of an exercise on one text; on a quiet machine it is some hundredths


@contextmanager
def within(seconds: float) -> Iterator[None]:
    def late(*_: object) -> None:
        raise AssertionError(f"not within {seconds} seconds")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def hostile(spec: dict[str, Any]) -> Iterator[str]:
    """Texts of as many words as may be, made of the patterns' own words, and words as long as may be."""
    patterns = [
        one for part in ("mentions", "avoids", "begins") for each in spec.get(part) or [] for one in each["any"]
    ]
    words = sorted({word for pattern in patterns for word in re.findall(r"[a-z]{3,}", pattern)}) or ["word"]
    most, drawn = spec["most"], random.Random(1)
    for _ in range(6):
        yield " ".join(drawn.choice(words) for _ in range(most))
        yield " ".join(drawn.sample(words, min(4, len(words))) * (most // 4))
    longest = text.MOST_LETTERS * most
    for piece in ("tests", "a.", "tests,", "test-", "1", "test(of)", "no ", "tests, ", "\u00a0test"):
        yield (piece * longest)[:longest]
        # one that a pattern may begin with, before it
        yield ("The tests of the month, " + piece * longest)[:longest]


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_is_judged_in_seconds(name: str) -> None:
    spec = TEXTS[name]["spec"]
    for made in hostile(spec):
        with within(SECONDS):
            text._asks(made, spec)
            text._meant(made, spec)


@pytest.mark.parametrize("name", TEXTS)
def test_a_word_without_end_is_told_before_any_pattern_is_tried(name: str) -> None:
    spec = TEXTS[name]["spec"]
    least, most = spec.get("least") or 1, spec["most"]
    endless = " ".join(["It is so."] * (least // 3)) + " " + "tests," * (text.MOST_LETTERS * most // 6)
    with within(SECONDS):
        said = text.judge({"type": "text", "value": endless}, TEXTS[name]).message
    assert "far more letters than so many words have" in said
