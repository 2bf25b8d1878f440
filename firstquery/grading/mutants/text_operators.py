"""Changes of a written answer: each figure one off. What the words say a person reads, so they are left alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from firstquery.checks.kinds.text.numbers import figures, states_number
from firstquery.grading.mutants.sql_operators import Change


def mutate(cell: str) -> Iterator[Change]:
    """Yield the changes of a cell: a figure in digits whose last digit is one off, wherever it stands."""
    written = [figure for figure, _, _ in figures(cell) if any(map(str.isdigit, figure))]
    for figure in dict.fromkeys(written):
        at = max(place for place, letter in enumerate(figure) if letter.isdigit())
        digit = int(figure[at])
        other = f"{figure[:at]}{digit + 1 if digit < 9 else 8}{figure[at + 1 :]}"
        yield Change(f"{figure} became {other}", _replace(cell, written, figure, other), is_bound=False)


def is_asked(change: str, expected: Mapping[str, Any]) -> bool:
    """Return whether the exercise asks for the figure that the change named so has changed, in its key."""
    figure = change.partition(" became ")[0]
    values = [value for one in expected.get("states") or [] for value in one["values"]]
    return any(isinstance(value, int | float) and states_number(figure, value) for value in values)


def _replace(cell: str, written: Sequence[str], figure: str, other: str) -> str:
    """Return the cell with another figure in the place of one, and of no longer one that holds it."""
    made, rest = "", cell
    for one in written:
        before, _, rest = rest.partition(one)
        made += before + (other if one == figure else one)
    return made + rest
