"""The names of the predictions, as the lessons' own cells have them."""

from __future__ import annotations

from firstquery.core import course, records
from firstquery.core.errors import UserError, shown
from firstquery.learner.course_cells import predictions_of
from firstquery.learner.current_week import current_week


def example() -> str:
    """The name of the first prediction of the week at hand; without one, of the first week that has any."""
    week = current_week()
    for one in [*([week] if week else []), *course.weeks()]:
        if names := predictions_of(one):
            return names[0]
    return "w01-p1"


def predict_usage(name: str = "", number: str = "1800") -> str:
    """How `predict` is written, with a number in it."""
    return f'predict("{name or example()}", {number}, confidence=70)'


def outcome_usage() -> str:
    return f'outcome("{example()}", value)'


def name_of(prediction: object, function: str = "predict") -> str:
    """The name as the records have it. Raises `UserError` for what is none, or none of the course."""
    text = prediction.strip().lower() if isinstance(prediction, str) else ""
    if not course.PREDICTION.fullmatch(text):
        first = f'the name in quotation marks comes first, as the cell came: {function}("{example()}", ...)'
        if isinstance(prediction, str):
            raise UserError(f"{shown(prediction)} is not the name of a prediction; {first}")
        raise UserError(first[0].upper() + first[1:])
    if not records.at_the_grader():
        _require(text, function)
    return text


def _require(name: str, function: str) -> None:
    """Raises `UserError` where the week of that name has cells that predict, and none of this name."""
    number = int(name[1:3])
    week = next((one for one in course.weeks() if one.number == number), None)
    names = predictions_of(week) if week else [example()]
    if not names or name in names:
        return
    which = " or ".join(f'{function}("{one}", ...)' for one in names)
    where = f"Week {number} has" if week else "The course has"
    raise UserError(f"{where} no prediction {name}. Is this the one that you mean: {which}?")
