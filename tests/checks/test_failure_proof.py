"""Nothing that a learner can bind to a name breaks a payload, a kind or a check."""

from __future__ import annotations

import gc
import itertools
import json
from pathlib import Path
from typing import Any

import hypothesis.extra.numpy as npst
import hypothesis.extra.pandas as pdst
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstquery.checks.payload import MOST_BYTES, payload, sound
from firstquery.checks.rows import differ
from firstquery.checks.words import HEADINGS, SHARED
from firstquery.core.errors import WIDTH
from firstquery.kernel.check import NotYet, check
from tests.checks.judged import entry, said_of

TABLE = pd.DataFrame({"region": ["South", "West"], "revenue": [1.5, None], "n": [1, 2]})
KEY: dict[str, dict[str, Any]] = {
    "w01-q1": entry("table", payload(TABLE), ordered=["n"]),
    "w01-q2": entry("value", payload(1.5)),
    "w01-q3": entry("value", payload("Fleet")),
    "w01-q4": entry("choice", ["A", "C"], many=True),
    "w01-q5": entry("text", least=3, most=60, states=[{"what": "the sum", "values": [3], "ask": "Which sum?"}]),
}
for _entry in KEY.values():
    _wrong = payload(TABLE.iloc[:1] if _entry["kind"] == "table" else 9)
    _entry["expected"]["mistakes"] = [{"name": "m", "message": "M.", "payload": _wrong, "hash": "0"}]


class Hostile:
    """Every question that Python asks an object raises."""

    def _raise(self, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("no")

    __repr__ = __str__ = __len__ = __iter__ = __bool__ = __eq__ = __hash__ = __int__ = __float__ = _raise  # type: ignore
    __getattr__ = __getitem__ = __array__ = __index__ = __lt__ = __contains__ = __call__ = _raise
    __class__ = property(_raise)  # type: ignore[assignment]


class EqualToAll(int):
    """A number that says yes to every comparison."""

    def _yes(self, *args: Any) -> Any:
        return True

    __eq__ = __ne__ = __lt__ = __gt__ = __le__ = __ge__ = _yes  # type: ignore[assignment]
    __hash__ = int.__hash__

    def __int__(self) -> int:
        return 2

    __float__ = __index__ = __int__  # type: ignore[assignment]


class LyingText(str):
    def casefold(self) -> str:
        return "fleet"

    strip = __str__ = casefold  # type: ignore[assignment]


def _circle() -> list[Any]:
    circle: list[Any] = []
    circle.append(circle)
    return circle


ODD: list[Any] = [
    None,
    ...,
    print,
    int,
    pd,
    object(),
    Hostile(),
    Hostile,
    Hostile,
    {"a": Hostile()},
    {Hostile: Hostile},
    pd.Series([Hostile()], dtype=object),
    pd.Series([Hostile(), Hostile], dtype=object).to_frame("a"),
    (i for i in [1]),
    float("nan"),
    -0.0,
    10**5000,
    -(10**5000),
    b"\xff",
    "\ud800",
    "\0",
    "a" * 10**6,
    np.array([]),
    np.zeros((2, 2, 2)),
    np.array(5),
    np.array(["a", None], dtype=object),
    np.array([(1, 2.0)], dtype=[("a", int), ("b", float)]),
    np.ma.masked_array([1, 2], [True, False]),
    np.datetime64("NaT"),
    pd.NA,
    pd.DataFrame(),
    pd.DataFrame(index=[1, 2]),
    pd.DataFrame({"a": range(30_000)}),
    pd.DataFrame(np.zeros((1, 600))),
    pd.DataFrame({"a": pd.Categorical(["x", None])}),
    pd.DataFrame({"a": pd.period_range("2025", periods=2, freq="M")}),
    pd.DataFrame({"a": pd.array([1, None], "Int64")}),
    pd.DataFrame({None: [1], ("x", 1): [2]}),
    TABLE.groupby("region"),
    TABLE.set_index(["region", "n"]) * 2,
    pd.Index([1, 2]),
    {"a": [1], "b": [1, 2]},
    [{"a": 1}, {"b": 2}],
    [[1], [2, 3]],
]

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.binary(),
    st.complex_numbers(),
    st.decimals(),
    st.fractions(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    npst.scalar_dtypes().flatmap(npst.from_dtype),
)
NESTED = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.tuples(inner, inner),
        st.dictionaries(st.one_of(st.text(max_size=4), st.integers(), st.none()), inner, max_size=4),
    ),
    max_leaves=12,
)
COLUMNS = [pdst.column(f"c{i}", dtype=kind) for i, kind in enumerate([int, float, bool, "datetime64[ns]"])]
FRAMES = st.one_of(
    pdst.data_frames(COLUMNS, index=pdst.range_indexes(max_size=5)),
    pdst.data_frames([pdst.column("a", elements=NESTED, dtype=object)], index=pdst.range_indexes(max_size=4)),
    pdst.series(dtype=float),
    npst.arrays(npst.scalar_dtypes(), npst.array_shapes(max_dims=3, max_side=4)),
)


