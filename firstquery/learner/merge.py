"""Two records of one thing as one: what was kept on two computers, with nothing lost."""

from __future__ import annotations

import json
from typing import Any

from firstquery.core.records import Record

_ATTEMPTS, _BEST, _COUNT = "attempts", "best", "count"


def merge(ours: Record, theirs: Record) -> Record:
    """Return both: all of their lists, the better of two best attempts, and else ours where the two differ."""
    joined = {name: _join(ours.get(name), theirs.get(name)) for name in {**theirs, **ours}}
    if _BEST in ours and _BEST in theirs:
        joined[_BEST] = max(ours[_BEST], theirs[_BEST], key=_rank)
    if isinstance(joined.get(_ATTEMPTS), list) and _COUNT in joined:
        joined[_COUNT] = max(len(joined[_ATTEMPTS]), _number(ours.get(_COUNT)), _number(theirs.get(_COUNT)))
    return joined


def _join(ours: Any, theirs: Any) -> Any:
    if ours is None or theirs is None:
        return theirs if ours is None else ours
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return {name: _join(ours.get(name), theirs.get(name)) for name in {**theirs, **ours}}
    if isinstance(ours, list) and isinstance(theirs, list):
        here = {_text(one) for one in ours}
        return sorted([*ours, *(one for one in theirs if _text(one) not in here)], key=_moment)
    return ours


def _moment(entry: Any) -> str:
    """Return when an entry of a list was made: the text that orders it; those without keep their order."""
    return str(entry.get("at", "")) if isinstance(entry, dict) else entry if isinstance(entry, str) else ""


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _rank(attempt: Any) -> tuple[bool, float]:
    if not isinstance(attempt, dict):
        return False, -1
    return attempt.get("outcome") == "right", _number(attempt.get("points"))


def _number(value: Any) -> int:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else 0  # type: ignore[return-value]
