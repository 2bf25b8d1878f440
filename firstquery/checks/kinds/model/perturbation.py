"""Which columns the predictions of a model depend on: those are shuffled, and what changes is compared."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pandas as pd

from firstquery.checks.limit import Outcome

SEED = 16
#: So many times what a model's own dice change is a change by a column.
FAR = 3


def shuffle(rows: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The rows with the cells of each of ``columns`` in another order."""
    made = rows.copy()
    for number, name in enumerate(columns):
        order = rows[name].sample(frac=1, random_state=SEED + number)
        made[name] = order.set_axis(rows.index)
    return made


def find_used(
    ask: Callable[[pd.DataFrame], Outcome],
    rows: pd.DataFrame,
    columns: Sequence[str],
    plain: Outcome,
    shuffled: Outcome,
) -> list[str]:
    """Those of ``columns`` without which ``ask`` says something else of ``rows``.

    ``plain`` is what it says of them, ``shuffled`` of them with all ``columns`` shuffled. Where it says something else
    each time, the shuffle has to change far more than that. Where it does not come to an end, nothing is known: none.
    """
    if "time" in (plain.state, shuffled.state) or _same(plain, shuffled):
        return []
    noise = _distance(plain, ask(rows))

    def changes(given: Outcome) -> bool:
        return given.state != "time" and not _same(plain, given) and _distance(plain, given) > FAR * noise

    if not changes(shuffled):
        return []
    each = {name: ask(shuffle(rows, [name])) for name in columns} if len(columns) > 1 else {}
    return [name for name, one in each.items() if changes(one)] or list(columns)


def _distance(one: Outcome, other: Outcome) -> float:
    """How far apart two payloads are, on average over their values: endless where they have not as many."""
    if _same(one, other):
        return 0.0
    mine, theirs = list(_values(one.value)), list(_values(other.value))
    if one.state != other.state or len(mine) != len(theirs) or not mine:
        return math.inf
    return sum(map(_apart, mine, theirs)) / len(mine)


def _values(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _values(one)
    else:
        yield value


def _apart(one: Any, other: Any) -> float:
    numbers = isinstance(one, int | float) and isinstance(other, int | float)
    return abs(one - other) if numbers else float(one != other)


def _same(one: Outcome, other: Outcome) -> bool:
    return one.state == other.state and _equal(one.value, other.value)


def _equal(one: Any, other: Any) -> bool:
    """Whether two payloads are the same but for noise: threads add up in any order."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_equal(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_equal, one, other))
    return bool(one == other)
