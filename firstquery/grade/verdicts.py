"""One way from a state and a payload to a verdict, for the judge and for the proof.

A payload is a submission's own making, and a verdict goes back to the learner. So a verdict at the grader repeats no
text of a payload: what a submission has read in the held-out data can't come out in what is said about it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from firstquery.check.cells import NAMES as KINDS_OF_OBJECT
from firstquery.check.equality import column_norm
from firstquery.check.judging import is_sound
from firstquery.check.kinds import KINDS
from firstquery.check.verdict import Verdict, could_not_check, could_not_run

_LARGE = re.compile(r"(a table|a column|a list|an array|a dictionary|a text) of ")
_QUOTED = re.compile(r"`([^`]*)`")
_COUNTED = re.compile(r"\b(\d[\d,]*) (rows|columns|values|words|sentences)\b")
FEW = 20
_NAMED_OTHERWISE = "the check looks for"  # as firstquery.notebook.answer_names says it
STOPPED = (
    "The answer cell stopped with an error when your notebook was run from top to bottom on other data. Run yours from "
    "top to bottom: if the error shows there, mend it; if not, the answer fits only the data that you have."
)


class Unjudged(Exception):
    """Why there is no verdict, in words for the facilitator and the learner: the answer is ungraded, not wrong."""


def judge(state: str, payload: Mapping[str, Any] | None, entry: Mapping[str, Any]) -> Verdict:
    """The verdict on an answer, with its points. Raises `Unjudged` where an answer is not in a form to be judged.

    ``state`` and ``payload`` are as a test cell emits them at the grader, ``entry`` is the exercise's in the key.
    """
    points = float(entry["points"])
    if state == "missing":
        return could_not_run(
            f"When the notebook was run from top to bottom, nothing was called `{entry['name']}` here."
        ).worth(points)
    if state == "failed":
        return _failed(str((payload or {}).get("sentence")), str(entry["name"])).worth(points)
    if state == "answered" and not is_sound(payload):
        raise Unjudged("The answer did not come through in a form that can be judged.")
    given = _without_words(dict(payload or {}), entry) if state == "answered" else {"type": state}
    try:
        verdict = KINDS[str(entry["kind"])].judge(given, dict(entry))
        return _without_counts(_without_values(verdict, given, entry), entry).worth(points)
    except Exception as fault:
        raise Unjudged(f"The judge had a fault of its own on this answer ({type(fault).__name__}).") from None


def _failed(sentence: str, name: str) -> Verdict:
    if _NAMED_OTHERWISE in sentence:
        return could_not_check(f"The answer stands under another name; the check looks for `{name}`.")
    return could_not_run(STOPPED)


def _without_words(payload: dict[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
    """The payload with the words that a verdict may quote from it replaced by the key's own, or by none."""
    if payload["type"] == "too-large":
        kind = _LARGE.match(payload["what"])
        return {"type": "too-large", "what": kind[1] if kind else "an answer"}
    if payload["type"] == "unknown":
        known = payload["what"] in KINDS_OF_OBJECT.values()
        return {"type": "unknown", "what": payload["what"] if known else "an object of another kind"}
    if payload["type"] != "table":
        return payload
    known_names = {column_norm(name): name for name in _names(entry)}
    shown: dict[str, str] = {}
    for position, name in enumerate(payload["columns"], 1):
        shown.setdefault(name, known_names.get(column_norm(name), f"column {position}") if name else "")
    return {**payload, "columns": [shown[name] for name in payload["columns"]]}


def _names(entry: Mapping[str, Any]) -> list[str]:
    """All names of columns in an exercise of the key."""
    payloads = [entry.get("expected"), *(mistake.get("payload") for mistake in entry.get("mistakes", []))]
    return [name for payload in reversed(payloads) if payload for name in payload.get("columns", [])]


def _without_values(verdict: Verdict, payload: Mapping[str, Any], entry: Mapping[str, Any]) -> Verdict:
    """The verdict without the details that quote a value, such as a customer's name to say which row differs."""
    values = {cell for row in payload.get("rows", []) for cell in row if isinstance(cell, str)} - {*_names(entry)}
    kept = [detail for detail in verdict.details if values.isdisjoint(_QUOTED.findall(detail))]
    return replace(verdict, details=kept)


def _without_counts(verdict: Verdict, entry: Mapping[str, Any]) -> Verdict:
    """The verdict without large counts: a payload can be made as long as a number in the held-out data says."""
    if verdict.mistake is not None:
        return verdict  # the key's own words
    spec = entry.get("spec") or {}
    most = max([FEW, *(bound for bound in (spec.get("least"), spec.get("most")) if isinstance(bound, int))])

    def few(found: re.Match[str]) -> str:
        return found[0] if int(found[1].replace(",", "")) <= most else f"more than {most} {found[2]}"

    message, *details = (_COUNTED.sub(few, text) for text in [verdict.message, *verdict.details])
    return replace(verdict, message=message[:1].upper() + message[1:], details=details)
