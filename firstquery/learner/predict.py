"""Predict first: a number and a confidence before the query runs, and afterwards yours beside the truth.

Kept in ``WORK/.records/wNN-pN.json`` and nowhere else; weeks later they are the data for a calibration.
"""

from __future__ import annotations

from typing import Any

from firstquery.core import course, records
from firstquery.core.errors import UserError, in_sentences, quote_value
from firstquery.learner import folds
from firstquery.learner.exercises import predictions_of
from firstquery.learner.numbers import ask_about_comma, ask_about_point, format_number, margin_in, number_in
from firstquery.learner.session import current_week, is_blank


def example() -> str:
    """Return the name of the first prediction of the week at hand; without one, of the first week that has any."""
    week = current_week()
    found = (name for one in [*([week] if week else []), *course.weeks()] for name in predictions_of(one))
    return next(found, course.example("p1"))


def predict_usage(name: str = "") -> str:
    """Return how `predict` is written, with a number in it."""
    return f'predict("{name or example()}", 1800, confidence=70)'


def outcome_usage() -> str:
    return f'outcome("{example()}", value)'


def _name_of(prediction: object, function: str = "predict") -> str:
    """Return the name as the records have it. Raises `UserError` for what is none, or none of the course."""
    text = prediction.strip().lower() if isinstance(prediction, str) else ""
    if not course.PREDICTION.fullmatch(text):
        first = f'he name in quotation marks comes first, as the cell came: {function}("{example()}", ...)'
        wrong = f"{quote_value(prediction)} is not the name of a prediction; t" if isinstance(prediction, str) else "T"
        raise UserError(wrong + first)
    if records.at_the_grader():
        return text
    week = next((one for one in course.weeks() if one.number == int(text[1:3])), None)
    names = predictions_of(week) if week else [example()]
    if names and text not in names:
        which = " or ".join(f'{function}("{one}", ...)' for one in names)
        where = f"Week {week.number} has" if week else "The course has"
        raise UserError(f"{where} no prediction {text}. Is this the one that you mean: {which}?")
    return text


@in_sentences(predict_usage)
def predict(prediction: str, number: Any = ..., *more: Any, confidence: Any = None) -> None:
    """Keep your number and how sure you are (0 to 100, in per cent) until `outcome` shows what it is.

    ``...`` in place of the number means: not filled in yet. Raises `UserError` where no number can be read.
    """
    name = _name_of(prediction)
    if len(more) == 1 and confidence is None:
        (confidence,) = more
    elif more:
        raise UserError(_cut_by_a_comma(number, more, confidence, name))
    if number is ... or is_blank(number):
        print("No prediction yet. Put your number in place of the dots, then run this cell again.")
        return
    if isinstance(number, str) and (ask := ask_about_point(number)):
        raise UserError(ask)
    value = number_in(number)
    if value is None:
        digits = f"Write digits only (0 for none), as in: {predict_usage(name)}"
        raise UserError(f"I cannot read {quote_value(number)} as one number. {digits}")
    sure = _confidence(confidence, name)
    record = records.read(name) or {}
    tries = _tries(record)
    again = (value, sure) in [(one["number"], one.get("confidence")) for one in tries]
    stands = (
        f"Your first prediction, {format_number(tries[0]['number'])}, stands." if tries and record.get("seen") else ""
    )
    if stands and len(tries) > 1 and again:
        print(stands)
        return
    kept = _keep(name, value, sure)
    folds.note(name)
    if stands and not again:
        print(f"{'Kept as a second try' if kept else 'Not kept'}: {format_number(value)}{_sure_suffix(sure)}. {stands}")
        return
    where = "Kept on this computer" if kept or records.at_the_grader() else "Noted, but it could not be saved"
    print(f"{where}: you expect {format_number(value)}{_sure_suffix(sure)}.")
    if sure is None:
        print("How sure are you? Add a confidence from 0 to 100, as in: confidence=70")


