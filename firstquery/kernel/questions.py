"""The magic ``%%ask``: a letter answered at once, with the reason of the option chosen. Nothing is marked by it."""

from __future__ import annotations

import re
from typing import Any

from IPython.display import display

from firstquery.core import records
from firstquery.core.errors import UserError
from firstquery.core.questions import Option, Question
from firstquery.learner import questions

#: A front end that knows the form of an answer shows it as one: lab/pages/first-query/static/asks.js.
MIME = "application/vnd.first-query.answer+json"
EMPTY = "No answer yet. Write a letter in place of the question mark, then run this cell again."
AGAIN = "Choose again."


def answer(line: str, cell: str) -> None:
    """Say whether the letter in ``cell`` is right, and why. Raises `UserError`. Silent at the grader."""
    if records.at_the_grader():
        return
    question = questions.find(line)
    written = re.findall(r"\w+", cell.upper())
    if not written:
        print(EMPTY)
        return
    if len(written) > 1 or written[0] not in question.answers:
        letters = questions.in_order(question.letters)
        raise UserError(f"An answer is one letter: {letters}. Write it below %%ask, then run this cell again.")
    said = question.answers[written[0]]
    questions.keep(question, said.letter)
    first = f"{said.letter} is right." if said.is_right else f"{said.letter} is not right."
    told = f"**{first}** {said.text}" + ("" if said.is_right else f" {AGAIN}")
    display(_bundle(question, said, told), raw=True)  # type: ignore[no-untyped-call]


def _bundle(question: Question, said: Option, told: str) -> dict[str, Any]:
    """What a front end may show: the answer as data, and in words."""
    data = {"question": question.id, "letter": said.letter, "right": said.is_right}
    return {MIME: data, "text/markdown": told, "text/plain": told.replace("**", "")}