def survives(answer: Any) -> None:
    made = payload(answer)
    assert len(json.dumps(made, allow_nan=False)) <= MOST_BYTES
    assert made["type"] == "blank" or sound(made)
    for one in KEY.values():
        verdict = said_of(one, made)
        assert verdict.outcome in HEADINGS
        assert "fault" not in verdict.message, (one["kind"], made, verdict.message)
        assert all(verdict.lines())


@pytest.mark.parametrize("number", range(len(ODD)))
def test_odd_objects_become_a_payload_and_a_verdict(number: int) -> None:
    survives(ODD[number])


@settings(max_examples=150)
@given(NESTED)
def test_any_nest_of_values_becomes_a_payload_and_a_verdict(answer: Any) -> None:
    survives(answer)


@settings(max_examples=60)
@given(FRAMES)
def test_any_table_becomes_a_payload_and_a_verdict(answer: Any) -> None:
    survives(answer)


def test_an_object_is_taken_for_what_it_holds_not_for_what_it_says() -> None:
    for liar, honest in [
        (EqualToAll(7), 7),
        (LyingText("Solo"), "Solo"),
        ([EqualToAll(7)], [7]),
    ]:
        assert payload(liar) == payload(honest)


@pytest.fixture
def keyed(tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A practice folder with the key above, as a learner has it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FIRSTQUERY_COURSE", str(tmp_path))
    key = {"version": 2, "week": "week-01-first-query", "exercises": KEY}
    (tmp_path / "key.json").write_text(json.dumps(key), encoding="utf-8")
    return tmp_path


def test_nothing_but_not_yet_comes_out_of_a_check(keyed: Path) -> None:
    for answer, name in zip(ODD, itertools.cycle(KEY), strict=False):
        with pytest.raises(NotYet) as raised:
            check(name, answer)
        lines = raised.value._render_traceback_()
        assert lines
        assert max(map(len, lines)) <= WIDTH
        assert lines[0].startswith((*HEADINGS.values(), SHARED["not_checked"].heading))


def test_nothing_but_not_yet_comes_out_of_a_misspelt_check(keyed: Path) -> None:
    calls: list[tuple[Any, ...]] = [(), ("w01-q1",), (TABLE, "w01-q1"), ("w01-q1", TABLE, 3), ("w01-q77", 1), ("q3", 1)]
    calls += [(odd, odd) for odd in ODD]
    for arguments in calls:
        with pytest.raises(NotYet):
            check(*arguments)


def test_at_the_grader_a_check_raises_nothing_at_all(keyed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTQUERY_GRADER", "1")
    for odd in ODD:
        check("w01-q1", odd)
        check(odd, odd)
    check()


NEAR = st.sampled_from([0.0, 0.004, 0.005, 0.008, 0.0101, 1.0, None])
ROWS = st.lists(st.tuples(st.sampled_from(["a", "b"]), NEAR, NEAR), min_size=1, max_size=5)


@settings(max_examples=200)
@given(ROWS, ROWS)
def test_rows_are_matched_as_well_as_trying_every_pairing_would(key: list[Any], answer: list[Any]) -> None:
    far = 0.0050001

    def agree(one: Any, other: Any) -> bool:
        return all(
            a == b if a is None or b is None or isinstance(a, str) else abs(a - b) <= far
            for a, b in zip(one, other, strict=True)
        )

    short, long = sorted([key, answer], key=len)
    best = max(sum(map(agree, short, chosen)) for chosen in itertools.permutations(long, len(short)))
    columns = [list(map(list, zip(*rows, strict=True))) for rows in (key, answer)]
    reach = [[0.0 if value is None else far for value in column] for column in columns[0][1:]]
    found = differ(columns[0], columns[1], [None, *reach], (len(key), len(answer)))
    assert len(key) - len(found.missing) == best == len(answer) - len(found.extra)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.integers(-9, 9)), min_size=1, max_size=8), st.randoms())
def test_a_rounded_and_shuffled_answer_is_always_right(rows: list[tuple[float, int]], random: Any) -> None:
    right = pd.DataFrame(rows, columns=["revenue", "n"])
    shuffled = right.round(2).iloc[random.sample(range(len(rows)), len(rows))]
    one = entry("table", payload(right))
    assert said_of(one, payload(shuffled[["n", "revenue"]])).right
    wrong = shuffled.assign(n=shuffled.n + [1] * len(rows))
    assert not said_of(one, payload(wrong)).right


def test_a_check_leaves_the_garbage_collector_as_it_found_it() -> None:
    for running in (False, True):
        (gc.enable if running else gc.disable)()
        said_of(KEY["w01-q1"], payload(Hostile()))
        assert gc.isenabled() is running
