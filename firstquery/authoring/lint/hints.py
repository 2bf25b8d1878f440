"""Hints: as many as the house gives, the first a question, and readable where a check shows them as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firstquery.authoring.lint.unit import PRACTICE, Remark, Unit, exercises_in
from firstquery.core.course import Week
from firstquery.learner.hints import as_plain_text, hints_of
from firstquery.learner.text import count

_HINT = re.compile(r"<details>\s*<summary>Hint (\d)</summary>\s*\S.*?</details>", re.DOTALL)


def check_hints(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark for each exercise whose hints are not as many, or not numbered, or do not begin by asking."""
    page, many = unit.page(PRACTICE), unit.style.hints
    if not many:
        return
    for cells in exercises_in(page):
        text = "\n".join(cell.source for cell in cells if cell.type == "markdown")
        there = list(_HINT.finditer(text))
        numbers = [hint.group(1) for hint in there]
        if numbers != [str(number) for number in range(1, many + 1)]:
            listed = ", ".join(numbers) or "none"
            yield page.remark(cells[0], f"Its hints are {listed}: number {many} from 1, each in <details>.")
        elif "?" not in there[0].group():
            yield page.remark(cells[0], "The first hint asks no question. Ask what a reader should look at.")


def check_released_hints(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark for each hint of the release that a learner would not read as it is meant."""
    page, many = unit.page(PRACTICE), unit.style.hints
    for exercise in (cell.graded["grade_id"] for cell in page.cells if cell.is_check):
        listed = hints_of(week, exercise)
        if len(set(listed)) != len(listed):
            yield page.remark(exercise, "Two hints to it say the same. The next one shows more than the one before.")
        if many and len(listed) != many:
            there = count(len(listed), "hint")
            yield page.remark(exercise, f"The release has {there}. Run: firstquery release {week.number}")
        for number, hint in enumerate(listed, 1):
            plain = as_plain_text(hint)
            if number == 1 and "<" in hint.replace("<>", "").replace("`<", "") and "`" not in hint:
                yield page.remark(exercise, "A tag stands in its first hint. Write it in Markdown.")
            if "\n" in plain or "**" in plain or "](" in plain:
                yield page.remark(exercise, f"Hint {number} shows marks of Markdown below a check: “{plain[:60]}…”.")
