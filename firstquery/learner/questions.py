"""The ungraded questions of a lesson: what the lesson says of each, and what she has answered.

A question is a text with its options in a list, and its answers folded below: one line for each option says why, and
the right one says so. The code cell under it, ``%%ask wNN-rN``, takes a letter.

    Which of them are paying customers?

    - **A.** all accounts
    - **B.** accounts with an invoice

    <details><summary>The answers</summary>

    - **A.** A trial is an account as well.
    - **B. Right.** Who pays gets an invoice.

    </details>

The course has all of it in one place; in the learner's copy the answers are left out, and `find` has them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from firstquery.core import course, records
from firstquery.core.errors import UserError, quote_value

ASK = re.compile(r"\A\s*%%ask[ \t]+(\S+)[ \t]*$", re.MULTILINE)
_DETAILS = re.compile(r"\n*<details>.*?</details>[ \t]*", re.DOTALL)
_OPTION = re.compile(r"^- \*\*([A-Z])\.( Right\.)?\*\*[ \t]*(.*(?:\n[ \t]+\S.*)*)$", re.MULTILINE)
MOST_TRIES = 50  # of one question; a cell run in a loop must not fill the disk


@dataclass(frozen=True)
class Option:
    """One option, by its ``letter``; or what is said of it, and then whether it ``is_right``."""

    letter: str
    text: str
    is_right: bool = False


@dataclass(frozen=True)
class Question:
    """A question as a lesson has it: its ``text``, the options, and what is said of each (``answers``)."""

    id: str
    text: str
    options: tuple[Option, ...] = ()
    answers: dict[str, Option] = field(default_factory=dict)

    @property
    def letters(self) -> list[str]:
        return [one.letter for one in self.options]


def read(name: str, text: str) -> Question:
    """Return the question called ``name`` that a cell of text asks."""
    details = "\n".join(found[0] for found in _DETAILS.finditer(text))
    asked = _DETAILS.sub("", text)
    return Question(name, asked.strip(), _options(asked), {one.letter: one for one in _options(details)})


def _options(text: str) -> tuple[Option, ...]:
    found = _OPTION.finditer(text)
    return tuple(Option(one[1], " ".join(one[3].split()), bool(one[2])) for one in found)


def find(name: str) -> Question:
    """Return the question of the course that is called ``name``. Raises `UserError` where there is none."""
    text = name.strip().lower()
    if not course.QUESTION.fullmatch(text):
        such = course.example("r1")
        raise UserError(f"{quote_value(name)} names no question. The first line is as the cell came: %%ask {such}")
    week = next((one for one in course.weeks() if one.number == int(text[1:3])), None)
    cells = course.cells_in(week.lesson) if week else []
    for above, cell in itertools.pairwise(cells):
        if cell.kind == "code" and above.kind == "markdown" and asked_in(cell.source) == text:
            return read(text, above.source)
    raise UserError(f"The lesson has no question {text}. Is the first line of this cell as it came?")


def asked_in(source: str) -> str:
    """Return the name of the question that a code cell asks; empty for every other cell."""
    found = ASK.match(source)
    return found[1].lower() if found else ""


def leave_out_answers(cells: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the cells of a lesson without the answers to its questions, as the learner gets them."""
    found = [dict(cell) for cell in cells]
    for above, cell in itertools.pairwise(found):
        if cell["cell_type"] == "code" and asked_in("".join(cell["source"])) and above["cell_type"] == "markdown":
            above["source"] = _DETAILS.sub("", "".join(above["source"])).rstrip().splitlines(keepends=True)
            cell["outputs"] = []
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