@in_sentences(outcome_usage)
def outcome(prediction: str, value: Any = ..., within: Any = None, after: Any = None) -> None:
    """Show your prediction beside what it is. ``value`` is a number or a table with one cell.

    ``within`` is how far off it may be (see `firstquery.learner.numbers`): whether it was inside is told, and kept.
    ``after`` is an exercise, such as wNN-qN: as long as it is not right, nothing is told. From the first telling on the
    first prediction stands. Raises `UserError` where an argument cannot be read. Silent at the grader.
    """
    if records.at_the_grader():
        return
    name = _name_of(prediction, "outcome")
    margin = margin_in(within)
    if first := _is_open(after):
        number = course.number_of(first)
        print(f"Exercise {number} comes first ({first}): when its check is right, run this cell again.")
        return
    if value is ... or value is None or is_blank(value):
        raise UserError("There is nothing to compare yet. Run the cell that finds the number first, then this one.")
    truth = number_in(value)
    if truth is None:
        raise UserError(f"outcome compares one number, and this is not one: {quote_value(value)}")
    tries = _tries(records.read(name) or {})
    told = margin.number if margin else format_number
    if not tries:
        print(f"It is {told(truth)}. There is no prediction of yours to put beside it.")
        return
    guess, sure = number_in(tries[0]["number"]) or 0.0, tries[0].get("confidence")
    kept: dict[str, Any] = {"seen": True, "outcome": truth}
    if margin:  # for a calibration
        kept |= {"within": str(margin) if margin.unit else margin.size, "inside": margin.holds(guess, truth)}
    records.update(name, lambda record: {**record, **kept})
    print(f"You expected {told(guess)}{_sure_suffix(sure)}. It is {told(truth)}.")
    print(margin.verdict(guess, truth, _per_cent(sure)) if margin else _distance(guess, truth))


def _is_open(after: object) -> str:
    """Return the exercise that comes first, as long as its check is not right; empty where there is none, or it is."""
    if after is None or after is ... or is_blank(after):
        return ""
    exercise = after.strip().lower() if isinstance(after, str) else ""
    if not course.EXERCISE.fullmatch(exercise):
        such = course.example("q4")
        raise UserError(f'{quote_value(after)} names no exercise. It is written like this: after="{such}"')
    stands = records.progress([exercise]).get(exercise)
    return "" if stands and stands.outcome == "right" else exercise


def _cut_by_a_comma(number: object, more: tuple[object, ...], confidence: object, name: str) -> str:
    """Return what to say of 1,800 and of 12,5, which reach Python as two numbers; the last may be the confidence."""
    parts = list(more) if confidence is not None else list(more[:-1])
    if all(type(part) is int and 0 <= part < 1000 for part in parts) and type(number) is int and abs(number) < 1e15:
        # Python has no 05, and reads 000 as 0: a lonely 0 was three of them.
        return ask_about_comma(str(number), ["000" if part == 0 else str(part) for part in parts], predict_usage(name))
    return f"Python reads a comma as the end of a number. Write 1800 for 1,800, as in: {predict_usage(name)}"


def _confidence(confidence: Any, name: str) -> float | None:
    """Per cent, 0 to 100. A share between 0 and 1 is taken as one: 0.7 is 70. 1 is one per cent, not all of them."""
    if confidence is None or confidence is ... or is_blank(confidence):
        return None
    sure = number_in(confidence)
    per_cent = isinstance(confidence, str) and "%" in confidence
    if sure is not None and 0 < sure < 1 and not per_cent:
        sure = round(sure * 100, 6)
    if sure is None or not 0 <= sure <= 100:
        raise UserError(
            f"A confidence is a number from 0 (a guess) to 100 (certain), and this is not one: "
            f"{quote_value(confidence)}. "
            f"A number such as 1,800 is written without its comma: {predict_usage(name)}"
        )
    return sure


def _sure_suffix(sure: object) -> str:
    per_cent = _per_cent(sure)
    return f", {per_cent} sure" if per_cent else ""


def _per_cent(sure: object) -> str:
    value = number_in(sure)
    return "" if value is None else f"{format_number(value, 0)}%"


def _tries(record: records.Record) -> list[dict[str, Any]]:
    """Return the predictions made, the first one first; whatever a damaged file holds beside them is left out."""
    tries = record.get("tries")
    tries = tries if isinstance(tries, list) else []
    return [one for one in tries if isinstance(one, dict) and number_in(one.get("number")) is not None]


def _keep(name: str, value: float, sure: float | None) -> bool:
    if records.at_the_grader():
        return False

    def add(record: records.Record) -> records.Record:
        tries = _tries(record)
        new = {"number": value, "confidence": sure, "at": records.now()}
        if not record.get("seen"):
            tries = [new]  # she may change her mind as long as she has not seen the outcome
        elif (value, sure) not in [(one["number"], one.get("confidence")) for one in tries]:
            tries = [*tries, {**new, "after_outcome": True}]
        return {**record, "version": 1, "prediction": name, "tries": tries}

    return records.update(name, add)


def _distance(guess: float, truth: float) -> str:
    if guess == truth:
        return "That is exactly it."
    side = "above" if guess > truth else "below"
    text = f"You were {format_number(abs(guess - truth))} {side}"
    if truth == 0:
        return f"{text}."
    share = abs(guess - truth) / abs(truth) * 100
    if share >= 1000:
        return f"{text}: more than ten times off."
    return f"{text}: {'less than 1' if share < 1 else format_number(share, 0)}% off."
