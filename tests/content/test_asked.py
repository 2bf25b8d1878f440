"""The questions that lessons ask: where the right option stands gives nothing away."""

from __future__ import annotations

import itertools
from collections import Counter

from firstquery.authoring.lint.unit import LESSON, unit_of
from firstquery.core import course, questions


def test_no_letter_is_right_more_often_than_not() -> None:
    """A learner who always takes the same letter is right in six of ten at most; of 70 coins that is one draw in 20."""
    letters: Counter[str] = Counter()
    for week in course.weeks():
        cells = unit_of(week).page(LESSON).cells
        for text, cell in itertools.pairwise(cells):
            if name := questions.asked_in(cell.source):
                found = questions.read(name, text.source)
                letters.update(letter for letter, answer in found.answers.items() if answer.is_right)
    assert letters.total() > 60
    assert max(letters.values()) <= 0.6 * letters.total(), letters
