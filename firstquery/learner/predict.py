"""Predict first: a number and a confidence before the query runs, and afterwards yours beside the truth.

Kept in ``WORK/.records/w01-p1.json`` and nowhere else; weeks later they are the data for a calibration.
"""

from __future__ import annotations

from typing import Any

from firstquery.core import course, records
from firstquery.core.errors import UserError, in_sentences, shown
from firstquery.learner.margin import Margin, margin_in
from firstquery.learner.numbers import ask_about_comma, ask_about_point, number_in, written
from firstquery.learner.prediction_names import name_of, outcome_usage, predict_usage


@in_sentences(predict_usage)
def predict(prediction: str, number: Any = ..., *more: Any, confidence: Any = None) -> None:
    """Keeps your number and how sure you are (0 to 100, in per cent) until `outcome` shows what it is.

    ``...`` in place of the number means: not filled in yet. Raises `UserError` where no number can be read.
    """
    name = name_of(prediction)
    if len(more) == 1 and confidence is None:
        (confidence,) = more
    elif more:
        raise UserError(_cut_by_a_comma(number, more, confidence, name))
    if number is ... or _blank(number):
        print("No prediction yet. Put your number in place of the dots, then run this cell again.")
        return
    if isinstance(number, str) and (ask := ask_about_point(number)):
        raise UserError(ask)
    value = number_in(number)
    if value is None:
        digits = f"Write digits only (0 for none), as in: {predict_usage(name)}"
        raise UserError(f"I cannot read {shown(number)} as one number. {digits}")
    sure = _confidence(confidence, name)
    record = records.read(name) or {}
    tries = _tries(record)
    if record.get("seen") and tries:
        stands = f"Your first prediction, {written(tries[0]['number'])}, stands."
        again = (tries[0].get("number"), tries[0].get("confidence")) == (value, sure)
        if not again:
            where = "Kept as a second try" if _keep(name, value, sure) else "Not kept"
            print(f"{where}: {written(value)}{_with(sure)}. {stands}")
            return
        if len(tries) > 1:
            print(stands)
            return
    kept = _keep(name, value, sure)
    where = "Kept on this computer" if kept or records.at_the_grader() else "Noted, but it could not be saved"
    print(f"{where}: you expect {written(value)}{_with(sure)}.")
    if sure is None:
        print("How sure are you? Add a confidence from 0 to 100, as in: confidence=70")


@in_sentences(outcome_usage)
def outcome(prediction: str, value: Any = ..., within: Any = None, after: Any = None) -> None:
    """Shows your prediction beside what it is. ``value`` is a number or a table with one cell.

    ``within`` is how far off it may be (see `firstquery.learner.margin`): whether it was inside is told, and kept.
    ``after`` is an exercise, such as w01-q4: as long as it is not right, nothing is told. From the first telling on the
    first prediction stands. Raises `UserError` where an argument cannot be read. Silent at the grader.
    """
    if records.at_the_grader():
        return
    name = name_of(prediction, "outcome")
    margin = margin_in(within)
    if _is_open(after):
        first = _exercise(after)
        number = int(first.rpartition("q")[2])
        print(f"Exercise {number} comes first ({first}): when its check is right, run this cell again.")
        return
    if value is ... or value is None or _blank(value):
        raise UserError("There is nothing to compare yet. Run the cell that finds the number first, then this one.")
    truth = number_in(value)
    if truth is None:
        raise UserError(f"outcome compares one number, and this is not one: {shown(value)}")
    tries = _tries(records.read(name) or {})
    told = margin.number if margin else written
    if not tries:
        print(f"It is {told(truth)}. There is no prediction of yours to put beside it.")
        return
    guess, sure = number_in(tries[0]["number"]) or 0.0, tries[0].get("confidence")
    kept = {"seen": True, "outcome": truth, **_against(margin, guess, truth)}
    records.update(name, lambda record: {**record, **kept})
    print(f"You expected {told(guess)}{_with(sure)}. It is {told(truth)}.")
    print(margin.verdict(guess, truth, _per_cent(sure)) if margin else _distance(guess, truth))


