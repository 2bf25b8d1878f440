"""The questions of a lesson in the learner's folder: without their answers, which `find` has, and what she answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from firstquery.core import course, records
from firstquery.core.errors import UserError, quote_value
from firstquery.core.questions import Question, asked_in, places, read, split

MOST_TRIES = 50  # of one question; a cell run in a loop must not fill the disk


def find(name: str) -> Question:
    """Return the question of the course that is called ``name``. Raises `UserError` where there is none."""
    text = name.strip().lower()
    if not course.QUESTION.fullmatch(text):
        such = course.example("r1")
        raise UserError(f"{quote_value(name)} names no question. After %%ask stands a name such as {such}, as it came.")
    week = next((one for one in course.weeks() if one.number == int(text[1:3])), None)
    cells = [{"cell_type": one.kind, "source": one.source} for one in (course.cells_in(week.lesson) if week else [])]
    for at in places(cells):
        if asked_in(cells[at + 1]["source"]) == text:
            return read(text, cells[at]["source"])
    raise UserError(f"The lesson has no question {text}. Is the first line of this cell as it came?")


def leave_out_answers(cells: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the cells of a lesson without the answers to its questions, as the learner gets them."""
    found = [dict(cell) for cell in cells]
    for at in places(found):
        found[at]["source"] = split("".join(found[at]["source"]))[0].splitlines(keepends=True)
        found[at + 1]["outputs"] = []
    return found


def keep(question: Question, letter: str) -> bool:
    """Keep an answer of hers in her records, without points. False: it could not be kept."""

    def add(record: records.Record) -> records.Record:
        tries = record.get("tries")
        tries = [one for one in tries if isinstance(one, dict)] if isinstance(tries, list) else []
        new = {"answer": letter, "right": question.answers[letter].is_right, "at": records.now()}
        return {**record, "version": 1, "question": question.id, "tries": [*tries, new][-MOST_TRIES:]}

    return records.update(question.id, add)


def in_order(letters: Iterable[str]) -> str:
    """Return the letters as a sentence has them: ``A, B or C``."""
    *most, last = letters
    return f"{', '.join(most)} or {last}" if most else last
