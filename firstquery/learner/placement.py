"""Where to start: what the questions of the placement show, week by week, and what they do not show.

A week is only skipped when every question on it was right, and by her own knowledge: at the first or second answer.
The questions themselves stand in ``placement.toml`` beside their practice: to which week each belongs, what it shows.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from firstquery.checks.words import FORM
from firstquery.core import course, records
from firstquery.core.errors import UserError, in_sentences
from firstquery.learner.session import show
from firstquery.learner.summary import Link, Summary, from_here

FILE = "placement.toml"
OWN_ANSWERS = 2


@dataclass(frozen=True)
class Questions:
    """The practice that asks, and what its ``placement.toml`` says."""

    practice: course.Week
    asked: dict[int, tuple[int, ...]]
    shows: dict[int, str]
    texts: dict[str, str]


@dataclass(frozen=True)
class QuestionResult:
    """One question: ``state`` is *own* (right at the first or second answer), *helped*, *open* or *none*."""

    number: int
    state: str
    wrong: int = 0


@dataclass(repr=False)
class Placement(Summary):
    """What `placement` shows. ``start`` is the number of a week, None while no question is answered."""

    start: int | None = None


@in_sentences("placement()")
def placement() -> None:
    """Show the week to start with and why, and keep its number (record *placement*). Silent at the grader."""
    if records.at_the_grader():
        return
    asked = questions()
    place = placement_of(asked, [question_result(asked, number) for number in asked.shows])
    if place.start is not None:
        kept = records.update("placement", lambda before: {"version": 1, "start": place.start, "at": records.now()})
        if not kept:
            place.closing.append(("This could not be kept on this computer: note the week.",))
    show(place)


def practice() -> course.Week | None:
    """Return the practice whose questions say where to start; None where the course has none."""
    return next((one for one in course.practices() if not one.graded), None)


def questions() -> Questions:
    """Return the questions. Raises UserError where they are not here, or cannot be read."""
    asking = practice()
    if asking is None:
        raise UserError("The questions that say where to start are not here. `firstquery doctor` says why.")
    try:
        said: dict[str, Any] = tomllib.loads((asking.source / FILE).read_text(encoding="utf-8"))
        asked = {int(number): tuple(one) for number, one in said["weeks"].items()}
        return Questions(asking, asked, {int(number): one for number, one in said["shows"].items()}, said["texts"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise UserError(f"{asking.source / FILE} is missing or damaged. `firstquery doctor` says why.") from None


def question_result(asked: Questions, number: int) -> QuestionResult:
    """Return how a question was answered, from the record of its attempts."""
    made = (records.read(f"w{asked.practice.number:02}-q{number}") or {}).get("attempts")
    wrong, last, state = 0, "", "none"
    for one in made if isinstance(made, list) else []:
        if not isinstance(one, dict):
            continue
        if one.get("outcome") == "right":
            return QuestionResult(number, "own" if wrong < OWN_ANSWERS else "helped", wrong)
        found: dict[str, Any] = next(iter(one.get("findings") or ()), {})
        # An answer of the wrong shape (a table for a number, two letters) answers nothing yet.
        if one.get("outcome") != "not-yet" or found.get("code") in FORM:
            continue
        state = "open"
        # The same mistake checked twice in a row is one answer, also in another form that is told the same.
        mistake = str((one.get("mistake") and (found.get("data", {}).get("message") or one["mistake"])) or "")
        wrong += mistake == "" or mistake != last
        last = mistake
    return QuestionResult(number, state, wrong)


def placement_of(asked: Questions, answers: Sequence[QuestionResult]) -> Placement:
    """Return the week to start with: the first whose questions were not all her own."""
    by_number = {one.number: one for one in answers}
    if all(one.state == "none" for one in answers):
        return Placement("No question is answered yet. Answer what you know, from the top, then run this cell again.")
    known: list[str] = []
    for number, those in asked.asked.items():
        here = [by_number[one] for one in those]
        if all(one.state == "own" for one in here):
            known.append(f"The queries of week {number} are known to you. You can {_list_skills(asked, here)}.")
            continue
        first = number == min(asked.asked)
        reasons = [*known, *(line for one in here if (line := _open(asked, one))), *_later(asked, number, by_number)]
        return _place(asked, f"{'Start' if first else 'You may start'} at", number, reasons, begins=first)
    # All were right: what follows the weeks that were asked about, or what the last of them has besides queries.
    intro, last = "The queries of the first month are known to you.", max(asked.asked)
    if any(one.number == last + 1 for one in course.weeks()):
        return _place(asked, f"{intro} You may start at", last + 1, known)
    return _place(asked, f"{intro} Take", last, [*known, asked.texts["last_week_adds"]], " all the same")


def _place(
    asked: Questions, intro: str, number: int, reasons: list[str], end: str = "", *, begins: bool = False
) -> Placement:
    week = next(one for one in course.curriculum() if one.number == number)
    place = Placement(f"{intro} week {number}, {week.title}{f',{end}' if end else ''}.", reasons, start=number)
    if from_here(f"{week.stem}.ipynb"):
        place.closing.append((Link(f"Open the lesson of week {number}", f"{week.stem}.ipynb"),))
    texts = [asked.texts["all_the_same"], asked.texts["not_shown"]][begins:]
    place.closing += [(text.replace("*", ""),) for text in texts]
    return place


def _list_skills(asked: Questions, answers: Sequence[QuestionResult]) -> str:
    """Return ``count the things that are meant, each once (question 4); and …``."""
    parts = [f"{asked.shows[one.number]} (question {one.number})" for one in answers]
    return parts[0] if len(parts) == 1 else f"{'; '.join(parts[:-1])}; and {parts[-1]}"


def _open(asked: Questions, one: QuestionResult) -> str:
    asks = f"It asks you to {asked.shows[one.number]}."
    if one.state == "none":
        return f"Question {one.number} is not answered yet. {asks}"
    if one.state == "helped":
        return f"Question {one.number} became right after {one.wrong} other answers, with what the check said. {asks}"
    return "" if one.state == "own" else f"Question {one.number} is not right yet. {asks}"


def _later(asked: Questions, start: int, by_number: dict[int, QuestionResult]) -> list[str]:
    """Return what she has shown of the week itself and of later ones: it will go faster."""
    later = [one for number, those in asked.asked.items() if number >= start for one in those]
    own = [by_number[one] for one in later if by_number[one].state == "own"]
    return [f"What will go faster for you from here on: you can {_list_skills(asked, own)}."] if own else []