def _against(margin: Margin | None, guess: float, truth: float) -> dict[str, Any]:
    """What the record keeps for a calibration: the margin as it is written, and whether the guess was inside."""
    if margin is None:
        return {}
    return {"within": str(margin) if margin.unit else margin.size, "inside": margin.holds(guess, truth)}


def _exercise(after: object) -> str:
    text = after.strip().lower() if isinstance(after, str) else ""
    if not course.EXERCISE.fullmatch(text):
        raise UserError(f'{shown(after)} names no exercise. It is written like this: after="w01-q4"')
    return text


def _is_open(after: object) -> bool:
    """Whether the exercise that comes first is named and its check not right yet."""
    if after is None or after is ... or _blank(after):
        return False
    exercise = _exercise(after)
    stands = records.progress([exercise]).get(exercise)
    return stands is None or stands.outcome != "right"


def _cut_by_a_comma(number: object, more: tuple[object, ...], confidence: object, name: str) -> str:
    """What to say of 1,800 and of 12,5, which reach Python as two numbers; the last may be the confidence."""
    parts = list(more) if confidence is not None else list(more[:-1])
    if all(type(part) is int and 0 <= part < 1000 for part in parts) and type(number) is int and abs(number) < 1e15:
        # Python has no 05, and reads 000 as 0: a lonely 0 was three of them.
        return ask_about_comma(str(number), ["000" if part == 0 else str(part) for part in parts], predict_usage(name))
    return f"Python reads a comma as the end of a number. Write 1800 for 1,800, as in: {predict_usage(name)}"


def _blank(value: object) -> bool:
    return type(value).__name__ in ("Blank", "Failed")


def _confidence(confidence: Any, name: str) -> float | None:
    """Per cent, 0 to 100. A share between 0 and 1 is taken as one: 0.7 is 70. 1 is one per cent, not all of them."""
    if confidence is None or confidence is ... or _blank(confidence):
        return None
    sure = number_in(confidence)
    per_cent = isinstance(confidence, str) and "%" in confidence
    if sure is not None and 0 < sure < 1 and not per_cent:
        sure = round(sure * 100, 6)
    if sure is None or not 0 <= sure <= 100:
        raise UserError(
            f"A confidence is a number from 0 (a guess) to 100 (certain), and this is not one: {shown(confidence)}. "
            f"A number such as 1,800 is written without its comma: {predict_usage(name)}"
        )
    return sure


def _with(sure: object) -> str:
    per_cent = _per_cent(sure)
    return f", {per_cent} sure" if per_cent else ""


def _per_cent(sure: object) -> str:
    value = number_in(sure)
    return "" if value is None else f"{written(value, 0)}%"


def _tries(record: records.Record) -> list[dict[str, Any]]:
    """The predictions made, the first one first; whatever a damaged file holds beside them is left out."""
    tries = record.get("tries")
    tries = tries if isinstance(tries, list) else []
    return [one for one in tries if isinstance(one, dict) and number_in(one.get("number")) is not None]


def _keep(name: str, value: float, sure: float | None) -> bool:
    if records.at_the_grader():
        return False

    def add(record: records.Record) -> records.Record:
        tries = _tries(record)
        new = {"number": value, "confidence": sure, "at": records.now()}
        said = [(one["number"], one.get("confidence")) for one in tries]
        if not record.get("seen"):
            # She may change her mind as long as she has not seen the outcome.
            tries = [new]
        elif (value, sure) not in said:
            tries = [*tries, {**new, "after_outcome": True}] if tries else [{**new, "after_outcome": True}]
        return {**record, "version": 1, "prediction": name, "tries": tries}

    return records.update(name, add)


def _distance(guess: float, truth: float) -> str:
    if guess == truth:
        return "That is exactly it."
    side = "above" if guess > truth else "below"
    text = f"You were {written(abs(guess - truth))} {side}"
    if truth == 0:
        return f"{text}."
    share = abs(guess - truth) / abs(truth) * 100
    if share >= 1000:
        return f"{text}: more than ten times off."
    return f"{text}: {'less than 1' if share < 1 else written(share, 0)}% off."
