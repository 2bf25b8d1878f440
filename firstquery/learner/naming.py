"""Which prediction is meant: its name as the lesson's own cell has it, and the example of the week at hand."""

from __future__ import annotations

from firstquery import course
from firstquery.learner import records
from firstquery.sentence import Sentence, shown

_FIRST = "w01-p1"


def example() -> str:
    """The name of the first prediction of the week whose notebook this kernel runs; of week 1 where none is known."""
    from firstquery.learner.rebuild import current_week

    week = current_week()
    names = _of(week) if week else []
    return names[0] if names else _FIRST


def how(name: str = "", number: str = "1800") -> str:
    """How `predict` is written, with a number in it."""
    return f'predict("{name or example()}", {number}, confidence=70)'


def how_outcome() -> str:
    return f'outcome("{example()}", value)'


def named(prediction: object, function: str = "predict") -> str:
    """The name as the records have it. Raises `Sentence` for what is none, or none of the course."""
    text = prediction.strip().lower() if isinstance(prediction, str) else ""
    if not course.PREDICTION.fullmatch(text):
        first = f'the name in quotation marks comes first, as the cell came: {function}("{example()}", ...)'
        if isinstance(prediction, str):
            raise Sentence(f"{shown(prediction)} is not the name of a prediction; {first}")
        raise Sentence(first[0].upper() + first[1:])
    if not records.at_the_grader():
        _exists(text, function)
    return text


def _exists(name: str, function: str) -> None:
    """Raises `Sentence` where the week of that name has cells that predict, and none of this name."""
    number = int(name[1:3])
    week = next((one for one in course.weeks() if one.number == number), None)
    names = _of(week) if week else [example()]
    if not names or name in names:
        return
    which = " or ".join(f'{function}("{one}", ...)' for one in names)
    where = f"Week {number} has" if week else "The course has"
    raise Sentence(f"{where} no prediction {name}. Is this the one that you mean: {which}?")


def _of(week: course.Week) -> list[str]:
    from firstquery.notebook.shipped import predictions_of

    return predictions_of(week)
