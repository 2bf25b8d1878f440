"""The kind function: right in many forms, wrong in the ways that beginners are wrong, and never a hang."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import time
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest

from firstquery.checks.kind import Material
from firstquery.checks.kinds.function import KIND
from firstquery.checks.verdict import Verdict
from firstquery.checks.words import wording
from firstquery.core.blank import Blank, Failed
from firstquery.core.errors import UserError
from tests.checks import verdicts
from tests.checks.verdicts import code

AMOUNTS = [(100, "USD"), (250, "CAD"), (19.9, "CAD"), (0, "EUR")]
FRAME = pd.DataFrame({"region": ["West", "South", "West"], "amount": [10.0, 20.5, 4.5]})


def usd(amount: float, currency: str) -> float:
    if currency not in ("USD", "CAD"):
        raise ValueError(f"no rate for {currency}")
    return round(amount * {"USD": 1, "CAD": 0.73}[currency], 2)


def said(answer: Any, reference: Any = usd, inputs: Any = AMOUNTS, mistakes: Any = None, **options: Any) -> Verdict:
    return verdicts.verdict(KIND, answer, reference, mistakes, {"questions": inputs}, **options)


def with_numpy(amount: float, currency: str) -> Any:
    if currency == "EUR":
        raise ValueError
    return np.float64(amount) * (0.73 if currency == "CAD" else 1)


def with_decimals(amount: float, currency: str) -> Decimal:
    class NoRate(ValueError):
        pass

    if currency == "EUR":
        raise NoRate("EUR")
    return Decimal(str(amount)) * Decimal("0.73" if currency == "CAD" else "1")


class Converter:
    def __call__(self, amount: float, currency: str = "USD", *, digits: int = 2) -> float:
        return usd(amount, currency)


@pytest.mark.parametrize(
    "answer",
    [
        usd,
        with_numpy,
        with_decimals,
        Converter(),
        Converter().__call__,
        functools.lru_cache(usd),
        functools.partial(usd),
        lambda *given: usd(*given),
        lambda amount, currency: pd.DataFrame({"usd": [usd(amount, currency)]}),
    ],
)
def test_a_right_function_is_right_in_any_form(answer: Any) -> None:
    assert said(answer).right


def prints(amount: float, currency: str) -> None:
    print(amount, currency)


def lost_branch(amount: float, currency: str) -> Any:
    if currency == "EUR":
        raise ValueError
    if currency == "USD":
        return amount
    return None


def forever(amount: float, currency: str) -> float:
    while amount >= 0:
        pass
    return amount


def stubborn(amount: float, currency: str) -> float:
    while True:
        with contextlib.suppress(BaseException):
            time.sleep(5)


def catches_all(amount: float, currency: str) -> Any:
    try:
        return usd(amount, currency)
    except ValueError:
        return None


def endless(amount: float, currency: str) -> Any:
    return endless(amount, currency)


WRONG: list[tuple[Any, str]] = [
    (prints, "returns_nothing_prints"),
    (lost_branch, "returns_nothing"),
    (forever, "too_slow"),
    (stubborn, "too_slow"),
    (endless, "raises"),
    (catches_all, "should_raise"),
    (lambda amount, currency: {}[currency], "raises"),
    (lambda amount, currency: exit(), "raises"),
    (lambda amount, currency: {"USD": amount, "CAD": round(amount * 0.73, 2)}[currency], "other_error"),
    (lambda amount, currency: f"{usd(amount, currency)}", "returns_text"),
    (lambda amount, currency: [usd(amount, currency)], "other_type_returned"),
    (lambda amount, currency: usd(amount, currency) + 1, "differs"),
    (lambda amount, currency: round(usd(amount, currency)), "rounded"),
    (lambda amount, currency: input("How much?"), "asks_for_input"),
    (lambda amount, currency: (usd(amount, currency) for _ in "abc"), "other_type_returned"),
    (lambda amount: amount, "wrong_number_of_arguments"),
    (usd(1, "CAD"), "not_a_function"),
    (Converter, "not_a_function"),
    (None, "not_a_function"),
    (FRAME, "not_a_function"),
    (..., "blank"),
    (Blank(), "blank"),
    (Failed("It stopped."), "failed"),
]


@pytest.mark.parametrize(("answer", "expected"), WRONG)
def test_a_wrong_function_is_told_how(answer: Any, expected: str) -> None:
    start = time.monotonic()
    assert code(said(answer, seconds=0.2)) == expected
    assert time.monotonic() - start < 30


def test_an_empty_function_is_not_attempted() -> None:
    def nothing(amount: float, currency: str) -> Any: ...

    def a_pass(amount: float, currency: str) -> Any:
        pass

    for answer in (nothing, a_pass):
        assert said(answer).outcome == "not-attempted"
    assert code(said(lambda amount, currency: 5)) == "differs"


def test_it_says_for_which_input_and_at_which_line_of_hers() -> None:
    def divide(amount: float, currency: str) -> float:
        return amount / 0

    made = said(divide)
    assert made.findings[0].data["call"] == "divide(100, 'USD')"
    assert made.findings[0].data["error"] == "ZeroDivisionError"
    assert "return amount / 0" in made.findings[0].data["place"]
    rest = said(lambda amount, currency: usd(amount, currency) if amount != 250 else 0)
    assert "(250, 'CAD')" in rest.findings[0].data["call"]
    assert rest.findings[1].data == {"wrong": 1, "all": 4}


def test_a_call_that_is_shown_can_be_copied_and_runs() -> None:
    """Beside the imports of a practice that has days: ``2026-02-09`` is no day in Python."""

    def alert(monday: dt.date, most: Any) -> bool:
        return monday.day > most

    days = [(dt.date(2026, 2, 9), Decimal("8.5")), (dt.datetime(2026, 2, 9, 17, 0), 8), (pd.Timestamp("2026-02-09"), 8)]
    made = [said(lambda monday, most: False, alert, [one]).findings[0].data["call"] for one in days]
    assert made == [
        "f(date(2026, 2, 9), Decimal('8.5'))",
        "f(datetime(2026, 2, 9, 17, 0), 8)",
        "f(pd.Timestamp('2026-02-09 00:00:00'), 8)",
    ]
    names = {"date": dt.date, "datetime": dt.datetime, "pd": pd, "Decimal": Decimal, "f": alert}
    assert [eval(call, names) for call in made] == [True] * 3


def test_a_table_that_is_given_is_described_and_nobody_is_asked_to_work_it_out_by_hand() -> None:
    made = said(lambda rows, most: False, lambda rows, most: len(rows) > most, [(FRAME, 2)])
    told = "`f(…, 2)` gives False, which is not right, where `…` is a table of 3 rows."
    assert wording(made, "function").message == told


def test_the_grader_shows_no_input() -> None:
    for name, phrase in KIND.phrases.items():
        assert "{" not in (phrase.grader or ""), name


def test_a_named_mistake_is_known_by_all_that_it_does() -> None:
    mistakes = {"no rate": lambda amount, currency: amount, "zero": catches_all, "called": usd(100, "USD")}
    assert code(said(lambda a, b: a * 1.0, mistakes=mistakes)) == "mistake: no rate"
    assert code(said(catches_all, mistakes=mistakes)) == "mistake: zero"
    assert code(said(100.0, mistakes=mistakes)) == "mistake: called"
    assert code(said(lambda a, b: a if b == "USD" else 0, mistakes=mistakes)) == "differs"
    assert said(usd, mistakes=mistakes).right


def test_what_was_given_is_left_as_it_was() -> None:
    def in_place(names: list[str]) -> list[str]:
        names.sort()
        return names

    def add_column(table: pd.DataFrame) -> pd.DataFrame:
        table["double"] = table["amount"] * 2
        return table

    def assigned(table: pd.DataFrame) -> pd.DataFrame:
        return table.assign(double=table["amount"] * 2)

    assert code(said(in_place, sorted, [["b", "a"]])) == "mutates_argument"
    assert said(lambda names: tuple(sorted(names)), sorted, [["b", "a"]]).right
    assert code(said(add_column, assigned, [FRAME])) == "mutates_argument"
    assert said(assigned, assigned, [FRAME]).right
    assert said(in_place, in_place, [["b", "a"]]).right
    assert code(said(sorted, in_place, [["b", "a"]])) == "leaves_argument"
    assert FRAME.shape == (3, 2)


def test_too_much_output_and_too_large_results_are_bounded() -> None:
    def loud(n: int) -> int:
        for _ in range(20_000):
            print("x" * 1000)
        return n

    assert said(loud, lambda n: n, [1], seconds=2).right
    assert code(said(lambda n: [0] * 10**6, lambda n: n, [1])) == "other_type_returned"
    assert code(said(lambda n: iter(int, 1), lambda n: n, [1])) == "other_type_returned"


@pytest.mark.parametrize("inputs", [[], "abc", None, [object()], [print], [(1,)] * 201])
def test_an_author_is_told_which_questions_cannot_be(inputs: Any) -> None:
    with pytest.raises(UserError):
        KIND.questions(KIND.Options(), Material(values={"questions": inputs}))


def test_a_reference_without_a_result_is_refused() -> None:
    for reference in (5, forever, lambda a, b: object(), lambda: 1):
        with pytest.raises(UserError):
            said(usd, reference, seconds=0.1)


def test_a_users_own_interrupt_goes_through() -> None:
    def stopped(n: int) -> int:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        said(stopped, lambda n: n, [1])
