"""The judge: an answer's payload against one exercise of a key. A pure function, wherever the key is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from firstquery.check import sound_review
from firstquery.check.kinds import KINDS
from firstquery.check.pace import without_collection
from firstquery.check.payload import MOST_BYTES, MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS
from firstquery.check.sound_review import texts_of
from firstquery.check.verdict import Verdict, could_not_check

MIME_TYPE = "application/vnd.firstquery.payload+json"
VERSION = 1
STATES = ("answered", "blank", "failed", "missing")
MOST_MARKS = 30  # accents and the like on one letter: to sort them takes time with the square of their number


def judge(exercise: dict[str, Any], message: Mapping[str, Any]) -> Verdict:
    """Judge what a kernel emitted. Never raises, whatever the message holds.

    ``exercise`` is one entry of a key's ``exercises``; ``message`` the envelope ``{"version", "exercise", "state",
    "kind", "payload"}`` (see `envelope`). The verdict carries its points.
    """
    state = message.get("state")
    payload = message.get("payload")
    if state == "answered":
        if not is_sound(payload):
            return _unreadable().worth(_points(exercise))
    elif state in ("blank", "missing", "failed"):
        payload = {**payload, "type": state} if isinstance(payload, dict) else {"type": state}
    else:
        return _unreadable().worth(_points(exercise))
    return judge_payload(exercise, payload)  # type: ignore[arg-type]


def judge_payload(exercise: dict[str, Any], payload: dict[str, Any]) -> Verdict:
    """Judge a payload made in this process."""
    try:
        with without_collection():
            verdict = KINDS[exercise["kind"]].judge(payload, exercise)
    except Exception as fault:
        verdict = could_not_check(
            f"The check itself had a fault ({type(fault).__name__}), so nothing is said about your answer. "
            "Tell your facilitator which exercise it was."
        )
    return verdict.worth(_points(exercise))


def envelope(exercise: str, payload: dict[str, Any]) -> dict[str, Any]:
    """What the grader's kernel emits for one exercise."""
    kind = payload.get("type", "unknown")
    state = kind if kind in ("blank", "failed", "missing") else "answered"
    return {"version": VERSION, "exercise": exercise, "state": state, "kind": kind, "payload": payload}


def is_sound(payload: object) -> bool:
    """Whether an object from outside has a payload's form and size: only then its rows are compared."""
    if not isinstance(payload, dict):
        return False
    kind = payload.get("type")
    if kind == "text":
        return isinstance(payload.get("value"), str) and _are_texts([payload["value"]], MOST_CHARACTERS)
    if kind == "scalar":
        return _are_values([payload.get("value")])
    if kind == "review":
        texts = texts_of(payload)
        return texts is not None and _are_texts(texts, sound_review.MOST_CHARACTERS)
    if kind in ("too-large", "unknown"):
        return isinstance(payload.get("what"), str) and _are_texts([payload["what"]], MOST_CHARACTERS)
    if kind != "table":
        return False
    names, rows, index = payload.get("columns"), payload.get("rows"), payload.get("index", 0)
    if not (isinstance(names, list) and isinstance(rows, list) and type(index) is int and 0 <= index <= len(names)):
        return False
    if len(names) > MOST_COLUMNS or len(rows) > MOST_ROWS or not all(isinstance(name, str) for name in names):
        return False
    if not _are_texts(names):
        return False
    return all(isinstance(row, list) and len(row) == len(names) and _are_values(row) for row in rows)


def _are_values(values: Iterable[object]) -> bool:
    texts = []
    for value in values:
        if isinstance(value, str):
            texts.append(value)
        elif isinstance(value, float):
            if value - value != 0:  # infinite or NaN, which JSON does not have
                return False
        elif not (value is None or (isinstance(value, int) and value.bit_length() <= 1000)):
            return False
    return _are_texts(texts)


def _are_texts(texts: Iterable[str], longest: int = MOST_BYTES) -> bool:
    """Whether they are as long as a payload's can be, and no letter has more marks than any language puts there."""
    return all(len(text) <= longest and (text.isascii() or not _too_many_marks(text)) for text in texts)


def _too_many_marks(text: str) -> bool:
    marks = 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks > MOST_MARKS:
            return True
    return False


def _points(exercise: Mapping[str, Any]) -> float:
    points = exercise.get("points", 0)
    return points if isinstance(points, int | float) else 0.0


def _unreadable() -> Verdict:
    return could_not_check("The answer did not come through in a form that can be checked.")
