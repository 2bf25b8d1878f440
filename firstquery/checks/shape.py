"""What no kind can judge: nothing there, a query that failed, something that is no data; and a payload in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from firstquery.checks.verdict import Verdict, could_not_run, not_attempted, not_yet
from firstquery.checks.words import count_noun

YES_OR_NO = "a yes or no (True or False)"
MOST_REASON = 160  # characters of an error that a check repeats
_FIRST_SENTENCE = re.compile(r"(?:`[^`]*`|[^`])+?[.!?](?=\s|$)")
# What Python calls a cell, as a file: a number that nobody has seen.
_OF_A_CELL = re.compile(r"\([^()\s]+(?:\.py|>), line (\d+)\)")


def unusable(payload: Mapping[str, Any], asked: str) -> Verdict | None:
    """The verdict on a payload that is no scalar, text or table with something in it; None where it is one.

    ``asked`` is what the question asks for, with its article: ``a table``.
    """
    return absent(payload, asked) or _no_data(payload, asked)


def absent(payload: Mapping[str, Any], asked: str) -> Verdict | None:
    """The verdict where there is no answer, none that ran, or one too large to be looked at; else None."""
    kind = payload.get("type")
    if kind == "blank":
        return not_attempted("blank")
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
