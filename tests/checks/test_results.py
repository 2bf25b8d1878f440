"""What functions return: the same whatever its form, another where it differs; and arguments that come back whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstquery.checks import arguments
from firstquery.checks.kinds.function import KIND
from firstquery.checks.verdict import Verdict
from tests.checks import verdicts
from tests.checks.verdicts import code

FRAME = pd.DataFrame({"region": ["West", "South", "West"], "amount": [10.0, 20.5, 4.5]})


def said(answer: Any, reference: Any, inputs: Any, **options: Any) -> Verdict:
    return verdicts.verdict(KIND, answer, reference, None, {"questions": inputs}, **options)


def per_region(table: pd.DataFrame) -> Any:
    return table.groupby("region", as_index=False)["amount"].sum()


RESULTS: list[tuple[Callable[..., Any], Callable[..., Any], Any, dict[str, Any], str]] = [
    (per_region, lambda t: t.groupby("region")["amount"].sum(), [FRAME], {}, "right"),
    (per_region, lambda t: per_region(t)[::-1], [FRAME], {}, "right"),
    (per_region, lambda t: per_region(t)[::-1], [FRAME], {"ordered": "amount"}, "differs_there"),
    (per_region, lambda t: t, [FRAME], {}, "differs_there"),
    (
        lambda t: dict(zip(t.region, t.amount, strict=True)),
        lambda t: t.set_index("region").amount.iloc[1:],
        [FRAME],
        {},
        "right",
    ),
    (lambda n: {"a": n, "b": [n]}, lambda n: {"b": (n,), "a": n}, [3], {}, "right"),
    (lambda n: {"a": n}, lambda n: {"A": n}, [3], {}, "differs"),
    (lambda n: [n, 2], lambda n: np.array([n, 2]), [3], {}, "right"),
    (lambda n: [n, 2], lambda n: pd.Series([n, 2]), [3], {}, "right"),
    (lambda n: [n, 2], lambda n: (one for one in (n, 2)), [3], {}, "right"),
    (lambda n: [n, 2], lambda n: [2, n], [3], {}, "other_order"),
    (lambda n: [n, 2], lambda n: [2, n], [3], {"any_order": True}, "right"),
    (lambda n: {n, 2}, lambda n: [2, n], [3], {}, "right"),
    (lambda n: [[n, "x"]], lambda n: [(n, "x")], [3], {}, "right"),
    (lambda text: text.strip().title(), lambda text: text.strip(), [" anna lee "], {}, "capitals_or_spaces"),
    (lambda day: day + dt.timedelta(1), lambda day: str(day + dt.timedelta(1)), [dt.date(2025, 1, 31)], {}, "right"),
    (lambda day: day.year, lambda day: 2025, [dt.date(2025, 1, 31), dt.date(2024, 1, 31)], {}, "differs"),
    (lambda n: n > 2, lambda n: np.bool_(n > 2), [3], {}, "right"),
    (lambda n: n > 2, lambda n: "True", [3], {}, "other_type_returned"),
    (lambda n: None, lambda n: 0, [3], {}, "other_type_returned"),
    (lambda price: price * Decimal("1.19"), lambda price: float(price) * 1.19, [Decimal("10.00")], {}, "right"),
    (lambda n: n / 3, lambda n: round(n / 3, 1), [1], {}, "rounded"),
    (lambda n: n / 3, lambda n: round(n / 3, 1), [1], {"decimals": 1}, "right"),
    (lambda amount, rate: amount * rate, lambda rate, amount: amount * rate, [{"amount": 4, "rate": 2}], {}, "right"),
    (lambda amount, rate: amount * rate, lambda a, r: a * r, [{"amount": 4, "rate": 2}], {}, "wrong_parameters"),
    (lambda n: int(n), lambda n: int(n) if n else 0, ["4", "x"], {"any_error": True}, "right"),
    (lambda n: 1 / n, lambda n: 1 / n if n else [][1], [4, 0], {"any_error": True}, "right"),
]


@pytest.mark.parametrize(("reference", "answer", "inputs", "options", "expected"), RESULTS)
def test_results_are_the_same_whatever_their_form(
    reference: Any, answer: Any, inputs: Any, options: dict[str, Any], expected: str
) -> None:
    assert code(said(answer, reference, inputs, **options)) == expected


FRAMES = [
    FRAME,
    FRAME.set_index("region"),
    FRAME.groupby("region")["amount"].sum(),
    FRAME.iloc[::-1].astype({"region": "category"}),
    FRAME.assign(day=pd.Timestamp("2025-01-31"), n=[1, 2, 3]).set_index(["region", "n"]),
    pd.DataFrame({"a": pd.array([None, 1], dtype="Int64"), 2: [dt.date(2025, 1, 1), None]}),
    FRAME["amount"].to_numpy(),
]


@pytest.mark.parametrize("value", FRAMES)
def test_tables_come_back_with_their_types(value: Any) -> None:
    back = arguments.decode(arguments.encode(value))
    assert type(back) is type(value)
    if isinstance(value, pd.DataFrame):
        pd.testing.assert_frame_equal(back, value)
    elif isinstance(value, pd.Series):
        pd.testing.assert_series_equal(back, value)
    assert arguments.same(arguments.encode(value), back)


leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.decimals(allow_nan=False)
anything = st.recursive(
    leaves,
    lambda inner: st.lists(inner) | st.tuples(inner) | st.dictionaries(st.text() | st.integers(), inner),
    max_leaves=20,
)


@settings(max_examples=60, deadline=None)
@given(anything)
def test_any_result_is_equal_to_itself_and_any_argument_comes_back(value: Any) -> None:
    assert repr(arguments.decode(arguments.encode(value))) == repr(value)
    assert said(lambda n: value, lambda n: value, [1]).right
    assert said(lambda n: n, lambda n: n, [(value,)]).right
