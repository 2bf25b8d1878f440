"""What a check offers below a "not yet": the hint that fits the mistake, and from the third one on a first step.

Which hint fits, data say, and nothing guesses what English means: answers.py may name it for a mistake; a finding's
code may say which words of code are missing; a hint all of whose code stands in the answer is passed over, and one of
whose code a single word is missing speaks of that.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from firstquery.checks.keys import Exercise
from firstquery.checks.verdict import Verdict
from firstquery.core import course, records
from firstquery.learner.exercises import list_shown_hints, record_shown
from firstquery.learner.hints import as_plain_text, count_failed, hints_of
from firstquery.learner.report import answer_cell
from firstquery.learner.session import shell
from firstquery.learner.solutions import access

STUCK = 3  # failed attempts in a row
LAST_STEP = 5  # failed attempts up to which the first step is offered; then the whole solution
LEAST_WORDS = 4  # of code in a hint, so that all but one of them say something
_SPAN = re.compile(r"`([^`]+)`")
_WORD = re.compile(r":?[^\W\d]\w*")
_ORDER = frozenset({"order", "sort_values", "sort_index", "sorted", "sort", "desc", "ascending"})
_COLUMNS = frozenset({"select"})
_RETURN = frozenset({"return"})
_LABEL = frozenset({"set_xlabel", "set_ylabel", "xlabel", "ylabel"})
_TITLE = frozenset({"set_title", "title"})
#: The words of code that belong to what a finding says: a hint that has none of them in its code is about other things.
WORDS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("order", "order_by_chance", "order_by_missing", "other_order", "unsorted_categories"), _ORDER),
    **dict.fromkeys(("returns_nothing", "returns_nothing_prints"), _RETURN),
    **dict.fromkeys(("missing_unit", "missing_axis_label", "unit_elsewhere"), _LABEL),
    **dict.fromkeys(("columns_missing", "columns_extra", "columns_beside", "column_twice"), _COLUMNS),
    "missing_title": _TITLE,
}


def suggestion(exercise: Exercise, verdict: Verdict) -> list[str]:
    """Return the lines to show below a "not yet". Call it after the attempt was kept.

    From the third failed attempt since the last right one it is a hint, and the first step of a worked solution; from
    the sixth on the whole solution, where it may be seen. What could not run is no attempt, and the same answer checked
    again is none either: what was offered below it stays there.
    """
    failed, again = count_failed(exercise.id)
    if failed < STUCK or records.at_the_grader():
        return []
    week = next((one for one in course.weeks() if one.number == exercise.week), None)
    if week is None:  # the practice that asks what she knows is no week
        return []
    is_open = access(week).is_open
    if failed > LAST_STEP:
        return [f'A worked solution with its reasoning: solution("{exercise.id}")'] if is_open else []
    step = [f'The first step of a worked solution: solution("{exercise.id}", step=1)'] if is_open else []
    return [*_hint_lines(exercise, verdict, hints_of(week, exercise.id), again), *step]


def _hint_lines(exercise: Exercise, verdict: Verdict, hints: Sequence[str], again: bool) -> list[str]:
    shown = list_shown_hints(exercise.id)
    read = set(shown[:-1] if again else shown)
    number = fitting_hint(hints, read, verdict, exercise.entry, answer_cell(shell(), exercise))
    if number is not None:
        if number not in shown:
            record_shown(exercise.id, number)
        text = as_plain_text(hints[number - 1])
        between = "\n" if text.startswith(" ") else " "  # one that begins with code
        return [f"Hint {number}:{between}{text}"]
    if not _further(hints, read):
        return []
    return [f'The next hint: hint("{exercise.id}")']


def fitting_hint(
    hints: Sequence[str], read: Collection[int], verdict: Verdict, entry: Mapping[str, Any], answer: str
) -> int | None:
    """Return the number of the hint to offer, and none that was ``read``; None where it is known that none fits.

    ``entry`` is the exercise's in its key, ``answer`` the cell that made the answer, as it was written.
    """
    named = _hint_of_mistake(verdict.mistake, entry)
    if named is not None and named <= len(hints) and named not in read:
        return named
    left = [number for number in _further(hints, read) if not is_followed(hints[number - 1], answer)]
    code = verdict.findings[0].code if verdict.findings else ""
    if words := WORDS.get(code):
        left = [number for number in left if words & words_of_code(hints[number - 1])]
    nearest = next((number for number in left if is_followed_but_for_one(hints[number - 1], answer)), None)
    if nearest == len(hints) > 2 and nearest - 1 in left:
        nearest -= 1  # the last of three gives the line: the way comes first
    return nearest or (left[0] if left else None)


def _further(hints: Sequence[str], read: Collection[int]) -> list[int]:
    """Return the hints beyond those that were read: whoever has read the way is not asked the question before it."""
    return list(range(max(read, default=0) + 1, len(hints) + 1))


def _hint_of_mistake(name: str | None, entry: Mapping[str, Any]) -> int | None:
    mistakes = (entry.get("expected") or {}).get("mistakes") or []
    found = next((one for one in mistakes if isinstance(one, dict) and name and one.get("name") == name), {})
    number = found.get("hint")
    return number if type(number) is int else None


def is_followed(hint: str, answer: str) -> bool:
    """Return whether each word of the code in a hint stands in the answer already; a hint without code is not."""
    words = words_of_code(hint)
    return bool(words) and words <= _words_in(answer)


def is_followed_but_for_one(hint: str, answer: str) -> bool:
    """Return whether one word alone of the code in a hint is not in the answer: that word is what it lacks."""
    words = words_of_code(hint)
    return len(words) >= LEAST_WORDS and len(words - _words_in(answer)) == 1


def _words_in(answer: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(answer)}


def words_of_code(hint: str) -> set[str]:
    """Return the words between a hint's backticks, in small letters."""
    return {word.casefold() for span in _SPAN.findall(hint) for word in _WORD.findall(span)}
