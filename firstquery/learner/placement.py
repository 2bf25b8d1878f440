"""Where to start: what the ten questions of week 0 show, week by week, and what they do not show.

A week is only skipped when every question on it was right, and by her own knowledge: at the first or second answer.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from firstquery import course
from firstquery.checks.words import FORM
from firstquery.learner import links, records
from firstquery.sentence import Sentence, in_sentences

ASKED = {
    1: (1, 2),
    2: (3, 4),
    3: (5, 6, 7),
    4: (8, 9, 10),
}
SHOWS = {
    1: "count those whom a definition means, and nobody else",
    2: "read what a query says, not what its title says",
    3: "keep the rows in which a value is missing",
    4: "count the things that are meant, each once",
    5: "choose groups after they are counted",
    6: "bring amounts to one unit before adding them",
    7: "give a share the whole that belongs to it",
    8: "keep those who have no partner in the other table",
    9: "add up after a join without counting twice",
    10: "say what one row is before joining",
}
OWN_ANSWERS = 2
_NOT_SHOWN = (
    "What ten questions do not show: whether Sales and Finance would sign your definition, whether others can use your "
    "sentence under a table, and how sure you are of a guess before you look. Nothing after month 1 was asked. The "
    "decision is yours."
)
_ALL_THE_SAME = (
    "From the weeks before, do two things all the same: *Predict first* in each lesson, since week 15 compares your "
    "guesses with a model's, and exercise 6 of week 1, since weeks 12 and 26 measure the same calendar again."
)


@dataclass(frozen=True)
class Answered:
    """One question: ``state`` is *own* (right at the first or second answer), *helped*, *open* or *none*."""

    number: int
    state: str
    wrong: int = 0


@dataclass
class Place:
    """What `placement` shows. ``start`` is the number of a week, None while no question is answered."""

    start: int | None
    headline: str
    reasons: list[str] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    stem: str = ""

    def __repr__(self) -> str:
        return "\n".join([self.headline, *(f"- {line}" for line in self.reasons), *self.closing]).replace("*", "")

    def _repr_html_(self) -> str:
        parts = [f"<p><strong>{html.escape(self.headline)}</strong></p>"]
        if self.reasons:
            parts.append(f"<ul>{''.join(f'<li>{html.escape(line)}</li>' for line in self.reasons)}</ul>")
        if self.stem and (target := links.lesson(self.stem)):
            parts.append(f'<p><a href="{html.escape(target)}">Open the lesson of week {self.start}</a></p>')
        parts += [f"<p>{html.escape(line.replace('*', ''))}</p>" for line in self.closing]
        return "".join(parts)


@in_sentences("placement()")
def placement() -> None:
    """Shows the week to start with and why, and keeps its number (record *placement*). Silent at the grader."""
    if records.at_the_grader():
        return
    place = place_of([answered(number) for number in SHOWS])
    if place.start is not None:
        kept = records.update("placement", lambda before: {"version": 1, "start": place.start, "at": records.now()})
        if not kept:
            place.closing.append("This could not be kept on this computer: note the week.")
    try:
        from IPython import get_ipython
        from IPython.display import display
    except ImportError:
        print(place)
        return
    if get_ipython() is None:
        print(place)
    else:
        display(place)  # type: ignore[no-untyped-call]


def answered(number: int) -> Answered:
    """How a question was answered, from the record of its attempts."""
    record = records.read(f"w00-q{number}") or {}
    made = record.get("attempts")
    judged = [one for one in (made if isinstance(made, list) else []) if isinstance(one, dict)]
    judged = [one for one in judged if one.get("outcome") in ("right", "not-yet")]
    # An answer of another form, such as a table for a number, says nothing yet.
    judged = [one for one in judged if one["outcome"] == "right" or _first(one).get("code") not in FORM]
    wrong = 0
    last: object = None
    for one in judged:
        if one["outcome"] == "right":
            return Answered(number, "own" if wrong < OWN_ANSWERS else "helped", wrong)
        # The same mistake checked twice in a row is one answer, also in another form that is told the same.
        mistake = one.get("mistake") and ((_first(one).get("data") or {}).get("message") or one["mistake"])
        wrong += mistake is None or mistake != last
        last = mistake
    return Answered(number, "open" if judged else "none", wrong)


def _first(attempt: dict[str, Any]) -> dict[str, Any]:
    """What was found first of an answer; {} where that was not kept."""
    findings = attempt.get("findings")
    first = findings[0] if isinstance(findings, list) and findings else None
    return first if isinstance(first, dict) else {}


def place_of(answers: Sequence[Answered]) -> Place:
    """The week to start with: the first whose questions were not all her own."""
    by_number = {one.number: one for one in answers}
    if all(one.state == "none" for one in answers):
        return Place(None, "No question is answered yet. Answer what you know, from the top, then run this cell again.")
    known: list[str] = []
    for number, asked in ASKED.items():
        here = [by_number[one] for one in asked]
        if all(one.state == "own" for one in here):
            known.append(_known(number, here))
            continue
        week = _week(number)
        lead = "You may start" if number > 1 else "Start"
        reasons = [*known, *(line for one in here if (line := _open(one)))]
        reasons += _later(number, by_number)
        closing = [_ALL_THE_SAME] if number > 1 else []
        return Place(number, f"{lead} at week {number}, {week.title}.", reasons, [*closing, _NOT_SHOWN], week.stem)
    return _beyond(known)


def _beyond(known: list[str]) -> Place:
    """All ten were right: what follows the first month, or what its last week has besides queries."""
    following = max(ASKED) + 1
    week = _week(following)
    if any(one.number == following for one in course.weeks()):
        headline = f"The queries of the first month are known to you. You may start at week {following}, {week.title}."
        return Place(following, headline, known, [_ALL_THE_SAME, _NOT_SHOWN], week.stem)
    last = _week(max(ASKED))
    return Place(
        last.number,
        f"The queries of the first month are known to you. Take week {last.number}, {last.title}, all the same.",
        [
            *known,
            f"Week {last.number} adds what no query shows: the check to ask of every analyst, in your own words, and "
            "the first hour beside your team. Week 5 follows with an update of the course.",
        ],
        [_ALL_THE_SAME, _NOT_SHOWN],
        last.stem,
    )


def _known(number: int, here: Sequence[Answered]) -> str:
    return f"The queries of week {number} are known to you. You can {_shown(here)}."


def _shown(answers: Sequence[Answered]) -> str:
    """``count the things that are meant, each once (question 4); and …``"""
    parts = [f"{SHOWS[one.number]} (question {one.number})" for one in answers]
    return parts[0] if len(parts) == 1 else f"{'; '.join(parts[:-1])}; and {parts[-1]}"


def _open(one: Answered) -> str:
    asks = f"It asks you to {SHOWS[one.number]}."
    if one.state == "none":
        return f"Question {one.number} is not answered yet. {asks}"
    if one.state == "helped":
        return f"Question {one.number} became right after {one.wrong} other answers, with what the check said. {asks}"
    return "" if one.state == "own" else f"Question {one.number} is not right yet. {asks}"


def _later(start: int, by_number: dict[int, Answered]) -> list[str]:
    """What she has shown of the week itself and of later ones: it will go faster."""
    asked = [one for number, those in ASKED.items() if number >= start for one in those]
    own = [by_number[one] for one in asked if by_number[one].state == "own"]
    if not own:
        return []
    return [f"What will go faster for you from here on: you can {_shown(own)}."]


def _week(number: int) -> course.Planned:
    found = next((one for one in course.curriculum() if one.number == number), None)
    if found is None:
        raise Sentence(f"There is no week {number}.")
    return found
