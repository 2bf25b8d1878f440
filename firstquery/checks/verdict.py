"""The verdict on one answer, as data: an outcome, points and coded findings. `words` turns it into sentences.

And the verdicts that every kind gives alike: nothing there, a query that failed, something that is no data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Outcome = Literal["right", "not-yet", "not-attempted", "could-not-run"]
Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]
YES_OR_NO = "a yes or no (True or False)"
FEW = 5  # the largest whole number that many mistakes give
MOST_REASON = 160  # characters of an error that a check repeats
_FIRST_SENTENCE = re.compile(r"(?:`[^`]*`|[^`])+?[.!?](?=\s|$)")
# What Python calls a cell, as a file: a number that nobody has seen.
_OF_A_CELL = re.compile(r"\([^()\s]+(?:\.py|>), line (\d+)\)")


class Finding(BaseModel):
    """One thing that is so of an answer: ``Finding(code="rows_missing", data={"number": 3})``.

    ``code`` has a `Phrase` in the kind or in `words`; ``data`` fills its fields.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    data: dict[str, Any] = Field(default_factory=dict)


class Verdict(BaseModel):
    """What is found of one answer.

    The first finding is what is said first; the others are details. ``share`` (0 to 1) of the points are earned where
    it is given, whatever the outcome; else all when right, none otherwise. `worth` sets ``points`` of ``max_points``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    share: float | None = None
    points: float = 0.0
    max_points: float = 0.0

    @property
    def right(self) -> bool:
        return self.outcome == "right"

    @property
    def mistake(self) -> str | None:
        """The name of the recognised mistake of answers.py, if one was."""
        return next((str(found.data["name"]) for found in self.findings if found.code == "mistake"), None)

    def worth(self, max_points: float) -> Verdict:
        """The same verdict with its points."""
        share = self.share if self.share is not None else float(self.right)
        return self.model_copy(update={"points": round(max_points * share, 2), "max_points": max_points})


def right(*findings: Finding) -> Verdict:
    """The verdict on a right answer."""
    return Verdict(outcome="right", findings=findings)


def not_yet(code: str, /, *more: Finding, **data: Any) -> Verdict:
    """The verdict ``not-yet`` whose first finding is ``code`` with ``data``."""
    return Verdict(outcome="not-yet", findings=(Finding(code=code, data=data), *more))


def mistake(name: str, message: str, result: Any = None) -> Verdict:
    """The verdict on a mistake that answers.py names; said with *perhaps* where many others give its ``result``."""
    perhaps = {"perhaps": 1} if is_common(result) else {}
    return not_yet("mistake", name=name, message=message, **perhaps)


def is_common(result: Any) -> bool:
    """Whether a result says nothing of how it was made: no row, a yes or no, a whole number of a few."""
    if isinstance(result, Mapping) and result.get("type") == "table":
        cells = cells_of(result)
        return not cells or ([len(row) for row in cells] == [1] and is_common(cells[0][0]))
    value = result.get("value") if isinstance(result, Mapping) else result
    return isinstance(value, bool | int | float) and abs(value) <= FEW and value == int(value)


def not_attempted(code: str, /, **data: Any) -> Verdict:
    """The verdict where there is no answer yet."""
    return Verdict(outcome="not-attempted", findings=(Finding(code=code, data=data),))


def could_not_run(code: str, /, **data: Any) -> Verdict:
    """The verdict where the answer, or the check, could not run."""
    return Verdict(outcome="could-not-run", findings=(Finding(code=code, data=data),))


def count_noun(number: int, noun: str) -> str:
    """``1 row``, ``2 rows``, ``1,200 rows``."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def unusable(payload: Mapping[str, Any], asked: str) -> Verdict | None:
    """The verdict on a payload that is no scalar, text or table with something in it; None where it is one.

    ``asked`` is what the question asks for, with its article: ``a table``.
    """
    return absent(payload, asked) or _no_data(payload, asked)


def absent(payload: Mapping[str, Any], asked: str) -> Verdict | None:
    """The verdict where there is no answer, none that ran, or one too large to be looked at; else None."""
    kind = payload.get("type")
    if kind == "blank":
        return not_attempted("blank", name=str(payload.get("name") or "its name"))
    if kind == "failed":
        return _failed(payload)
    if kind == "missing":
        name = str(payload.get("name") or "")
        return not_attempted("missing", called=f"no answer called `{name}`" if name else "no answer")
    if kind == "too-large":
        return not_yet("too_large", what=str(payload.get("what", "an answer")), asked=asked)
    return None


def _no_data(payload: Mapping[str, Any], asked: str) -> Verdict | None:
    kind = payload.get("type")
    if kind not in ("scalar", "text", "table"):
        return not_yet("other_type", what=str(payload.get("what", "an unknown object")), asked=asked)
    if kind == "scalar" and payload.get("value") is None:
        return not_yet("no_value", asked=asked)
    return None


def _failed(payload: Mapping[str, Any]) -> Verdict:
    """Of a cell that gave no answer: why, where that is short. Never a drawing in text."""
    reason = str(payload.get("sentence") or "").strip()
    if payload.get("renamed") is True:
        return could_not_run("renamed", sentence=" ".join(reason.split()), name=str(payload.get("name") or ""))
    line = _OF_A_CELL.sub(r"(line \1)", reason.partition("\n")[0].strip())
    first = _FIRST_SENTENCE.match(line)
    why = first[0] if first else f"{line}."
    short = len(line) > 0 and len(why) <= MOST_REASON and "^" not in why
    return could_not_run("failed", why=f": {why}" if short else ".")


def describe(payload: Mapping[str, Any]) -> str:
    """The payload in words, with its article and its size: ``a table of 3 rows and 2 columns``."""
    if payload["type"] == "text":
        return "a text"
    if payload["type"] == "scalar":
        value = payload["value"]
        if isinstance(value, bool):
            return YES_OR_NO
        return "a date" if isinstance(value, str) else "a number"
    if payload["type"] != "table":
        return str(payload.get("what", "an unknown object"))
    height, width = len(payload["rows"]), len(payload["columns"])
    if payload.get("from") in ("list", "set") and width == 1:
        return f"a {payload['from']} of {count_noun(height, 'value')}"
    return f"a table of {count_noun(height, 'row')} and {count_noun(width, 'column')}"


def cells_of(payload: Mapping[str, Any]) -> list[list[Any]]:
    """The rows of a payload without its index; a scalar or a text is one row of one cell."""
    if payload["type"] != "table":
        return [[payload["value"]]]
    index = payload.get("index", 0)
    return [row[index:] if len(row) > index else row for row in payload["rows"]]
