"""More columns than asked for, where they are fine: a wider table is an answer, many guesses side by side are none."""

from __future__ import annotations

from typing import Any

import pandas as pd

from firstquery.checks.payload import payload
from firstquery.checks.tables import MOST_EXTRA
from tests.checks.judged import Said, entry, said_of

RIGHT = pd.DataFrame({"name": ["Oak", "Sorb", "Thorn"], "tickets": [3, 0, 1]})
KEY: dict[str, Any] = entry("table", payload(RIGHT), points=3, extra=True)


def judged(answer: pd.DataFrame) -> Said:
    return said_of(KEY, payload(answer))


def beside(*columns: tuple[str, list[int]]) -> pd.DataFrame:
    """The names, and beside them columns of any names, twice the same as well."""
    parts = [RIGHT[["name"]], *(pd.DataFrame({name: values}) for name, values in columns)]
    return pd.concat(parts, axis=1)


def test_columns_that_nobody_asked_for_are_fine_and_one_that_comes_twice_with_the_same_in_it() -> None:
    assert judged(RIGHT.assign(account_id=[7, 8, 9], region="West")).right
    assert judged(beside(("n", [3, 0, 1]), ("account_id", [7, 8, 9]))).right
    assert judged(beside(("tickets", [3, 0, 1]), ("tickets", [3, 0, 1]))).right


def test_several_guesses_under_the_name_that_is_asked_for_are_no_answer() -> None:
    guesses = [("tickets", [9, 9, 9]), ("tickets", [3, 0, 1]), ("Tickets", [1, 1, 1])]
    said = judged(beside(*guesses))
    assert not said.right
    assert "2 columns more than asked for" in said.message


def test_a_hundred_guesses_side_by_side_are_no_answer() -> None:
    def guesses(many: int) -> pd.DataFrame:
        return beside(*((f"guess_{number}", [number, 0, 1]) for number in range(3, 3 + many)))

    assert judged(guesses(MOST_EXTRA + 1)).right
    assert not judged(guesses(MOST_EXTRA + 2)).right
